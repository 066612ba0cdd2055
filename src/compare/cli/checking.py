"""What `check` and `baseline` share: from flags to an outcome. No click, no printing."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from compare import gate
from compare.arguments import Given
from compare.checks import RULES
from compare.checks.outcome import Outcome
from compare.checks.settings import Settings, settings
from compare.checks.suppression import Known
from compare.configuration import CHECK, CheckTable, check_table, effective
from compare.errors import UsageError
from compare.options import Options, with_values

#: Flags that are options of the analysis too.
_SHARED = ("lang", "encoding", "manifest", "color")
_SWITCHES = ("keep-going", "offline", "quiet", "no-progress")
_LIMITS = ("fail-on", "max-duplication", "baseline")


class Call:
    """One call of the command: what was given, and the options and settings that follow."""

    def __init__(self, given: Given) -> None:
        folder = Path.cwd()
        isolated = given.has("isolated")
        options, _ = effective(given.all("config"), isolated=isolated, folder=folder)
        flags = {name: given.one(name) for name in _SHARED if given.has(name)}
        switches = {name: True for name in _SWITCHES if given.has(name)}
        self.given = given
        self.options: Options = with_values(options, {**flags, **switches}, origin="command line")
        self.table: CheckTable = check_table(given.all("config"), isolated=isolated, folder=folder)
        self.settings: Settings = settings(
            self.table.values,
            RULES,
            origin=f"{self.table.origin}: {CHECK}",
            flags=_limits(given),
        )

    @property
    def today(self) -> str:
        """The day of the run, from the flag or the clock."""
        given = self.given
        return as_date("--today", given.one("today")) if given.has("today") else today()

    @property
    def baseline(self) -> str:
        """The path of the baseline, empty for none; one in a file is meant from its folder."""
        path = self.settings.baseline
        if not path or self.given.has("baseline"):
            return path
        full = self.table.folder / path
        return os.path.relpath(full) if full.is_relative_to(Path.cwd()) else str(full)

    def known(self) -> dict[str, Known]:
        """The findings of the baseline by fingerprint; none when there is no baseline."""
        if not self.baseline:
            return {}
        from compare.baseline import load

        return load(self.baseline).known

    def outcome(
        self, known: dict[str, Known], *, progress: Callable[[str, float], None]
    ) -> Outcome:
        """The outcome of the call."""
        given = self.given
        return gate.outcome(
            gate.request(
                given.inputs,
                new=given.all("new"),
                against=given.all("against"),
                since=given.one("since"),
                engine=given.one("engine", "auto"),
            ),
            self.settings,
            self.options,
            known=known,
            names=self._name,
            today=self.today,
            progress=progress,
        )

    def _name(self, path: str) -> str:
        """*path* as the configuration calls it: from the folder of its file."""
        full = os.path.abspath(path)  # noqa: PTH100 - resolves no links, as users see paths
        root = str(self.table.folder)
        inside = full == root or full.startswith(root.rstrip(os.sep) + os.sep)
        return os.path.relpath(full, root).replace(os.sep, "/") if inside else path


def today() -> str:
    """The date of the clock, here."""
    return time.strftime("%Y-%m-%d")


def as_date(flag: str, text: str) -> str:
    """*text*, if it is a date as *flag* wants it; else UsageError."""
    try:
        return time.strftime("%Y-%m-%d", time.strptime(text, "%Y-%m-%d"))
    except ValueError:
        raise UsageError(f"{flag}: {text!r} is no date like 2022-01-28") from None


def _limits(given: Given) -> dict[str, Any]:
    limits: dict[str, Any] = {name: given.one(name) for name in _LIMITS if given.has(name)}
    if given.has("max-findings"):
        text = given.one("max-findings")
        limits["max-findings"] = int(text) if text.isascii() and text.isdigit() else text
    for name in ("select", "ignore"):
        if given.has(name):
            limits[name] = list(given.all(name))
    return limits
