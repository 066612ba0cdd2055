"""The rows of the page: a statement's cells, the numbered apparatus, and what is known of it.

Words, marks and variants are those of the other reports (`excerpts`, `apparatus`); here
each row also gets the classes that the filters go by.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from compare.frozen import replace
from compare.model import DocumentId, EditKind, Place, Relation, Span, Statement, Weight
from compare.reports.excerpts import excerpt
from compare.reports.html.outlets import Outlet, heads
from compare.reports.html.passages import LABEL, Passages
from compare.reports.html.rows import Cell, Kind, Row, Why, Words
from compare.reports.marks import Marking, Marks
from compare.reports.notes import Note
from compare.reports.overview import Column, Overview, row_foot
from compare.reports.plain_words import certainty, counted
from compare.reports.reasons import reasons, total
from compare.reports.safe import clipped
from compare.reports.variants import QUOTED, Variant, shown

#: Reasons named for a link; those that weigh less are told as one figure.
REASONS = 6

#: A row is quoted when so much of each cell stands in quotation marks.
QUOTED_SHARE = 0.5

#: Columns that stand side by side on a wide screen.
COLUMNS = 4


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
        self._heads = heads(overview, outlets)

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
            _flag(facts),
            others,
            rest,
            _more(rest),
            row_foot(statement, overview),
            tuple(self._why(statement)) if self._explained else (),
            tuple(dict.fromkeys(overview.column_of[id_].name for id_ in salad)),
            bool(overview.base & {*overview.cells(statement)}),
            {column.id: relation for column, relation in self._relations(statement)},
            frozenset(overview.column_of[id_].id for fact in facts for id_, _ in fact.spans),
        )

    def _relations(self, statement: Statement) -> Iterator[tuple[Column, Relation]]:
        """The columns that have the statement, each with how near it is to the others."""
        for column in self._overview.row_columns(statement):
            if relation := self._overview.relation_in(statement, column):
                yield column, relation

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
        numbers = {self._outlets[id_].group for id_ in self._overview.cells(statement)}
        parts = (
            f"k{kind[0]}",
            *(f"w{number}" for number in sorted(numbers)),
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
        there = dict(self._relations(statement))
        for column in self._order(there):
            head = self._heads[column.id]
            if column not in there:
                yield Cell(head, "", perhaps=self._perhaps(statement, column))
                continue
            words = tuple(
                word
                for id_ in column.documents
                for word in self._words(statement.cell(id_), marked, notes.get(id_, ()))
            )
            yield Cell(head, there[column].value, words)

    def _order(self, there: Iterable[Column]) -> Iterable[Column]:
        """Few columns stand in every row, also where they are silent; many do not."""
        overview = self._overview
        if len(overview.columns) > COLUMNS:
            return there
        return sorted(overview.columns, key=lambda c: overview.base.isdisjoint(c.documents))

    def _perhaps(self, statement: Statement, column: Column) -> tuple[str, str] | None:
        for place in statement.possible:
            if place.document in column.documents:
                return self._passages.anchor(place), self._where(place)
        return None

    def _where(self, place: Place) -> str:
        """The line, with the file where a column has several."""
        overview = self._overview
        many = len(overview.column_of[place.document].documents) > 1
        return f"{overview.files[place.document]}:{place.line}" if many else f"line {place.line}"

    def _words(
        self, cell: Sequence[Place], marked: Mapping[Place, Marks], notes: Sequence[Note]
    ) -> Iterator[Words]:
        seen: set[str] = set()
        for place in cell:
            article = self._overview.articles[place.document]
            outlet = self._outlets[place.document]
            anchor, words = self._passages.anchor(place), article.text_of(place.span)
            where = self._where(place)
            if words in seen:
                yield Words(outlet, anchor, where, (), again=True)
                continue
            seen.add(words)
            marks = marked.get(place)
            is_salad = marks is not None and marks.meaning is Marking.SHARED
            given = _quiet(notes, is_salad=is_salad)
            yield Words(outlet, anchor, where, excerpt(article, place, marks, given))


def _flag(facts: Sequence[Variant]) -> str:
    """What tells from afar that facts differ in a row, or that only one side has them."""
    details = sum(variant.is_detail for variant in facts)
    told = (
        f"≠ {counted(len(facts) - details, 'fact')}" if len(facts) > details else "",
        f"‸ {counted(details, 'detail')}" if details else "",
    )
    return "  ".join(each for each in told if each)


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
