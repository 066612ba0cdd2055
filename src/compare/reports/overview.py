"""What several reports count in a result: coverage, strips, what only one document has.

Pure arithmetic on a `Result`: nothing is compared or found here, and every figure can
be computed again from the saved JSON.
"""

from bisect import bisect_left
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import cached_property

from compare.frozen import dataclass
from compare.model import (
    Article,
    Document,
    DocumentId,
    Link,
    Passage,
    Place,
    QuotationVerdict,
    Relation,
    Result,
    Span,
    Statement,
    Weight,
)
from compare.patterns import pattern
from compare.reports import plain_words
from compare.reports.apparatus import apparatus
from compare.reports.marks import Marks, marks
from compare.reports.notes import Note, notes
from compare.reports.plain_words import certainty, counted, percent
from compare.reports.safe import clipped, listed
from compare.reports.variants import Variant
from compare.selection import Inside, based_on, is_selection
from compare.words import WORD

#: Days, which can be compared as they are written; anything else is not.
_DATE = pattern(r"\d{4}-\d{2}-\d{2}$")

#: From the nearest relation to the loosest.
NEARNESS = (Relation.VERBATIM, Relation.REWRITE, Relation.PARTIAL)


@dataclass(frozen=True, slots=True)
class Coverage:
    """The words of an article (no furniture), by the nearest relation they stand in.

    *new* words stand in no statement: no other document reports them.
    """

    words: int
    verbatim: int
    rewrite: int
    partial: int

    @property
    def new(self) -> int:
        """The words that no other document reports."""
        return self.words - self.verbatim - self.rewrite - self.partial

    def parts(self) -> tuple[tuple[str, int], ...]:
        """The words of each part with its name, from the nearest to the new."""
        return (
            ("verbatim", self.verbatim),
            ("rewrite", self.rewrite),
            ("partial", self.partial),
            ("new", self.new),
        )

    def share(self, part: int) -> float:
        """*part* as a share of all words, 0 to 1; 0 for an article without words."""
        return part / self.words if self.words else 0.0


@dataclass(frozen=True, slots=True)
class Column:
    """What stands under one head: a document, or all documents of one outlet.

    *id* is that of the first of the *documents*.
    """

    id: DocumentId
    name: str
    documents: tuple[DocumentId, ...]


