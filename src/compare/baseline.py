"""The baseline: findings that are known, in a file made to be read in a pull request.

One finding a line, sorted, known by a fingerprint: no line numbers and no article text. What
a fingerprint is made of is for `checks.wording`.
"""

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

from compare.checks.outcome import Outcome, Suppressor
from compare.checks.suppression import Known, counted
from compare.errors import InputError, UsageError
from compare.frozen import dataclass, replace
from compare.model import Finding

VERSION = 1
_REMEDY = "Make it anew with: compare baseline create"
_FIELDS = {"fingerprint": str, "rule": str, "count": int, "where": str, "reason": str,
           "expires": str}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Baseline:
    """Known findings by rule, where and fingerprint; the version and options that made it."""

    entries: tuple[Known, ...] = ()
    made_by: str = ""
    options: tuple[tuple[str, str], ...] = ()

    @property
    def known(self) -> dict[str, Known]:
        """The entries by fingerprint."""
        return {entry.fingerprint: entry for entry in self.entries}


class State(StrEnum):
    """What became of an entry of the baseline."""

    OCCURS = "occurs"
    FEWER = "fewer"
    GONE = "gone"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Audited:
    """An entry, how many of its findings there are still, and what that means."""

    entry: Known
    found: int
    state: State


def load(path: str) -> Baseline:
    """The baseline at *path*; InputError says what in the file is not as it must be."""
    try:
        data = json.loads(Path(path).read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise InputError(path, error.strerror or "it cannot be opened") from None
    except (ValueError, RecursionError) as error:
        raise InputError(path, f"it is not a baseline: {error}", _REMEDY) from None
    if not isinstance(data, dict) or not isinstance(data.get("findings"), list):
        raise InputError(path, "it is not a baseline: it has no findings", _REMEDY)
    if data.get("version") != VERSION:
        raise InputError(path, f"its version is {data.get('version')!r}, not {VERSION}", _REMEDY)
    entries = tuple(_entry(path, n, one) for n, one in enumerate(data["findings"], 1))
    if len({entry.fingerprint for entry in entries}) < len(entries):
        raise InputError(path, "two findings have the same fingerprint", "Keep one of the two")
    options = data.get("options", {})
    return Baseline(_sorted(entries), str(data.get("made_by", "")), tuple(options.items()))


def _entry(path: str, number: int, values: Any) -> Known:
    where = f"finding {number}"
    if not isinstance(values, dict) or not values.get("fingerprint"):
        raise InputError(path, f"{where} has no fingerprint", _REMEDY)
    for key, value in values.items():
        if key not in _FIELDS:
            known = ", ".join(_FIELDS)
            raise InputError(path, f"{where} has no key {key!r}", f"Known are: {known}")
        if not isinstance(value, _FIELDS[key]) or isinstance(value, bool):
            raise InputError(path, f"{where}: {key} is {value!r}")
    entry = Known(**{"rule": "", "count": 1, **values})
    if entry.count < 1:
        raise InputError(path, f"{where}: count is {entry.count}", "It goes from 1")
    return entry


def save(baseline: Baseline, path: str) -> None:
    """Write *baseline* to *path*, complete or not at all; UsageError when that fails."""
    temporary = f"{path}.{os.getpid()}.part"
    try:
        Path(temporary).write_text(written(baseline), encoding="utf-8", newline="\n")
        Path(temporary).replace(path)
    except OSError as error:
        Path(temporary).unlink(missing_ok=True)
        raise UsageError(f"cannot write {path}: {error.strerror}") from None


def written(baseline: Baseline) -> str:
    """The file as text: sorted, one finding a line."""
    lines = ",\n".join(
        f"  {json.dumps(_json(one), ensure_ascii=False)}" for one in baseline.entries
    )
    head = {"version": VERSION, "made_by": baseline.made_by, "options": dict(baseline.options)}
    top = ",\n".join(f' "{key}": {json.dumps(value, ensure_ascii=False)}'
                     for key, value in head.items())  # fmt: skip
    findings = f"[\n{lines}\n ]" if lines else "[]"
    return f'{{\n{top},\n "findings": {findings}\n}}\n'


def _json(entry: Known) -> dict[str, object]:
    every = {"rule": entry.rule, "where": entry.where, "count": entry.count,
             "fingerprint": entry.fingerprint, "reason": entry.reason,
             "expires": entry.expires}  # fmt: skip
    return {key: value for key, value in every.items() if value}


def _sorted(entries: Iterable[Known]) -> tuple[Known, ...]:
    return tuple(sorted(entries, key=lambda one: (one.rule, one.where, one.fingerprint)))


# ------------------------------------------------------------------ from an outcome


def findings_of(outcome: Outcome) -> tuple[Finding, ...]:
    """All findings that a baseline may hold: the new and the known ones, not the waived."""
    known = (one.finding for one in outcome.suppressed if one.by is Suppressor.BASELINE)
    return (*outcome.findings, *known)


def created(outcome: Outcome, *, made_by: str, reason: str = "", expires: str = "") -> Baseline:
    """A baseline of all findings of *outcome*."""
    entries = (
        replace(one, reason=reason, expires=expires) for one in counted(findings_of(outcome))
    )
    return Baseline(_sorted(entries), made_by, outcome.options)


def updated(
    baseline: Baseline, outcome: Outcome, *, made_by: str, reason: str = "", expires: str = ""
) -> Baseline:
    """*baseline* with the findings that it lacks; reasons stay, nothing is dropped.

    *reason* and *expires* are for findings that are new or more than before. An entry that
    has expired stays expired unless *expires* is given.
    """
    known = baseline.known
    for one in counted(findings_of(outcome)):
        old = known.get(one.fingerprint)
        if old is None:
            known[one.fingerprint] = replace(one, reason=reason, expires=expires)
        elif one.count > old.count or (expires and old.expires):
            known[one.fingerprint] = replace(
                one,
                count=max(old.count, one.count),
                reason=reason or old.reason,
                expires=expires or old.expires,
            )
        else:
            known[one.fingerprint] = replace(old, where=one.where)
    return Baseline(_sorted(known.values()), made_by, outcome.options)


def pruned(baseline: Baseline, outcome: Outcome, *, made_by: str) -> Baseline:
    """*baseline* without what no longer occurs, and with lower counts where there are fewer."""
    found = {one.fingerprint: one.count for one in counted(findings_of(outcome))}
    kept = (
        replace(entry, count=min(entry.count, found[entry.fingerprint]))
        for entry in baseline.entries
        if entry.fingerprint in found
    )
    return Baseline(_sorted(kept), made_by, baseline.options)


def audit(
    baseline: Baseline, found: Mapping[str, int] | None, *, today: str
) -> tuple[Audited, ...]:
    """What became of every entry; *found* counts findings by fingerprint, None when unknown."""
    return tuple(_audited(entry, found, today) for entry in baseline.entries)


def _audited(entry: Known, found: Mapping[str, int] | None, today: str) -> Audited:
    count = entry.count if found is None else found.get(entry.fingerprint, 0)
    if entry.is_expired(today):
        return Audited(entry, count, State.EXPIRED)
    state = State.OCCURS if count >= entry.count else State.FEWER if count else State.GONE
    return Audited(entry, count, state)


def count(findings: Sequence[Finding]) -> dict[str, int]:
    """How many findings have each fingerprint."""
    return {one.fingerprint: one.count for one in counted(findings)}
