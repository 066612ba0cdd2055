"""Files, folders, pages, JSON lines and standard input → documents with what is known of them.

One bad input never stops the others: it becomes an error in the reading, and the caller
decides. Texts stay exactly as decoded. Nothing is analysed here beyond metadata.
"""

from collections.abc import Iterator, Sequence
from os import fstat
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from compare.errors import InputError, MissingExtraError
from compare.frozen import dataclass
from compare.model import Document, DocumentId, Origin, Skipped
from compare.readers import jsonl
from compare.readers.facts import Fact, Facts, best, facts_of
from compare.readers.manifest import Manifest
from compare.readers.sources import LINES, PAGE, Source, find
from compare.sums import sha256

if TYPE_CHECKING:
    from compare.readers.page import Fetched

__all__ = ["MAX_BYTES", "Reading", "read"]

#: A long novel has one megabyte. A larger "article" is a log, a dump or an attack.
MAX_BYTES = 64 << 20


@dataclass(frozen=True, slots=True)
class Reading:
    """Documents in path order, what was left out, and inputs that could not be read."""

    documents: tuple[Document, ...]
    skipped: tuple[Skipped, ...] = ()
    errors: tuple[InputError, ...] = ()


@dataclass(frozen=True, slots=True)
class _Settings:
    encoding: str
    language: str
    offline: bool
    max_bytes: int
    stdin: BinaryIO | None


@dataclass(frozen=True, slots=True)
class _Draft:
    """A document before it has an id; *place* orders it among the others."""

    place: tuple[str, int]
    path: str
    text: str
    encoding: str
    sha256: str
    facts: Facts
    body_start: int = 0


def read(
    inputs: Sequence[str],
    *,
    encoding: str | None = None,
    manifest: str | None = None,
    language: str | None = None,
    offline: bool = False,
    max_bytes: int = MAX_BYTES,
    stdin: BinaryIO | None = None,
) -> Reading:
    """The documents that *inputs* name, in the order of their paths whatever theirs was.

    An input is a file, a folder, a URL, `-` (*stdin*, by default the process's own), or
    `name=input` to say the outlet. Ids are d1, d2, … in path order; a file named twice is
    read once. Bad inputs are collected, never raised; a bad *manifest* is raised, because
    it spoils all of them. *max_bytes* limits each document.
    """
    known = Manifest(manifest or "")
    settings = _Settings(encoding or "", language or "", offline, max_bytes, stdin)
    found = find(inputs)
    errors, drafts = list(found.errors), list[_Draft]()
    for source in found.sources:
        for one in _drafts(source, settings):
            (drafts if isinstance(one, _Draft) else errors).append(one)  # type: ignore[arg-type]
    drafts.sort(key=lambda one: one.place)
    documents = tuple(
        _document(DocumentId(f"d{number}"), draft, known, settings)
        for number, draft in enumerate(drafts, 1)
    )
    return Reading(documents, (*found.skipped, *known.unused()), tuple(errors))


# ---------------------------------------------------------------- a source → drafts


def _drafts(source: Source, settings: _Settings) -> Iterator[_Draft | InputError]:
    """The documents of one source, its errors among them."""
    try:
        if source.path.casefold().endswith(LINES) and not source.is_url:
            with Path(source.identity).open("rb") as stream:
                yield from _json_lines(stream, source, settings)
        else:
            yield _single(source, settings)
    except InputError as error:
        yield error
    except MissingExtraError as error:
        reason, _, remedy = str(error).partition("\n")
        yield InputError(source.path, reason, remedy.strip())
    except OSError as error:
        yield InputError(source.path, error.strerror or "it cannot be opened")


def _single(source: Source, settings: _Settings) -> _Draft:
    from compare.readers.decoding import decode
    from compare.readers.page import looks_like_html

    got = _fetched(source, settings)
    if not got.data:
        raise InputError(source.path, "it is empty", _LEAVE_OUT)
    decoded = decode(got.data, source.path, declared=settings.encoding, page=got.charset)
    if not decoded.text.strip():
        raise InputError(source.path, "it holds only white space", _LEAVE_OUT)
    is_page = got.is_html or (source.path == "-" and looks_like_html(decoded.text))
    make = _page if is_page else _text
    text, start, facts = make(decoded.text, source)
    digest = sha256(got.data).hexdigest()
    facts = _given(source) + facts + Facts((), decoded.notes)
    return _Draft((source.path, 0), source.path, text, decoded.encoding, digest, facts, start)


def _fetched(source: Source, settings: _Settings) -> "Fetched":
    from compare.readers.page import SAVE, Fetched, fetch

    if source.is_url and settings.offline:
        raise InputError(source.path, "the network is off (--offline)", SAVE)
    if source.is_url:
        return fetch(source.path, max_bytes=settings.max_bytes)
    return Fetched(_bytes(source, settings), "", source.path.casefold().endswith(PAGE))


