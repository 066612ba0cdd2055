"""Rules on what only one side has: omissions, additions, and editors' brackets."""

import re
from collections.abc import Iterator

from compare.model import Difference, EditKind, Span, Weight

from .dates import date_pairs
from .names import missing_names
from .negation import unmatched
from .numbers import number_pairs
from .pair import Pair, Reading
from .rule import rule
from .scope import Negation
from .settled import settled
from .told import Told

#: Words of a gap up to which a fact in it was dropped from a clause that is otherwise
#: there; in a longer one a whole statement came or went, with its own figures.
SHORT_GAP = 5

#: Share of the clause around the gap that must stand on the other side.
OTHERWISE_THERE = 0.6

#: And at least this many words of it, for in shorter ones a share says little.
LEAST_KEPT = 2.0

#: [inserted words], at most this many code points, so that no bracket swallows an article.
BRACKETED = re.compile(r"\[[^\[\]]{1,200}\]")


@rule(Weight.FORM)
def editorial_insertion(pair: Pair, told: Told) -> Iterator[Difference]:
    """An editor's words stand in [brackets] on one side only.

    Reported:      “We sold it to them.” -> “We sold it to [the council].”
    Not reported:  “We sold it to [the council].” -> “We sold it to [the council].”
    """
    mine, theirs = _brackets(pair.a), _brackets(pair.b)
    common = {pair.a.print_of(s) for s in mine} & {pair.b.print_of(s) for s in theirs}
    message = "an editor's insertion: {a}{b}"
    for span in mine:
        if pair.a.print_of(span) not in common:
            other = pair.counterpart_b(*pair.a.index(span))
            yield pair.difference("editorial-insertion", span, other, Weight.FORM, message)
    for span in theirs:
        if pair.b.print_of(span) not in common:
            other = pair.counterpart_a(*pair.b.index(span))
            yield pair.difference("editorial-insertion", other, span, Weight.FORM, message)


def _brackets(reading: Reading) -> list[Span]:
    side = reading.side
    found = BRACKETED.finditer(side.text, side.span.start, side.span.end)
    return [Span(*match.span()) for match in found]


@rule(Weight.WORDING)
def omission(pair: Pair, told: Told) -> Iterator[Difference]:
    """Words of a that b does not have; a fact where a figure, date, name or "not" is among them.

    Which text came first is not known, so nobody is said to have left them out. Only
    words with content are told. The weight is that of a fact only where the rest of the
    clause stands on the other side; a whole statement that is missing is no changed one.

    Reported:      The ferry sank on Monday off Torvell. -> The ferry sank on Monday.
    Reported:      The old spillway cost 48 mln crowns. -> The old spillway cost a fortune.
    Not reported:  The ferry sank. -> A ferry sank.
    """
    if pair.is_salad:
        return
    facts, agreed = _facts_a(pair), settled(pair)
    for run in pair.runs:
        if run.kind is EditKind.DELETE and _tells(pair.a, run.a, run.a_end, facts):
            span = pair.a.span(run.a, run.a_end)
            if told.has_a(span) or agreed.has_a(pair.a, run.a, run.a_end):
                continue
            other = pair.counterpart_b(run.a, run.a_end)
            weight = _weight(pair.a, pair.tied_share_a, run.a, run.a_end, facts)
            yield pair.difference("omission", span, other, weight, "only in the first: “{a}”")


@rule(Weight.WORDING)
def addition(pair: Pair, told: Told) -> Iterator[Difference]:
    """Words of b that a does not have; a fact where a figure, date, name or "not" is among them.

    The reverse of `omission`.

    Reported:      The ferry sank on Monday. -> The ferry sank on Monday off Torvell.
    Not reported:  The ferry sank. -> The ferry sank, too.
    """
    if pair.is_salad:
        return
    facts, agreed = _facts_b(pair), settled(pair)
    for run in pair.runs:
        if run.kind is EditKind.INSERT and _tells(pair.b, run.b, run.b_end, facts):
            span = pair.b.span(run.b, run.b_end)
            if told.has_b(span) or agreed.has_b(pair.b, run.b, run.b_end):
                continue
            other = pair.counterpart_a(run.b, run.b_end)
            weight = _weight(pair.b, pair.tied_share_b, run.b, run.b_end, facts)
            yield pair.difference("addition", other, span, weight, "only in the second: “{b}”")


def _tells(reading: Reading, first: int, last: int, facts: frozenset[int]) -> bool:
    return reading.has_content(first, last) or bool(facts & set(range(first, last)))


def _facts_a(pair: Pair) -> frozenset[int]:
    """The words of a that hold a fact for which b has none."""
    numbers = {a for a, _ in number_pairs(pair)}
    dates = {a for a, _ in date_pairs(pair)}
    return _facts(
        pair.a,
        [q for q in pair.a.quantities if q not in numbers and not (q.weak or q.ordinal)],
        [m for m in pair.a.moments if m not in dates],
        missing_names(pair.a, pair.b),
        [n for n in unmatched(pair)[0] if _is_bare(pair.a, n, EditKind.DELETE, pair)],
    )


def _facts_b(pair: Pair) -> frozenset[int]:
    numbers = {b for _, b in number_pairs(pair)}
    dates = {b for _, b in date_pairs(pair)}
    return _facts(
        pair.b,
        [q for q in pair.b.quantities if q not in numbers and not (q.weak or q.ordinal)],
        [m for m in pair.b.moments if m not in dates],
        missing_names(pair.b, pair.a),
        [n for n in unmatched(pair)[1] if _is_bare(pair.b, n, EditKind.INSERT, pair)],
    )


def _is_bare(reading: Reading, negation: Negation, kind: EditKind, pair: Pair) -> bool:
    """Whether a "not" went alone; with the verb it denies a whole statement went."""
    for run in pair.runs:
        first, last = (run.a, run.a_end) if kind is EditKind.DELETE else (run.b, run.b_end)
        if run.kind is kind and first <= negation.first < last:
            return not negation.implicit and not reading.has_content(first, last)
    return False


def _facts(reading: Reading, *kinds) -> frozenset[int]:  # type: ignore[no-untyped-def]
    return frozenset(n for kind in kinds for each in kind for n in range(each.first, each.last))


def _weight(reading: Reading, share, first: int, last: int, facts: frozenset[int]) -> Weight:  # type: ignore[no-untyped-def]
    if last - first > SHORT_GAP or not facts & set(range(first, last)):
        return Weight.WORDING
    if any(reading.span(first, last).overlap(cue.span) for cue in reading.side.attributions):
        return Weight.WORDING  # who said it may stand just outside the link
    begin, end = reading.clause(first)[0], reading.clause(last - 1)[1]
    around = [n for n in (*range(begin, first), *range(last, end)) if reading.is_content(n)]
    if not around:
        return Weight.WORDING
    there = share(begin, first), share(last, end)
    counts = (
        sum(reading.is_content(n) for n in range(begin, first)),
        sum(reading.is_content(n) for n in range(last, end)),
    )
    kept = there[0] * counts[0] + there[1] * counts[1]
    there_still = kept >= max(LEAST_KEPT, OTHERWISE_THERE * len(around))
    return Weight.FACT if there_still else Weight.WORDING
