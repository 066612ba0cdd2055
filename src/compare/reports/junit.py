"""What `check` found as JUnit XML: a test case a document, for CI servers that know no other.

What makes the run fail is a failure, one for each finding; what does not, and what is
suppressed, stands in the case's output. A document that was not checked is skipped. Budgets
are cases of a suite of their own. No times: nothing is measured.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

from compare.checks.outcome import Budget, Outcome, reaches
from compare.frozen import dataclass, field
from compare.model import Finding
from compare.reports import where
from compare.reports.look import Look
from compare.reports.safe import clipped, plain

#: GitLab reads files below 30 MB.
MOST_BYTES = 29_000_000
MESSAGE_CHARACTERS = 2000
PATH = where.PATH_CHARACTERS

#: Other places, and details, of a finding that are listed; the others are counted.
LISTED = 100

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'

#: Read by CI servers as package and class.
CLASS = "source-compare.check"

_ENTITIES = {
    ord("&"): "&amp;",
    ord("<"): "&lt;",
    # Only `]]>` must not be, but all of them is simpler.
    ord(">"): "&gt;",
    ord('"'): "&quot;",
    # No characters of XML 1.0 (§2.2); controls have been replaced before.
    0xFFFE: "\N{REPLACEMENT CHARACTER}",
    0xFFFF: "\N{REPLACEMENT CHARACTER}",
}


@dataclass(slots=True)
class _Case:
    """A test case; *output* are lines that do not make it fail."""

    name: str
    file: str = ""
    failures: list[tuple[str, str, str]] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    output: list[str] = field(default_factory=list)

    @property
    def is_skipped(self) -> bool:
        return bool(self.skipped) and not self.failures


def write(outcome: Outcome, out: TextIO, *, look: Look = Look()) -> None:  # noqa: B008 - frozen
    """Write *outcome* as JUnit XML."""
    out.write(text(outcome))


def text(outcome: Outcome) -> str:
    """*outcome* as JUnit XML, in UTF-8 without illegal characters, below `MOST_BYTES`.

    Passed cases go first when it would be more; how many is a property of the suite.
    """
    cases, budgets = _documents(outcome), [*map(_budget, outcome.budgets)]
    if outcome.is_empty:
        cases = [_Case("nothing was checked", failures=[("nothing-checked", "no document", "")])]
    kept, left_out = _fitting([(case, _case(case)) for case in cases])
    suites = [_suite("documents", kept, [*_properties(outcome, left_out)])]
    if budgets:
        suites.append(_suite("budgets", [(case, _case(case)) for case in budgets], []))
    every = [*(case for case, _ in kept), *budgets]
    head = f'<testsuites name="source-compare" {_counts(every)}>'
    return f"{DECLARATION}\n{head}\n{''.join(suites)}</testsuites>\n"


def _documents(outcome: Outcome) -> list[_Case]:
    """A case for every document checked or spoken of, in the order of paths."""
    cases: dict[str, _Case] = {}

    def case(path: str) -> _Case:
        file = where.parted(path)[0] if path else ""
        return cases.setdefault(path, _Case(clipped(path, PATH) or "the whole run", plain(file)))

    for document in outcome.documents:
        case(document.path)
    for finding in outcome.findings:
        about = case(finding.path)
        if reaches(finding.level, outcome.fail_on):
            about.failures.append((finding.rule, _first_line(finding), _whole(finding)))
        else:
            about.output.append(f"{finding.level}: {finding.rule}: {_whole(finding)}")
    for each in outcome.suppressed:
        reason = f" ({clipped(each.reason, MESSAGE_CHARACTERS)})" if each.reason else ""
        words = f"suppressed by {each.by}{reason}: {each.finding.rule}: {_whole(each.finding)}"
        case(each.finding.path).output.append(words)
    for skipped in outcome.skipped:
        case(skipped.path).skipped.append(clipped(skipped.reason, MESSAGE_CHARACTERS))
    return [*_named(cases[path] for path in sorted(cases))]


def _named(cases: Iterable[_Case]) -> Iterator[_Case]:
    """*cases* with no name twice: GitLab reads only the first of a name."""
    taken: dict[str, int] = {}
    for case in cases:
        name, number = case.name, taken.get(case.name, 1)
        while case.name in taken:
            number += 1
            case.name = f"{name} ({number})"
        taken[name] = number
        taken.setdefault(case.name, 1)
        yield case


def _first_line(finding: Finding) -> str:
    return clipped(finding.message, MESSAGE_CHARACTERS)


def _whole(finding: Finding) -> str:
    """The finding on a line, then a line for each other place and each detail."""
    told = [f"see {where.in_words(place)}" for place in finding.related[:LISTED]]
    told += [clipped(detail.message, MESSAGE_CHARACTERS) for detail in finding.details[:LISTED]]
    if rest := len(finding.related) + len(finding.details) - len(told):
        told.append(f"and {rest} more")
    first = f"{where.in_words(finding.where)}: {_first_line(finding)}"
    return "\n  ".join([first, *told])


def _budget(budget: Budget) -> _Case:
    words = f"{budget.actual:g}{budget.unit} of {budget.limit:g}{budget.unit}"
    case = _Case(budget.name)
    if budget.is_exceeded:
        case.failures.append((budget.name, f"more than allowed: {words}", words))
    else:
        case.output.append(words)
    return case


def _fitting(cases: Sequence[tuple[_Case, str]]) -> tuple[list[tuple[_Case, str]], int]:
    """The cases that fit, those that failed first of all, in their order; and how many do not."""
    room, kept = MOST_BYTES, set[int]()
    order = sorted(
        range(len(cases)), key=lambda n: not (cases[n][0].failures or cases[n][0].skipped)
    )
    for number in order:
        room -= len(cases[number][1].encode())
        if room < 0:
            break
        kept.add(number)
    return [cases[number] for number in sorted(kept)], len(cases) - len(kept)


def _properties(outcome: Outcome, left_out: int) -> Iterator[tuple[str, str]]:
    yield "documents", str(len(outcome.documents))
    yield "against", str(outcome.against)
    yield "suppressed", str(len(outcome.suppressed))
    yield "fail-on", outcome.fail_on.value if outcome.fail_on else "never"
    if left_out:
        yield "cases-left-out", str(left_out)
    yield from ((name, str(count)) for name, count in outcome.counts)
    yield from (("rule", f"{name}={level}") for name, level in outcome.rules)
    yield from (("option", f"{name}={value}") for name, value in outcome.options)


def _suite(name: str, cases: Sequence[tuple[_Case, str]], told: Sequence[tuple[str, str]]) -> str:
    rows = "".join(
        f'   <property name="{_xml(clipped(key, PATH))}" value="{_xml(clipped(value, PATH))}"/>\n'
        for key, value in told
    )
    properties = f"  <properties>\n{rows}  </properties>\n" if rows else ""
    body = "".join(written for _, written in cases)
    counts = _counts([case for case, _ in cases])
    return f' <testsuite name="{name}" {counts}>\n{properties}{body} </testsuite>\n'


def _counts(cases: Sequence[_Case]) -> str:
    failed, skipped = sum(bool(c.failures) for c in cases), sum(c.is_skipped for c in cases)
    return f'tests="{len(cases)}" failures="{failed}" errors="0" skipped="{skipped}" time="0"'


def _case(case: _Case) -> str:
    lines = [*_failures(case), *_output(case)]
    file = f' file="{_xml(case.file)}"' if case.file else ""
    head = f'  <testcase classname="{CLASS}" name="{_xml(case.name)}"{file} time="0"'
    return f"{head}>\n{''.join(lines)}  </testcase>\n" if lines else f"{head}/>\n"


def _failures(case: _Case) -> Iterator[str]:
    if case.is_skipped:
        yield f'   <skipped message="{_xml("; ".join(case.skipped))}"/>\n'
    for kind, message, whole in case.failures:
        yield f'   <failure type="{_xml(kind)}" message="{_xml(message)}">{_xml(whole)}</failure>\n'


def _output(case: _Case) -> Iterator[str]:
    lines = [*case.output]
    if case.failures:
        lines += [f"not checked: {reason}" for reason in case.skipped]
    if len(case.failures) > 1:
        # Some servers show only the first failure of a case.
        lines = [f"{kind}: {whole}" for kind, _, whole in case.failures] + lines
    if lines:
        yield f"   <system-out>{_xml(chr(10).join(lines))}</system-out>\n"


def _xml(words: str) -> str:
    """*words* for text and for attributes; line breaks in text are ours."""
    return words.translate(_ENTITIES)
