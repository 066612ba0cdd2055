"""One body of tests for every engine: the contract, its edges, and that all answer alike."""

import gzip
import json
import random
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compare.engines import Engine, Group, engine
from compare.engines.memory import MemoryEngine
from compare.engines.tokens import folded_code, tokens
from compare.errors import MissingExtraError

STORY = (
    "The harbour of Ostmere was closed for three days after a storm tore two barges from "
    "their moorings, the port authority said on Monday, and fishermen were told to stay home."
)
OTHER = (
    "Inspectors found no fault with the bridge at Kellby, which carries four thousand cars a "
    "day, although its northern pillar had been struck by a timber lorry in the autumn."
)


def _engines() -> list[Engine]:
    found: list[Engine] = [MemoryEngine()]
    with suppress(MissingExtraError):
        found += [engine("batch", jobs=1), engine("batch", jobs=3)]
    return found


ENGINES = _engines()
needs_batch = pytest.mark.skipif(len(ENGINES) == 1, reason="needs the extra [scale]")


@pytest.fixture(params=ENGINES, ids=lambda one: one.name)
def finder(request: pytest.FixtureRequest) -> Engine:
    chosen: Engine = request.param
    return chosen


def found(finder: Engine, *passages: str) -> list[list[tuple[int, str]]]:
    """Each group as passages and the words of the places."""
    groups = finder.repeats(passages)
    return [
        [(m.passage, passages[m.passage][m.start : m.end]) for m in group.members]
        for group in groups
    ]


def test_nothing_repeats_in_nothing(finder: Engine) -> None:
    assert found(finder) == []
    assert found(finder, "") == []
    assert found(finder, "", " ", "—") == []


def test_a_passage_printed_three_times_is_one_group_of_three(finder: Engine) -> None:
    assert found(finder, STORY, OTHER, STORY, STORY) == [[(0, STORY), (2, STORY), (3, STORY)]]


def test_case_and_punctuation_do_not_count(finder: Engine) -> None:
    (group,) = finder.repeats([STORY, STORY.upper().replace(",", " –")])
    assert [member.exact for member in group.members] == [True, True]


def test_short_passages_repeat_only_exactly(finder: Engine) -> None:
    assert found(finder, "Read more", "Read on", "read more!") == [
        [(0, "Read more"), (2, "read more!")]
    ]


def test_a_lightly_edited_passage_is_found_whole(finder: Engine) -> None:
    edited = STORY.replace("three days", "almost a week").replace("Monday", "Tuesday")
    assert found(finder, STORY, OTHER, edited) == [[(0, STORY), (2, edited)]]


def test_a_change_at_the_very_end_is_inside_the_repeat(finder: Engine) -> None:
    a, b = f"{STORY} The damage is put at 15", f"{STORY} The damage is put at 50"
    assert found(finder, a, b) == [[(0, a), (1, b)]]


def test_a_contained_passage_is_found_inside_another(finder: Engine) -> None:
    (group,) = found(finder, STORY, f"{OTHER} {STORY} {OTHER[::-1]}")
    assert group == [(0, STORY), (1, STORY.rstrip("."))]


def test_text_at_start_and_end_is_found(finder: Engine) -> None:
    start, end = f"{STORY} {OTHER}", f"{OTHER[::-1]} {STORY}"
    assert found(finder, start, end) == [[(0, STORY.rstrip(".")), (1, STORY.rstrip("."))]]


def test_a_repeat_inside_one_line_is_found(finder: Engine) -> None:
    line = f"{STORY} {OTHER} {STORY}"
    (group,) = found(finder, line)
    assert [passage for passage, _ in group] == [0, 0]
    assert all("harbour of Ostmere" in text and "stay home" in text for _, text in group)


def test_two_copies_side_by_side_do_not_overlap(finder: Engine) -> None:
    (group,) = finder.repeats([f"{STORY} {STORY}"])
    first, second = group.members
    assert first.end <= second.start


def test_groups_do_not_chain(finder: Engine) -> None:
    """The middle resembles both ends, which do not resemble each other."""
    words = [f"word{n}" for n in range(90)]
    ends = [" ".join(words[lo : lo + 40]) for lo in (0, 25, 50)]
    for group in finder.repeats(ends):
        head = group.members[0]
        assert all(2 * member.shared >= member.words for member in group.members)
        assert {head.passage, *(m.passage for m in group.members)} != {0, 1, 2}


def test_many_different_copies_are_one_group(finder: Engine) -> None:
    """More copies than a seed is tried pairwise: the weak spot of a plain cap."""
    copies = wire(random.Random(4), 60)
    largest = max((group.members for group in finder.repeats(copies)), key=len)
    assert len(largest) >= 58


