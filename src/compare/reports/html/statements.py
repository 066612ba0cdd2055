"""The rows of the page: a statement's cells, the numbered apparatus, and what is known of it.

Words, marks and variants are those of the other reports (`excerpts`, `apparatus`); here
each row also gets the classes that the filters go by.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from compare.frozen import replace
from compare.model import DocumentId, EditKind, Place, Span, Statement, Weight
from compare.reports.excerpts import excerpt
from compare.reports.html.outlets import Outlet
from compare.reports.html.passages import LABEL, Passages
from compare.reports.html.rows import Cell, Kind, Row, Why, Words
from compare.reports.marks import Marking, Marks
from compare.reports.notes import Note
from compare.reports.overview import Overview, row_foot
from compare.reports.plain_words import certainty, counted
from compare.reports.reasons import reasons, total
from compare.reports.safe import clipped
from compare.reports.variants import QUOTED, Variant, shown

#: Reasons named for a link; those that weigh less are told as one figure.
REASONS = 6

#: A row is quoted when so much of each cell stands in quotation marks.
QUOTED_SHARE = 0.5

#: Documents that have a column each on a wide screen.
COLUMNS = 4

#: Sets of documents for which hiding all of them hides a row; others keep their heading.
SETS = 64


class Statements:
    """Builds the rows of one result."""

    def __init__(
        self,
        overview: Overview,
        outlets: Mapping[DocumentId, Outlet],
        passages: Passages,
        *,
        explained: bool,
    ) -> None:
        self._overview = overview
        self._outlets = outlets
        self._passages = passages
        self._standing = _standing(overview, passages)
        self._explained = explained
        self.sets: dict[tuple[int, ...], int] = {}

    def rows(self) -> tuple[Row, ...]:
        """Every statement, in the result's order."""
        numbered = enumerate(self._overview.result.statements, 1)
        return tuple(self._row(number, statement) for number, statement in numbered)

    def _row(self, number: int, statement: Statement) -> Row:
        overview = self._overview
        variants = overview.variants(statement)
        seen = {variant.number for variant in shown(variants, verbose=False)}
        facts = tuple(v for v in variants if v.weight is Weight.FACT)
        others = tuple(v for v in variants if v.number in seen and v.weight is not Weight.FACT)
        rest = tuple(v for v in variants if v.number not in seen)
        kind = self._kind(statement, variants)
        marked = overview.marked(statement)
        salad = [p.document for p, found in marked.items() if found.meaning is Marking.SHARED]
        return Row(
            number,
            clipped(statement.label, LABEL),
            kind,
            self._classes(statement, kind),
            tuple(self._cells(statement)),
            facts,
            others,
            rest,
            _more(rest),
            row_foot(statement, overview),
            tuple(self._why(statement)) if self._explained else (),
            tuple(dict.fromkeys(overview.names[id_] for id_ in salad)),
            bool(overview.base & {*overview.cells(statement)}),
            {id_: overview.relations[statement.id, id_] for id_ in overview.cells(statement)},
            frozenset(id_ for variant in facts for id_, _ in variant.spans),
        )

    def _why(self, statement: Statement) -> Iterator[Why]:
        """Each link with its reasons; none for links that came without any."""
        names = self._overview.names
        for link in self._overview.links[statement.id]:
            every = reasons(link)
            if not every:
                continue
            between = (f"{names[p.document]}, line {p.line}" for p in (link.a, link.b))
            rest = sum(reason.weight for reason in every[REASONS:])
            more = f"{len(every) - REASONS} more {rest:+.2f}" if len(every) > REASONS else ""
            yield Why(
                " and ".join(between),
                certainty(link.probability),
                every[:REASONS],
                more,
                f"{total(link):+.2f}",
            )

    def _kind(self, statement: Statement, variants: Sequence[Variant]) -> Kind:
        weights = {variant.weight for variant in variants}
        for weight, kind in ((Weight.FACT, Kind.FACT), (Weight.WORDING, Kind.WORDING)):
            if weight in weights:
                return kind
        links = self._overview.links[statement.id]
        same = all(edit.kind is EditKind.EQUAL for link in links for edit in link.edits)
        return Kind.IDENTICAL if links and same and not variants else Kind.SHARED

    def _classes(self, statement: Statement, kind: Kind) -> str:
        numbers = tuple(self._outlets[id_].number for id_ in self._overview.cells(statement))
        group = self.sets.setdefault(tuple(sorted(numbers)), len(self.sets) + 1)
        parts = (
            f"k{kind[0]}",
            f"g{group}" if group <= SETS else "",
            "qo" if self._is_quoted(statement) else "",
            "bp" if self._is_boilerplate(statement) else "",
        )
        return " ".join(part for part in parts if part)

    def _is_quoted(self, statement: Statement) -> bool:
        """Whether every cell stands for the most part in quotation marks."""
        inside: Counter[DocumentId] = Counter()
        length: Counter[DocumentId] = Counter()
        for place in statement.members:
            length[place.document] += len(place.span)
            spans = self._passages.quotations(place.document, place.span)
            inside[place.document] += sum(place.span.overlap(span) for span in spans)
        return all(inside[id_] >= QUOTED_SHARE * length[id_] for id_ in length)

    def _is_boilerplate(self, statement: Statement) -> bool:
        """Whether any cell is standing text."""
        return any(
            place.span.overlap(span)
            for place in statement.members
            for span in self._standing.get(self._passages.anchor(place), ())
        )

    def _cells(self, statement: Statement) -> Iterator[Cell]:
        overview = self._overview
        marked, notes = overview.marked(statement), overview.notes(statement, every=True)
        there = overview.cells(statement)
        perhaps = {place.document: place for place in statement.possible}
        for id_ in self._order(there):
            if id_ not in there:
                if not {*overview.column_of[id_].documents}.isdisjoint(there):
                    continue  # By outlet, another article of the outlet has the statement.
                yield Cell(self._outlets[id_], "", perhaps=self._perhaps(perhaps.get(id_)))
                continue
            relation = overview.relations[statement.id, id_].value
            yield Cell(
                self._outlets[id_],
                relation,
                tuple(self._words(statement.cell(id_), marked, notes.get(id_, ()))),
            )

    def _order(self, there: Sequence[DocumentId]) -> Iterable[DocumentId]:
        """Few documents have a column each, also where they are silent; many have none."""
        if len(self._outlets) > COLUMNS:
            return there
        overview = self._overview
        together = (id_ for column in overview.columns for id_ in column.documents)
        return sorted(together, key=lambda id_: id_ not in overview.base)

    def _perhaps(self, place: Place | None) -> tuple[str, int] | None:
        return (self._passages.anchor(place), place.line) if place else None

    def _words(
        self, cell: Sequence[Place], marked: Mapping[Place, Marks], notes: Sequence[Note]
    ) -> Iterator[Words]:
        article = self._overview.articles[cell[0].document]
        seen: set[str] = set()
        for place in cell:
            anchor, words = self._passages.anchor(place), article.text_of(place.span)
            if words in seen:
                yield Words(anchor, place.line, (), again=True)
                continue
            seen.add(words)
            marks = marked.get(place)
            is_salad = marks is not None and marks.meaning is Marking.SHARED
            given = _quiet(notes, is_salad=is_salad)
            yield Words(anchor, place.line, excerpt(article, place, marks, given))


