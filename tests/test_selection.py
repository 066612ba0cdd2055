"""Selecting kinds and ranking rows: what goes is counted, what stays is whole."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.errors import UsageError
from compare.model import Result, Verdict, Weight
from compare.options import Options
from compare.selection import (
    Inside,
    based_on,
    is_selection,
    kinds,
    ranked,
    select,
    select_quotations,
)
from tests.stories import bridge


def ids(result: Result) -> list[str]:
    return [statement.id for statement in result.statements]


def reasons(result: Result) -> list[str]:
    return [skipped.reason for skipped in result.skipped if not skipped.path]


def test_without_options_the_result_is_as_it_was() -> None:
    assert select(bridge(), Options()) == bridge()


@pytest.mark.parametrize(
    ("names", "rows"),
    [
        (("number",), ["s2"]),
        (("omission",), ["s1", "s2"]),  # the second by what its quotation leaves out
        (("fact",), ["s1", "s2"]),
        (("altered",), ["s2"]),
        (("negation",), []),
    ],
)
def test_select_keeps_the_rows_that_have_such_a_difference(
    names: tuple[str, ...], rows: list[str]
) -> None:
    assert ids(select(bridge(), Options(select=names))) == rows


def test_select_keeps_the_links_of_its_rows_and_counts_the_others() -> None:
    selected = select(bridge(), Options(select=("number",)))
    assert [link.relation.value for link in selected.links] == ["partial"]
    assert len(selected.quotations) == 1
    assert reasons(selected) == ["2 statements without number (--select)"]
    assert is_selection(selected)
    assert ("select", "number") in selected.options


def test_ignore_takes_differences_and_no_row() -> None:
    ignored = select(bridge(), Options(ignore=("number", "synonym")))
    assert ids(ignored) == ["s1", "s2", "s3"]
    left = {d.kind for link in ignored.links for d in link.differences}
    assert left == {"omission"}
    assert reasons(ignored) == ["3 differences of the kinds number, synonym (--ignore)"]
    assert not is_selection(ignored)


def test_ignore_takes_verdicts_too() -> None:
    ignored = select(bridge(), Options(ignore=("altered",)))
    assert ignored.quotations == ()
    assert reasons(ignored) == ["1 quotations with the verdicts altered (--ignore)"]


def test_top_has_the_rows_first_in_which_both_have_a_fact_and_not_the_same() -> None:
    top = select(bridge(), Options(top=2))
    assert ids(top) == ["s2", "s1"]
    assert reasons(top) == ["1 statements after the first 2 (--top)"]


def test_a_fact_told_of_many_pairs_is_one() -> None:
    result = bridge()
    link = next(each for each in result.links if any(d.kind == "number" for d in each.differences))
    twice = replace(link, differences=link.differences * 5)
    more = replace(result, links=(*result.links, twice))
    assert [s.id for s in ranked(more)] == [s.id for s in ranked(result)]


@pytest.mark.parametrize("options", [Options(select=("nmber",)), Options(ignore=("nmber",))])
def test_an_unknown_kind_is_an_error_that_names_the_known(options: Options) -> None:
    with pytest.raises(UsageError, match=r"nmber.*\n.*number.*altered"):
        select(bridge(), options)


def test_every_verdict_and_weight_is_a_name() -> None:
    assert {*Verdict} | {*Weight} <= {*kinds()}


@pytest.mark.parametrize(
    ("base", "paths"),
    [
        ("", set()),
        ("orland daily", {"press/daily.txt"}),
        ("press/gazette.txt", {"press/gazette.txt"}),
        ("gazette.txt", {"press/gazette.txt"}),
    ],
)
def test_the_base_is_an_outlet_a_path_or_a_file(base: str, paths: set[str]) -> None:
    assert set(based_on(bridge(), base)) == paths


def test_quotations_are_asked_each_for_itself() -> None:
    every = bridge().quotations
    assert select_quotations(every, Options(select=("omission",))) == every
    assert select_quotations(every, Options(select=("number",))) == ()
    assert select_quotations(every, Options(ignore=("altered",))) == ()


@given(st.sets(st.sampled_from(["number", "omission", "synonym", "altered", "fact"])))
def test_what_is_selected_is_part_of_the_whole(names: set[str]) -> None:
    whole, selected = bridge(), select(bridge(), Options(select=tuple(sorted(names))))
    assert set(selected.statements) <= set(whole.statements)
    assert set(selected.links) <= set(whole.links)
    inside = Inside(whole)
    for statement in selected.statements:
        assert set(inside.links(statement)) <= set(selected.links)
