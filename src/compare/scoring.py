"""From evidence to a probability."""

import json
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from compare.model import Evidence

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray


@lru_cache(maxsize=8)
def _weights(unit: str, language: str):
    folder = resources.files("compare") / "weights"
    path = folder / f"{unit}-{language}.json"
    if not path.is_file():
        path = folder / "sentence-en.json"
    return json.loads(path.read_text("utf-8"))


def _logits(measures, unit, language):
    import numpy as np

    from compare.evidence import NAMES

    data = _weights(unit, language)
    rows = data["measures"]
    w = np.array([rows[n]["weight"] for n in NAMES])
    m = np.array([rows[n]["mean"] for n in NAMES])
    s = np.array([rows[n]["scale"] for n in NAMES])
    return data["prior"], np.clip((measures - m) / s, -6, 6) * w


def probabilities(
    measures: "NDArray[np.float32]", *, unit: str = "sentence", language: str = "en"
) -> "NDArray[np.float64]":
    """One probability per row of *measures*."""
    import numpy as np

    prior, parts = _logits(measures, unit, language)
    return 1 / (1 + np.exp(-(prior + parts.sum(axis=1))))


def waterfall(measures, *, unit: str = "sentence", language: str = "en") -> tuple[Evidence, ...]:
    """The named weights that add up to the logit."""
    from compare.evidence import NAMES

    prior, parts = _logits(measures[None], unit, language)
    groups: dict[str, float] = {}
    for name, part in zip(NAMES, parts[0], strict=True):
        key = name.split("_")[0]
        groups[key] = groups.get(key, 0.0) + float(part)
    return (Evidence("prior", prior), *(Evidence(k, v) for k, v in groups.items()))


def score_pairs(
    pairs: "Sequence[tuple[str, str]]",
    *,
    language: str | None = None,
    unit: str = "sentence",
    model: str | None = None,
) -> list[float]:
    """Probability for each pair that both texts report the same statement."""
    import numpy as np

    from compare import languages
    from compare.evidence import Table, Unit

    numbers: dict[str, int] = {}
    left = np.array([numbers.setdefault(a, len(numbers)) for a, _ in pairs], dtype=np.int64)
    right = np.array([numbers.setdefault(b, len(numbers)) for _, b in pairs], dtype=np.int64)
    if not len(left):
        return []
    language = language or languages.guess(" ".join(list(numbers)[:200])) or "en"
    table = Table([Unit(text, language) for text in numbers])
    return probabilities(table.measure(left, right), unit=unit, language=language).tolist()
