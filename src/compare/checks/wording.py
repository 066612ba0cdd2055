"""What a finding is known by again: a hash of a rule and of the wording of both sides.

No positions, no paths, no text: a fingerprint survives lines put in above, another wrapping
and another file name. Case, punctuation and white space do not count.
"""

from compare.engines.tokens import tokens
from compare.model import Article
from compare.sums import sha256

#: Hexadecimal digits of a fingerprint; 80 bits, so that a million findings do not clash.
DIGITS = 20


def fingerprint(rule: str, *sides: str) -> str:
    """The fingerprint of a finding of *rule* with these wordings, whatever their order.

    >>> a, b = "Ships leave.", "The port is shut."
    >>> fingerprint("shared-passage", a, b) == fingerprint("shared-passage", b.upper(), a)
    True
    """
    folded = sorted(map(digest, sides))
    return sha256("\n".join([rule, *folded]).encode()).hexdigest()[:DIGITS]


def digest(text: str) -> str:
    """A hash of the words of *text*; what has no words is taken as it is."""
    words = tokens(text)[0]
    plain = ",".join(map(str, words)) if words else " ".join(text.split())
    return sha256(plain.encode("utf-8", "replace")).hexdigest()


def identity(article: Article) -> str:
    """The words a document is known by in findings on the whole of it: its longest passage.

    Not all of its words: a line put in above, or a correction elsewhere, must not make an
    old finding new. Empty for a document without passages.
    """
    longest = max(
        article.passages,
        key=lambda passage: (not passage.is_furniture, len(passage.span)),
        default=None,
    )
    return article.text_of(longest.span) if longest else ""
