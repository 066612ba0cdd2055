"""What a run of `check` yields: everything that every report of it needs, and nothing else.

Findings, what was suppressed and why, the documents that were looked at, the budgets, and
whether the run passes. No text of an article is held; locations carry lines and columns.
"""

from enum import StrEnum

from compare.errors import ExitCode
from compare.frozen import dataclass
from compare.model import Finding, Level, Skipped

#: From the least to the most.
LEVELS = (Level.NOTE, Level.WARNING, Level.ERROR)


class Suppressor(StrEnum):
    """What keeps a finding from counting."""

    BASELINE = "baseline"
    WAIVER = "waiver"


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A finding that does not count, by what, and the reason and expiry date given there.

    *expires* is an ISO date or empty. *origin* is where a waiver stands: `path:line` in the
    document itself, else the configuration.
    """

    finding: Finding
    by: Suppressor
    reason: str = ""
    expires: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """A document that was looked at.

    *words* are all of its words, *article_words* those of the article itself; *repeated* are
    words that stand earlier in this document or in another.
    """

    path: str
    outlet: str = ""
    title: str = ""
    published: str = ""
    language: str = ""
    encoding: str = ""
    sha256: str = ""
    words: int = 0
    repeated: int = 0
    article_words: int = 0


@dataclass(frozen=True, slots=True)
class Budget:
    """A limit for the whole run, by the option's name; *unit* is "" or "%"."""

    name: str
    limit: float
    actual: float
    unit: str = ""

    @property
    def is_exceeded(self) -> bool:
        """Whether there is more than is allowed."""
        return self.actual > self.limit


@dataclass(frozen=True, slots=True)
class Outcome:
    """All of a run. Findings are in the order of path, line, rule and wording.

    *against* is how many other documents the checked ones were held against; *rules* are
    the names of the rules asked, with the level in force. *fail_on* is None when no finding
    makes the run fail. *counts* says in plain words what was looked at, collapsed or left
    out.
    """

    findings: tuple[Finding, ...]
    suppressed: tuple[Suppressed, ...] = ()
    documents: tuple[Checked, ...] = ()
    against: int = 0
    rules: tuple[tuple[str, Level], ...] = ()
    fail_on: Level | None = Level.WARNING
    budgets: tuple[Budget, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()
    skipped: tuple[Skipped, ...] = ()
    options: tuple[tuple[str, str], ...] = ()

    @property
    def failing(self) -> tuple[Finding, ...]:
        """The findings at or above *fail_on*."""
        return tuple(one for one in self.findings if reaches(one.level, self.fail_on))

    @property
    def exceeded(self) -> tuple[Budget, ...]:
        """The budgets that are overspent."""
        return tuple(budget for budget in self.budgets if budget.is_exceeded)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was checked at all."""
        return not self.documents and not self.findings

    @property
    def code(self) -> ExitCode:
        """2 when nothing was checked, 1 when something fails the run, else 0."""
        if self.is_empty:
            return ExitCode.TROUBLE
        return ExitCode.FOUND if self.failing or self.exceeded else ExitCode.OK

    def counted(self, level: Level) -> int:
        """How many findings there are at *level*."""
        return sum(finding.level is level for finding in self.findings)


def reaches(level: Level, least: Level | None) -> bool:
    """Whether *level* is *least* or above; never for None.

    >>> reaches(Level.WARNING, Level.NOTE), reaches(Level.NOTE, Level.ERROR)
    (True, False)
    """
    return least is not None and LEVELS.index(level) >= LEVELS.index(least)
