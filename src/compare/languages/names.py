"""One key for the spellings of one name: Сергей, Sergei, Sergey; Kiev, Kyiv; Anthony, Antony.

A key says "this may be the same name", never that it is the same person. It is good
for names only: of common words it would make one of two.
"""

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

from compare.patterns import pattern

_LATIN = (
    "а=a б=b в=v г=g д=d е=e ё=yo ж=zh з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f "
    "х=kh ц=ts ч=ch ш=sh щ=shch ъ= ы=y ь= э=e ю=yu я=ya і=i ї=yi є=ye ґ=g ў=u"
)
_LETTERS = {pair[0]: pair[2:] for pair in _LATIN.split()}

# Endings of the cases, longest first, with what the nominative has instead.
# Лавровым, Лаврову -> Лавров; Сергея, Сергеем -> Сергей; Песковой stays a woman's name.
_CASES = tuple(
    (pattern(ending + "$"), nominative)
    for ending, nominative in (
        ("(?<=[цс]к)(?:ого|ому|им|ом)", "ий"),
        ("(?<=(?:ов|ев|ин|ын|ёв))(?:ым|а|у|е|ой)", ""),
        ("(?<=[аеоиу])(?:ем|я|ю)", "й"),
        ("(?<=и)[юяи]", "я"),
        # Not after г: Шойгу has no cases.
        ("(?:(?<=[бвгджзклмнпрстфхцчшщ])(?:ом|ем)|(?<=[бвджзклмнпрстфхцчшщ])у)", ""),
    )
)

# What the schools of transliteration write differently, in order of application; what they
# have in common comes first, because most words do not hold it.
_VARIANTS = tuple(
    (common, pattern(letters), replacement)
    for common, letters, replacement in (
        ("ch", "(?:shch|schtsch|sch(?=[aeiou]))", "sh"),
        ("ch", "tsch|tch", "ch"),
        ("z", "[tc]z(?=[aeiou])|tz", "ts"),
        ("kh", "kh", "h"),
        ("dj", "dj(?=[aeiou])", "j"),
        ("c", "ck|c(?=[aoukl])", "k"),
        ("ph", "ph", "f"),
        ("th", "th", "t"),
        ("ks", "ks", "x"),
        ("w", "w", "v"),
        ("y", "(?<=[aeou])y(?=[^aeiouy])", "i"),
        ("ff", "(?<=[aeiou])(?:ff)$", "v"),
        ("j", "j(?=[aeou])", "y"),
        ("", "(?:iy|ii|yy|yi|ij|yj|y|ie)$", "i"),
        ("", "(?<=[aeo])[yij]$|(?<=[aeo])i$", "i"),
        ("", "(?<=[^aeiou])[iy](?=[aou])", "y"),
        ("e", "^(?:ye|je)", "e"),
        ("ye", "(?<=[aeiou])ye", "e"),
        ("ye", "(?<=[^aeiou])ye", "e"),
        ("y", "(?<=[^aeiou])y(?=[^aeiou]|$)", "i"),
        ("yo", "yo", "e"),
        ("", r"(\w)\1+", r"\1"),
        ("e", "(?<=[a-z])e[iy]$", "ei"),
    )
)


def transliterate(word: str) -> str:
    """*word* with its Cyrillic letters in Latin ones, as news agencies write names.

    Other letters stay. A capital stays a capital.

    >>> transliterate("Сергей Лавров"), transliterate("Щербаков")
    ('Sergey Lavrov', 'Shcherbakov')
    """
    return "".join(_latin(char) for char in word)


def _latin(char: str) -> str:
    lower = char.lower()
    latin = _LETTERS.get(lower)
    if latin is None:
        return char
    return latin if char == lower else latin.capitalize()


@lru_cache(maxsize=1 << 14)
def name_key(word: str) -> str:
    """A key that is equal for the spellings of one name, in Latin or Cyrillic letters.

    Word by word, so "Сергея Лаврова" and "Sergei Lavrov" meet. Russian cases and the
    English possessive are undone; what is left when a rule does not hold is a list of
    families (`names.toml`).

    >>> name_key("Sergei") == name_key("Sergey") == name_key("Сергея")
    True
    >>> name_key("Kyiv") == name_key("Kiev"), name_key("Ivanov") == name_key("Ivanova")
    (True, False)
    """
    folded = unicodedata.normalize("NFKD", word).casefold()
    return " ".join(
        _key(part) for part in re.findall(r"[^\W_]+(?:['’][^\W_]+)*", _composed(folded))
    )


def _composed(folded: str) -> str:
    """*folded* without accents, but with й and ё, which are letters of their own."""
    kept = re.sub("(?<=и)\u0306", "\ue000", folded).replace("и\ue000", "й")
    return "".join(char for char in kept if not unicodedata.combining(char))


@lru_cache(maxsize=1 << 14)
def _key(part: str) -> str:
    bare = re.sub("['’]s?$", "", part).replace("'", "").replace("’", "")
    cyrillic = bool(bare) and "Ѐ" <= bare[0] <= "ӿ"
    latin = transliterate(nominative(bare)) if cyrillic else bare
    return _families().get(latin) or _families().get(_regular(latin)) or _regular(latin)


def nominative(word: str) -> str:
    """A Russian name without the ending of its case; other words as they are.

    >>> nominative("лемова"), nominative("сергея"), nominative("arden")
    ('лемов', 'сергей', 'arden')
    """
    if len(word) < 4:  # Ли, Цой, Ким: too short to have lost a case ending safely
        return word
    for ending, nominative in _CASES:
        changed = ending.sub(nominative, word)
        if changed != word:
            return changed
    return word


def _regular(latin: str) -> str:
    for common, letters, replacement in _VARIANTS:
        if common in latin:
            latin = letters.sub(replacement, latin)
    return latin


@lru_cache(maxsize=1)
def _families() -> dict[str, str]:
    import tomllib

    data = tomllib.loads(Path(__file__).with_name("names.toml").read_text("utf-8"))
    lines = (line.split() for line in data["families"].splitlines() if line.strip())
    return {
        form: family[0] for family in lines for name in family for form in (name, _regular(name))
    }
