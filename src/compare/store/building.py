"""A new index, written once from beginning to end and put in place when it is complete.

Documents go by one after another; of their postings only some are in memory at a time.
Memory grows by about a hundred bytes a passage, the disk needs twice the index meanwhile.
The same documents in the same order give the same bytes.
"""

import os
import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import chain
from types import ModuleType

from compare.engines import Progress
from compare.errors import StoreError
from compare.store import blocks
from compare.store.entries import DOCUMENTS, TEXTS, Entry, document_row
from compare.store.file import (
    APPLICATION,
    INDEXES,
    File,
    create,
    put_in_place,
)
from compare.store.records import Added, StoredDocument
from compare.store.runs import bits_for
from compare.store.spill import Spill

#: Passages cut into words at a time.
CHUNK = 16_384


def build(path: str, entries: Iterable[Entry], *, plain: bool, progress: Progress) -> Added:
    """Write an index of *entries* at *path*, in place of an older one; see `store.build`."""
    _refuse_foreign(path)
    part = f"{path}.part"
    _clear(part, path)
    try:
        added = _written(part, path, entries, _loops(plain=plain), progress)
        _put(part, path)
    except sqlite3.Error as error:
        raise StoreError(path, f"cannot be written: {error}") from None
    except OSError as error:
        raise StoreError(path, f"cannot be written: {error.strerror or error}") from None
    finally:
        with suppress(FileNotFoundError):
            os.remove(part)  # noqa: PTH107
    return added


def _loops(*, plain: bool) -> ModuleType:
    """The loops in arrays if they are installed, else those in plain Python."""
    from compare.store import plain as slow

    if plain:
        return slow
    try:
        from compare.store import compiled
    except ModuleNotFoundError:
        return slow
    return compiled


