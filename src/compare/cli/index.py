"""The commands on the stored corpus: `compare index build|add|remove|info|verify`."""

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from compare.arguments import Flag, Given, help_text, read
from compare.cli.checkflags import INPUT
from compare.errors import ExitCode, UsageError
from compare.overview import COMMANDS

if TYPE_CHECKING:
    from compare.model import Article
    from compare.options import Options
    from compare.store import Added, Info, StoredDocument

FLAGS = (
    Flag("replace", "", "build: put the new index in the place of one that is there."),
    Flag("documents", "", "info: list the documents too."),
    Flag("format", "NAME", "info and verify: text or json. [text]"),
    *INPUT,
    Flag("quiet", "", "Say nothing but the result.", short="q"),
    Flag("no-progress", "", "Show no progress on the terminal."),
    Flag("help", "", "Show this.", short="h"),
)
USAGE = "compare index build|add|remove|info|verify INDEX [INPUT...] [OPTIONS]"
MORE = """\
Actions:
  build   Write a new index of the inputs: files, folders, URLs, or another index.
  add     Add the inputs; a file whose bytes are there already is told and left out.
  remove  Remove documents by path, or by number (compare index info --documents).
  info    Show how much is stored.
  verify  Read everything and check every sum.

  A change is made as a whole or not at all, also when the process is killed. Ask the index:
  compare check --new FILE --against INDEX
"""
#: Files read before they are stored: so many articles are in memory at a time.
AT_ONCE = 256


def run(arguments: Sequence[str]) -> int:
    """The exit code of `compare index` with *arguments*; raises CompareError."""
    given = read(arguments, FLAGS, command="compare index")
    if given.has("help"):
        sys.stdout.write(help_text(USAGE, COMMANDS["index"][1], FLAGS, MORE))
        return ExitCode.OK
    action, path, *inputs = (*given.inputs, "", "")[: max(2, len(given.inputs))]
    if action not in ACTIONS:
        said = f"index has no action {action!r}" if action else "index needs an action"
        raise UsageError(f"{said}\n  As in: {USAGE}")
    if not path:
        raise UsageError(f"index {action} needs the path of an index\n  As in: {USAGE}")
    if bool(inputs) == (action in ("info", "verify")):
        what = "takes an index only" if inputs else "needs what to " + action
        raise UsageError(f"index {action} {what}\n  As in: {USAGE}")
    given.inputs = inputs
    return ACTIONS[action](path, given)


def _build(path: str, given: Given) -> int:
    from compare import store
    from compare.cli.output import plain_progress

    if Path(path).exists() and not given.has("replace"):
        raise UsageError(
            f"{path} is there already\n  To add documents: compare index add; "
            "to write it anew: --replace"
        )
    options = _options(given)
    with plain_progress(enabled=not (options.quiet or options.no_progress)) as progress:
        articles = _some(_articles(given.inputs, options))
        added = store.build(path, articles, progress=progress)
    _tell(path, added, options)
    return ExitCode.OK


def _add(path: str, given: Given) -> int:
    from compare import store

    options = _options(given)
    with store.open(path) as index:
        added = index.add(_some(_articles(given.inputs, options)))
        crowded = index.info().is_crowded if added.documents > AT_ONCE else False
    _tell(path, added, options)
    if crowded and not options.quiet:
        _say(f"{path} has outgrown its layout\n  {_ANEW.format(path=path)}")
    return ExitCode.OK


_ANEW = "To make it quicker: compare index build --replace {path} {path}"


def _remove(path: str, given: Given) -> int:
    from compare import store

    with store.open(path) as index:
        gone = index.remove(given.inputs)
    if not given.has("quiet"):
        passages = sum(each.passages for each in gone)
        _say(f"{_counted(len(gone), passages)} removed from {path}")
    return ExitCode.OK


def _info(path: str, given: Given) -> int:
    from compare import store

    with store.open(path) as index:
        found = index.info()
        documents = tuple(index.documents()) if given.has("documents") else ()
    _show(found, documents, given)
    return ExitCode.OK


def _verify(path: str, given: Given) -> int:
    from compare import store
    from compare.cli.output import plain_progress

    quiet = given.has("quiet") or given.has("no-progress")
    with store.open(path) as index, plain_progress(enabled=not quiet) as progress:
        found = index.verify(progress=progress)
    if not given.has("quiet"):
        _say(f"{path} is sound")
    _show(found, (), given)
    return ExitCode.OK


ACTIONS: dict[str, Callable[[str, Given], int]] = {
    "build": _build,
    "add": _add,
    "remove": _remove,
    "info": _info,
    "verify": _verify,
}

# ---------------------------------------------------------------- what is stored


