"""Regular expressions that are compiled when they are first used.

A document needs a third of those that the rules of furniture, bylines and quotations have,
and compiling all of them takes several times the start of Python.
"""

import re
from typing import Any, cast


class _Lazy:
    """Stands for a compiled expression and becomes one as soon as anything is asked of it."""

    def __init__(self, source: str | bytes, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(self._source, self._flags), name)
        # The next time it is found without coming here; `re` keeps what it compiled, but
        # not for ever, and so does this object.
        setattr(self, name, found)
        return found


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, later: a mistake in *source* is raised at the first use.

    >>> pattern("[a-z]+").findall("fog, 6:40")
    ['fog']
    """
    return cast("re.Pattern[str]", _Lazy(source, flags))


def byte_pattern(source: bytes, flags: int = 0) -> re.Pattern[bytes]:
    """The same for bytes."""
    return cast("re.Pattern[bytes]", _Lazy(source, flags))
