"""The JSON contract as types that check themselves, for reading and for the schema.

What `json` writes, field by field. Unknown keys are let through, because the contract
only ever grows; a missing key or a wrong type is an error. Whether places point at
what they say is for `saved`.

Imported only to read a saved result or to make the schema: pydantic takes its time.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from compare import model
from compare.model import DocumentId

Offset = Annotated[int, Field(ge=0, description="code points in the document's text")]
Line = Annotated[int, Field(ge=1, description="where the passage begins, from 1")]
Probability = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Name = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Count = Annotated[int, Field(ge=0)]


class _Base(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True)


class SpanJson(_Base):
    """A half-open range of code points."""

    start: Offset
    end: Offset

    def span(self) -> model.Span:
        """The span as the program has it."""
        return model.Span(self.start, self.end)


class QuotedSpan(SpanJson):
    """A span with its words."""

    text: str


class PlaceJson(SpanJson):
    """A span in a document."""

    path: str
    line: Line
    document: str

    def place(self) -> model.Place:
        """The place as the program has it."""
        return model.Place(DocumentId(self.document), self.span(), self.line)


class QuotedPlace(PlaceJson):
    """A place with its words."""

    text: str


class PassageJson(SpanJson):
    """A paragraph of a document and what it is in the article."""

    line: Line
    role: Annotated[model.Role, Field(strict=False)]
    speaker: str
    sentences: list[SpanJson]


class OriginJson(_Base):
    """Where one piece of metadata came from."""

    name: str
    source: str


class CoverageJson(_Base):
    """Words of the article, furniture left out, by the nearest relation they stand in."""

    words: Count
    verbatim: Count
    rewrite: Count
    partial: Count
    new: Count


class DocumentJson(_Base):
    """An article as it was read."""

    id: str
    path: str
    outlet: str
    title: str
    published: str
    language: str
    encoding: str
    sha256: str
    passages: list[PassageJson]
    url: str
    body_start: Offset
    origins: list[OriginJson]
    notes: list[str]
    text: str
    coverage: Annotated[
        CoverageJson | None, Field(description="null where statements were left out on request")
    ]


class EvidenceJson(_Base):
    """A named weight in log-odds; those of a link add up to its score."""

    name: Name
    weight: Annotated[float, Field(allow_inf_nan=False)]
    detail: str


class DifferenceJson(_Base):
    """One typed difference; an empty span stands where the missing words would be."""

    kind: Name
    a: QuotedSpan
    b: QuotedSpan
    weight: Annotated[model.Weight, Field(strict=False)]
    message: str

    def difference(self) -> model.Difference:
        """The difference as the program has it."""
        return model.Difference(self.kind, self.a.span(), self.b.span(), self.weight, self.message)


class EditJson(_Base):
    """A run of words of a beside the run of words of b that stands for it."""

    kind: Annotated[model.EditKind, Field(strict=False)]
    a: SpanJson
    b: SpanJson

    def edit(self) -> model.Edit:
        """The edit as the program has it."""
        return model.Edit(self.kind, self.a.span(), self.b.span())


class LinkJson(_Base):
    """Two places in two documents that report the same statement."""

    a: QuotedPlace
    b: QuotedPlace
    probability: Probability
    relation: Annotated[model.Relation, Field(strict=False)]
    evidence: list[EvidenceJson]
    differences: list[DifferenceJson]
    edits: list[EditJson]

    def link(self) -> model.Link:
        """The link as the program has it."""
        return model.Link(
            self.a.place(),
            self.b.place(),
            self.probability,
            self.relation,
            tuple(model.Evidence(e.name, e.weight, e.detail) for e in self.evidence),
            tuple(edit.edit() for edit in self.edits),
            tuple(difference.difference() for difference in self.differences),
        )


class CellJson(_Base):
    """How near a document's part of a statement is to the nearest other part."""

    document: str
    relation: Annotated[model.Relation, Field(strict=False)]


