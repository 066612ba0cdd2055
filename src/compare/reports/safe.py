"""Article text made fit to be shown: nothing in it can act on a terminal or hide.

Every report that a person reads passes article text through here, once. Each character
that would move the cursor, turn the writing direction or show nothing gets a visible
stand-in; line breaks and tabs become spaces. Spans are carried along, so that a mark
stays on its word.

No markup is escaped here: each report knows its own.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from compare.model import Span
from compare.patterns import pattern

ELLIPSIS = "…"

#: What must not be written out as it is. The classes follow Unicode's categories Cc,
#: Cf, Cs, Zl and Zp, with the fillers and selectors that are letters or marks by
#: category and yet show nothing, and two positions that no XML can hold.
_UNSAFE = pattern(
    "\r\n"  # one line break, one space
    "|[\x00-\x1f\x7f-\x9f"
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0d\ufeff\uffa0"
    "\ufff0-\ufffb\ufffe\uffff\ud800-\udfff"
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff]"
)
_SPACES = frozenset("\t\n\r\v\f\x85\u2028\u2029") | {"\r\n"}


def plain(text: str) -> str:
    r"""*text* as it may be written anywhere.

    >>> plain("red\x1b[31m\tand [sic]")
    'red␛[31m and [sic]'
    """
    return _UNSAFE.sub(lambda match: _stand_in(match.group()), text)


def plain_spans(text: str, spans: Sequence[Span]) -> tuple[str, tuple[Span, ...]]:
    r"""`plain(text)`, and where *spans* of *text* stand in it.

    >>> plain_spans("\u202ebad word", [Span(5, 9)])
    ('⟨U+202E⟩bad word', (Span(start=12, end=16),))
    """
    ends, growth = [], [0]
    for match in _UNSAFE.finditer(text):
        ends.append(match.end())
        growth.append(growth[-1] + len(_stand_in(match.group())) - len(match.group()))

    def moved(position: int) -> int:
        # bisect on ends: what ends at or before the position has already grown.
        return position + growth[bisect_left(ends, position + 1)]

    return plain(text), tuple(Span(moved(span.start), moved(span.end)) for span in spans)


def clipped(text: str, limit: int) -> str:
    """`plain(text)` on one line, cut with an ellipsis to at most *limit* characters.

    The cut falls between words when there is one to be found in the last third.

    >>> clipped("The bridge will close on Monday", 20)
    'The bridge will…'
    """
    line = plain(text[: 4 * limit]).strip()
    if len(line) <= limit and len(text) <= 4 * limit:
        return line
    cut = line[: limit - 1]
    if not (len(line) >= limit and line[limit - 1].isspace()):
        space = cut.rfind(" ")
        cut = cut[:space] if space > limit * 2 // 3 else cut
    return cut.rstrip() + ELLIPSIS


def encodable(text: str, encoding: str | None) -> str:
    """*text* with `?` for what *encoding* lacks; unchanged when that is unknown."""
    if not encoding or encoding.lower().replace("-", "").startswith("utf"):
        return text
    try:
        return text.encode(encoding, "replace").decode(encoding)
    except LookupError:
        return text


def listed(names: Iterable[str], *, most: int = 6) -> str:
    """The names with commas, at most *most* of them, and the count of the others."""
    all_names = tuple(names)
    head = ", ".join(all_names[:most])
    rest = len(all_names) - most
    return f"{head} and {rest} more" if rest > 0 else head


def _stand_in(unsafe: str) -> str:
    if unsafe in _SPACES:
        return " "
    code = ord(unsafe)
    if unsafe == "\N{SOFT HYPHEN}":
        return ""  # layout, not wording: every browser hides it too
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\N{SYMBOL FOR DELETE}"
    if 0xD800 <= code <= 0xDFFF:
        return "\N{REPLACEMENT CHARACTER}"
    return f"⟨U+{code:04X}⟩"
