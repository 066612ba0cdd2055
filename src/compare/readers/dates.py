"""Dates as newspapers write them, read into ISO form; an uncertain date stays unread.

English and Russian month names come from `languages`. A date such as 03/04/2022 could be
either of two days and is not read.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from compare import languages
from compare.patterns import pattern

_DATE = pattern(
    r"""
    (?P<iso> \b (?P<y1>(?:19|20)\d\d) [-/] (?P<m1>\d\d) [-/] (?P<d1>\d\d) (?!\d) )
    | (?P<dotted> \b (?P<d2>\d{1,2}) \. (?P<m2>\d{1,2}) \. (?P<y2>(?:19|20)\d\d) \b )
    | (?P<slashed> \b (?P<m3>\d{1,2}) / (?P<d3>\d{1,2}) / (?P<y3>(?:19|20)\d\d) \b )
    # January 28, 2022   Jan. 28   28 January 2022   28 января
    | \b (?P<w4>[^\W\d_]{3,9}) \.? \s{1,2} (?P<d4>\d{1,2}) (?:st|nd|rd|th)? \b
      (?: ,? \s{1,2} (?P<y4>(?:19|20)\d\d) \b )?
    | \b (?P<d5>\d{1,2}) (?:st|nd|rd|th)? \s{1,2} (?P<w5>[^\W\d_]{3,9}) \b \.?
      (?: ,? \s{1,2} (?P<y5>(?:19|20)\d\d) \b )?
    """,
    re.VERBOSE,
)


class Found(NamedTuple):
    """A date at half-open code points [start, end); *year* is 0 when it is not written."""

    start: int
    end: int
    year: int
    month: int
    day: int

    @property
    def iso(self) -> str:
        """The date in ISO form, or "" when the year is missing or there is no such day."""
        return iso(self.year, self.month, self.day) if self.year else ""


def iso(year: int, month: int, day: int) -> str:
    """That day in ISO form, or "" when the calendar has no such day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def dates(text: str) -> Iterator[Found]:
    """The dates in *text*, in order.

    >>> [(found.iso, found.day) for found in dates("from 28 January to May 2, 2021")]
    [('', 28), ('2021-05-02', 2)]
    """
    position = 0
    while match := _DATE.search(text, position):
        found = _found(match)
        if found is not None:
            yield found
        # "In 19 March": the wrong pair "In 19" must not swallow the day of the right one.
        position = match.end() if found else match.start() + _first_word(match)


def _first_word(match: re.Match[str]) -> int:
    return next((len(match[name]) for name in ("w4", "d5") if match[name]), len(match[0]))


def _found(match: re.Match[str]) -> Found | None:
    for kind in "12345":
        if match[f"d{kind}"]:
            break
    day, year = int(match[f"d{kind}"]), int(match[f"y{kind}"] or 0)
    month = _month(match[f"w{kind}"]) if kind in "45" else int(match[f"m{kind}"])
    if kind == "3":
        month, day = _american(month, day)
    # 2000 is a leap year: with it only days that no year has are refused.
    if not iso(year or 2000, month, day):
        return None
    return Found(match.start(), match.end(), year, month, day)


def _american(first: int, second: int) -> tuple[int, int]:
    """Month and day of first/second, or (0, 0) when either order makes a date."""
    if first == second or second > 12 >= first:
        return first, second
    return (second, first) if first > 12 >= second else (0, 0)


def iso_date(value: str) -> str:
    """The ISO date that *value* begins with or names, or "" when it is none or uncertain.

    >>> iso_date("2022-01-28T10:00:00Z"), iso_date("Fri, 28 Jan 2022"), iso_date("03/04/2022")
    ('2022-01-28', '2022-01-28', '')
    """
    return next((found.iso for found in dates(value[:200]) if found.iso), "")


def weekdays(text: str) -> frozenset[int]:
    """The days of the week named in *text*; Monday is 0."""
    words = re.findall(r"[^\W\d_]+", text.casefold())
    found = (_calendar(is_ascii=word.isascii())[1].get(word) for word in words)
    return frozenset(day for day in found if day is not None)


def _month(word: str) -> int:
    return _calendar(is_ascii=word.isascii())[0].get(word.casefold(), 0)


@lru_cache(maxsize=2)
def _calendar(*, is_ascii: bool) -> tuple[dict[str, int], dict[str, int]]:
    """Months and weekdays by their names; without Russian ones where all *is_ascii*."""
    months: dict[str, int] = {}
    days: dict[str, int] = {}
    for code in languages.KNOWN:
        if is_ascii and code == "ru":
            continue
        language = languages.load(code)
        months |= language.months
        days |= language.weekdays
        # Agencies shorten Russian months to three letters: 28 янв.
        if code == "ru":
            months |= {name[:3]: number for name, number in language.months.items()}
    return months, days
