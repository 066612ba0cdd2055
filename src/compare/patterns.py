"""Regular expressions that are compiled when they are first used, and once for many runs.

A document needs a third of those that the rules of furniture, bylines and quotations have,
and compiling them takes several times the start of Python. What was compiled is therefore
kept beside the byte code (`keep`), where Python keeps what it compiled itself, and under
the same conditions. Where that cannot be read, everything is compiled anew; results never
depend on it.
"""

import re
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from typing import Any

    #: Flags, code, number of groups, names of groups with their numbers, and numbers with names.
    Compiled = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]
    Key = tuple[str | bytes, int]

#: Expressions kept at most; those of an older version of the program go when there are more.
MOST_KEPT = 2_000


class _Lazy:
    """Stands for a compiled expression and becomes one as soon as anything is asked of it."""

    def __init__(self, source: str | bytes, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> "Any":
        found = getattr(_store.compiled(self._source, self._flags), name)
        # The next time it is found without coming here.
        setattr(self, name, found)
        return found


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, later: a mistake in *source* is raised at the first use.

    >>> pattern("[a-z]+").findall("fog, 6:40")
    ['fog']
    """
    return _Lazy(source, int(flags))  # type: ignore[return-value]


def byte_pattern(source: bytes, flags: int = 0) -> re.Pattern[bytes]:
    """The same for bytes."""
    return _Lazy(source, int(flags))  # type: ignore[return-value]


class _Store:
    """What was compiled in this run, and what earlier ones kept."""

    def __init__(self) -> None:
        self._known: dict[Key, re.Pattern[Any]] = {}
        self._kept: dict[Key, Compiled] | None = None
        self._new: list[Key] = []

    def compiled(self, source: str | bytes, flags: int) -> "re.Pattern[Any]":
        """The expression, compiled if no run did that before."""
        key = source, flags
        if key not in self._known:
            if self._kept is None:
                self._kept = _read()
            self._known[key] = self._unpacked(key) or self._made(key)
        return self._known[key]

    def _made(self, key: "Key") -> "re.Pattern[Any]":
        self._new.append(key)
        return re.compile(*key)

    def _unpacked(self, key: "Key") -> "re.Pattern[Any] | None":
        packed = (self._kept or {}).get(key)
        if packed is None:
            return None
        try:
            import _sre  # type: ignore[import-not-found]

            flags, code, *groups = packed
            words = memoryview(code).cast("I").tolist()
            found: re.Pattern[Any] = _sre.compile(key[0], flags, words, *groups)
        except Exception:  # whatever is wrong with it, it can be made anew
            return None
        return found

    def new(self) -> "tuple[Key, ...]":
        """See `new`."""
        return tuple(self._new)

    def keep(self) -> None:
        """See `keep`."""
        if not self._new or sys.dont_write_bytecode:
            return
        packed = {key: _packed(key, self._known[key]) for key in self._new}
        kept = {**packed, **(self._kept or {})}
        _write(dict(list(kept.items())[:MOST_KEPT]))


_store = _Store()


def new() -> "tuple[Key, ...]":
    """What was compiled in this run and no earlier one has kept."""
    return _store.new()


def made(keys: "Iterable[Key]") -> None:
    """Take it that another process of this run compiled *keys*: they are kept as well."""
    for key in keys:
        _store.compiled(*key)


def keep() -> None:
    """Keep what was compiled in this run for the next; nothing when that cannot be done.

    Only the program does this, at its end; who imports the package has no file written.
    """
    try:
        _store.keep()
    except (ImportError, AttributeError, OSError, ValueError):
        return  # another Python, or a folder that cannot be written to


def _packed(key: "Key", found: "re.Pattern[Any]") -> "Compiled":
    from re import _compiler, _parser  # type: ignore[attr-defined]
    from struct import pack

    code = _compiler._code(_parser.parse(*key), key[1])  # noqa: SLF001 - there is no public way
    names: list[str | None] = [None] * (found.groups + 1)
    for name, number in found.groupindex.items():
        names[number] = name
    groups = dict(found.groupindex)
    return found.flags, pack(f"={len(code)}I", *code), found.groups, groups, tuple(names)


def _place() -> "Path | None":
    """Beside the byte code of this module, wherever Python has that."""
    from pathlib import Path

    cached = __spec__.cached if __spec__ else None
    return Path(cached).with_suffix(".expressions") if cached else None


def _made_for() -> tuple[int, int, str]:
    """What the code of an expression depends on besides its source."""
    import _sre

    return _sre.MAGIC, sys.hexversion, sys.byteorder


def _read() -> "dict[Key, Compiled]":
    import marshal

    try:
        place = _place()
        made_for, found = marshal.loads(place.read_bytes() if place else b"")
        return dict(found) if made_for == _made_for() else {}
    except (OSError, ValueError, EOFError, TypeError, ImportError):
        return {}


def _write(found: "dict[Key, Compiled]") -> None:
    import marshal
    import os

    place = _place()
    if place and place.parent.is_dir():
        beside = place.with_suffix(f".{os.getpid()}")
        beside.write_bytes(marshal.dumps((_made_for(), found)))
        beside.replace(place)  # whoever reads meanwhile has the old one or the new one
