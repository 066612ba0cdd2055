"""The road from inputs to the outcome of `check`: reads, divides, compares, asks the rules.

Prints nothing and reads no configuration; the date is handed in. The stored corpus is
asked in one place, `checks.stored`.
"""

import os
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from compare import readers
from compare.checks.outcome import Outcome
from compare.checks.running import Around, run
from compare.checks.settings import Settings
from compare.checks.subject import Subject
from compare.checks.suppression import Known
from compare.errors import InputError, UsageError
from compare.frozen import dataclass, replace
from compare.model import Article, Document
from compare.options import Options, key_of, with_values
from compare.readers.sources import find

#: Called with a stage in plain words and how much of it is done, from 0 to 1.
Progress = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be checked. *inputs* are checked, *against* are what they are held against.

    *only*, when not None, are those of the inputs that are checked; the others are what
    they are held against. *index* is the path of a stored corpus, or empty.
    """

    inputs: tuple[str, ...]
    against: tuple[str, ...] = ()
    only: tuple[str, ...] | None = None
    index: str = ""
    engine: str = "auto"


ENGINES = ("auto", "memory", "batch")


def request(
    inputs: Sequence[str],
    *,
    new: Sequence[str] = (),
    against: Sequence[str] = (),
    since: str = "",
    engine: str = "auto",
) -> Request:
    """What is to be checked against what; UsageError when that is not clear.

    Without *new* and *since* all *inputs* are checked. With *new* only those, and the
    inputs are what they are held against; with *since*, a revision, what git says is new or
    changed among the inputs. *against* may name one stored corpus; then the inputs are
    checked as well.
    """
    inputs, new, against = tuple(inputs), tuple(new), tuple(against)
    if engine not in ENGINES:
        raise UsageError(f"there is no engine {engine!r}\n  Known are: {', '.join(ENGINES)}")
    index = one_index(against)
    held = () if index else against
    if since:
        only = _changed(inputs, new, since)
        return Request(() if index else inputs, held, only, index, engine)
    if new and not index:
        return Request(inputs, held, new, "", engine)
    if not inputs and not new:
        raise UsageError(
            "nothing to check: give a folder or files\n"
            "  As in: compare check DIR, or: compare check --new FILE --against DIR"
        )
    return Request((*inputs, *new), held, None, index, engine)


def _changed(inputs: Sequence[str], new: Sequence[str], since: str) -> tuple[str, ...]:
    if new or not inputs:
        raise UsageError(
            "--since wants inputs, and no --new\n  As in: compare check DIR --since main"
        )
    from compare.readers.revisions import changed

    only = changed(since, inputs)
    if not only:
        raise UsageError(
            f"nothing to check: no text in {' '.join(inputs)} is new or changed since {since}"
        )
    return only


def outcome(
    request: Request,
    settings: Settings,
    options: Options,
    *,
    known: Mapping[str, Known] | None = None,
    names: Callable[[str], str] = lambda path: path,
    today: str = "",
    progress: Progress = lambda stage, share: None,
) -> Outcome:
    """The outcome of checking what *request* names.

    Raises the first InputError unless options.keep_going; then it is a finding. *names*
    gives for a path the name by which the configuration calls it.
    """
    progress("reading", 0)
    reading = _read(request, options)
    if reading.errors and not options.keep_going:
        raise reading.errors[0]
    checked, older = _sides(request, reading.documents)
    subject = Subject(checked, older, errors=reading.errors, today=today, segment=_segmented)
    subject, against = _compared(subject, request, progress)
    progress("asking the rules", 0)
    around = Around(
        known or {},
        {one.document.path: names(one.document.path) for one in checked},
        against,
        reading.skipped,
    )
    return run(subject, settings, around)


def check(
    request: Request,
    table: Mapping[str, Any],
    values: Mapping[str, object],
    *,
    baseline: str = "",
    today: str = "",
) -> Outcome:
    """See `compare.check`."""
    import time

    from compare.baseline import load
    from compare.checks import RULES
    from compare.checks.settings import settings

    origin = "compare.check"
    asked = settings(table, RULES, origin=f"{origin}: settings")
    path = baseline or asked.baseline
    return outcome(
        request,
        asked,
        with_values(Options(), {key_of(name): v for name, v in values.items()}, origin=origin),
        known=load(path).known if path else {},
        today=today or time.strftime("%Y-%m-%d"),
    )


def _every(request: Request) -> list[str]:
    """All that is to be read; what is to be checked only once if it stands in a folder too."""
    every = [*request.inputs, *request.against]
    known = _identities(every)
    return [*every, *(one for one in request.only or () if not _identities([one]) <= known)]


def _read(request: Request, options: Options) -> readers.Reading:
    return readers.read(
        _every(request),
        encoding=options.encoding or None,
        manifest=options.manifest or None,
        language=options.lang or None,
        offline=options.offline,
    )


def _sides(
    request: Request, documents: Sequence[Document]
) -> tuple[tuple[Article, ...], tuple[Article, ...]]:
    """The checked and the older articles."""
    wanted = _identities(request.inputs if request.only is None else request.only)
    every = find(_every(request)).sources
    # One file may be named twice, by different paths; it is read under one of them.
    paths = {source.path for source in every if source.identity in wanted}
    checked: list[Article] = []
    older: list[Article] = []
    for document in documents:
        (checked if _is_in(document.path, paths) else older).append(_divided(document))
    return tuple(checked), tuple(older)


def _is_in(path: str, files: Collection[str]) -> bool:
    """Whether a document is one of *files* or, as `a.jsonl#12`, in one; ids may hold a #."""
    ends = (at for at, char in enumerate(path) if char == "#")
    return path in files or any(path[:end] in files for end in ends)


def _identities(inputs: Sequence[str]) -> frozenset[str]:
    return frozenset(source.identity for source in find(inputs).sources)


def _divided(document: Document) -> Article:
    from compare import roles

    return Article(document, roles.divide(document))


def _segmented(article: Article) -> Article:
    from compare import segment

    return segment.segment(article.document, article.passages)


def _compared(subject: Subject, request: Request, progress: Progress) -> tuple[Subject, int]:
    """The subject with what is alike, and how many documents it was held against."""
    if request.index:
        from compare.checks import stored

        found, count, copies = stored.likenesses(subject, request.index)
        return replace(subject, likenesses=found, stored=copies), count
    from compare.checks.among import among
    from compare.repetition import repeats

    articles = (*subject.older, *subject.articles)
    repeated = repeats(articles, engine_name=request.engine, progress=progress)
    checked = {article.document.path for article in subject.articles}
    found = among(articles, repeated, checked=checked)
    return replace(subject, likenesses=found), len(subject.older)


def is_index(path: str) -> bool:
    """Whether *path* is meant as a stored corpus: a file that no reader would read as text."""
    if not os.path.isfile(path):  # noqa: PTH113
        return False
    return not path.casefold().endswith(readers.sources.SUFFIXES)


def one_index(paths: Sequence[str]) -> str:
    """The stored corpus among *paths*, or empty; InputError when there are several things."""
    indexes = [path for path in paths if is_index(path)]
    if indexes and len(paths) > 1:
        raise InputError(
            indexes[0],
            "a stored corpus cannot be combined with other things to hold against",
            "Give the one, or the others",
        )
    return indexes[0] if indexes else ""
