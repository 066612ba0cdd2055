"""Repeats in files too many or too large to be read as articles: streamed, passage by passage.

Folders of text, JSON Lines, CSV and Parquet. A passage is a line that is not blank; no
roles, no guessed encodings, no metadata from the text itself: that is what `readers` is for.
"""

import csv
import gzip
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from compare.engines import Progress, engine
from compare.errors import InputError, MissingExtraError
from compare.frozen import dataclass, field
from compare.model import DocumentId, Skipped
from compare.repetition.corpus import Card, Corpus
from compare.repetition.finding import MIN_WORDS, Found, repeats_in

#: Files that are read in a folder; others are counted.
TEXT = frozenset({".txt", ".md"})
TABLES = frozenset({".jsonl", ".ndjson", ".csv", ".tsv", ".parquet"})
#: A CSV field may hold an article, but not the rest of a file after a lost quote.
MOST_FIELD = 50_000_000
#: Rows of a Parquet file read at a time.
BATCH = 4096


@dataclass(slots=True)
class Stream:
    """Documents one at a time; *skipped* fills while they are read."""

    paths: tuple[Path, ...]
    skipped: list[Skipped] = field(default_factory=list)

    def __iter__(self) -> Iterator[tuple[Card, str]]:
        """Each document's card and text: inputs in order, folders sorted by path."""
        for path in self.paths:
            for found in _files(path, self.skipped):
                yield from self._documents(found)

    def _documents(self, path: Path) -> Iterator[tuple[Card, str]]:
        try:
            yield from _read(path, self.skipped)
        except (OSError, UnicodeDecodeError, EOFError) as error:
            self.skipped.append(Skipped(path.as_posix(), str(error)))


def repeats_of_files(
    paths: Iterable[str | Path],
    *,
    engine_name: str = "auto",
    within: bool = True,
    min_words: int = MIN_WORDS,
    jobs: int = 0,
    progress: Progress | None = None,
) -> tuple[Found, tuple[Skipped, ...]]:
    """All repeats in files and folders, and what could not be read.

    Every text is read once. Memory grows with the text of the input: the batch engine keeps
    its bytes and four bytes a word.
    """
    stream = Stream(tuple(Path(path) for path in paths))
    corpus = Corpus()
    size = sum(_size(path) for path in stream.paths)
    finder = engine(engine_name, jobs=jobs, characters=size)
    groups = finder.repeats(_passages(stream, corpus), progress=progress)
    found = repeats_in(corpus, groups, within=within, min_words=min_words)
    return found, tuple(stream.skipped)


def _size(path: Path) -> int:
    """Bytes of a file; a folder is taken for large without walking it twice."""
    return path.stat().st_size if path.is_file() else sys.maxsize if path.is_dir() else 0


def _passages(stream: Iterable[tuple[Card, str]], corpus: Corpus) -> Iterator[str]:
    """The lines with text, entered in *corpus* as they go by."""
    for card, text in stream:
        corpus.open(card)
        for start, line, passage in lines(text):
            corpus.add(start, line)
            yield passage


def lines(text: str) -> Iterator[tuple[int, int, str]]:
    r"""Start, 1-based line and text of every line that is not blank, without outer space.

    >>> list(lines("\n Two ships left. \n"))
    [(2, 2, 'Two ships left.')]
    """
    at = 0
    for number, line in enumerate(text.split("\n"), 1):
        bare = line.strip()
        if bare:
            yield at + line.index(bare[0]), number, bare
        at += len(line) + 1


def _files(path: Path, skipped: list[Skipped]) -> Iterator[Path]:
    if not path.exists():
        raise InputError(path.as_posix(), "no such file or folder")
    if not path.is_dir():
        yield path
        return
    others = 0
    for found in sorted(path.rglob("*")):
        if _suffix(found) in TEXT | TABLES:
            yield found
        else:
            others += found.is_file()
    if others:
        skipped.append(Skipped(path.as_posix(), f"{others} files of other kinds"))


def _suffix(path: Path) -> str:
    """The suffix that tells the kind, under `.gz` if need be."""
    return Path(path.stem).suffix.lower() if path.suffix.lower() == ".gz" else path.suffix.lower()


def _read(path: Path, skipped: list[Skipped]) -> Iterator[tuple[Card, str]]:
    kind = _suffix(path)
    if kind not in TABLES:
        with _open(path) as file:
            yield Card(DocumentId(path.as_posix()), path.as_posix()), file.read()
        return
    for number, row in enumerate(_rows(path, kind, skipped), 1):
        text = row.get("text")
        if isinstance(text, str):
            yield _card(path, number, row), text
        else:
            skipped.append(Skipped(f"{path.as_posix()}:{number}", 'no text in "text"'))


def _card(path: Path, number: int, row: Mapping[str, Any]) -> Card:
    """A row's card; its path is the file and the row, as `feed.jsonl:12`."""
    where = f"{path.as_posix()}:{number}"
    named = {name: str(row.get(name) or "") for name in ("outlet", "published")}
    return Card(DocumentId(where), where, language=str(row.get("lang") or ""), **named)


def _open(path: Path) -> IO[str]:
    if path.suffix.lower() == ".gz":
        return gzip.open(path, "rt", encoding="utf-8-sig", newline="")
    return path.open(encoding="utf-8-sig", newline="")


def _rows(path: Path, kind: str, skipped: list[Skipped]) -> Iterator[Mapping[str, Any]]:
    if kind == ".parquet":
        yield from _parquet(path)
        return
    with _open(path) as file:
        if kind in (".csv", ".tsv"):
            csv.field_size_limit(MOST_FIELD)
            yield from csv.DictReader(file, delimiter="," if kind == ".csv" else "\t")
        else:
            yield from _json_lines(path, file, skipped)


def _json_lines(path: Path, file: IO[str], skipped: list[Skipped]) -> Iterator[Mapping[str, Any]]:
    for number, line in enumerate(file, 1):
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            skipped.append(Skipped(f"{path.as_posix()}:{number}", f"not JSON: {error}"))
            continue
        yield row if isinstance(row, dict) else {}


def _parquet(path: Path) -> Iterator[Mapping[str, Any]]:
    """Rows of the columns we know; needs the extra [scale]."""
    try:
        from pyarrow import parquet
    except ModuleNotFoundError as error:
        raise MissingExtraError("reading Parquet", "scale") from error
    with parquet.ParquetFile(path) as file:
        known = [n for n in ("text", "outlet", "published", "lang") if n in file.schema_arrow.names]
        for batch in file.iter_batches(batch_size=BATCH, columns=known):
            yield from batch.to_pylist()
