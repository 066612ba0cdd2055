"""Every quotation with its verdict: where else its words stand, and what became of them.

The verdicts are `verdicts`'s; here they are put in plain words and laid out, as text, JSON,
CSV, Markdown or a line each. Which of them to show is the caller's choice.
"""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

from compare.errors import UsageError
from compare.frozen import dataclass
from compare.model import (
    Difference,
    DocumentId,
    FoundQuotation,
    Place,
    QuotationVerdict,
    Result,
    Span,
    Verdict,
    Weight,
)
from compare.reports.excerpts import Piece, quoted
from compare.reports.look import Look
from compare.reports.notes import notes
from compare.reports.overview import Lines, Overview
from compare.reports.plain_words import counted, probability
from compare.reports.safe import clipped, plain
from compare.reports.variants import Variant

FORMATS = ("text", "concise", "json", "csv", "markdown")

#: Characters shown of a quotation, and of the words found elsewhere.
QUOTED_CHARACTERS = 400

#: Verdicts in plain words.
IN_WORDS = {
    Verdict.VERBATIM: "word for word",
    Verdict.TYPOGRAPHIC: "word for word, but for marks, capitals or spelling",
    Verdict.MARKED: "changed only as [brackets] and … say",
    Verdict.CUT: "words left out without an ellipsis",
    Verdict.ALTERED: "words changed",
    Verdict.SPLICED: "two places joined as one",
    Verdict.TRANSLATED: "the same remark in other words",
    Verdict.NOT_FOUND: "not found elsewhere",
}

#: What an editor looks at first.
_URGENCY = (
    *(Verdict.ALTERED, Verdict.SPLICED, Verdict.CUT, Verdict.TRANSLATED, Verdict.MARKED),
    *(Verdict.TYPOGRAPHIC, Verdict.VERBATIM, Verdict.NOT_FOUND),
)

_SILENT = frozenset({Verdict.VERBATIM, Verdict.TYPOGRAPHIC, Verdict.NOT_FOUND})

#: What stands where a speaker would, if the text names none.
NOBODY = "nobody named"


