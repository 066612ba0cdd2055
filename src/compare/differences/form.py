"""Rules on form: the same words in another order, tense, spelling or typography."""

import unicodedata
from collections.abc import Iterator
from itertools import product

from compare.languages import american
from compare.model import Difference, EditKind, Span, Weight

from .dates import date_pairs
from .moment import Moment
from .naming import Relation, relation
from .numbers import number_pairs
from .pair import SAME_GAP, Pair, Reading, Run
from .quantity import Quantity
from .rule import rule
from .told import Told

#: Words of a stretch that only a minus sets apart.
LONGEST_SIGNED = 2

#: In texts worded freely: words that must have moved together, and the place of a verb
#: that has a neighbour in common.
LEAST_MOVED, BESIDE = 2, 5.0


@rule(Weight.FORM)
def order(pair: Pair, told: Told) -> Iterator[Difference]:
    """The same words stand in another place.

    Reported:      On Monday the ferry sank off Torvell. -> The ferry sank off Torvell on Monday.
    Not reported:  The ferry sank on Monday. -> The ferry sank on Monday.
    """
    if pair.is_salad:
        return
    least = LEAST_MOVED if pair.is_loose else 1
    for run in pair.runs:
        if run.kind is EditKind.MOVE and run.a_end - run.a >= least:
            spans = pair.a.span(run.a, run.a_end), pair.b.span(run.b, run.b_end)
            yield pair.difference("order", *spans, Weight.FORM, "elsewhere: “{a}”")


@rule(Weight.WORDING)
def tense(pair: Pair, told: Told) -> Iterator[Difference]:
    """The same verb stands in another time.

    Reported:      The mayor says the port is open. -> The mayor said the port was open.
    Not reported:  The mayor opens the port. -> The mayor opens the port.
    """
    if pair.is_salad:
        return
    least = BESIDE if pair.is_loose else 0.0
    for i in range(len(pair.a.words)):
        for j, strength in pair.ties.get(i, ()):
            if strength > 2 and _is_tense(pair, i, j) and pair.place(i, i + 1, j, j + 1) > least:
                spans = pair.a.span(i, i + 1), pair.b.span(j, j + 1)
                if not (told.has_a(spans[0]) or told.has_b(spans[1])):
                    yield pair.difference(
                        "tense", *spans, Weight.WORDING, "another tense: “{a}”, “{b}”"
                    )


def _is_tense(pair: Pair, i: int, j: int) -> bool:
    a, b = pair.a.words[i].folded, pair.b.words[j].folded
    if a == b or pair.a.language.code != "en":
        return False
    verbs = pair.a.changes.verbs
    if a in verbs and b in verbs:
        return verbs[a] == verbs[b]
    if pair.a.words[i].stem != pair.b.words[j].stem or not (a.isalpha() and b.isalpha()):
        return False
    # One of the two must look like a verb: boat and boats are one noun in two numbers.
    return _tail(a) != _tail(b) and bool({_tail(a), _tail(b)} & {"ed", "ing"})


def _tail(folded: str) -> str:
    return next((end for end in ("ing", "ed") if folded.endswith(end)), "")


@rule(Weight.FORM)
def spelling(pair: Pair, told: Told) -> Iterator[Difference]:
    """The same word or number is written otherwise: colour, color; 30, thirty; U.S., United States.

    Reported:      The harbour was closed. -> The harbor was closed.
    Reported:      Gov. Ann Arden came. -> Governor Ann Arden came.
    Reported:      They found 12 boats. -> They found twelve boats.
    Not reported:  The port was closed. -> The port was shut.
    """
    if pair.is_salad:
        return
    yield from _figures(pair, told)
    short = tuple(_short_forms(pair, told))
    yield from short
    told = told.with_all(short)
    for run in pair.runs:
        if run.kind not in (EditKind.FORM, EditKind.REPLACE):
            continue
        spans = pair.a.span(run.a, run.a_end), pair.b.span(run.b, run.b_end)
        if _is_spelling(pair, run) and not (told.has_a(spans[0]) or told.has_b(spans[1])):
            yield pair.difference("spelling", *spans, Weight.FORM, "spelt “{a}” and “{b}”")


def _figures(pair: Pair, told: Told) -> Iterator[Difference]:
    """Equal figures of which one is in words and the other not."""
    equal: list[tuple[Quantity | Moment, Quantity | Moment]] = []
    for a, b in number_pairs(pair):
        alike = (a.low, a.high, a.bound) == (b.low, b.high, b.bound)
        if alike and bool(a.digits) != bool(b.digits):
            equal.append((a, b))
    for one, other in date_pairs(pair):  # 2 days ago, two days ago
        alike = one.relative and other.relative and one.agree(other)
        if alike and _is_in_figures(pair.a, one) != _is_in_figures(pair.b, other):
            equal.append((one, other))
    for mine, theirs in equal:
        spans = pair.a.span(mine.first, mine.last), pair.b.span(theirs.first, theirs.last)
        if not (told.has_a(spans[0]) or told.has_b(spans[1])):
            yield pair.difference("spelling", *spans, Weight.FORM, "spelt “{a}” and “{b}”")