class StatementJson(_Base):
    """Places in several documents that report one statement."""

    id: str
    label: str
    members: list[PlaceJson]
    missing: Annotated[list[str], Field(description="paths of the documents without it")]
    missing_documents: list[str]
    probability: Probability
    possible: Annotated[
        list[PlaceJson], Field(description="places short of the least probability")
    ] = []
    cells: list[CellJson]

    def statement(self) -> model.Statement:
        """The statement as the program has it."""
        return model.Statement(
            self.id,
            self.label,
            tuple(member.place() for member in self.members),
            tuple(map(DocumentId, self.missing_documents)),
            self.probability,
            tuple(place.place() for place in self.possible),
        )


class LikenessJson(_Base):
    """How a place of a repeat resembles the first; shares are of words, 0 to 1."""

    kind: Annotated[model.RepeatKind, Field(strict=False)]
    share_first: Probability
    share_here: Probability
    edits: list[EditJson]
    differences: list[DifferenceJson]

    def likeness(self) -> model.Likeness:
        """The likeness as the program has it."""
        return model.Likeness(
            self.kind,
            self.share_first,
            self.share_here,
            tuple(edit.edit() for edit in self.edits),
            tuple(difference.difference() for difference in self.differences),
        )


class RepeatJson(_Base):
    """The same passage in two or more places."""

    kind: Annotated[model.RepeatKind, Field(strict=False)]
    places: Annotated[list[PlaceJson], Field(min_length=1)]
    words: Count
    boilerplate: bool
    differences: list[DifferenceJson]
    likenesses: list[LikenessJson] = []

    def repeat(self) -> model.Repeat:
        """The repeat as the program has it."""
        return model.Repeat(
            self.kind,
            tuple(place.place() for place in self.places),
            self.words,
            self.boilerplate,
            tuple(difference.difference() for difference in self.differences),
            tuple(likeness.likeness() for likeness in self.likenesses),
        )


class FoundJson(_Base):
    """What one other document has of a quotation, and how it reports who spoke."""

    document: str
    path: str
    verdict: Annotated[model.Verdict, Field(strict=False)]
    probability: Probability
    places: list[QuotedPlace]
    differences: list[DifferenceJson]
    speaker: str
    cue: str

    def found(self) -> model.FoundQuotation:
        """The same as the program has it."""
        return model.FoundQuotation(
            DocumentId(self.document),
            self.verdict,
            self.probability,
            tuple(place.place() for place in self.places),
            tuple(difference.difference() for difference in self.differences),
            self.speaker,
            self.cue,
        )


class QuotationJson(SpanJson):
    """Quoted words of a passage; the verdict is null when none was sought.

    The differences are those to the source, the quotation being a.
    """

    path: str
    line: Line
    text: str
    speaker: str
    verdict: Annotated[model.Verdict | None, Field(strict=False)]
    source: QuotedPlace | None
    differences: list[DifferenceJson]
    document: str
    passage: Annotated[int, Field(ge=0, description="index into the document's passages")]
    inner: SpanJson
    kind: Annotated[model.QuotationKind, Field(strict=False)]
    cue: str
    cue_span: SpanJson | None
    continued: bool
    probability: Probability | None = None
    found: list[FoundJson] = []

    def verdict_on_it(self) -> model.QuotationVerdict | None:
        """The verdict as the program has it; None when none was sought."""
        if self.verdict is None:
            return None
        return model.QuotationVerdict(
            model.Place(DocumentId(self.document), self.span(), self.line),
            self.quotation(),
            self.verdict,
            self.probability or 0.0,
            None if self.source is None else self.source.place(),
            tuple(difference.difference() for difference in self.differences),
            tuple(found.found() for found in self.found),
        )

    def quotation(self) -> model.Quotation:
        """The quotation as the program has it."""
        return model.Quotation(
            self.span(),
            self.inner.span(),
            self.kind,
            self.speaker,
            self.cue,
            None if self.cue_span is None else self.cue_span.span(),
            self.continued,
        )


