"""What `check` found as SARIF 2.1.0 (OASIS, 2020), for code scanning, editors and archives.

Both places of a finding are locations, suppressed findings are there with the reason, and
what was skipped is a notification of the run. Lines, columns and offsets count code points.
No clock and no folder of this machine: the same findings make the same file.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TextIO

from compare.checks.outcome import LEVELS, Outcome, Suppressed, Suppressor
from compare.checks.rule import Rule
from compare.errors import ExitCode
from compare.model import Finding, Level, Location, Skipped
from compare.reports import where
from compare.reports.look import Look
from compare.reports.safe import clipped, plain
from compare.reports.sarif_tool import driver, escaped, exceeded, known_rules, notification

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)

#: GitHub refuses a run with more results (and shows the worst 5,000 of them), and a result
#: with more than 1,000 locations; the first of those is the finding's own.
MOST_RESULTS = 25_000
MOST_RELATED = 999

MESSAGE_CHARACTERS = 2000

#: Other places named in the message itself, where GitHub makes links of them.
LINKED = 3

#: The folder that relative paths are relative to; its name is nobody's business.
ROOT = "SRCROOT"


def write(outcome: Outcome, out: TextIO, *, look: Look = Look()) -> None:  # noqa: B008 - frozen
    """Write *outcome* as a SARIF file."""
    out.write(text(outcome, known_rules()))


def text(outcome: Outcome, rules: Mapping[str, Rule]) -> str:
    """*outcome* as the text of a SARIF file; at most `MOST_RESULTS` findings, of more the worst."""
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_Run(outcome, rules).value()]}
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


class _Run:
    """One run; gives every rule and every file its number when it is first spoken of."""

    def __init__(self, outcome: Outcome, rules: Mapping[str, Rule]) -> None:
        self._outcome, self._rules = outcome, rules
        self._asked = dict(outcome.rules)
        self._rule_numbers = {name: number for number, name in enumerate(self._asked)}
        self._files: dict[str, int] = {}

    def value(self) -> dict[str, Any]:
        chosen = _chosen(self._outcome)
        results = [self._result(finding, by) for finding, by in chosen]
        left_out = len(self._outcome.findings) + len(self._outcome.suppressed) - len(results)
        invocation = self._invocation(left_out)
        return {
            # After the results and notifications, which number rules and files.
            "tool": {"driver": driver(self._rules, self._names())},
            "columnKind": "unicodeCodePoints",
            "newlineSequences": ["\r\n", "\n"],
            "language": "en",
            "originalUriBaseIds": {
                ROOT: {"description": {"text": "The folder in which the check was started."}}
            },
            "invocations": [invocation],
            "artifacts": self._artifacts(),
            "results": results,
            "properties": {
                "counts": {_short(name): count for name, count in self._outcome.counts},
                "documents": len(self._outcome.documents),
                "against": self._outcome.against,
                "suppressed": len(self._outcome.suppressed),
                "options": {_short(name): _short(value) for name, value in self._outcome.options},
            },
        }

    def _names(self) -> list[str]:
        """The rules in the order of their numbers."""
        return sorted(self._rule_numbers, key=self._rule_numbers.__getitem__)

    def _result(self, finding: Finding, by: Suppressed | None) -> dict[str, Any]:
        related = [*self._related(finding)]
        left_out = len(related) - MOST_RELATED
        value: dict[str, Any] = {
            "ruleId": finding.rule,
            "ruleIndex": self._rule_numbers.setdefault(finding.rule, len(self._rule_numbers)),
            "level": finding.level.value,
            "message": {"text": _message(finding)},
            "locations": [self._location(finding.where)],
            "relatedLocations": related[:MOST_RELATED],
            "partialFingerprints": fingerprints(finding),
            # Empty and not absent: known to be not suppressed (§3.27.23).
            "suppressions": [_suppression(by)] if by else [],
        }
        if left_out > 0:
            value["properties"] = {"relatedLocationsLeftOut": left_out}
        return value

    def _related(self, finding: Finding) -> Iterator[dict[str, Any]]:
        """The other places, then those of the details, numbered from 1 as in the message."""
        told = [(place, "the other place") for place in finding.related]
        for detail in finding.details:
            words = clipped(detail.message, MESSAGE_CHARACTERS)
            told += [(place, words) for place in (detail.a, detail.b) if place]
        for number, (place, words) in enumerate(told, 1):
            location = self._location(place)
            yield {"id": number, **location, "message": {"text": escaped(words)}}

    def _location(self, location: Location) -> dict[str, Any]:
        spot = where.spot(location)
        region = {
            "startLine": spot.line,
            "startColumn": spot.column,
            "endLine": spot.end_line,
            "endColumn": spot.end_column,
        }
        span = location.span
        if spot.is_whole:
            # GitHub wants a region with all four; this one is the point before the text.
            region |= {"charOffset": 0, "charLength": 0}
        elif span.end > span.start:
            region |= {"charOffset": span.start, "charLength": len(span)}
        place = {"artifactLocation": self._artifact_location(spot.file), "region": region}
        value: dict[str, Any] = {"physicalLocation": place}
        if spot.inner:
            name = clipped(spot.inner, where.PATH_CHARACTERS)
            whole = {"name": name, "fullyQualifiedName": where.in_words(Location(location.path))}
            value["logicalLocations"] = [whole]
        return value

    def _artifact_location(self, file: str) -> dict[str, Any]:
        number = self._files.setdefault(file, len(self._files))
        return {**_reference(file), "index": number}

    def _artifacts(self) -> list[dict[str, Any]]:
        checked = {
            document.path.removeprefix("./"): document for document in self._outcome.documents
        }
        values = []
        for file in self._files:
            value: dict[str, Any] = {"location": _reference(file)}
            if document := checked.get(file):
                value["roles"] = ["analysisTarget"]
                if document.encoding:
                    value["encoding"] = encoding(document.encoding)
                if document.sha256:
                    value["hashes"] = {"sha-256": document.sha256}
            values.append(value)
        return values

    def _invocation(self, left_out: int) -> dict[str, Any]:
        outcome = self._outcome
        told = [exceeded(budget) for budget in outcome.exceeded]
        if left_out:
            words = f"{left_out} more findings are not in this file, which may hold {MOST_RESULTS}"
            told.append(notification("not-written", Level.WARNING, words))
        if outcome.is_empty:
            told.append(notification("nothing-checked", Level.ERROR, "no document was checked"))
        told += [self._not_checked(skipped) for skipped in outcome.skipped]
        value: dict[str, Any] = {
            "executionSuccessful": outcome.code is not ExitCode.TROUBLE,
            "exitCode": int(outcome.code),
            "toolExecutionNotifications": told,
        }
        if changed := [*self._overrides()]:
            value["ruleConfigurationOverrides"] = changed
        return value

    def _overrides(self) -> Iterator[dict[str, Any]]:
        for name, level in self._asked.items():
            if name in self._rules and self._rules[name].level is not level:
                descriptor = {"id": name, "index": self._rule_numbers[name]}
                yield {"descriptor": descriptor, "configuration": {"level": level.value}}

    def _not_checked(self, skipped: Skipped) -> dict[str, Any]:
        words = clipped(skipped.reason, MESSAGE_CHARACTERS)
        value = notification("not-checked", Level.NOTE, words)
        if skipped.path:
            value["locations"] = [self._location(Location(skipped.path))]
        return value


def fingerprints(finding: Finding) -> dict[str, str]:
    """What tells *finding* from others, for as long as its rule and wordings stay.

    GitHub looks only at `primaryLocationLineHash`, and wants `HASH:NUMBER` there. Empty when
    the finding has no fingerprint.
    """
    if not finding.fingerprint:
        return {}
    numbered = f"{finding.fingerprint}:{finding.copy}"
    return {"primaryLocationLineHash": numbered, "sourceCompare/v1": numbered}


def encoding(name: str) -> str:
    """Python's name of an encoding as IANA has it.

    >>> encoding("cp1252"), encoding("utf-16-le"), encoding("koi8-r")
    ('windows-1252', 'UTF-16LE', 'koi8-r')
    """
    if name.startswith("cp125"):
        return "windows-" + name[2:]
    if name.startswith(("utf-16-", "utf-32-")):
        return name[:6].upper() + name[7:].upper()
    return plain(name)


def _chosen(outcome: Outcome) -> Sequence[tuple[Finding, Suppressed | None]]:
    """What is written: everything, or of too much the worst, each still in its order."""
    every: list[tuple[Finding, Suppressed | None]] = [(one, None) for one in outcome.findings]
    every += [(one.finding, one) for one in outcome.suppressed]
    if len(every) <= MOST_RESULTS:
        return every
    ranks = [(by is not None, -LEVELS.index(finding.level)) for finding, by in every]
    worst = sorted(range(len(every)), key=ranks.__getitem__)[:MOST_RESULTS]
    return [every[number] for number in sorted(worst)]


def _message(finding: Finding) -> str:
    """The message, in which the first other places are links to what follows it."""
    words = escaped(clipped(finding.message, MESSAGE_CHARACTERS)) or finding.rule
    if inner := where.parted(finding.path)[1]:
        words = f"{escaped(clipped(inner, where.PATH_CHARACTERS))}: {words}"
    links, rest = [], 0
    for number, place in enumerate(finding.related, 1):
        name = escaped(where.short(place, inside=finding.path))
        link, at = f"[{name}]({number})", where.named(words, name)
        if number > LINKED:
            rest += 1
        elif at >= 0:
            words = words[:at] + link + words[at + len(name) :]
        else:
            links.append(link)
    more = f" and {rest} more" if rest else ""
    return f"{words}. See {', '.join(links)}{more}" if links else words


def _suppression(suppressed: Suppressed) -> dict[str, str]:
    """A waiver in the document itself is in the source, everything else is outside (§3.35.2)."""
    told = {Suppressor.BASELINE: "in the baseline", Suppressor.WAIVER: "waived"}[suppressed.by]
    if suppressed.origin:
        told += f" in {clipped(suppressed.origin, where.PATH_CHARACTERS)}"
    reason = f": {_short(suppressed.reason)}" if suppressed.reason else ""
    until = f" (until {clipped(suppressed.expires, 40)})" if suppressed.expires else ""
    is_inside = suppressed.origin.startswith(f"{suppressed.finding.path}:")
    return {
        "kind": "inSource" if is_inside else "external",
        "status": "accepted",
        "justification": f"{told}{reason}{until}",
    }


def _short(words: str) -> str:
    return clipped(words, MESSAGE_CHARACTERS)


def _reference(file: str) -> dict[str, str]:
    value = {"uri": where.uri(file)}
    return value if where.is_outside(file) else {**value, "uriBaseId": ROOT}
