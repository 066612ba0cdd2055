"""Which marks open and close quotations, and which are apostrophes, inches or dittos.

Finds the marks and pairs them, also where one is missing or two share one (« … «…»).
Says nothing of who speaks or what kind of quotation it is.
"""

import re
from collections.abc import Iterator
from enum import Enum
from itertools import pairwise

from compare.frozen import dataclass
from compare.model import Span
from compare.patterns import pattern

_MARK = pattern(r"""["“”„‟«»‹›‘’‚'＂]|``|''""")
_STOPS = pattern(r"[.!?…][\"”’)\]]*(?=\s)")

_OPENING = "“„‟«‹‚"
_CLOSING = "”»›"
_DOUBLE = '"＂'
_SINGLE = "'‘’‚"
# Marks that may stand before an opening or after a closing straight mark.
_BEFORE_OPENING = "([{<-–—/|\u00a0…:=_*#.,;"
_BEFORE_OPENING_QUOTES = "\"“„«‘'"

# Words that begin with an apostrophe; what follows it, folded.
_ELISIONS = pattern(
    r"(?:\d0s|\d\d\b|em\b|tis\b|twas\b|til\b|cause\b|n\b|bout\b|round\b)", re.IGNORECASE
)


class _Turn(Enum):
    OPENS = "opens"
    CLOSES = "closes"
    EITHER = "either"


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    family: str
    turn: _Turn


@dataclass(frozen=True, slots=True)
class Quoted:
    """A stretch in quotation marks: *span* with them, *inner* without.

    *closed* is false when the closing mark is missing; *opened* is false when the
    opening one is, for the quotation began in a passage before.
    """

    span: Span
    inner: Span
    family: str
    closed: bool = True
    opened: bool = True


def quoted(text: str, span: Span, *, running: str = "") -> tuple[Quoted, ...]:
    """The outermost quotations of *text* inside *span*, in order, none overlapping.

    *running* is the family of marks of a quotation left open by the passage before:
    then a closing mark without an opening one closes it. The cost grows with the
    length of the span.

    >>> text = "It’s ’90s talk: “the allies’ ‘rules’ won’t do.”"
    >>> [quotation.span.of(text) for quotation in quoted(text, Span(0, len(text)))]
    ['“the allies’ ‘rules’ won’t do.”']
    """
    marks = _without_apostrophes(list(_marks(text, span)), text)
    return tuple(_paired(marks, text, span, running))


def _marks(text: str, span: Span) -> Iterator[_Mark]:
    for match in _MARK.finditer(text, span.start, span.end):
        start, end = match.span()
        before = text[start - 1] if start > span.start else " "
        after = text[end] if end < span.end else " "
        turn = _turn(match.group(), before, after, text[end : end + 6])
        if turn is not None:
            yield _Mark(start, end, _family(match.group()), turn)


def _family(mark: str) -> str:
    if mark in _SINGLE:
        return "single"
    return "angle" if mark in "«»‹›" else "double"


def _turn(mark: str, before: str, after: str, following: str) -> _Turn | None:
    """What a mark may do where it stands; None when it is no quotation mark at all."""
    if mark in _SINGLE:
        return _single_turn(mark, before, after, following)
    if mark == "``":
        return _Turn.OPENS
    if mark == "''":
        return _Turn.CLOSES
    if mark in "«‹„‚‟":
        return _Turn.OPENS
    if mark in "»›":
        return _Turn.CLOSES
    return _double_turn(mark, before, after)


def _double_turn(mark: str, before: str, after: str) -> _Turn | None:
    if mark in _DOUBLE and before.isdigit() and (after.isspace() or after in ",.x×)"):
        return _Turn.CLOSES  # an inch, unless a quotation is open: see `_paired`
    opens = before.isspace() or before in _BEFORE_OPENING or before in _BEFORE_OPENING_QUOTES
    closes = after.isspace() or not (after.isalnum() or after in "[($€£")
    if mark == "“":
        # In German and Russian print “ closes what „ opened: „so“.
        return _Turn.EITHER if closes and not before.isspace() else _Turn.OPENS
    if mark == "”":
        return _Turn.OPENS if before.isspace() and after.isalnum() else _Turn.CLOSES
    if before.isspace() and after.isspace():
        return None  # a ditto
    if opens and not closes:
        return _Turn.OPENS
    if closes and not opens:
        return _Turn.CLOSES
    if before.isspace():
        return _Turn.OPENS
    return _Turn.CLOSES if after.isspace() else _Turn.EITHER


