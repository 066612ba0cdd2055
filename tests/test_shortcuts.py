"""Every shortcut that spares work gives what the long way gives."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare import differences, pipeline, words
from compare.differences import Side, pair
from compare.evidence import NAMES, Table, Unit
from compare.evidence import company as companies
from compare.languages import spelling
from compare.model import Article, Document, DocumentId, Span
from compare.segment import draft
from compare.verdicts import speech
from compare.wording import edits
from compare.wording.features import Knowledge, pair_features

REPORT = """HARBOUR (Fjordwire) - "We will not shut it," said Mayor Ada Quint on Friday.

Jonas Vell, the minister, told reporters that [the port] would reopen. He added: "In May."
"""

TEXTS = (
    "The port was shut on Friday and no ship left the port.",
    "No ship left on Friday; the storm shut the port, the mayor said.",
    "The mayor said the storm was over and a ship left the quay.",
    "A ship left the quay in May, the mayor of the port said.",
)


def article() -> Article:
    document = Document(DocumentId("d1"), "a.txt", REPORT, language="en")
    (found,) = pipeline.divide([document])
    return found


def test_words_of_a_sentence_need_not_be_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = article()
    monkeypatch.setattr(draft, "KEPT", 0)
    assert article() == usual
    assert usual.passages[0].quotations[0].speaker == "Ada Quint"


def test_a_short_side_is_read_as_a_long_one(monkeypatch: pytest.MonkeyPatch) -> None:
    a, b = (Side(text, Span(0, len(text))) for text in TEXTS[:2])
    run = edits(a.text, a.span, b.text, b.span, language="en")
    usual = differences.differences(a, b, run)
    monkeypatch.setattr(pair, "SHORT", -1)
    assert differences.differences(a, b, run) == usual
    assert usual


@pytest.mark.parametrize("product", [0, 10**6])
def test_who_meets_whom_is_the_same_by_product_and_by_pairs(
    monkeypatch: pytest.MonkeyPatch, product: int
) -> None:
    units = [Unit(text) for text in TEXTS * 3]
    left, right = np.triu_indices(len(units), 1)
    usual = Table(units).measure(left, right)
    monkeypatch.setattr(companies, "PRODUCT", product)
    assert np.array_equal(Table(units).measure(left, right), usual)
    assert usual[:, NAMES.index("strangers")].any()


def test_a_table_of_words_may_hold_a_pair_either_way() -> None:
    a, b = words.words("ship shut port"), words.words("boat closed port boat")
    one = Knowledge(odds={"ship": {"boat": 2.0}, "close": {"shut": 1.0}})
    back = {"boat": {"ship": 2.0}, "shut": {"close": 1.0}}
    both = Knowledge(odds={**one.odds, **back})
    grid = pair_features(a, b, "en", one)
    assert np.array_equal(grid, pair_features(a, b, "en", both))
    assert grid[7].tolist() == [[1, 0, 0, 1], [0, 1, 0, 0], [0, 0, 0, 0]]


@given(st.text("abcdefghilorsuyzxe", min_size=1, max_size=12))
def test_words_passed_over_are_words_no_rule_changes(word: str) -> None:
    if not any(part in word for part in spelling._PARTS):
        assert not any(rule.search(word) for rule, _ in spelling._RULES)


@given(
    st.text(alphabet='ab [](). …"\n', max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 8)), max_size=4),
)
def test_voices_and_brackets_are_told_word_by_word(
    text: str, quoted: list[tuple[int, int]]
) -> None:
    voices, end = [], 0
    for start, length in sorted(quoted):
        voices.append(Span(max(start, end), max(start, end) + length))
        end = voices[-1].end
    asides = [match.span() for match in speech.ASIDE.finditer(text)]
    for token in speech.speech(text, quoted=voices).tokens:
        assert token.is_aside == any(a <= token.start < z for a, z in asides)
        holding = [n for n, v in enumerate(voices, 1) if v.start <= token.start < v.end]
        assert token.voice == (holding[0] if holding else 0)