def _is_in_figures(reading: Reading, moment: Moment) -> bool:
    return reading.words[moment.first].folded[:1].isdigit()


def _short_forms(pair: Pair, told: Told) -> Iterator[Difference]:
    """One body under its initials and in full: WHO, World Health Organization."""
    for a, b in product(pair.a.names, pair.b.names):
        if len(a.folded) == len(b.folded) or not (a.alias or a.acronym or b.acronym):
            continue
        is_one = relation(a, b, pair.a.language) is Relation.SAME
        if is_one and pair.place(a.first, a.last, b.first, b.last) >= SAME_GAP:
            spans = pair.a.span(a.first, a.last), pair.b.span(b.first, b.last)
            if not (told.has_a(spans[0]) or told.has_b(spans[1])):
                yield pair.difference("spelling", *spans, Weight.FORM, "spelt “{a}” and “{b}”")


def _is_spelling(pair: Pair, run: Run) -> bool:
    a, b = _folded(pair.a, run.a, run.a_end), _folded(pair.b, run.b, run.b_end)
    if a == b:
        return False
    if _letters("".join(a)) == _letters("".join(b)):
        return True
    if [_american(word) for word in a] == [_american(word) for word in b]:
        return True
    if _in_full(pair.a, a) == _in_full(pair.b, b):
        return True
    if any(word[:1].isdigit() for word in (*a, *b)) or run.kind is EditKind.FORM:
        return run.kind is EditKind.FORM and (len(a) != len(b) or _is_regrouped(a, b))
    return False


def _american(word: str) -> str:
    """The American spelling, also before a possessive: programme's."""
    bare, mark, tail = word.partition("'" if "'" in word else "’")
    return american(bare) + mark + tail


def _in_full(reading: Reading, folded: list[str]) -> list[str]:
    """The words with abbreviations written out: Gov. as governor, Torv. as Torvell."""
    known = reading.changes
    bare = [word.rstrip(".") for word in folded]
    return [known.short_forms.get(word) or known.aliases.get(word, word) for word in bare]


def _is_regrouped(a: list[str], b: list[str]) -> bool:
    """1500 and 1,500."""
    return all(word[:1].isdigit() for word in (*a, *b))


def _folded(reading: Reading, first: int, last: int) -> list[str]:
    return [reading.words[n].folded for n in range(first, last)]


def _letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


@rule(Weight.FORM)
def typography(pair: Pair, told: Told) -> Iterator[Difference]:
    """The same words with other capitals, quotation marks, dashes or spaces.

    Reported:      The Council met. -> The council met.
    Reported:      He called it “a farce”. -> He called it «a farce».
    Not reported:  The council met. -> The council met.
    """
    for run in pair.runs:
        if run.kind not in (EditKind.EQUAL, EditKind.FORM):
            continue
        if _folded(pair.a, run.a, run.a_end) != _folded(pair.b, run.b, run.b_end):
            continue
        spans = pair.a.span(run.a, run.a_end), pair.b.span(run.b, run.b_end)
        a, b = (side.of(each.side.text) for side, each in zip(spans, (pair.a, pair.b), strict=True))
        if a != b and _plain(a) != _plain(b):
            yield from (each for each in _narrowed(pair, run) if not _is_told(pair, each, told))


def _is_told(pair: Pair, found: Difference, told: Told) -> bool:
    """Whether a rule on facts has told of the word that ends it: the 5 of "to -5" and "to 5"."""
    last = pair.a.index(found.a)[1] - 1, pair.b.index(found.b)[1] - 1
    spans = pair.a.words[last[0]], pair.b.words[last[1]]
    figures = all(word.folded[:1].isdigit() for word in spans)
    ends = [Span(word.start, word.end) for word in spans]
    short = last[0] - pair.a.index(found.a)[0] < LONGEST_SIGNED
    return figures and short and told.has_a(ends[0]) and told.has_b(ends[1])


def _plain(text: str) -> str:
    """Without what only white space or the place in the sentence makes."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _narrowed(pair: Pair, run: Run) -> Iterator[Difference]:
    """The stretches of a run that differ, from word to word with what stands between."""
    words_a, words_b = pair.a.words, pair.b.words
    first = None
    length = run.a_end - run.a
    for n in range(length + 1):
        same = n == length or (
            words_a[run.a + n].text == words_b[run.b + n].text and _same_gap(pair, run, n)
        )
        if not same and first is None:
            first = n
        if same and first is not None:
            end = min(n + 1, length)
            spans = pair.a.span(run.a + first, run.a + end), pair.b.span(run.b + first, run.b + end)
            yield pair.difference("typography", *spans, Weight.FORM, "written “{a}” and “{b}”")
            first = None


def _same_gap(pair: Pair, run: Run, n: int) -> bool:
    """Whether the same stands between word *n* of the run and the next."""
    if n + 1 >= run.a_end - run.a:
        return True
    a, b = run.a + n, run.b + n
    left = pair.a.side.text[pair.a.words[a].end : pair.a.words[a + 1].start]
    right = pair.b.side.text[pair.b.words[b].end : pair.b.words[b + 1].start]
    return _plain(left) == _plain(right)
