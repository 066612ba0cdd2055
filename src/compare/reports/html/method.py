"""How to read the page: the method in plain words, its thresholds and limits, what went in.

Every figure here is a constant of the program or an option of the result.
"""

from collections.abc import Iterator, Mapping

from compare.frozen import dataclass
from compare.linker import POSSIBLE
from compare.model import DocumentId
from compare.options import DEFAULT_MIN_PROBABILITY
from compare.pipeline import PARTIAL_RATIO, VERBATIM_SHARE
from compare.repetition.finding import MIN_WORDS
from compare.reports import plain_words
from compare.reports.excerpts import CONTEXT, LONGEST, QUOTED
from compare.reports.html.outlets import Outlet
from compare.reports.overview import Overview
from compare.reports.plain_words import percent
from compare.reports.safe import clipped
from compare.reports.variants import WORDS_CHARACTERS

LIMITS = (
    f"""A cell shows the linked words whole up to {LONGEST:,} characters, and up to {CONTEXT}
    of the sentence around them; what is cut is counted in the cell.""",
    f"""A reading in the list below the cells is cut to {WORDS_CHARACTERS} characters, a
    quotation to {QUOTED}, each with an ellipsis. The full texts at the end are not cut.""",
    f"""Repeats of fewer than {MIN_WORDS} words are told only where they are standing text;
    compare repeats counts what else was left out.""",
    """Characters that would hide or turn text (control, bidirectional and zero-width ones)
    are shown by name.""",
    """A probability is the program's, fitted on stories read by people; it is no proof. That
    two texts share words does not say who had them first.""",
)


@dataclass(frozen=True, slots=True)
class Input:
    """A document as it was read."""

    outlet: Outlet
    encoding: str
    language: str
    characters: str
    sha256: str
    origins: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Method:
    """What a reader needs to check the page."""

    thresholds: tuple[tuple[str, str], ...]
    limits: tuple[str, ...]
    options: str
    inputs: tuple[Input, ...]
    skipped: tuple[str, ...]
    findings: tuple[str, ...]


def method(overview: Overview, outlets: Mapping[DocumentId, Outlet], *, unexplained: int) -> Method:
    """The method that made the result of *overview*; *unexplained* links are without reasons."""
    result = overview.result
    return Method(
        _thresholds(dict(result.options)),
        tuple(_limits(unexplained)),
        plain_words.options(result),
        tuple(_input(id_, overview, outlets) for id_ in overview.documents),
        tuple(_line(one.path, one.reason) for one in result.skipped),
        tuple(_line(f"{one.path}:{one.line}", one.message) for one in result.findings),
    )


def _thresholds(options: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    least = clipped(options.get("min-probability", f"{DEFAULT_MIN_PROBABILITY:g}"), 20)
    return (
        ("linked", f"probability {least} or more (--min-probability)"),
        ("perhaps, nearest candidate", f"probability {POSSIBLE:g} or more, but less than that"),
        ("verbatim", f"{percent(VERBATIM_SHARE)} of the words on both sides are the same"),
        ("partial", f"one side has {PARTIAL_RATIO:g} times the words of the other, or more"),
        ("rewrite", "everything else that is linked"),
    )


def _limits(unexplained: int) -> Iterator[str]:
    for limit in LIMITS:
        yield " ".join(limit.split())
    if unexplained:
        yield f"Why the {unexplained:,} links are believed is not told here (--explain tells)."


def _input(id_: DocumentId, overview: Overview, outlets: Mapping[DocumentId, Outlet]) -> Input:
    about = overview.documents[id_]
    return Input(
        outlets[id_],
        clipped(about.encoding, 40),
        clipped(about.language, 20) or "unknown",
        f"{len(about.text):,}",
        clipped(about.sha256, 64) or "not known",
        tuple(f"{clipped(o.name, 40)}: {clipped(o.source, 160)}" for o in about.origins),
        tuple(clipped(note, 300) for note in about.notes),
    )


def _line(path: str, reason: str) -> str:
    return ": ".join(p for p in (clipped(path, 160), clipped(reason, 400)) if p)
