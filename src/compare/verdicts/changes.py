"""What happened to the words of a gap: form, mark, cut, replacement, or nothing to be said.

Each gap of an alignment becomes at most one `Change`. Which fact it touches is for `facts`.
"""

from collections.abc import Sequence

from compare.frozen import replace
from compare.languages import Language, load, name_key
from compare.model import Difference, Weight
from compare.words import stem

from .facts import SHORT_CUT, fact_in, figures, negations, unnumbered
from .gaps import Change, Effect, Gap, difference
from .speech import Token, known

#: Words of the source that an editor may put a bracket in place of, beyond its own number.
BRACKET_SPARE = 4

#: Least length of a word whose spellings may be brought together as those of a name.
LEAST_NAME = 4

#: Bits lost where a word stands in another form; about as much as a little word.
INFLECTION_BITS = 5.0


def change(gap: Gap) -> Change | None:
    """What became of the words of *gap*; None when there are none."""
    if not gap.quoted and not gap.said:
        return None
    if not gap.is_spoken:
        return _untold(gap)
    return _marked(gap) or _form(gap) or _loss(_trimmed(gap))


def _untold(gap: Gap) -> Change | None:
    """Words that the other article does not quote: it tells them otherwise, or not at all."""
    if not gap.quoted:
        return None
    a, b = gap.prints
    kind = "quote-to-paraphrase" if b else "not-quoted"
    sentence = f"told in other words: “{a}”, “{b}”" if b else f"quoted only here: “{a}”"
    untold = Difference(kind, *gap.spans, Weight.FORM, sentence)
    return Change(Effect.NONE, untold, sum(token.bits for token in gap.quoted))


def _marked(gap: Gap) -> Change | None:
    """Brackets and ellipses that answer for all that is missing or new."""
    spoken = [token for token in gap.quoted if not token.is_aside]
    asides = len(gap.quoted) - len(spoken)
    if spoken or not (asides or gap.elided):
        return None
    if not gap.elided and len(gap.said) > asides + BRACKET_SPARE:
        return None
    kind = "editorial-insertion" if asides else "omission"
    fact = _marked_fact(gap)
    weight = Weight.FACT if fact else Weight.FORM
    return Change(Effect.MARK, difference(gap, fact or kind, weight))


def _marked_fact(gap: Gap) -> str:
    language = load(gap.quote.language)
    if len(gap.said) <= SHORT_CUT and negations(gap.quoted, language) != negations(
        gap.said, language
    ):
        return "negation"
    quoted, said = figures(gap.quoted, language), figures(gap.said, language)
    return "number" if quoted and said and quoted != said else ""


def _form(gap: Gap) -> Change | None:
    """Another form of the same words, or what stands in a transcript but was not said."""
    kind = form_of(gap.quoted, gap.said, load(gap.quote.language))
    if kind:
        return Change(Effect.FORM, difference(gap, kind, Weight.FORM))
    if gap.quoted or not _is_noise(gap.said):
        return None
    sentence = f"in the source, but not said: “{gap.prints[1]}”"
    return Change(Effect.FORM, Difference("typography", *gap.spans, Weight.FORM, sentence))


def form_of(a: Sequence[Token], b: Sequence[Token], language: Language) -> str:
    """The kind of difference in form when both read out the same; empty when they do not."""
    keys_a, keys_b = _heard(a), _heard(b)
    if "".join(keys_a) == "".join(keys_b) or _same_readings(keys_a, keys_b):
        return "spelling"
    values = figures(a, language)
    same = values and values == figures(b, language)
    if same and unnumbered(keys_a, language) == unnumbered(keys_b, language):
        return "spelling"
    if len(keys_a) == len(keys_b) and all(map(_is_same_name, keys_a, keys_b)):
        return "name-spelling"
    return ""


def _heard(tokens: Sequence[Token]) -> list[str]:
    return [token.key for token in tokens if token.key not in known().sounds]


def _same_readings(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether a and b differ only in "'s" and "'d", which stand for several words or none."""
    if len(a) == len(b):
        return all(x == y or _reads(x, y) or _reads(y, x) for x, y in zip(a, b, strict=True))
    return [key for key in a if key[0] != "'"] == [key for key in b if key[0] != "'"]


def _reads(ending: str, word: str) -> bool:
    return word in known().readings.get(ending, ())


def _is_same_name(a: str, b: str) -> bool:
    if a == b:
        return True
    return min(len(a), len(b)) >= LEAST_NAME and name_key(a) == name_key(b)


def _is_noise(tokens: Sequence[Token]) -> bool:
    if all(token.is_aside for token in tokens):
        return True
    keys = _heard(tokens)
    stage = known().stage
    return not keys or " ".join(keys) in stage or all(key in stage for key in keys)


def _trimmed(gap: Gap) -> Gap:
    """The gap without the words at its two ends that are the same in another form."""
    language = load(gap.quote.language)
    a, a_end, b, b_end = gap.a, gap.a_end, gap.b, gap.b_end
    quote, source = gap.quote.tokens, gap.source.tokens
    while a < a_end and b < b_end and form_of(quote[a : a + 1], source[b : b + 1], language):
        a, b = a + 1, b + 1
    while a < a_end and b < b_end:
        if not form_of(quote[a_end - 1 : a_end], source[b_end - 1 : b_end], language):
            break
        a_end, b_end = a_end - 1, b_end - 1
    return replace(gap, a=a, a_end=a_end, b=b, b_end=b_end)


def _loss(gap: Gap) -> Change:
    """Words replaced, added or dropped, and whether a fact is among them."""
    kind = fact_in(gap)
    weight = Weight.FACT if kind else Weight.WORDING
    spoken = [token for token in gap.quoted if not token.is_aside]
    lost = _lost(spoken, gap)
    if not spoken:
        return Change(Effect.CUT, difference(gap, kind or "omission", weight), lost)
    kind = kind or ("wording" if gap.said else "addition")
    return Change(Effect.ALTER, difference(gap, kind, weight), lost)


def _lost(spoken: Sequence[Token], gap: Gap) -> float:
    """Bits of the words that do not agree; dropped ones count half, for cutting is common."""
    language = gap.quote.language
    stems_a = {stem(token.key, language) for token in spoken}
    stems_b = {stem(token.key, language) for token in gap.said}
    lost = sum(_missing(token, stems_b, language) for token in spoken)
    return lost + sum(_missing(token, stems_a, language) for token in gap.said) / 2


def _missing(token: Token, stems: set[str], language: str) -> float:
    """Bits of a word that the other side lacks; little where it has another form of it."""
    own = stem(token.key, language)
    kin = own in stems or any(_is_longer(own, other) for other in stems)
    return min(token.bits, INFLECTION_BITS) if kin else token.bits


def _is_longer(a: str, b: str) -> bool:
    """Poor and poorer, whose stems differ."""
    return min(len(a), len(b)) >= LEAST_NAME and (a.startswith(b) or b.startswith(a))
