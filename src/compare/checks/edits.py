"""The edits between two nearly equal documents, as details of a finding."""

from collections.abc import Iterator

from compare.checks.alike import Twins
from compare.checks.draft import Lines
from compare.checks.subject import Subject
from compare.model import Article, Detail, Edit, EditKind, Span

#: Words of an edit that are shown; a longer one is cut, because the report is no copy.
MOST_WORDS = 12


def changes(subject: Subject, twins: Twins, *, most: int) -> tuple[tuple[Detail, ...], int]:
    """At most *most* edits in reading order, and how many more there are.

    In a detail a is the checked document. Nothing when the other text is not at hand.
    Cost: a longest common subsequence over the words of both, bit-parallel.
    """
    here, there = subject.by_path.get(twins.here), subject.by_path.get(twins.there)
    if here is None or there is None:
        return (), 0
    found = tuple(_details(there, here))
    return found[:most], max(0, len(found) - most)


def _details(old: Article, new: Article) -> Iterator[Detail]:
    from compare.repetition.likeness import edits

    a, b = old.document, new.document
    in_a, in_b = _begin(old), _begin(new)
    language = b.language or a.language or "en"
    lines_a, lines_b = Lines(a), Lines(b)
    for edit in edits(a.text[in_a:], b.text[in_b:], language):
        if edit.kind is EditKind.EQUAL:
            continue
        span_a, span_b = edit.a.shifted(in_a), edit.b.shifted(in_b)
        yield Detail(
            _message(edit, span_a.of(a.text), span_b.of(b.text)),
            lines_b.location(span_b),
            lines_a.location(span_a),
        )


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
