"""What `check` found as annotations of a GitHub workflow step, and as its summary.

`text` is for standard output, where GitHub reads it: of every level only the first ten are
shown for a step, so no more are written, and one line says how many there are. `summary`
is Markdown with all of them, as far as GitHub's limit goes. Nothing in an article can end
a command, begin one, or be markup.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TextIO

from compare.checks.outcome import LEVELS, Budget, Outcome, Suppressed
from compare.frozen import dataclass
from compare.model import Finding, Level, Location, Skipped
from compare.reports import where
from compare.reports.look import Look
from compare.reports.plain_words import counted
from compare.reports.safe import clipped, listed, plain

#: Annotations of one level that GitHub shows for a step; it drops the others.
MOST_ANNOTATIONS = 10

#: GitHub refuses a summary above 1,024 KiB; the rest is for other commands of the step.
MOST_SUMMARY_BYTES = 1_000_000

#: GitHub cuts an annotation at 64 KiB; nobody reads that much.
MESSAGE_CHARACTERS = 1000

_COMMANDS = {Level.NOTE: "notice", Level.WARNING: "warning", Level.ERROR: "error"}


@dataclass(frozen=True, slots=True)
class _Annotation:
    level: Level
    title: str
    words: str
    location: Location | None = None


def write(outcome: Outcome, out: TextIO, *, look: Look = Look()) -> None:  # noqa: B008 - frozen
    """Write *outcome* as workflow commands."""
    out.write(text(outcome))


def text(outcome: Outcome) -> str:
    """*outcome* as workflow commands, one a line; empty when there is nothing to say."""
    every = [*_annotations(outcome)]
    room = dict.fromkeys(LEVELS, MOST_ANNOTATIONS)
    if any(_count(every, level) > MOST_ANNOTATIONS for level in LEVELS):
        room[Level.NOTE] -= 1  # for the line that says so
    shown = [one for level in reversed(LEVELS) for one in _at(every, level)[: room[level]]]
    left_out = {level: _count(every, level) - _count(shown, level) for level in LEVELS}
    lines = [_command(one) for one in shown]
    if any(left_out.values()):
        lines.append(_command(_Annotation(Level.NOTE, "source-compare", _more(left_out))))
    return "".join(f"{line}\n" for line in lines)


def _annotations(outcome: Outcome) -> Iterator[_Annotation]:
    """Everything there is to say, what concerns the whole run first."""
    if outcome.is_empty:
        yield _Annotation(Level.ERROR, "nothing-checked", "no document was checked")
    for budget in outcome.exceeded:
        yield _Annotation(Level.ERROR, budget.name, _over(budget))
    for finding in outcome.findings:
        yield _Annotation(finding.level, finding.rule, _words(finding), finding.where)
    for skipped in outcome.skipped:
        words = f"not checked: {clipped(skipped.reason, MESSAGE_CHARACTERS)}"
        place = Location(skipped.path) if skipped.path not in ("", ".") else None
        yield _Annotation(Level.NOTE, "not-checked", words, place)


def _at(annotations: Sequence[_Annotation], level: Level) -> list[_Annotation]:
    return [one for one in annotations if one.level is level]


def _count(annotations: Sequence[_Annotation], level: Level) -> int:
    return sum(one.level is level for one in annotations)


def _more(left_out: Mapping[Level, int]) -> str:
    parts = [counted(left_out[one], one.value) for one in reversed(LEVELS) if left_out[one]]
    return f"{sum(left_out.values())} more: {', '.join(parts)} (GitHub shows ten of a level)"


def _words(finding: Finding) -> str:
    words = clipped(finding.message, MESSAGE_CHARACTERS) or finding.rule
    places = listed(
        (where.short(place, inside=finding.path) for place in where.unnamed(finding)), most=3
    )
    inner = where.parted(finding.path)[1]
    about = f"{clipped(inner, where.PATH_CHARACTERS)}: {words}" if inner else words
    return f"{about} (see {places})" if places else about


def _over(budget: Budget) -> str:
    return f"{budget.actual:g}{budget.unit}, allowed are {budget.limit:g}{budget.unit}"


def _command(annotation: _Annotation) -> str:
    """The workflow command; columns only within one line, as GitHub has it."""
    values = {"title": annotation.title}
    if annotation.location:
        spot = where.spot(annotation.location)
        values = {"file": plain(spot.file), "line": str(spot.line), "endLine": str(spot.end_line)}
        if spot.line == spot.end_line and not spot.is_whole:
            values |= {"col": str(spot.column), "endColumn": str(spot.end_column)}
        values["title"] = annotation.title
    properties = ",".join(f"{name}={_property(value)}" for name, value in values.items())
    return f"::{_COMMANDS[annotation.level]} {properties}::{_data(annotation.words)}"


def _data(words: str) -> str:
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(words: str) -> str:
    return _data(words).replace(":", "%3A").replace(",", "%2C")


def summary(outcome: Outcome, *, room: int = MOST_SUMMARY_BYTES) -> str:
    """*outcome* as Markdown for `$GITHUB_STEP_SUMMARY`, at most *room* bytes of UTF-8.

    The worst findings stand first; what finds no room is counted.
    """
    head, rows = _head(outcome), _rows(outcome)
    # The line that counts the rest must find room as well.
    left = room - sum(len(line.encode()) + 1 for line in head) - 200
    kept: list[str] = []
    for number, row in enumerate(rows):
        left -= len(row.encode()) + 1
        if left < 0:
            kept += ["", f"{len(rows) - number} more lines found no room here."]
            break
        kept.append(row)
    return "\n".join([*head, *kept, ""])


def _head(outcome: Outcome) -> list[str]:
    levels = [(outcome.counted(level), level.value) for level in reversed(LEVELS)]
    parts = [counted(count, name) for count, name in levels if count]
    if outcome.suppressed:
        parts.append(f"{len(outcome.suppressed):,} suppressed")
    said = ", ".join(parts) or "no findings"
    about = f"{said} in {counted(len(outcome.documents), 'document')}"
    if outcome.against:
        about += f", held against {counted(outcome.against, 'other')}"
    passed = {0: "passed", 1: "failed", 2: "nothing was checked"}[int(outcome.code)]
    lines = [f"## Source Compare: {passed}", "", f"{about}."]
    return lines + [f"- **{one.name}**: {_over(one)}" for one in outcome.exceeded]


def _rows(outcome: Outcome) -> list[str]:
    from compare.reports.markdown import table_lines

    worst = sorted(outcome.findings, key=lambda finding: -LEVELS.index(finding.level))
    head = ("", "Place", "Rule", "What", "See")
    rows = ["", *table_lines(head, map(_cells, worst))] if worst else []
    if outcome.suppressed:
        titles = ("Place", "Rule", "What", "By", "Reason")
        rows += ["", "### Suppressed", "", *table_lines(titles, map(_why, outcome.suppressed))]
    if outcome.skipped:
        rows += ["", "### Not checked", "", *map(_not_checked, outcome.skipped)]
    return rows


def _cells(finding: Finding) -> list[str]:
    places = listed((where.in_words(place) for place in finding.related), most=5)
    words = [finding.level.value, where.in_words(finding.where), finding.rule]
    return [
        _markdown(each) for each in (*words, clipped(finding.message, MESSAGE_CHARACTERS), places)
    ]


def _why(suppressed: Suppressed) -> list[str]:
    finding, reason = suppressed.finding, clipped(suppressed.reason, MESSAGE_CHARACTERS)
    until = f" until {clipped(suppressed.expires, 40)}" if suppressed.expires else ""
    words = [where.in_words(finding.where), finding.rule, clipped(finding.message, 200)]
    return [_markdown(each) for each in (*words, suppressed.by.value, f"{reason}{until}")]


def _not_checked(skipped: Skipped) -> str:
    words = f"{clipped(skipped.path, 160)}: {clipped(skipped.reason, 400)}"
    return f"- {_markdown(words)}"


def _markdown(words: str) -> str:
    from compare.reports.markdown import escaped

    return escaped(words)