class Overview:
    """The figures of one result, each computed once, when first asked for."""

    def __init__(self, result: Result, *, base: str = "") -> None:
        self.result = result
        self.base = based_on(result, base)
        self._variants: dict[str, tuple[Variant, ...]] = {}

    @cached_property
    def documents(self) -> dict[DocumentId, Document]:
        """Every document by its id."""
        return {article.document.id: article.document for article in self.result.articles}

    @cached_property
    def articles(self) -> dict[DocumentId, Article]:
        """Every article by its document's id."""
        return {article.document.id: article for article in self.result.articles}

    @cached_property
    def names(self) -> dict[DocumentId, str]:
        """What each document is called, so that no two are called the same.

        Its outlet, else its file; where an outlet has several, its date or file as well.
        """
        plain = {id_: plain_words.called(about) for id_, about in self.documents.items()}
        alike: dict[str, list[DocumentId]] = defaultdict(list)
        for id_, name in plain.items():
            alike[name].append(id_)
        return plain | {
            id_: f"{name} {more}"
            for name, ids in alike.items()
            if len(ids) > 1
            for id_, more in self._told_apart(ids).items()
        }

    def _told_apart(self, ids: Sequence[DocumentId]) -> dict[DocumentId, str]:
        dates = {id_: clipped(self.documents[id_].published, 20) for id_ in ids}
        if all(dates.values()) and len(set(dates.values())) == len(ids):
            return dates
        return {id_: f"({self.files[id_]})" for id_ in ids}

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """What is held side by side: the documents, or with `--by outlet` the outlets.

        A document without an outlet stands for itself.
        """
        together: dict[str, list[DocumentId]] = defaultdict(list)
        by_outlet = dict(self.result.options).get("by") == "outlet"
        for id_, about in self.documents.items():
            together[f"={about.outlet}" if by_outlet and about.outlet else id_].append(id_)
        return tuple(Column(ids[0], self._head(ids), tuple(ids)) for ids in together.values())

    def _head(self, ids: Sequence[DocumentId]) -> str:
        one, *more = ids
        return plain_words.called(self.documents[one]) if more else self.names[one]

    @cached_property
    def column_of(self) -> dict[DocumentId, Column]:
        """The column that each document stands in."""
        return {id_: column for column in self.columns for id_ in column.documents}

    def row_columns(self, statement: Statement) -> tuple[Column, ...]:
        """The columns that *statement* has words in, the base first."""
        found = (self.column_of[id_] for id_ in self.cells(statement))
        return tuple(dict.fromkeys(found))

    @cached_property
    def filled_columns(self) -> tuple[Column, ...]:
        """The columns that some row has words in, the base first."""
        having = {place.document for row in self.result.statements for place in row.members}
        filled = (column for column in self.columns if not having.isdisjoint(column.documents))
        return tuple(sorted(filled, key=lambda c: self.base.isdisjoint(c.documents)))

    def absence(self, statement: Statement, column: Column) -> str:
        """What is said of a column without words in the row."""
        for place in statement.possible:
            if place.document in column.documents:
                file = f"{self.files[place.document]}:" if len(column.documents) > 1 else "line "
                return f"perhaps in {file}{place.line}"
        return "not reported"

    def relation_in(self, statement: Statement, column: Column) -> Relation | None:
        """How near the words of *column* are to the others of the row; None without any."""
        found = (self.relations.get((statement.id, id_)) for id_ in column.documents)
        return min(filter(None, found), key=NEARNESS.index, default=None)

    def only_in(self, column: Column) -> tuple[tuple[str, Passage, DocumentId], ...]:
        """The passages of *column* that no statement touches, each with where it stands.

        That is the line alone where the column is one document.
        """
        many = len(column.documents) > 1
        return tuple(
            (f"{self.files[id_]}:{passage.line}" if many else f"{passage.line}", passage, id_)
            for id_ in column.documents
            for passage in self.only_here(id_)
        )

    def column_coverage(self, column: Column) -> Coverage:
        """The coverage of all documents of *column* together."""
        parts = [self.coverage[id_] for id_ in column.documents]
        return Coverage(
            sum(part.words for part in parts),
            sum(part.verbatim for part in parts),
            sum(part.rewrite for part in parts),
            sum(part.partial for part in parts),
        )

    @cached_property
    def files(self) -> dict[DocumentId, str]:
        """The file name of each document, or its whole path where two have the same."""
        paths = {id_: plain_words.path(about) for id_, about in self.documents.items()}
        last = {id_: path.rsplit("/", 1)[-1] or path for id_, path in paths.items()}
        times = Counter(last.values())
        return {id_: name if times[name] == 1 else paths[id_] for id_, name in last.items()}

    @cached_property
    def links(self) -> dict[str, tuple[Link, ...]]:
        """The links inside each statement, by the statement's id, best first."""
        return {s.id: self._inside.links(s) for s in self.result.statements}

    @cached_property
    def _inside(self) -> Inside:
        return Inside(self.result)

    def cells(self, statement: Statement) -> tuple[DocumentId, ...]:
        """The documents that report *statement*, the base first, then in the result's order."""
        there = dict.fromkeys(place.document for place in statement.members)
        return tuple(sorted(there, key=lambda id_: id_ not in self.base))

    def variants(self, statement: Statement) -> tuple[Variant, ...]:
        """The differences of the row, each once, facts first; those to the base if it is there."""
        if statement.id not in self._variants:
            links = self.links[statement.id]
            found = apparatus(links, self.documents, base=self.base & {*self.cells(statement)})
            self._variants[statement.id] = found
        return self._variants[statement.id]

    @cached_property
    def kinds(self) -> Counter[tuple[Weight, str]]:
        """How many variants all rows have, by weight and kind."""
        rows = self.result.statements
        return Counter((v.weight, v.kind) for row in rows for v in self.variants(row))

    def marked(self, statement: Statement) -> dict[Place, Marks]:
        """The words to mark in every cell of the row."""
        cells = {id_: column.id for id_, column in self.column_of.items()}
        links = self.links[statement.id]
        return marks(statement, links, self.documents, base=self.base, cell_of=cells)

    def notes(
        self, statement: Statement, *, every: bool = False
    ) -> Mapping[DocumentId, tuple[Note, ...]]:
        """Where the numbers of the facts that differ stand in each document of the row.

        With *every* those of all differences, of the wording and the form as well.
        """
        told = (v for v in self.variants(statement) if every or v.weight is Weight.FACT)
        return notes(told, self.documents)

    def quoted(self, statement: Statement) -> tuple[QuotationVerdict, ...]:
        """The quotations that stand in the row."""
        return self._inside.quotations(statement)

    def first(self, statement: Statement) -> tuple[str, tuple[DocumentId, ...]] | None:
        """The earliest date of the row and the documents that have it.

        None unless two cells have dates, and not the same ones.
        """
        dates = {id_: self.documents[id_].published[:10] for id_ in self.cells(statement)}
        known = {id_: date for id_, date in dates.items() if _DATE.match(date)}
        if len(set(known.values())) < 2:
            return None
        earliest = min(known.values())
        return earliest, tuple(id_ for id_, date in known.items() if date == earliest)

    def firsts(self) -> Counter[DocumentId]:
        """In how many rows each document was first, where dates tell; most often first."""
        found = (self.first(row) for row in self.result.statements)
        return Counter(id_ for one in found if one for id_ in one[1])

    @cached_property
    def relations(self) -> dict[tuple[str, DocumentId], Relation]:
        """How near each cell of each statement is to its nearest other cell."""
        nearest: dict[tuple[str, DocumentId], Relation] = {}
        for statement in self.result.statements:
            for place in statement.members:
                nearest.setdefault((statement.id, place.document), Relation.PARTIAL)
            for link in self.links[statement.id]:
                for place in (link.a, link.b):
                    key = statement.id, place.document
                    nearest[key] = nearer(nearest.get(key, Relation.PARTIAL), link.relation)
        return nearest

    @staticmethod
    def nearest(relations: Iterable[Relation]) -> Relation:
        """The nearest of *relations*; ValueError when there is none."""
        return min(relations, key=NEARNESS.index)

    def relation(self, statement: Statement) -> Relation:
        """The nearest relation in the row; `partial` when it has no link at all."""
        relation = Relation.PARTIAL
        for document in {place.document for place in statement.members}:
            relation = nearer(relation, self.relations[statement.id, document])
        return relation

    def reported(self, document: DocumentId) -> int:
        """How many statements *document* has a cell in."""
        return sum((s.id, document) in self.relations for s in self.result.statements)

    @cached_property
    def coverage(self) -> dict[DocumentId, Coverage]:
        """The coverage of every document. Cost: grows with the words of all of them."""
        return {id_: self._coverage(article) for id_, article in self.articles.items()}

    def only_here(self, document: DocumentId) -> tuple[Passage, ...]:
        """The passages of *document*, without furniture, that no statement touches."""
        return tuple(
            passage
            for passage in self.articles[document].passages
            if not passage.is_furniture and not self._inside.touching(document, passage.span)
        )

    @cached_property
    def words_only_here(self) -> dict[DocumentId, int]:
        """How many words the passages hold that only that document has."""
        return {
            id_: sum(word_count(article.document.text, p.span) for p in self.only_here(id_))
            for id_, article in self.articles.items()
        }

    def missing_here(self, document: DocumentId) -> tuple[tuple[int, Statement], ...]:
        """The rows, with their numbers, that others report and *document* does not."""
        rows = enumerate(self.result.statements, 1)
        return tuple((number, row) for number, row in rows if document in row.missing)

    @property
    def is_whole(self) -> bool:
        """Whether all statements are here; where rows were selected, shares would mislead."""
        return not is_selection(self.result)

    def closing(self) -> str:
        """One line with the counts of everything in the result."""
        result = self.result
        relations = [self.relation(statement) for statement in result.statements]
        kinds = ", ".join(f"{relations.count(r)} {r}" for r in NEARNESS if r in relations)
        furniture = sum(p.is_furniture for a in result.articles for p in a.passages)
        said = plain_words.options(result)
        files = len({skipped.path for skipped in result.skipped if skipped.path})
        parts = (
            f"{counted(len(result.statements), 'statement')} in "
            f"{counted(len(result.articles), 'document')}" + (f" ({kinds})" if kinds else ""),
            counted(len(result.links), "link"),
            counted(furniture, "furniture passage"),
            counted(files, "file") + " skipped" if files else "",
            f"with {said}" if said else "",
        )
        return " · ".join(part for part in parts if part)

    def _coverage(self, article: Article) -> Coverage:
        id_ = article.document.id
        spans = [
            (place.span, self.relations[statement.id, id_])
            for statement in self.result.statements
            for place in statement.cell(id_)
        ]
        alone = {passage.span for passage in self.only_here(id_)}
        counts = Counter(_nearest_of_each(word_spans(article, without=alone), spans))
        counts[None] += self.words_only_here[id_]
        return Coverage(counts.total(), *(counts[relation] for relation in NEARNESS))