def wire(rng: random.Random, copies: int) -> list[str]:
    """Copies of one story with a twentieth to a fifth of the words changed, each differently."""
    story = f"{STORY} {OTHER}".split()
    return [
        " ".join(w if rng.random() > share else f"new{rng.randrange(10**6)}" for w in story)
        for share in (rng.uniform(0.05, 0.2) for _ in range(copies))
    ]


def test_nested_repeats_are_told_once(finder: Engine) -> None:
    assert len(found(finder, f"{STORY} {OTHER}", OTHER[::-1], f"{STORY} {OTHER}")) == 1


def test_lone_surrogates_controls_and_rare_scripts_do_no_harm(finder: Engine) -> None:
    odd = f"\ud800 {STORY} \x00\x1b[31m 東京の港は閉鎖された 𝔘𝔫𝔦 ё"
    assert found(finder, odd, OTHER, odd) == [[(0, odd), (2, odd)]]


def test_one_word_a_hundred_thousand_times_ends(finder: Engine) -> None:
    finder.repeats(["ha " * 100_000])


def test_three_words_in_any_order_end_too(finder: Engine) -> None:
    """Every seed is frequent and everything can be extended: the bounds must hold."""
    rng = random.Random(1)
    finder.repeats([" ".join(rng.choice("abc") for _ in range(5_000))])


def test_counts_name_what_was_collapsed(finder: Engine) -> None:
    counts = finder.repeats([STORY, STORY, "…"]).counts
    assert counts["passages"] == 3
    assert counts["different passages"] == 1
    assert counts["passages without a word"] == 1


VOCABULARY = "the port of Ostmere was closed on Monday after 15 storms not ё’s 東"
WORDS = st.sampled_from(VOCABULARY.split())
PASSAGE = st.lists(WORDS, max_size=40).map(" ".join)
CORPUS = st.lists(PASSAGE, max_size=14)


@needs_batch
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(CORPUS, st.randoms(use_true_random=False))
def test_all_engines_give_the_same_groups(passages: list[str], rng: random.Random) -> None:
    passages = passages + [_changed(one, rng) for one in passages]
    answers = [listed(one, passages) for one in ENGINES]
    assert all(answer == answers[0] for answer in answers)


@needs_batch
@pytest.mark.parametrize("seed", range(20))
def test_all_engines_give_the_same_groups_of_a_wire_story(seed: int) -> None:
    rng = random.Random(seed)
    passages = wire(rng, rng.randint(3, 40)) + [OTHER] * rng.randint(0, 3)
    rng.shuffle(passages)
    answers = [listed(one, passages) for one in ENGINES]
    assert all(answer == answers[0] for answer in answers)


@needs_batch
@pytest.mark.real
def test_all_engines_give_the_same_groups_of_real_articles(shared: Path) -> None:
    with gzip.open(shared / "data" / "allsides_sample.jsonl.gz", "rt", encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for _, line in zip(range(300), file, strict=False)]
    passages = [line for text in texts for line in text.split("\n") if line.strip()]
    answers = [listed(one, passages) for one in ENGINES]
    assert answers[0]
    assert all(answer == answers[0] for answer in answers)


def listed(finder: Engine, passages: list[str]) -> list[Group]:
    return list(finder.repeats(passages))


def _changed(passage: str, rng: random.Random) -> str:
    """The passage with some words replaced and some left out."""
    words = passage.split()
    kept = (rng.choice(words) if rng.random() < 0.1 else word for word in words)
    return " ".join(word for word in kept if rng.random() > 0.1)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(max_size=200), max_size=6))
def test_every_place_lies_in_its_passage_and_holds_its_words(passages: list[str]) -> None:
    passages = [*passages, *passages]
    for finder in ENGINES:
        for group in finder.repeats(passages):
            for member in group.members:
                text = passages[member.passage]
                assert 0 <= member.start < member.end <= len(text)
                assert len(tokens(text[member.start : member.end])[0]) == member.words
                assert member.shared <= member.words <= member.of


@needs_batch
def test_the_table_of_the_batch_engine_folds_as_the_rule_does() -> None:
    from compare.engines.compiled import fold_table

    table = fold_table()
    assert all(table[code] == folded_code(code) for code in range(0, len(table), 7))


def test_an_engine_that_is_missing_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "compare.engines.batch", None)
    with pytest.raises(MissingExtraError, match=r"source-compare\[scale\]"):
        engine("batch")
    assert engine("auto", characters=10**9).name == "memory"


def test_the_memory_engine_imports_no_arrays() -> None:
    import subprocess
    import sys

    code = (
        "import sys; from compare.engines import engine; list(engine('memory').repeats(['a']));"
        "assert not {'numpy', 'numba'} & sys.modules.keys()"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
