"""Typed differences of a link: what changed, how much it weighs, in one plain sentence.

One rule a kind, in the order they are asked; a word told by one rule is not told again.
Which words stand for which comes from `wording.edits`; nothing is aligned here, and
quotations get their verdicts elsewhere.
"""

from collections.abc import Iterator, Mapping, Sequence

from compare.model import Difference, Edit, Weight

from .certainty import loaded_word, modality
from .choice import specificity, synonym
from .dates import date
from .form import order, spelling, tense, typography
from .names import name, name_spelling
from .negation import negation
from .numbers import number
from .pair import Pair, Side, paired
from .presence import addition, editorial_insertion, omission
from .rule import Rule
from .speech import attribution, paraphrase_to_quote, quote_to_paraphrase
from .surety import KINDS, judged
from .told import Told

__all__ = ["RULES", "Rule", "Side", "candidates", "differences"]

#: Every rule by its name, in the order they are asked: those that know most come first.
RULES: Mapping[str, Rule] = {
    each.name: each
    for each in (
        negation,
        number,
        date,
        name,
        modality,
        attribution,
        name_spelling,
        editorial_insertion,
        loaded_word,
        spelling,
        tense,
        specificity,
        synonym,
        omission,
        addition,
        quote_to_paraphrase,
        paraphrase_to_quote,
        order,
        typography,
    )
}

#: Kinds that cover whole sentences and so must not keep others from telling their words.
WIDE = frozenset({"quote-to-paraphrase", "paraphrase-to-quote", "order", "typography"})

_HEAVINESS = {Weight.FACT: 0, Weight.WORDING: 1, Weight.FORM: 2}
_RANK = {name: rank for rank, name in enumerate(RULES)}


def differences(a: Side, b: Side, edits: Sequence[Edit]) -> tuple[Difference, ...]:
    """What differs between two linked spans, facts first, then wording, then form.

    *edits* are those of `wording.edits` for the same spans. Within a weight by kind, a
    negation before a number before a name, then in reading order. A text against itself
    has no differences. Cost: the length of both, and the product of their mentions.
    """
    pair = paired(a, b, edits)
    told, found = Told(), []
    for each in RULES.values():
        new = list(judged(pair, each.find(pair, told)))
        found += new
        told = told if each.name in WIDE else told.with_all(new)
    return tuple(sorted(found, key=_place))


def candidates(pair: Pair) -> Iterator[Difference]:
    """What the rules on facts find in *pair* before it is judged how sure it is."""
    told = Told()
    for kind in KINDS:
        new = list(RULES[kind].find(pair, told))
        yield from new
        told = told.with_all(new)


def _place(difference: Difference) -> tuple[int, int, int, int]:
    rank = _RANK[difference.kind]
    return _HEAVINESS[difference.weight], rank, difference.a.start, difference.b.start
