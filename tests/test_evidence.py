"""What two texts share: every measure on sentences anyone can check by reading."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.evidence import NAMES, Table, Unit
from compare.evidence.dates import days
from compare.evidence.grids import matches, overlap
from compare.evidence.lexicon import background, number_value, sound_key

VOCABULARY = """
    harbour strike talks Minister Orlova said on Monday that 15 ships, 1,500 tonnes of grain
    and two tugs left “at once” not "never" . порт Дворец 3.5 don't
"""
WORDS = st.sampled_from(VOCABULARY.split())
TEXTS = st.lists(WORDS, max_size=30).map(" ".join)


def measured(a: str, b: str, *others: str, published: str = "") -> dict[str, float]:
    units = [Unit(text, published=published) for text in (a, b, *others)]
    row = Table(units).measure(np.array([0]), np.array([1]))[0]
    return dict(zip(NAMES, row.tolist(), strict=True))


def test_a_text_and_itself_share_everything() -> None:
    text = "Minister Orlova said on Monday that the harbour strike was over."
    found = measured(text, text)
    for name in ("words_lo", "bigrams_lo", "order_lo", "idf_contain_lo", "bits_cos"):
        assert found[name] == pytest.approx(1, abs=1e-5), name
    assert found["bits_missing_hi"] == 0
    assert found["characters"] == pytest.approx(1, abs=1e-4)


def test_texts_without_a_word_in_common_share_nothing() -> None:
    found = measured("Harbour pilots strike.", "Voters choose mayors.")
    assert found["words_hi"] == found["bits_shared"] == found["information"] == 0


def test_a_part_of_a_text_is_wholly_contained_one_way() -> None:
    found = measured("The harbour strike is over, Orlova said.", "The harbour strike is over.")
    assert found["idf_contain_hi"] == pytest.approx(1)
    assert found["idf_contain_lo"] < 1


@pytest.mark.parametrize(
    ("a", "b"),
    [("Sergei", "Sergey"), ("Kiev", "Kyiv"), ("Donbass", "Donbas"), ("colour", "color")],
)
def test_spellings_of_one_word_are_soft_matches(a: str, b: str) -> None:
    found = measured(f"They saw {a} there.", f"They saw {b} there.")
    assert found["idf_soft_lo"] > 0.95
    assert found["words_lo"] < 1


@pytest.mark.parametrize("pair", [("Berlin", "Merlin"), ("Iran", "Iraq"), ("war", "wary")])
def test_other_words_are_not_the_same_sound(pair: tuple[str, str]) -> None:
    assert sound_key(pair[0].lower()) != sound_key(pair[1].lower())


@pytest.mark.parametrize(
    ("a", "b", "shared"),
    [("1,500 ships", "1500 ships", True), ("15 ships", "fifteen ships", True),
     ("15 ships", "50 ships", False), ("3.50 euros", "3.5 euros", True)],
)  # fmt: skip
def test_numbers_are_compared_by_value(a: str, b: str, *, shared: bool) -> None:
    found = measured(a, b)
    assert (found["numbers_shared"] > 0) is shared
    assert (found["numbers_missing_lo"] > 0) is not shared


def test_different_names_on_both_sides_are_missing_on_both() -> None:
    found = measured("We know that Orlova left.", "We know that Brandt left.")
    assert found["names_missing_lo"] > 0
    assert found["names_contain_hi"] == 0


def test_a_denial_on_one_side_is_seen() -> None:
    assert measured("She will go.", "She will not go.")["negation"] == 1
    assert measured("She will not go.", "She won't go.")["negation"] == 0


@pytest.mark.parametrize(
    ("a", "b", "same", "other"),
    [("On December 17 it rained.", "It rained on 17 December.", 1, 0),
     ("On December 17 it rained.", "It rained on December 18.", 0, 1),
     ("On December 17 it rained.", "In December it rained.", 0, 0),
     ("On Wednesday it rained.", "On January 26 it rained.", 1, 0),
     ("On Tuesday it rained.", "On January 26 it rained.", 0, 1),
     ("It may rain; they march.", "On May 3 it rained.", 0, 0)],
)  # fmt: skip
def test_days_are_resolved_before_they_are_compared(a: str, b: str, same: int, other: int) -> None:
    found = measured(a, b, published="2022-01-28")
    assert (found["day_same"], found["day_other"]) == (same, other)


def test_a_weekday_without_a_day_of_publication_excludes_no_date() -> None:
    assert measured("On Tuesday it rained.", "On January 26 it rained.")["day_other"] == 0
    assert days(["Monday"], "not a date") == (1000,)


def test_quoted_words_count_only_when_both_quote_them() -> None:
    both = measured("He called it “muddy waters”.", 'She said "muddy waters" too.')
    one = measured("He called it “muddy waters”.", "She said muddy waters too.")
    assert both["quoted_shared"] == 1
    assert one["quoted_shared"] == 0


def test_speakers_are_compared_by_their_last_names() -> None:
    a, b, c = "Anna Orlova", "Orlova", "Jan Brandt"
    units = [Unit("It rained.", speaker=name) for name in (a, b, c, "")]
    rows = Table(units).measure(np.array([0, 0, 0]), np.array([1, 2, 3]))
    same, other = NAMES.index("speaker_same"), NAMES.index("speaker_other")
    assert rows[:, same].tolist() == [1, 0, 0]
    assert rows[:, other].tolist() == [0, 1, 0]


def test_words_that_never_meet_speak_of_another_event() -> None:
    first = ["The Lindau bridge fell in the storm"] * 4 + ["The storm broke the Lindau bridge"]
    second = ["The Aarberg bridge fell in the flood"] * 4 + ["The flood broke the Aarberg bridge"]
    table = Table([Unit(text) for text in (*first, *second, *["Nothing here"] * 10)])
    rows = table.measure(np.array([0, 0]), np.array([4, 5]))
    apart = rows[:, NAMES.index("strangers")]
    assert apart[0] == 0 < apart[1]


def test_tokenised_text_measures_like_plain_text() -> None:
    plain = 'It cost 2.6 million, "a court-mandated sum".'
    tokenised = "It cost 2 . 6 million , `` a court - mandated sum '' ."
    found = measured(plain, tokenised)
    assert found["order_lo"] == pytest.approx(1)
    assert found["numbers_missing_hi"] == 0
    assert found["quoted_shared"] == 1


def test_rare_words_weigh_more_than_common_ones() -> None:
    bits = background("en")
    assert bits["the"] < bits["say"] < bits["moratorium"]
    assert background("xx") == {}


@pytest.mark.parametrize(("token", "value"), [("0", "0"), ("0.50", "0.5"), ("12,5", "12,5")])
def test_one_number_has_one_spelling(token: str, value: str) -> None:
    assert number_value(token) == value


def test_explain_names_the_shared_words_as_printed() -> None:
    table = Table([Unit("Orlova praised the moratorium in 2019."),
                   Unit("A moratorium, said Orlova in 2020.")])  # fmt: skip
    found = table.explain(0, 1)
    assert set(found["shared"]) == {"Orlova", "moratorium"}
    assert found["other_numbers"] == ("2019", "2020")


@given(st.integers(0, 2**32), st.integers(1, 9), st.integers(60, 80), st.integers(2, 5))
def test_counting_by_bits_is_counting_by_cells(seed: int, a: int, b: int, kinds: int) -> None:
    chance = np.random.default_rng(seed)
    equal = matches(chance.integers(0, kinds, (3, a)), chance.integers(0, kinds, (3, b)))
    found, runs = overlap(equal), equal
    for size in range(4):
        assert np.array_equal(found.in_b[size], runs.any(2).sum(1))
        assert np.array_equal(found.in_a[size], runs.any(1).sum(1))
        longer = equal[:, size + 1 :, size + 1 :]
        runs = runs[:, : longer.shape[1], : longer.shape[2]] & longer


@settings(deadline=None)
@given(st.lists(TEXTS, min_size=2, max_size=6))
def test_measures_asked_for_alone_are_the_same(texts: list[str]) -> None:
    table = Table([Unit(text) for text in texts])
    left, right = np.triu_indices(len(texts))
    everything = table.measure(left, right)
    for number, name in enumerate(NAMES):
        alone = table.measure(left, right, [name])
        assert np.array_equal(alone[:, number], everything[:, number]), name


def test_without_letters_enough_for_all_stems_words_are_compared_as_numbers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    units = [Unit("The port was shut by the storm."), Unit("The storm shut the port.")]
    usual = Table(units).measure(np.array([0]), np.array([1]))
    monkeypatch.setattr("sys.maxunicode", 3)
    assert np.array_equal(Table(units).measure(np.array([0]), np.array([1])), usual)


@settings(deadline=None)
@given(st.lists(TEXTS, min_size=2, max_size=6))
def test_swapping_the_sides_changes_nothing(texts: list[str]) -> None:
    table = Table([Unit(text) for text in texts])
    left, right = np.triu_indices(len(texts))
    assert np.array_equal(table.measure(left, right), table.measure(right, left))


@settings(deadline=None)
@given(st.lists(st.text(max_size=60), min_size=2, max_size=5))
def test_no_text_crashes_and_every_measure_is_a_number(texts: list[str]) -> None:
    table = Table([Unit(text) for text in texts])
    left, right = np.triu_indices(len(texts))
    assert np.isfinite(table.measure(left, right)).all()


@settings(deadline=None)
@given(st.lists(TEXTS, min_size=2, max_size=6))
def test_a_pair_measures_the_same_alone_and_in_a_batch(texts: list[str]) -> None:
    table = Table([Unit(text) for text in texts])
    left, right = np.triu_indices(len(texts))
    batch = table.measure(left, right)
    for row, (a, b) in enumerate(zip(left, right, strict=True)):
        alone = table.measure(np.array([a]), np.array([b]))[0]
        assert np.allclose(batch[row], alone, atol=1e-4)


def test_nothing_measures_as_nothing() -> None:
    empty = np.zeros(0, np.int64)
    assert Table([]).measure(empty, empty).shape == (0, len(NAMES))
    assert Table([Unit(""), Unit("!")]).measure(np.array([0]), np.array([1])).shape[0] == 1


def test_candidates_lie_in_different_groups_and_share_something_rare() -> None:
    texts = ["Orlova praised the moratorium.", "The moratorium, Orlova said, holds.",
             "It rained all day.", "Orlova praised the moratorium."]  # fmt: skip
    left, right = Table([Unit(text) for text in texts]).candidates(np.array([0, 1, 1, 0]))
    found = set(zip(left.tolist(), right.tolist(), strict=True))
    assert {(0, 1), (1, 3)} <= found
    assert (0, 3) not in found
    assert (0, 2) not in found


def test_a_very_long_text_is_cut_and_not_multiplied() -> None:
    table = Table([Unit("word " * 200_000), Unit("word " * 200_000)])
    assert table.words.lengths.max() <= 256
    assert table.measure(np.array([0]), np.array([1])).shape == (1, len(NAMES))
