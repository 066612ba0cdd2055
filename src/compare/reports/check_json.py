"""The outcome of `check` as JSON: everything, for programs.

Findings are as in the JSON of the other commands; suppressed ones stand apart, with what
suppresses them and why.
"""

import json
from typing import TextIO

from compare.checks.outcome import Budget, Checked, Outcome, Suppressed
from compare.model import Detail, Finding, Location, Skipped
from compare.reports.look import Look

Json = dict[str, object]


def write(outcome: Outcome, out: TextIO, *, look: Look) -> None:
    """Write *outcome* as one JSON object."""
    json.dump(as_json(outcome), out, ensure_ascii=False, indent=1)
    out.write("\n")


def as_json(outcome: Outcome) -> Json:
    """The object as it is written; its keys only ever grow."""
    return {
        "schema_version": "1",
        "documents": [_document(one) for one in outcome.documents],
        "against": outcome.against,
        "rules": {name: level.value for name, level in outcome.rules},
        "fail_on": outcome.fail_on.value if outcome.fail_on else "never",
        "exit_code": int(outcome.code),
        "findings": [finding(one) for one in outcome.findings],
        "suppressed": [_suppressed(one) for one in outcome.suppressed],
        "budgets": [_budget(one) for one in outcome.budgets],
        "counts": dict(outcome.counts),
        "skipped": [_skipped(one) for one in outcome.skipped],
        "options": dict(outcome.options),
    }


def finding(one: Finding) -> Json:
    """A finding, with its places and details."""
    where = one.where
    return {
        "rule": one.rule,
        "level": one.level.value,
        "message": one.message,
        **location(where),
        "related": [location(each) for each in one.related],
        "fingerprint": one.fingerprint,
        "copy": one.copy,
        "details": [_detail(each) for each in one.details],
    }


def location(where: Location) -> Json:
    """A place by lines and columns and by code points."""
    return {
        "path": where.path,
        "line": where.line,
        "column": where.column,
        "end_line": where.end_line,
        "end_column": where.end_column,
        "start": where.span.start,
        "end": where.span.end,
    }


def _detail(detail: Detail) -> Json:
    return {
        "message": detail.message,
        "a": detail.a and location(detail.a),
        "b": detail.b and location(detail.b),
    }


def _suppressed(one: Suppressed) -> Json:
    about = {"by": one.by.value, "reason": one.reason, "expires": one.expires}
    return {**finding(one.finding), "suppression": about}


def _document(one: Checked) -> Json:
    return {name: getattr(one, name) for name in Checked.__dataclass_fields__}


def _budget(one: Budget) -> Json:
    return {
        "name": one.name,
        "limit": one.limit,
        "actual": one.actual,
        "unit": one.unit,
        "exceeded": one.is_exceeded,
    }


def _skipped(one: Skipped) -> Json:
    return {"path": one.path, "reason": one.reason}
