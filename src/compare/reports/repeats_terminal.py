"""Repeats for a terminal: part of `repeats`, apart so that only people pay for rich."""

from typing import TextIO

from rich.padding import Padding
from rich.text import Text

from compare.reports.look import Look
from compare.reports.paper import FACT_STYLE, Paper
from compare.reports.plain_words import counted
from compare.reports.repeats import (
    PAIRS,
    PATTERN,
    At,
    Group,
    Report,
    Told,
    counts,
    pair,
    standing,
    total,
)
from compare.reports.safe import clipped, plain

#: Skipped inputs that are named without `-v`.
SKIPPED = 5


def write(report: Report, out: TextIO, look: Look) -> None:
    """Write the groups, the documents, the standing text, and what was counted."""
    paper = Paper(out, look)
    if not look.statistics:
        told = Told(report, verbose=look.verbose)
        _write_groups(report, told, paper)
        _write_documents(report, told, paper)
        _write_standing(report, told, paper)
    _write_skipped(report, paper)
    paper.line(Text(total(report), "bold"), Text(counts(report), "dim"))


def _write_groups(report: Report, told: Told, paper: Paper) -> None:
    shown = [repeat for repeat in report.repeats if not repeat.boilerplate]
    if not shown:
        return
    paper.rule("Repeats")
    for repeat in shown:
        _write_group(told.group(repeat), paper)
    paper.line()


def _write_group(group: Group, paper: Paper) -> None:
    paper.line(Text.assemble((f"{group.kind}", "bold"), (f"  {group.length}", "dim")))
    paper.line(_indented(Text(f"“{group.words}”"), 2))
    for place in group.places:
        _write_place(place, paper)
    if group.more:
        more = f"and {counted(group.more, 'place')} more (-v shows all)"
        paper.line(_indented(Text(more, "dim"), 4))
    if group.facts_differ:
        warning = f"{paper.glyphs.fact} facts differ: a number or a negation; --clean keeps both"
        paper.line(_indented(Text(warning, FACT_STYLE), 2))


def _write_place(place: At, paper: Paper) -> None:
    head = Text(place.where)
    for note in (place.outlet, place.likeness):
        head.append(f"  {note}" if note else "", "dim")
    paper.line(_indented(head, 4))
    if place.changes:
        paper.line(_indented(Text("; ".join(place.changes)), 6))
    for fact in place.facts:
        paper.line(_indented(Text(f"{paper.glyphs.fact} {fact}", FACT_STYLE), 6))


def _write_documents(report: Report, told: Told, paper: Paper) -> None:
    if not report.documents:
        return
    paper.rule("Documents")
    for one in report.documents:
        paper.line(Text.assemble((PAIRS[one.kind], "bold"), f"  {pair(one, told)}"))
    paper.line()


def _write_standing(report: Report, told: Told, paper: Paper) -> None:
    if not report.found.boilerplate:
        return
    paper.rule("Standing text")
    for one in report.found.boilerplate:
        where = told.where(one.repeat.places[0])
        paper.line(Text.assemble((standing(one), "bold"), (f"  first at {where}", "dim")))
        paper.line(_indented(Text(f"“{clipped(one.standing.pattern, PATTERN)}”"), 2))
    paper.line()


def _write_skipped(report: Report, paper: Paper) -> None:
    if not report.skipped:
        return
    paper.rule("Skipped")
    shown = report.skipped if paper.look.verbose else report.skipped[:SKIPPED]
    for one in shown:
        paper.line(Text(f"{plain(one.path)}: {clipped(one.reason, 300)}"))
    if rest := len(report.skipped) - len(shown):
        paper.line(Text(f"and {rest:,} more (-v shows all)", "dim"))
    paper.line()


def _indented(text: Text, by: int) -> Padding:
    return Padding(text, (0, 0, 0, by))
