"""One reading of an article for its speakers: cues, speakers, and the quotations they own.

The passages are read in order, for whoever spoke last is whom the next "he" means.
Furniture and headlines teach no names, and quoted names are nobody's speakers.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from compare.frozen import dataclass, replace
from compare.languages import Language, load
from compare.model import Attribution, Passage, Quotation, QuotationKind, Role, Span
from compare.segment.draft import Draft, Words, drafts
from compare.segment.kind import kind
from compare.segment.marks import Quoted
from compare.segment.mention import Kind, Mention, read
from compare.segment.owner import Scene, cue_of, resumes_after
from compare.segment.people import People, Person
from compare.segment.phrase import capital_runs
from compare.segment.speech import Cue, cues, named_before_colon, subject
from compare.segment.token import QUOTE, Token, tokens

_TITLE_CASE_ROLES = frozenset({Role.TITLE, Role.SUBHEADING})


@dataclass(frozen=True, slots=True)
class Heard:
    """What one passage says and who says it."""

    sentences: tuple[Span, ...]
    quotations: tuple[Quotation, ...]
    attributions: tuple[Attribution, ...]


def hear(text: str, passages: Sequence[Passage], language: str) -> tuple[Heard, ...]:
    """What every passage says; one result for each, in order.

    The cost grows with the length of the text.
    """
    knowledge = load(language)
    divided = tuple(drafts(text, passages, language))
    words = Words(text)
    people = _learned(text, divided, words, knowledge)
    reader = _Reader(text, language, words, people)
    return _joined([reader.read(draft) for draft in divided])


def _joined(heard: Sequence[Heard]) -> tuple[Heard, ...]:
    """The same, where the first part of a quotation over passages takes a later part's cue."""
    joined: list[Heard] = []
    following: Quotation | None = None
    for passage in reversed(heard):
        quotations = passage.quotations
        if following is not None and quotations and quotations[-1].cue_span is None:
            last = replace(
                quotations[-1],
                speaker=following.speaker,
                cue=following.cue,
                cue_span=following.cue_span,
            )
            quotations = (*quotations[:-1], last)
        joined.append(replace(passage, quotations=quotations))
        if quotations:
            following = quotations[0] if quotations[0].continued else None
    return tuple(reversed(joined))


def _learned(text: str, divided: Sequence[Draft], words: Words, language: Language) -> People:
    """The persons named outside quotations and headlines, surnames after full names."""
    people = People(language)
    mentions = [
        (found, sentence[found.first].start)
        for draft in divided
        if not draft.passage.is_furniture and draft.passage.role not in _TITLE_CASE_ROLES
        for _, sentence in words.of(draft)
        for found in _names(sentence, text, language)
    ]
    for full in (True, False):
        for mention, position in mentions:
            if (" " in mention.name) is full:
                people.learn(mention, position)
    return people


def _names(words: list[Token], text: str, language: Language) -> Iterator[Mention]:
    for begin, last in capital_runs(words, language):
        # "Blaming Arden, the mayor": no name begins a sentence with a participle.
        first = begin + (begin == 0 and words[begin].folded.endswith("ing"))
        found = read(words, first, last, text, language)
        if found is not None and found.kind is Kind.NAME:
            yield found._replace(titles=found.titles | _apposition(words, last, language))


def _apposition(words: list[Token], last: int, language: Language) -> frozenset[str]:
    """The titles after a name: "Ann Arden, a former mayor of the town,"."""
    if last + 1 >= len(words) or words[last].text != ",":
        return frozenset()
    found: list[str] = []
    for token in words[last + 1 : last + 9]:
        if not token.is_word or token.folded in language.finite_words:
            break
        found.append(token.folded)
    if found and (found[0] in language.determiners or found[0] in language.titles):
        titles = language.titles | language.title_modifiers
        return frozenset(word for word in found if word in titles or word in language.countries)
    return frozenset()


