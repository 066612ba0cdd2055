"""Links and their word edits, sought by a second process where there is a second core for one.

It begins while this process still reads: what it needs takes as long to load as the articles
to read. Who seeks the links makes no difference to what is found.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from compare import patterns
from compare.beside import Beside, Heard, LostError, Say, begin
from compare.frozen import replace
from compare.model import Article, Document, DocumentId, Edit, Link
from compare.options import Options

if TYPE_CHECKING:
    from compare.linking import Linking

#: From this probability on a link is found, wanted or not: a place is then named as one that
#: might report a statement all the same. On the read BASIL stories 40 in 100 pairs from .2 to
#: .5 do, at least in part.
POSSIBLE = 0.2

#: Code points of texts whose words are looked up before their articles are divided.
FORESEEN = 1_000_000

Edits = tuple[Edit, ...]


class Linker:
    """Seeks the links of some articles: tell it these, do what needs no links, then ask.

    What comes after all that may be *awaited*, done while *beside* seeks on.
    """

    def __init__(
        self, beside: Beside | None = None, awaited: Callable[[], object] = lambda: None
    ) -> None:
        self._beside, self._awaited = beside, awaited
        self._articles: tuple[Article, ...] = ()
        self._options = Options()
        self._links: tuple[Link, ...] = ()

    @property
    def is_beside(self) -> bool:
        """Whether a second process is at work, so that there is time for something else."""
        return self._beside is not None

    def is_done(self) -> bool:
        """Whether the links need not be waited for."""
        return self._beside is None or self._beside.answers()

    def foresee(self, documents: Iterable[Document]) -> None:
        """Say which *documents* are about to be divided, so that their words are known by then."""
        known: dict[str, list[str]] = {}
        left = FORESEEN
        for document in documents if self._beside else ():
            left -= len(document.text)
            if left >= 0:
                known.setdefault(document.language or "en", []).append(document.text)
        self._tell(known)

    def begin(self, articles: Sequence[Article], options: Options) -> None:
        """Have the links of *articles* sought."""
        self._articles, self._options = tuple(articles), options
        self._tell(options, *articles, None)

    def _tell(self, *messages: object) -> None:
        if not self._beside:
            return
        try:
            for message in messages:
                self._beside.tell(message)
        except LostError:
            self._lose()

    def linking(self) -> "Linking":
        """All links, also those that are only possible."""
        if self._beside:
            self._awaited()
        found: Linking | None = self._answer()
        if found is None:
            found = _linking(self._articles, self._options)
        self._links = wanted(found.links, self._options)
        return found

    def edits(self) -> Iterator[Edits]:
        """The edits of the links that are wanted, in their order."""
        by_id = {article.document.id: article for article in self._articles}
        for link in self._links:
            found = self._answer()
            yield _edits(by_id, link) if found is None else found
        # The second process ends by itself now; to wait for that is left to the context.
        patterns.made(self._answer() or ())

    def _answer(self) -> Any:
        """What the second process says next; None when there is none, or it is lost."""
        try:
            return self._beside.answer() if self._beside else None
        except LostError:
            self._lose()
            return None

    def _lose(self) -> None:
        if self._beside:
            self._beside.end()
        self._beside = None


@contextmanager
def linker(*, awaited: Callable[[], object] = lambda: None) -> Iterator[Linker]:
    """A linker with a second process where one can be had; *awaited* as in `Linker`.

    At the end of the context there is no such process, whatever happened in it.
    """
    beside = begin(_seek)
    try:
        yield Linker(beside, awaited)
    finally:
        if beside:
            beside.end()


def wanted(links: Iterable[Link], options: Options) -> tuple[Link, ...]:
    """The links that are shown, and not only possible."""
    return tuple(link for link in links if link.probability >= options.min_probability)


def _linking(articles: Sequence[Article], options: Options) -> "Linking":
    from compare import linking

    low = min(options.min_probability, POSSIBLE)
    return linking.link(articles, replace(options, min_probability=low))


def _edits(articles: dict[DocumentId, Article], link: Link) -> Edits:
    from compare import wording

    a, b = articles[link.a.document], articles[link.b.document]
    return wording.edits(
        a.document.text,
        link.a.span,
        b.document.text,
        link.b.span,
        language=a.document.language or "en",
    )


def _seek(heard: Heard, say: Say) -> None:
    """What the second process does: it says the links, their edits, and what it compiled."""
    _load()
    messages = iter(heard)
    first = next(messages)
    if isinstance(first, dict):  # what is foreseen; nobody has to foresee anything
        _look_up(first)
        first = next(messages)
    options: Options = first
    articles: tuple[Article, ...] = tuple(messages)
    found = _linking(articles, options)
    say(found)
    by_id = {article.document.id: article for article in articles}
    for link in wanted(found.links, options):
        say(_edits(by_id, link))
    say(patterns.new())


def _load() -> None:
    """Load what seeking links needs whatever the language."""
    from compare import linking, wording  # noqa: F401
    from compare.evidence import Table  # noqa: F401
    from compare.linkweights import weights
    from compare.wording.alignment import network

    weights("")
    network()


def _look_up(texts: Mapping[str, Sequence[str]]) -> None:
    """Load the languages of *texts* and work out what is remembered of each of their words."""
    from compare.evidence.lexicon import TOKEN, lexicon
    from compare.languages.related import related
    from compare.wording.alignment import knowledge
    from compare.words import WORD, forms

    for code, known in texts.items():
        knowledge(code)
        related(code)
        for text in known:
            for word in set(WORD.findall(text)):
                forms(word, code)
            lexicon(set(TOKEN.findall(text)))
