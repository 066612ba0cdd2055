"""The file of an index: one SQLite database, its tables, and what can be wrong with it.

SQLite, because it is proven where it matters here: a change is there as a whole or not at
all, whatever kills the process; many may read while one writes; locks die with their
owner. In rollback mode, not with a write-ahead log, so that an index at rest is one file,
which can be copied, and read from a medium that cannot be written to.
"""

import os
import sqlite3
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from compare.errors import StoreError

#: "SCix", where SQLite keeps the mark of the program a file belongs to.
APPLICATION = 0x53436978
#: Of the tables below. A newer one is refused; an older one would be read.
VERSION = 1

TABLES = """
-- Every document, numbered by its first passage; sum is over all other columns.
CREATE TABLE documents (
    number INTEGER PRIMARY KEY, path TEXT NOT NULL, sha256 TEXT NOT NULL, outlet TEXT NOT NULL,
    title TEXT NOT NULL, published TEXT NOT NULL, language TEXT NOT NULL,
    passages INTEGER NOT NULL, words INTEGER NOT NULL, text INTEGER NOT NULL,
    signature INTEGER NOT NULL, sum INTEGER NOT NULL);
-- Passages, some together, by the number of the first.
CREATE TABLE texts (first INTEGER PRIMARY KEY, block BLOB NOT NULL);
-- Where runs of words stand: see runs.py.
CREATE TABLE runs (bucket INTEGER PRIMARY KEY, postings BLOB NOT NULL);
-- How many passages have a run that not all are stored of.
CREATE TABLE frequent (run INTEGER PRIMARY KEY, passages INTEGER NOT NULL);
-- Passages of the same words as an earlier one.
CREATE TABLE copies (original INTEGER, passage INTEGER, PRIMARY KEY (original, passage))
    WITHOUT ROWID;
-- bits: how many number the buckets; next: of the next passage; how many postings are in all
-- buckets, and how many documents there are.
CREATE TABLE facts (bits INTEGER NOT NULL, next INTEGER NOT NULL, postings INTEGER NOT NULL,
    documents INTEGER NOT NULL);
"""
#: Made after the documents are in, because that is quicker.
INDEXES = """
CREATE INDEX by_path ON documents (path);
CREATE INDEX by_sha256 ON documents (sha256);
CREATE INDEX by_signature ON documents (signature);
"""
#: How long a reader waits for a change to be put down, in milliseconds.
PATIENCE = 10_000
#: How long a second writer waits for the first before it gives up.
WRITER_PATIENCE = 1_000
#: Pages that a change may hold in memory, in KiB.
CACHE = 65_536

_ANEW = "Build it anew: compare index build"


class File:
    """An open index file: rows out, changes in, and errors in plain words."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._open()

    def _open(self) -> None:
        self._identity = _identity(self.path)
        with self.told():
            self._connection = _connected(self.path)
            self._check()

    def _check(self) -> None:
        mark = self.value("PRAGMA application_id")
        if mark != APPLICATION:
            raise StoreError(self.path, "is no index of this program", _ANEW)
        version = self.value("PRAGMA user_version")
        if version > VERSION:
            raise StoreError(
                self.path,
                f"is an index of format {version}, and this program knows formats up to {VERSION}",
                "Use a newer version of the program",
            )

    def rows(self, sql: str, *values: object) -> sqlite3.Cursor:
        """What *sql* selects."""
        return self._connection.execute(sql, values)

    def row(self, sql: str, *values: object) -> Any:
        """The first row, or None."""
        return self._connection.execute(sql, values).fetchone()

    def value(self, sql: str, *values: object) -> Any:
        """The first column of the first row; None without a row."""
        row = self._connection.execute(sql, values).fetchone()
        return row[0] if row else None

    def change(self, sql: str, rows: Sequence[Sequence[object]]) -> None:
        """Do *sql* for each of *rows*."""
        self._connection.executemany(sql, rows)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """One state of the index, whatever is written meanwhile."""
        with self.told():
            self._connection.execute("BEGIN")
            try:
                yield
            finally:
                self._connection.execute("ROLLBACK")

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A change that is there as a whole at the end, or not at all."""
        with self.told():
            self._begin()
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def _begin(self) -> None:
        self._lock("IMMEDIATE")
        if _identity(self.path) != self._identity:  # another index took its place meanwhile
            self._connection.close()
            self._open()
            self._lock("IMMEDIATE")

    def _lock(self, kind: str) -> None:
        for setting in (f"cache_size = -{CACHE}", f"busy_timeout = {WRITER_PATIENCE}"):
            self._connection.execute(f"PRAGMA {setting}")
        try:
            self._connection.execute(f"BEGIN {kind}")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorname != "SQLITE_BUSY":
                raise
            raise StoreError(
                self.path, "another process is writing to it", "Try again when it is done"
            ) from None
        self._connection.execute(f"PRAGMA busy_timeout = {PATIENCE}")

    def replaced_by(self, other: str) -> None:
        """Put the file *other* in the place of this one, which nobody can write to then.

        Locked first, so that no journal of an unfinished change is left to the new file.
        """
        with self.told():
            self._lock("EXCLUSIVE")
            put_in_place(other, self.path)

    @contextmanager
    def told(self) -> Iterator[None]:
        """Turns what SQLite raises into what a user can act on."""
        try:
            yield
        except sqlite3.Error as error:
            raise _explained(self.path, error) from None

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


