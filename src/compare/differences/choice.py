"""Rules on other words for the same thing: synonyms, and more or less exact ones."""

from collections.abc import Iterator

from compare.model import Difference, EditKind, Weight

from .dates import date_pairs
from .moment import Moment
from .numbers import number_pairs
from .pair import Pair, Reading, Run
from .quantity import LABELS, Quantity, convertible
from .rounding import near
from .rule import rule
from .settled import settled
from .told import Told

#: Words before or after a common one that say of what sort it is; longer is an omission.
LONGEST_MODIFIER = 3

#: Most content words of a description that stands for a name: the old ferry company.
LONGEST_DESCRIPTION = 3

#: The place of words in one replacement beside which a neighbour is tied.
ONE_BESIDE = 4.5


@rule(Weight.WORDING)
def specificity(pair: Pair, told: Told) -> Iterator[Difference]:
    """One side says the same thing more exactly: a name for a title, a figure for "about".

    A describing word or two beside a common noun count too; whole phrases that only one
    side has are an `omission` or `addition`.

    Reported:      The mayor resigned on Monday. -> Mayor Ann Arden resigned on Monday.
    Reported:      Fjordline raised its fares. -> The company raised its fares.
    Reported:      About 1,500 people came. -> Some 1,487 people came.
    Reported:      Several boats sank. -> Six boats sank.
    Reported:      The ferry sank. -> The wooden ferry sank.
    Not reported:  The ferry sank. -> The ship sank.
    """
    if pair.is_salad:
        return
    yield from _figures(pair)
    yield from _days(pair)
    agreed, loose = settled(pair), pair.is_loose
    for run in pair.runs:
        a, b = pair.a.span(run.a, run.a_end), pair.b.span(run.b, run.b_end)
        if told.has_a(a) or told.has_b(b):
            continue
        both = agreed.has_a(pair.a, run.a, run.a_end) and agreed.has_b(pair.b, run.b, run.b_end)
        if both and not (_is_named(pair.a, run.a, run.a_end)):
            continue
        if run.kind is EditKind.REPLACE and _is_longer_form(pair, run):
            yield pair.difference(
                "specificity", a, b, Weight.WORDING, "not equally exact: “{a}”, “{b}”"
            )
        elif (
            not loose
            and _is_modifier(pair, run)
            and not (
                agreed.has_a(pair.a, run.a, run.a_end) or agreed.has_b(pair.b, run.b, run.b_end)
            )
        ):
            if run.kind is EditKind.DELETE:
                b = pair.counterpart_b(run.a, run.a_end)
            else:
                a = pair.counterpart_a(run.b, run.b_end)
            message = "more exact on one side: “{a}{b}”"
            yield pair.difference("specificity", a, b, Weight.WORDING, message)


def _figures(pair: Pair) -> Iterator[Difference]:
    for a, b in number_pairs(pair):
        if not a.same_value(b) or not _is_less_exact(a, b):
            continue
        spans = pair.a.span(*a.with_bound()), pair.b.span(*b.with_bound())
        message = "not equally exact: “{a}”, “{b}”"
        if a.unit != b.unit or a.factor != b.factor:
            message = "told in other units: “{a}”, “{b}”"
        yield pair.difference("specificity", *spans, Weight.WORDING, message)


def _days(pair: Pair) -> Iterator[Difference]:
    for a, b in date_pairs(pair):
        if a.agree(b) and not a.is_as_exact(b) and _stand_alone(pair, a, b):
            spans = pair.a.span(a.first, a.last), pair.b.span(b.first, b.last)
            message = "not equally exact: “{a}”, “{b}”"
            yield pair.difference("specificity", *spans, Weight.WORDING, message)


def _stand_alone(pair: Pair, a: Moment, b: Moment) -> bool:
    """Whether the edits at two dates have nothing else that would go untold with them."""
    agreed = settled(pair)
    for run in pair.runs:
        if run.kind in (EditKind.EQUAL, EditKind.FORM):
            continue
        touched = (run.a < a.last and a.first < run.a_end) or (
            run.b < b.last and b.first < run.b_end
        )
        open_a = any(pair.a.is_content(n) and n not in agreed.a for n in range(run.a, run.a_end))
        open_b = any(pair.b.is_content(n) and n not in agreed.b for n in range(run.b, run.b_end))
        if touched and (open_a or open_b):
            return False
    return True


def _is_less_exact(a: Quantity, b: Quantity) -> bool:
    """Whether figures of one value are printed or bounded otherwise, and `number` is silent."""
    if not convertible(a.unit, b.unit) or a.unit in LABELS:
        return False
    if not (near(a.low, b.low) and near(a.high, b.high)):
        return a.unit == b.unit or {a.unit, b.unit} != {"share", "percent"}
    mild = {a.bound, b.bound} in ({"above", ""}, {"below", ""})
    return bool(a.bound) != bool(b.bound) and not mild


