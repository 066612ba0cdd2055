"""Names that the user says are one: told as another word for it, never as another name."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import compare
from compare.differences.alias import aliases, with_aliases
from compare.errors import ConfigurationError
from compare.model import Difference, Span, Weight

STORY = """\
{0} rejected the plan for the new harbour at Hollin on Tuesday after a long meeting.

The ferry will sail again in May, the harbour master Petra Lindqvar said.
"""


def _kinds(tmp_path: Path, *alias: str) -> set[tuple[str, Weight]]:
    paths = []
    for name in ("Torvell", "Velmaria"):
        path = tmp_path / f"{name}.txt"
        path.write_text(STORY.format(name))
        paths.append(str(path))
    result = compare.compare(paths, alias=alias)
    return {(each.kind, each.weight) for link in result.links for each in link.differences}


def test_two_names_are_a_fact_until_they_are_said_to_be_one(tmp_path: Path) -> None:
    assert _kinds(tmp_path) == {("name", Weight.FACT)}
    assert _kinds(tmp_path, "torvell=Velmaria") == {("synonym", Weight.WORDING)}


def test_an_alias_of_other_names_changes_nothing(tmp_path: Path) -> None:
    assert _kinds(tmp_path, "Torvell=Hollin") == {("name", Weight.FACT)}


@pytest.mark.parametrize(
    ("entries", "a", "b"),
    [
        (["Torvell=Velmaria"], "Torvell", "the Velmaria"),
        (["Selvin Lines=Fjordline=the company"], "Selvin Lines", "Company"),
        (["A One=B Two", "C Three=B Two"], "A One", "C Three"),
        (["C Three=D Four", "A One=B Two", "B Two=D Four"], "A One", "C Three"),
        (["Торвелл=Велмария"], "Торвеллу", "Велмария"),
    ],
)
def test_names_of_one(entries: list[str], a: str, b: str) -> None:
    other = Difference("name", Span(0, len(a)), Span(0, len(b)), Weight.FACT, "another")
    (told,) = with_aliases([other], a, b, aliases(entries))
    assert (told.kind, told.weight) == ("synonym", Weight.WORDING)


@pytest.mark.parametrize("entry", ["Torvell", "=", "Torvell=", ""])
def test_an_entry_with_less_than_two_names_is_named(entry: str) -> None:
    with pytest.raises(ConfigurationError, match="does not say which names are one"):
        aliases([entry])


@given(st.lists(st.sampled_from(["A One=B Two", "B Two=C Three", "D Four=E Five"]), max_size=4))
def test_the_order_of_entries_means_nothing(entries: list[str]) -> None:
    def groups(known: dict[str, int]) -> set[frozenset[str]]:
        numbers = set(known.values())
        return {frozenset(key for key in known if known[key] == each) for each in numbers}

    assert groups(dict(aliases(entries))) == groups(dict(aliases(reversed(entries))))


@pytest.mark.parametrize("entry", ["Sorrel", "Sorrel=", "Sorrel=Sorrel", "Sorrel = the Sorrel"])
def test_an_entry_that_joins_nothing_is_refused(entry: str) -> None:
    with pytest.raises(ConfigurationError, match="does not say which names are one"):
        aliases([entry])