def _single_turn(mark: str, before: str, after: str, following: str) -> _Turn | None:
    if before.isalnum() and after.isalnum():
        return None
    if after.isalnum() or after in '[“"…':
        if mark == "’" or not (before.isspace() or before in '([{-–—"“«„/'):
            return None
        return None if _ELISIONS.match(following) else _Turn.OPENS
    if mark == "‘" or before.isspace():
        return None
    return _Turn.CLOSES


def _without_apostrophes(marks: list[_Mark], text: str) -> list[_Mark]:
    """Single marks only in pairs: an opening one with the last fit closing one after it.

    In 'the allies' plan' the first closing mark stands after an s and before a small
    letter, and another follows before any opens: that is the possessive.
    """
    kept: list[_Mark] = []
    single: int | None = None
    singles = [mark for mark in marks if mark.family == "single"]
    following = {a.start: b for a, b in pairwise(singles)}
    drop: set[int] = set()
    for mark in marks:
        if mark.family != "single":
            continue
        if mark.turn is _Turn.OPENS:
            drop.add(mark.start if single is not None else -1)
            single = single if single is not None else mark.start
        elif single is None or _is_possessive(mark, following.get(mark.start), text):
            drop.add(mark.start)
        else:
            single = None
    if single is not None:
        drop.add(single)
    kept.extend(mark for mark in marks if mark.start not in drop)
    return kept


def _is_possessive(mark: _Mark, after: _Mark | None, text: str) -> bool:
    if after is None or after.turn is not _Turn.CLOSES:
        return False
    tail = text[mark.end : mark.end + 2]
    return text[mark.start - 1] in "sS" and tail[:1] == " " and tail[1:].islower()


def _paired(marks: list[_Mark], text: str, span: Span, running: str) -> Iterator[Quoted]:
    """The outermost pairs, by a stack of the open families."""
    stack: list[_Mark] = []
    if marks and running and _closes_running(marks, running):
        first = marks.pop(0)
        yield Quoted(
            Span(span.start, first.end), Span(span.start, first.start), running, opened=False
        )
    for index, mark in enumerate(marks):
        turn = _resolved(mark, stack)
        if turn is _Turn.OPENS:
            if _is_forgotten(stack, marks, index):
                yield _cut_short(stack[0], text, mark.start)
                stack.clear()
            stack.append(mark)
        elif any(open_.family == mark.family for open_ in stack[-4:]):
            outermost = stack[0]
            while stack.pop().family != mark.family:
                pass
            if not stack:
                yield _pair(outermost, mark)
    if stack:
        yield Quoted(
            Span(stack[0].start, span.end),
            Span(stack[0].end, span.end),
            stack[0].family,
            closed=False,
        )


def _closes_running(marks: list[_Mark], running: str) -> bool:
    return marks[0].family == running and marks[0].turn is _Turn.CLOSES


def _resolved(mark: _Mark, stack: list[_Mark]) -> _Turn:
    if mark.turn is not _Turn.EITHER:
        return mark.turn
    is_open = any(open_.family == mark.family for open_ in stack)
    return _Turn.CLOSES if is_open else _Turn.OPENS


def _is_forgotten(stack: list[_Mark], marks: list[_Mark], index: int) -> bool:
    """Whether the quotation open so far lost its closing mark before this opening one.

    "He said "no" to us," opens two and closes two. "It ends, he said. "It begins,"
    opens two and closes one before the next opens: the first was never closed.
    """
    family = marks[index].family
    if not stack or stack[0].family != family or family == "angle":
        return False
    ahead = [mark for mark in marks[index + 1 : index + 9] if mark.family == family][:2]
    return not (len(ahead) == 2 and all(mark.turn is not _Turn.OPENS for mark in ahead))


def _cut_short(mark: _Mark, text: str, limit: int) -> Quoted:
    """A quotation without a closing mark, up to the end of its sentence or the next mark."""
    stop = _STOPS.search(text, mark.end, limit)
    end = stop.end() if stop else len(text[:limit].rstrip()) if limit < 400 else limit
    while end > mark.end and text[end - 1].isspace():
        end -= 1
    return Quoted(Span(mark.start, end), Span(mark.end, end), mark.family, closed=False)


def _pair(first: _Mark, last: _Mark) -> Quoted:
    return Quoted(Span(first.start, last.end), Span(first.end, last.start), first.family)
