"""Links between words turned into edits in reading order.

Every word of both sides is in exactly one edit. Punctuation is in none of its own: it
lies inside a run or between two. A run of equal words is broken where one side has
a quotation mark or bracket that the other has not, so that later code can see it.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from compare.frozen import dataclass
from compare.languages import load
from compare.model import Edit, EditKind, Span
from compare.words import Word

from .alignment import Link, guesses, likely
from .chain import heaviest_chain
from .kinship import is_same_phrase, is_same_word, reads_equal
from .overlap import words_in

#: Words a side that a REPLACE may gather; longer ones are shown as delete and insert,
#: because nobody can see what became of what in them.
PHRASE_WORDS = 6

#: Marks whose coming or going changes who is speaking or what was inserted.
MARKS = frozenset('"“”„«»‹›()[]{}‘')


class _Run(NamedTuple):
    """Words [a, a_end) of one side against words [b, b_end) of the other.

    *linked* says that the alignment, not just the position, holds them together.
    """

    kind: EditKind
    a: int
    a_end: int
    b: int
    b_end: int
    linked: bool = True

    def touches(self, later: "_Run") -> bool:
        return self.a_end == later.a and self.b_end == later.b


@dataclass(frozen=True, slots=True)
class _Sides:
    """The two texts and their words: what every step below needs to look at."""

    text_a: str
    text_b: str
    a: tuple[Word, ...]
    b: tuple[Word, ...]
    start_a: int
    start_b: int
    language: str


def edits(
    text_a: str, span_a: Span, text_b: str, span_b: Span, *, language: str
) -> tuple[Edit, ...]:
    """What became of each word between *span_a* of *text_a* and *span_b* of *text_b*.

    In reading order of a; inserts stand where b has them; a MOVE stands where a has
    the words, and its b span is where they went. Every word is in exactly one edit,
    spans of words never overlap on either side, and swapping the sides swaps insert and
    delete. Cost: as `align`.

    >>> for edit in edits("Ten boats sank.", Span(0, 15), "Ten boats sank on Monday.",
    ...                   Span(0, 25), language="en"):
    ...     print(edit.kind, edit.a.of("Ten boats sank."), "|",
    ...           edit.b.of("Ten boats sank on Monday."))
    equal Ten boats sank | Ten boats sank
    insert  | on Monday
    """
    a = words_in(text_a, span_a, language)
    b = words_in(text_b, span_b, language)
    sides = _Sides(text_a, text_b, a, b, span_a.start, span_b.start, language)
    runs = _ordered(sides, guesses(a, b, language))
    return tuple(_edit(sides, run) for run in runs)


def _ordered(sides: _Sides, guessed: Sequence[Link]) -> list[_Run]:
    links = likely(guessed, sides.a, sides.b, sides.language)
    blocks = list(_blocks(sides, links))
    moves = _moves(sides, links, blocks)
    hints: dict[int, list[int]] = {}
    for i, j, _ in guessed:
        hints.setdefault(i, []).append(j)
    return _merged(sides, _with_gaps(sides, blocks, moves, hints))


def _blocks(sides: _Sides, links: Sequence[Link]) -> Iterator[_Run]:
    """The links that are in order on both sides, each grown to the phrase it belongs to."""
    backbone = _backbone(sides, links)
    to_a: dict[int, set[int]] = {}
    to_b: dict[int, set[int]] = {}
    for i, j, _ in links:
        to_b.setdefault(i, set()).add(j)
        to_a.setdefault(j, set()).add(i)
    before_a = before_b = 0
    for (i, j), (next_i, next_j) in pairwise([*backbone, (len(sides.a), len(sides.b))]):
        block = _Run(EditKind.REPLACE, i, i + 1, j, j + 1)
        if not is_same_word(sides.a[i], sides.b[j], sides.language):
            block = _grown(block, to_a[j], to_b[i], (before_a, before_b), (next_i, next_j))
        yield block._replace(kind=_kind(sides, block))
        before_a, before_b = block.a_end, block.b_end


def _backbone(sides: _Sides, links: Sequence[Link]) -> list[tuple[int, int]]:
    # One orientation for both calls: of two equally good chains ("A, B" / "B, A")
    # the same one must be chosen when the sides are swapped.
    if [word.folded for word in sides.a] <= [word.folded for word in sides.b]:
        return heaviest_chain((i, j, _worth(sides, i, j, s)) for i, j, s in links)
    turned = heaviest_chain((j, i, _worth(sides, i, j, s)) for i, j, s in links)
    return [(i, j) for j, i in turned]


def _worth(sides: _Sides, i: int, j: int, strength: float) -> float:
    """How much a link counts for the order: rather move a little word than a big one."""
    a, b = sides.a[i], sides.b[j]
    content = not {a.folded, b.folded} & load(sides.language).function_words
    return strength * (3.0 if content else 1.0) * (2.0 if a.folded == b.folded else 1.0)


def _grown(
    block: _Run, to_a: set[int], to_b: set[int], low: tuple[int, int], high: tuple[int, int]
) -> _Run:
    a, a_end, b, b_end = block.a, block.a_end, block.b, block.b_end
    while a - 1 in to_a and a > low[0]:
        a -= 1
    while a_end in to_a and a_end < high[0]:
        a_end += 1
    while b - 1 in to_b and b > low[1]:
        b -= 1
    while b_end in to_b and b_end < high[1]:
        b_end += 1
    return block._replace(a=a, a_end=a_end, b=b, b_end=b_end)


def _kind(sides: _Sides, run: _Run) -> EditKind:
    a, b = sides.a[run.a : run.a_end], sides.b[run.b : run.b_end]
    if len(a) == len(b) == 1 and a[0].folded == b[0].folded:
        first_a, first_b = a[0].start == sides.start_a, b[0].start == sides.start_b
        equal = reads_equal(a[0], b[0], sides.language, at_start=first_a or first_b)
        return EditKind.EQUAL if equal else EditKind.FORM
    return EditKind.FORM if is_same_phrase(a, b, sides.language) else EditKind.REPLACE


def _moves(sides: _Sides, links: Iterable[Link], blocks: Sequence[_Run]) -> list[_Run]:
    """Runs of the same words that stand elsewhere on the other side, each with a content word."""
    free_a = set(range(len(sides.a))).difference(*(range(r.a, r.a_end) for r in blocks))
    free_b = set(range(len(sides.b))).difference(*(range(r.b, r.b_end) for r in blocks))
    runs: list[_Run] = []
    for i, j, _ in sorted(links):
        if i not in free_a or j not in free_b:
            continue
        if not is_same_word(sides.a[i], sides.b[j], sides.language):
            continue
        free_a.remove(i)
        free_b.remove(j)
        step = _Run(EditKind.MOVE, i, i + 1, j, j + 1)
        if runs and runs[-1].touches(step):
            runs[-1] = runs[-1]._replace(a_end=i + 1, b_end=j + 1)
        else:
            runs.append(step)
    return [run for run in runs if _has_content(sides, run)]


def _has_content(sides: _Sides, run: _Run) -> bool:
    function_words = load(sides.language).function_words
    both = (*sides.a[run.a : run.a_end], *sides.b[run.b : run.b_end])
    return any(word.folded not in function_words for word in both)


def _with_gaps(
    sides: _Sides, blocks: Sequence[_Run], moves: Sequence[_Run], hints: dict[int, list[int]]
) -> list[_Run]:
    """Blocks and moves with the words between them as replace, delete or insert."""
    moved_a = {run.a: run for run in moves}
    moved_b = {run.b: run.b_end for run in moves}
    end = _Run(EditKind.EQUAL, len(sides.a), len(sides.a), len(sides.b), len(sides.b))
    runs: list[_Run] = []
    at_a = at_b = 0
    for block in (*blocks, end):
        gap = _Run(EditKind.REPLACE, at_a, block.a, at_b, block.b, linked=False)
        whole = not any(gap.a <= i < gap.a_end for i in moved_a)
        whole = whole and not any(gap.b <= j < gap.b_end for j in moved_b)
        if whole and _is_replacement(sides, gap, hints):
            runs.append(gap)
        else:
            runs.extend(_gap(gap, moved_a, moved_b))
        runs.append(block)
        at_a, at_b = block.a_end, block.b_end
    return runs[:-1]


def _is_replacement(sides: _Sides, gap: _Run, hints: dict[int, list[int]]) -> bool:
    """Whether the words of a gap may stand for one another, rather than just meet there."""
    a, b = sides.a[gap.a : gap.a_end], sides.b[gap.b : gap.b_end]
    if not a or not b or max(len(a), len(b)) > PHRASE_WORDS:
        return False
    if len(a) == len(b) and all(map(_same_sort, a, b)):
        return True
    return any(gap.b <= j < gap.b_end for i in range(gap.a, gap.a_end) for j in hints.get(i, ()))


def _same_sort(a: Word, b: Word) -> bool:
    """Whether both words are figures, or both names: in one place, one replaced the other."""
    sorts = [(w.folded[0].isdigit(), w.text[0].isupper() and w.text[-1] != ".") for w in (a, b)]
    return sorts[0] == sorts[1] and any(sorts[0])


def _gap(gap: _Run, moved_a: dict[int, _Run], moved_b: dict[int, int]) -> Iterator[_Run]:
    a, a_end = gap.a, gap.a_end
    while a < a_end:
        if a in moved_a:
            yield moved_a[a]
            a = moved_a[a].a_end
            continue
        stop = next((i for i in range(a, a_end) if i in moved_a), a_end)
        yield _Run(EditKind.DELETE, a, stop, gap.b, gap.b)
        a = stop
    for piece, piece_end in _pieces(gap.b, gap.b_end, moved_b):
        yield _Run(EditKind.INSERT, a, a, piece, piece_end)


def _pieces(start: int, end: int, moved: dict[int, int]) -> Iterator[tuple[int, int]]:
    """The stretches of [start, end) that no move has taken."""
    at = start
    while at < end:
        if at in moved:
            at = moved[at]
            continue
        stop = next((i for i in range(at, end) if i in moved), end)
        yield at, stop
        at = stop


def _merged(sides: _Sides, runs: Iterable[_Run]) -> list[_Run]:
    merged: list[_Run] = []
    for run in _parted(sides, list(runs)):
        if merged and _fit(sides, merged[-1], run):
            merged[-1] = _joined(merged[-1], run)
        else:
            merged.append(run)
    return merged


def _parted(sides: _Sides, runs: list[_Run]) -> list[_Run]:
    """The runs; of a loss and a gain side by side, each is with the block it belongs to.

    A loss is told before a gain though neither is first, so each is tried with the blocks
    beyond the other too: else swapping the sides would tell which stands between. With the
    later block first: "in an" goes with "interview".
    """
    for at in range(len(runs) - 1):
        loss, gain = runs[at : at + 2]
        if loss.kind is not EditKind.DELETE or gain.kind is not EditKind.INSERT:
            continue
        if not loss.touches(gain):
            continue
        for other in range(2):
            _settle(sides, runs, at, other)
    return [run for run in runs if run.a < run.a_end or run.b < run.b_end]


def _settle(sides: _Sides, runs: list[_Run], at: int, other: int) -> None:
    """Give the loss at *at*, or the gain after it, to the block after or before the two."""
    loss, gain = runs[at : at + 2]
    piece = gain if other else loss
    after = runs[at + 2] if at + 2 < len(runs) else None
    # As it would stand next to the one block or the other.
    late = piece._replace(b=gain.b_end, b_end=gain.b_end) if piece is loss else piece
    if after and _fit(sides, late, after):
        runs[at + 2] = _joined(late, after)
        if piece is loss:
            runs[at : at + 2] = [_empty(loss.a, loss.b), gain._replace(a=loss.a, a_end=loss.a)]
        else:
            runs[at + 1] = _empty(gain.a, gain.b)
        return
    before = runs[at - 1] if at else None
    early = piece._replace(a=loss.a, a_end=loss.a) if piece is gain else piece
    if before and _fit(sides, before, early):
        runs[at - 1] = _joined(before, early)
        if piece is gain:
            runs[at : at + 2] = [
                loss._replace(b=gain.b_end, b_end=gain.b_end), _empty(loss.a_end, gain.b_end)
            ]  # fmt: skip
        else:
            runs[at] = _empty(loss.a_end, loss.b)


def _empty(a: int, b: int) -> _Run:
    return _Run(EditKind.EQUAL, a, a, b, b)


def _fit(sides: _Sides, left: _Run, right: _Run) -> bool:
    return left.touches(right) and _belong(sides, left, right)


def _belong(sides: _Sides, left: _Run, right: _Run) -> bool:
    """Whether two neighbouring runs read better as one."""
    kinds = {left.kind, right.kind}
    if kinds == {EditKind.EQUAL}:
        return _marks(sides.text_a, sides.a, right.a) == _marks(sides.text_b, sides.b, right.b)
    if EditKind.REPLACE not in kinds or kinds & {EditKind.EQUAL, EditKind.FORM, EditKind.MOVE}:
        return False
    joined = _joined(left, right)
    if max(joined.a_end - joined.a, joined.b_end - joined.b) > PHRASE_WORDS:
        return False
    # "the chief executive" became "CEO": the article goes with its phrase. But in
    # "said" became "told reporters" the second word is news and stays an insert.
    loose = [run for run in (left, right) if run.kind is not EditKind.REPLACE]
    if loose:
        return not any(_has_content(sides, run) for run in loose)
    return not (left.linked and right.linked)


def _joined(left: _Run, right: _Run) -> _Run:
    kind = EditKind.EQUAL if left.kind is right.kind is EditKind.EQUAL else EditKind.REPLACE
    linked = left.linked and right.linked
    return _Run(kind, left.a, right.a_end, left.b, right.b_end, linked)


def _marks(text: str, side: Sequence[Word], index: int) -> str:
    """The quotation marks and brackets between a word and the one before it."""
    between = text[side[index - 1].end : side[index].start]
    return "".join(_KIND_OF_MARK.get(char, char) for char in between if char in MARKS)


#: Straight, curly and angled quotation marks are the same mark in another house style.
_KIND_OF_MARK = dict.fromkeys('"“”„«»‹›‘', '"')


def _edit(sides: _Sides, run: _Run) -> Edit:
    a = _span(sides.a, run.a, run.a_end, sides.start_a)
    b = _span(sides.b, run.b, run.b_end, sides.start_b)
    return Edit(run.kind, a, b)


def _span(side: Sequence[Word], first: int, end: int, start: int) -> Span:
    """The code points of words [first, end); empty after the word before when there are none."""
    if first < end:
        return Span(side[first].start, side[end - 1].end)
    at = side[first - 1].end if first else start
    return Span(at, at)
