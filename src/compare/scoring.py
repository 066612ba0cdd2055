"""From evidence to a probability that two texts report the same statement.

A weighted sum of measures (`evidence.NAMES`), squeezed into 0 to 1: logistic regression,
so that every probability can be taken apart into named weights (`waterfall`). The weights
are data, `weights/UNIT-LANGUAGE.json`, made by `benchmarks/fit.py`; nothing is fitted here.
"""

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import log
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from compare.frozen import dataclass
from compare.model import Evidence

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from compare.evidence import Table

#: What is compared: sentences, or windows of one to three sentences across whole articles.
Unit = Literal["sentence", "paragraph"]

#: `mixed`: pairs of any likeness, as when everything is set beside everything. `near`: pairs
#: picked because they are alike, of which only fine differences can part the true ones.
#: `crowd`: every text beside many others, so that the texts themselves say which words go
#: with which event (see `evidence.company`).
Pool = Literal["mixed", "near", "crowd"]

#: From so many partners of a text on average it is a crowd.
CROWD = 20

#: Pairs are taken for `near` when nine in ten share this much of their information.
NEAR_SHARE, NEAR_TENTH = 0.25, 0.1

#: The measure the second voice adds (see `semantic`).
MEANING = "meaning"

#: Measures by the name they have in reports: the first whose beginning fits.
KINDS = (
    (("names",), "names"),
    (("numbers",), "numbers"),
    (("day",), "dates"),
    (("speaker",), "speaker"),
    (("negation",), "negation"),
    (("strangers",), "other-event"),
    (("quoted",), "quotation"),
    (("length",), "length"),
    (("order",), "word-order"),
    (("words", "bigrams", "trigrams", "fourgrams", "phrase"), "phrases"),
    (("characters", "bits_soft", "idf_soft"), "spelling"),
    ((MEANING,), "meaning"),
    (
        tuple(f"{kind}_{step}_alone" for kind in ("bits", "idf") for step in range(1, 8)),
        "missing-words",
    ),
    (("bits_missing", "bits_rarest_missing", "idf_missing", "idf_rarest_missing"), "missing-words"),
    (("",), "rare-words"),
)

#: What each kind says to a reader when nothing more particular is known.
DETAILS = {
    "prior": "how often such pairs match at all",
    "rare-words": "words in common, weighed by how rare they are",
    "missing-words": "rare words that only one of them has",
    "phrases": "words in common that stand together",
    "word-order": "words in common in the same order",
    "spelling": "the same letters, other endings or spellings",
    "names": "persons, places and organisations",
    "numbers": "figures",
    "dates": "days and months",
    "speaker": "who is speaking",
    "negation": "a denial on one side only",
    "other-event": "words of each that never stand together anywhere in these texts",
    "quotation": "the same words in quotation marks",
    "length": "how long they are",
    "meaning": "the second voice: how near their sentence embeddings are",
}


@dataclass(frozen=True, slots=True)
class Weights:
    """One weights file; *weight*, *mean*, *scale* have one item for each measure."""

    prior: float
    clip: float
    weight: "NDArray[np.float64]"
    mean: "NDArray[np.float64]"
    scale: "NDArray[np.float64]"


@lru_cache(maxsize=16)
def weights(unit: str = "sentence", language: str = "en", kind: str = "") -> Weights:
    """The weights for *unit* and *language*; those for English where there are no others.

    *kind* is a pool, `semantic`, both (`near-semantic`) or empty.
    """
    import numpy as np

    from compare.evidence import NAMES

    data = json.loads(_path(unit, language, kind).read_text("utf-8"))
    rows = data["measures"]
    none = {"weight": 0.0, "mean": 0.0, "scale": 1.0}
    names = (*NAMES, MEANING) if kind.endswith("semantic") else NAMES
    unknown = rows.keys() - set(names)
    if unknown:
        raise ValueError(f"weights for unknown measures: {', '.join(sorted(unknown))}")
    columns = (
        np.array([rows.get(name, none)[part] for name in names])
        for part in ("weight", "mean", "scale")
    )
    return Weights(data["prior"], data["clip"], *columns)


def _path(unit: str, language: str, kind: str) -> Path:
    """The file for these; failing that the one for any list of pairs, and for English."""
    folder = Path(__file__).with_name("weights")
    plain = "semantic" if kind.endswith("semantic") else ""
    names = (
        "-".join(filter(None, parts))
        for parts in (
            (unit, language, kind),
            (unit, language, plain),
            (unit, "en", plain),
            ("sentence", "en", plain),
        )
    )
    return next(path for name in names if (path := folder / f"{name}.json").is_file())


def probabilities(
    measures: "NDArray[np.float32]",
    *,
    unit: str = "sentence",
    language: str = "en",
    pool: Pool = "mixed",
    prior: float | None = None,
) -> "NDArray[np.float64]":
    """One probability, 0 to 1, for each row of *measures* (see `evidence.Table.measure`).

    The weights carry the prior of what they were fitted on: of sentences about one pair in
    six matches, of pairs picked for likeness two in three, of windows one in eighty-five.
    *prior*, strictly between 0 and 1, puts another in its place. A last column more than
    `evidence.NAMES` is the second voice's.
    """
    import numpy as np

    found = _weights_for(measures, unit, language, pool)
    used = np.flatnonzero(found.weight)
    steps = (measures[:, used] - found.mean[used]) / found.scale[used]
    np.clip(steps, -found.clip, found.clip, out=steps)
    logits = found.prior + steps @ found.weight[used]
    if prior is not None:
        logits += log(prior / (1 - prior)) - _usual(unit, language, pool)
    odds: NDArray[np.float64] = 1 / (1 + np.exp(-np.clip(logits, -500, 500)))
    return odds


