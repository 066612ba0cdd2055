"""The rule on waivers that do not waive."""

from collections.abc import Iterator

from compare.checks.draft import Draft
from compare.checks.rule import Values, rule
from compare.checks.subject import Subject
from compare.model import Level, Location


@rule(level=Level.WARNING)
def unusable_waiver(subject: Subject, values: Values) -> Iterator[Draft]:
    """A waiver has expired, gives no reason, or names a rule that does not exist.

    Such a waiver waives nothing. It cannot itself be waived.

    Reported: waive: [too-shrot] -> there is no rule 'too-shrot'; did you mean too-short?
    Not reported: a waiver with a reason whose last day is today
    """
    from compare.checks import RULES

    for waiver in subject.waivers:
        if trouble := waiver.trouble(subject.today, [*RULES]):
            own = waiver.line > 0
            where = Location(waiver.path, waiver.line, 1) if own else Location(waiver.origin)
            message = f"the waiver of {waiver.rule} for {waiver.path} does not hold: {trouble}"
            wording = (waiver.rule, trouble, waiver.reason)
            yield Draft(where, message, wording)
