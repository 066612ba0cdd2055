"""A manifest: metadata for inputs, kept in a file of its own.

JSON (`{"a.txt": {"outlet": …}}`, or a list of objects with `path`), TOML (the same, or
`[[document]]` tables), JSON lines, and CSV or TSV with a header. A path is meant relative
to where the program runs or to the manifest's folder.
"""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from compare.errors import InputError
from compare.model import Skipped
from compare.readers.facts import NAMES, Facts, facts_of, name_of

KEYS = ("path", *NAMES)
_KNOWN = f"Known keys are {', '.join(KEYS)}"
#: A line of metadata each for some hundred thousand documents.
MAX_BYTES = 64 << 20

Entries = Mapping[str, Facts]


def load(path: str) -> Entries:
    """The facts a manifest gives, by path as written there; InputError names a wrong key."""
    try:
        if Path(path).stat().st_size > MAX_BYTES:
            raise InputError(path, f"a manifest may have {MAX_BYTES >> 20} MiB at most")
        text = Path(path).read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InputError(path, error.strerror or "it cannot be opened") from error
    except UnicodeDecodeError as error:
        reason = f"byte {error.start} is not UTF-8"
        raise InputError(path, reason, "Save the manifest as UTF-8") from error
    return {where: _facts(path, where, values) for where, values in _rows(path, text)}


def _facts(manifest: str, where: str, values: Mapping[str, object]) -> Facts:
    unknown = [key for key in values if not name_of(key) and key != "path"]
    if unknown:
        reason = f"unknown key {unknown[0]!r} for {where}"
        raise InputError(manifest, reason, _KNOWN)
    return facts_of(values, "manifest")


def _rows(path: str, text: str) -> Iterator[tuple[str, Mapping[str, object]]]:
    import json

    suffix = Path(path).suffix.casefold()
    try:
        if suffix == ".toml":
            import tomllib

            yield from _tree(path, tomllib.loads(text))
        elif suffix in (".csv", ".tsv"):
            yield from _table(path, text, "\t" if suffix == ".tsv" else ",")
        elif suffix in (".jsonl", ".ndjson"):
            yield from _tree(path, [json.loads(line) for line in text.splitlines() if line.strip()])
        else:
            yield from _tree(path, json.loads(text))
    except (ValueError, RecursionError) as error:
        raise InputError(path, f"it is not valid {suffix[1:] or 'JSON'}: {error}") from error


def _tree(path: str, tree: object) -> Iterator[tuple[str, Mapping[str, object]]]:
    if isinstance(tree, dict):
        inner = tree.get("documents", tree.get("document"))
        tree = inner if isinstance(inner, (dict, list)) else tree
    if isinstance(tree, list):
        for row in tree:
            yield _row(path, row)
    elif isinstance(tree, dict):
        for where, values in tree.items():
            yield where, _mapping(path, where, values)
    else:
        raise InputError(path, "it holds no list or table of documents", _KNOWN)


def _mapping(path: str, where: str, values: object) -> Mapping[str, object]:
    if isinstance(values, str):
        return {"outlet": values}
    if isinstance(values, dict):
        return values
    raise InputError(path, f"{where} has no table of metadata", _KNOWN)


def _row(path: str, row: object) -> tuple[str, Mapping[str, object]]:
    if not isinstance(row, dict) or not isinstance(row.get("path"), str):
        raise InputError(path, "an entry has no path", _KNOWN)
    return row["path"], row


def _table(path: str, text: str, delimiter: str) -> Iterator[tuple[str, Mapping[str, object]]]:
    import csv
    import io

    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header = [cell.strip() for cell in next(rows, [])]
        for cells in rows:
            row = {key: cell for key, cell in zip(header, cells, strict=False) if cell.strip()}
            if row:
                yield _row(path, row)
    except csv.Error as error:
        raise InputError(path, f"line {rows.line_num}: {error}", _KNOWN) from error


class Manifest:
    """Entries looked up by the path of a document; knows which were never asked for."""

    def __init__(self, path: str = "") -> None:
        self._path = path
        self._entries = dict(load(path)) if path else {}
        self._used: set[str] = set()
        folder = os.path.dirname(os.path.realpath(path)) if path else ""  # noqa: PTH120
        self._by_place = {place: key for key in self._entries for place in _places(key, folder)}

    def facts(self, document: str) -> Facts:
        """What the manifest says of the document shown as *document* ("a.txt", "a.jsonl#7")."""
        if not self._entries:
            return Facts()
        file = document.partition("#")[0]
        for key in (*_places(document, ""), *_places(file, "")):
            entry = self._by_place.get(key)
            if entry is not None:
                self._used.add(entry)
                return self._entries[entry]
        return Facts()

    def unused(self) -> tuple[Skipped, ...]:
        """A line for each entry that no input has."""
        left = sorted(set(self._entries) - self._used)
        return tuple(Skipped(self._path, f"no input for the entry {key}") for key in left)


def _places(path: str, folder: str) -> tuple[str, ...]:
    """The names under which *path* may be asked for: as written, and as real paths."""
    file, sign, part = path.partition("#")
    near = os.path.realpath(file) if file else ""
    beside = os.path.realpath(os.path.join(folder, file)) if folder else near  # noqa: PTH118
    return tuple(dict.fromkeys((path, near + sign + part, beside + sign + part)))