def _options(given: Given) -> "Options":
    from compare.configuration import effective
    from compare.options import with_values

    isolated = given.has("isolated")
    options, _ = effective(given.all("config"), isolated=isolated, folder=Path.cwd())
    named = ("lang", "encoding", "manifest")
    switches = ("keep-going", "offline", "quiet", "no-progress")
    values: dict[str, object] = {name: given.one(name) for name in named if given.has(name)}
    values |= {name: True for name in switches if given.has(name)}
    return with_values(options, values, origin="command line")


def _some(articles: "Iterator[Article]") -> "Iterator[Article]":
    """*articles*, if there are any: an index of nothing is a mistake."""
    empty = True
    for article in articles:
        empty = False
        yield article
    if empty:
        raise UsageError("nothing was stored: no document could be read")


def _articles(inputs: Sequence[str], options: "Options") -> "Iterator[Article]":
    """The documents of *inputs* with their passages, some in memory at a time."""
    indexes = [each for each in inputs if _is_index(each)]
    for each in indexes:
        yield from _stored(each)
    others = [each for each in inputs if each not in indexes]
    if others:
        yield from _read(others, options)


def _is_index(path: str) -> bool:
    """Whether a file begins as those of SQLite do."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - "-" and URLs are no paths
            return file.read(16) == b"SQLite format 3\0"
    except OSError:
        return False


def _stored(path: str) -> "Iterator[Article]":
    from compare import store

    with store.open(path) as index:
        yield from index.articles()


def _read(inputs: Sequence[str], options: "Options") -> "Iterator[Article]":
    from compare import roles
    from compare.errors import InputError
    from compare.model import Article
    from compare.readers.sources import find

    found = find(inputs)
    errors: list[InputError] = list(found.errors)
    names = [f"{one.outlet}={one.path}" if one.outlet else one.path for one in found.sources]
    for skipped in found.skipped:
        if not options.quiet:
            _say(f"{skipped.path}: {skipped.reason}")
    # A manifest tells which of its rows were not used, so it must see all documents.
    size = len(names) if options.manifest else AT_ONCE
    for first in range(0, len(names), size or 1):
        _stop_at(errors, options)
        documents, errors = _portion(names[first : first + size], options)
        for document in documents:
            yield Article(document, roles.divide(document))
    _stop_at(errors, options)


def _portion(names: Sequence[str], options: "Options") -> tuple[Sequence, list]:  # type: ignore[type-arg]
    from compare import readers

    reading = readers.read(
        names,
        encoding=options.encoding or None,
        manifest=options.manifest or None,
        language=options.lang or None,
        offline=options.offline,
    )
    return reading.documents, list(reading.errors)


def _stop_at(errors: Sequence[Exception], options: "Options") -> None:
    for error in errors:
        if not options.keep_going:
            raise error
        _say(str(error))


# ---------------------------------------------------------------- what is said


def _say(message: str) -> None:
    from compare.cli import shown

    sys.stderr.write(f"compare: {shown(message)}\n")


def _tell(path: str, added: "Added", options: "Options") -> None:
    if options.quiet:
        return
    for name, known in added.duplicates:
        _say(f"{name}: the same file is stored as {known.path} (number {known.number})")
    more = f", {added.replaced} in place of older ones" if added.replaced else ""
    if added.duplicates:
        more += f", {len(added.duplicates)} left out as the same"
    _say(f"{_counted(added.documents, added.passages)} stored in {path}{more}")


def _counted(documents: int, passages: int) -> str:
    return (
        f"{documents:,} {'document' if documents == 1 else 'documents'} with "
        f"{passages:,} {'passage' if passages == 1 else 'passages'}"
    )


def _show(found: "Info", documents: Sequence["StoredDocument"], given: Given) -> None:
    name = given.one("format", "text")
    if name not in ("text", "json"):
        raise UsageError(f"index has no format {name!r}\n  Known are: text, json")
    if name == "json":
        import json

        table = {**found._asdict(), "path": found.path}
        if given.has("documents"):
            table["list"] = [each._asdict() for each in documents]
        sys.stdout.write(json.dumps(table, ensure_ascii=False, indent=1) + "\n")
        return
    sys.stdout.writelines(f"{line}\n" for line in _lines(found, documents))


def _lines(found: "Info", documents: Sequence["StoredDocument"]) -> Iterator[str]:
    from compare.cli import shown

    yield f"{shown(found.path)}  format {found.version}"
    for label, number in (
        ("documents", found.documents),
        ("passages", found.passages),
        ("words", found.words),
        ("text", found.text),
        ("file", found.size),
    ):
        unit = " bytes" if label in ("text", "file") else ""
        yield f"  {label:10}{number:>15,}{unit}"
    yield f"  {found.capped:,} runs of words stand in too many passages to list them all"
    if found.is_crowded:
        yield f"  The index has outgrown its layout. {_ANEW.format(path=shown(found.path))}"
    for each in documents:
        about = "  ".join(filter(None, (each.outlet, each.published, each.language)))
        yield f"  {each.number:>9}  {shown(each.path)}  {shown(about)}  {each.words:,} words"
