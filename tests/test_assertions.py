"""When a denial, an opposite, a modal or another speaker is a fact, and when only wording.

Each principle with a pair that is a contradiction and one that only looks like it; the
look-alikes are told all the same, with less weight.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.differences import Side, differences
from compare.model import Passage, Role, Span, Weight
from compare.segment import attributions, quotations
from compare.wording import edits


def side(text: str) -> Side:
    span = Span(0, len(text))
    passages = [Passage(span, 1, Role.BODY)]
    return Side(
        text,
        span,
        "en",
        "",
        quotations(text, passages, "en")[0],
        attributions(text, passages, "en")[0],
    )


def weights(kind: str, a: str, b: str) -> set[Weight]:
    """The weights with which *kind* is told, the same from either side."""
    found = []
    for x, y in ((side(a), side(b)), (side(b), side(a))):
        told = differences(x, y, edits(x.text, x.span, y.text, y.span, language="en"))
        found.append({each.weight for each in told if each.kind == kind})
    assert found[0] == found[1]
    return found[0]


FACT, WORDING = {Weight.FACT}, {Weight.WORDING}

CONTRADICTIONS = [
    ("the verb", "The board did not sell the old ferry.", "The board did sell the old ferry."),
    (
        "a freer rendering",
        "The harbour board of Torvell has not sold the ferry to the islanders.",
        "In May the board in Torvell sold the ferry to the islanders after all, it was heard.",
    ),
    (
        "an abbreviation ends no clause",
        "The council said that Mr. Brook would not close the dam.",
        "The council said that Mr. Brook would close the dam.",
    ),
    ("failed to", "The crew failed to moor the barge.", "The crew moored the barge."),
    ("an opposite", "The council approved the new bridge.", "The council rejected the new bridge."),
    (
        "one thing moved, by other figures",
        "Shares of Fjordline rose 2 percent to 31 crowns in Torvell.",
        "Fjordline shares were down 4 percent at 27 crowns in late trading in Maunt.",
    ),
    (
        "before, after",
        "The gauge broke hours before the flood reached Torvell.",
        "The gauge broke hours after the flood reached Torvell.",
    ),
]


@pytest.mark.parametrize(
    ("a", "b"), [each[1:] for each in CONTRADICTIONS], ids=[each[0] for each in CONTRADICTIONS]
)
def test_a_contradiction_is_a_fact(a: str, b: str) -> None:
    assert weights("negation", a, b) == FACT


LOOK_ALIKES = [
    (
        "another statement with a word in common",
        "The old ferry was not the reason for the quarrel, the harbour master wrote.",
        "Islanders of all parishes gathered on the quay to bid the old ferry farewell.",
    ),
    (
        "only one of them",
        "Only the mayor of Torvell paid a fine for the flood.",
        "The engineer of Torvell paid no fine for the flood.",
    ),
    (
        "a refusal is a denial",
        "The council regretted his refusal to meet the islanders in Torvell on the quay.",
        "The council regretted that he would not meet the islanders in Torvell.",
    ),
    (
        "a deed that is only meant",
        "The council of Torvell plans to sell the old ferry next to the mill.",
        "The council of Torvell did not sell the ferry in spring, as all had hoped.",
    ),
    (
        "a deed that is only talked of",
        "The board of Hollin spoke for hours about selling the ferry.",
        "The board of Hollin is not selling the ferry, nor anything else this year.",
    ),
    (
        "a question",
        "Did the board sell the ferry to the islanders?",
        "The board did not sell the ferry to the islanders.",
    ),
    (
        "another subject",
        "Ann Arden has not signed the letter, she wrote in Hollin.",
        "Ben Brook has signed the letter from the harbour to the council of Torvell.",
    ),
    (
        "another thing moved",
        "Shares of Fjordline rose 2 percent to 31 crowns.",
        "Shares of Hollin Ferries fell 3 percent to 12 crowns.",
    ),
    (
        "no dam, another deed",
        "Divers said no boat was sunk, but some boats were holed at the mole.",
        "Divers said some boats were holed at the mole of Torvell.",
    ),
]


@pytest.mark.parametrize(
    ("a", "b"), [each[1:] for each in LOOK_ALIKES], ids=[each[0] for each in LOOK_ALIKES]
)
def test_what_only_looks_like_a_contradiction_is_no_fact(a: str, b: str) -> None:
    assert weights("negation", a, b) <= WORDING


def test_to_lift_a_ban_is_to_allow() -> None:
    a = "The council voted to lift the ban on fishing in the harbour of Torvell."
    b = "The council voted to allow fishing in the harbour of Torvell."
    assert weights("negation", a, b) == set()


def test_two_bans_are_not_undone() -> None:
    a = "The council voted to ban fishing in the harbour of Torvell."
    b = "The council voted to allow fishing in the harbour of Torvell."
    assert weights("negation", a, b) == FACT


def test_a_demoted_denial_comes_before_other_wording() -> None:
    demoted = 0
    for _, a, b in LOOK_ALIKES:
        x, y = side(a), side(b)
        told = differences(x, y, edits(x.text, x.span, y.text, y.span, language="en"))
        wording = [each.kind for each in told if each.weight is Weight.WORDING]
        if "negation" in wording:
            demoted += 1
            assert wording[0] == "negation"
    assert demoted >= LEAST_DEMOTED


#: Look-alikes that are told all the same, at the least.
LEAST_DEMOTED = 4


@given(
    st.sampled_from(["closed the dam", "signed the treaty", "freed the gauge from ice"]),
    st.sampled_from(["The mayor", "Ann Arden", "Mr. Brook of Hollin", "The Tarvian side"]),
    st.sampled_from(["", " in May", " when the river rose", ", Fjordwire wrote"]),
)
def test_a_denial_in_the_same_words_is_always_a_fact(deed: str, who: str, when: str) -> None:
    found = weights("negation", f"{who} has not {deed}{when}.", f"{who} has {deed}{when}.")
    assert found == FACT


# ----------------------------------------------------------------------- how certain


def test_another_modal_of_the_same_assertion_is_a_fact() -> None:
    a, b = "The dam at Torvell may close in May.", "The dam at Torvell will close in May."
    assert weights("modality", a, b) == FACT


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (
            "Arden said the flood could close the old dam at Torvell for a month.",
            "The flood will close the dam, warned Brook, who has seen many a winter in Hollin.",
        ),
        (
            "Of that, a part could be moved with help from the treasury.",
            "Clerks worked all night to see which funds would be moved from the mill.",
        ),
    ],
    ids=["in reported speech", "of other statements"],
)
def test_another_modal_elsewhere_is_no_fact(a: str, b: str) -> None:
    assert weights("modality", a, b) <= WORDING


def test_a_not_of_its_own_is_the_not_in_the_modal() -> None:
    a = "The dam will not close in May, and the ferry will sail."
    b = "The dam won't close in May, and the ferry will sail."
    assert weights("modality", a, b) == set()


# ------------------------------------------------------------------------- who speaks


SAID = "“The dam is safe and will hold all winter,” {} said."


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("Anna Arden", "Peter Brook", FACT),
        ("Anna Arden", "the Gazette", WORDING),
        ("Anna Arden", "the Prime Minister", WORDING),
        ("Anna Arden", "Anna Ardem", set()),
    ],
    ids=["two persons", "a person and a body", "an office", "one name misspelt"],
)
def test_another_speaker_of_the_same_words(one: str, two: str, expected: set[Weight]) -> None:
    found = weights("attribution", SAID.format(one), SAID.format(two))
    assert found == expected or found < expected


def test_a_speaker_the_other_document_names_may_speak_for_him() -> None:
    a = SAID.format("Anna Arden")
    b = SAID.format("Peter Brook") + " He stood beside Anna Arden on the quay."
    assert Weight.FACT not in weights("attribution", a, b)


def test_two_speakers_of_two_statements_are_no_fact() -> None:
    a = "“The dam is safe and will hold all winter,” Anna Arden said."
    b = "“The ferry is old and will not sail again,” Peter Brook said."
    assert Weight.FACT not in weights("attribution", a, b)
