"""Runs of `check` made by hand for the tests of its reports: invented texts and outlets."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from compare.checks.outcome import Budget, Checked, Outcome, Suppressed, Suppressor
from compare.checks.rule import Rule
from compare.model import Detail, Finding, Level, Location, Skipped, Span

#: Each is one code point, and two units of UTF-16.
WHEELS = "\N{FERRIS WHEEL}\N{FERRIS WHEEL}"

#: Texts with Windows line breaks, and with a path that a URI cannot hold as it is.
TEXTS = {
    "news/fair.txt": f"Fair opens\r\n\r\nThe {WHEELS} fair opened. Rain fell.\r\n",
    "news/b rain #1.txt": "Rain\n\nThe fair opened today.\nRain fell.\n",
}


def located(path: str, words: str) -> Location:
    """Where *words* first stand in the text at *path*, counted the slow way."""
    text = TEXTS[path]
    start = text.index(words)
    before, inside = text[:start].split("\n"), text[: start + len(words)].split("\n")
    span = Span(start, start + len(words))
    return Location(path, len(before), len(before[-1]) + 1, len(inside), len(inside[-1]) + 1, span)


def finding(
    message: str = "the same passage",
    *,
    rule: str = "shared-passage",
    level: Level = Level.WARNING,
    where: Location | None = None,
    **more: Any,
) -> Finding:
    """A finding; its fingerprint is made of rule and message unless another is given."""
    place = where or located("news/fair.txt", "Rain fell.")
    given = {"fingerprint": sha256(f"{rule} {message}".encode("utf-8", "replace")).hexdigest()[:24]}
    return Finding(
        rule, level, message, place.path, place.line, place.span, location=place, **(given | more)
    )


SHARED = finding(related=(located("news/b rain #1.txt", "Rain fell."),))
EDITED = finding(
    "a near copy with 1 edit",
    rule="near-duplicate-document",
    where=Location("news/fair.txt"),
    related=(Location("news/b rain #1.txt"),),
    details=(
        Detail(
            f"“{WHEELS} fair” became “fair”",
            located("news/fair.txt", f"{WHEELS} fair"),
            located("news/b rain #1.txt", "fair"),
        ),
    ),
)
UNREADABLE = finding(
    "it is a PDF file, not text", rule="unreadable", level=Level.ERROR, where=Location("./x.pdf")
)
NOTE = finding("no date is given", rule="missing-metadata", level=Level.NOTE)


def outcome(*findings: Finding, **more: Any) -> Outcome:
    """A run over the two texts that found *findings*."""
    documents = tuple(
        Checked(path, encoding="utf-8", sha256=sha256(text.encode()).hexdigest(), words=9)
        for path, text in TEXTS.items()
    )
    given: dict[str, Any] = {
        "documents": documents,
        "rules": (("shared-passage", Level.WARNING), ("near-duplicate-document", Level.NOTE)),
    }
    return Outcome(findings, **(given | more))


FULL = outcome(
    SHARED,
    EDITED,
    UNREADABLE,
    NOTE,
    suppressed=(
        Suppressed(finding("known"), Suppressor.BASELINE),
        Suppressed(
            finding("agency copy"),
            Suppressor.WAIVER,
            "it is by Veltin",
            "2031-01-01",
            "news/fair.txt:2",
        ),
    ),
    against=7,
    budgets=(Budget("max-duplication", 5, 12.5, "%"), Budget("max-findings", 90, 4)),
    counts=(("passages compared", 11),),
    skipped=(Skipped("news/huge.txt", "it is larger than 64 MB"), Skipped("", "9 links followed")),
    options=(("fail-on", "warning"),),
)


def rules() -> Mapping[str, Rule]:
    """Two rules as they would be, with something in their words that is markup in SARIF."""
    return {
        name: Rule(name, level, f"Summary of {name} [x].", "Why.\n\nReported: {0}", _no, {})
        for name, level in (
            ("shared-passage", Level.WARNING),
            ("near-duplicate-document", Level.WARNING),
        )
    }


def _no(*_: object) -> tuple[()]:
    return ()
