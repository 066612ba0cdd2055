"""Bytes → text, saying which encoding was used and never guessing in silence.

In this order: byte order mark, what the caller or the page declares, strict UTF-8,
UTF-16 without a mark, and last a guess, which is written into the notes. Line breaks and
every other character stay as decoded; only the mark is dropped. Binary data is refused.
"""

import codecs
import re
from itertools import pairwise

from compare.errors import InputError
from compare.frozen import dataclass
from compare.patterns import byte_pattern

_MARKS = (
    # UTF-32 first: its little-endian mark begins with the one of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_KINDS = (
    (b"%PDF-", "a PDF file", "Extract its text first"),
    (b"PK\x03\x04", "a ZIP or Office file", "Unpack it or save it as plain text"),
    (b"\x1f\x8b", "a gzip file", "Unpack it first"),
    (b"BZh", "a bzip2 file", "Unpack it first"),
    (b"\xfd7zXZ\x00", "an xz file", "Unpack it first"),
    (b"\x28\xb5\x2f\xfd", "a zstandard file", "Unpack it first"),
    (b"\x89PNG", "a PNG picture", "Give the article's text"),
    (b"\xff\xd8\xff", "a JPEG picture", "Give the article's text"),
    (b"GIF8", "a GIF picture", "Give the article's text"),
    (b"\xd0\xcf\x11\xe0", "an old Office file", "Save it as plain text"),
    (b"{\\rtf", "an RTF file", "Save it as plain text"),
)
_CONTROLS = bytes([*range(9), *range(14, 27), *range(28, 32), 127])
#: Text has hardly any control characters; hostile text may have a few.
MOST_CONTROLS = 0.02
#: How much is looked at to tell text from binary and to guess; 256 KiB hold a long article.
SAMPLE = 1 << 18