@dataclass(frozen=True, slots=True)
class Witness:
    """What one other document has of a quotation; *pieces* are its words, changes marked.

    The numbers in *pieces* are those of *changes*, from 1.
    """

    name: str
    where: str
    verdict: Verdict
    probability: float
    voice: str
    words: str
    pieces: tuple[Piece, ...]
    changes: tuple[tuple[Weight, str], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A quotation ready to be laid out; every text in it is fit to be shown."""

    name: str
    where: str
    position: str
    voice: str
    words: str
    verdict: Verdict
    probability: float
    changes: tuple[tuple[Weight, str], ...]
    witnesses: tuple[Witness, ...]
    pieces: tuple[Piece, ...]

    @property
    def said(self) -> str:
        """The verdict in plain words, and that a fact is among what changed."""
        is_fact = any(weight is Weight.FACT for weight, _ in self.changes)
        return f"{IN_WORDS[self.verdict]}{', a fact among them' if is_fact else ''}"


def write(
    result: Result,
    out: TextIO,
    *,
    format: str = "text",  # noqa: A002 - the option's name
    look: Look = Look(),  # noqa: B008 - frozen
    left_out: int = 0,
) -> None:
    """Write the quotations of *result* in its order, then the counts by verdict.

    *left_out* quotations are not among them because the user asked for others only.
    """
    if format not in FORMATS:
        raise UsageError(f"quotes cannot be written as {format}\n  It can be: {', '.join(FORMATS)}")
    overview = Overview(result)
    if format == "text":
        from compare.reports import quotes_terminal

        quotes_terminal.write(overview, out, look, left_out)
    elif format == "markdown":
        _write_markdown(overview, out, left_out)
    else:
        {"csv": _write_csv, "json": _write_json, "concise": _write_concise}[format](overview, out)


def counts(quotations: Sequence[QuotationVerdict], left_out: int = 0) -> str:
    """How many quotations have which verdict, and how many of them change a fact."""
    found = Counter(each.verdict for each in quotations)
    told = (f"{found[verdict]:,} {verdict}" for verdict in Verdict if found[verdict])
    facts = sum(each.changes_fact for each in quotations)
    parts = (
        ": ".join(p for p in (counted(len(quotations), "quotation"), ", ".join(told)) if p),
        f"{facts:,} with a fact changed" if facts else "",
        f"{left_out:,} left out (--verdict, --select, --ignore)" if left_out else "",
    )
    return "; ".join(part for part in parts if part)


def striking(quotations: Iterable[QuotationVerdict]) -> tuple[QuotationVerdict, ...]:
    """The quotations found elsewhere in other words, those that change facts first."""
    found = (each for each in quotations if each.verdict not in _SILENT)
    urgent = sorted(found, key=lambda e: (not e.changes_fact, _URGENCY.index(e.verdict)))
    return tuple(_each_once(urgent))


def _each_once(quotations: Iterable[QuotationVerdict]) -> Iterator[QuotationVerdict]:
    """Without those that only say of B against A what was said of A against B."""
    told: dict[tuple[DocumentId, DocumentId], list[tuple[Span, Span]]] = defaultdict(list)
    for each in quotations:
        here, there = each.place, each.source
        if there is None:
            yield each
            continue
        if not any(
            span.overlap(there.span) and source.overlap(here.span)
            for span, source in told[there.document, here.document]
        ):
            yield each
        told[here.document, there.document].append((here.span, there.span))


class Told:
    """Puts quotations of one result into words."""

    def __init__(self, overview: Overview) -> None:
        self._overview = overview
        self._lines: dict[str, Lines] = {}

    def line(self, quotation: QuotationVerdict) -> Line:
        """*quotation* ready to be laid out."""
        place, spoken = quotation.place, quotation.quotation
        return Line(
            self._overview.names[place.document],
            self.where(place),
            self._position(place),
            voice(spoken.speaker, spoken.cue),
            self._words([place]),
            quotation.verdict,
            quotation.probability,
            tuple((d.weight, self._change(d)) for d in quotation.differences),
            tuple(map(self._witness, quotation.found)),
            self._pieces([place], [(d.a, d.weight) for d in quotation.differences]),
        )

    def where(self, place: Place) -> str:
        """The file and the line."""
        return f"{self._overview.files[place.document]}:{place.line}"

    def _position(self, place: Place) -> str:
        about = self._overview.documents[place.document]
        if about.id not in self._lines:
            self._lines[about.id] = Lines(about.text)
        column = self._lines[about.id].column(place.span.start)
        return f"{plain(about.path)}:{place.line}:{column}"

    def _change(self, difference: Difference) -> str:
        return clipped(difference.message or difference.kind, 300)

    def _witness(self, found: FoundQuotation) -> Witness:
        where = self.where(found.places[0]) if found.places else ""
        return Witness(
            self._overview.names[found.document],
            where,
            found.verdict,
            found.probability,
            voice(found.speaker, found.cue),
            self._words(found.places),
            self._pieces(found.places, [(d.b, d.weight) for d in found.differences]),
            tuple((d.weight, self._change(d)) for d in found.differences),
        )

    def _pieces(
        self, places: Sequence[Place], changed: Sequence[tuple[Span, Weight]]
    ) -> tuple[Piece, ...]:
        """The words at *places*, with the number of each change where it stands."""
        if not places:
            return ()
        id_ = places[0].document
        variants = [
            Variant(number, "", weight, (), ((id_, span),))
            for number, (span, weight) in enumerate(changed, 1)
        ]
        found = notes(variants, self._overview.documents).get(id_, ())
        text = self._overview.documents[id_].text
        return quoted(text, [place.span for place in places], found)

    def _words(self, places: Iterable[Place]) -> str:
        texts = (p.span.of(self._overview.documents[p.document].text) for p in places)
        return clipped(
            " … ".join(text[: 4 * QUOTED_CHARACTERS] for text in texts), QUOTED_CHARACTERS
        )


def voice(speaker: str, cue: str) -> str:
    """Who speaks and by which word, as an article reports it.

    >>> voice("Ines Valmar", "told"), voice("", "")
    ('Ines Valmar, “told”', 'nobody named')
    """
    named = clipped(speaker, 80) or NOBODY
    return f"{named}, “{clipped(cue, 40)}”" if cue else named


COLUMNS = (
    *("outlet", "path", "line", "column", "start", "end", "speaker", "cue", "words"),
    *("verdict", "probability", "source_outlet", "source_path", "source_line", "source_words"),
    *("source_speaker", "source_cue", "changes"),
)


def _write_json(overview: Overview, out: TextIO) -> None:
    from compare.reports.json import SCHEMA_VERSION, dumped, verdict_lines

    out.write(f'{{"schema_version": {dumped(SCHEMA_VERSION)},\n"quotations": [\n')
    out.write(",\n".join(verdict_lines(overview.result)) + "]}\n")


def _write_csv(overview: Overview, out: TextIO) -> None:
    from compare.reports.csv import cell

    told = Told(overview)
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for quotation in overview.result.quotations:
        line = told.line(quotation)
        about, source = overview.documents[quotation.place.document], quotation.source
        column = line.position.rsplit(":", 1)[-1]
        span, spoken = quotation.place.span, quotation.quotation
        there = overview.documents[source.document] if source else None
        best = quotation.found[0] if source and quotation.found else None
        writer.writerow(
            (
                cell(about.outlet), cell(about.path), quotation.place.line, column,
                span.start, span.end, cell(spoken.speaker), cell(spoken.cue),
                cell(span.of(about.text)), quotation.verdict.value,
                probability(quotation.probability),
                cell(there.outlet) if there else "", cell(there.path) if there else "",
                source.line if source else "",
                cell(source.span.of(there.text)) if source and there else "",
                cell(best.speaker) if best else "", cell(best.cue) if best else "",
                cell("; ".join(change for _, change in line.changes)),
            )
        )  # fmt: skip


def _write_concise(overview: Overview, out: TextIO) -> None:
    out.writelines(concise_lines(overview, overview.result.quotations))


def concise_lines(overview: Overview, quotations: Iterable[QuotationVerdict]) -> Iterator[str]:
    """`path:line:col: verdict in place` for each of *quotations*, with what changed."""
    told = Told(overview)
    for quotation in quotations:
        line = told.line(quotation)
        source = f" in {told.where(quotation.source)}" if quotation.source else ""
        changes = "".join(f"; {change}" for _, change in line.changes)
        chance = f" ({probability(line.probability)})" if quotation.source else ""
        words = clipped(line.words, 60)
        yield f'{line.position}: {line.verdict}{source}{chance} "{words}"{changes}\n'


def _write_markdown(overview: Overview, out: TextIO, left_out: int) -> None:
    from compare.reports.markdown import escaped

    told = Told(overview)
    rows = (told.line(quotation) for quotation in overview.result.quotations)
    out.writelines(f"{line}\n" for line in _table(rows))
    out.write(f"\n{escaped(counts(overview.result.quotations, left_out))}\n")


def markdown_section(overview: Overview, look: Look) -> list[str]:
    """The quotations of a synopsis in Markdown: the striking ones, or all with `-v`."""
    from compare.reports.markdown import escaped

    quotations = overview.result.quotations
    if not quotations:
        return []
    told = Told(overview)
    shown = quotations if look.verbose else striking(quotations)
    table = [*_table(map(told.line, shown)), ""] if shown else []
    return ["", "## Quotations", "", *table, escaped(counts(quotations)) + "."]


def _table(lines: Iterable[Line]) -> list[str]:
    from compare.reports.markdown import escaped, table_lines

    return table_lines(HEAD, ([*map(escaped, row(line))] for line in lines))


HEAD = ("Where", "Said by", "Quoted", "Verdict", "Found", "Changed")


def row(line: Line) -> tuple[str, ...]:
    """*line* as a row of a table under `HEAD`."""
    best = line.witnesses[0] if line.witnesses and line.verdict is not Verdict.NOT_FOUND else None
    return (
        f"{line.name} {line.where}" if line.name not in line.where else line.where,
        line.voice,
        line.words,
        f"{line.verdict} ({probability(line.probability)})" if best else line.verdict.value,
        f"{best.where} {best.voice}: {best.words}" if best else "",
        "; ".join(change for _, change in line.changes),
    )
