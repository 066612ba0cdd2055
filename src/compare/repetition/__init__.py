"""Repeats: the same passage in two places or more, standing text, and copied documents.

Exact, near and contained passages within a document, across documents and outlets; each
group has a representative that all its places resemble. Nothing is merged because it is
alike: a number or a negation that differs inside a repeat is flagged. What is dropped is
counted. No files, no printing; who copied from whom is not said.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from compare.repetition.boilerplate import Boilerplate
    from compare.repetition.corpus import Card, Corpus
    from compare.repetition.documents import DocumentRepeat
    from compare.repetition.finding import Found, repeats, repeats_in
    from compare.repetition.streaming import repeats_of_files

__all__ = [
    "Boilerplate",
    "Card",
    "Corpus",
    "DocumentRepeat",
    "Found",
    "repeats",
    "repeats_in",
    "repeats_of_files",
]


_HOMES = {
    "Boilerplate": "boilerplate",
    "Card": "corpus",
    "Corpus": "corpus",
    "DocumentRepeat": "documents",
    "Found": "finding",
    "repeats": "finding",
    "repeats_in": "finding",
    "repeats_of_files": "streaming",
}


def __getattr__(name: str) -> object:
    # `check` wants the edits of a near copy (`likeness`), and not all that finds repeats.
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(f"compare.repetition.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
