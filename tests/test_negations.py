"""A wide control on negation and modality: pairs with one turned word, and pairs without.

`data/negations.tsv` holds invented pairs. In those called "turned" one word turns the
sense or how certain it is; a negation or modality must then be told before all else. In
those called "same" the same is said in other words, with other negations or with none.
"""

import csv
from functools import cache
from pathlib import Path

import pytest

from compare.differences import Side, differences
from compare.model import Difference, Passage, Role, Span, Weight
from compare.segment import attributions, quotations
from compare.wording import edits

TABLE = Path(__file__).resolve().parent / "data" / "negations.tsv"

KINDS = {"negation", "modality"}

#: Of the turned pairs, at least this share must be a fact; the others are told as wording.
LEAST_FACTS = 0.9

#: Of the pairs that say the same, at most this share may be told as wording.
MOST_TOLD = 0.15

Row = dict[str, str]


def rows(sense: str) -> list[Row]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        found = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [row for row in found if row["sense"] == sense]


def side(text: str, language: str) -> Side:
    span = Span(0, len(text))
    passages = [Passage(span, 1, Role.BODY)]
    quoted = quotations(text, passages, language)[0]
    return Side(text, span, language, "", quoted, attributions(text, passages, language)[0])


@cache
def told(a: str, b: str, language: str) -> tuple[Difference, ...]:
    x, y = side(a, language), side(b, language)
    return differences(x, y, edits(a, x.span, b, y.span, language=language))


def both_ways(row: Row) -> list[tuple[Difference, ...]]:
    a, b, language = row["a"], row["b"], row["language"]
    return [told(a, b, language), told(b, a, language)]


def name(row: Row) -> str:
    return f"{row['why']}: {row['a']} -> {row['b']}"


def is_on_top(found: tuple[Difference, ...]) -> bool:
    return bool(found) and found[0].kind in KINDS


def has_fact(found: tuple[Difference, ...]) -> bool:
    return any(each.kind in KINDS and each.weight is Weight.FACT for each in found)


def has_any(found: tuple[Difference, ...]) -> bool:
    return any(each.kind in KINDS for each in found)


def test_the_table_is_wide() -> None:
    assert len(rows("turned")) >= 60
    assert len(rows("same")) >= 60
    assert sum(row["language"] == "ru" for sense in ("turned", "same") for row in rows(sense)) >= 20


@pytest.mark.parametrize("row", rows("turned"), ids=name)
def test_what_turns_the_sense_is_told_before_all_else(row: Row) -> None:
    assert all(is_on_top(found) for found in both_ways(row))


def test_nearly_all_that_turns_the_sense_is_a_fact() -> None:
    turned = rows("turned")
    lesser = [name(row) for row in turned if not all(map(has_fact, both_ways(row)))]
    assert len(lesser) <= (1 - LEAST_FACTS) * len(turned), "\n".join(lesser)


@pytest.mark.parametrize("row", rows("same"), ids=name)
def test_the_same_in_other_words_is_no_fact(row: Row) -> None:
    assert not any(has_fact(found) for found in both_ways(row))


def test_little_of_what_says_the_same_is_told_at_all() -> None:
    same = rows("same")
    noise = [name(row) for row in same if any(map(has_any, both_ways(row)))]
    assert len(noise) <= MOST_TOLD * len(same), "\n".join(noise)


def test_a_bracket_is_told_whole() -> None:
    a = "“I will [not] go,” Arden said."
    found = told(a, "“I will go,” Arden said.", "en")
    assert found[0].kind == "negation"
    assert found[0].a.of(a) == "[not] go"


def test_a_month_or_a_name_is_no_modal() -> None:
    assert not any(each.kind in KINDS for each in told("Mrs May left.", "The woman left.", "en"))
    found = told("Arden may run in May.", "Arden runs in May.", "en")
    assert found[0].kind == "modality"
