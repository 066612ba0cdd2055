"""Documents added to an index and removed from it, all of them or none.

A change costs what its documents hold, whatever the size of the index; nothing is
rewritten but the buckets their runs of words are in.
"""

from collections.abc import Iterable, Sequence

from compare.engines.tokens import word_hashes
from compare.errors import StoreError
from compare.store import blocks
from compare.store.entries import DOCUMENTS, TEXTS, Entry, document_row
from compare.store.file import File, damaged
from compare.store.records import Added, StoredDocument
from compare.store.runs import (
    KEPT,
    MARK_BITS,
    MARKS,
    Bucket,
    mark_of,
    passage_keys,
    whole_hash,
)
from compare.store.shelf import Shelf

#: Changed buckets kept in memory before they are written: some 20 MB.
MOST_BUCKETS = 20_000
#: Passages are numbered in 32 bits, and a number is never given twice.
MOST_PASSAGES = 1 << 32


def add(file: File, entries: Iterable[Entry]) -> Added:
    """Add *entries*; those whose sum is there are told, not added again.

    A document at a path that is there takes the place of the older one.
    """
    documents = passages = replaced = 0
    duplicates = []
    with file.writing():
        postings = _Postings(file)
        shelf = postings.shelf
        for entry in entries:
            known = shelf.documents("sha256 = ? ORDER BY number LIMIT 1", entry.sha256)
            if known:
                duplicates.append((entry.path, known[0]))
                continue
            for older in shelf.documents("path = ? ORDER BY number", entry.path):
                _delete(file, postings, older)
                replaced += 1
            _insert(file, postings, entry)
            documents += 1
            passages += len(entry.pieces)
        postings.write()
    return Added(documents, passages, replaced, tuple(duplicates))


def _insert(file: File, postings: "_Postings", entry: Entry) -> None:
    number = file.value("SELECT next FROM facts")
    after = number + max(1, len(entry.pieces))
    if after > MOST_PASSAGES:
        raise StoreError(file.path, "has had 4,294,967,295 passages, and can number no more")
    words = [word_hashes(piece.text) for piece in entry.pieces]
    row = document_row(number, entry, map(len, words), [whole_hash(each) for each in words])
    file.change(DOCUMENTS, [row])
    portions = blocks.cut(entry.pieces)
    file.change(TEXTS, [(number + first, blocks.packed(some)) for first, some in portions])
    postings.expect(words)
    file.change("UPDATE facts SET next = ?, documents = documents + 1", [(after,)])
    for passage, each in enumerate(words, number):
        if each:
            _enter(file, postings, passage, each)


def _enter(file: File, postings: "_Postings", passage: int, words: Sequence[int]) -> None:
    """Make a passage findable: as a copy of an earlier one, or by its runs of words."""
    original = postings.original(words)
    if original >= 0:
        file.change("INSERT INTO copies VALUES (?, ?)", [(original, passage)])
        return
    for key in sorted(passage_keys(words)):
        postings.put(key, passage)


def remove(file: File, names: Sequence[str]) -> tuple[StoredDocument, ...]:
    """Remove the documents at these paths or with these numbers."""
    with file.writing():
        postings = _Postings(file)
        gone = tuple(dict.fromkeys(d for name in names for d in _named(file, postings, name)))
        for document in gone:
            _delete(file, postings, document)
        postings.write()
    return gone


def _named(file: File, postings: "_Postings", name: str) -> list[StoredDocument]:
    found = postings.shelf.documents("path = ? ORDER BY number", name)
    if not found and name.isascii() and name.isdigit():
        found = postings.shelf.documents("number = ?", min(int(name[:20]), MOST_PASSAGES))
    if not found:
        raise StoreError(
            file.path, f"has no document {name!r}; nothing was removed",
            "See what there is: compare index info --documents",
        )  # fmt: skip
    return found


def _delete(file: File, postings: "_Postings", document: StoredDocument) -> None:
    stop = document.number + document.passages
    postings.expect([postings.shelf.words(each) for each in range(document.number, stop)])
    # From the end, so that a passage goes after its copies in the same document.
    for passage in reversed(range(document.number, stop)):
        words = postings.shelf.words(passage)
        if words:
            _forget(file, postings, passage, words)
    between = (document.number, stop)
    file.change("DELETE FROM texts WHERE first >= ? AND first < ?", [between])
    file.change("DELETE FROM documents WHERE number = ?", [(document.number,)])
    file.change("UPDATE facts SET documents = documents - ?", [(1,)])