class LocationJson(SpanJson):
    """A place told by lines and columns; all of them 0 when the whole document is meant."""

    path: str
    line: Count
    column: Count
    end_line: Count
    end_column: Annotated[Count, Field(description="the column after the last")]

    def location(self) -> model.Location:
        """The location as the program has it."""
        return model.Location(
            self.path, self.line, self.column, self.end_line, self.end_column, self.span()
        )


class FindingJson(SpanJson):
    """What a rule has to say about a place."""

    rule: Name
    level: Annotated[model.Level, Field(strict=False)]
    message: str
    path: str
    line: Annotated[int, Field(ge=0, description="0 when the whole document is meant")]
    related: list[LocationJson]
    fingerprint: str

    def finding(self) -> model.Finding:
        """The finding as the program has it."""
        return model.Finding(
            self.rule,
            self.level,
            self.message,
            self.path,
            self.line,
            self.span(),
            tuple(each.location() for each in self.related),
            self.fingerprint,
        )


class SkippedJson(_Base):
    """Something that was not read, capped or dropped, and why."""

    path: str
    reason: str


class NearestJson(_Base):
    """A passage that no link touches, and its likeliest partner."""

    here: PlaceJson
    there: PlaceJson
    probability: Probability

    def nearest(self) -> model.Nearest:
        """The pair as the program has it."""
        return model.Nearest(self.here.place(), self.there.place(), self.probability)


class SpellingJson(_Base):
    """A name in two or more spellings, each with its first place in each document."""

    kind: Literal["name-spelling"]
    places: list[QuotedPlace]

    def spelling(self) -> model.Spelling:
        """The name as the program has it."""
        return model.Spelling(tuple(place.place() for place in self.places))


class ResultJson(_Base):
    """Everything one run of Source Compare found, with the options that made it."""

    schema_version: Literal["1"]
    documents: list[DocumentJson]
    links: Annotated[list[LinkJson], Field(description="best first")]
    statements: list[StatementJson]
    repeats: list[RepeatJson]
    quotations: list[QuotationJson]
    findings: list[FindingJson]
    skipped: list[SkippedJson]
    options: Annotated[dict[str, str], Field(description="those that differ from the defaults")]
    nearest: list[NearestJson] = []
    spellings: list[SpellingJson] = []

    def result(self) -> model.Result:
        """The result as the program has it."""
        return model.Result(
            articles=self._articles(),
            links=tuple(link.link() for link in self.links),
            statements=tuple(statement.statement() for statement in self.statements),
            repeats=tuple(repeat.repeat() for repeat in self.repeats),
            quotations=tuple(v for q in self.quotations if (v := q.verdict_on_it())),
            findings=tuple(finding.finding() for finding in self.findings),
            skipped=tuple(model.Skipped(s.path, s.reason) for s in self.skipped),
            options=tuple(self.options.items()),
            nearest=tuple(nearest.nearest() for nearest in self.nearest),
            spellings=tuple(spelling.spelling() for spelling in self.spellings),
        )

    def _articles(self) -> tuple[model.Article, ...]:
        quotations: dict[tuple[str, int], list[model.Quotation]] = {}
        for quotation in self.quotations:
            key = quotation.document, quotation.passage
            quotations.setdefault(key, []).append(quotation.quotation())
        return tuple(_article(document, quotations) for document in self.documents)


def _article(
    document: DocumentJson, quotations: dict[tuple[str, int], list[model.Quotation]]
) -> model.Article:
    about = model.Document(
        id=DocumentId(document.id),
        path=document.path,
        text=document.text,
        outlet=document.outlet,
        title=document.title,
        published=document.published,
        language=document.language,
        url=document.url,
        encoding=document.encoding,
        sha256=document.sha256,
        body_start=document.body_start,
        origins=tuple(model.Origin(o.name, o.source) for o in document.origins),
        notes=tuple(document.notes),
    )
    passages = tuple(
        model.Passage(
            passage.span(),
            passage.line,
            passage.role,
            tuple(sentence.span() for sentence in passage.sentences),
            tuple(quotations.get((document.id, number), ())),
            passage.speaker,
        )
        for number, passage in enumerate(document.passages)
    )
    return model.Article(about, passages)
