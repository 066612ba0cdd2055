"""The nouns of compare: what is read, what is matched, and what is reported.

Every other module speaks in these types; this one imports none of ours.

Positions are code points in `Document.text` exactly as it was decoded, half-open.
Cleaned or folded text is only a means of finding them and never appears in a result.
"""

from enum import StrEnum
from importlib import import_module
from typing import TYPE_CHECKING, Any, NewType

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

from compare.frozen import dataclass, field

DocumentId = NewType("DocumentId", str)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points, from *start* up to but not including *end*.

    >>> Span(4, 7).of("one two three")
    'two'
    """

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The text this span cuts out of *text*."""
        return text[self.start : self.end]

    def shifted(self, by: int) -> "Span":
        """The same span *by* code points further on."""
        return Span(self.start + by, self.end + by)

    def covers(self, other: "Span") -> bool:
        """Whether *other* lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlap(self, other: "Span") -> int:
        """How many code points both spans hold."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))


class Role(StrEnum):
    """What a passage is in its article."""

    TITLE = "title"
    STANDFIRST = "standfirst"
    SUBHEADING = "subheading"
    BODY = "body"
    QUESTION = "question"
    ANSWER = "answer"
    DATELINE = "dateline"
    BYLINE = "byline"
    CAPTION = "caption"
    CREDIT = "credit"
    RELATED_LINK = "related-link"
    TIMESTAMP = "timestamp"
    NAVIGATION = "navigation"
    SHARE = "share"
    TAGLINE = "tagline"
    SOURCE_NOTE = "source-note"
    LOGIN = "login"


