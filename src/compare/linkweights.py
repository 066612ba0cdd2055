"""The weights of a link's score, read from `weights/linking.json`.

A link's log-odds are a weighted sum of standardised columns (`columns`), then of what the
other candidates say (`context`). Made by `benchmarks/fit_linking.py`; nothing is fitted
here. Values outside the range that was fitted count as the end of that range, since
nobody knows what lies beyond it.
"""

import json
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from compare.frozen import dataclass

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: The columns besides the measures of the whole passages, in this order: surprises and
#: margins in nats (see `conditional` and `context`), whose words the two report (0 or 1),
#: then the logarithm of how many passages compete in the document that has more.
OWN_COLUMNS = (
    "surprise",
    "passage-surprise",
    "margin",
    "passage-margin",
    "quoted-surprise",
    "same-speaker",
    "other-speaker",
    "one-speaker",
    "rivals",
)

#: The measures of two whole passages that count (see `evidence.NAMES`): all that do not
#: weigh words by rarity, which the surprises do better. With the others too, reports of
#: topics unlike those fitted come out worse.
PASSAGE_MEASURES = (
    *("words_lo", "words_hi", "bigrams_lo", "bigrams_hi", "trigrams_lo", "trigrams_hi"),
    *("fourgrams_lo", "fourgrams_hi", "order_lo", "order_hi"),
    *("length_lo", "length_hi", "length_ratio", "information", "information_log"),
    *("phrase_lo", "phrase_hi", "phrase_shared", "phrase_log"),
    *("names_contain_lo", "names_contain_hi", "names_shared"),
    *("names_missing_lo", "names_missing_hi"),
    *("numbers_contain_lo", "numbers_contain_hi", "numbers_shared"),
    *("numbers_missing_lo", "numbers_missing_hi", "negation"),
    *("quoted_shared", "quoted_lo", "quoted_hi", "day_same", "day_other"),
    *("strangers", "characters", "characters_root"),
)


@dataclass(frozen=True, slots=True)
class Weights:
    """One item of *weight*, *mean*, *scale*, *low*, *high* for each column of *names*.

    *base* and the columns make the log-odds of a candidate by itself; *alone* is what these
    count, after *prior*, beside the context: *lead*, *neighbour*, *third* and *company*, in
    log-odds a unit (see `context`).
    """

    prior: float
    base: float
    alone: float
    lead: float
    neighbour: float
    third: float
    company: float
    names: tuple[str, ...]
    weight: "NDArray[np.float64]"
    mean: "NDArray[np.float64]"
    scale: "NDArray[np.float64]"
    low: "NDArray[np.float64]"
    high: "NDArray[np.float64]"

    def parts(self, columns: "NDArray[np.float64]") -> "NDArray[np.float64]":
        """What each column adds to the log-odds, a row a candidate; without the prior."""
        within = columns.clip(self.low, self.high)
        found: NDArray[np.float64] = (within - self.mean) / self.scale * self.weight
        return found


#: What the names of the measures of whole passages begin with.
PASSAGE = "passage."

#: The columns that a sentence-embedding model adds: cosines of windows and of passages.
MEANING_COLUMNS = ("meaning.windows", "meaning.passages")


@lru_cache(maxsize=2)
def weights(kind: str = "") -> Weights:
    """The fitted weights; *kind* is empty, or `semantic` for those with the second voice."""
    name = f"linking-{kind}.json" if kind else "linking.json"
    text = (Path(__file__).with_name("weights") / name).read_text("utf-8")
    return weights_from(json.loads(text))


def weights_from(data: dict[str, dict[str, dict[str, float]]]) -> Weights:
    """The weights in the decoded file *data*."""
    import numpy as np

    columns, context = data["columns"], data["context"]

    def column(part: str) -> "NDArray[np.float64]":
        return np.array([known[part] for known in columns.values()], dtype=np.float64)

    def number(name: str) -> float:
        return float(context[name])  # type: ignore[arg-type]

    return Weights(
        prior=number("prior"),
        base=number("base"),
        alone=number("alone"),
        lead=number("lead"),
        neighbour=number("neighbour"),
        third=number("third"),
        company=number("company"),
        names=tuple(columns),
        weight=column("weight"),
        mean=column("mean"),
        scale=column("scale"),
        low=column("low"),
        high=column("high"),
    )
