"""The road from inputs to a result, for the command line and for programs.

Reads, divides, compares, or opens what was compared and saved before; prints nothing and
reads no configuration.
"""

from collections.abc import Callable, Mapping, Sequence

from compare import pipeline, readers
from compare.errors import InputError, UsageError
from compare.frozen import dataclass, replace
from compare.linker import Linker
from compare.model import Article, Document, Finding, Level, Result, Skipped, Span
from compare.options import Options, declared, key_of, text_of, with_values

#: Options of the analysis that can be chosen anew for a finished result.
_STILL_OPEN = frozenset({"base", "select", "ignore", "top", "keep_going", "offline"})

#: Options that a comparison settles: another value would need another comparison.
SETTLED = tuple(
    name
    for name, (_, about) in declared().items()
    if about.group in ("analysis", "input") and name not in _STILL_OPEN
)


@dataclass(frozen=True, slots=True)
class Read:
    """The articles of a run, the errors of inputs that cannot be read, and what was skipped."""

    articles: tuple[Article, ...]
    errors: tuple[InputError, ...]
    skipped: tuple[Skipped, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """One finding for each input that cannot be read."""
        return tuple(
            Finding("unreadable", Level.ERROR, error.reason, error.path, 0, Span(0, 0))
            for error in self.errors
        )


def read(
    inputs: Sequence[str],
    options: Options,
    *,
    seen: Callable[[Sequence[Document]], None] = lambda documents: None,
) -> Read:
    """The articles of *inputs*, divided; unreadable ones are errors in the result.

    *seen* is called with the documents before they are divided.
    """
    reading = readers.read(
        inputs,
        encoding=options.encoding or None,
        manifest=options.manifest or None,
        language=options.lang or None,
        offline=options.offline,
    )
    seen(reading.documents)
    return Read(pipeline.divide(reading.documents), reading.errors, reading.skipped)


def result_of(
    found: Read,
    options: Options,
    *,
    progress: Callable[[str], None] = lambda stage: None,
    repeated: bool = True,
    linker: Linker | None = None,
) -> Result:
    """The result of comparing what was read; without repeats unless *repeated*.

    A *linker* may have a second process to seek the links.
    """
    result = pipeline.compare(
        found.articles,
        options,
        skipped=found.skipped,
        progress=progress,
        repeated=repeated,
        linker=linker,
    )
    return replace(result, findings=(*found.findings, *result.findings))


def saved(inputs: Sequence[str]) -> Result | None:
    """The saved result that the only one of *inputs* is; None when they are articles.

    UsageError when a saved result is among other inputs, InputError when it is not sound.
    """
    from compare.reports import json

    results = [given for given in inputs if json.is_saved(given)]
    if not results:
        return None
    if len(inputs) > 1:
        raise UsageError(
            f"{results[0]} is a saved result, which nothing more can be compared with\n"
            "  Give it alone to show it again, or give the articles it was made from"
        )
    return json.read(results[0])


def check_settled(result: Result, values: Mapping[str, object]) -> None:
    """UsageError when *values* (by field name) ask for another comparison than *result*'s."""
    own = dict(result.options)
    for name, (default, _) in declared().items():
        if name not in SETTLED or name not in values:
            continue
        key, wanted = key_of(name), text_of(values[name])
        if wanted != (was := own.get(key, text_of(default))):
            raise UsageError(
                f"a saved result cannot be shown with {key} {wanted}: "
                f"it was made with {was or 'none'}\n"
                "  Compare the articles again to change that"
            )


def compare(inputs: Sequence[str], values: Mapping[str, object]) -> Result:
    """See `compare.compare`."""
    named = {key_of(name): value for name, value in values.items()}
    options = with_values(Options(), named, origin="compare.compare")
    if (result := saved(inputs)) is not None:
        check_settled(result, {name: getattr(options, name) for name in values})
        return result
    found = read(inputs, options)
    if found.errors and not options.keep_going:
        raise found.errors[0]
    return result_of(found, options)