#: The roles that are the article itself; every other role is furniture.
ARTICLE_ROLES = frozenset(
    {Role.TITLE, Role.STANDFIRST, Role.SUBHEADING, Role.BODY, Role.QUESTION, Role.ANSWER}
)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where one piece of metadata came from: *name* is the field, *source* in plain words."""

    name: str
    source: str


@dataclass(frozen=True, slots=True)
class Document:
    """One article as it was read; nothing in *text* has been changed after decoding.

    *published* is an ISO date (`2022-01-28`) or empty; *outlet*, *title*, *language*
    and *url* are empty when unknown; *source_id* is the id that the source itself gives, if
    any. *notes* says what the reader had to assume.
    """

    id: DocumentId
    path: str
    text: str
    outlet: str = ""
    title: str = ""
    published: str = ""
    language: str = ""
    url: str = ""
    source_id: str = ""
    encoding: str = "utf-8"
    sha256: str = ""
    body_start: int = 0
    origins: tuple[Origin, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """How reports call the document: its outlet, else the last part of its path."""
        return self.outlet or self.path.rstrip("/").rsplit("/", 1)[-1]


class QuotationKind(StrEnum):
    """How much of a sentence a quotation is."""

    DIRECT = "direct"
    PARTIAL = "partial"
    SCARE = "scare"


@dataclass(frozen=True, slots=True)
class Quotation:
    """Quoted words in a passage: *span* with its marks, *inner* without them.

    *speaker* is the name as last written in full, or empty; *cue* is the word that
    introduces the speech ("emphasized", "according to"), or empty. *continued* is
    true when the quotation runs on from the passage before.
    """

    span: Span
    inner: Span
    kind: QuotationKind
    speaker: str = ""
    cue: str = ""
    cue_span: Span | None = None
    continued: bool = False


@dataclass(frozen=True, slots=True)
class Attribution:
    """Speech reported at *span*, the words of the *cue*.

    *speaker* is the name as last written in full, else the phrase as printed, else
    empty; *speaker_span* where the phrase for the speaker stands, None when it is left
    out. *lemma* and *group* are the cue's plain form and what it implies: see
    `languages.SpeechVerb`.
    """

    span: Span
    cue: str
    lemma: str
    group: str
    speaker: str = ""
    speaker_span: Span | None = None

    @property
    def is_loaded(self) -> bool:
        """Whether the cue says more than that something was said."""
        return self.group != "neutral"


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph: its span without surrounding white space, first line, and role.

    *attributions* are means of comparing; they are not saved with a result and make no
    difference between two passages.
    """

    span: Span
    line: int
    role: Role
    sentences: tuple[Span, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    speaker: str = ""
    attributions: tuple[Attribution, ...] = field(default=(), compare=False)

    @property
    def is_furniture(self) -> bool:
        """Whether the passage is not the article itself."""
        return self.role not in ARTICLE_ROLES


@dataclass(frozen=True, slots=True)
class Article:
    """A document divided into passages, in reading order, none overlapping."""

    document: Document
    passages: tuple[Passage, ...]

    def text_of(self, span: Span) -> str:
        """The words at *span*, exactly as printed."""
        return span.of(self.document.text)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A span in a document; *line* is the 1-based line where its passage begins."""

    document: DocumentId
    span: Span
    line: int


class Weight(StrEnum):
    """What a difference touches: the facts, the wording, or only the form."""

    FACT = "fact"
    WORDING = "wording"
    FORM = "form"


@dataclass(frozen=True, slots=True)
class Difference:
    """One typed difference of a link; either span may be empty, never both.

    An empty span stands where the missing words would be.
    """

    kind: str
    a: Span
    b: Span
    weight: Weight
    message: str = ""


class EditKind(StrEnum):
    """What became of a run of words."""

    EQUAL = "equal"
    FORM = "form"
    REPLACE = "replace"
    DELETE = "delete"
    INSERT = "insert"
    MOVE = "move"


@dataclass(frozen=True, slots=True)
class Edit:
    """A run of words of a beside the run of words of b that stands for it.

    FORM: the same words in another form (case, inflection, spelling).
    MOVE: the same words in another place; such an edit stands where a has them.
    """

    kind: EditKind
    a: Span
    b: Span


class Relation(StrEnum):
    """How near two linked spans are."""

    VERBATIM = "verbatim"
    REWRITE = "rewrite"
    PARTIAL = "partial"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A named weight in log-odds; the weights of a link add up to its score."""

    name: str
    weight: float
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """Two places in two documents that report the same statement."""

    a: Place
    b: Place
    probability: float
    relation: Relation
    evidence: tuple[Evidence, ...] = ()
    edits: tuple[Edit, ...] = ()
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """One row of the synopsis: the places that report one statement.

    *members* are in document order; several members of one document form its cell.
    *missing* names the compared documents in which no passage was matched; *possible* are
    places in some of those that fall short of the least probability, best first, at most
    one a document. *probability* is the least certain link that a cell hangs on.
    """

    id: str
    label: str
    members: tuple[Place, ...]
    missing: tuple[DocumentId, ...]
    probability: float
    possible: tuple[Place, ...] = ()

    def cell(self, document: DocumentId) -> tuple[Place, ...]:
        """The members that stand in *document*, in reading order."""
        return tuple(place for place in self.members if place.document == document)


class Verdict(StrEnum):
    """What became of quoted words in another text, from the most faithful to none.

    VERBATIM: the same words, marks and case; only white space, the shapes of quotation
    marks and dashes, and the marks at the two ends may differ. TYPOGRAPHIC: other marks,
    case, contractions or spelling. MARKED: changed only as an honest editor marks it, with
    [insertions] and … for dropped words. CUT: words dropped without an ellipsis. ALTERED:
    words replaced or added. SPLICED: words from two places joined. TRANSLATED: the same
    remark in other words. NOT_FOUND: none of these is likely.
    """

    VERBATIM = "verbatim"
    TYPOGRAPHIC = "typographic"
    MARKED = "marked"
    CUT = "cut"
    ALTERED = "altered"
    SPLICED = "spliced"
    TRANSLATED = "translated-differently"
    NOT_FOUND = "not-found"

    @property
    def is_faithful(self) -> bool:
        """Whether an editor would print the quotation as it is."""
        return self in FAITHFUL


FAITHFUL = frozenset({Verdict.VERBATIM, Verdict.TYPOGRAPHIC, Verdict.MARKED})


@dataclass(frozen=True, slots=True)
class FoundQuotation:
    """What one other document has of a quotation.

    *speaker* and *cue* are those that document gives, empty when it does not quote.
    """

    document: DocumentId
    verdict: Verdict
    probability: float
    places: tuple[Place, ...]
    differences: tuple[Difference, ...] = ()
    speaker: str = ""
    cue: str = ""


@dataclass(frozen=True, slots=True)
class QuotationVerdict:
    """What became of one quotation in all the other documents.

    *verdict*, *probability* and *differences* are those of the document that has it
    best, the first of *found*; *source* is where its words stand, from the first to the
    last, and None when the quotation was found nowhere.
    """

    place: Place
    quotation: Quotation
    verdict: Verdict
    probability: float = 0.0
    source: Place | None = None
    differences: tuple[Difference, ...] = ()
    found: tuple[FoundQuotation, ...] = ()

    @property
    def changes_fact(self) -> bool:
        """Whether a number, a negation, a name or the like is among the differences."""
        return any(difference.weight is Weight.FACT for difference in self.differences)


class RepeatKind(StrEnum):
    """How the places of a repeat resemble one another."""

    EXACT = "exact"
    NEAR = "near"
    CONTAINED = "contained"


@dataclass(frozen=True, slots=True)
class Likeness:
    """How one place of a repeat resembles the first place, its representative.

    *share_first* and *share_here* are the words that both have in the same order, as a
    share of either span, from 0 to 1. In *edits* and *differences*, a is the first place
    and b this one.
    """

    kind: RepeatKind
    share_first: float
    share_here: float
    edits: tuple[Edit, ...] = ()
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Repeat:
    """The same passage in two or more places; the first place is its representative.

    *likenesses* stand beside the places, one for each, the first being exact.
    *differences* are those between the first place and the last.
    """

    kind: RepeatKind
    places: tuple[Place, ...]
    words: int
    boilerplate: bool = False
    differences: tuple[Difference, ...] = ()
    likenesses: tuple[Likeness, ...] = ()

    @property
    def facts_differ(self) -> bool:
        """Whether a number or a negation differs anywhere inside the repeat."""
        return any(
            difference.weight is Weight.FACT
            for likeness in self.likenesses
            for difference in likeness.differences
        )


class Level(StrEnum):
    """How much a finding matters, in SARIF's words."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place for reports that have no text at hand: in which file, and on which lines.

    *line*, *column*, *end_line* and *end_column* count from 1, columns in code points, and
    *end_column* is the one after the last. All four are 0 when the whole document is meant.
    """

    path: str
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0
    span: Span = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Detail:
    """One of the things a finding is made of, such as an edit of a near copy.

    *a* is where it stands in the finding's document, *b* in the other; None where it has
    no place there.
    """

    message: str
    a: Location | None = None
    b: Location | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule has to say about a place; *related* are the other places of it.

    *line* is 0 when the whole document is meant; *location* has the columns as well.
    *fingerprint* is made of the rule and the wording of both sides; *copy* is 2 for the
    second finding with the same fingerprint, and so on.
    """

    rule: str
    level: Level
    message: str
    path: str
    line: int
    span: Span
    related: tuple[Location, ...] = ()
    fingerprint: str = ""
    location: Location | None = None
    details: tuple[Detail, ...] = ()
    copy: int = 1

    @property
    def where(self) -> Location:
        """Its location, made of path and line when none was given."""
        return self.location or Location(self.path, self.line, span=self.span)


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that was not read, capped or dropped, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Nearest:
    """For a passage that no link touches, its likeliest partner: too uncertain for a link.

    *here* is in that passage, *there* in another document; *probability* is below the
    least probability of a link.
    """

    here: Place
    there: Place
    probability: float


@dataclass(frozen=True, slots=True)
class Spelling:
    """One name that stands in two or more spellings.

    *places* are the names as printed: for each spelling its first place in each document.
    """

    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """Everything one run found, with the options that made it."""

    articles: tuple[Article, ...]
    links: tuple[Link, ...] = ()
    statements: tuple[Statement, ...] = ()
    repeats: tuple[Repeat, ...] = ()
    quotations: tuple[QuotationVerdict, ...] = ()
    findings: tuple[Finding, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    options: tuple[tuple[str, str], ...] = field(default=())
    nearest: tuple[Nearest, ...] = ()
    spellings: tuple[Spelling, ...] = ()

    def article(self, document: DocumentId) -> Article:
        """The article with that document id; KeyError when there is none."""
        for article in self.articles:
            if article.document.id == document:
                return article
        raise KeyError(document)

    def text_of(self, place: Place) -> str:
        """The words at *place*, exactly as printed."""
        return self.article(place.document).text_of(place.span)

    def to_pandas(self) -> "pd.DataFrame":
        """The links as a pandas frame, one row a link (columns: docs/export.md).

        MissingExtraError without the extra [pandas].
        """
        return _report("frames").to_pandas(self)

    def to_polars(self) -> "pl.DataFrame":
        """The same as a polars frame; MissingExtraError without the extra [polars]."""
        return _report("frames").to_polars(self)  # type: ignore[no-any-return]

    def _repr_html_(self) -> str:
        """The synopsis as a table, for notebooks."""
        return _report("notebook").html(self)  # type: ignore[no-any-return]

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """A line for IPython, which would else print every article in full."""
        printer.text("Result(…)" if cycle else _report("notebook").text(self))


def _report(name: str) -> Any:
    """The report of that name, found only when a result is asked to show itself.

    By name, because reports are above this module, which imports none of ours: the
    methods are here so that every result has them, wherever it came from.
    """
    return import_module(f"compare.reports.{name}")


@dataclass(frozen=True, slots=True)
class Overlap:
    """How much two documents share, seen from each side.

    *share_a* is the share of words of *a*, 0 to 1, that a link ties to *b*; *share_b*
    the share of words of *b* tied to *a*. The two differ when one is much longer.
    """

    a: DocumentId
    b: DocumentId
    links: int
    share_a: float
    share_b: float
