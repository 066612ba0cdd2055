"""A corpus without its repeats: what goes, and writing what stays.

Whole passages or whole sentences go, never less, and each is logged with its text and with
the place that stays instead. A copy in which a number or a negation differs stays. `removals`
is pure; `write` makes the folder complete or not at all.
"""

import json
import shutil
import tempfile
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path, PurePosixPath

from compare.errors import UsageError
from compare.frozen import dataclass
from compare.model import Article, DocumentId, Passage, Place, Repeat, Span, Weight
from compare.words import words

#: The log, beside the cleaned documents.
LOG = "removed.jsonl"


class Keep(StrEnum):
    """Which place of a repeat stays."""

    FIRST = "first"
    LONGEST = "longest"
    NEWEST = "newest"


class Reason(StrEnum):
    """Why something goes."""

    BOILERPLATE = "boilerplate"
    COPY = "copy"


@dataclass(frozen=True, slots=True)
class Removal:
    """A passage or a run of sentences that goes; *kept* stays instead, if anything does."""

    document: DocumentId
    span: Span
    line: int
    reason: Reason
    kept: Place | None = None


@dataclass(frozen=True, slots=True)
class Cleaning:
    """What goes, in reading order, and how many places stay although they repeat."""

    removals: tuple[Removal, ...]
    facts_differ: int
    less_than_a_sentence: int


def removals(
    articles: Sequence[Article], repeats: Iterable[Repeat], *, keep: Keep = Keep.FIRST
) -> Cleaning:
    """What to leave out of *articles* so that each repeat stands once and boilerplate nowhere.

    Of a repeat the *keep* place stays: the first, the longest (then the first), or the one in
    the newest document (then the first; documents without a date are oldest).
    """
    plan = _Plan(articles)
    # Whole documents first, and the longest repeats, so that parts follow what stays.
    for repeat in sorted(repeats, key=lambda one: (one.boilerplate, -one.words, one.places)):
        plan.apply(repeat, keep)
    return Cleaning(tuple(plan.listed()), plan.facts_differ, plan.less_than_a_sentence)


class _Plan:
    """What goes so far."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self._articles = {article.document.id: article for article in articles}
        self._starts = {
            name: [passage.span.start for passage in article.passages]
            for name, article in self._articles.items()
        }
        self._gone: dict[DocumentId, dict[Span, Removal]] = defaultdict(dict)
        self.facts_differ = 0
        self.less_than_a_sentence = 0

    def listed(self) -> Iterator[Removal]:
        """All removals, by document in the order given, none inside another."""
        for name in self._articles:
            end = 0
            for span in sorted(self._gone[name], key=lambda span: (span.start, -span.end)):
                if span.end > end:
                    yield self._gone[name][span]
                    end = span.end

    def apply(self, repeat: Repeat, keep: Keep) -> None:
        """Mark the places of *repeat* that go."""
        if repeat.boilerplate:
            for place in repeat.places:
                self._remove(place, Reason.BOILERPLATE, None)
            return
        staying = [place for place in repeat.places if not self._is_gone(place)]
        if len(staying) < 2:
            return
        kept = min(staying, key=self._preference(keep, repeat))
        for place in staying:
            if place != kept:
                self._remove_copy(repeat, place, kept)

    def _preference(self, keep: Keep, repeat: Repeat) -> Callable[[Place], tuple[object, int]]:
        """A key that is least for the place to keep."""
        position = {place: n for n, place in enumerate(sorted(repeat.places, key=self._order))}
        if keep is Keep.LONGEST:
            return lambda place: (-len(self._whole(place)), position[place])
        if keep is Keep.NEWEST:
            return lambda place: (_backwards(self._published(place)), position[place])
        return lambda place: (0, position[place])

    def _order(self, place: Place) -> tuple[int, int]:
        return list(self._articles).index(place.document), place.span.start

    def _published(self, place: Place) -> str:
        return self._articles[place.document].document.published

    def _whole(self, place: Place) -> Span:
        """The passages that hold the place, as one span: an inner copy goes, not the outer."""
        held = self._passages(place)
        return Span(held[0].span.start, held[-1].span.end) if held else place.span

    def _remove_copy(self, repeat: Repeat, place: Place, kept: Place) -> None:
        """A copy goes when it says the same as what stays."""
        if _facts_differ(repeat, place) or _facts_differ(repeat, kept):
            self.facts_differ += 1
        else:
            self._remove(place, Reason.COPY, kept)

    def _remove(self, place: Place, reason: Reason, kept: Place | None) -> None:
        units = [unit for passage in self._passages(place) for unit in _units(
            self._articles[place.document].document.text, passage, place.span)]  # fmt: skip
        self.less_than_a_sentence += not units
        for span, line in units:
            removal = Removal(place.document, span, line, reason, kept)
            self._gone[place.document].setdefault(span, removal)

    def _is_gone(self, place: Place) -> bool:
        return any(span.overlap(place.span) for span in self._gone[place.document])

    def _passages(self, place: Place) -> Sequence[Passage]:
        """The passages the place has a part of."""
        passages = self._articles[place.document].passages
        first = max(0, bisect_right(self._starts[place.document], place.span.start) - 1)
        stop = bisect_right(self._starts[place.document], max(place.span.start, place.span.end - 1))
        return [p for p in passages[first:stop] if p.span.overlap(place.span)]


def _backwards(date: str) -> tuple[int, ...]:
    """A key that sorts later dates first and no date last."""
    return tuple(-ord(char) for char in date) or (1,)


def _facts_differ(repeat: Repeat, place: Place) -> bool:
    """Whether a number or a negation of the place is another than in the representative."""
    return any(
        difference.weight is Weight.FACT
        for other, likeness in zip(repeat.places, repeat.likenesses, strict=False)
        if other == place
        for difference in likeness.differences
    )


def _units(text: str, passage: Passage, span: Span) -> Iterator[tuple[Span, int]]:
    """The whole passage, or the sentences of it, whose words all lie in *span*."""
    if _is_covered(text, passage.span, span):
        yield passage.span, passage.line
        return
    for sentence in passage.sentences:
        if _is_covered(text, sentence, span):
            yield sentence, passage.line


def _is_covered(text: str, unit: Span, span: Span) -> bool:
    found = words(unit.of(text))
    if not found:
        return span.covers(unit)
    return span.covers(Span(unit.start + found[0].start, unit.start + found[-1].end))


def without(text: str, spans: Iterable[Span]) -> str:
    r"""*text* without *spans*, and without the white space they leave behind.

    >>> without("One.\n\nTwo. Three.\n", [Span(0, 4), Span(6, 10)])
    'Three.\n'
    """
    pieces, at = [], 0
    for span in sorted(spans):
        pieces.append(text[at : span.start])
        at = max(at, span.end)
        while at < len(text) and text[at].isspace():
            at += 1
    rest = text[at:]
    if pieces and not rest:
        pieces[-1] = pieces[-1].rstrip() + ("\n" if text.endswith("\n") else "")
    return "".join(pieces) + rest


def write(articles: Sequence[Article], cleaning: Cleaning, folder: Path) -> int:
    """Write what stays of *articles* and the log to a new *folder*; documents written.

    The folder appears complete or not at all: it is made beside its place and then moved.
    Documents of which nothing stays are not written. A folder that has files is refused.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(
            f"{folder.as_posix()} is there already and not empty\n"
            "  Name a new folder, or empty this one"
        )
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        written = _fill(articles, cleaning, draft)
        draft.chmod(0o755)
        if folder.exists():
            folder.rmdir()
        draft.replace(folder)
    except BaseException:  # Ctrl-C too leaves no half folder
        shutil.rmtree(draft, ignore_errors=True)
        raise
    return written


