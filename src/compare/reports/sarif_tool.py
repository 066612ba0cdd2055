"""The tool's side of a SARIF run: its rules in words, its notifications, its version.

Apart from `sarif`, which has the findings.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from compare.checks.outcome import Budget
from compare.checks.rule import Rule
from compare.model import Level
from compare.reports.safe import clipped

#: Where GitHub cuts a description of a rule.
DESCRIPTION_CHARACTERS = 1024

_NOTIFICATIONS = {
    "not-checked": "An input, or a part of one, was not checked.",
    "budget-exceeded": "There is more of something than the run allows.",
    "not-written": "There are more findings than one file may hold.",
    "nothing-checked": "The run looked at no document.",
}


def driver(rules: Mapping[str, Rule], names: Iterable[str]) -> dict[str, Any]:
    """The tool with the rules of these *names* in this order, and its notifications."""
    value: dict[str, Any] = {
        "name": "Source Compare",
        "shortDescription": {"text": "Finds repeats and faults in a corpus of articles."},
        "rules": [_descriptor(name, rules.get(name)) for name in names],
        "notifications": [
            {"id": name, **_descriptions(words, words)} for name, words in _NOTIFICATIONS.items()
        ],
    }
    if version := _version():
        value |= {"version": version}
    return value


def known_rules() -> Mapping[str, Rule]:
    """The rules that exist; the texts of those that an outcome names are written."""
    from compare.checks import RULES

    return RULES


def _descriptor(name: str, rule: Rule | None) -> dict[str, Any]:
    if rule is None:
        return {"id": name, **_descriptions(name, name)}
    whole = f"{rule.summary}\n\n{rule.explanation}".strip()
    level = {"level": rule.level.value}
    return {"id": name, **_descriptions(rule.summary, whole), "defaultConfiguration": level}


def _descriptions(short: str, whole: str) -> dict[str, Any]:
    """GitHub wants all three, also of what is only a notification."""
    full = " ".join(whole.split())
    return {
        "shortDescription": {"text": escaped(clipped(short, DESCRIPTION_CHARACTERS))},
        "fullDescription": {"text": escaped(clipped(full, DESCRIPTION_CHARACTERS))},
        "help": {"text": escaped(whole)},
    }


def exceeded(budget: Budget) -> dict[str, Any]:
    """The notification of an overspent budget."""
    words = (
        f"{budget.name}: {budget.actual:g}{budget.unit}, allowed are {budget.limit:g}{budget.unit}"
    )
    return notification("budget-exceeded", Level.ERROR, words)


def notification(name: str, level: Level, words: str) -> dict[str, Any]:
    """A notification of that *name*, which must be one of ours; *words* are plain."""
    number = [*_NOTIFICATIONS].index(name)
    return {
        "descriptor": {"id": name, "index": number},
        "level": level.value,
        "message": {"text": escaped(words)},
    }


def escaped(words: str) -> str:
    r"""*words* so that no bracket makes a link and no brace a placeholder (§3.11.5, §3.11.6).

    >>> print(escaped("[sic](http://x) {0}"))
    \[sic\](http://x) {{0}}
    """
    for char in "\\[]":
        words = words.replace(char, "\\" + char)
    return words.replace("{", "{{").replace("}", "}}")


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("source-compare")
    except PackageNotFoundError:  # run from a clone that is not installed
        return ""
