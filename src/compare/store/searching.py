"""One document against an index: its passages that are stored, and its copies.

The same rule as a full run of an engine: every passage that shares a rare run of four
words is compared, and of frequent runs the first few. What is not compared is counted.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice

from compare.engines.kernel import CAP, FEW_WORDS, GRAM, MIN_WORDS, SHORT, STAR
from compare.engines.tokens import word_spans
from compare.store.blocks import Piece
from compare.store.file import File
from compare.store.matching import Asked, Stretch, Vocabulary, stretches
from compare.store.records import (
    CONTAINED,
    EXACT,
    NEAR,
    Answer,
    DocumentHit,
    Hit,
    StandingText,
    StoredDocument,
    StoredPlace,
)
from compare.store.runs import whole_hash
from compare.store.shelf import Shelf, signature

#: Places listed of passages that have the same words; all are counted.
PLACES = 3
#: Changed words in a row that do not end a standing text: a name or a date.
SLOT = 4
#: Share of its words in common passages that makes a document a near copy, or contained.
SHARE = 0.8
#: A share that makes a document worth measuring.
CANDIDATE = 0.5
#: Passages with more copies than this point to no document in particular.
MOST_PAIRED = 50
#: Documents measured whole, those with most in common first; the others are counted.
MOST_DOCUMENTS = 64
#: Passages of a document that is measured whole; of a longer one, what was found counts.
MOST_PASSAGES = 1_000

_Places = Mapping[int, tuple[Sequence[int], int]]


def search(file: File, passages: Sequence[str], leave_out: Sequence[str]) -> Answer:
    """See `Store.search`."""
    return _Search(file, passages, leave_out).answer()


class _Search:
    """The state of one search: what is asked, and what was compared."""

    def __init__(self, file: File, passages: Sequence[str], leave_out: Sequence[str]) -> None:
        vocabulary = Vocabulary()
        self.shelf = shelf = Shelf(file, hashes=vocabulary.known)
        self.asked = [Asked(text, vocabulary) for text in passages]
        self.wholes = [whole_hash(each.words) for each in self.asked]
        keys = {key for each in self.asked for key in each.keys}
        self.places: _Places = shelf.places(keys.union(filter(None, self.wholes)))
        self.left_out = [
            range(each.number, each.number + max(1, each.passages))
            for path in leave_out
            for each in shelf.documents("path = ?", path)
        ]
        self.compared: dict[tuple[int, int], list[Stretch]] = {}
        self.counts = dict.fromkeys(
            ("stored passages compared", "with a frequent run only, not compared",
             "pairs of passages with too many runs in common", "documents not measured"), 0,
        )  # fmt: skip

    def answer(self) -> Answer:
        found = [hit for number in range(len(self.asked)) for hit in self._hits(number)]
        hits = tuple(hit for hit, _ in found)
        standing = tuple(s for number in range(len(self.asked)) for s in self._standing(number))
        documents = _Documents(self).found([(hit, passage) for hit, passage in found])
        return Answer(hits, standing, documents, self.counts)

    def is_left_out(self, passage: int) -> bool:
        return any(passage in each for each in self.left_out)

    def _hits(self, number: int) -> list[tuple[Hit, int]]:
        """The hits of an asked passage with the stored one of each, best first."""
        found = []
        for passage in self._candidates(number):
            shared = self.compare(number, passage)
            places, count = self._same(passage) if shared else ([], 0)
            if count:
                found += [
                    (self._hit(number, passage, each, places, count), passage) for each in shared
                ]
        return sorted(found, key=lambda one: (-one[0].shared, one[0].kind != EXACT, one[1]))

    def _candidates(self, number: int) -> Iterator[int]:
        """Stored passages that may repeat an asked one: may be too many, never too few."""
        asked = self.asked[number]
        whole = self.places.get(self.wholes[number], ((), 0))[0]
        yield from sorted(set(whole) | self._alike(asked))

    def _alike(self, asked: Asked) -> set[int]:
        rare: set[int] = set()
        often: dict[int, int] = defaultdict(int)
        for key in set(asked.keys):
            passages, count = self.places.get(key, ((), 0))
            if count <= CAP:
                rare.update(passages)
            else:
                for passage in passages[:STAR]:
                    often[passage] += 1
        # One frequent run alone is a set phrase, unless both passages are short.
        several = {p for p, n in often.items() if n > 1 or self._both_short(asked, p)}
        self.counts["with a frequent run only, not compared"] += len(often.keys() - several - rare)
        return rare | several

    def _both_short(self, asked: Asked, passage: int) -> bool:
        return len(asked.words) <= SHORT and len(self.shelf.words(passage)) <= SHORT

    def compare(self, number: int, passage: int) -> list[Stretch]:
        """What an asked and a stored passage share."""
        key = number, passage
        if key not in self.compared:
            asked, words = self.asked[number], self.shelf.words(passage)
            if words == asked.words:
                found, complete = [Stretch(0, len(words), 0, len(words), len(words))], True
            else:
                found, complete = stretches(asked, words)
            self.compared[key] = found
            self.counts["stored passages compared"] += 1
            self.counts["pairs of passages with too many runs in common"] += not complete
        return self.compared[key]

    def _same(self, passage: int) -> tuple[list[int], int]:
        """The first passages of the same words as a stored one, itself first, and how many."""
        shelf = self.shelf
        count = 1 + shelf.copies_in(passage, 0, 1 << 32)
        if not self.left_out:
            return [passage, *(shelf.copies(passage, limit=PLACES - 1) if count > 1 else ())], count
        gone = sum(
            shelf.copies_in(passage, each.start, each.stop) + (passage in each)
            for each in self.left_out
        )
        rest = (p for p in (passage, *shelf.copies(passage)) if not self.is_left_out(p))
        return list(islice(rest, PLACES)), count - gone

    def _hit(
        self, number: int, passage: int, found: Stretch, places: Iterable[int], count: int
    ) -> Hit:
        asked, stored = self.asked[number], self.shelf.words(passage)
        words, stored_words = found.high - found.low, found.stored_high - found.stored_low
        return Hit(
            number, *asked.offsets(found.low, found.high), _kind(asked.words, stored, found),
            words, len(asked.words), found.shared, stored_words, len(stored),
            tuple(self._place(each, found) for each in places), count,
        )  # fmt: skip

    def _place(self, passage: int, found: Stretch) -> StoredPlace:
        piece = self.shelf.piece(passage)
        low, high = found.stored_low, found.stored_high
        if high - low == len(self.shelf.words(passage)):
            start, end = 0, len(piece.text)
        else:
            spans = word_spans(piece.text)
            start, end = spans[low][0], spans[high - 1][1]
        return StoredPlace(
            self.shelf.document(passage), piece.line, piece.start + start, piece.start + end,
            piece.role, piece.text[start:end], _position(piece, start), _position(piece, end),
        )  # fmt: skip

    def _standing(self, number: int) -> Iterator[StandingText]:
        """Stretches of frequent runs that have a stored passage in common."""
        asked = self.asked[number]
        for low, high, count in self._frequent_stretches(asked):
            if high - low >= MIN_WORDS or _is_most(high - low, len(asked.words)):
                yield StandingText(number, *asked.offsets(low, high), high - low, count)

    def _frequent_stretches(self, asked: Asked) -> Iterator[tuple[int, int, int]]:
        common: set[int] = set()
        low = last = count = 0
        for at, key in enumerate(asked.keys):
            passages, number = self.places.get(key, ((), 0))
            if number <= CAP:
                continue
            both = common.intersection(passages) if at - last <= GRAM + SLOT else set()
            if both:
                common, last, count = both, at, min(count, number)
                continue
            if common:
                yield low, last + GRAM, count
            common, low, last, count = set(passages), at, at, number
        if common:
            yield low, last + GRAM, count


def _position(piece: Piece, at: int) -> tuple[int, int]:
    """Line and column, from 1, of a code point of a passage, which begins a line."""
    before = piece.text[:at]
    return piece.line + before.count("\n"), at - before.rfind("\n")


def _is_most(words: int, of: int) -> bool:
    return words >= FEW_WORDS and 2 * words >= of


def _kind(asked: Sequence[int], stored: Sequence[int], found: Stretch) -> str:
    low, high, stored_low, stored_high, _ = found
    if _is_whole(high - low, len(asked)) != _is_whole(stored_high - stored_low, len(stored)):
        return CONTAINED
    return EXACT if asked[low:high] == stored[stored_low:stored_high] else NEAR


def _is_whole(words: int, of: int) -> bool:
    """As `engines.Member.is_whole`."""
    return 10 * words >= 9 * of


class _Documents:
    """Which stored documents share most of themselves, or of what is asked."""

    def __init__(self, search: _Search) -> None:
        self._search = search
        self._shelf = search.shelf
        self._total = sum(len(each.words) for each in search.asked)

    def found(self, hits: Sequence[tuple[Hit, int]]) -> tuple[DocumentHit, ...]:
        """Copies, near copies and parts, those with most in common first."""
        exact = self._exact()
        known = {each.document.number for each in exact}
        nominated = [each for each in self._nominated(hits) if each.number not in known]
        self._search.counts["documents not measured"] += len(nominated[MOST_DOCUMENTS:])
        measured = (self._measured(each, hits) for each in nominated[:MOST_DOCUMENTS])
        near = [each for each in measured if each is not None]
        near.sort(key=lambda one: (-one.share_asked - one.share_stored, one.document.number))
        return (*exact, *near)

    def _exact(self) -> list[DocumentHit]:
        number = signature(self._search.wholes)
        if not number:
            return []
        same = self._shelf.documents("signature = ? ORDER BY number", number)
        return [
            DocumentHit(each, EXACT, 1.0, 1.0)
            for each in same
            if each.words == self._total and not self._search.is_left_out(each.number)
        ]

    def _nominated(self, hits: Iterable[tuple[Hit, int]]) -> list[StoredDocument]:
        """Documents that may share enough, those with most words in common first."""
        words: dict[StoredDocument, int] = defaultdict(int)
        for hit, passage in hits:
            if hit.total <= MOST_PAIRED:
                for document in self._owners(passage):
                    words[document] += hit.words
        enough = (
            each for each, n in words.items() if n >= CANDIDATE * min(self._total, each.words)
        )
        return sorted(enough, key=lambda each: (-words[each], each.number))

    def _owners(self, passage: int) -> set[StoredDocument]:
        """The documents that have a passage or a copy of it."""
        return {
            self._shelf.document(each)
            for each in (passage, *self._shelf.copies(passage))
            if not self._search.is_left_out(each)
        }

    def _measured(
        self, document: StoredDocument, hits: Iterable[tuple[Hit, int]]
    ) -> DocumentHit | None:
        asked: dict[int, int] = defaultdict(int)
        stored: dict[int, int] = defaultdict(int)
        for number, passage in self._pairs(document, hits):
            for each in self._search.compare(number, passage):
                asked[number] += each.high - each.low
                stored[passage] += each.stored_high - each.stored_low
        in_asked = sum(min(n, len(self._search.asked[q].words)) for q, n in asked.items())
        in_stored = sum(min(n, len(self._shelf.words(p))) for p, n in stored.items())
        return _document_hit(document, in_asked / self._total, in_stored / document.words)

    def _pairs(
        self, document: StoredDocument, hits: Iterable[tuple[Hit, int]]
    ) -> Iterator[tuple[int, int]]:
        """Pairs of an asked passage and one of *document* that have a run in common."""
        if document.passages > MOST_PASSAGES:
            passages = range(document.number, document.number + document.passages)
            yield from {(hit.passage, p) for hit, p in hits if p in passages}
            return
        runs, wholes = self._known
        for passage in range(document.number, document.number + document.passages):
            words = self._shelf.words(passage)
            grams = zip(words, words[1:], words[2:], words[3:], strict=False)
            same = {number for gram in grams for number in runs.get(gram, ())}
            for number in sorted(same.union(wholes.get(tuple(words), ()))):
                yield number, passage

    @cached_property
    def _known(self) -> tuple[dict[object, list[int]], dict[tuple[int, ...], list[int]]]:
        """Which asked passages have a run of words, and which consist of certain words."""
        runs: dict[object, list[int]] = defaultdict(list)
        wholes: dict[tuple[int, ...], list[int]] = defaultdict(list)
        for number, each in enumerate(self._search.asked):
            for run in each.seeds:
                runs[run].append(number)
            if each.words:
                wholes[tuple(each.words)].append(number)
        return runs, wholes


def _document_hit(
    document: StoredDocument, share_asked: float, share_stored: float
) -> DocumentHit | None:
    if max(share_asked, share_stored) < SHARE:
        return None
    kind = NEAR if min(share_asked, share_stored) >= SHARE else CONTAINED
    return DocumentHit(document, kind, share_asked, share_stored)