def _refuse_foreign(path: str) -> None:
    """Only an index, whole or damaged, is overwritten."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            head = file.read(100)
    except FileNotFoundError:
        return
    except OSError as error:
        raise StoreError(path, f"cannot be written: {error.strerror}") from None
    if head and int.from_bytes(head[68:72], "big") != APPLICATION:
        raise StoreError(path, "is there already and is no index", "Remove it or give another name")


def _clear(part: str, path: str) -> None:
    """Remove what a killed process left; StoreError when that process is alive."""
    if not os.path.exists(part):  # noqa: PTH110
        return
    connection = sqlite3.connect(part, timeout=0, isolation_level=None)
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorname == "SQLITE_BUSY":
            raise StoreError(
                path, "another process is building it", "Try again when it is done"
            ) from None
    finally:
        connection.close()
    os.remove(part)  # noqa: PTH107


def _put(part: str, path: str) -> None:
    """Put the finished file in place; an index that is there is locked meanwhile."""
    try:
        old = File(path)
    except StoreError:  # none, or damaged: then nobody writes to it
        with suppress(FileNotFoundError):
            os.remove(f"{path}-journal")  # noqa: PTH107 - would be played into the new file
        put_in_place(part, path)
        return
    try:
        old.replaced_by(part)
    finally:
        old.close()


def _written(
    part: str, path: str, entries: Iterable[Entry], loops: ModuleType, say: Progress
) -> Added:
    connection = create(part)
    spill = Spill(os.path.dirname(path) or ".")  # noqa: PTH120
    try:
        connection.execute("BEGIN")
        reading = _Reading(connection, spill, loops, say)
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            for some in _chunks(entries):
                reading.take(some, pool)
        _write_runs(connection, spill, reading, loops, say)
        say("writing the index", 1.0)
        connection.execute("COMMIT")
        connection.executescript(INDEXES)
        return reading.added(connection)
    finally:
        spill.close()
        connection.close()


def _chunks(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    """Documents together that have CHUNK passages or a few more."""
    some: list[Entry] = []
    size = 0
    for entry in entries:
        some.append(entry)
        size += len(entry.pieces)
        if size >= CHUNK:
            yield some
            some, size = [], 0
    if some:
        yield some


class _Reading:
    """The first half: documents and texts are written, postings spilled."""

    def __init__(
        self, connection: sqlite3.Connection, spill: Spill, loops: ModuleType, say: Progress
    ) -> None:
        self.wholes = array("Q")
        self.counts = array("I")
        self._connection = connection
        self._spill = spill
        self._loops = loops
        self._say = say
        self._known: dict[bytes, int] = {}
        self._duplicates: list[tuple[str, int]] = []

    def take(self, entries: Iterable[Entry], pool: ThreadPoolExecutor) -> None:
        """Store some documents, but for those whose sum is known."""
        new = list(self._new(entries))
        self._connection.executemany(TEXTS, self._texts(new, pool))
        # A document without passages has a number, too, which no passage has.
        texts = [p.text for _, entry in new for p in entry.pieces or _NOTHING]
        cut = self._loops.cut(texts, len(self.wholes))
        self._spill.put(cut.postings, cut.parts)
        self.wholes.extend(cut.wholes)
        self.counts.extend(cut.counts)
        self._connection.executemany(DOCUMENTS, map(self._row, new))
        self._say(f"reading, {len(self.wholes):,} passages", 0.0)

    @property
    def documents(self) -> int:
        """How many documents were stored."""
        return len(self._known)

    def added(self, connection: sqlite3.Connection) -> Added:
        """What became of the documents."""
        passages = connection.execute("SELECT TOTAL(passages) FROM documents").fetchone()[0]
        columns = ", ".join(StoredDocument._fields)
        sql = f"SELECT {columns} FROM documents WHERE number = ?"
        found = (
            (path, StoredDocument(*connection.execute(sql, (number,)).fetchone()))
            for path, number in self._duplicates
        )
        return Added(self.documents, int(passages), 0, tuple(found))

    def _new(self, entries: Iterable[Entry]) -> Iterator[tuple[int, Entry]]:
        number = len(self.wholes)
        for entry in entries:
            sha256 = entry.sha256.encode()
            if sha256 in self._known:
                self._duplicates.append((entry.path, self._known[sha256]))
                continue
            self._known[sha256] = number
            yield number, entry
            number += max(1, len(entry.pieces))

    def _texts(
        self, new: Sequence[tuple[int, Entry]], pool: ThreadPoolExecutor
    ) -> Iterator[tuple[int, bytes]]:
        portions = [
            (number + first, some)
            for number, entry in new
            for first, some in blocks.cut(entry.pieces)
        ]
        packed = pool.map(blocks.packed, (some for _, some in portions))
        return zip((first for first, _ in portions), packed, strict=True)

    def _row(self, one: tuple[int, Entry]) -> tuple[object, ...]:
        number, entry = one
        mine = slice(number, number + len(entry.pieces))
        return document_row(number, entry, self.counts[mine], self.wholes[mine])


_NOTHING = (blocks.Piece("", 0, 0, ""),)


def _write_runs(
    connection: sqlite3.Connection, spill: Spill, reading: _Reading, loops: ModuleType,
    say: Progress,
) -> None:  # fmt: skip
    """The second half: every part sorted and written, one after the other."""
    is_copy, pairs = loops.originals(reading.wholes)
    counts = zip(reading.counts, is_copy, strict=True)
    bits = bits_for(sum(max(1, n - 2) for n, copy in counts if n and not copy))
    stored = 0
    frequent: list[Iterable[tuple[int, int]]] = []
    for part, postings in enumerate(spill.parts()):
        buckets, many, count = loops.rows(postings, part, bits, is_copy)
        connection.executemany("INSERT INTO runs VALUES (?, ?)", buckets)
        frequent.append(many)
        stored += count
        say("writing the index", part / 256)
    connection.executemany("INSERT INTO frequent VALUES (?, ?)", chain.from_iterable(frequent))
    connection.executemany("INSERT INTO copies VALUES (?, ?)", pairs)
    facts = (bits, len(reading.wholes), stored, reading.documents)
    connection.execute("INSERT INTO facts VALUES (?, ?, ?, ?)", facts)
