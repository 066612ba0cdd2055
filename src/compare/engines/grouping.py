"""From matches of passages to groups of places, with whatever arrays an engine uses.

The steps and their order; the loops are in `kernel`, the sorting in the engine's *tools*.
"""

from collections.abc import Callable
from typing import Any, Protocol

from compare.engines import kernel
from compare.frozen import dataclass

#: A flat run of integers: a list for the memory engine, an array for the batch engine.
Run = Any


class Tools(Protocol):
    """What an engine brings along."""

    def zeros(self, count: int) -> Run:
        """*count* zeros."""

    def order(self, *keys: Run) -> Run:
        """The indices that sort by the first key, then the second…; ties stay in order."""

    def take(self, run: Run, indices: Run) -> Run:
        """The numbers of *run* at *indices*."""

    def call(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """The result of a function of `kernel`, compiled or not."""


@dataclass(frozen=True, slots=True)
class Grouped:
    """Groups as flat rows: group g has the rows [*start*[g], *start*[g + 1]).

    *lo* and *hi* are positions in the run of words. Passages are unique ones; a row holds
    for all copies of its passage unless *single*.
    """

    start: Run
    passage: Run
    lo: Run
    hi: Run
    shared: Run
    single: Run
    nested: int
    overlapping: int
    rescued: int


@dataclass(frozen=True, slots=True)
class _Sites:
    """Stretches of passages, and the matches between them as edges."""

    count: int
    passage: Run
    lo: Run
    hi: Run
    site: Run
    first: Run
    edge_start: Run
    edge_to: Run
    edge_match: Run


@dataclass(frozen=True, slots=True)
class _Rows:
    """One row for each member of each group, before they are put in order."""

    key: Run
    passage: Run
    lo: Run
    hi: Run
    r_lo: Run
    r_hi: Run
    shared: Run
    is_member: Run


def group(
    words: Run, starts: Run, copies: Run, doubles: Run, matches: Run, tools: Tools
) -> Grouped:
    """Groups of the *matches* between unique passages, *copies*[n] times each.

    *doubles* lists the passages with more than one copy. Grows with the matches, times the
    logarithm that sorting costs.
    """
    sites = _sites(starts, doubles, matches, tools)
    leader, by, size = _stars(sites, copies, matches, tools)
    extra, extras = _rescue(words, starts, sites, leader, by, size, matches, tools)
    rows = _rows(sites, leader, by, matches, extra, tools)
    return _groups(rows, starts, copies, extras, tools)


def _sites(starts: Run, doubles: Run, matches: Run, tools: Tools) -> _Sites:
    count = len(matches) // kernel.FIELDS
    passage, lo, hi, minus_hi, site, first = (
        tools.zeros(2 * count + len(doubles)) for _ in range(6)
    )
    tools.call(kernel.sides, matches, count, doubles, starts, passage, lo, hi, minus_hi)
    order = tools.order(passage, lo, minus_hi)
    sites = tools.call(kernel.name_sites, order, passage, lo, hi, site, first)
    edges = _edges(matches, site, sites, tools)
    return _Sites(sites, passage, lo, hi, site, first[:sites], *edges)


def _edges(matches: Run, site: Run, sites: int, tools: Tools) -> tuple[Run, Run, Run]:
    count = len(matches) // kernel.FIELDS
    source, target, minus_shared, edge_to, edge_match = (tools.zeros(2 * count) for _ in range(5))
    edge_start = tools.zeros(sites + 1)
    tools.call(kernel.half_edges, matches, count, site, sites, source, target, minus_shared)
    order = tools.order(source, target, minus_shared)
    tools.call(
        kernel.join_edges, order, source, target, count, sites, edge_start, edge_to, edge_match
    )
    return edge_start, edge_to, edge_match


def _stars(sites: _Sites, copies: Run, matches: Run, tools: Tools) -> tuple[Run, Run, Run]:
    edges = (sites.edge_start, sites.edge_to, sites.edge_match)
    minus_weight, leader, by, size = (tools.zeros(sites.count) for _ in range(4))
    where = (sites.passage, sites.lo, sites.hi, sites.first)
    tools.call(kernel.weigh, matches, copies, *where, *edges, minus_weight)
    tools.call(kernel.cover, tools.order(minus_weight), *edges, leader, by, size)
    return leader, by, size


def _rescue(
    words: Run, starts: Run, sites: _Sites, leader: Run, by: Run, size: Run, matches: Run,
    tools: Tools,
) -> tuple[Run, int]:  # fmt: skip
    many = kernel.DIRECT_SEEDS
    scratch = [
        tools.zeros(length) for length in (many, many, 4 * many, kernel.ROW, kernel.FIELDS * many)
    ]
    extra = tools.zeros(kernel.FIELDS * sites.count)
    extras = tools.call(
        kernel.rescue, words, starts, sites.passage, sites.lo, sites.hi, sites.first,
        sites.edge_start, sites.edge_to, sites.edge_match, leader, by, size,
        len(matches) // kernel.FIELDS, *scratch, extra,
    )  # fmt: skip
    return extra, extras


def _rows(sites: _Sites, leader: Run, by: Run, matches: Run, extra: Run, tools: Tools) -> _Rows:
    runs = [tools.zeros(2 * sites.count) for _ in range(8)]
    count = tools.call(
        kernel.list_members, matches, extra, len(matches) // kernel.FIELDS, sites.site,
        sites.passage, sites.lo, sites.hi, sites.first, leader, by, *runs,
    )  # fmt: skip
    return _Rows(*(run[:count] for run in runs))


def _groups(rows: _Rows, starts: Run, copies: Run, extras: int, tools: Tools) -> Grouped:
    count = len(rows.key)
    keep, start = tools.zeros(count), tools.zeros(count + 1)
    groups, overlapping = tools.call(
        kernel.assemble, tools.order(rows.key, rows.is_member, rows.lo), rows.key, rows.passage,
        rows.lo, rows.hi, rows.r_lo, rows.r_hi, rows.shared, copies, starts, keep, start,
    )  # fmt: skip
    begin, minus_words, minus_end, seen, stays = (tools.zeros(groups) for _ in range(5))
    tools.call(kernel.measure_groups, keep, start, rows.lo, rows.hi, minus_words, begin, minus_end)
    newest = tools.zeros(len(copies))
    row_group, row_next, told = (tools.zeros(count) for _ in range(3))
    nested = tools.call(
        kernel.explain, tools.order(minus_words, begin), keep, start, rows.passage, rows.lo,
        rows.hi, newest, row_group, row_next, told, seen, stays,
    )  # fmt: skip
    order = tools.order(begin, minus_end)
    final, single, final_start = (tools.zeros(n) for n in (count, count, groups + 1))
    left, kept = tools.call(
        kernel.arrange, order, stays, told, keep, start, final, single, final_start
    )
    runs = (rows.passage, rows.lo, rows.hi, rows.shared)
    passage, lo, hi, shared = (tools.take(run, final[:kept]) for run in runs)
    starts = final_start[: left + 1]
    return Grouped(starts, passage, lo, hi, shared, single[:kept], nested, overlapping, extras)