def _is_longer_form(pair: Pair, run: Run) -> bool:
    """Whether one phrase holds the other, or names whom the other only describes."""
    if _is_counted_out(pair.a, (run.a, run.a_end), pair.b, (run.b, run.b_end)):
        return True  # several, six
    mine, theirs = _content(pair.a, run.a, run.a_end), _content(pair.b, run.b, run.b_end)
    if mine and theirs and mine != theirs and (mine < theirs or theirs < mine):
        return True
    named = _is_named(pair.a, run.a, run.a_end), _is_named(pair.b, run.b, run.b_end)
    plain = _is_plain(pair.a, run.a, run.a_end), _is_plain(pair.b, run.b, run.b_end)
    return (named[0] and plain[1]) or (named[1] and plain[0])


def _is_counted_out(a: Reading, in_a: tuple[int, int], b: Reading, in_b: tuple[int, int]) -> bool:
    """Whether one side tells the number that the other leaves open."""
    return (_leaves_open(a, *in_a) and _is_only_figure(b, *in_b)) or (
        _leaves_open(b, *in_b) and _is_only_figure(a, *in_a)
    )


def _leaves_open(reading: Reading, first: int, last: int) -> bool:
    phrase = " ".join(word.folded for word in reading.words[first:last])
    return phrase in reading.changes.several


def _is_only_figure(reading: Reading, first: int, last: int) -> bool:
    known = {
        n
        for q in reading.quantities
        if first <= q.first and q.last <= last and not (q.ordinal or q.unit)
        for n in range(q.first, q.last)
    }
    return bool(known) and not any(reading.is_content(n) for n in {*range(first, last)} - known)


def _content(reading: Reading, first: int, last: int) -> frozenset[str]:
    return frozenset(reading.words[n].stem for n in range(first, last) if reading.is_content(n))


def _is_named(reading: Reading, first: int, last: int) -> bool:
    return any(first <= name.first and name.last <= last for name in reading.names)


def _is_plain(reading: Reading, first: int, last: int) -> bool:
    """Whether the words are a pronoun, a title or a short description, without a name."""
    if _is_named(reading, first, last):
        return False
    words = [reading.words[n].folded for n in range(first, last)]
    known = reading.language
    short = sum(reading.is_content(n) for n in range(first, last)) <= LONGEST_DESCRIPTION
    if words[0] in known.determiners and short and reading.has_content(first, last):
        return True  # the company, one restaurant
    return any(word in known.pronouns or word in known.titles or word == "it" for word in words)


def _is_modifier(pair: Pair, run: Run) -> bool:
    if run.kind is EditKind.DELETE:
        return _describes(pair.a, run.a, run.a_end, pair.ties)
    if run.kind is EditKind.INSERT:
        return _describes(pair.b, run.b, run.b_end, pair.back)
    return False


def _describes(reading: Reading, first: int, last: int, ties) -> bool:  # type: ignore[no-untyped-def]
    """Whether a few content words stand just before a common content word."""
    words = range(first, last)
    if not 0 < last - first <= LONGEST_MODIFIER or not all(map(reading.is_content, words)):
        return False
    if last >= len(reading.words) or last not in ties or not reading.is_content(last):
        return False
    if _is_counted(reading, first, last):
        return False
    if _is_verb(reading, first, last):
        return False
    gap = reading.side.text[reading.words[last - 1].end : reading.words[last].start]
    return gap.strip() in ("", "-") and not any(
        reading.words[n].folded.endswith("ly") for n in words
    )


def _is_counted(reading: Reading, first: int, last: int) -> bool:
    """Whether a figure or date is among the words: 33 of "33 suspects" is no shade of them."""
    figures = (q.first for q in reading.quantities if not (q.weak or q.ordinal))
    starts = (*figures, *(moment.first for moment in reading.moments))
    return any(first <= start < last for start in starts)


def _is_verb(reading: Reading, first: int, last: int) -> bool:
    """Whether the words are or follow a verb: to seize funds, said Friday."""
    known, before = reading.language, reading.words[first - 1].folded if first else ""
    if before in known.pronouns or before in known.modals or before == "to":
        return True
    verbs = reading.changes.verbs
    folded = (reading.words[n].folded for n in range(first, last))
    return any(word in known.attribution or word in verbs for word in folded)


@rule(Weight.WORDING)
def synonym(pair: Pair, told: Told) -> Iterator[Difference]:
    """Other words stand in the same place.

    Whether they mean the same is for the reader to say; facts among them are told by
    the rules on facts.

    Reported:      They stressed rational arguments. -> They stressed rational kernels.
    Reported:      Washington sent its reply in June. -> The United States sent its reply in June.
    Not reported:  They stressed the argument. -> They stressed the arguments.
    """
    if pair.is_salad:
        return
    agreed, loose = settled(pair), pair.is_loose
    for run in pair.runs:
        if run.kind is not EditKind.REPLACE:
            continue
        if agreed.has_both(pair, run):
            continue
        a, b = pair.a.span(run.a, run.a_end), pair.b.span(run.b, run.b_end)
        content = pair.a.has_content(run.a, run.a_end) or pair.b.has_content(run.b, run.b_end)
        if loose and pair.place(run.a, run.a_end, run.b, run.b_end) < ONE_BESIDE:
            continue
        if content and not (told.has_a(a) or told.has_b(b)):
            yield pair.difference("synonym", a, b, Weight.WORDING, "other words: “{a}”, “{b}”")
