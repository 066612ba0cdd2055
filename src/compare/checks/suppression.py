"""Which findings do not count: those of the baseline, as often as it knows them, and waived ones.

The first findings of a fingerprint are the known ones, so that a third copy of a text whose
second copy is known is new.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from compare.checks.outcome import Suppressed, Suppressor
from compare.checks.waivers import Waiver
from compare.frozen import dataclass
from compare.model import Finding


@dataclass(frozen=True, slots=True)
class Known:
    """A line of the baseline: *count* findings of that fingerprint are known.

    *where* is the path at which it was seen last, for the reader only. *expires* is an ISO
    date, the last day on which it counts, or empty.
    """

    fingerprint: str
    rule: str
    count: int
    where: str = ""
    reason: str = ""
    expires: str = ""

    def is_expired(self, today: str) -> bool:
        """Whether its last day is over."""
        return bool(self.expires and today and self.expires < today)


def sorted_out(
    findings: Sequence[Finding],
    *,
    known: Mapping[str, Known],
    waivers: Iterable[Waiver],
    today: str,
    names: Mapping[str, str],
) -> tuple[tuple[Finding, ...], tuple[Suppressed, ...]]:
    """The findings that count, and the others, both in the order given.

    *names* has for a path how the patterns of the configuration call it; a path that is
    missing is called as it is. A waived finding uses up no place of the baseline.
    """
    allowed = list(waivers)
    used: Counter[str] = Counter()
    new, suppressed = [], []
    for finding in findings:
        by = _waived(finding, allowed, names) or _known(finding, known, used, today)
        if by is None:
            new.append(finding)
        else:
            suppressed.append(by)
    return tuple(new), tuple(suppressed)


def _waived(
    finding: Finding, waivers: Iterable[Waiver], names: Mapping[str, str]
) -> Suppressed | None:
    paths = {finding.path, names.get(finding.path, finding.path)}
    for waiver in waivers:
        if waiver.rule == finding.rule and any(map(waiver.fits, paths)):
            return Suppressed(
                finding, Suppressor.WAIVER, waiver.reason, waiver.expires, waiver.origin
            )
    return None


def _known(
    finding: Finding, known: Mapping[str, Known], used: Counter[str], today: str
) -> Suppressed | None:
    entry = known.get(finding.fingerprint)
    if entry is None or entry.is_expired(today) or used[finding.fingerprint] >= entry.count:
        return None
    used[finding.fingerprint] += 1
    return Suppressed(finding, Suppressor.BASELINE, entry.reason, entry.expires)


def counted(findings: Iterable[Finding]) -> Iterator[Known]:
    """A line of a baseline for each fingerprint, by rule, where and fingerprint."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.fingerprint, []).append(finding)
    lines = [
        Known(print_, found[0].rule, len(found), min(one.path for one in found))
        for print_, found in groups.items()
    ]
    yield from sorted(lines, key=lambda line: (line.rule, line.where, line.fingerprint))
