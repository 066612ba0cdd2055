"""Quotations for a terminal: part of `quotes`, apart so that only people pay for rich."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TextIO

from rich.padding import Padding
from rich.text import Text

from compare.model import DocumentId, QuotationVerdict, Verdict, Weight
from compare.reports import quotes
from compare.reports.excerpts import Piece
from compare.reports.look import Look
from compare.reports.overview import Overview
from compare.reports.paper import FACT_STYLE, Paper
from compare.reports.plain_words import probability
from compare.reports.quotes import Line, Told, Witness
from compare.reports.safe import listed


def write(overview: Overview, out: TextIO, look: Look, left_out: int = 0) -> None:
    """Write every quotation under the name of its document, and the counts."""
    paper, told = Paper(out, look), Told(overview)

    def document(quotation: QuotationVerdict) -> DocumentId:
        return quotation.place.document

    for id_, group in groupby(overview.result.quotations, key=document):
        paper.rule(_title(overview, id_))
        for quotation in group:
            _write_quotation(told.line(quotation), paper, with_name=False)
        paper.line()
    paper.line(Text(quotes.counts(overview.result.quotations, left_out), "bold"))


def _title(overview: Overview, id_: DocumentId) -> str:
    name, file = overview.names[id_], overview.files[id_]
    return name if file in name else f"{name}  {file}"


def write_section(overview: Overview, paper: Paper) -> None:
    """The quotations of a synopsis: the striking ones, or all with `-v`."""
    quotations: Sequence[QuotationVerdict] = overview.result.quotations
    if not quotations:
        return
    told = Told(overview)
    paper.rule("Quotations")
    shown = quotations if paper.look.verbose else quotes.striking(quotations)
    for quotation in shown:
        _write_quotation(told.line(quotation), paper, with_name=True)
    rest = " (-v shows all)" if len(shown) < len(quotations) else ""
    paper.line(Text(f"{quotes.counts(quotations)}{rest}", "dim"))
    paper.line()


def _write_quotation(line: Line, paper: Paper, *, with_name: bool) -> None:
    """A quotation: the verdict, the words here and there, what changed, and who else has it."""
    is_fact = any(weight is Weight.FACT for weight, _ in line.changes)
    found = line.witnesses if line.verdict is not Verdict.NOT_FOUND else ()
    head = Text(f"{paper.glyphs.fact if is_fact else ' '} ", FACT_STYLE if is_fact else "")
    head.append(f"{line.verdict}", FACT_STYLE if is_fact else "bold").append(f": {line.said}")
    paper.line(head.append(f" ({probability(line.probability)})", "dim") if found else head)
    name = f"{line.name}  " if with_name and line.name not in line.where else ""
    _write_words(f"{name}{line.where}", line.voice, line.pieces, paper)
    for witness in found[:1]:
        _write_words(_place(witness), witness.voice, witness.pieces, paper)
    for number, (weight, change) in enumerate(line.changes, 1):
        style = FACT_STYLE if weight is Weight.FACT else ""
        sign = f"{paper.glyphs.fact} " if weight is Weight.FACT else ""
        paper.line(Padding(Text(f"{sign}{number}  {change}", style), (0, 0, 0, 4)))
    if found[1:]:
        also = listed((_also(witness) for witness in found[1:]), most=4)
        paper.line(Padding(Text(f"also {also}", "dim"), (0, 0, 0, 4)))


def _write_words(where: str, voice: str, pieces: Iterable[Piece], paper: Paper) -> None:
    """Where and who on a line, the words below it."""
    head = Text(where, "bold").append(f"  {voice}", "not bold italic")
    paper.line(Padding(head, (0, 0, 0, 4)), Padding(paper.text(pieces), (0, 0, 0, 6)))


def _also(witness: Witness) -> str:
    """Where another document has it, who speaks there and how, and the verdict."""
    voice = "" if witness.voice == quotes.NOBODY else f", {witness.voice}"
    return f"{_place(witness)}{voice} ({witness.verdict})"


def _place(witness: Witness) -> str:
    if witness.name in witness.where:
        return witness.where
    return f"{witness.name}  {witness.where}"
