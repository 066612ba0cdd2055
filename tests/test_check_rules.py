"""Every rule of the gate on small invented texts: what it reports and what it does not."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import compare
from compare import checks
from compare.checks.manual import page
from compare.checks.outcome import Outcome
from compare.checks.wording import fingerprint
from compare.errors import ConfigurationError, InputError
from compare.model import Finding, Level

HEAD = "---\noutlet: The Lund Beacon\ndate: 2024-03-05\ntitle: Ferry in fog\n---\n\n"
ROAD = (
    "The road over the Karst pass was closed by snow on Monday and will open on Thursday, "
    "the prefecture said, although the ploughs have been at work on it since the weekend."
)
MILL = (
    "Nobody was hurt when the old mill at Ostra burned down, the fire chief told reporters, "
    "and the miller had moved his flour to the church in the autumn because of the mice."
)
FERRY = (
    "The ferry to Lund island carried 340 people last week and did not sail on Sunday at all, "
    "which the company blames on the fog, on the wind and on the captain's sister's wedding."
)
BREAD = (
    "Bread will cost more in Orsa from Monday on, the bakers say, since the price of rye has "
    "gone up by a third and nobody in the valley wants to eat the kind that is made of oats."
)
SIGN_UP = "Sign up for the Lund letter and read all the news before your first cup of coffee."


def texts(folder: Path, **documents: str) -> Path:
    """A folder with these documents; `a_txt` is a.txt."""
    for name, text in documents.items():
        (folder / name.replace("_", ".")).write_text(text, "utf-8")
    return folder


def body(*paragraphs: str, head: str = HEAD) -> str:
    return head + "\n\n".join(paragraphs) + "\n"


def checked(folder: Path, **more: Any) -> Outcome:
    return compare.check([str(folder)], today="2025-01-01", **more)


def of(outcome: Outcome, rule: str) -> list[Finding]:
    return [finding for finding in outcome.findings if finding.rule == rule]


def named(outcome: Outcome, rule: str) -> list[str]:
    """The file names in which a rule found something."""
    return [finding.path.rpartition("/")[2] for finding in of(outcome, rule)]


def test_a_clean_folder_has_no_findings(tmp_path: Path) -> None:
    outcome = checked(texts(tmp_path, a_txt=body(ROAD, MILL), b_txt=body(FERRY, BREAD)))
    assert outcome.findings == ()
    assert outcome.code == 0


def test_a_copy_is_a_duplicate_and_nothing_else(tmp_path: Path) -> None:
    text = body(ROAD, MILL, FERRY)
    shouted = body(ROAD.upper(), MILL.replace("’", "'"), FERRY.replace(" ", "  "))
    outcome = checked(texts(tmp_path, a_txt=text, b_txt=shouted))
    assert [finding.rule for finding in outcome.findings] == ["exact-duplicate-document"]
    assert named(outcome, "exact-duplicate-document") == ["b.txt"]


def test_one_finding_a_copy_beside_the_one_that_stands_for_all(tmp_path: Path) -> None:
    text = body(ROAD, MILL, FERRY)
    near = body(ROAD, MILL, FERRY.replace("340", "430"))
    outcome = checked(texts(tmp_path, a_txt=text, b_txt=text, c_txt=text, d_txt=near))
    assert named(outcome, "exact-duplicate-document") == ["b.txt", "c.txt"]
    assert named(outcome, "near-duplicate-document") == ["d.txt"]
    assert named(outcome, "partial-overlap") == []


def test_the_edits_of_a_near_copy_are_listed_with_their_lines(tmp_path: Path) -> None:
    near = body(ROAD.replace("snow", "rain"), MILL, FERRY.replace("340 people", "people"))
    (finding,) = of(
        checked(texts(tmp_path, a_txt=body(ROAD, MILL, FERRY), b_txt=near)),
        "near-duplicate-document",
    )
    assert [(detail.message, detail.a and detail.a.line) for detail in finding.details] == [
        ("“snow” → “rain”", 7),
        ("left out “340”", 11),
    ]


def test_edits_beyond_the_option_are_counted(tmp_path: Path) -> None:
    near = body(ROAD.replace("snow", "rain"), MILL.replace("mice", "rats"), FERRY)
    folder = texts(tmp_path, a_txt=body(ROAD, MILL, FERRY), b_txt=near)
    (finding,) = of(
        checked(folder, settings={"rules": {"near-duplicate-document": {"edits": 1}}}),
        "near-duplicate-document",
    )
    assert len(finding.details) == 1
    assert finding.message.endswith("2 edits, 1 not listed")


def test_edits_of_a_very_long_document_are_those_of_its_beginning(tmp_path: Path) -> None:
    # No two lines have a word in common, or they would be repeats of one another.
    lines = [" ".join(f"Lund{n}of{k}" for k in range(12)) + "." for n in range(500)]
    near = [*lines[:450], lines[450].replace("of5", "on5"), *lines[451:]]
    near[3] = near[3].replace("of5", "on5")
    folder = texts(tmp_path, a_txt=body(*lines), b_txt=body(*near))
    (finding,) = of(checked(folder), "near-duplicate-document")
    assert finding.message.endswith(
        ": 99% of its words are there, 99% of those here; 1 edit in the first 5,000 words"
    )


def test_a_third_of_a_document_is_contained_in_it(tmp_path: Path) -> None:
    folder = texts(tmp_path, long_txt=body(ROAD, MILL, FERRY, BREAD), piece_txt=body(MILL))
    (finding,) = of(checked(folder), "contained-document")
    assert finding.path.endswith("piece.txt")
    assert finding.message.startswith(f"is contained in {folder.as_posix()}/long.txt")


def test_halves_of_two_are_two_overlaps_and_no_shared_passages(tmp_path: Path) -> None:
    one, other = (ROAD, MILL, BREAD, SIGN_UP * 2), (FERRY, FERRY[::-1], FERRY.title()[::-1], "x")
    two = (FERRY, "The council of Velt met. " * 8, "Rye is dear. " * 12)
    folder = texts(
        tmp_path, a_txt=body(*one), b_txt=body(*two), c_txt=body(ROAD, MILL, FERRY, two[1])
    )
    assert other[0] == FERRY
    outcome = checked(folder)
    assert named(outcome, "partial-overlap") == ["c.txt", "c.txt"]
    assert named(outcome, "shared-passage") == []


def test_a_paragraph_printed_twice_is_told_at_its_second_place(tmp_path: Path) -> None:
    outcome = checked(texts(tmp_path, a_txt=body(ROAD, MILL, ROAD), b_txt=body(FERRY, BREAD)))
    (finding,) = of(outcome, "repeated-passage")
    assert (finding.line, finding.related[0].line) == (11, 7)


def test_a_shared_passage_is_told_once_with_its_places(tmp_path: Path) -> None:
    filler = [f"{'On day number one the council of Velt met again. ' * 9}", BREAD * 3, FERRY * 3]
    folder = texts(
        tmp_path,
        # Three documents of one outlet would make it that outlet's standing text.
        **{
            f"{name}_txt": body(ROAD, filler[n], head=HEAD.replace("Lund", f"Lund{name}"))
            for n, name in enumerate("abc")
        },
    )
    outcome = checked(folder, settings={"rules": {"partial-overlap": {"level": "off"}}})
    findings = of(outcome, "shared-passage")
    assert [finding.path[-5:] for finding in findings] == ["b.txt", "c.txt"]
    assert [len(finding.related) for finding in findings] == [2, 2]
    assert [finding.copy for finding in findings] == [1, 2]


QUOTED = f"“{ROAD}” said Ana Kesk."


@pytest.mark.parametrize(
    ("head", "text", "setting", "expected"),
    [
        (HEAD, QUOTED, {}, ["b.txt"]),
        (HEAD, QUOTED, {"exclude-quotations": True}, []),
        (HEAD, ROAD, {"exclude-quotations": True}, ["b.txt"]),
        (HEAD.replace("The Lund Beacon", "Reuters"), ROAD, {"exclude-agency": True}, []),
        (HEAD, ROAD, {"exclude-agency": True}, ["b.txt"]),
        (HEAD, ROAD, {"exclude-agency": True, "agencies": ["The Lund Beacon"]}, []),
        (HEAD, ROAD, {"least-words": 99}, []),
    ],
)
def test_quotations_and_agency_copy_can_be_left_out(
    tmp_path: Path, head: str, text: str, setting: dict[str, Any], expected: list[str]
) -> None:
    folder = texts(
        tmp_path,
        a_txt=body(text, MILL * 3, head=head),
        b_txt=body(text, "The harbour master of Velt counts the herring every morning. " * 9),
    )
    rules = {"shared-passage": setting, "partial-overlap": {"level": "off"}}
    assert named(checked(folder, settings={"rules": rules}), "shared-passage") == expected


def test_standing_text_is_told_once_and_makes_no_documents_alike(tmp_path: Path) -> None:
    news = [ROAD, MILL, FERRY, BREAD, ROAD[::-1], MILL[::-1]]
    folder = texts(
        tmp_path, **{f"{n}_txt": body(text, text[::-1], SIGN_UP) for n, text in enumerate(news)}
    )
    outcome = checked(folder)
    (finding,) = of(outcome, "known-boilerplate")
    assert finding.message.startswith("standing text, in 5 other places")


ALTERED = "“We are not going to dredge the northern channel this spring: the herring need it.”"


def test_an_altered_quotation_is_told_on_both_sides(tmp_path: Path) -> None:
    folder = texts(
        tmp_path,
        a_txt=body(f"{ALTERED} Ana Kesk told the Lund council on Tuesday.", ROAD),
        b_txt=body(f"{ALTERED.replace('not ', '')} Ana Kesk told them on Tuesday.", MILL),
    )
    assert named(checked(folder), "altered-quotation") == ["a.txt", "b.txt"]
    only_b = compare.check([str(folder)], new=[str(folder / "b.txt")], today="2025-01-01")
    assert named(only_b, "altered-quotation") == ["b.txt"]


@pytest.mark.parametrize(
    ("rule", "text", "setting", "found"),
    [
        ("too-short", body("Ferry late."), {}, True),
        ("too-short", body(ROAD, MILL), {}, False),
        ("too-short", body(ROAD, MILL), {"words": 500}, True),
        ("missing-metadata", body(ROAD, MILL, head=""), {}, True),
        ("missing-metadata", body(ROAD, MILL), {}, False),
        ("missing-metadata", body(ROAD, MILL, head=""), {"fields": []}, False),
        ("date-in-future", body(ROAD, head=HEAD.replace("2024", "2025")), {}, True),
        ("date-in-future", body(ROAD), {}, False),
        ("mixed-language", body(ROAD, MILL, "Порт закроют на девять дней, " * 4), {}, True),
        ("mixed-language", body(ROAD, MILL, "Порт Вельт"), {}, False),
        ("mojibake", body(ROAD, f"{MILL[:-1]}, he saidâ€”twiceâ€”then."), {}, True),
        ("mojibake", body(ROAD, "Der Minister sagte: „Der Hafen bleibt zu“ – Punkt."), {}, False),
        ("mojibake", body(ROAD, "Министр сказал: «Порт закрыт» — и ушёл."), {}, False),
        ("mojibake", body(ROAD, "РњРёРЅРёСЃС‚СЂ СЃРєР°Р·Р°Р»: РїРѕСЂС‚ Р·Р°РєСЂС‹С‚."), {}, True),
        ("mostly-furniture", body(ROAD, "Share this article\n\nRead more: a\n\nTweet"), {}, False),
        (
            "mostly-furniture",
            body(ROAD, "Share this article"),
            {"most-share": 0.01},
            True,
        ),
    ],
)  # fmt: skip
def test_rules_on_one_document(
    tmp_path: Path, rule: str, text: str, setting: dict[str, Any], found: bool
) -> None:
    folder = texts(tmp_path, a_txt=text)
    outcome = checked(folder, settings={"rules": {rule: setting}})
    assert bool(of(outcome, rule)) is found


@pytest.mark.parametrize(
    ("data", "found"),
    [(f"{ROAD} “No”, he said.".encode("cp1252"), True), (f"{ROAD} “No”".encode(), False),
     (ROAD.encode("utf-16"), False), (ROAD.encode("utf-16-be"), True)],
)  # fmt: skip
def test_a_guessed_encoding_is_told(tmp_path: Path, data: bytes, found: bool) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    assert bool(of(checked(tmp_path), "encoding-guessed")) is found


def test_an_unreadable_input_is_an_error_to_go_on_from(tmp_path: Path) -> None:
    folder = texts(tmp_path, a_txt=body(ROAD, MILL), b_txt="")
    with pytest.raises(InputError, match="empty"):
        checked(folder)
    outcome = checked(folder, keep_going=True)
    (finding,) = outcome.findings
    assert (finding.rule, finding.level, finding.path[-5:]) == ("unreadable", Level.ERROR, "b.txt")
    assert outcome.code == 1


def test_ids_and_addresses_that_stand_twice_are_told(tmp_path: Path) -> None:
    rows = [{"id": 12, "text": ROAD}, {"id": 12, "text": MILL}, {"id": 13, "text": FERRY}]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    texts(
        tmp_path,
        b_txt=body(BREAD, head="---\nid: 13\nurl: https://lund.example/1\n---\n"),
        c_txt=body(MILL, head="---\nurl: https://lund.example/1\n---\n"),
    )
    messages = [finding.message for finding in of(checked(tmp_path), "duplicate-id")]
    assert [message.split(" is ")[0] for message in messages] == [
        "the id 12",
        "the id 13",
        "the address https://lund.example/1",
    ]


# ------------------------------------------------------------------ levels and settings


def test_nothing_but_unreadable_input_is_an_error_by_default() -> None:
    errors = [rule.name for rule in checks.RULES.values() if rule.level is Level.ERROR]
    assert errors == ["unreadable"]


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"select": ["too-shrot"]}, "no rule 'too-shrot'; did you mean too-short?"),
        ({"ignore": "mojibaek"}, "did you mean mojibake?"),
        ({"rules": {"too-shrot": {}}}, "did you mean too-short?"),
        ({"rules": {"too-short": {"word": 3}}}, "Known are: level, words"),
        ({"rules": {"too-short": {"words": "three"}}}, "wants a whole number"),
        ({"rules": {"too-short": {"words": -1}}}, "wants a whole number"),
        ({"rules": {"too-short": {"words": True}}}, "wants a whole number"),
        ({"rules": {"mojibake": {"least-share": 2}}}, "wants a number from 0 to 1"),
        ({"rules": {"too-short": {"level": "fatal"}}}, "It can be: note, warning, error, off"),
        ({"rules": {"too-short": "error"}}, "wants a table"),
        ({"rule": {}}, "did you mean rules?"),
        ({"fail-on": "warnings"}, "It can be: note, warning, error, never"),
        ({"max-findings": -1}, "wants a whole number"),
        ({"max-duplication": "lots"}, "wants percent"),
        ({"max-duplication": 101}, "wants percent"),
        ({"waive": [{"path": "a", "rule": "too-short"}]}, "lacks reason"),
        ({"waive": [{"path": "a", "rule": "too-shrot", "reason": "r"}]}, "too-short?"),
        ({"waive": [{"path": "a", "rule": "mojibake", "reason": "r", "until": "x"}]}, "'until'"),
        ({"waive": [{"path": "a", "rule": "mojibake", "reason": "r", "expires": "May"}]}, "date"),
    ],
)  # fmt: skip
def test_a_setting_that_is_wrong_is_an_error_that_says_what_is_right(
    tmp_path: Path, settings: dict[str, Any], message: str
) -> None:
    folder = texts(tmp_path, a_txt=body(ROAD, MILL))
    with pytest.raises(ConfigurationError) as error:
        checked(folder, settings=settings)
    assert message in str(error.value)


def test_selected_rules_only_are_asked(tmp_path: Path) -> None:
    folder = texts(tmp_path, a_txt=body("Ferry late.", head=""))
    assert {f.rule for f in checked(folder, settings={"select": "too-short"}).findings} == {
        "too-short"
    }
    ignored = checked(folder, settings={"ignore": ["too-short"]})
    assert "too-short" not in {finding.rule for finding in ignored.findings}
    assert "too-short" not in dict(ignored.rules)


@pytest.mark.parametrize(
    ("fail_on", "code"), [("note", 1), ("warning", 1), ("error", 0), ("never", 0)]
)
def test_fail_on_says_from_which_level_on_a_run_fails(
    tmp_path: Path, fail_on: str, code: int
) -> None:
    folder = texts(tmp_path, a_txt=body("Ferry late."))
    assert checked(folder, settings={"fail-on": fail_on}).code == code


def test_limits_are_for_the_whole_run(tmp_path: Path) -> None:
    folder = texts(tmp_path, a_txt=body(ROAD, MILL), b_txt=body(ROAD, MILL))
    settings = {"fail-on": "never", "max-duplication": "40%", "max-findings": 1}
    outcome = checked(folder, settings=settings)
    assert [(b.name, round(b.actual), b.is_exceeded) for b in outcome.budgets] == [
        ("max-findings", 1, False),
        ("max-duplication", 50, True),
    ]
    assert outcome.code == 1


# ------------------------------------------------------------------ waivers

BAD = ["too-short", "unusable-waiver"]
WAIVED = "---\ntitle: Ferry\nwaive:\n  - too-short: a picture story{until}\n---\nFerry late.\n"


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        (WAIVED.format(until=""), []),
        (WAIVED.format(until=" (until 2025-01-01)"), []),
        (WAIVED.format(until=" (until 2024-12-31)"), BAD),
        (WAIVED.format(until="").replace(": a picture story", ""), BAD),
        (WAIVED.format(until="").replace("too-short", "too-shrot"), BAD),
        (WAIVED.format(until="").replace("too-short", "unusable-waiver"), BAD),
        ("---\nwaive: [too-short]\nwaive-reason: a picture story\n---\nFerry late.\n", []),
        ("---\nwaive: too-short\nwaive-reason: p\nwaive-until: 2024-01-01\n---\nFerry late.\n",
         BAD),
    ],
)  # fmt: skip
def test_a_waiver_needs_a_rule_a_reason_and_a_day_not_yet_over(
    tmp_path: Path, text: str, rules: list[str]
) -> None:
    outcome = checked(
        texts(tmp_path, a_txt=text), settings={"select": ["too-short", "unusable-waiver"]}
    )
    assert sorted(finding.rule for finding in outcome.findings) == rules
    if not rules:
        (waived,) = outcome.suppressed
        assert waived.reason.startswith("a picture story")


def test_a_waiver_in_the_configuration_is_for_paths(tmp_path: Path) -> None:
    folder = texts(tmp_path, a_txt=body("Ferry late."), b_txt=body("Ferry lost."))
    waiver = {"path": "*/a.txt", "rule": "too-short", "reason": "a picture story"}
    outcome = checked(folder, settings={"waive": [waiver]})
    assert named(outcome, "too-short") == ["b.txt"]
    assert [one.finding.path[-5:] for one in outcome.suppressed] == ["a.txt"]


# ------------------------------------------------------------------ laws


@settings(deadline=None)
@given(st.lists(st.sampled_from([ROAD, MILL, FERRY, BREAD]), min_size=1, max_size=4), st.randoms())
def test_a_fingerprint_does_not_know_case_marks_spaces_or_sides(
    texts: list[str], random: Any
) -> None:
    text = " ".join(texts)
    wrapped = "".join(random.choice([" ", "\n", "  "]) if c == " " else c for c in text)
    changed = wrapped.upper().replace(",", "")
    assert fingerprint("rule", text, "b") == fingerprint("rule", "B", changed)
    assert fingerprint("rule", text, "b") != fingerprint("other", text, "b")
    assert fingerprint("rule", text, "b") != fingerprint("rule", f"{text} not", "b")


def test_the_order_of_the_inputs_changes_nothing(tmp_path: Path) -> None:
    folder = texts(
        tmp_path, a_txt=body(ROAD, MILL, ROAD), b_txt=body(ROAD, FERRY), c_txt=body(MILL)
    )
    paths = [str(folder / f"{name}.txt") for name in "abc"]
    forward = compare.check(paths, today="2025-01-01")
    assert compare.check(paths[::-1], today="2025-01-01") == forward
    assert forward.findings


def test_the_manual_is_what_the_rules_say() -> None:
    shown = (Path(__file__).parent.parent / "docs" / "check.md").read_text("utf-8")
    assert shown == page(), "run: python -m compare.checks.manual > docs/check.md"


@pytest.mark.parametrize("name", checks.RULES)
def test_every_rule_says_what_it_reports_and_what_not(name: str) -> None:
    rule = checks.RULES[name]
    assert rule.summary.endswith((".", "mark."))
    assert "Reported: " in rule.explanation
    assert "\nNot reported: " in rule.explanation