_LEAVE_OUT = "Give a file with text, or leave it out"


def _bytes(source: Source, settings: _Settings) -> bytes:
    """What the file or standard input holds; refused without being loaded when too large."""
    limit = settings.max_bytes
    if source.path == "-":
        data = _stdin(settings).read(limit + 1)
    else:
        # Pipes have no size, so the reading itself is limited too.
        with Path(source.identity).open("rb") as stream:
            too_large = fstat(stream.fileno()).st_size > limit
            data = b"" if too_large else stream.read(limit + 1)
        if too_large:
            raise _too_large(source.path, limit)
    if len(data) > limit:
        raise _too_large(source.path, limit)
    return data


def _stdin(settings: _Settings) -> BinaryIO:
    import sys

    return settings.stdin or sys.stdin.buffer


def _too_large(path: str, limit: int) -> InputError:
    return InputError(path, f"it is larger than {jsonl.size(limit)}", "Split it into articles")


def _given(source: Source) -> Facts:
    named = (Fact("outlet", source.outlet, "given with the input"),) if source.outlet else ()
    return Facts((*named, *((Fact("url", source.path, "the input"),) if source.is_url else ())))


def _page(html: str, source: Source) -> tuple[str, int, Facts]:
    from compare.readers.page import NOTE, extract

    text, facts = extract(html, source.path, url=source.path if source.is_url else "")
    return text, 0, facts + Facts((), (NOTE,))


def _text(text: str, source: Source) -> tuple[str, int, Facts]:
    from compare.readers.frontmatter import split

    start, facts = split(text)
    if not text[start:].strip():
        raise InputError(source.path, "there is nothing after its front matter", _LEAVE_OUT)
    return text, start, facts


def _json_lines(
    stream: BinaryIO, source: Source, settings: _Settings
) -> Iterator[_Draft | InputError]:
    seen: set[str] = set()
    encoding = settings.encoding or "utf-8"
    line = None
    for line in jsonl.lines(stream, source.path, max_bytes=settings.max_bytes, encoding=encoding):
        yield line if isinstance(line, InputError) else _json_draft(line, source, seen, settings)
    if line is None:
        yield InputError(source.path, "it is empty", _LEAVE_OUT)


def _json_draft(
    line: jsonl.Line, source: Source, seen: set[str], settings: _Settings
) -> _Draft | InputError:
    path = jsonl.shown(source.path, line)
    path = f"{path}:{line.number}" if path in seen else path
    seen.add(path)
    if not line.text.strip():
        return InputError(path, "its text is empty", _LEAVE_OUT)
    text, notes = _without_lone_surrogates(line.text)
    facts = _given(source) + facts_of(line.values, "JSON line") + Facts((), notes)
    digest = sha256(line.data).hexdigest()
    encoding = settings.encoding or "utf-8"
    return _Draft((source.path, line.number), path, text, encoding, digest, facts)


def _without_lone_surrogates(text: str) -> tuple[str, tuple[str, ...]]:
    r"""Text that can be written as UTF-8 again: JSON allows "\ud800" without its other half."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return whole, ("half characters (lone surrogates) were replaced",)
    return text, ()


# ---------------------------------------------------------------- a draft → a document


def _document(name: DocumentId, draft: _Draft, manifest: Manifest, settings: _Settings) -> Document:
    option = facts_of({"language": settings.language}, "option --lang")
    facts = option + manifest.facts(draft.path) + draft.facts
    document = _settled(name, draft, facts)
    facts += _read_from_text(document)
    return _settled(name, draft, facts)


def _settled(name: DocumentId, draft: _Draft, facts: Facts) -> Document:
    chosen = best(facts.facts)
    values = {key: fact.value for key, fact in chosen.items()}
    origins = tuple(Origin(key, fact.source) for key, fact in sorted(chosen.items()))
    return Document(
        name,
        draft.path,
        draft.text,
        **values,
        encoding=draft.encoding,
        sha256=draft.sha256,
        body_start=draft.body_start,
        origins=origins,
        notes=tuple(dict.fromkeys(facts.notes)),
    )


def _read_from_text(document: Document) -> Facts:
    """What the text itself says, for the fields that nothing else has told."""
    from compare import languages
    from compare.readers.clues import clues, title
    from compare.roles import divide

    passages = divide(document)
    found = clues(document.text, passages) + title(document.text, passages)
    code = languages.guess(document.text[document.body_start :])
    guessed = Facts((Fact("language", code, "guessed from its letters"),) if code else ())
    return found + guessed + _missing(document, found)


def _missing(document: Document, found: Facts) -> Facts:
    told = {fact.name for fact in found.facts}
    lacks = [
        what for name, what in _LACKS.items() if not getattr(document, name) and name not in told
    ]
    return Facts((), tuple(lacks))


_LACKS = {
    "outlet": "the text names no outlet; give one as NAME=path or in a manifest",
    "published": "no date of publication found",
}
