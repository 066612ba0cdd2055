"""See how outlets report the same remark: aligned side by side, differences named.

    import compare
    result = compare.compare(["a.txt", "b.html"])
    compare.score_pairs([("The port is shut.", "They closed the harbour.")])
    compare.repeats(["folder"]).boilerplate
    compare.quotations(["a.txt"], sources=["speech.txt"])
    compare.check(["folder"]).findings

Nothing heavy is imported before it is needed.
"""

TYPE_CHECKING = False  # typing itself would take as long to import as Python to start
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from compare.checks.outcome import Outcome
    from compare.errors import CompareError
    from compare.model import (
        Article,
        Document,
        Link,
        Passage,
        Place,
        QuotationVerdict,
        Result,
        Span,
        Statement,
    )
    from compare.options import Options
    from compare.repetition import Found

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
    "check",
    "compare",
    "quotations",
    "repeats",
    "score_pairs",
]

_HOMES = {"CompareError": "compare.errors", "Options": "compare.options"}


def compare(inputs: "Sequence[str]", **options: object) -> "Result":
    """Everything that the documents at *inputs* share, as a frozen `Result`.

    *inputs* are what the command line takes: files, folders, URLs, NAME=PATH. *options*
    are the fields of `Options`. Raises `InputError` for the first input that cannot be
    read, unless `keep_going=True`; then it is a finding. Configuration files are not read.
    """
    from compare import api

    return api.compare(inputs, options)


def repeats(
    inputs: "Sequence[str]",
    *,
    engine: str = "auto",
    within: bool = True,
    min_words: int = 4,
    **options: object,
) -> "Found":
    """The repeated passages, copied documents and standing text of the documents at *inputs*.

    *engine* is `memory`, `batch` (extra [scale]) or `auto`, *within* asks for repeats inside
    one document too, and *min_words* leaves out shorter ones that are no standing text.
    *options* are fields of `Options`, as in `compare`; so are the errors.
    """
    from compare.repetition import repeats

    articles = _read(inputs, options)
    return repeats(articles, engine_name=engine, within=within, min_words=min_words)


def quotations(
    inputs: "Sequence[str]", *, sources: "Sequence[str]" = (), **options: object
) -> "tuple[QuotationVerdict, ...]":
    """What became of every quotation of the documents at *inputs*, in reading order.

    The words are sought in the other documents, or in *sources* only if there are any: a
    document that is a source is not asked about. *options* are as in `compare`; so are
    the errors.
    """
    if not sources:
        return compare(inputs, **options).quotations
    from compare.verdicts import verdicts

    transcripts = {article.document.path for article in _read(sources, options)}
    # Read together, so that no two documents have the same id.
    result = compare([*inputs, *sources], **options)
    own = [each for each in result.articles if each.document.path not in transcripts]
    given = [each for each in result.articles if each.document.path in transcripts]
    return verdicts(own, sources=given, links=result.links)


def check(
    inputs: "Sequence[str]",
    *,
    new: "Sequence[str]" = (),
    against: "Sequence[str]" = (),
    since: str = "",
    settings: "Mapping[str, Any] | None" = None,
    baseline: str = "",
    today: str = "",
    engine: str = "auto",
    **options: object,
) -> "Outcome":
    """What the rules of `compare check` find in the documents at *inputs*.

    With *new* only those documents are checked, and the inputs are what they are held
    against; *against* names more of these, or one stored corpus; *since* is a revision of git.
    *settings* is what stands in a configuration file under `[tool.source-compare.check]`, and
    *baseline* the file of the known findings. *today*, an ISO date, is the clock's day when
    not given. *options* are as in `compare`; so are the errors.
    """
    from compare import gate

    asked = gate.request(inputs, new=new, against=against, since=since, engine=engine)
    return gate.check(asked, settings or {}, options, baseline=baseline, today=today)


def _read(inputs: "Sequence[str]", values: "dict[str, object]") -> "tuple[Article, ...]":
    """The articles at *inputs*; InputError for the first that cannot be read."""
    from compare import api
    from compare.options import Options, key_of, with_values

    named = {key_of(name): value for name, value in values.items()}
    options = with_values(Options(), named, origin="compare")
    found = api.read(inputs, options)
    if found.errors and not options.keep_going:
        raise found.errors[0]
    return found.articles


def score_pairs(
    pairs: "Sequence[tuple[str, str]]",
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


def __getattr__(name: str) -> "Any":
    if name in __all__:
        from importlib import import_module

        return getattr(import_module(_HOMES.get(name, "compare.model")), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
