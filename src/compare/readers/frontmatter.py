"""The block of `key: value` lines between two `---` lines at the top of a text.

A safe subset of YAML: plain and quoted scalars on one line. Lists, nested keys and
multi-line values are not read; they are named in a note.
"""

import re
from collections.abc import Iterator

from compare.patterns import pattern
from compare.readers.facts import Facts, facts_of, name_of

#: A fence not closed within so many code points opens an article, not front matter.
LONGEST = 20_000

_FENCE = pattern(r"[ \t]*(?:\r\n|\r|\n)?---[ \t]*(?:\r\n|\r|\n)")
_CLOSE = pattern(r"^(?:---|\.\.\.)[ \t]*(?:\r\n|[\r\n]|\Z)", re.MULTILINE)
_CLOSE_CR = pattern(r"\r(?:---|\.\.\.)[ \t]*(?:\r|\Z)")
_PAIR = pattern(r"(?P<key>[A-Za-z_][\w -]{0,40}?)\s*:(?:\s+(?P<value>.*))?$")


def split(text: str) -> tuple[int, Facts]:
    r"""Where the article begins in *text*, and the facts above it.

    Without front matter, or with a block that names none of the known keys: 0 and no facts.

    >>> split("---\noutlet: The Lighthouse\n---\nShips left.")[0]
    31
    """
    opened = _FENCE.match(text[:200])
    head = text[:LONGEST]
    if opened is None:
        return 0, Facts()
    closed = _CLOSE.search(head, opened.end()) or _CLOSE_CR.search(head, opened.end() - 1)
    if closed is None:
        return 0, Facts()
    lines = [line for line in head[opened.end() : closed.start()].splitlines() if line.strip()]
    values, rest = dict(_values(lines)), _unread(lines)
    if not any(map(_is_known, values)) or len(rest) > len(lines) / 2 + 5:
        return 0, Facts()
    facts = facts_of(values, "front matter")
    note = f"front matter not used: {', '.join(rest[:8])}"
    return closed.end(), facts + Facts((), (note,) if rest else ())


def _values(lines: list[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        pair = _PAIR.match(line)
        if pair and (pair["value"] or _is_known(pair["key"])):
            yield pair["key"], _scalar((pair["value"] or "").strip())


def _is_known(key: str) -> bool:
    """Whether a key says anything to this program; `waive` and its like are for `check`."""
    return bool(name_of(key)) or key.casefold().startswith("waive")


def _unread(lines: list[str]) -> list[str]:
    """The keys, or the beginnings of lines, that nobody here reads."""
    pairs = [(_PAIR.match(line), line) for line in lines]
    keys = [pair["key"] if pair else line.strip()[:20] for pair, line in pairs]
    return [key for key, line in zip(keys, lines, strict=True)
            if not _is_known(key) and not _is_waiver(line)]  # fmt: skip


def _is_waiver(line: str) -> bool:
    """An entry of `waive:`, whose rule is a word with hyphens: `- too-short: why`."""
    return re.match(r"\s*-\s+[a-z]+(?:-[a-z]+)*\s*(?::|$)", line) is not None


def _scalar(value: str) -> str:
    import json

    if len(value) > 1 and value[0] == value[-1] == "'":
        return value[1:-1].replace("''", "'")
    if len(value) > 1 and value[0] == value[-1] == '"':
        try:
            return str(json.loads(value))
        except ValueError:
            return value[1:-1]
    return value.split(" #")[0].rstrip()
