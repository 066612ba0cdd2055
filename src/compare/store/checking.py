"""Whether an index is what it says it is, read from beginning to end; and how much it holds."""

import os

from compare.engines import Progress
from compare.store.entries import sum_of
from compare.store.file import VERSION, File, damaged
from compare.store.records import Info
from compare.store.runs import Bucket
from compare.store.shelf import Shelf


def info(file: File) -> Info:
    """How much is stored. Reads the list of documents, not the texts."""
    bits, _, postings = file.row("SELECT bits, next, postings FROM facts")
    documents, *sums = file.row(
        "SELECT COUNT(*), TOTAL(passages), TOTAL(words), TOTAL(text) FROM documents"
    )
    passages, words, text = map(int, sums)
    capped = file.value("SELECT COUNT(*) FROM frequent")
    size = os.stat(file.path).st_size  # noqa: PTH116
    return Info(
        file.path, VERSION, documents, passages, words, text, size, postings, capped, 1 << bits
    )


def verify(file: File, say: Progress) -> Info:
    """Check everything; StoreError names the first thing that is wrong."""
    say("checking the file", 0.0)
    for (message,) in file.rows("PRAGMA integrity_check(1)"):
        if message != "ok":
            raise damaged(file.path, message)
    shelf = Shelf(file)
    say("checking the documents", 0.3)
    _documents(file, shelf)
    say("checking the runs of words", 0.6)
    _runs(file)
    _copies(file)
    say("checking the runs of words", 1.0)
    return info(file)


def _documents(file: File, shelf: Shelf) -> None:
    """Every document as it was written, with all its passages and no others."""
    expected = documents = 0
    for row in file.rows("SELECT * FROM documents ORDER BY number"):
        if sum_of(row[:-1]) != row[-1]:
            raise damaged(file.path, f"document {row[0]} does not add up")
        expected += row[7]
        documents += 1
        found = sum(1 for _ in shelf.pieces(row[0], row[7]))
        if found != row[7]:
            raise damaged(file.path, f"document {row[0]} has {found} of {row[7]} passages")
    if documents != file.value("SELECT documents FROM facts"):
        raise damaged(file.path, f"{documents} documents are listed, but not all that are stored")
    stored = sum(len(shelf.block(first)) for (first,) in file.rows("SELECT first FROM texts"))
    if stored != expected:
        raise damaged(file.path, f"{stored} passages are stored of {expected}")


def _runs(file: File) -> None:
    """Every bucket as it was written, and as many postings as were counted."""
    bits, after, expected = file.row("SELECT bits, next, postings FROM facts")
    postings = 0
    for number, data in file.rows("SELECT bucket, postings FROM runs"):
        bucket = Bucket.checked(data)
        if bucket is None or not 0 <= number < 1 << bits:
            raise damaged(file.path, f"bucket {number} does not add up")
        postings += len(bucket.marks)
        if max(bucket.passages) >= after or list(bucket.marks) != sorted(bucket.marks):
            raise damaged(file.path, f"bucket {number} is out of order")
    if postings != expected:
        raise damaged(file.path, f"{postings:,} runs of words are stored of {expected:,}")


def _copies(file: File) -> None:
    """Copies come after their original, and were numbered."""
    wrong = file.value(
        "SELECT passage FROM copies WHERE passage <= original OR passage >= "
        "(SELECT next FROM facts) LIMIT 1"
    )
    if wrong is not None:
        raise damaged(file.path, f"passage {wrong} is a copy of nothing")
