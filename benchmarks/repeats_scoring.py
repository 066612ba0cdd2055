"""Recall and precision of reported groups against planted gold, for any tool.

A group is a list of passages, the representative first.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

Gold = dict[str, Any]


def scores(groups: Iterable[Sequence[int]], gold: Gold) -> dict[str, float]:
    """Recall of each kind and precision, from 0 to 1.

    Pairs count when both passages are in one group. Of a cluster, only the members that one
    group brings together count, its first member apart. Precision: of all pairs of a
    representative and a member, those that have a planted text in common.
    """
    listed = list(groups)
    places: dict[int, set[int]] = defaultdict(set)
    for number, members in enumerate(listed):
        for passage in members:
            places[passage].add(number)
    found = {
        kind: sum(bool(places[a] & places[b]) for a, b in pairs) / max(1, len(pairs))
        for kind, pairs in gold["pairs"].items()
    }
    for kind, clusters in gold["clusters"].items():
        found[kind] = cluster_recall(clusters, places)
    found["precision"], found["pairs"] = precision(listed, gold["family"])
    return {name: round(value, 4) for name, value in found.items()}


def cluster_recall(clusters: Sequence[Sequence[int]], places: dict[int, set[int]]) -> float:
    """Members with their representative in the largest group of each cluster."""
    joined = wanted = 0
    for members in clusters:
        counts: dict[int, int] = defaultdict(int)
        for passage in members:
            for number in places[passage]:
                counts[number] += 1
        joined += max(counts.values(), default=1) - 1
        wanted += len(members) - 1
    return joined / max(1, wanted)


def precision(
    groups: Sequence[Sequence[int]], family: Sequence[Sequence[int]]
) -> tuple[float, int]:
    """The share of reported pairs that were planted, and how many were reported."""
    right = total = 0
    for members in groups:
        first = set(family[members[0]])
        for passage in members[1:]:
            total += 1
            right += not first.isdisjoint(family[passage])
    return right / max(1, total), total
