"""Nothing in an article acts on what shows it, and marks stay on their words."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.model import Span
from compare.reports.safe import clipped, encodable, listed, plain, plain_spans

#: Format characters that are seen: signs before Arabic, Syriac and Kaithi numbers.
SEEN = {
    *range(0x600, 0x606),
    0x6DD,
    0x70F,
    0x890,
    0x891,
    0x8E2,
    0x110BD,
    0x110CD,
}

CASES = [
    ("a colour escape", "red \x1b[31malert", "red ␛[31malert"),
    ("a title-setting escape", "\x1b]0;owned\x07", "␛]0;owned␇"),
    ("the one-character escape of C1", "a\x9b31mb", "a⟨U+009B⟩31mb"),
    ("a turned writing direction", "pay \u202e001 euros", "pay ⟨U+202E⟩001 euros"),
    ("an isolated direction", "\u2067x\u2069", "⟨U+2067⟩x⟨U+2069⟩"),
    ("direction marks", "\u200ea\u200f", "⟨U+200E⟩a⟨U+200F⟩"),
    ("a zero-width space in a word", "fox\u200bglove", "fox⟨U+200B⟩glove"),
    ("tag characters that spell a message", "\U000e0041\U000e007f", "⟨U+E0041⟩⟨U+E007F⟩"),
    ("NUL and DEL", "a\0b\x7f", "a␀b␡"),
    ("line breaks of every kind", "a\nb\r\nc\rd\u2028e\x85f", "a b c d e f"),
    ("a tab", "a\tb", "a b"),
    ("a soft hyphen, which every browser hides", "har\u00adbour", "harbour"),
    ("half of a surrogate pair", "a\ud83d", "a\ufffd"),
    ("what looks like rich's markup", "[sic] [/oops] [bold red]", "[sic] [/oops] [bold red]"),
    ("what looks like an emoji code", ":smile:", ":smile:"),
    ("letters of other scripts", "Сергей ‘’“”«»—…", "Сергей ‘’“”«»—…"),
]


@pytest.mark.parametrize(
    ("text", "expected"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_text_is_shown_as(text: str, expected: str) -> None:
    assert plain(text) == expected


def test_no_control_or_format_character_gets_through() -> None:
    dangerous = [
        chr(code)
        for code in range(0x110000)
        if unicodedata.category(chr(code)) in {"Cc", "Cf", "Cs", "Zl", "Zp"} and code not in SEEN
    ]
    assert [f"{ord(char):04X}" for char in dangerous if char in plain(char)] == []


@given(st.text(), st.data())
def test_a_span_cuts_out_the_same_words_after_as_before(text: str, data: st.DataObject) -> None:
    text = text.replace("\r\n", "\n")  # half of a line break is no words
    ends = st.integers(0, len(text))
    spans = [Span(*sorted((data.draw(ends), data.draw(ends)))) for _ in range(2)]
    safe, moved = plain_spans(text, spans)
    assert safe == plain(text)
    assert [span.of(safe) for span in moved] == [plain(span.of(text)) for span in spans]


@given(st.text())
def test_what_is_shown_is_shown_the_same_again(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@given(st.text(), st.integers(2, 40))
def test_a_clipped_text_is_never_longer_than_asked(text: str, limit: int) -> None:
    assert len(clipped(text, limit)) <= limit


def test_a_text_is_clipped_between_words() -> None:
    assert clipped("The bridge will close on Monday", 20) == "The bridge will…"
    assert clipped("The bridge", 10) == "The bridge"
    assert clipped("x" * 1_000_000, 5) == "xxxx…"


def test_names_beyond_the_most_are_counted() -> None:
    assert listed(["A", "B", "C"], most=2) == "A, B and 1 more"
    assert listed(["A", "B"]) == "A, B"


def test_an_output_without_unicode_gets_question_marks() -> None:
    assert encodable("naïve ■", "ascii") == "na?ve ?"
    assert encodable("naïve ■", "utf-8") == "naïve ■"
    assert encodable("naïve ■", None) == "naïve ■"