def _forget(file: File, postings: "_Postings", passage: int, words: Sequence[int]) -> None:
    """Undo `_enter`; the first copy of an original takes its place."""
    original = postings.original(words)
    if original != passage:
        file.change("DELETE FROM copies WHERE original = ? AND passage = ?", [(original, passage)])
        return
    heirs = postings.shelf.copies(passage, limit=1)
    for key in sorted(passage_keys(words)):
        if heirs:
            postings.replace(key, passage, heirs[0])
        else:
            postings.take(key, passage)
    for heir in heirs:
        file.change("DELETE FROM copies WHERE passage = ? AND original = ?", [(heir, passage)])
        file.change("UPDATE copies SET original = ? WHERE original = ?", [(heir, passage)])


class _Postings:
    """The buckets a change touches, written together in the order of the file."""

    def __init__(self, file: File) -> None:
        self._file = file
        self.shelf = Shelf(file)
        self._buckets: dict[int, Bucket] = {}
        self._counts: dict[int, int] = {}
        self._changed = 0

    def expect(self, passages: Sequence[Sequence[int]]) -> None:
        """Read together what will be needed for passages of these words."""
        marks = {self._mark(key) for words in passages for key in passage_keys(words)}
        numbers = {mark >> MARK_BITS for mark in marks}
        if len(numbers) > MOST_BUCKETS:
            return  # read one by one, and written in between
        if len(numbers) + len(self._buckets) > MOST_BUCKETS:
            self.write()
        self._buckets.update(self.shelf.buckets(numbers - self._buckets.keys()))
        self._counts.update(self.shelf.frequents(marks - self._counts.keys()))

    def original(self, words: Sequence[int]) -> int:
        """The stored passage of exactly these words that stands for all its copies; or -1."""
        mark = self._mark(whole_hash(words))
        return self.shelf.original(words, self._bucket(mark).places(mark % MARKS))

    def put(self, key: int, passage: int) -> None:
        """Enter a passage for a run, or only count it where there are many."""
        mark = self._mark(key)
        bucket = self._bucket(mark)
        few = len(bucket.places(mark % MARKS)) < KEPT
        count = self._frequent(mark)
        if few:
            bucket.put(mark % MARKS, passage)
            self._changed += 1
        if count or not few:
            self._count(mark, (count or KEPT) + 1)

    def take(self, key: int, passage: int) -> None:
        """Delete a passage from a run."""
        mark = self._mark(key)
        bucket = self._bucket(mark)
        taken = bucket.take(mark % MARKS, passage)
        self._changed -= taken
        count = self._frequent(mark)
        if count:
            left = len(bucket.places(mark % MARKS))
            self._count(mark, count - 1 if count - 1 > left else 0)
        elif not taken:
            raise damaged(self._file.path, f"passage {passage} is not where it should be found")

    def replace(self, key: int, old: int, new: int) -> None:
        """Let another passage of the same words stand for *old*."""
        mark = self._mark(key)
        self._bucket(mark).replace(mark % MARKS, old, new)

    def write(self) -> None:
        """Put down what was changed."""
        rows = sorted(self._buckets.items())
        empty = [(number,) for number, bucket in rows if not bucket.marks]
        full = [(number, bucket.packed()) for number, bucket in rows if bucket.marks]
        self._file.change("DELETE FROM runs WHERE bucket = ?", empty)
        self._file.change("INSERT OR REPLACE INTO runs VALUES (?, ?)", full)
        self._file.change("UPDATE facts SET postings = postings + ?", [(self._changed,)])
        self._buckets.clear()
        self._counts.clear()
        self._changed = 0

    def _mark(self, key: int) -> int:
        return mark_of(key, self.shelf.bits)

    def _bucket(self, mark: int) -> Bucket:
        number = mark >> MARK_BITS
        if number not in self._buckets:
            if len(self._buckets) >= MOST_BUCKETS:
                self.write()
            self._buckets[number] = self.shelf.bucket(number)
        return self._buckets[number]

    def _frequent(self, mark: int) -> int:
        if mark not in self._counts:
            self._counts.update(self.shelf.frequents([mark]))
        return self._counts[mark]

    def _count(self, mark: int, passages: int) -> None:
        self._counts[mark] = passages
        if passages:
            sql = "INSERT OR REPLACE INTO frequent VALUES (?, ?)"
            self._file.change(sql, [(mark, passages)])
        else:
            self._file.change("DELETE FROM frequent WHERE run = ?", [(mark,)])
