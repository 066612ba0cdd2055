"""Documents as the index keeps them: what is known of each, and its passages.

Nothing of an article is left out: furniture is stored with its role, because standing
text is mostly furniture; whoever asks is told the role of every place.
"""

import hashlib
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from compare.store.blocks import Piece
from compare.store.records import StoredDocument
from compare.store.shelf import signature

if TYPE_CHECKING:
    from compare.model import Article

DOCUMENTS = "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
TEXTS = "INSERT INTO texts VALUES (?, ?)"


class Entry(NamedTuple):
    """A document to be stored."""

    path: str
    sha256: str
    outlet: str
    title: str
    published: str
    language: str
    pieces: tuple[Piece, ...]


def entry_of(article: "Article") -> Entry:
    """What is stored of *article*; the sum of its text where that of its file is unknown."""
    document = article.document
    text = document.text
    pieces = (
        Piece(each.span.of(text), each.line, each.span.start, each.role.value)
        for each in article.passages
    )
    sha256 = document.sha256 or hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Entry(
        document.path, sha256, document.outlet, document.title, document.published,
        document.language, tuple(pieces),
    )  # fmt: skip


def article_of(document: StoredDocument, pieces: Iterable[Piece]) -> "Article":
    """A stored document as an article, blank between its passages."""
    from compare.model import Article, Document, DocumentId, Passage, Role, Span

    texts: list[str] = []
    passages = []
    end, line = 0, 1
    for piece in pieces:
        gap = piece.start - end
        breaks = max(0, min(gap, piece.line - line))
        texts += (" " * (gap - breaks), "\n" * breaks, piece.text)
        end, line = piece.start + len(piece.text), piece.line + piece.text.count("\n")
        passages.append(Passage(Span(piece.start, end), piece.line, Role(piece.role)))
    number, path, sha256, outlet, title, published, language, *_ = document
    return Article(
        Document(
            DocumentId(f"stored-{number}"), path, "".join(texts), outlet, title, published,
            language, sha256=sha256,
        ),
        tuple(passages),
    )  # fmt: skip


def document_row(
    number: int, entry: Entry, counts: Iterable[int], wholes: Sequence[int]
) -> tuple[object, ...]:
    """The row of a document whose passages have so many words and these hashes; its sum last.

    Lone surrogates cannot be stored as text; they become question marks.
    """
    texts = (each.encode("utf-8", "replace").decode() for each in entry[:6])
    size = sum(len(piece.text.encode("utf-8", "surrogatepass")) for piece in entry.pieces)
    row = (number, *texts, len(entry.pieces), sum(counts), size, signature(wholes))
    return (*row, sum_of(row))


def sum_of(row: Sequence[object]) -> int:
    """The sum of the columns of a document's row."""
    return crc32("\x1f".join(map(str, row)).encode())
