"""See how outlets report the same remark: aligned side by side, differences named.

    import compare
    result = compare.compare(["a.txt", "b.html"])
    compare.score_pairs([("The port is shut.", "They closed the harbour.")])

Nothing heavy is imported before it is needed.
"""

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from compare.errors import CompareError
    from compare.model import Article, Document, Link, Passage, Place, Result, Span, Statement
    from compare.options import Options

__all__ = [
    "Article",
    "CompareError",
    "Document",
    "Link",
    "Options",
    "Passage",
    "Place",
    "Result",
    "Span",
    "Statement",
    "compare",
    "score_pairs",
]

_HOMES = {"CompareError": "compare.errors", "Options": "compare.options"}


def compare(inputs: Sequence[str], **options: object) -> "Result":
    """Everything that the documents at *inputs* share, as a frozen `Result`.

    *inputs* are what the command line takes: files, folders, URLs, NAME=PATH. *options*
    are the fields of `Options`. Raises `InputError` for the first input that cannot be
    read, unless `keep_going=True`; then it is a finding. Configuration files are not read.
    """
    from compare import api

    return api.compare(inputs, options)


def score_pairs(
    pairs: Sequence[tuple[str, str]],
    *,
    language: str | None = None,
    unit: str = "sentence",
    model: str | None = None,
) -> list[float]:
    """For each pair of texts the probability, 0 to 1, that both report the same statement.

    *language* (en, ru) is found from the texts when not given. *unit* is what the texts
    are: `sentence` or `paragraph`. *model* adds a sentence-embedding model as second
    voice. Empty for no pairs. The pairs are measured together: how common a word is among
    all of them counts. Cost: tens of thousands of pairs a second.
    """
    from compare import scoring

    return scoring.score_pairs(pairs, language=language, unit=unit, model=model)


def __getattr__(name: str) -> Any:
    if name in __all__:
        return getattr(import_module(_HOMES.get(name, "compare.model")), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