class _Reader:
    """Reads passages in order and remembers who spoke last."""

    def __init__(self, text: str, language: str, words: Words, people: People) -> None:
        self._text = text
        self._words = words
        self._code = language
        self._language = load(language)
        self._people = people
        self._last: Attribution | None = None

    def read(self, draft: Draft) -> Heard:
        """The quotations and attributions of one passage."""
        scenes = [
            self._scene(sentence, words, draft.passage.speaker)
            for sentence, words in self._words.of(draft)
        ]
        quotations = tuple(self._quotations(draft, scenes))
        found = tuple(attribution for scene in scenes for attribution, _ in scene.found)
        self._last = found[-1] if found else None
        return Heard(draft.sentences, quotations, found)

    def _scene(self, sentence: Span, words: list[Token], turn: str) -> Scene:
        opening = subject(words, self._text, self._language)
        leading = self._name(opening, words) if opening else ""
        found: list[tuple[Attribution, Span]] = []
        speaker = leading
        for cue in cues(words, self._text, self._language):
            attribution = self._attribution(cue, words, speaker)
            reach = Span(words[cue.start].start, words[cue.end - 1].end)
            found.append((attribution, reach))
            speaker = attribution.speaker or speaker
        self._remember(opening, words)
        return Scene(sentence, tuple(found), leading, self._colons(words))

    def _attribution(self, cue: Cue, words: list[Token], earlier: str) -> Attribution:
        span = Span(words[cue.first].start, words[cue.last - 1].end)
        place = None
        if cue.mention is not None:
            place = Span(words[cue.mention.first].start, words[cue.mention.last - 1].end)
            speaker = self._name(cue.mention, words, speaking=True)
        elif cue.pronoun:
            mention = Mention(cue.first, cue.last, Kind.PRONOUN, "", pronoun=cue.pronoun)
            speaker = self._name(mention, words, speaking=True)
        else:
            speaker = earlier or (self._people.last.name if self._people.last else "")
        return Attribution(
            span, span.of(self._text), cue.verb.lemma, cue.verb.group, speaker, place
        )

    def _name(self, mention: Mention, words: list[Token], *, speaking: bool = False) -> str:
        """The name a mention stands for; a phrase for nobody known is given as printed."""
        person = self._people.find(mention, words[mention.first].start)
        if person is not None:
            if speaking:
                self._people.notice(person)
            return person.name
        return "" if mention.kind is Kind.PRONOUN else mention.name

    def _remember(self, opening: Mention | None, words: list[Token]) -> None:
        """A name that begins a sentence is whom the next "he" means."""
        if opening is None or opening.kind is not Kind.NAME:
            return
        person: Person | None = self._people.find(opening, words[opening.first].start)
        if person is not None:
            self._people.notice(person)

    def _colons(self, words: list[Token]) -> dict[int, str]:
        found: dict[int, str] = {}
        for index, token in enumerate(words):
            if token.text == QUOTE:
                mention = named_before_colon(words, index, self._text, self._language)
                # A word of speech before the colon tells more: "She paused, then added:".
                if (
                    mention is not None
                    and words[index - 2].folded not in self._language.attribution
                ):
                    found[token.start] = self._name(mention, words, speaking=True)
        return found

    def _quotations(self, draft: Draft, scenes: list[Scene]) -> Iterator[Quotation]:
        starts = [scene.span.start for scene in scenes]
        before: Quotation | None = None
        for quote in draft.quotes:
            first = scenes[_at(starts, quote.span.start)]
            last = scenes[_at(starts, quote.span.end - 1)]
            found = self._owned(quote, first, last, before, draft)
            before = found
            yield found

    def _owned(
        self,
        quote: Quoted,
        first: Scene,
        last: Scene,
        before: Quotation | None,
        draft: Draft,
    ) -> Quotation:
        cue, where = cue_of(self._text, quote, first, last)
        colon = first.before_quote.get(quote.span.start)
        resumes = before is not None and resumes_after(before, quote)
        what = kind(
            self._text, quote, self._code, cue=where if colon is None else "colon", resumes=resumes
        )
        continued = draft.continued and quote is draft.quotes[0]
        if what is QuotationKind.SCARE:
            return Quotation(quote.span, quote.inner, QuotationKind.SCARE, continued=continued)
        if cue is None:
            cue = self._inside(quote)
        if cue is not None:
            return Quotation(
                quote.span, quote.inner, what, cue.speaker, cue.cue, cue.span, continued
            )
        if colon is not None:
            return Quotation(quote.span, quote.inner, what, colon, continued=continued)
        return self._uncued(quote, what, draft.passage.speaker, first, before, continued)

    def _inside(self, quote: Quoted) -> Attribution | None:
        """The cue between two dashes inside a quotation, as in Russian print.

        «Ждем, — сказал он. — Потом решим».
        """
        if self._code != "ru":
            return None
        end = min(quote.inner.end, quote.inner.start + 600)
        words = tokens(self._text, Span(quote.inner.start, end), ())
        dashes = [index for index, word in enumerate(words) if word.text in ("—", "–")]
        for first, last in pairwise(dashes):
            for cue in cues(words[first - 1 : last], self._text, self._language):
                return self._attribution(cue, words[first - 1 : last], "")
        return None

    def _uncued(
        self,
        quote: Quoted,
        what: QuotationKind,
        speaker: str,
        scene: Scene,
        before: Quotation | None,
        continued: bool,
    ) -> Quotation:
        """A quotation without a cue of its own: what was said last goes on, or the subject."""
        if speaker:
            return Quotation(quote.span, quote.inner, what, speaker, continued=continued)
        if what is QuotationKind.PARTIAL:
            return Quotation(quote.span, quote.inner, what, scene.subject, continued=continued)
        if before is not None and before.kind is QuotationKind.DIRECT:
            return Quotation(
                quote.span,
                quote.inner,
                what,
                before.speaker,
                before.cue,
                before.cue_span,
                continued,
            )
        last = self._people.last.name if self._people.last else ""
        # Of things that "say", only what has a name goes on speaking: not "talks".
        named = self._last is not None and self._last.speaker[:1].isupper()
        name = self._last.speaker if self._last and named else last
        return Quotation(quote.span, quote.inner, what, name, continued=continued)


def _at(starts: list[int], position: int) -> int:
    return max(0, bisect_left(starts, position + 1) - 1)
