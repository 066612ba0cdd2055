"""Words that tell of speech, and the phrase for whoever is said to speak.

Works on one sentence at a time, on the words outside its quotations; whom a phrase
stands for is for `people` to say.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from compare.languages import Language, SpeechVerb, load
from compare.segment.mention import Kind, Mention, mention_after, mention_before
from compare.segment.phrase import over_adverbs
from compare.segment.token import DASHES, QUOTE, Token

#: A form after one of these is an infinitive, a noun or a participle of something else.
_NO_SPEECH_AFTER = frozenset({"to", "of", "being", "so", "by", "let", "don't", "doesn't", "didn't"})

_ADVERBS = frozenset({"even", "also", "only", "still", "never", "then", "again"})
_OWNERS = {"his": "m", "her": "f", "их": "p", "его": "m", "ее": "f"}

#: What a Russian clause opens with when the speaker follows the verb.
_TURNING = (("как",), ("об", "этом"), ("о", "чем"))

#: What follows these is whoever listens.
_WITH_HEARER = frozenset({"told", "tells", "assured", "assures", "informed", "asked", "urged"})


class Cue(NamedTuple):
    """Tokens [first, last) that tell of speech, with the phrase for its speaker.

    *pronoun* is set where the speaker is inside the cue ("in his words"). A cue
    *follows* its subject when that is left out and stands earlier in the sentence:
    "…, adding that"; then *mention* is None.
    """

    first: int
    last: int
    verb: SpeechVerb
    mention: Mention | None
    pronoun: str = ""

    @property
    def start(self) -> int:
        """The first token of cue and speaker together."""
        return min(self.first, self.mention.first) if self.mention else self.first

    @property
    def end(self) -> int:
        """The end of the tokens of cue and speaker together."""
        return max(self.last, self.mention.last) if self.mention else self.last


def cues(tokens: Sequence[Token], text: str, language: Language) -> tuple[Cue, ...]:
    """The cues of a sentence, in order, none overlapping."""
    found: list[Cue] = []
    longest = _longest(language.code)
    last = 0
    for index, token in enumerate(tokens):
        if index >= last and token.folded in longest and token.is_word:
            cue = _cue_at(tokens, index, text, language)
            if cue is not None:
                found.append(cue)
                last = cue.last
    return tuple(found)


def subject(tokens: Sequence[Token], text: str, language: Language) -> Mention | None:
    """The phrase the sentence begins with, or the one after an opening clause.

    "Speaking on Friday, the minister said": the minister.
    """
    for begin in _openings(tokens):
        if begin < len(tokens) and tokens[begin].folded.endswith("ing"):
            continue  # "Trying to calm them, Arden": not a name
        found = mention_after(tokens, begin, text, language, verb_follows=True)
        if found is not None and found.kind is not Kind.OTHER:
            return found
    return None


def _openings(tokens: Sequence[Token]) -> Iterator[int]:
    """Where the subject may begin: at the start, after a first small word, after a comma."""
    yield 0
    if tokens and tokens[0].folded in {"but", "and", "yet", "so", "still", "но", "а", "и"}:
        yield 1
    for index, token in enumerate(tokens[:40]):
        # American print has the comma inside: `Speaking on "Dawn," Arden said`.
        if token.text == "," or (token.text == QUOTE and index and index + 1 < len(tokens)):
            yield index + 1
            return


@lru_cache(maxsize=8)
def _longest(code: str) -> dict[str, int]:
    """For every first word of a cue, how many words the longest cue with it has."""
    language = load(code)
    longest: dict[str, int] = {}
    for phrases in (language.attribution, language.attribution_phrases, language.self_phrases):
        for phrase in phrases:
            first, count = phrase.split()[0], phrase.count(" ") + 1
            longest[first] = max(count, longest.get(first, 0))
    return longest


@lru_cache(maxsize=8)
def _plain_forms(code: str) -> frozenset[str]:
    """The verbs of speech as a dictionary has them, where that is not a past form too."""
    if code != "en":
        return frozenset()
    return frozenset(verb.lemma for verb in load(code).attribution.values()) - {"read", "put"}


def _cue_at(tokens: Sequence[Token], index: int, text: str, language: Language) -> Cue | None:
    for count in range(_longest(language.code)[tokens[index].folded], 0, -1):
        phrase = " ".join(token.folded for token in tokens[index : index + count])
        last = index + count
        if phrase in language.self_phrases:
            verb = SpeechVerb(phrase, "neutral")
            return Cue(index, last, verb, None, language.self_phrases[phrase])
        if phrase in language.attribution_phrases:
            mention = mention_after(tokens, last, text, language)
            return (
                Cue(index, last, language.attribution_phrases[phrase], mention) if mention else None
            )
        if phrase in language.attribution:
            return _verb(tokens, index, last, language.attribution[phrase], text, language)
    return None


def _verb(
    tokens: Sequence[Token],
    first: int,
    last: int,
    verb: SpeechVerb,
    text: str,
    language: Language,
) -> Cue | None:
    """The cue of a verb of speech, unless the form is no verb of speech here."""
    if not _tells_of_speech(tokens, first, last, verb, language):
        return None
    mention = _speaker(tokens, first, last, text, language)
    if mention is not None and _is_loose(mention, tokens, first, language):
        return Cue(first, last, verb, None)
    if mention is not None:
        may = _may_speak(mention, tokens, first, language) and not (
            # "a bill called", "a segment labeled": things are called, persons call.
            verb.lemma in language.weak_verbs
            and mention.kind is Kind.OTHER
            and not tokens[mention.last - 1].is_capital
        )
        return Cue(first, last, verb, mention) if may else None
    if _is_impersonal(tokens, first, language):
        return Cue(first, last, verb, None, "p")
    return Cue(first, last, verb, None) if _leaves_out(tokens, first, language) else None


def _is_impersonal(tokens: Sequence[Token], first: int, language: Language) -> bool:
    """Whether a Russian verb in the plural needs no speaker: «…», — заявили в министерстве."""
    if language.code != "ru" or first < 2 or tokens[first - 1].text not in DASHES:
        return False
    return tokens[first - 2].text in (QUOTE, ",") and tokens[first].folded.endswith(
        ("ли", "ют", "ят")
    )


def _is_loose(mention: Mention, tokens: Sequence[Token], first: int, language: Language) -> bool:
    """Whether a participle follows a mere thing: in "he sent a letter saying" he says it."""
    if mention.kind is not Kind.OTHER or not tokens[first].folded.endswith("ing"):
        return False
    last = tokens[mention.last - 1]
    return not (last.is_capital or last.folded.endswith("s") or last.folded in language.plurals)


def _tells_of_speech(
    tokens: Sequence[Token], first: int, last: int, verb: SpeechVerb, language: Language
) -> bool:
    before = _word_before(tokens, first)
    if before in language.passives and not tokens[first].folded.endswith("ing"):
        return verb.lemma.startswith("be ")
    if before in language.determiners or before in language.modals or before in _NO_SPEECH_AFTER:
        return False
    if first and tokens[first - 1].is_possessive:
        return False
    return verb.lemma not in language.weak_verbs or _has_object(tokens, last)


def _word_before(tokens: Sequence[Token], first: int) -> str:
    """The word before a verb, over one adverb: "could even declare"."""
    before = tokens[first - 1].folded if first else ""
    adverb = before in _ADVERBS or (before.endswith("ly") and len(before) > 4)
    return tokens[first - 2].folded if adverb and first > 1 else before


def _has_object(tokens: Sequence[Token], last: int) -> bool:
    """Whether a quotation or a "that" follows within a few words."""
    objects = {QUOTE, "that", "что", "how", "why", "whether", "if"}
    ahead = {token.folded for token in tokens[last : last + 12]}
    behind = {token.text for token in tokens[max(0, last - 8) : last]}
    return bool(objects & ahead) or QUOTE in behind


def _speaker(
    tokens: Sequence[Token], first: int, last: int, text: str, language: Language
) -> Mention | None:
    """Before the verb; after it in "…, said Arden"; before a clause in "Arden, who knows, said"."""
    if not first or _divides(tokens[first - 1]) or _is_led(tokens, first):
        after = _after(tokens, first, last, text, language)
        if after is not None and _may_invert(tokens[first]):
            return after
        return _before_clause(tokens, first, text, language)
    found = mention_before(tokens, first, text, language)
    if found is None:
        return _before_clause(tokens, over_adverbs(tokens, first, language), text, language)
    return found


def _may_invert(verb: Token) -> bool:
    """Whether the speaker may follow: not "telling Arden", not "told reporters"."""
    return not verb.folded.endswith("ing") and verb.folded not in _WITH_HEARER


def _is_led(tokens: Sequence[Token], first: int) -> bool:
    """Whether the words before turn the order round: «Как заявил Арден», «об этом сообщил»."""
    led = next((words for words in _TURNING if _stands_before(tokens, first, words)), ())
    opening = first - len(led)
    return bool(led) and (not opening or _divides(tokens[opening - 1]))


def _stands_before(tokens: Sequence[Token], end: int, words: Sequence[str]) -> bool:
    return [token.folded for token in tokens[max(0, end - len(words)) : end]] == [*words]


def _divides(token: Token) -> bool:
    return token.text in (",", QUOTE, ":", ";") or token.text in DASHES


def _after(
    tokens: Sequence[Token], first: int, last: int, text: str, language: Language
) -> Mention | None:
    """The speaker after the verb, where the verb follows quoted or reported words."""
    found = mention_after(tokens, last, text, language)
    if found is None or (found.kind is Kind.OTHER and not _quotes_near(tokens, first)):
        return None
    if found.kind is Kind.PRONOUN and found.pronoun == "s":
        return None
    following = tokens[found.last] if found.last < len(tokens) else None
    if following is None or not following.is_word or _quotes_near(tokens, first):
        return found
    ends = following.folded in language.function_words and following.folded not in (
        language.finite_words
    )
    return found if ends else None


def _quotes_near(tokens: Sequence[Token], first: int) -> bool:
    return any(token.text == QUOTE for token in tokens[max(0, first - 2) : first])


def _before_clause(
    tokens: Sequence[Token], first: int, text: str, language: Language
) -> Mention | None:
    """The name before a clause between commas: "Arden, who leads the council, said"."""
    if not first or tokens[first - 1].text not in (",", "—", "–"):
        return None
    mark = tokens[first - 1].text
    title: Mention | None = None
    for index in range(first - 2, max(-1, first - 32), -1):
        if tokens[index].text == QUOTE:
            return None
        if tokens[index].text == mark and index:
            found = mention_before(tokens, index, text, language)
            if found is not None and found.kind in (Kind.NAME, Kind.TITLE):
                led = tokens[found.first - 1].folded if found.first else ""
                # "Ann Arden, a spokesman for North Way, a group, said": not North Way.
                if found.kind is Kind.TITLE:
                    title = title or found
                elif led not in language.speaker_prepositions:
                    return found
    return title


def _may_speak(mention: Mention, tokens: Sequence[Token], first: int, language: Language) -> bool:
    """Whether the form and the phrase before it go together as verb and subject."""
    form = tokens[first].folded
    if mention.kind is Kind.PRONOUN:
        return mention.pronoun != "s" and tokens[mention.first].folded not in (
            "him",
            "her",
            "them",
            "me",
            "us",
            "you",
        )
    if mention.kind is not Kind.OTHER:
        return mention.first > first or form not in language.noun_forms or _is_finite(form, mention)
    if form in language.noun_forms:
        return mention.name.endswith("s") and not form.endswith("s")
    if form in _plain_forms(language.code):
        # "experts say", not "needs to better explain"
        return mention.name.endswith("s") or mention.name.split()[-1] in language.plurals
    return True


def _is_finite(form: str, mention: Mention) -> bool:
    """Whether a form that may be a noun is a verb after this person: "Arden claims"."""
    return form.endswith(("s", "ed", "read")) or mention.name.endswith("s")


def _leaves_out(tokens: Sequence[Token], first: int, language: Language) -> bool:
    """Whether the verb may have its subject earlier: "…, adding that", "and said"."""
    if not first:
        return False
    before = tokens[first - 1].folded
    form = tokens[first].folded
    if form.endswith("ing"):
        return before in (",", QUOTE, "and", "while", "before", "when", "–", "—", "--")
    joined = before in (QUOTE, "and", "but", "then", "и", "а", "но")
    return joined and form not in language.noun_forms


def named_before_colon(
    tokens: Sequence[Token], quote: int, text: str, language: Language
) -> Mention | None:
    """The speaker in `Arden: "…"` and `Her answer: "…"`, *quote* being the quotation's token.

    A phrase of kind other where a colon stands but no person; None without a colon.
    """
    if quote < 2 or tokens[quote - 1].text != ":":
        return None
    found = mention_before(tokens, quote - 1, text, language)
    if found is not None and found.kind in (Kind.NAME, Kind.TITLE):
        return found
    for index in range(max(0, quote - 4), quote - 1):
        pronoun = _OWNERS.get(tokens[index].folded)
        if pronoun:
            return Mention(index, quote - 1, Kind.PRONOUN, "", pronoun=pronoun)
    return Mention(quote - 1, quote, Kind.PRONOUN, "", pronoun="p")
