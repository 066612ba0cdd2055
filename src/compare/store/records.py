"""What the store tells: documents, places and hits, as plain named tuples.

Imports nothing of ours and nothing heavy: asking an index must start at once. Positions
are code points in the text of a document, half-open, as everywhere.
"""

from typing import NamedTuple

#: Runs in a bucket from which on one in a hundred questions for a run is answered wrongly,
#: which costs a comparison in vain.
FULL = 1_024

#: Kinds of hits and of documents; the values of `model.RepeatKind`.
EXACT, NEAR, CONTAINED = "exact", "near", "contained"


class StoredDocument(NamedTuple):
    """A document in the index. *number* never changes and is never given twice.

    *published* is an ISO date or empty, *sha256* that of the file as it was read. *words*
    counts all its passages.
    """

    number: int
    path: str
    sha256: str
    outlet: str
    title: str
    published: str
    language: str
    passages: int
    words: int


class StoredPlace(NamedTuple):
    """A stretch of a stored passage: code points [start, end) of its document's text.

    *line* is the 1-based line where the passage begins, *role* a value of `model.Role`,
    *text* the words there. *first* and *last* are line and column, from 1, of the first
    character and of the one behind the last.
    """

    document: StoredDocument
    line: int
    start: int
    end: int
    role: str
    text: str
    first: tuple[int, int]
    last: tuple[int, int]


class Hit(NamedTuple):
    """A stretch of an asked passage that stands in the index too.

    *passage* counts the asked passages from 0; *start* and *end* are code points in it.
    *words* and *of* are the words of the stretch and of the whole passage as asked,
    *stored_words* and *stored_of* as stored; *shared* stand in both in the same order.
    *places* has passages of exactly the same words together, in the order in which they
    came in; there are *total*, of which the first few are listed.
    """

    passage: int
    start: int
    end: int
    kind: str
    words: int
    of: int
    shared: int
    stored_words: int
    stored_of: int
    places: tuple[StoredPlace, ...]
    total: int

    @property
    def is_inner(self) -> bool:
        """Whether the asked passage is contained in the stored one, not the other way."""
        return self.kind == CONTAINED and 10 * self.words >= 9 * self.of


class StandingText(NamedTuple):
    """A stretch of an asked passage whose runs of words stand in many stored passages.

    Not every one of them was compared; *total* is how many different passages have the rarest
    of the runs of four words in it, so about how many have the whole.
    """

    passage: int
    start: int
    end: int
    words: int
    total: int


class DocumentHit(NamedTuple):
    """A stored document that shares most of itself or of what was asked.

    *share_asked* and *share_stored*, from 0 to 1, are the words of either that stand in
    both. EXACT: the same words, passage by passage; NEAR: both shares are .8 or more;
    CONTAINED: one of them is.
    """

    document: StoredDocument
    kind: str
    share_asked: float
    share_stored: float

    @property
    def is_inner(self) -> bool:
        """Whether what was asked is contained in the stored document."""
        return self.kind == CONTAINED and self.share_asked > self.share_stored


class Answer(NamedTuple):
    """What an index says of one document's passages.

    *hits* in the order of the passages, best first; *standing* in reading order;
    *documents* by what they share. *counts* names in plain words what was looked at,
    capped or dropped.
    """

    hits: tuple[Hit, ...]
    standing: tuple[StandingText, ...]
    documents: tuple[DocumentHit, ...]
    counts: dict[str, int]


class Added(NamedTuple):
    """What became of documents that were to be added.

    *replaced* counts older documents at the same paths, which went. *duplicates* are those
    whose bytes (sha256) are in the index under any path, with the stored document; they are
    not added again.
    """

    documents: int
    passages: int
    replaced: int
    duplicates: tuple[tuple[str, StoredDocument], ...]


class Info(NamedTuple):
    """What `compare index info` shows. Sizes are bytes; *text* is UTF-8, uncompressed.

    *runs* are the runs of words that are stored, in so many *buckets*; of *capped* ones
    not all places are.
    """

    path: str
    version: int
    documents: int
    passages: int
    words: int
    text: int
    size: int
    runs: int
    capped: int
    buckets: int

    @property
    def is_crowded(self) -> bool:
        """Whether so much was added that an index built anew would be quicker."""
        return self.runs > FULL * self.buckets
