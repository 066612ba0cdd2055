"""One run: ask every rule, give its findings level, place and fingerprint, sort out the known.

Pure: the date, the baseline and the waivers are handed in, nothing is read or written.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from compare.checks.content import article_words
from compare.checks.draft import Draft
from compare.checks.outcome import Budget, Checked, Outcome
from compare.checks.settings import Asked, Settings
from compare.checks.subject import Subject, words
from compare.checks.suppression import Known, sorted_out
from compare.checks.waivers import Waiver, in_document
from compare.checks.wording import fingerprint
from compare.frozen import dataclass, field, replace
from compare.model import Article, Finding, Location, Skipped


@dataclass(frozen=True, slots=True)
class Around:
    """What a run needs besides the documents: the baseline, names of paths, what was skipped."""

    known: Mapping[str, Known] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    against: int = 0
    skipped: tuple[Skipped, ...] = ()


#: No baseline, no names, nothing held against.
NOTHING_KNOWN = Around()


def run(subject: Subject, settings: Settings, around: Around = NOTHING_KNOWN) -> Outcome:
    """The outcome of asking every rule of *settings* about *subject*."""
    from compare.checks import RULES

    stated = [waiver for article in subject.articles for waiver in in_document(article.document)]
    every = [*stated, *settings.waivers]
    usable = [waiver for waiver in every if not waiver.trouble(subject.today, [*RULES])]
    asked = {one.rule.name: one.values for one in settings.asked}
    findings = _findings(replace(subject, waivers=tuple(every), asked=asked), settings.asked)
    new, suppressed = sorted_out(
        findings,
        known=around.known,
        waivers=usable,
        today=subject.today,
        names=around.names,
    )
    documents = tuple(_checked(article, subject) for article in subject.articles)
    return Outcome(
        findings=new,
        suppressed=suppressed,
        documents=documents,
        against=around.against,
        rules=settings.levels,
        fail_on=settings.fail_on,
        budgets=tuple(_budgets(settings, len(new), documents)),
        counts=_counts(subject, around, usable),
        skipped=around.skipped,
        options=settings.changed,
    )


def _findings(subject: Subject, asked: Iterable[Asked]) -> list[Finding]:
    """All findings in the order of path, place, rule and message, numbered by fingerprint."""
    found = [_finding(draft, one) for one in asked for draft in one.rule.find(subject, one.values)]
    found.sort(key=_order)
    return list(_numbered(found))


def _order(finding: Finding) -> tuple[str, Location, str, str, str]:
    return finding.path, finding.where, finding.rule, finding.message, finding.fingerprint


def _finding(draft: Draft, asked: Asked) -> Finding:
    where = draft.location
    return Finding(
        asked.rule.name,
        asked.level,
        draft.message,
        where.path,
        where.line,
        where.span,
        draft.related,
        fingerprint(asked.rule.name, *draft.wording),
        where,
        draft.details,
    )


def _numbered(findings: Iterable[Finding]) -> Iterator[Finding]:
    seen: Counter[str] = Counter()
    for finding in findings:
        seen[finding.fingerprint] += 1
        yield replace(finding, copy=seen[finding.fingerprint])


def _checked(article: Article, subject: Subject) -> Checked:
    document = article.document
    return Checked(
        document.path,
        document.outlet,
        document.title,
        document.published,
        document.language,
        document.encoding,
        document.sha256,
        words=words(article),
        repeated=subject.likenesses.repeated.get(document.path, 0),
        article_words=article_words(article),
    )


def _budgets(settings: Settings, findings: int, documents: Sequence[Checked]) -> Iterator[Budget]:
    if settings.max_findings is not None:
        yield Budget("max-findings", settings.max_findings, findings)
    if settings.max_duplication is not None:
        every = sum(document.words for document in documents)
        repeated = sum(document.repeated for document in documents)
        share = 100 * repeated / every if every else 0.0
        yield Budget("max-duplication", 100 * settings.max_duplication, share, "%")


def _counts(
    subject: Subject, around: Around, usable: Sequence[Waiver]
) -> tuple[tuple[str, int], ...]:
    expired = sum(entry.is_expired(subject.today) for entry in around.known.values())
    own = (("waivers in force", len(usable)), ("baseline entries expired", expired))
    return (*subject.likenesses.counts, *((name, count) for name, count in own if count))
