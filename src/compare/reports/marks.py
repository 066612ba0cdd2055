"""Which words of a statement's cells to mark: those only one cell has, or those shared.

Two cells with word differences: what the differences say. More cells, or none given: a
word is marked when no other cell has it in any form. Where two texts share too little
for that to help (`wording.is_salad`), the few shared words are marked instead.

Nothing is decided here about how a mark looks.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import StrEnum

from compare.frozen import dataclass
from compare.languages import load
from compare.model import Document, DocumentId, Edit, EditKind, Link, Place, Span, Statement
from compare.words import WORD, Word, words

#: Longer spans are not read word by word for marks: nobody reads them in a cell either.
MARKED_CHARACTERS = 20_000


class Marking(StrEnum):
    """What the marks of a cell mean."""

    ONLY_HERE = "only-here"
    SHARED = "shared"


@dataclass(frozen=True, slots=True)
class Marks:
    """The marked spans of one place, in reading order, as offsets into its document."""

    meaning: Marking
    spans: tuple[Span, ...]


def marks(
    statement: Statement,
    links: Sequence[Link],
    documents: Mapping[DocumentId, Document],
    *,
    base: Collection[DocumentId] = (),
    cell_of: Mapping[DocumentId, DocumentId] | None = None,
) -> dict[Place, Marks]:
    """What to mark in every member of *statement*; *links* are those inside it.

    The other cells are held against those of *base* alone, where the row has any. A cell
    is a document, or the documents that *cell_of* says are one.
    """
    home = cell_of or {}
    cells: dict[DocumentId, list[_Member]] = {}
    for place in statement.members:
        key = home.get(place.document, place.document)
        cells.setdefault(key, []).append(_member(documents[place.document], place))
    base = {home.get(id_, id_) for id_ in base}
    if len(cells) == 2 and links and all(link.edits for link in links):
        a, b = cells.values()
        if not _is_salad(a, b):
            changed, kept = _by_edits(links, documents)
            return {
                m.place: Marks(Marking.ONLY_HERE, tuple(_from_edits(m, changed, kept)))
                for m in a + b
            }
    return {
        member.place: marked
        for document, cell in cells.items()
        for member, marked in _by_words(cell, _against(document, cells, base))
    }


def _against(
    document: DocumentId,
    cells: Mapping[DocumentId, "list[_Member]"],
    base: Collection[DocumentId],
) -> list["list[_Member]"]:
    """The cells that the one of *document* is held against."""
    others = {id_: cell for id_, cell in cells.items() if id_ != document}
    based = [cell for id_, cell in others.items() if id_ in base]
    return based if based and document not in base else [*others.values()]


@dataclass(frozen=True, slots=True)
class _Member:
    place: Place
    text: str
    language: str
    words: tuple[Word, ...]

    def content(self) -> tuple[Word, ...]:
        """The words that carry meaning; negations do, whatever the list of little words says."""
        language = load(self.language)
        little = language.function_words - language.negations
        return tuple(word for word in self.words if word.folded not in little)


def _member(document: Document, place: Place) -> _Member:
    start, language = place.span.start, document.language or "en"
    text = document.text[start : min(place.span.end, start + MARKED_CHARACTERS)]
    found = (w._replace(start=w.start + start, end=w.end + start) for w in words(text, language))
    return _Member(place, document.text, language, tuple(found))


def _is_salad(a: Sequence[_Member], b: Sequence[_Member]) -> bool:
    from compare.wording import is_salad

    return is_salad(_all_words(a), _all_words(b), a[0].language)


def _all_words(cell: Sequence[_Member]) -> tuple[Word, ...]:
    return tuple(word for member in cell for word in member.words)


_Spans = dict[DocumentId, list[Span]]


def _by_edits(
    links: Sequence[Link], documents: Mapping[DocumentId, Document]
) -> tuple[_Spans, _Spans]:
    """The spans that some link changes, and those that some link keeps, by document."""
    changed: _Spans = defaultdict(list)
    kept: _Spans = defaultdict(list)
    for link in links:
        a, b = documents[link.a.document], documents[link.b.document]
        for edit in link.edits:
            spans = kept if _is_kept(edit, a, b) else changed
            spans[a.id].append(edit.a)
            spans[b.id].append(edit.b)
    return changed, kept


def _is_kept(edit: Edit, a: Document, b: Document) -> bool:
    """Whether both sides have the words; "Anthony" for "Antony" is not kept."""
    if edit.kind is EditKind.FORM:
        one, two = (
            [word.stem for word in words(span.of(document.text), document.language or "en")]
            for span, document in ((edit.a, a), (edit.b, b))
        )
        return one == two
    return edit.kind in (EditKind.EQUAL, EditKind.MOVE)


def _from_edits(member: _Member, changed: _Spans, kept: _Spans) -> list[Span]:
    """Words that some link changes and no link keeps.

    A member may hang on two links: a word that the first link lacks and the second has
    is not a word of this cell alone.
    """
    document = member.place.document
    only_here = _starts(member, changed[document]) - _starts(member, kept[document])
    return _runs(member, [word.start in only_here for word in member.words])


def _starts(member: _Member, spans: Iterable[Span]) -> set[int]:
    """The starts of the member's words that lie in *spans*."""
    text, place = member.text, member.place.span
    return {
        match.start() + span.start
        for span in spans
        if place.overlap(span)
        for match in WORD.finditer(span.of(text))
    }


def _by_words(
    cell: Sequence[_Member], others: Sequence[Sequence[_Member]]
) -> list[tuple[_Member, Marks]]:
    """Marks from the bare words: a cell against everything the other cells hold."""
    theirs = {word.stem for other in others for word in _all_words(other)}
    shared = bool(others) and all(_is_salad(cell, other) for other in others)
    meaning = Marking.SHARED if shared else Marking.ONLY_HERE
    return [
        (member, Marks(meaning, tuple(_content_runs(member, theirs, shared=shared))))
        for member in cell
    ]


def _content_runs(member: _Member, theirs: set[str], *, shared: bool) -> list[Span]:
    content = {word.start for word in member.content()}
    flags = [w.start in content and (w.stem in theirs) is shared for w in member.words]
    # A little word of the same sort joins the marked ones around it: one mark on
    # "Monday of last week" reads better than two.
    for at in range(1, len(flags) - 1):
        word = member.words[at]
        if word.start not in content and (word.stem in theirs) is shared:
            flags[at] = flags[at - 1] and flags[at + 1]
    return _runs(member, flags)


def _runs(member: _Member, flags: Sequence[bool]) -> list[Span]:
    """Flagged neighbours as one span each."""
    spans: list[Span] = []
    before = False
    for word, flag in zip(member.words, flags, strict=True):
        if flag and before:
            spans[-1] = Span(spans[-1].start, word.end)
        elif flag:
            spans.append(Span(word.start, word.end))
        before = flag
    return spans
