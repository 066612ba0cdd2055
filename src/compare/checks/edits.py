"""The edits between two nearly equal documents, as details of a finding."""

from collections.abc import Sequence
from typing import Literal

from compare.checks.alike import Twins
from compare.checks.draft import Lines
from compare.checks.subject import Subject
from compare.frozen import dataclass
from compare.model import Article, Detail, Edit, EditKind, Span

#: Words of an edit that are shown; a longer one is cut, because the report is no copy.
MOST_WORDS = 12


@dataclass(frozen=True, slots=True)
class Changes:
    """The edits that are listed, how many there are, and the shares of equal words.

    *share_here* and *share_there*, 0 to 1, are of the words of the checked document and of
    the other one. *words* is 0, or of how many words from the beginning all of this is told.
    """

    listed: tuple[Detail, ...]
    count: int
    share_here: float
    share_there: float
    words: int


def changes(subject: Subject, twins: Twins, *, most: int) -> Changes | None:
    """At most *most* edits in reading order, a being the checked document.

    None when the other text is not at hand. Cost: a longest common subsequence over the
    words of both, bit-parallel; of very long documents only the first 5,000 words.
    """
    here, there = subject.by_path.get(twins.here), subject.by_path.get(twins.there)
    if here is None or there is None:
        return None
    from compare.repetition.likeness import MOST_WORDS, edits

    a, b = there.document, here.document
    in_a, in_b = _begin(there), _begin(here)
    language = b.language or a.language or "en"
    found = edits(a.text[in_a:], b.text[in_b:], language)
    sides = tuple(
        (edit, edit.a.shifted(in_a).of(a.text), edit.b.shifted(in_b).of(b.text)) for edit in found
    )
    changed = [side for side in sides if side[0].kind is not EditKind.EQUAL]
    lines_a, lines_b = Lines(a), Lines(b)
    listed = tuple(
        Detail(
            _message(edit, before, after),
            lines_b.location(edit.b.shifted(in_b)),
            lines_a.location(edit.a.shifted(in_a)),
        )
        for edit, before, after in changed[:most]
    )
    long = max(len(one.document.text.split()) for one in (here, there)) > MOST_WORDS
    shares = _equal(sides, 2), _equal(sides, 1)
    return Changes(listed, len(changed), *shares, MOST_WORDS if long else 0)


def _equal(sides: Sequence[tuple[Edit, str, str]], side: Literal[1, 2]) -> float:
    """The share of the words of one side that are equal on both."""
    every = sum(len(one[side].split()) for one in sides)
    equal = sum(len(one[side].split()) for one in sides if one[0].kind is EditKind.EQUAL)
    return equal / every if every else 0.0


def _begin(article: Article) -> int:
    return article.passages[0].span.start if article.passages else 0


def _message(edit: Edit, before: str, after: str) -> str:
    if not len(edit.a):
        return f"added “{_clipped(after)}”"
    if not len(edit.b):
        return f"left out “{_clipped(before)}”"
    return f"“{_clipped(before)}” → “{_clipped(after)}”"


def _clipped(text: str) -> str:
    """The first words, on one line."""
    words = text[: 40 * MOST_WORDS].split()
    return " ".join(words[:MOST_WORDS]) + (" …" if len(words) > MOST_WORDS else "")


def quoted(text: str, span: Span) -> str:
    """The words at *span* for a message: the first dozen, in quotation marks."""
    return f"“{_clipped(span.of(text))}”"