def _fill(articles: Sequence[Article], cleaning: Cleaning, draft: Path) -> int:
    gone: dict[DocumentId, list[Span]] = defaultdict(list)
    for removal in cleaning.removals:
        gone[removal.document].append(removal.span)
    names = _names(article.document.path for article in articles)
    written = 0
    for article in articles:
        text = without(article.document.text, gone[article.document.id])
        if text.strip():
            target = draft / names[article.document.path]
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8", errors="surrogatepass", newline="")
            written += 1
    with (draft / LOG).open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{row}\n" for row in _log(articles, cleaning))
    return written


def _names(paths: Iterable[str]) -> Mapping[str, Path]:
    """A file name inside the folder for each path: relative, safe, and used once."""
    parts = {path: _safe_parts(path) for path in paths}
    depth = _shared_depth([kept[:-1] for kept in parts.values()])
    names: dict[str, Path] = {}
    taken = {LOG}
    for path, kept in parts.items():
        name = Path(*kept[depth:])
        unique, n = name, 1
        while unique.as_posix().casefold() in taken:
            n += 1
            unique = name.with_stem(f"{name.stem}-{n}")
        taken.add(unique.as_posix().casefold())
        names[path] = unique
    return names


def _shared_depth(folders: Sequence[Sequence[str]]) -> int:
    """How many leading folders all paths have in common."""
    depth = 0
    for level in zip(*folders, strict=False):
        if len(set(level)) > 1:
            break
        depth += 1
    return depth


def _safe_parts(path: str) -> tuple[str, ...]:
    """The parts of a path that can be made again below any folder, the last with a suffix."""
    kept = [
        "".join("_" if char in ':*?"<>|\\' or not char.isprintable() else char for char in part)
        for part in PurePosixPath(path).parts
        if part not in ("/", "..", ".")
    ]
    last = kept.pop() if kept else "document"
    return (*kept, last if last.endswith((".txt", ".md")) else f"{last}.txt")


def _log(articles: Iterable[Article], cleaning: Cleaning) -> Iterator[str]:
    documents = {article.document.id: article.document for article in articles}
    for removal in cleaning.removals:
        document = documents[removal.document]
        kept = removal.kept
        yield json.dumps(
            {
                "path": document.path,
                "line": removal.line,
                "start": removal.span.start,
                "end": removal.span.end,
                "reason": removal.reason.value,
                "kept": None if kept is None else {
                    "path": documents[kept.document].path, "line": kept.line,
                    "start": kept.span.start, "end": kept.span.end,
                },
                "text": removal.span.of(document.text),
            },
            ensure_ascii=True,
        )  # fmt: skip
