"""Engines: which stretches of which passages repeat, at every size, behind one contract.

An engine takes plain texts and gives groups of places in them; it knows nothing of
documents, outlets or roles. Every engine gives the same groups for the same passages in
the same order; which one to use is a question of size alone.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from compare.errors import MissingExtraError

#: Called with a stage in plain words and how much of it is done, from 0 to 1.
Progress = Callable[[str, float], None]

#: From so many characters on the batch engine is worth its start: loading the compiled
#: code takes about a second, in which the memory engine reads a quarter of a million words.
BATCH_FROM = 2_000_000


class Member(NamedTuple):
    """A stretch of a passage in a group; the first member of a group represents it.

    *passage* counts from 0 in the order given; *start* and *end* are code points in it.
    *words* is the length of the stretch, *shared* how many words of it stand in the
    representative in the same order, *of* the words of the whole passage.
    """

    passage: int
    start: int
    end: int
    words: int
    shared: int
    of: int
    exact: bool

    @property
    def is_whole(self) -> bool:
        """Whether the stretch is nine tenths of its passage or more."""
        return 10 * self.words >= 9 * self.of


class Group(NamedTuple):
    """Members that all resemble the first one, in the order of the passages after it."""

    members: tuple[Member, ...]


class Groups(ABC):
    """What an engine found: groups in the order of their representatives, and the counts.

    *counts* names everything that was collapsed, capped or dropped, in plain words.
    """

    counts: dict[str, int]

    @abstractmethod
    def __len__(self) -> int: ...

    @abstractmethod
    def __iter__(self) -> Iterator[Group]: ...

    @abstractmethod
    def text(self, passage: int) -> str:
        """The passage with that number, as it was given."""

    @abstractmethod
    def same(self, passage: int) -> int:
        """A number that passages of the same words have in common; -1 without words."""

    @abstractmethod
    def words(self, passage: int) -> int:
        """How many words that passage has."""


class Engine(ABC):
    """Finds repeats in a stream of passages."""

    name: str

    @abstractmethod
    def repeats(self, passages: Iterable[str], *, progress: Progress | None = None) -> Groups:
        """The groups of repeated stretches in *passages*.

        Passages are read once. Two stretches are alike when half their words stand in the
        same order, and these are 12 words at least, or half of the shorter passage (below
        8 words, of the longer one). Case and punctuation do not count. No group has a
        member that does not resemble its first.
        """


def engine(name: str = "auto", *, jobs: int = 0, characters: int = 0) -> Engine:
    """The engine with that *name*: `memory`, `batch`, or `auto` by *characters* of text.

    *jobs* is the number of threads of `batch`, 0 for one per processor. `auto` takes
    `memory` where the extra [scale] is not installed; `batch` then raises MissingExtraError.
    """
    if name == "memory" or (name == "auto" and characters < BATCH_FROM):
        return _memory()
    try:
        from compare.engines.batch import BatchEngine
    except ModuleNotFoundError as error:
        if name == "auto":
            return _memory()
        raise MissingExtraError("the batch engine", "scale") from error
    return BatchEngine(jobs=jobs)


def _memory() -> Engine:
    from compare.engines.memory import MemoryEngine

    return MemoryEngine()


ENGINES: Sequence[str] = ("auto", "memory", "batch")
