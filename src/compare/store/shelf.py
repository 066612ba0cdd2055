"""What stands in an index, read piece by piece: documents, passages, and where runs stand.

Keeps what it has read as long as it lives, so it must not outlive one state of the file.
"""

import zlib
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from compare.engines.tokens import word_hashes
from compare.store.blocks import Block, Piece
from compare.store.file import File, damaged
from compare.store.records import StoredDocument
from compare.store.runs import MARK_BITS, MARKS, Bucket, mark_of, places_in, whole_hash

#: Passages kept in memory, for a question of very many: some 20 MB.
MOST_LOADED = 20_000

#: Buckets asked for together: SQLite takes 32,766 values, older ones 999.
AT_ONCE = 500

BUCKETS = "SELECT bucket, postings FROM runs WHERE bucket IN ({})"
FREQUENT = "SELECT run, passages FROM frequent WHERE run IN ({})"
_NONE = array("I")

COLUMNS = "number, path, sha256, outlet, title, published, language, passages, words"


class Shelf:
    """One state of an index, for reading."""

    def __init__(self, file: File, *, hashes: Callable[[str], list[int]] = word_hashes) -> None:
        """*hashes* gives the word hashes of a passage."""
        self._file = file
        self._hashes = hashes
        bits = file.value("SELECT bits FROM facts")
        if bits is None:
            raise damaged(file.path, "it does not say how it was made")
        self.bits: int = bits
        self._blocks: dict[int, tuple[int, Block]] = {}
        self.words = lru_cache(MOST_LOADED)(self._words)
        self.document = lru_cache(MOST_LOADED)(self._document)

    def bucket(self, number: int) -> Bucket:
        """The postings of a bucket."""
        return self.buckets([number])[number]

    def buckets(self, numbers: Collection[int]) -> dict[int, Bucket]:
        """The postings of several buckets, with an empty one for each that is not stored."""
        packed = self._rows(BUCKETS, numbers)
        found = {number: Bucket.checked(data) for number, data in packed.items()}
        for number, bucket in found.items():
            if bucket is None:
                raise damaged(self._file.path, f"bucket {number} does not add up")
        return {number: found.get(number) or Bucket() for number in numbers}

    def frequents(self, marks: Collection[int]) -> dict[int, int]:
        """For each run how many passages have it, if not all are stored; else 0."""
        return {**dict.fromkeys(marks, 0), **self._rows(FREQUENT, marks)}

    def places(self, keys: Iterable[int]) -> dict[int, tuple["array[int]", int]]:
        """For each hash that is known its first passages, and how many there are."""
        marks = {key: mark_of(key, self.bits) for key in keys}
        buckets = self._rows(BUCKETS, {mark >> MARK_BITS for mark in marks.values()})
        found = {}
        for key, mark in marks.items():
            data = buckets.get(mark >> MARK_BITS)
            passages = places_in(data, mark % MARKS) if data else _NONE
            if passages is None:
                raise damaged(self._file.path, f"bucket {mark >> MARK_BITS} does not add up")
            if passages:
                found[key] = passages
        counts = self._rows(FREQUENT, {marks[key] for key in found})
        return {key: (each, counts.get(marks[key], len(each))) for key, each in found.items()}

    def _rows(self, sql: str, numbers: Collection[int]) -> dict[int, Any]:
        """What is stored for *numbers*: asking one by one takes twice as long."""
        found: dict[int, Any] = {}
        wanted = sorted(numbers)
        for first in range(0, len(wanted), AT_ONCE):
            some = wanted[first : first + AT_ONCE]
            found.update(self._file.rows(sql.format(",".join("?" * len(some))), *some))
        return found

    def original(self, words: Sequence[int], candidates: Iterable[int]) -> int:
        """Which of the *candidates* has exactly these words; -1 for none."""
        listed = list(words)
        return next((each for each in candidates if self.words(each) == listed), -1)

    def copies(self, original: int, *, limit: int = -1) -> list[int]:
        """The later passages of the same words, in order; the first *limit* if not all."""
        rows = self._file.rows(
            "SELECT passage FROM copies WHERE original = ? ORDER BY passage LIMIT ?",
            original, limit,
        )  # fmt: skip
        return [passage for (passage,) in rows]

    def copies_in(self, original: int, first: int, stop: int) -> int:
        """How many copies of a passage are numbered from *first* to before *stop*."""
        count: int = self._file.value(
            "SELECT COUNT(*) FROM copies WHERE original = ? AND passage >= ? AND passage < ?",
            original, first, stop,
        )  # fmt: skip
        return count

    def piece(self, passage: int) -> Piece:
        """A passage as it was stored."""
        if passage not in self._blocks:
            self._load(passage)
        first, block = self._blocks[passage]
        return block[passage - first]

    def pieces(self, first: int, count: int) -> Iterator[Piece]:
        """*count* passages from the *first* of a document on, in reading order."""
        passage, stop = first, first + count
        while passage < stop:
            block = self.block(passage)
            yield from block
            passage += len(block)

    def documents(self, where: str, *values: object) -> list[StoredDocument]:
        """The documents for which the condition *where* holds."""
        rows = self._file.rows(f"SELECT {COLUMNS} FROM documents WHERE {where}", *values)
        return [StoredDocument(*row) for row in rows]

    def _load(self, passage: int) -> None:
        """Unpack the block that has a passage, and remember it for all passages in it."""
        found = self._file.row(
            "SELECT first, block FROM texts WHERE first <= ? ORDER BY first DESC LIMIT 1", passage
        )
        first, block = (int(found[0]), self._unpacked(*found)) if found else (0, None)
        if block is None or passage - first >= len(block):
            raise damaged(self._file.path, f"passage {passage} is missing")
        if len(self._blocks) > MOST_LOADED:
            self._blocks.clear()
        self._blocks.update((first + n, (first, block)) for n in range(len(block)))

    def block(self, first: int) -> Block:
        """The block that begins with a passage."""
        return self._unpacked(
            first, self._file.value("SELECT block FROM texts WHERE first = ?", first)
        )

    def _unpacked(self, first: int, data: bytes) -> Block:
        try:
            return Block(data)
        except (ValueError, TypeError, zlib.error):
            raise damaged(self._file.path, f"the text of passage {first}") from None

    def _words(self, passage: int) -> list[int]:
        return self._hashes(self.piece(passage).text)

    def _document(self, passage: int) -> StoredDocument:
        found = self.documents("number <= ? ORDER BY number DESC LIMIT 1", passage)
        if not found or passage >= found[0].number + max(1, found[0].passages):
            raise damaged(self._file.path, f"passage {passage} has no document")
        return found[0]


def signature(wholes: Sequence[int]) -> int:
    """One number for a document: the same for the same words, passage by passage.

    *wholes* are the hashes of its passages. 0 for a document without words, which has no
    copy. Signed, as SQLite keeps numbers.
    """
    if not any(wholes):
        return 0
    value = whole_hash(wholes)
    return value - (1 << 64) if value >> 63 else value