def _quiet(notes: Sequence[Note], *, is_salad: bool) -> list[Note]:
    """The notes without lines under words that do not differ.

    Where little is shared, what is shared is marked, not all the rest as well. Of speech that
    others do not quote the marks of quotation tell enough: only its number is put at the end.
    """
    facts = [note for note in notes if note.weight is Weight.FACT]
    if is_salad:
        return facts
    return [
        replace(note, span=Span(note.span.end, note.span.end))
        if note.kind == QUOTED and note.weight is not Weight.FACT
        else note
        for note in notes
    ]


def _standing(overview: Overview, passages: Passages) -> Mapping[str, list[Span]]:
    """Where standing text is, by the anchor of its passage."""
    found: dict[str, list[Span]] = defaultdict(list)
    for repeat in overview.result.repeats:
        if repeat.boilerplate:
            for place in repeat.places:
                found[passages.anchor(place)].append(place.span)
    return found


def _more(rest: Sequence[Variant]) -> str:
    """How many differences are under the fold, by weight; empty when none are."""
    weights = Counter(variant.weight for variant in rest)
    wording, form = weights[Weight.WORDING], weights[Weight.FORM]
    parts = (
        counted(wording, "more wording difference") if wording else "",
        f"{form} of form only" if form else "",
    )
    return ", ".join(part for part in parts if part)
