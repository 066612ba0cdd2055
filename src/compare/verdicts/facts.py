"""Which fact a change of words touches: a number, a date, a negation, how certain it is, a name.

Values are compared, not strings. Only the words that changed are looked at.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from compare.languages import Language, load, name_key

from .gaps import Gap
from .speech import Speech, Token

#: Words dropped or added among which a "not" or a figure turns the sentence; where more
#: are, a whole clause came or went, with its own negation.
SHORT_CUT = 6

#: Least length of a word that a negative prefix can turn: able, unable; but not "under".
LEAST_TURNED = 4

#: Negations of a phrase, not of the sentence.
WITHOUT = frozenset({"without", "без"})

#: Words for numbers that are mostly something else.
NO_NUMBERS = frozenset({"one", "один", "одна", "одно", "second"})

#: Months that are mostly something else once the capital is gone.
NO_MONTHS = frozenset({"may", "march", "mar", "dec", "sep"})


def fact_in(gap: Gap) -> str:
    """The kind of fact that *gap* changes: number, date, negation, modality, name; or empty."""
    language = load(gap.quote.language)
    quoted, said = gap.quoted, gap.said
    if abs(len(said) - len(quoted)) > SHORT_CUT or (not quoted and _is_sentence(gap)):
        return ""
    if figures(quoted, language) != figures(said, language):
        return "number"
    if _days(quoted, language) != _days(said, language):
        return "date"
    if negations(quoted, language) != negations(said, language) or _turned(gap, language):
        return "negation"
    if quoted and said and _modals(quoted, language) != _modals(said, language):
        return "modality"
    return "name" if _names(gap, language) else ""


def _is_sentence(gap: Gap) -> bool:
    """Whether whole sentences were dropped, which take their own "not" with them."""
    text = gap.source.text
    span = gap.spans[1]
    before = text[max(0, span.start - 4) : span.start]
    after = text[span.end : span.end + 2]
    return any(m in before for m in ".!?…\n") and any(m in after for m in ".!?…\n")


def figures(tokens: Sequence[Token], language: Language) -> Counter[float]:
    """The values of the numbers, each run of number words read as one."""
    values: Counter[float] = Counter()
    value: float | None = None
    for token in (*tokens, Token(0, 0, "", 0.0)):
        figure = _figure(token.key, language)
        if figure is None:
            if value is not None:
                values[value] += 1
            value = None
        else:
            value = figure if value is None else _combined(value, figure)
    return values


def _combined(value: float, figure: float) -> float:
    return value * figure if figure >= 100 and value < figure else value + figure


def _figure(key: str, language: Language) -> float | None:
    if re.fullmatch(r"\d{1,300}(?:\.\d{1,300})?", key):
        return float(key)
    if key in NO_NUMBERS:
        return None
    for table in (language.numbers, language.multipliers):
        if key in table and len(key) > 1:
            return table[key]
    return _special_figure(key)


def _special_figure(key: str) -> float | None:
    if not key[:1].isdigit():
        return None
    # 9:30, 1.2.3: no one value, but equal only to itself.
    return float(int.from_bytes(key[:8].encode(), "big"))


def unnumbered(keys: Iterable[str], language: Language) -> list[str]:
    """The keys that are no numbers."""
    return [key for key in keys if _figure(key, language) is None]


def _days(tokens: Sequence[Token], language: Language) -> Counter[tuple[str, int]]:
    days: Counter[tuple[str, int]] = Counter()
    for token in tokens:
        if token.key in language.weekdays:
            days["day", language.weekdays[token.key]] += 1
        elif token.key in language.months and token.key not in NO_MONTHS:
            days["month", language.months[token.key]] += 1
    return days


def negations(tokens: Sequence[Token], language: Language) -> int:
    """How many words turn the sense; "without a word" denies nothing but the word."""
    phrasal = WITHOUT if len(tokens) > 1 else ()
    return sum(token.key in language.negations and token.key not in phrasal for token in tokens)


def _turned(gap: Gap, language: Language) -> bool:
    """Whether one word is the other with a negative prefix: able, unable."""
    for a, b in ((x.key, y.key) for x in gap.quoted for y in gap.said):
        long, short = (a, b) if len(a) > len(b) else (b, a)
        prefix = long.removesuffix(short)
        if len(short) >= LEAST_TURNED and prefix in language.negative_prefixes:
            return True
    return False


def _modals(tokens: Sequence[Token], language: Language) -> set[str]:
    return {language.modals[token.key] for token in tokens if token.key in language.modals}


def _names(gap: Gap, language: Language) -> bool:
    """Whether a name was put in the place of other words, or other words in its place."""
    quoted = _named(gap.quote, gap.a, gap.a_end, language)
    said = _named(gap.source, gap.b, gap.b_end, language)
    if quoted and said:
        # "President Quint" for "Quint": the same name, told more fully.
        return not (quoted <= said or said <= quoted)
    return bool(quoted and not said) and _is_flat(gap, language)


def _is_flat(gap: Gap, language: Language) -> bool:
    """Whether the source, without capitals, may have another name in the name's place."""
    content = any(token.key not in language.function_words for token in gap.said)
    flat = gap.source.print_of(gap.b, gap.b_end).islower()
    return content and flat and len(gap.quoted) == len(gap.said)


def _named(speech: Speech, start: int, end: int, language: Language) -> set[str]:
    return {
        name_key(speech.tokens[i].key) for i in range(start, end) if _is_name(speech, i, language)
    }


def _is_name(speech: Speech, i: int, language: Language) -> bool:
    token = speech.tokens[i]
    if not speech.text[token.start].isupper() or token.key in language.function_words:
        return False
    before = speech.text[max(0, token.start - 3) : token.start].rstrip(" \n\t\"'“”‘’«»([")
    return i > 0 and before[-1:] not in ("", ".", "!", "?", "…", ":")
