"""The road from inputs to a result, for the command line and for programs.

Reads, divides, compares; prints nothing and reads no configuration.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from compare import pipeline, readers
from compare.errors import InputError
from compare.model import Article, Finding, Level, Result, Skipped, Span
from compare.options import Options, key_of, with_values


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


def read(inputs: Sequence[str], options: Options) -> Read:
    """The articles of *inputs*, divided; unreadable ones are errors in the result."""
    reading = readers.read(
        inputs,
        encoding=options.encoding or None,
        manifest=options.manifest or None,
        language=options.lang or None,
        offline=options.offline,
    )
    return Read(pipeline.divide(reading.documents), reading.errors, reading.skipped)


def result_of(
    found: Read, options: Options, *, progress: Callable[[str], None] = lambda stage: None
) -> Result:
    """The result of comparing what was read."""
    result = pipeline.compare(found.articles, options, skipped=found.skipped, progress=progress)
    return replace(result, findings=(*found.findings, *result.findings))


def compare(inputs: Sequence[str], values: Mapping[str, object]) -> Result:
    """See `compare.compare`."""
    named = {key_of(name): value for name, value in values.items()}
    options = with_values(Options(), named, origin="compare.compare")
    found = read(inputs, options)
    if found.errors and not options.keep_going:
        raise found.errors[0]
    return result_of(found, options)
