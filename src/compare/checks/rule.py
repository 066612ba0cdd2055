"""What a rule of `check` is: its name, usual level, options, and its explanation.

The name is the function's, the explanation its docstring; `compare explain`, docs/check.md
and SARIF show the same words. A rule finds; it does not decide what counts.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from compare.frozen import dataclass
from compare.model import Level

if TYPE_CHECKING:
    from compare.checks.draft import Draft
    from compare.checks.subject import Subject

#: A value a rule's option can have.
Value = bool | int | float | str | tuple[str, ...]
Values = Mapping[str, Value]
Finder = Callable[["Subject", Values], "Iterable[Draft]"]


@dataclass(frozen=True, slots=True)
class Setting:
    """An option of one rule: its default, which also says its type, and what it does."""

    default: Value
    help: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. *summary* is one sentence, *explanation* the rest with the examples."""

    name: str
    level: Level
    summary: str
    explanation: str
    find: Finder
    settings: Mapping[str, Setting]


def rule(level: Level, **settings: Setting) -> Callable[[Finder], Rule]:
    """Make a rule of the decorated function: `too_short` is the rule `too-short`.

    *settings* are its options; `least_share` is written `least-share` by users.
    """

    def made(find: Finder) -> Rule:
        lines = (find.__doc__ or "").expandtabs().strip().split("\n")
        margin = min(
            (len(line) - len(line.lstrip()) for line in lines[1:] if line.strip()), default=0
        )
        text = "\n".join([lines[0], *(line[margin:].rstrip() for line in lines[1:])])
        summary, _, explanation = text.partition("\n\n")
        known = {name.replace("_", "-"): setting for name, setting in settings.items()}
        name = getattr(find, "__name__", "").replace("_", "-")
        return Rule(name, level, " ".join(summary.split()), explanation, find, known)

    return made
