"""Rules for a gate: what is wrong with a document, or the same as in another.

`outcome` is what a run yields, `rule` what a rule is, `running` how they are asked. No
files, clock or printing: what was read, what is alike and the date are handed in.
"""

from compare.checks.content import mostly_furniture, too_short
from compare.checks.documents import (
    contained_document,
    exact_duplicate_document,
    near_duplicate_document,
    partial_overlap,
)
from compare.checks.exceptions import unusable_waiver
from compare.checks.metadata import date_in_future, duplicate_id, missing_metadata
from compare.checks.passages import known_boilerplate, repeated_passage, shared_passage
from compare.checks.quotations import altered_quotation
from compare.checks.reading import encoding_guessed, mixed_language, mojibake, unreadable
from compare.checks.rule import Rule

#: Every rule by name, in the order in which the manual has them.
RULES: dict[str, Rule] = {
    one.name: one
    for one in (
        exact_duplicate_document,
        near_duplicate_document,
        contained_document,
        partial_overlap,
        repeated_passage,
        shared_passage,
        known_boilerplate,
        altered_quotation,
        unreadable,
        encoding_guessed,
        mojibake,
        mixed_language,
        mostly_furniture,
        too_short,
        missing_metadata,
        date_in_future,
        duplicate_id,
        unusable_waiver,
    )
}

__all__ = ["RULES", "Rule"]
