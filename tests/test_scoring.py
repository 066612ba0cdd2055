"""From evidence to a probability, and back to the reasons for it."""

import json
from importlib import resources

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare import scoring
from compare.evidence import NAMES, Table, Unit
from compare.scoring import details_of, pool_of, probabilities, score_pairs, waterfall

SAME = ("Minister Orlova said the grain deal would end on Friday.",
        "The grain deal ends on Friday, according to Minister Orlova.")  # fmt: skip
OTHER = ("Minister Orlova said the grain deal would end on Friday.",
         "A tram left its rails in Graz and injured two passengers.")  # fmt: skip


def row_of(a: str, b: str) -> "np.ndarray[tuple[int, ...], np.dtype[np.float32]]":
    return Table([Unit(a), Unit(b)]).measure(np.array([0]), np.array([1]))


def test_a_rewording_is_likelier_than_another_event() -> None:
    same, other = score_pairs([SAME, OTHER])
    assert same > 0.5 > 0.1 > other


def test_russian_pairs_have_weights_of_their_own() -> None:
    same, other = score_pairs([
        ("Министр Орлова объявила о конце зерновой сделки.",
         "Орлова: зерновая сделка закончится."),
        ("Министр Орлова объявила о конце зерновой сделки.",
         "В Граце трамвай сошёл с рельсов, двое пострадали."),
    ])  # fmt: skip
    assert same > other


def test_no_pairs_score_nothing() -> None:
    assert score_pairs([]) == []


@pytest.mark.parametrize("unit", ["sentence", "paragraph"])
@pytest.mark.parametrize("language", ["en", "ru", "de"])
@pytest.mark.parametrize("pool", ["mixed", "near", "crowd"])
def test_the_waterfall_adds_up_to_the_probability(unit: str, language: str, pool: str) -> None:
    row = row_of(*SAME)
    kind = {"unit": unit, "language": language, "pool": pool}
    chance = probabilities(row, **kind)[0]  # type: ignore[arg-type]
    steps = waterfall(row[0], **kind)  # type: ignore[arg-type]
    logit = sum(step.weight for step in steps)
    assert steps[0].name == "prior"
    assert 1 / (1 + np.exp(-logit)) == pytest.approx(chance)
    assert all(step.detail for step in steps)


def test_details_show_the_shared_words() -> None:
    table = Table([Unit(text) for text in SAME])
    details = details_of(table, 0, 1)
    assert "grain" in details["rare-words"]
    row = table.measure(np.array([0]), np.array([1]))[0]
    assert any("grain" in step.detail for step in waterfall(row, details=details))


def test_a_lower_prior_lowers_the_probability_and_keeps_the_order() -> None:
    rows = np.concatenate([row_of(*SAME), row_of(*OTHER)])
    usual, rarer = probabilities(rows), probabilities(rows, prior=0.001)
    assert (rarer < usual).all()
    assert np.array_equal(np.argsort(usual), np.argsort(rarer))


def test_every_weights_file_names_only_known_measures() -> None:
    known = {*NAMES, scoring.MEANING}
    folder = resources.files("compare") / "weights"
    files = [p for p in folder.iterdir() if p.name.startswith(("sentence-", "paragraph-"))]
    assert len(files) >= 5
    for path in files:
        assert json.loads(path.read_text("utf-8"))["measures"].keys() <= known, path.name


@pytest.mark.parametrize("name", ["sentence-en", "sentence-en-crowd", "paragraph-en"])
def test_evidence_against_never_speaks_for(name: str) -> None:
    path = resources.files("compare") / "weights" / f"{name}.json"
    rows = json.loads(path.read_text("utf-8"))["measures"]
    for measure, row in rows.items():
        if measure.startswith(("negation", "strangers", "day_other", "names_missing")):
            assert row["weight"] <= 0, measure
        if measure.endswith("_shared"):
            assert row["weight"] >= 0, measure


def test_what_kind_of_list_it_is() -> None:
    near = row_of(SAME[0], SAME[0])
    far = row_of(*OTHER)
    assert pool_of(near, texts=2) == "near"
    assert pool_of(far, texts=2) == "mixed"
    assert pool_of(np.repeat(far, 60, axis=0), texts=6) == "crowd"


@settings(deadline=None, max_examples=30)
@given(st.lists(st.tuples(st.text(max_size=40), st.text(max_size=40)), min_size=1, max_size=5))
def test_every_pair_of_texts_has_a_probability(pairs: list[tuple[str, str]]) -> None:
    assert all(0 <= chance <= 1 for chance in score_pairs(pairs))


@settings(deadline=None, max_examples=30)
@given(st.permutations([SAME, OTHER, (SAME[1], OTHER[1]), (OTHER[1], OTHER[1])]))
def test_the_order_of_pairs_changes_nothing(pairs: list[tuple[str, str]]) -> None:
    usual = dict(zip(sorted(pairs), score_pairs(sorted(pairs)), strict=True))
    assert score_pairs(pairs) == pytest.approx([usual[pair] for pair in pairs], abs=1e-5)


@pytest.mark.real
def test_real_pairs_are_told_apart_better_than_by_letters(shared: "object") -> None:
    """On a slice of ECB+ dev: the mean rank of true pairs, ours against character n-grams."""
    from pathlib import Path

    lines = Path(str(shared), "data", "ecbplus_pairs.tsv").read_text("utf-8").splitlines()[1:]
    rows = [line.split("\t") for line in lines if line.startswith("dev\t")]
    pairs, labels = [(row[10], row[11]) for row in rows], np.array([int(row[1]) for row in rows])
    texts = sorted({text for pair in pairs for text in pair})
    number = {text: index for index, text in enumerate(texts)}
    left, right = (np.array([number[pair[side]] for pair in pairs]) for side in (0, 1))
    letters = Table([Unit(text) for text in texts]).measure(left, right)
    ours = np.array(score_pairs(pairs))
    assert _auc(labels, ours) > _auc(labels, letters[:, NAMES.index("characters")]) + 0.015


def _auc(labels: "np.ndarray[tuple[int, ...], np.dtype[np.int64]]", scores: "object") -> float:
    order = np.argsort(np.argsort(np.asarray(scores), kind="stable"))
    true = int(labels.sum())
    return float((order[labels == 1].sum() - true * (true - 1) / 2) / true / (len(labels) - true))