#: How often pairs match in what the weights were fitted on, as log-odds.
_USUAL = {"sentence": log(1 / 6 / (5 / 6)), "near": log(2 / 3 / (1 / 3)), "paragraph": log(1 / 84)}


def _usual(unit: str, language: str, pool: str) -> float:
    near = pool == "near" or (unit == "sentence" and language == "ru")
    return _USUAL["near" if near else unit]


def waterfall(
    row: "NDArray[np.float32]",
    *,
    unit: str = "sentence",
    language: str = "en",
    pool: Pool = "mixed",
    details: "dict[str, str] | None" = None,
) -> tuple[Evidence, ...]:
    """The weights that add up to the log-odds of one pair: the prior first, then by size.

    Weights are against the mean of the pairs the model was fitted on: one that is about as
    usual says nothing. *details* (see `details_of`) puts the shared words themselves in.
    """
    found = _weights_for(row[None], unit, language, pool)
    sums: dict[str, float] = {}
    for name, part in zip(_names(row), _parts(found, row[None])[0].tolist(), strict=True):
        kind = kind_of(name)
        sums[kind] = sums.get(kind, 0.0) + part
    said = DETAILS | (details or {})
    steps = sorted(sums.items(), key=lambda item: (-abs(item[1]), item[0]))
    prior = Evidence("prior", found.prior, DETAILS["prior"])
    return (prior, *(Evidence(kind, part, said[kind]) for kind, part in steps if part))


def details_of(table: "Table", i: int, j: int, *, most: int = 6) -> dict[str, str]:
    """What two texts of *table* share and do not, at most *most* words of each kind."""
    found = table.explain(i, j)
    said = {
        "rare-words": ", ".join(found["shared"][:most]),
        "names": ", ".join(found["names"][:most]),
        "numbers": ", ".join(found["numbers"][:most]),
    }
    if not said["numbers"] and found["other_numbers"]:
        said["numbers"] = "only on one side: " + ", ".join(found["other_numbers"][:most])
    return {kind: words for kind, words in said.items() if words}


def _names(row: "NDArray[np.float32]") -> tuple[str, ...]:
    from compare.evidence import NAMES

    return (*NAMES, MEANING)[: len(row)]


@lru_cache(maxsize=256)
def kind_of(measure: str) -> str:
    """The kind a measure belongs to in reports; `rare-words` when no other fits."""
    return next(kind for starts, kind in KINDS if measure.startswith(starts))


def _weights_for(measures: "NDArray[np.float32]", unit: str, language: str, pool: str) -> Weights:
    from compare.evidence import NAMES

    kinds = ([pool] if pool != "mixed" else []) + (
        ["semantic"] if measures.shape[1] > len(NAMES) else []
    )
    return weights(unit, language, "-".join(kinds))


def _parts(found: Weights, measures: "NDArray[np.float32]") -> "NDArray[np.float64]":
    import numpy as np

    steps = (measures - found.mean) / found.scale
    parts: NDArray[np.float64] = np.clip(steps, -found.clip, found.clip) * found.weight
    return parts


def score_pairs(
    pairs: Sequence[tuple[str, str]],
    *,
    language: str | None = None,
    unit: str = "sentence",
    model: str | None = None,
) -> list[float]:
    """For each pair of texts the probability that both report the same statement.

    The pairs are judged together: a word that most of these texts have counts little, and
    pairs picked for their likeness are judged by finer differences (`Pool`). *language* is
    guessed for the pairs of each language when it is None. *model* names a folder or model
    for the second voice (extra `[semantic]`). Empty for no pairs.
    """
    import numpy as np

    from compare.evidence import Table
    from compare.evidence import Unit as Text

    numbers: dict[str, int] = {}
    left = np.array([numbers.setdefault(a, len(numbers)) for a, _ in pairs], np.int64)
    right = np.array([numbers.setdefault(b, len(numbers)) for _, b in pairs], np.int64)
    if not len(left):
        return []
    codes = np.array([language] * len(numbers) if language else _languages(numbers))
    table = Table([Text(text, code) for text, code in zip(numbers, codes.tolist(), strict=True)])
    measures = table.measure(left, right)
    if model is not None:
        from compare import semantic

        cosines = semantic.load(model).cosines(tuple(numbers), left, right)
        measures = np.column_stack([measures, cosines])
    out = np.zeros(len(left))
    for code in sorted(set(codes[left].tolist())):
        rows = codes[left] == code
        pool = pool_of(measures[rows], texts=len(numbers)) if unit == "sentence" else "mixed"
        out[rows] = probabilities(measures[rows], unit=unit, language=code, pool=pool)
    chances: list[float] = out.tolist()
    return chances


def _languages(texts: Iterable[str]) -> list[str]:
    from compare.languages import guess

    return ["en" if text.isascii() else guess(text) or "en" for text in texts]


def pool_of(measures: "NDArray[np.float32]", *, texts: int) -> Pool:
    """What kind of list these pairs of *texts* different texts are.

    `near` when hardly any pair shares little, which does not happen unless someone chose;
    `crowd` when every text stands beside many others.
    """
    import numpy as np

    from compare.evidence import NAMES

    shares = measures[:, NAMES.index("idf_soft_lo")]
    if float(np.quantile(shares, NEAR_TENTH)) >= NEAR_SHARE:
        return "near"
    return "crowd" if 2 * len(measures) >= CROWD * texts else "mixed"