def _connected(path: str) -> sqlite3.Connection:
    quoted = path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    connection = sqlite3.connect(f"file:{quoted}?mode=rw", uri=True, isolation_level=None)
    connection.execute(f"PRAGMA busy_timeout = {PATIENCE}")
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def create(path: str) -> sqlite3.Connection:
    """A new file with empty tables, for one who writes it once and then puts it in place.

    Nothing protects it while it is written.
    """
    connection = sqlite3.connect(path, isolation_level=None)
    for setting in (
        f"application_id = {APPLICATION}", f"user_version = {VERSION}", "journal_mode = OFF",
        "synchronous = OFF", f"cache_size = -{CACHE}", "locking_mode = EXCLUSIVE",
    ):  # fmt: skip
        connection.execute(f"PRAGMA {setting}").fetchall()
    connection.executescript(TABLES)
    return connection


def put_in_place(path: str, target: str) -> None:
    """Rename a finished file to *target*, safe from a power cut before and after."""
    _sync(path)
    os.replace(path, target)  # noqa: PTH105 - the store speaks of paths as text
    if os.name == "posix":  # elsewhere a folder cannot be opened
        _sync(os.path.dirname(target) or ".")  # noqa: PTH120


def _sync(path: str) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _identity(path: str) -> tuple[int, int]:
    """What tells a file from another that took its place."""
    try:
        found = os.stat(path)  # noqa: PTH116
    except FileNotFoundError:
        raise StoreError(path, "no such index", "Make it: compare index build") from None
    except (OSError, ValueError) as error:
        raise StoreError(path, f"cannot be opened: {error}") from None
    if not stat.S_ISREG(found.st_mode):
        raise StoreError(path, "is no file", "An index is one file: compare index build")
    return found.st_dev, found.st_ino


#: What the user can do about what SQLite says.
_REASONS = {
    "SQLITE_NOTADB": ("is no index of this program", _ANEW),
    "SQLITE_CORRUPT": ("is damaged", _ANEW),
    "SQLITE_BUSY": ("another process is using it", "Try again when it is done"),
    "SQLITE_READONLY": ("cannot be written to", "Is the file or its folder write-protected?"),
    "SQLITE_CANTOPEN": ("cannot be opened", "Is it, or its folder, not for you to read?"),
    "SQLITE_FULL": ("there is no room left on the disk; nothing was changed", ""),
}


def _explained(path: str, error: sqlite3.Error) -> StoreError:
    name = getattr(error, "sqlite_errorname", "")
    for known, (reason, remedy) in _REASONS.items():
        if name.startswith(known):
            return StoreError(path, f"{reason} ({error})", remedy)
    return StoreError(path, f"cannot be used: {error}", _ANEW)


def damaged(path: str, what: str) -> StoreError:
    """The error for what SQLite cannot see, because the bytes are ours."""
    return StoreError(path, f"is damaged: {what}", _ANEW)
