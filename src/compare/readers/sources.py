"""What the user named → the files, pages and streams to read, each once.

Folders are walked in sorted order; hidden files, links to folders and files that are not
text are left out and counted. Nothing is opened here, and order of inputs does not matter.
"""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from compare.errors import InputError
from compare.frozen import dataclass, field
from compare.model import Skipped

#: What a folder's files must end in to be read; a file named on its own may end in anything.
TEXT = (".txt", ".text", ".md", ".markdown")
PAGE = (".html", ".htm", ".xhtml")
LINES = (".jsonl", ".ndjson")
SUFFIXES = TEXT + PAGE + LINES


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """One thing to read: *path* as shown, *outlet* as given with `name=`, or empty.

    *identity* is what to open, and equal for two names of the same file.
    """

    path: str
    outlet: str = ""
    identity: str = field(default="", compare=False)

    @property
    def is_url(self) -> bool:
        """Whether it is on the network."""
        return is_url(self.path)


@dataclass(frozen=True, slots=True)
class Found:
    """Sources in path order, what was left out, and inputs that lead nowhere."""

    sources: tuple[Source, ...]
    skipped: tuple[Skipped, ...]
    errors: tuple[InputError, ...]


def find(inputs: Sequence[str]) -> Found:
    """The sources that *inputs* name: files, folders, URLs, `-`, each perhaps as `name=input`."""
    sources: list[Source] = []
    skipped: list[Skipped] = []
    errors: list[InputError] = []
    for given in inputs:
        outlet, path = named(given)
        try:
            for one in _sources(path, outlet):
                (sources if isinstance(one, Source) else skipped).append(one)  # type: ignore[arg-type]
        except InputError as error:
            errors.append(error)
    once, again = _once(sources)
    return Found(once, (*sorted(set(skipped), key=_place), *again), tuple(_distinct(errors)))


def is_url(path: str) -> bool:
    """Whether *path* is a web address."""
    return path.casefold().startswith(("http://", "https://"))


def named(given: str) -> tuple[str, str]:
    """The outlet and the path in `name=path`; a path that exists wins over that reading.

    >>> named("The Lighthouse=a.txt"), named("https://example.org/?a=b")
    (('The Lighthouse', 'a.txt'), ('', 'https://example.org/?a=b'))
    """
    name, sign, path = given.partition("=")
    if not sign or not name.strip() or not path or is_url(given) or os.path.lexists(given):
        return "", given
    return name.strip(), path


def _sources(path: str, outlet: str) -> Iterator[Source | Skipped]:
    if path == "-" or is_url(path):
        yield Source(path, outlet, path)
    elif not path:
        raise InputError("''", "an input has no name", "Give a file, a folder, a URL or -")
    elif "\0" in path:
        raise InputError(path.replace("\0", "\\0"), "the name holds a NUL character")
    elif os.path.isdir(path):  # noqa: PTH112  Path.is_dir raises for names that are too long
        yield from _folder(path, outlet)
    elif os.path.exists(path):  # noqa: PTH110
        yield Source(_shown(path), outlet, os.path.realpath(path))
    else:
        reason = "there is no such file or folder"
        raise InputError(_shown(path), reason, "Check the spelling of the path")


def _shown(path: str) -> str:
    """*path* with slashes; bytes of a name that are no UTF-8 become a replacement sign."""
    plain = path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return plain.replace(os.sep, "/")


def _folder(folder: str, outlet: str) -> Iterator[Source | Skipped]:
    """The texts below *folder*, and a line for each folder and kind of file left out."""
    found = False
    failed: list[InputError] = []

    def unreadable(error: OSError) -> None:
        reason = error.strerror or "it cannot be listed"
        failed.append(InputError(_shown(str(error.filename)), reason))

    for place, folders, files in os.walk(folder, onerror=unreadable):
        links = [name for name in folders if os.path.islink(os.path.join(place, name))]  # noqa: PTH114, PTH118
        hidden = [name for name in (*folders, *files) if name.startswith(".")]
        folders[:] = sorted({*folders} - {*hidden} - {*links})
        seen = sorted({*files} - {*hidden})
        texts = [name for name in seen if _suffix(name) in SUFFIXES]
        for name in texts:
            found = True
            path = os.path.join(place, name)  # noqa: PTH118
            yield Source(_shown(path), outlet, os.path.realpath(path))
        yield from _left_out(_shown(place), hidden, links, [n for n in seen if n not in {*texts}])
    if failed and not found:
        raise failed[0]
    yield from (Skipped(error.path, error.reason) for error in failed)
    if not found:
        suffixes = " ".join(SUFFIXES)
        raise InputError(_shown(folder), "the folder holds no texts", f"Read are {suffixes}")


def _suffix(name: str) -> str:
    return os.path.splitext(name)[1].casefold()  # noqa: PTH122


def _left_out(
    place: str, hidden: Sequence[str], links: Sequence[str], others: Sequence[str]
) -> Iterator[Skipped]:
    if hidden:
        yield Skipped(place, f"{_count(len(hidden), 'hidden entry', 'hidden entries')} not read")
    if links:
        yield Skipped(
            place, f"{_count(len(links), 'linked folder', 'linked folders')} not followed"
        )
    if others:
        kinds = Counter(_suffix(name) or "no suffix" for name in others)
        named_kinds = ", ".join(f"{kind} {times}" for kind, times in sorted(kinds.items()))
        files = _count(len(others), "file", "files")
        yield Skipped(place, f"{files} of other kinds not read ({named_kinds})")


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _once(sources: Iterable[Source]) -> tuple[tuple[Source, ...], tuple[Skipped, ...]]:
    """Each file once, under its first path by name (one with an outlet first), and the rest."""
    chosen: dict[str, Source] = {}
    again: list[Skipped] = []
    for source in sorted(sources, key=lambda one: (not one.outlet, one)):
        first = chosen.setdefault(source.identity, source)
        if first is not source:
            again.append(Skipped(source.path, _again(source, first)))
    return tuple(sorted(chosen.values())), tuple(sorted(again, key=_place))


def _again(source: Source, first: Source) -> str:
    other = source.outlet not in ("", first.outlet)
    name = f"; its outlet {source.outlet} was not used" if other else ""
    where = "" if source.path == first.path else f" as {first.path}"
    return f"named more than once, read once{where}{name}"


def _place(skipped: Skipped) -> tuple[str, str]:
    return skipped.path, skipped.reason


def _distinct(errors: Iterable[InputError]) -> Iterator[InputError]:
    messages: set[str] = set()
    for error in sorted(errors, key=str):
        if str(error) not in messages:
            messages.add(str(error))
            yield error
