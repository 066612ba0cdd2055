"""What `check` found as a GitLab code quality report: a JSON list of issues.

Fields as GitLab documents them: description, check_name, fingerprint (unique), severity,
location.path (relative, without `./`), location.lines.begin. Suppressed findings are not
here, because GitLab could not tell them from others. What was not checked and budgets that
are overspent are issues too, for want of another place.
"""

import json
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any, TextIO

from compare.checks.outcome import Budget, Outcome
from compare.model import Finding, Level, Location, Skipped
from compare.reports import where
from compare.reports.look import Look
from compare.reports.safe import clipped, listed, plain

#: The levels in GitLab's words, of which `critical` and `blocker` are for broken programs.
SEVERITIES = {Level.NOTE: "info", Level.WARNING: "minor", Level.ERROR: "major"}

#: GitLab shows a description on a line or two.
DESCRIPTION_CHARACTERS = 1000


def write(outcome: Outcome, out: TextIO, *, look: Look = Look()) -> None:  # noqa: B008 - frozen
    """Write *outcome* as a code quality report."""
    out.write(text(outcome))


def text(outcome: Outcome) -> str:
    """*outcome* as a code quality report; `[]` when there is nothing to say."""
    issues = [
        *map(_budget, outcome.exceeded),
        *map(_finding, outcome.findings),
        *map(_skipped, outcome.skipped),
    ]
    return json.dumps([*_unique(issues)], ensure_ascii=False, indent=1) + "\n"


def _finding(finding: Finding) -> dict[str, Any]:
    places = listed(
        (where.short(place, inside=finding.path) for place in where.unnamed(finding)), most=3
    )
    words = clipped(finding.message, DESCRIPTION_CHARACTERS) or finding.rule
    key = finding.fingerprint or _hash(finding.rule, finding.path, finding.message)
    return _issue(
        finding.rule,
        finding.level,
        f"{words} (see {places})" if places else words,
        finding.where,
        # The first copy keeps its fingerprint when a second one comes.
        key if finding.copy == 1 else f"{key}-{finding.copy}",
    )


def _budget(budget: Budget) -> dict[str, Any]:
    words = f"{budget.actual:g}{budget.unit}, allowed are {budget.limit:g}{budget.unit}"
    key = _hash("budget", budget.name)
    return _issue(budget.name, Level.ERROR, f"{budget.name}: {words}", Location("."), key)


def _skipped(skipped: Skipped) -> dict[str, Any]:
    words = clipped(skipped.reason, DESCRIPTION_CHARACTERS)
    key = _hash("not-checked", skipped.path, skipped.reason)
    return _issue("not-checked", Level.NOTE, f"not checked: {words}", Location(skipped.path), key)


def _issue(rule: str, level: Level, words: str, location: Location, key: str) -> dict[str, Any]:
    spot = where.spot(location)
    about = f"{clipped(spot.inner, where.PATH_CHARACTERS)}: {words}" if spot.inner else words
    return {
        "description": about,
        "check_name": rule,
        "fingerprint": key,
        "severity": SEVERITIES[level],
        "location": {
            "path": plain(spot.file),
            "lines": {"begin": spot.line, "end": spot.end_line},
        },
    }


def _unique(issues: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """*issues*, none with the fingerprint of another: GitLab would show only the first."""
    times: dict[str, int] = {}
    for issue in issues:
        key = issue["fingerprint"]
        times[key] = times.get(key, 0) + 1
        yield issue if times[key] == 1 else {**issue, "fingerprint": f"{key}.{times[key]}"}


def _hash(*parts: str) -> str:
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
