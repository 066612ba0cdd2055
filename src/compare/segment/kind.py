"""Whether a quotation is a sentence, a part of one, or a word held at arm's length."""

from compare.languages import Language, load
from compare.model import QuotationKind, Span
from compare.segment.marks import Quoted
from compare.words import WORD

#: A clause has at least this many words, unless it ends like a sentence ("No," he said).
SHORTEST_CLAUSE = 4

#: From this many words on, a quotation is a clause even if no finite verb is recognised.
SURELY_A_CLAUSE = 12

#: One or two words without a speaker near are the reporter's own distance.
SCARE_WORDS = 2

#: Longest name or title in quotation marks: "The Voice of the Valley Today".
LONGEST_NAME = 5

_STOPS = ".,!?…;"

_RUSSIAN_VERB_ENDINGS = (
    *("ет", "ит", "ут", "ют", "ат", "ят", "ал", "ил", "ел", "ла", "ло", "ли", "ем", "им"),
    *("ются", "ется", "ится", "ятся", "лся", "лась", "лись"),
)


def kind(text: str, quote: Quoted, language: str, *, cue: str, resumes: bool) -> QuotationKind:
    """The kind of *quote*.

    *cue* is `near` when a word of speech stands right beside it, `far` when one is
    elsewhere in its sentence, empty when there is none. *resumes* says that a direct
    quotation by the same speaker goes on: "…," she said, "and we shall".
    """
    inner = quote.inner.of(text).strip()
    found = [match.group() for match in WORD.finditer(inner[:2000])]
    count = len(found)
    apart = stands_apart(text, quote)
    if not count or is_name(text, quote.inner, apart=apart):
        return QuotationKind.SCARE
    whole = not (quote.closed and quote.opened)
    # Russian and British print have the comma after the closing mark.
    after = text[quote.span.end : quote.span.end + 1]
    inner += after if cue == "near" and after in _STOPS and inner[-1] not in _STOPS else ""
    if whole or _is_direct(inner, found, load(language), cue, resumes=resumes, apart=apart):
        return QuotationKind.DIRECT
    if count <= SCARE_WORDS and not cue:
        return QuotationKind.SCARE
    return QuotationKind.PARTIAL


def is_name(text: str, inner: Span, *, apart: bool) -> bool:
    """Whether the words are a name in quotation marks: the "Morning Bell" show.

    Capitals throughout; a stop or comma inside speaks against it when the quotation
    stands *apart* from the words before it: "No," he said.
    """
    printed = inner.of(text)
    if len(printed) > 60 or (apart and printed.rstrip()[-1:] in ".,!?…"):
        return False
    found = WORD.findall(printed)
    long = [word for word in found if len(word) > 3 or word[0].isupper()]
    return 0 < len(found) <= LONGEST_NAME and all(word[0].isupper() for word in long) and bool(long)


def _is_direct(
    inner: str,
    found: list[str],
    language: Language,
    cue: str,
    *,
    resumes: bool,
    apart: bool,
) -> bool:
    begins = inner.lstrip("[(…. '‘\"“«—-")[:1].isupper() or inner[:1].isdigit()
    ends = inner[-1:] in ".,!?…;—–-"
    clause = len(found) >= SHORTEST_CLAUSE and (
        is_clause(found, language) or len(found) >= SURELY_A_CLAUSE
    )
    if begins:
        return clause or (ends and apart and (cue == "near" or inner[-1] in ".!?"))
    return (clause and cue == "colon") or (resumes and (clause or ends))


def stands_apart(text: str, quote: Quoted) -> bool:
    """Whether a stop, comma, colon or dash comes before, or nothing: not `told "Today."`"""
    before = text[max(0, quote.span.start - 4) : quote.span.start].rstrip()
    newline = "\n" in text[max(0, quote.span.start - 4) : quote.span.start]
    return newline or not before or before[-1] in ',:;.!?…—–-"”»)'


def is_clause(found: list[str], language: Language) -> bool:
    """Whether some word betrays a finite verb or its subject."""
    folded = [word.casefold().replace("’", "'") for word in found]
    if any(word in language.finite_words for word in folded):
        return True
    if language.code == "ru":
        return any(len(word) > 4 and word.endswith(_RUSSIAN_VERB_ENDINGS) for word in folded)
    return any("'" in word and not word.endswith(("'s", "'")) for word in folded)
