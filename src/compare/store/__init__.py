"""The stored corpus: which passages of a new document stand in a million stored ones.

An index on disk that is asked without being loaded. It gives for one document what a full
run of `repetition` gives for the corpus and that document: which stretches repeat, and
which documents are copies. A package beside `engines`, not in it: an engine groups all
passages it is given, this answers for a few against many, and only the rule of what makes
two passages alike (`engines.kernel`) is common to both.

    with store.open("corpus.index") as index:
        answer = index.search(["A passage.", "Another passage."])
"""

from compare.store.file import File
from compare.store.records import (
    Added,
    Answer,
    DocumentHit,
    Hit,
    Info,
    StandingText,
    StoredDocument,
    StoredPlace,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from types import TracebackType
    from typing import Self

    from compare.engines import Progress
    from compare.model import Article
    from compare.store.blocks import Piece

__all__ = [
    "Added",
    "Answer",
    "DocumentHit",
    "Hit",
    "Info",
    "StandingText",
    "Store",
    "StoredDocument",
    "StoredPlace",
    "build",
    "open",
]

#: Documents listed at a time, so that nobody who writes has to wait for the whole list.
PAGE = 1_000


class Store:
    """An index that is open; close it, or use it in `with`.

    Any number of processes may ask while one adds or removes; each question is answered
    from one state. Everything raises StoreError when the index is damaged.
    """

    def __init__(self, path: str) -> None:
        self._file = File(path)

    def search(self, passages: "Sequence[str]", *, leave_out: "Sequence[str]" = ()) -> "Answer":
        """What of *passages*, those of one document, stands in the index.

        Documents at the paths in *leave_out* do not count: a document that is itself in
        the index is not its own copy. Repeats within *passages* are not sought. Grows with
        the words asked and what is found, hardly with the index: about 1 ms a passage.
        """
        from compare.store.searching import search

        with self._file.reading():
            return search(self._file, passages, leave_out)

    def documents(self) -> "Iterator[StoredDocument]":
        """All documents, in the order in which they came in."""
        from compare.store.shelf import Shelf

        last = -1
        while True:
            with self._file.reading():
                page = Shelf(self._file).documents(
                    "number > ? ORDER BY number LIMIT ?", last, PAGE
                )  # fmt: skip
            yield from page
            if len(page) < PAGE:
                return
            last = page[-1].number

    def passages(self, document: "StoredDocument") -> "tuple[Piece, ...]":
        """The passages of a stored document, in reading order, as they were stored."""
        return self.passages_of([document])[0]

    def passages_of(self, documents: "Sequence[StoredDocument]") -> "tuple[tuple[Piece, ...], ...]":
        """The same for several documents, which takes half the time of asking for each."""
        from compare.store.shelf import Shelf

        with self._file.reading():
            shelf = Shelf(self._file)
            return tuple(tuple(shelf.pieces(one.number, one.passages)) for one in documents)

    def articles(self) -> "Iterator[Article]":
        """All documents as articles, in the order in which they came in.

        What stood between their passages was not stored; it is filled with blanks, so that
        all positions are right.
        """
        from compare.store.entries import article_of

        for document in self.documents():
            yield article_of(document, self.passages(document))

    def count(self) -> int:
        """How many documents are stored; reads one number."""
        with self._file.reading():
            return int(self._file.value("SELECT documents FROM facts"))

    def info(self) -> "Info":
        """How much is stored. Reads the list of documents, not the texts."""
        from compare.store import checking

        with self._file.reading():
            return checking.info(self._file)

    def verify(self, *, progress: "Progress | None" = None) -> "Info":
        """Read everything and check every sum; StoreError names the first thing wrong."""
        from compare.store import checking

        with self._file.reading():
            return checking.verify(self._file, progress or _silent)

    def add(self, articles: "Iterable[Article]") -> "Added":
        """Add documents, all of them or none; those whose sha256 is stored are told.

        StoreError when another process is writing. Grows with what is added only.
        """
        from compare.store import changing
        from compare.store.entries import entry_of

        return changing.add(self._file, map(entry_of, articles))

    def remove(self, names: "Sequence[str]") -> "tuple[StoredDocument, ...]":
        """Remove the documents at these paths or with these numbers, all of them or none.

        StoreError when one is not there.
        """
        from compare.store import changing

        return changing.remove(self._file, names)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def __enter__(self) -> "Self":
        return self

    def __exit__(
        self,
        kind: "type[BaseException] | None",
        error: "BaseException | None",
        trace: "TracebackType | None",
    ) -> None:
        self.close()


def open(path: str) -> Store:  # noqa: A001 - reads as store.open
    """The index at *path*; StoreError when it is missing, foreign, newer or damaged."""
    return Store(path)


def build(
    path: str,
    articles: "Iterable[Article]",
    *,
    plain: bool = False,
    progress: "Progress | None" = None,
) -> "Added":
    """Write a new index of *articles* at *path*, in place of an older one.

    It appears when it is complete. With the extra [scale] a million passages take about a
    minute, without it, or with *plain*, about ten; the bytes are the same. StoreError when
    there is something else at *path* or it cannot be written.
    """
    from compare.store import building
    from compare.store.entries import entry_of

    entries = map(entry_of, articles)
    return building.build(path, entries, plain=plain, progress=progress or _silent)


def _silent(stage: str, share: float) -> None:
    """Tells nobody."""
