"""What a rule is: a kind of difference, the function that finds it, and its explanation.

The kind is the function's name, the explanation its docstring; so the person who sees
a message and the person who changes the rule read the same words.
"""

import inspect
from collections.abc import Callable, Iterable

from compare.frozen import dataclass
from compare.model import Difference, Weight

from .pair import Pair
from .told import Told

Finder = Callable[[Pair, Told], Iterable[Difference]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of difference: *weight* is the usual one, *find* may give a lesser one."""

    name: str
    weight: Weight
    summary: str
    explanation: str
    find: Finder


def rule(weight: Weight) -> Callable[[Finder], Rule]:
    """Make a rule of the decorated function: `name_spelling` is the kind `name-spelling`."""

    def made(find: Finder) -> Rule:
        text = inspect.getdoc(find) or ""
        summary, _, explanation = text.partition("\n\n")
        name = getattr(find, "__name__", "").replace("_", "-")
        return Rule(name, weight, " ".join(summary.split()), explanation, find)

    return made
