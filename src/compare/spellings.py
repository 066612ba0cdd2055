"""One name in two spellings: Anthony and Antony, Kiev and Kyiv, told for a whole run.

A difference of a link tells it too, where two linked passages write the name; but outlets
spell a name in one way throughout, and the passages that do need not report one remark.
Names are runs of capitalised words; whether two are the same person is not known here.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from compare.languages import Language, load, name_key, nominative
from compare.model import Article, DocumentId, Passage, Place, Span, Spelling
from compare.words import WORD, fold

#: A name of one word has at least so many letters: shorter ones meet by chance.
LEAST_LETTERS = 4

#: Spellings of one name that are told; more than this is no name.
MOST_SPELLINGS = 8

#: A word as printed, and where it begins and ends.
_Printed = tuple[str, int, int]


def spellings(articles: Sequence[Article]) -> tuple[Spelling, ...]:
    """Every name that stands in two or more spellings, with its first place in each document.

    Sorted by where the name stands first. Names of two words (first and last name), and
    single words that no capitalised word stands beside. Empty for no articles. Cost: linear
    in the words.
    """
    found: dict[str, dict[str, dict[str, Place]]] = {}
    behind: dict[str, set[str]] = {}
    for article in articles:
        for (key, spelling, place), (after, _, there) in pairwise((*_names(article), _END)):
            places = found.setdefault(key, {}).setdefault(spelling, {})
            places.setdefault(str(place.document), place)
            runs_on = place.span.start < there.span.start < place.span.end
            behind.setdefault(key, set()).add(after if runs_on else "")
    told = {key for key, variants in found.items() if 2 <= len(variants) <= MOST_SPELLINGS}
    # "Waters Alexey" of "Minister of Waters Alexey Mirovan" is told with "Alexey Mirovan".
    told = {key for key in told if not behind[key] <= told}
    found_places = (
        tuple(sorted(place for each in found[key].values() for place in each.values()))
        for key in told
    )
    return tuple(sorted(map(Spelling, found_places), key=lambda spelling: spelling.places))


#: What stands behind the last name of an article: nothing.
_END = ("", "", Place(DocumentId(""), Span(0, 0), 0))


def _names(article: Article) -> Iterator[tuple[str, str, Place]]:
    """The key, the spelling and the place of each name of the article itself."""
    known = _language(article)
    for passage in article.passages:
        if not passage.is_furniture:
            for kind, span in _found(article, passage, known):
                name = span.of(article.document.text)
                place = Place(article.document.id, span, passage.line)
                # Сергея Лемова and Сергей Лемов are two cases and no two spellings.
                yield (
                    f"{kind} {name_key(name)}",
                    " ".join(map(nominative, fold(name).split())),
                    place,
                )


def _found(article: Article, passage: Passage, known: Language) -> Iterator[tuple[str, Span]]:
    """The pairs and the single names of a passage, kind by kind."""
    text = article.document.text
    words = [
        (m[0], m.start(), m.end())
        for m in WORD.finditer(text, passage.span.start, passage.span.end)
    ]
    capital = [n for n, (word, _, _) in enumerate(words) if _is_capitalised(word)]
    yield from _pairs(text, words, capital, known)
    yield from _singles(passage, words, capital, known)


def _pairs(
    text: str, words: Sequence[_Printed], capital: Sequence[int], known: Language
) -> Iterator[tuple[str, Span]]:
    """First and last names: two capitalised words side by side, the first no title."""
    for one, two in pairwise(capital):
        (first, start, end), (last, begin, _) = words[one], words[two]
        if two == one + 1 and text[end:begin] == " " and not _is_title(first, known):
            yield "pair", Span(start, begin + len(_bare(last)))


def _singles(
    passage: Passage, words: Sequence[_Printed], capital: Sequence[int], known: Language
) -> Iterator[tuple[str, Span]]:
    """Names of one word: capitalised, inside a sentence, with no capitalised word beside."""
    begins = {span.start for span in passage.sentences} | {passage.span.start}
    beside = {n + step for n in capital for step in (-1, 1)}
    for number in capital:
        word, start, _ = words[number]
        name = _bare(word)
        if (
            number not in beside
            and len(name) >= LEAST_LETTERS
            and start not in begins
            and fold(name) not in known.function_words
        ):
            yield "single", Span(start, start + len(name))


def _is_title(word: str, known: Language) -> bool:
    folded = fold(word)
    return folded in known.titles or folded in known.honorifics


def _language(article: Article) -> Language:
    return load(article.document.language or "en")


def _is_capitalised(word: str) -> bool:
    return word[0].isupper() and word[-1].islower() and len(word) > 1


def _bare(name: str) -> str:
    """*name* without the possessive."""
    return name[:-2] if name[-2:] in ("'s", "’s") else name
