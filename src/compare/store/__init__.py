"""The stored corpus: which passages of a new document stand in a million stored ones.

An index on disk that is asked without being loaded. It gives for one document what a full
run of `repetition` gives for the corpus and that document: which stretches repeat, and
which documents are copies. A package beside `engines`, not in it: an engine groups all
passages it is given, this answers for a few against many, and only the rule of what makes
two passages alike (`engines.kernel`) is common to both.

    with store.open("corpus.index") as index:
        answer = index.search(["A passage.", "Another passage."])
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from types import TracebackType
    from typing import Self

    from compare.engines import Progress
    from compare.model import Article
    from compare.store.records import Added, Answer, Info, StoredDocument


class Store:
    """An index that is open; close it, or use it in `with`. Readers never block readers."""

    def search(self, passages: "Sequence[str]", *, leave_out: "Sequence[str]" = ()) -> "Answer":
        """What of *passages*, those of one document, stands in the index.

        Documents at the paths in *leave_out* do not count: a document that is itself in
        the index is not its own copy. Raises InputError when the index is damaged.
        """
        raise NotImplementedError

    def documents(self) -> "Iterator[StoredDocument]":
        """All documents, in the order in which they came in."""
        raise NotImplementedError

    def info(self) -> "Info":
        """How much is stored."""
        raise NotImplementedError

    def verify(self) -> "Info":
        """Read everything and check every sum; InputError names the first thing wrong."""
        raise NotImplementedError

    def add(self, articles: "Iterable[Article]") -> "Added":
        """Add documents, all of them or none."""
        raise NotImplementedError

    def remove(self, names: "Sequence[str]") -> "tuple[StoredDocument, ...]":
        """Remove the documents at these paths or with these numbers, all of them or none.

        InputError when one is not there.
        """
        raise NotImplementedError

    def close(self) -> None:
        """Let go of the file."""

    def __enter__(self) -> "Self":
        return self

    def __exit__(
        self, kind: "type[BaseException] | None", error: "BaseException | None",
        trace: "TracebackType | None",
    ) -> None:  # fmt: skip
        self.close()


def open(path: str) -> Store:  # noqa: A001 - reads as store.open
    """The index at *path*; InputError when it is missing, foreign, newer or damaged."""
    raise NotImplementedError


def build(
    path: str, articles: "Iterable[Article]", *, progress: "Progress | None" = None
) -> "Added":
    """Write a new index of *articles* at *path*, which appears when it is complete."""
    raise NotImplementedError