_META = byte_pattern(
    rb"""<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}["']?([\w.:-]{2,40})""", re.IGNORECASE
)
_XML = byte_pattern(rb"""^\s{0,9}<\?xml[^>]{0,100}?encoding\s{0,5}=\s{0,5}["']([\w.:-]{2,40})""")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the name of the encoding it was read in, and what had to be assumed."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(data: bytes, path: str, *, declared: str = "", page: str = "") -> Decoded:
    """*data* as text.

    *declared* is the caller's word and binds: bytes that do not fit it are an error.
    *page* is what a page or server says and only comes first among the attempts.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], path, encoding, declared)
    _refuse_known_binary(data, path)
    if declared:
        return _declared(data, path, declared)
    return (
        _told(data, page or charset(data)) or _utf16(data) or _utf8(data, path) or guess(data, path)
    )


def charset(data: bytes) -> str:
    """The encoding that an HTML or XML document declares in its first 4 KiB, or ""."""
    match = _XML.match(data[:4096]) or (_META.search(data[:4096]) if b"<" in data[:256] else None)
    return match[1].decode("ascii", "replace") if match else ""


def _marked(data: bytes, path: str, encoding: str, declared: str) -> Decoded:
    other = declared and not encoding.startswith(_canonical(declared, path).removesuffix("-sig"))
    note = f"the byte order mark says {encoding}; {declared} was not used"
    return Decoded(_strict(data, path, encoding), encoding, (note,) if other else ())


def _declared(data: bytes, path: str, encoding: str) -> Decoded:
    name = _canonical(encoding, path)
    if not name.startswith(("utf-16", "utf-32")):
        _refuse_controls(data, path, most=MOST_CONTROLS)
    return Decoded(_strict(data, path, encoding), name)


def _canonical(encoding: str, path: str) -> str:
    try:
        info = codecs.lookup(encoding)
        b"".decode(encoding)
    except (LookupError, ValueError) as error:
        reason = f"there is no text encoding {encoding!r}"
        raise InputError(
            path, reason, "Known are utf-8, utf-16, cp1251, cp1252, koi8-r …"
        ) from error
    return info.name


def _strict(data: bytes, path: str, encoding: str) -> str:
    name = _canonical(encoding, path)
    try:
        return data.decode(name).removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
    except UnicodeDecodeError as error:
        reason = f"byte 0x{data[error.start]:02x} at position {error.start} is not {encoding}"
        raise InputError(path, reason, "Name its real encoding with --encoding") from error
    except UnicodeError as error:
        raise InputError(path, f"it is not {encoding}", "Name its real encoding") from error


def _refuse_known_binary(data: bytes, path: str) -> None:
    for start, kind, remedy in _KINDS:
        if data.startswith(start):
            raise InputError(path, f"it is {kind}, not text", remedy)


#: A page that says so in its own ASCII bytes is wrong (UTF-16), or hostile: decoding
#: Punycode takes quadratic time.
_NEVER_IN_PAGES = frozenset(
    """utf-16 utf-16-le utf-16-be utf-32 utf-32-le utf-32-be utf-7 punycode idna
    unicode-escape unicode_escape raw-unicode-escape raw_unicode_escape""".split()  # noqa: SIM905
)


def _told(data: bytes, page: str) -> Decoded | None:
    """The text in the encoding a page names; None when it names none or wrongly."""
    # Browsers read these as Windows-1252, and pages are written for browsers (WHATWG Encoding).
    name = "cp1252" if page.casefold() in ("iso-8859-1", "latin1", "ascii", "us-ascii") else page
    try:
        canonical = codecs.lookup(name).name if name else ""
        trusted = canonical and canonical not in _NEVER_IN_PAGES
        return Decoded(data.decode(canonical), canonical) if trusted else None
    except (LookupError, ValueError):
        return None


def _utf16(data: bytes) -> Decoded | None:
    """UTF-16 without a mark: every second byte is often NUL, its neighbour nearly never."""
    sample = data[: SAMPLE & ~1]
    units = len(sample) // 2
    zeros = {"utf-16-be": sample[0::2].count(0), "utf-16-le": sample[1::2].count(0)}
    name = max(zeros, key=lambda one: zeros[one])
    if units < 2 or zeros[name] * 20 < units or min(zeros.values()) * 20 > zeros[name]:
        return None
    try:
        text = data.decode(name)
    except UnicodeDecodeError:
        return None
    plain = sum(char.isprintable() or char.isspace() for char in text[:4096])
    if plain < 0.97 * len(text[:4096]):
        return None
    return Decoded(text, name, (f"encoding {name} seen without a byte order mark",))


def _utf8(data: bytes, path: str) -> Decoded | None:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        _refuse_controls(data, path, most=0)
        return None
    _refuse_controls(data, path, most=MOST_CONTROLS)
    return Decoded(text, "utf-8")


def _refuse_controls(data: bytes, path: str, *, most: float) -> None:
    """Refuse binary data: NULs, or more than a *most* share of NULs in valid UTF-8."""
    sample = data[:SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    nuls = sample.count(0)
    if nuls > most * len(sample) or controls > MOST_CONTROLS * len(sample):
        raise InputError(path, "it is a binary file, not text", "Give the article's text or HTML")


def guess(data: bytes, path: str) -> Decoded:
    """*data* in the encoding that fits its letters best, with a note that says so."""
    for name in (*_familiar(data), *_normalizer(data)):
        try:
            text = data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
        note = f"encoding guessed: {name}; if that is wrong, name it with --encoding"
        return Decoded(text, name, (note,))
    reason = "it is not UTF-8 and no other encoding fits"
    raise InputError(path, reason, "Name its encoding with --encoding")


#: The commonest letters of Russian make most of any Russian text; the other code pages
#: turn the same bytes into rarer letters, drawing characters, or shouting inside words.
_COMMON = frozenset("оеаинтсрвлкмдпуяыьгз")
_TYPOGRAPHIC = frozenset("«»„“”‘’–—…№§©\N{NO-BREAK SPACE}")
_CYRILLIC = ("cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic")
#: Enough letters to count; each code page is tried on them.
_LETTERS = 1 << 14


def _familiar(data: bytes) -> tuple[str, ...]:
    """Code pages of English and Russian that fit beyond doubt, best first.

    charset-normalizer is unsure of a few curly quotes in an English page and of short
    Russian ones; there, letters decide.
    """
    sample = data[:SAMPLE]
    letters = sum(65 <= (byte & 0xDF) <= 90 for byte in sample)
    high = sum(byte > 127 for byte in sample)
    if high * 2 > letters:
        return _russian(sample)
    # Nearly ASCII: typographic quotes and dashes, which only Windows pages have at 0x91-0x97.
    typographic = sum(
        byte in b"\x85\x91\x92\x93\x94\x95\x96\x97\x99\xa0\xa9\xab\xbb" for byte in sample
    )
    nearly = typographic == high or (high < 0.05 * letters and typographic * 2 >= high)
    return ("cp1252",) if nearly else ()


def _russian(sample: bytes) -> tuple[str, ...]:
    shares = {name: _share(sample[:_LETTERS].decode(name, "ignore")) for name in _CYRILLIC}
    best = max(shares, key=lambda name: shares[name])
    return (best,) if shares[best] > 0.6 else ()


def _share(text: str) -> float:
    """The share of the commonest Russian letters among what is not ASCII.

    A capital after a small letter counts against it: KOI8-R read as cp1251 is пОДПНАМН.
    """
    foreign = [char for char in text if not char.isascii() and char not in _TYPOGRAPHIC]
    common = sum(char.casefold() in _COMMON for char in foreign)
    shouted = sum(a.islower() and b.isupper() for a, b in pairwise(text))
    return (common - shouted) / max(1, len(foreign))


def _normalizer(data: bytes) -> tuple[str, ...]:
    from charset_normalizer import from_bytes  # slow to import and rarely needed

    best = from_bytes(data[:SAMPLE]).best()
    return (best.encoding,) if best is not None else ()
