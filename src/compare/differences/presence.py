"""Rules on what only one side has: omissions, additions, and editors' brackets."""

from collections.abc import Iterator

from compare.model import Difference, EditKind, Span, Weight
from compare.patterns import pattern

from .detail import Detail, details
from .pair import Pair, Reading
from .rule import rule
from .settled import settled
from .told import Told

#: Content words from which words only one side has are told of texts worded freely.
LEAST_LOOSE = 3

#: [inserted words], at most this many code points, so that no bracket swallows an article.
BRACKETED = pattern(r"\[[^\[\]]{1,200}\]")


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
    clause stands on the other side and the whole other document is silent on the figure,
    date, person or place; else the line that has it is told. Nationalities, party tags
    and to whom something was said are wording.

    Reported:      The ferry sank on Monday off Torvell. -> The ferry sank on Monday.
    Reported:      The old spillway cost 48 mln crowns. -> The old spillway cost a fortune.
    Not reported:  The ferry sank. -> A ferry sank.
    """
    if pair.is_salad:
        return
    facts, agreed, loose = details(pair.a, pair.b, pair), settled(pair), pair.is_loose
    for run in pair.runs:
        if run.kind is EditKind.DELETE and _tells(pair.a, run.a, run.a_end, facts, loose=loose):
            span = pair.a.span(run.a, _trimmed(pair.a, run.a, run.a_end))
            if told.has_a(span) or agreed.has_a(pair.a, run.a, run.a_end):
                continue
            other = pair.counterpart_b(run.a, run.a_end)
            weight, line = _weight(run.a, run.a_end, facts)
            yield pair.difference(
                "omission",
                span,
                other,
                weight,
                "only in the first: “{a}”" + _beside("second", line),
            )


@rule(Weight.WORDING)
def addition(pair: Pair, told: Told) -> Iterator[Difference]:
    """Words of b that a does not have; a fact where a figure, date, name or "not" is among them.

    The reverse of `omission`.

    Reported:      The ferry sank on Monday. -> The ferry sank on Monday off Torvell.
    Not reported:  The ferry sank. -> The ferry sank, too.
    """
    if pair.is_salad:
        return
    facts, agreed, loose = details(pair.b, pair.a, pair), settled(pair), pair.is_loose
    for run in pair.runs:
        if run.kind is EditKind.INSERT and _tells(pair.b, run.b, run.b_end, facts, loose=loose):
            span = pair.b.span(run.b, _trimmed(pair.b, run.b, run.b_end))
            if told.has_b(span) or agreed.has_b(pair.b, run.b, run.b_end):
                continue
            other = pair.counterpart_a(run.b, run.b_end)
            weight, line = _weight(run.b, run.b_end, facts)
            yield pair.difference(
                "addition",
                other,
                span,
                weight,
                "only in the second: “{b}”" + _beside("first", line),
            )


def _trimmed(reading: Reading, first: int, last: int) -> int:
    """The end of the words without "and his", "of Mr.": what goes with the words after them."""
    end = last
    while end > first and _leads_on(reading, end - 1):
        end -= 1
    return end if end > first else last


def _leads_on(reading: Reading, index: int) -> bool:
    bare = reading.words[index].folded.rstrip(".")
    if bare in reading.language.negations:
        return False
    return bare in reading.language.function_words or bare in reading.language.honorifics


def _tells(
    reading: Reading, first: int, last: int, facts: tuple[Detail, ...], *, loose: bool
) -> bool:
    if any(fact.within(first, last) for fact in facts):
        return True
    content = sum(reading.is_content(n) for n in range(first, last))
    return content >= (LEAST_LOOSE if loose else 1)


def _weight(first: int, last: int, facts: tuple[Detail, ...]) -> tuple[Weight, int]:
    """The weight of the words [first, last), and the line in which the other side has them."""
    inside = [fact for fact in facts if fact.within(first, last)]
    if any(fact.is_missing for fact in inside):
        return Weight.FACT, 0
    return Weight.WORDING, next((fact.line for fact in inside if fact.line), 0)


def _beside(which: str, line: int) -> str:
    return f"; told elsewhere in the {which}, line {line}" if line else ""
