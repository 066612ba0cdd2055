"""The rule on negation: what one side denies and the other does not.

The contrasts are found in `denied` and `opposed`; here they are weighed and told.
"""

from collections.abc import Iterator, Sequence

from compare.model import Difference, Span, Weight

from .assertion import is_apart, is_of_one, is_one
from .contrast import Contrast, Form
from .denials import negations_of
from .denied import flipped
from .kept import bare
from .opposed import is_firm, is_moved, is_small, opposed, turned
from .pair import Pair, Reading
from .rule import rule
from .told import Told


@rule(Weight.FACT)
def negation(pair: Pair, told: Told) -> Iterator[Difference]:
    """One side denies what the other affirms.

    A negation is held against the words it denies: a "not" counts only where its verb
    has a counterpart that is not denied. "Denied", "failed to", "no longer" and
    "without" deny too; two that cancel out ("never denied") and "not only" do not.
    Opposites in the same place (rose, fell; able, unable) turn the sense as well.

    Reported:      Tarvia does not want war. -> Tarvia wants war.
    Reported:      The shares rose 2 percent. -> The shares fell 2 percent.
    Reported:      The mayor denied taking money. -> The mayor took money.
    Not reported:  He has not signed it. -> He has never signed it.
    Not reported:  It will not be signed. -> It won't be signed.
    Not reported:  They are not only angry. -> They are angry.
    """
    words = [*turned(pair), *opposed(pair)]
    # "Denied" is the opposite of "confirmed" and no denial of what it is said of besides.
    found = [*(each for each in flipped(pair) if not _is_one_of(pair, each, words)), *words]
    if len(found) == 2 and _cancel(found):
        found = []
    for each in _distinct([*found, *bare(pair)]):
        yield from _weighed(pair, each)


def _weighed(pair: Pair, contrast: Contrast) -> Iterator[Difference]:
    weight = Weight.FACT if _is_fact(pair, contrast) else Weight.WORDING
    if weight is Weight.WORDING and is_apart(pair, contrast):
        return
    opposite = contrast.denier < 0
    message = "the opposite word: “{a}”, “{b}”" if opposite else "one denies it: “{a}”, “{b}”"
    yield pair.difference("negation", *contrast.spans, weight, message)


def _is_fact(pair: Pair, contrast: Contrast) -> bool:
    """Whether both sides make one assertion, and one turns it round."""
    if contrast.form is not Form.OPPOSITE:
        return is_one(pair, contrast)
    moved = is_moved(pair, contrast)
    if moved and is_of_one(pair, contrast):
        return True
    firm = moved or is_firm(pair, contrast)
    return is_one(pair, contrast, strict=not firm) and (firm or not is_small(pair, contrast))


def _is_one_of(pair: Pair, flip: Contrast, words: Sequence[Contrast]) -> bool:
    """Whether the negation of *flip* is itself a word that is told as an opposite."""
    sides = ((pair.a, flip.a, [w.a for w in words]), (pair.b, flip.b, [w.b for w in words]))
    return any(_is_told(*side) for side in sides)


def _is_told(reading: Reading, span: Span, words: Sequence[Span]) -> bool:
    return any(
        reading.span(each.first, each.last).overlap(word) and span.overlap(word)
        for each in negations_of(reading)
        for word in words
    )


def _cancel(found: Sequence[Contrast]) -> bool:
    """Whether a "not" and an opposite make up for one another: "did not rise", "fell"."""
    first, second = found
    overlap = first.a.overlap(second.a) or first.b.overlap(second.b)
    return bool(overlap) and (first.denier < 0) != (second.denier < 0)


def _distinct(found: Sequence[Contrast]) -> Iterator[Contrast]:
    seen: list[Contrast] = []
    for each in found:
        if not any(each.a.overlap(x.a) or each.b.overlap(x.b) for x in seen):
            seen.append(each)
            yield each
