"""The days a text speaks of, as small numbers that two texts can be compared by.

"December 17", "17 December" and, when the day of publication is known, "on Wednesday" all
become a month and a day. Years, hours and longer periods are left to the numbers.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from compare import languages
from compare.words import fold

#: At most this many days of a text are compared.
MOST = 4

#: A month without a day is `month * MONTH`; a weekday that cannot be resolved lies beyond.
MONTH, WEEKDAY = 32, 1000

#: Words that are months only with a capital and a day beside them.
_AMBIGUOUS = frozenset({"may", "march", "mar", "sun", "sat", "mon", "wed", "dec", "jan"})


def days(
    tokens: Sequence[str], published: str = "", *, at: Iterable[int] | None = None
) -> tuple[int, ...]:
    """The codes of the days in *tokens*, in order of appearance, at most `MOST`.

    *at*: where to look for months and weekdays, when that is known; else everywhere.

    >>> days("On December 17 , and again in January".split())
    (401, 32)
    >>> days("On Wednesday".split(), "2022-01-28"), days("On Wednesday".split())
    ((58,), (1002,))
    """
    found: list[int] = []
    for index in range(len(tokens)) if at is None else at:
        code = _code(tokens, index, tokens[index], published)
        if code and code not in found:
            found.append(code)
            if len(found) == MOST:
                break
    return tuple(found)


def _code(tokens: Sequence[str], index: int, token: str, published: str) -> int:
    folded = token.lower() if token.isascii() else fold(token)
    known = languages.load("en" if folded.isascii() else "ru")
    if folded in known.months:
        if folded in _AMBIGUOUS and not token[0].isupper():
            return 0
        day = _day(tokens, index)
        return 0 if not day and folded in _AMBIGUOUS else known.months[folded] * MONTH + day
    if folded in known.weekdays and (token[0].isupper() or not token.isascii()):
        return _weekday(known.weekdays[folded], published)
    return 0


def _day(tokens: Sequence[str], index: int) -> int:
    for near in (index - 1, index + 1):
        if 0 <= near < len(tokens):
            digits = tokens[near]
            if (
                len(digits) <= 2
                and digits.isascii()
                and digits.isdigit()
                and 1 <= int(digits) <= 31
            ):
                return int(digits)
    return 0


def _weekday(weekday: int, published: str) -> int:
    """The last such weekday up to the day of publication: news looks back."""
    try:
        day = date.fromisoformat(published)
        day -= timedelta((day.weekday() - weekday) % 7)
    except (ValueError, OverflowError):
        return WEEKDAY + weekday
    return day.month * MONTH + day.day
