"""Dates read as spans of days: "on Wednesday", "yesterday" and "January 26" may be one day.

Resolved against the day the article was published where that is known; without it only
what is written out can be compared. Nothing is compared here.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

from compare.frozen import dataclass, replace
from compare.languages import Language, load
from compare.languages.changes import Changes
from compare.patterns import pattern
from compare.words import Word

from .moment import YEARS, Moment
from .source import Source

#: Abbreviated months; "may", "march" and "mar" are other words too and need a day beside them.
_SHORT = {"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9}
_SHORT |= {"sept": 9, "oct": 10, "nov": 11, "dec": 12}

#: Words before a date within which a verb of speech or a "will" speaks of it.
SAID_WITHIN, AHEAD_WITHIN = 6, 8

#: Days up to which "days ago" is counted and not rounded.
MOST_AGO = 10

_NUMERIC = pattern(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})")
_DAY = pattern(r"\d{1,2}")
_DECADE = pattern(r"(early|mid|late)-(\d{4})s")

#: The years of a decade that its parts hold, without pressing the words.
_THIRDS = {"early": (0, 4), "mid": (3, 7), "late": (5, 9)}
_PERIOD_WORDS = 4


#: Frequent words with which no other date begins than a phrase such as "a week ago".
_FREQUENT = frozenset({"a", "the", "this", "в", "на"})


@dataclass(frozen=True, slots=True)
class _Source(Source):
    published: date | None

    def folded(self, index: int) -> str:
        return self.words[index].folded if 0 <= index < len(self.words) else ""

    def month(self, index: int) -> int:
        """The month word *index* names; "may" and "march" only with a capital."""
        if not 0 <= index < len(self.words):
            return 0
        word = self.words[index]
        bare = word.folded.removesuffix("'s")
        found = self.language.months.get(bare, 0)
        if self.language.code == "ru":
            return found
        found = found or _SHORT.get(bare, 0)
        return found if word.text[:1].isupper() else 0

    def day(self, index: int) -> int:
        folded = self.folded(index)
        bare = folded
        for suffix in ("st", "nd", "rd", "th"):
            bare = bare.removesuffix(suffix)
        value = int(bare) if _DAY.fullmatch(bare) else 0
        return value if 1 <= value <= 31 else 0

    def year(self, index: int) -> int:
        folded = self.folded(index)
        value = int(folded) if len(folded) == 4 and folded.isdecimal() else 0
        return value if value in YEARS else 0

    def gap(self, index: int) -> str:
        """What stands between word *index* and the next."""
        if not 0 <= index < len(self.words) - 1:
            return "\n"
        return self.text[self.words[index].end : self.words[index + 1].start]


def moments(
    text: str, words: Sequence[Word], language: Language, changes: Changes, *, published: str = ""
) -> tuple[Moment, ...]:
    """The dates among *words*, in reading order."""
    source = _Source(text, words, language, changes, _iso(published))
    known = _calendar(language.code).union(changes.parts)
    found: list[Moment] = []
    last = 0
    for index, word in enumerate(words):
        if index < last or not _may_begin(word.folded, known):
            continue
        moment = _moment(source, index)
        if moment is not None:
            found.append(_resolved(source, moment))
            last = moment.last
    return tuple(found)


def _may_begin(folded: str, known: frozenset[str]) -> bool:
    """Whether a date can begin with a word: with a figure, or a name or word of a calendar."""
    return (
        folded in known
        or folded[:1].isdigit()
        or "-" in folded
        or (folded.endswith("'s") and folded[:-2] in known)
    )


@lru_cache(maxsize=8)
def _calendar(code: str) -> frozenset[str]:
    """The first words of dates that no figure begins."""
    language = load(code)
    names = (language.weekdays, language.months, _SHORT)
    return frozenset(_relative_starts(code)).union(*names, language.numbers)


def _iso(published: str) -> date | None:
    """The day of the article; None for none and for years near which the calendar ends."""
    try:
        found = date.fromisoformat(published[:10])
    except ValueError:
        return None
    return found if found.year in YEARS else None


def _moment(source: _Source, index: int) -> Moment | None:
    if source.words[index].folded in _FREQUENT:
        return _relative(source, index)
    return (
        _numeric(source, index)
        or _slashed(source, index)
        or _attacks(source, index)
        or _decade(source, index)
        or _iso_day(source, index)
        or _weekday(source, index)
        or _month_first(source, index)
        or _day_first(source, index)
        or _relative(source, index)
        or _days_ago(source, index)
        or _bare_year(source, index)
    )


def _numeric(source: _Source, index: int) -> Moment | None:
    """26.01.2022, day first, as it is written where full stops are."""
    match = _NUMERIC.fullmatch(source.folded(index))
    if match is None:
        return None
    day, month, year = (int(part) for part in match.groups())
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    return Moment(index, index + 1, year if year > 99 else 2000 + year, month, day)


def _slashed(source: _Source, index: int) -> Moment | None:
    """26/01/2022 or 01/26/2022; of 02/01/2022 the reading nearer to the day of the article."""
    if not source.day(index) or source.gap(index) != "/" or source.gap(index + 1) != "/":
        return None
    one, other, year = source.day(index), source.day(index + 1), source.year(index + 2)
    known = [(m, d) for m, d in ((other, one), (one, other)) if 0 < m <= 12 and d]
    if not year or not known or (len({*known}) > 1 and source.published is None):
        return None
    today = source.published.toordinal() if source.published else 0
    month, day = min(known, key=lambda each: abs(_safe(year, *each) - today))
    return Moment(index, index + 3, year, month, day)


def _iso_day(source: _Source, index: int) -> Moment | None:
    year = source.year(index)
    if not year or source.gap(index) != "-" or source.gap(index + 1) != "-":
        return None
    month, day = source.day(index + 1), source.day(index + 2)
    return Moment(index, index + 3, year, month, day) if 0 < month <= 12 and day else None


def _attacks(source: _Source, index: int) -> Moment | None:
    """9/11, the attacks by their day."""
    if source.language.code != "en" or source.gap(index) != "/":
        return None
    if (source.folded(index), source.folded(index + 1)) != ("9", "11"):
        return None
    return Moment(index, index + 2, 0, 9, 11)


def _decade(source: _Source, index: int) -> Moment | None:
    """The 1990s, the mid-1990s."""
    match = _DECADE.fullmatch(source.folded(index))
    year = int(match[2]) if match else source.year(index) * (source.folded(index + 1) == "s")
    if year not in YEARS or year % 10 or (match is None and source.gap(index) not in ("", "'")):
        return None
    first, last = _THIRDS[match[1]] if match else (0, 9)
    days = date(year + first, 1, 1).toordinal(), date(year + last, 12, 31).toordinal()
    return Moment(index, index + 1 + (match is None), start=days[0], end=days[1])


def _weekday(source: _Source, index: int) -> Moment | None:
    """Wednesday; Wednesday, January 26; last Wednesday."""
    folded = source.folded(index).removesuffix("'s")
    weekday = source.language.weekdays.get(folded, -1)
    if weekday < 0 or (source.language.code == "en" and not source.words[index].text[:1].isupper()):
        return None
    if source.gap(index).strip() in ("", ",") and "\n" not in source.gap(index):
        following = _month_first(source, index + 1) or _day_first(source, index + 1)
        if following is not None and following.day:
            return _with(following, first=index, weekday=weekday)
    return Moment(index, index + 1, weekday=weekday)


def _with(moment: Moment, *, first: int, weekday: int) -> Moment:
    return Moment(first, moment.last, moment.year, moment.month, moment.day, weekday)


def _month_first(source: _Source, index: int) -> Moment | None:
    """January 26, 2022; January 2022; January 26-28; mid-January; in January."""
    month = source.month(index)
    first = index
    if not month:
        return _part_of_month(source, index)
    day = source.day(index + 1) if source.gap(index).strip() in ("", ".") else 0
    last = index + 1 + bool(day)
    if day and source.folded(index + 2) in source.changes.units:
        day, last = 0, index + 1
    if not day and source.folded(index) in ("may", "march", "mar") and not _opens(source, index):
        return None
    year = source.year(last) if source.gap(last - 1).strip() in ("", ",", "of") else 0
    return Moment(first, last + bool(year), year, month, day)


def _opens(source: _Source, index: int) -> bool:
    return source.folded(index - 1) in source.changes.date_openers or bool(source.year(index + 1))


def _part_of_month(source: _Source, index: int) -> Moment | None:
    """mid-December, early January, late in March, в середине декабря."""
    folded = source.folded(index)
    part, _, rest = folded.partition("-")
    months = source.language.months
    if rest in months and part in source.changes.parts:
        days, month, last = source.changes.parts[part], months[rest], index + 1
    elif folded in source.changes.parts:
        skip = 1 + (source.folded(index + 1) in ("of", "in"))
        month = source.month(index + skip)
        days, last = source.changes.parts[folded], index + skip + 1
        if source.day(last) and source.gap(last - 1) == " ":
            return None  # "early January 26" is a day
    else:
        return None
    if not month:
        return None
    year = source.year(last) if source.gap(last - 1).strip() in ("", ",") else 0
    start, end = _days_of(source, year, month, days)
    return Moment(index, last + bool(year), year, month, 0, start=start, end=end)


def _days_of(source: _Source, year: int, month: int, days: tuple[int, int]) -> tuple[int, int]:
    year = year or _nearest_year(source.published, month, days[0])
    if not year:
        return 0, 0
    last = min(days[1], _month_end(year, month))
    return date(year, month, days[0]).toordinal(), date(year, month, last).toordinal()


def _day_first(source: _Source, index: int) -> Moment | None:
    """26 January 2022; 26th of January; 26 января 2022 года."""
    day = source.day(index)
    if not day or "," in source.gap(index):
        return None
    at = index + 1 + (source.folded(index + 1) in ("of", "st", "nd", "rd", "th"))
    month = source.month(at)
    if not month:
        return None
    if at == index + 1 and source.day(at + 1) and source.gap(at).strip() in ("", "."):
        return None  # the 19 Sept. 11 victims
    if source.folded(at) in ("may", "march") and source.gap(at - 1) != " ":
        return None
    year = source.year(at + 1) if source.gap(at).strip() in ("", ",") else 0
    last = at + 1 + bool(year)
    if year and source.folded(last) in source.changes.year_words:
        last += 1
    return Moment(index, last, year, month, day)


def _relative(source: _Source, index: int) -> Moment | None:
    """yesterday, last week, the day before yesterday; unresolved without a day to count from."""
    seconds = _relative_starts(source.language.code).get(source.folded(index), frozenset())
    if "" not in seconds and source.folded(index + 1) not in seconds:
        return None
    for length in range(_PERIOD_WORDS, 0, -1):
        window = source.words[index : index + length]
        phrase = " ".join(word.folded for word in window)
        if len(window) == length and phrase in source.language.relative_days:
            return _counted(source, index, length, "day", source.language.relative_days[phrase])
        if len(window) == length and phrase in source.language.relative_periods:
            return _counted(source, index, length, *source.language.relative_periods[phrase])
    return None


@lru_cache(maxsize=8)
def _relative_starts(code: str) -> dict[str, frozenset[str]]:
    """The first words of all phrases for days and periods, with the second words or ""."""
    language = load(code)
    found: dict[str, frozenset[str]] = {}
    for phrase in (*language.relative_days, *language.relative_periods):
        first, second = (*phrase.split(), "")[:2]
        found[first] = found.get(first, frozenset()) | {second}
    return found


def _days_ago(source: _Source, index: int) -> Moment | None:
    """Two days ago, 3 days ago; about or up to so many days ago is a length of time."""
    if f"{source.folded(index + 1)} {source.folded(index + 2)}" not in source.changes.days_ago:
        return None
    folded, before = source.folded(index), source.folded(index - 1)
    count = int(folded) if _DAY.fullmatch(folded) else source.language.numbers.get(folded, 0)
    loose = before in source.changes.about or before in source.changes.loose
    if source.published is None or loose or not 0 < count <= MOST_AGO:
        return None
    return _counted(source, index, 3, "day", -int(count))


def _counted(source: _Source, index: int, length: int, unit: str, count: int) -> Moment:
    start, end = _period(source.published, unit, count) if source.published else (0, 0)
    return Moment(index, index + length, start=start, end=end, relative=True)


def _period(published: date, unit: str, count: int) -> tuple[int, int]:
    if unit == "day":
        return published.toordinal() + count, published.toordinal() + count
    if unit == "week":
        monday = published.toordinal() - published.weekday() + 7 * count
        return monday, monday + 6
    if unit == "year":
        year = published.year + count
        return date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    month = published.year * 12 + published.month - 1 + count
    year, month = month // 12, month % 12 + 1
    return date(year, month, 1).toordinal(), date(year, month, _month_end(year, month)).toordinal()


def _bare_year(source: _Source, index: int) -> Moment | None:
    """2021 as a year: after "in" or "since", before "года"; a count of people is none."""
    year = source.year(index)
    if not year:
        return None
    if source.folded(index + 1) in source.changes.year_words:
        return Moment(index, index + 2, year)
    gap = source.gap(index).strip()
    until = _second_year(source, index, year)
    if until:
        days = date(year, 1, 1).toordinal(), date(until, 12, 31).toordinal()
        return Moment(index, index + 2, year, start=days[0], end=days[1])
    alone = index + 1 >= len(source.words) or gap[:1] in tuple(".,;:)–—?!")
    following = source.folded(index + 1)
    verb = following in source.changes.verbs or following in source.changes.opposites
    plain = alone or verb or following in source.language.function_words or following == "s"
    before = source.folded(index - 1)
    if before in source.changes.year_openers and plain:
        return Moment(index, index + 1, year)
    return None


def _second_year(source: _Source, index: int, year: int) -> int:
    """The later year of 1974-75 or 1999–2001; 0 when there is none."""
    folded = source.folded(index + 1)
    if source.gap(index) not in ("-", "–", "—") or not folded.isdecimal():
        return 0
    if len(folded) not in (2, 4):  # Python reads no figure of thousands of digits
        return 0
    later = int(folded) if len(folded) == 4 else year // 100 * 100 + int(folded)
    return later if year < later < year + 100 else 0


def _resolved(source: _Source, moment: Moment) -> Moment:
    moment = replace(
        moment, part=_part(source, moment), said=_is_said(source, moment),
        ahead=_is_ahead(source, moment),
    )  # fmt: skip
    if moment.start or moment.relative:
        return moment
    start, end = _days(source, moment)
    return replace(moment, start=start, end=end)


def _part(source: _Source, moment: Moment) -> int:
    """Which end of the day is told: late on Friday, Friday night, early Saturday."""
    known = source.changes
    before = {source.folded(n) for n in range(moment.first - 2, moment.first)} - known.date_openers
    before |= {source.folded(moment.first - 1)}
    near = {*before, source.folded(moment.last), source.folded(moment.last - 1)}
    return bool(near & known.late) - bool(near & known.early)


def _is_said(source: _Source, moment: Moment) -> bool:
    """Whether it is the day somebody spoke: said Monday, said in a statement on Monday."""
    for n in range(moment.first - 1, moment.first - SAID_WITHIN, -1):
        if source.folded(n) in source.changes.tellers:
            return True
        beside = source.folded(n) in source.changes.said_beside
        if not beside or source.gap(n).strip():
            return False
    return False


def _is_ahead(source: _Source, moment: Moment) -> bool:
    """Whether "will" stands shortly before it."""
    near = range(max(0, moment.first - AHEAD_WITHIN), moment.first)
    return any(source.folded(n) in source.changes.future for n in near)


def _days(source: _Source, moment: Moment) -> tuple[int, int]:
    """The first and last day the date can be; 0, 0 when it cannot be said."""
    if moment.month:
        year = moment.year or _nearest_year(source.published, moment.month, moment.day or 15)
        if not year:
            return 0, 0
        first = moment.day or 1
        last = moment.day or _month_end(year, moment.month)
        if last > _month_end(year, moment.month):
            return 0, 0  # 31 June: a mistake of the article, not ours to resolve
        return (
            date(year, moment.month, first).toordinal(),
            date(year, moment.month, last).toordinal(),
        )
    if moment.year:
        return date(moment.year, 1, 1).toordinal(), date(moment.year, 12, 31).toordinal()
    if moment.weekday >= 0 and source.published is not None:
        day = _nearest_weekday(source, moment)
        return day, day
    return 0, 0


def _nearest_weekday(source: _Source, moment: Moment) -> int:
    """The last such day up to the article's own; the next one after "next" or a future verb."""
    assert source.published is not None
    today = source.published
    back = (today.weekday() - moment.weekday) % 7
    near = [source.folded(n) for n in range(moment.first - 5, moment.first)]
    coming = bool({*near[-2:]} & source.changes.next_words) or bool({*near} & source.changes.future)
    if near[-1:] == ["last"] and back == 0:
        back = 7
    return today.toordinal() + ((7 - back) % 7 or 7 * (near[-1:] == ["next"]) if coming else -back)


def _nearest_year(published: date | None, month: int, day: int) -> int:
    """The year that brings the day nearest to the article's own; 0 without one."""
    if published is None:
        return 0
    years = (published.year, published.year - 1, published.year + 1)
    return min(years, key=lambda year: abs(_safe(year, month, day) - published.toordinal()))


def _safe(year: int, month: int, day: int) -> int:
    return date(year, month, min(day, _month_end(year, month))).toordinal()


def _month_end(year: int, month: int) -> int:
    after = date(year + month // 12, month % 12 + 1, 1)
    return (after - timedelta(days=1)).day