def _nearest_of_each(
    words: Iterable[tuple[int, int]], spans: Sequence[tuple[Span, Relation]]
) -> Iterator[Relation | None]:
    """For each word, in reading order, the nearest relation of the *spans* it stands in.

    One sweep over both, so that spans inside spans cost nothing extra.
    """
    opening = deque(sorted((span.start, relation) for span, relation in spans))
    closing = deque(sorted((span.end, relation) for span, relation in spans))
    current = dict.fromkeys(NEARNESS, 0)
    nearest = None
    for start, end in words:
        if (opening and opening[0][0] < end) or (closing and closing[0][0] <= start):
            while opening and opening[0][0] < end:
                current[opening.popleft()[1]] += 1
            while closing and closing[0][0] <= start:
                current[closing.popleft()[1]] -= 1
            nearest = next((relation for relation in NEARNESS if current[relation]), None)
        yield nearest


def row_foot(statement: Statement, overview: Overview) -> str:
    """What is known of a row in a line: how certain, how near, who was first, who lacks it."""
    parts = [f"{certainty(statement.probability)}, {overview.relation(statement)}"]
    if first := overview.first(statement):
        date, ids = first
        parts.append(f"first {listed(overview.names[id_] for id_ in ids)} ({date})")
    perhaps = {place.document: place for place in statement.possible}
    named = {overview.column_of[id_] for id_ in perhaps}
    columns = dict.fromkeys(overview.column_of[id_] for id_ in statement.missing)
    if missing := [column.name for column in columns if column not in named]:
        parts.append(f"not reported by {listed(missing)}")
    if perhaps:
        told = (f"{overview.names[id_]} (line {place.line})" for id_, place in perhaps.items())
        parts.append(f"perhaps by {listed(told)}")
    return "; ".join(parts)


