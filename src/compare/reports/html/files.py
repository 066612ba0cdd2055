"""The files of a report: one page, or an index and a page for each story when it is large.

Nothing is written here; `cli` does that. A page of more than LARGE bytes is parted where
the result has several stories, and warned about where it has not.
"""

from collections.abc import Sequence
from pathlib import PurePosixPath

from compare.frozen import dataclass
from compare.model import Result
from compare.reports.html.page import Index, Page, Part, index, page
from compare.reports.html.stories import numbers, parted
from compare.reports.look import Look
from compare.reports.plain_words import counted

#: Bytes from which a page opens noticeably later in a browser, and mail servers refuse it.
LARGE = 5_000_000


@dataclass(frozen=True, slots=True)
class File:
    """A file to write: *name* is relative to the folder of the report, or of its assets."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Files:
    """Everything a report is: pages, what stands apart from them, and what to say about it.

    The first of *pages* has the name that was asked for.
    """

    pages: tuple[File, ...]
    assets: tuple[File, ...]
    warnings: tuple[str, ...]


def files(
    result: Result,
    *,
    name: str,
    look: Look,
    assets: str = "",
    single: bool = False,
    large: int = LARGE,
) -> Files:
    """The report of *result* as files, the first of them called *name*.

    *assets* is the address of the folder of style and script as the pages see it; empty puts
    them inside. With *single* the report is one page however large it is.
    """
    whole = page(result, look=look, assets=assets)
    size = _size(whole)
    if single or size <= large:
        return _files([(name, whole)], assets, ())
    stories = parted(result)
    if len(stories.stories) == 1:
        return _files([(name, whole)], assets, (_too_large(name, size),))
    path = PurePosixPath(name)
    pages = [
        (f"{path.stem}-{number}{path.suffix}", page(story, look=look, assets=assets))
        for number, story in enumerate(stories.stories, 1)
    ]
    parts = [Part(file, made.title, made.closing) for file, made in pages]
    first = index(Index(tuple(parts), numbers(stories)), assets=assets)
    into = counted(len(pages), "story", "stories")
    told = f"{name} would have {_megabytes(size)}: parted into {into} (--single-file for one file)"
    warnings = [
        told,
        *(_too_large(file, _size(made)) for file, made in pages if _size(made) > large),
    ]
    return _files([(name, first), *pages], assets, warnings)


def _files(pages: Sequence[tuple[str, Page]], assets: str, warnings: Sequence[str]) -> Files:
    apart = {
        named: text
        for _, made in pages
        for named, text in ((made.style_name, made.style), (made.script_name, made.script))
    }
    return Files(
        tuple(File(name, made.text) for name, made in pages),
        tuple(File(named, text) for named, text in apart.items()) if assets else (),
        tuple(warnings),
    )


def _size(made: Page) -> int:
    return len(made.text.encode())


def _too_large(name: str, size: int) -> str:
    return (
        f"{name} has {_megabytes(size)}, more than some browsers and mail servers like: "
        "--top N shows the first statements only, --single-file says that it may be so large"
    )


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.1f} MB"
