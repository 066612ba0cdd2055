"""A date and the days it can be, and when two of them cannot be the same time.

Read out of the words by `dated`; nothing is read here.
"""

from compare.frozen import dataclass

#: Years a figure of four digits may be.
YEARS = range(1800, 2100)

#: Days of a week.
WEEK = 7


@dataclass(frozen=True, slots=True)
class Moment:
    """A date at words [first, last): what is written of it, and the days it can be.

    *year*, *month*, *day*, *weekday* are 0 or -1 where nothing is said. *start* and *end* are
    proleptic ordinals, both included, and 0 when the date cannot be resolved. *part* is -1
    early in the day, 1 late, else 0. *said* when it is the day of a statement, *ahead* when
    its clause looks ahead.
    """

    first: int
    last: int
    year: int = 0
    month: int = 0
    day: int = 0
    weekday: int = -1
    start: int = 0
    end: int = 0
    relative: bool = False
    part: int = 0
    said: bool = False
    ahead: bool = False

    def differ(self, other: "Moment") -> bool:
        """Whether the two cannot be the same time."""
        if self._is_one_night(other) or self._is_year_guessed(other):
            return False
        if self.start and other.start:
            apart = self.end < other.start or other.end < self.start
            # "On Wednesday" may look back or forward, so a week between two is no difference.
            named = self.weekday == other.weekday >= 0 and not (self.day or other.day)
            week = named and abs(self.start - other.start) == WEEK
            return (apart and not week) or self._is_other_period(other)
        return any(
            mine != theirs
            for mine, theirs, nothing in (
                (self.year, other.year, 0),
                (self.month, other.month, 0),
                (self.day, other.day, 0),
                (self.weekday, other.weekday, -1),
            )
            if nothing not in (mine, theirs)
        )

    def _is_other_period(self, other: "Moment") -> bool:
        """Whether both are periods of which neither holds the other: next week, next month."""
        if not (self.relative and other.relative):
            return False
        return (self.start < other.start) == (self.end < other.end) and (
            self.start != other.start and self.end != other.end
        )

    def is_as_exact(self, other: "Moment") -> bool:
        """Whether both are told to the day, or both to the same period, as far as is known."""
        if not (self.start and other.start):
            return True
        return self.end - self.start == other.end - other.start

    def _is_one_night(self, other: "Moment") -> bool:
        """Whether one is late on a day and the other early on the next: Friday night."""
        if self.part * other.part >= 0:
            return False
        late, early = (self, other) if self.part > 0 else (other, self)
        if late.start and early.start:
            return early.start - late.end == 1
        return min(late.weekday, early.weekday) >= 0 and (late.weekday + 1) % WEEK == early.weekday

    def _is_year_guessed(self, other: "Moment") -> bool:
        """Whether one month is told, its year on one side only: "in June", "in June 2021"."""
        days = (self.day, other.day)
        if not self.month or self.month != other.month or bool(self.year) == bool(other.year):
            return False
        return 0 in days or days[0] == days[1]

    def agree(self, other: "Moment") -> bool:
        """Whether something comparable is said and none of it differs."""
        if self.start and other.start:
            return not self.differ(other)
        common = (
            bool(self.year and other.year),
            bool(self.month and other.month),
            bool(self.day and other.day),
            min(self.weekday, other.weekday) >= 0,
        )
        return any(common) and not self.differ(other)