def document_figures(document: DocumentId, overview: Overview) -> str:
    """How many rows *document* has a cell in, and how near its words are to those of others."""
    return column_figures(Column(document, "", (document,)), overview)


def column_figures(column: Column, overview: Overview) -> str:
    """The same for all documents of *column* together."""
    rows = overview.result.statements
    reported = sum(overview.relation_in(row, column) is not None for row in rows)
    said = f"{reported} of {counted(len(rows), 'row')}"
    if not overview.is_whole:
        return said
    covered = overview.column_coverage(column)
    shares = ", ".join(
        f"{percent(covered.share(part))} {name}" for name, part in covered.parts() if part
    )
    return f"{said}; {shares}" if shares else said


def first_line(overview: Overview) -> str:
    """Who was first, in a line; empty where dates do not tell."""
    firsts = overview.firsts().most_common()
    told = (f"{overview.names[id_]} in {counted(rows, 'row')}" for id_, rows in firsts)
    return f"{listed(told)}, of those with a date" if firsts else ""


def kinds_lines(overview: Overview) -> Iterator[tuple[str, str]]:
    """For each weight that there is, its name and the counts of its kinds, most first."""
    for weight in Weight:
        kinds = Counter({k: n for (w, k), n in overview.kinds.items() if w is weight})
        if kinds:
            told = ", ".join(f"{n} {k}" for k, n in sorted(kinds.items(), key=lambda i: (-i[1], i)))
            yield counted(kinds.total(), f"{weight} difference"), told
    if overview.result.spellings:
        yield "names spelt in several ways", spellings_line(overview)


def spellings_line(overview: Overview, most: int = 6) -> str:
    """Names that stand in several spellings, each spelling with who has it; empty for none."""
    result = overview.result
    told = []
    for spelling in result.spellings:
        who: dict[str, list[str]] = {}
        for place in spelling.places:
            who.setdefault(result.text_of(place), []).append(overview.names[place.document])
        told.append(" / ".join(f"{name} ({listed(who[name])})" for name in who))
    more = [f"{len(told) - most} more in the JSON"] if len(told) > most else []
    return "; ".join([*told[:most], *more])


def nearer(one: Relation, two: Relation) -> Relation:
    """The nearer of two relations."""
    return min(one, two, key=NEARNESS.index)


def word_spans(article: Article, *, without: Set[Span]) -> Iterator[tuple[int, int]]:
    """Start and end of each word of the article itself, furniture and *without* left out."""
    text = article.document.text
    for passage in article.passages:
        if not passage.is_furniture and passage.span not in without:
            for match in WORD.finditer(text, passage.span.start, passage.span.end):
                yield match.span()


def word_count(text: str, span: Span) -> int:
    """How many words stand in *span* of *text*."""
    return len(WORD.findall(text, span.start, span.end))


class Lines:
    """Line and column of any position of a document, both from 1, in code points."""

    def __init__(self, text: str) -> None:
        self._starts = [0]
        position = text.find("\n")
        while position >= 0:
            self._starts.append(position + 1)
            position = text.find("\n", position + 1)

    def column(self, position: int) -> int:
        """How far into its line *position* stands."""
        return position - self._starts[self._index(position)] + 1

    def between(self, start: int, end: int) -> int:
        """How many lines *end* stands below *start*."""
        return self._index(end) - self._index(start)

    def _index(self, position: int) -> int:
        return bisect_left(self._starts, position + 1) - 1
