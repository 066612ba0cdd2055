"""Documents of a stored corpus read back: by what they are known, and as articles.

Between the passages only lines are kept, so every offset and line is right and no other
word is there.
"""

from collections.abc import Sequence

from compare import store
from compare.model import ARTICLE_ROLES, Article, Document, DocumentId, Passage, Role, Span
from compare.store.blocks import Piece
from compare.store.records import StoredDocument


class Texts:
    """The passages of stored documents, each document read once."""

    def __init__(self, index: store.Store) -> None:
        self._index = index
        self._known: dict[int, tuple[Piece, ...]] = {}

    def of(self, document: StoredDocument) -> tuple[Piece, ...]:
        """The passages of *document*, in reading order."""
        if document.number not in self._known:
            self._known[document.number] = self._index.passages(document)
        return self._known[document.number]

    def read(self, documents: Sequence[StoredDocument]) -> None:
        """Read several documents at once that will be asked for."""
        new = [one for one in documents if one.number not in self._known]
        for one, pieces in zip(new, self._index.passages_of(new), strict=True):
            self._known[one.number] = pieces

    def identity(self, document: StoredDocument) -> str:
        """As `wording.identity`: the longest passage."""
        longest = max(
            self.of(document),
            key=lambda piece: (piece.role in ARTICLE_ROLES, len(piece.text)),
            default=None,
        )
        return longest.text if longest else ""


def as_article(document: StoredDocument, texts: Texts) -> Article:
    """A stored document as an article; between its passages only lines are kept."""
    text, passages, line = "", [], 1
    for piece in texts.of(document):
        gap, breaks = piece.start - len(text), piece.line - line
        text += " " * (gap - breaks) + "\n" * breaks + piece.text
        passages.append(Passage(Span(piece.start, len(text)), piece.line, Role(piece.role)))
        line = piece.line + piece.text.count("\n")
    about = Document(
        DocumentId(f"stored-{document.number}"),
        document.path,
        text,
        document.outlet,
        document.title,
        document.published,
        document.language,
        sha256=document.sha256,
    )
    return Article(about, tuple(passages))
