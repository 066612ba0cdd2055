"""Results made by hand for the tests of reports: invented events, outlets and persons.

A story is texts, and links that quote the words they tie; the spans are looked up.
Edits come from difflib, so that these tests stand still when `wording` gets better.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from math import log

from compare.model import (
    Article,
    Difference,
    Document,
    DocumentId,
    Edit,
    EditKind,
    Evidence,
    FoundQuotation,
    Link,
    Origin,
    Passage,
    Place,
    Quotation,
    QuotationKind,
    QuotationVerdict,
    Relation,
    Result,
    Role,
    Skipped,
    Span,
    Statement,
    Verdict,
    Weight,
)

_WORD = re.compile(r"\w+")
_KINDS = {
    "equal": EditKind.EQUAL,
    "replace": EditKind.REPLACE,
    "delete": EditKind.DELETE,
    "insert": EditKind.INSERT,
}


def article(path: str, text: str, *, roles: dict[int, Role] | None = None, **more: str) -> Article:
    """A document with a passage a line; *roles* by line number, body where none is given."""
    identity = DocumentId(path)
    document = Document(identity, path, text, **more)  # type: ignore[arg-type]
    passages, start = [], 0
    for number, line in enumerate(text.split("\n"), 1):
        if line:
            span = Span(start, start + len(line))
            role = (roles or {}).get(number, Role.BODY)
            passages.append(Passage(span, number, role, tuple(_sentences(text, span))))
        start += len(line) + 1
    return Article(document, tuple(passages))


def _sentences(text: str, span: Span) -> list[Span]:
    found = re.finditer(r"\S(?:[^.]|\.(?=\S))*\.?", span.of(text))
    return [Span(m.start(), m.end()).shifted(span.start) for m in found]


@dataclass
class Story:
    """Articles, and the links told of them so far."""

    articles: Sequence[Article]
    links: list[Link] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    quotations: list[QuotationVerdict] = field(default_factory=list)

    def place(self, path: str, words: str) -> Place:
        found = next(a for a in self.articles if a.document.path == path)
        start = found.document.text.index(words)
        span = Span(start, start + len(words))
        line = next(p.line for p in found.passages if p.span.covers(span))
        return Place(found.document.id, span, line)

    def link(
        self,
        a: tuple[str, str],
        b: tuple[str, str],
        probability: float,
        relation: Relation,
        *evidence: Evidence,
        differences: Sequence[tuple[str, str, str, Weight, str]] = (),
    ) -> Link:
        left, right = self.place(*a), self.place(*b)
        made = Link(
            left,
            right,
            probability,
            relation,
            evidence,
            edits(a[1], left.span.start, b[1], right.span.start),
            tuple(
                Difference(kind, _inside(left, a[1], one), _inside(right, b[1], two), weight, said)
                for kind, one, two, weight, said in differences
            ),
        )
        self.links.append(made)
        return made

    def statement(self, label: str, probability: float, *members: tuple[str, str]) -> None:
        places = tuple(self.place(*member) for member in members)
        there = {place.document for place in places}
        missing = tuple(a.document.id for a in self.articles if a.document.id not in there)
        number = len(self.statements) + 1
        self.statements.append(Statement(f"s{number}", label, places, missing, probability))

    def result(self, *skipped: Skipped, options: tuple[tuple[str, str], ...] = ()) -> Result:
        best_first = sorted(self.links, key=lambda link: (-link.probability, link.a, link.b))
        return Result(
            tuple(self.articles),
            tuple(best_first),
            tuple(self.statements),
            quotations=tuple(self.quotations),
            skipped=skipped,
            options=options,
        )


def _inside(place: Place, words: str, part: str) -> Span:
    """Where *part* stands; a part that begins with ^ is a place between words, after it."""
    start = place.span.start + words.index(part.removeprefix("^"))
    if part.startswith("^"):
        return Span(start + len(part) - 1, start + len(part) - 1)
    return Span(start, start + len(part))


def edits(a: str, a_start: int, b: str, b_start: int) -> tuple[Edit, ...]:
    """Word differences between two texts that begin at those positions."""
    left, right = list(_WORD.finditer(a)), list(_WORD.finditer(b))
    matcher = SequenceMatcher(
        None, [m.group().lower() for m in left], [m.group().lower() for m in right], autojunk=False
    )
    return tuple(
        Edit(_KINDS[tag], _run(left, i, j, a, a_start), _run(right, k, n, b, b_start))
        for tag, i, j, k, n in matcher.get_opcodes()
    )


def _run(found: list[re.Match[str]], start: int, end: int, text: str, by: int) -> Span:
    if start == end:
        at = found[start].start() if start < len(found) else len(text)
        return Span(at, at).shifted(by)
    return Span(found[start].start(), found[end - 1].end()).shifted(by)


HARBOUR = """\
ORLAND BAY, May 3. /NORDWIRE/. The harbour bridge at Orland Bay will be closed for six weeks \
from Monday, port director Ines Valmar said.
"We have found cracks in 14 of the 60 bearings, and nobody should drive over them," Valmar \
told reporters [sic].
The ferry will run every 20 minutes while the work lasts.
Repairs will cost 1.5 million crowns, most of it paid by the port.
Share this article"""

DAILY = """\
Orland Bay bridge to close
By Tom Ekwall
From Monday the bridge in Orland Bay harbour is closed to all traffic for six weeks, \
according to Ines Valmar, who heads the port.
Cracks were discovered in 40 of the 60 bearings. "Nobody should drive over them," she said. \
Shopkeepers in the old town expect a hard summer.
While work lasts, the ferry runs every 20 minutes.
The mayor, Per Lund, called the closure "a disgrace"."""

GAZETTE = """\
The bridge will close on Monday, and it will stay so for six weeks.
The ferry will run every 20 minutes while the work lasts.
Fishermen were not asked, their union complains."""


def bridge() -> Result:
    """Three outlets on a bridge: verbatim, rewritten and partial, with a figure that differs."""
    valmar = HARBOUR.index('"We')
    alpha = article(
        "press/harbour.txt",
        HARBOUR,
        roles={5: Role.SHARE},
        outlet="Nordwire",
        published="2024-05-03",
        language="en",
    )
    quoted = Span(valmar, HARBOUR.index('," Valmar') + 2)
    cue = HARBOUR.index("told")
    quotation = Quotation(
        quoted,
        Span(quoted.start + 1, quoted.end - 1),
        QuotationKind.DIRECT,
        "Ines Valmar",
        "told",
        Span(cue, cue + 4),
    )
    alpha = _with_quotation(alpha, 2, quotation)
    beta = article(
        "press/daily.txt",
        DAILY,
        roles={1: Role.TITLE, 2: Role.BYLINE},
        outlet="Orland Daily",
        title="Orland Bay bridge to close",
        published="2024-05-04",
        language="en",
    )
    gamma = article("press/gazette.txt", GAZETTE, language="en")
    story = Story((alpha, beta, gamma))
    _tell_bridge(story)
    skipped = Skipped("press/scan.pdf", "not a text file")
    return story.result(skipped, options=(("min-probability", "0.4"), ("width", "80")))


def _with_quotation(whole: Article, line: int, quotation: Quotation) -> Article:
    passages = tuple(
        replace(p, quotations=(quotation,)) if p.line == line else p for p in whole.passages
    )
    document = replace(
        whole.document,
        origins=(Origin("outlet", "dateline /NORDWIRE/"), Origin("published", "dateline May 3")),
        notes=("the year of the dateline is that of the manifest",),
    )
    return Article(document, passages)


def evidence(probability: float, *more: Evidence) -> tuple[Evidence, ...]:
    """Evidence that adds up to *probability*: a prior, *more*, and rare words for the rest."""
    score = round(log(probability / (1 - probability)), 2)
    rest = round(score + 3.5 - sum(e.weight for e in more), 2)
    rare = Evidence("rare-words", rest, "harbour, Orland, bridge")
    return (Evidence("prior", -3.5), rare, *more)


def _tell_bridge(story: Story) -> None:
    harbour, daily, gazette = "press/harbour.txt", "press/daily.txt", "press/gazette.txt"
    closed = "The harbour bridge at Orland Bay will be closed for six weeks from Monday"
    is_closed = (
        "From Monday the bridge in Orland Bay harbour is closed to all traffic for six weeks"
    )
    will_close = "The bridge will close on Monday, and it will stay so for six weeks."
    cracks = '"We have found cracks in 14 of the 60 bearings, and nobody should drive over them,"'
    drive = (
        "Cracks were discovered in 40 of the 60 bearings. "
        '"Nobody should drive over them," she said.'
    )
    ferry = "The ferry will run every 20 minutes while the work lasts."
    runs = "While work lasts, the ferry runs every 20 minutes."
    numbers = Evidence("numbers", -0.75, "14 against 40")
    story.link((harbour, closed), (daily, is_closed), 0.934, Relation.REWRITE, *evidence(0.934))
    whom = ("omission", "to all traffic", "^close on Monday", Weight.WORDING, "only in the first")
    port = ("omission", "at Orland Bay", "^The bridge", Weight.FACT, "only in the first")
    close = ("synonym", "be closed", "close", Weight.WORDING, "other words")
    closes = ("synonym", "is closed", "close", Weight.WORDING, "other words")
    story.link(
        (harbour, closed), (gazette, will_close), 0.81, Relation.REWRITE, *evidence(0.81),
        differences=[port, close],
    )  # fmt: skip
    story.link(
        (daily, is_closed), (gazette, will_close), 0.77, Relation.REWRITE, *evidence(0.77),
        differences=[closes, whom],
    )  # fmt: skip
    story.link(
        (harbour, cracks),
        (daily, drive),
        0.62,
        Relation.PARTIAL,
        *evidence(0.62, numbers),
        differences=[("number", "14", "40", Weight.FACT, "14 is 40 in the other text")],
    )
    story.link((harbour, ferry), (gazette, ferry), 0.999, Relation.VERBATIM, *evidence(0.999))
    story.link((harbour, ferry), (daily, runs), 0.97, Relation.REWRITE, *evidence(0.97))
    story.link((daily, runs), (gazette, ferry), 0.97, Relation.REWRITE, *evidence(0.97))
    story.statement(
        "The harbour bridge at Orland Bay will be closed for six weeks …",
        0.77,
        (harbour, closed),
        (daily, is_closed),
        (gazette, will_close),
    )
    story.statement(
        '"We have found cracks in 14 of the 60 bearings …', 0.62, (harbour, cracks), (daily, drive)
    )
    _judge(story)
    story.statement(ferry, 0.97, (harbour, ferry), (daily, runs), (gazette, ferry))


def _judge(story: Story) -> None:
    """The words of Valmar held against those the other paper quotes."""
    harbour, daily = story.articles[:2]
    quotation = harbour.passages[1].quotations[0]
    there = story.place(daily.document.path, "Nobody should drive over them")
    here = Place(harbour.document.id, quotation.span, 2)
    words = story.place(harbour.document.path, "We have found cracks in 14 of the 60 bearings, and")
    cut = Difference(
        "omission", words.span, Span(there.span.start, there.span.start), Weight.WORDING,
        "not in the source: “We have found cracks in 14 of the 60 bearings, and”",
    )  # fmt: skip
    found = FoundQuotation(
        daily.document.id, Verdict.ALTERED, 0.91, (there,), (cut,), "Ines Valmar", "said"
    )
    story.quotations.append(
        QuotationVerdict(here, quotation, Verdict.ALTERED, 0.91, there, (cut,), (found,))
    )


def harvest() -> Result:
    """Two outlets that tell one thing in almost wholly other words, and one thing alike."""
    rain = "Growers around Lissow brought in a third less rye than last year, after the wet spring."
    poor = "Rain spoiled much of what Lissow farmers sowed; the yield of grain fell by 33 percent."
    price = "Bread will not cost more before winter, minister Anthony Reyl said."
    cost = "Bread will cost no more before winter, minister Antony Reyl told parliament."
    first = article("plain.txt", f"{rain}\n{price}", outlet="Lissow Echo", language="en")
    second = article("field.txt", f"{poor}\n{cost}", outlet="The Field", language="en")
    story = Story((first, second))
    story.link(("plain.txt", rain), ("field.txt", poor), 0.51, Relation.REWRITE)
    made = story.link(("plain.txt", price), ("field.txt", cost), 0.98, Relation.REWRITE)
    story.links[-1] = replace(made, edits=tuple(map(_as_form, made.edits)))
    story.statement(rain, 0.51, ("plain.txt", rain), ("field.txt", poor))
    story.statement(price, 0.98, ("plain.txt", price), ("field.txt", cost))
    return story.result()


def _as_form(edit: Edit) -> Edit:
    """Anthony and Antony are one name in two spellings."""
    one_word = len(edit.a) == len("Anthony") and edit.kind is EditKind.REPLACE
    return replace(edit, kind=EditKind.FORM) if one_word else edit
