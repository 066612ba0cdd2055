"""A command line read from a table of flags, for commands that must start at once.

Knows long flags, `--flag=value`, one-letter flags and `--`. No abbreviations: a flag that
is misspelt is an error that names the nearest one. Imports nothing.
"""

from compare.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

#: Columns of a help text.
WIDTH = 96


class Flag:
    """One flag: its names without dashes, what it takes and what it does.

    *metavar* is empty for a flag that takes nothing. *many*: it may be given again.
    *greedy*: it takes all that follows up to the next flag.
    """

    __slots__ = ("greedy", "help", "many", "metavar", "name", "short")

    def __init__(
        self,
        name: str,
        metavar: str,
        help: str,  # noqa: A002 - what every command line library calls it
        *,
        short: str = "",
        many: bool = False,
        greedy: bool = False,
    ) -> None:
        self.name, self.metavar, self.help = name, metavar, help
        self.short, self.many, self.greedy = short, many or greedy, greedy


class Given:
    """What was given: the inputs, each flag's values, and how often each was given."""

    __slots__ = ("counts", "inputs", "values")

    def __init__(self) -> None:
        self.inputs: list[str] = []
        self.values: dict[str, list[str]] = {}
        self.counts: dict[str, int] = {}

    def one(self, name: str, default: str = "") -> str:
        """The last value of a flag."""
        return self.values[name][-1] if self.values.get(name) else default

    def all(self, name: str) -> tuple[str, ...]:
        """All values of a flag, in order."""
        return tuple(self.values.get(name, ()))

    def has(self, name: str) -> bool:
        """Whether a flag was given."""
        return self.counts.get(name, 0) > 0


def read(arguments: "Sequence[str]", flags: "Sequence[Flag]", *, command: str) -> Given:
    """What *arguments* give; UsageError for a flag that is not known or lacks its value.

    >>> given = read(["--new", "a", "b", "-q", "c"], [Flag("new", "F", "", greedy=True),
    ...              Flag("quiet", "", "", short="q")], command="check")
    >>> given.all("new"), given.has("quiet"), given.inputs
    (('a', 'b'), True, ['c'])
    """
    known = {f"--{flag.name}": flag for flag in flags}
    known |= {f"-{flag.short}": flag for flag in flags if flag.short}
    given, rest = Given(), list(arguments)
    while rest:
        word = rest.pop(0)
        if word == "--":
            given.inputs += rest
            break
        if word == "-" or not word.startswith("-"):
            given.inputs.append(word)
            continue
        _take(word, rest, known, given, command)
    return given


def _take(word: str, rest: list[str], known: "dict[str, Flag]", given: Given, command: str) -> None:
    """Put the flag *word* and its values, taken from *rest*, into *given*."""
    name, sign, value = word.partition("=") if word.startswith("--") else (word, "", "")
    flag = known.get(name)
    if flag is None and not sign and len(word) > 2 and word[1] != "-":
        # -qv are two flags, -ofile is one with its value.
        first = known.get(word[:2])
        if first is not None:
            rest.insert(0, word[2:] if first.metavar else f"-{word[2:]}")
            return _take(word[:2], rest, known, given, command)
    if flag is None:
        raise UsageError(f"no such option: {name}{_near(name, known)}\n  Try: {command} --help")
    if bool(sign) and not flag.metavar:
        raise UsageError(f"{name} takes no value\n  Try: {command} --help")
    values = [value] if sign else _values(flag, rest)
    if flag.metavar and not values:
        raise UsageError(f"{name} needs {flag.metavar}\n  Try: {command} --help")
    if flag.name in given.counts and flag.metavar and not flag.many:
        raise UsageError(f"{name} can be given once only\n  Try: {command} --help")
    given.counts[flag.name] = given.counts.get(flag.name, 0) + 1
    given.values.setdefault(flag.name, []).extend(values)
    return None


def _values(flag: Flag, rest: list[str]) -> list[str]:
    if not flag.metavar:
        return []
    if not flag.greedy:
        return [rest.pop(0)] if rest and (rest[0] == "-" or not rest[0].startswith("--")) else []
    values = []
    while rest and (rest[0] == "-" or not rest[0].startswith("-")):
        values.append(rest.pop(0))
    return values


def _near(name: str, known: "dict[str, Flag]") -> str:
    from difflib import get_close_matches

    near = get_close_matches(name[:80], list(known), n=1, cutoff=0.5)
    return f"; did you mean {near[0]}?" if near else ""


def help_text(usage: str, summary: str, flags: "Sequence[Flag]", more: str = "") -> str:
    """The help of a command: usage, what it does, its flags."""
    names = [_shown(flag) for flag in flags]
    column = max(map(len, names)) + 2
    lines = [f"Usage: {usage}", "", *_wrapped(summary, 2), ""]
    if more:
        lines += [*more.rstrip().splitlines(), ""]
    lines.append("Options:")
    for name, flag in zip(names, flags, strict=True):
        first, *others = _wrapped(flag.help, 0, WIDTH - column - 2) or [""]
        lines.append(f"  {name:{column}}{first}")
        lines += [" " * (column + 2) + line for line in others]
    return "\n".join(lines) + "\n"


def _shown(flag: Flag) -> str:
    short = f"-{flag.short}, " if flag.short else ""
    return f"{short}--{flag.name}{f' {flag.metavar}' if flag.metavar else ''}"


def _wrapped(text: str, indent: int, width: int = WIDTH) -> list[str]:
    lines, line = [], ""
    for word in text.split():
        if line and indent + len(line) + 1 + len(word) > width:
            lines.append(" " * indent + line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [*lines, *([" " * indent + line] if line else [])]
