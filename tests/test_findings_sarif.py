"""SARIF is valid by the standard's schema, exact about places, and holds everything."""

import importlib
import json
import shutil
import subprocess
import tarfile
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from compare.checks.outcome import Outcome
from compare.model import Finding, Level, Location, Span
from compare.reports import sarif
from tests.outcomes import FULL, NOTE, TEXTS, WHEELS, finding, outcome, rules

JSONSCHEMA = importlib.import_module("jsonschema")  # has no types of its own

#: The package whose newest release carries the schema of the standard; nothing smaller does.
PACKAGE = "@microsoft/sarif-multitool-linux@5.7.0"
SCHEMA_SHA256 = "1c49a0f2b60444c71bb14878e21e0d882198eff4c539861b133093ad89ed798c"


@pytest.fixture(scope="session")
def schema(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The OASIS schema of SARIF 2.1.0, fetched once with npm; skips when there is no npm."""
    cache = getattr(request.config, "cache", None)  # pytest can be run without
    folder = cache.mkdir("sarif") if cache else tmp_path_factory.mktemp("sarif")
    kept = folder / "sarif-schema-2.1.0.json"
    if not kept.exists():
        _fetch(kept, required=request.config.getoption("--require-real"))
    data = kept.read_bytes()
    assert sha256(data).hexdigest() == SCHEMA_SHA256
    return json.loads(data.decode("utf-8-sig"))


def _fetch(kept: Path, *, required: bool) -> None:
    npm = shutil.which("npm")
    folder = kept.parent / "package"
    folder.mkdir(exist_ok=True)
    command = [npm or "npm", "pack", "--silent", "--pack-destination", str(folder), PACKAGE]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=240, cwd=folder)
    except (OSError, subprocess.SubprocessError) as error:
        if required:
            raise
        pytest.skip(f"the SARIF schema cannot be fetched with npm: {error}")
    (packed,) = folder.glob("*.tgz")
    with tarfile.open(packed) as archive:
        member = archive.extractfile("package/sarif-2.1.0.json")
        assert member
        kept.write_bytes(member.read())
    shutil.rmtree(folder)


def run_of(one: Outcome) -> dict[str, Any]:
    log = json.loads(sarif.text(one, rules()))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert isinstance(run, dict)
    return run


# One test for all, so that only one worker fetches the schema.
def test_the_standards_schema_is_satisfied(schema: Any) -> None:
    validator = JSONSCHEMA.validators.validator_for(schema)(schema)
    for one in (FULL, outcome(), outcome(documents=()), outcome(NOTE, rules=())):
        errors = validator.iter_errors(json.loads(sarif.text(one, rules())))
        assert [error.message for error in errors] == []


def test_every_place_cuts_out_its_words_by_columns_and_by_offset() -> None:
    run, cut = run_of(FULL), []
    for result in run["results"]:
        for location in (*result["locations"], *result["relatedLocations"]):
            place = location["physicalLocation"]
            region, text = place["region"], TEXTS.get(unquote(place["artifactLocation"]["uri"]))
            if text is None or not region["charLength"]:
                continue
            by_offset = text[region["charOffset"] :][: region["charLength"]]
            assert by_offset == _by_columns(text, region)
            cut.append(by_offset)
    assert cut[:2] == ["Rain fell.", "Rain fell."]
    assert f"{WHEELS} fair" in cut


def _by_columns(text: str, region: dict[str, int]) -> str:
    lines = text.split("\n")[region["startLine"] - 1 : region["endLine"]]
    lines[-1] = lines[-1][: region["endColumn"] - 1]
    lines[0] = lines[0][region["startColumn"] - 1 :]
    return "\n".join(lines)


def test_columns_are_said_to_count_code_points() -> None:
    assert run_of(FULL)["columnKind"] == "unicodeCodePoints"


def test_indices_point_at_what_they_name() -> None:
    run = run_of(FULL)
    driver, artifacts = run["tool"]["driver"], run["artifacts"]
    for result in run["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        for location in (*result["locations"], *result["relatedLocations"]):
            place = location["physicalLocation"]["artifactLocation"]
            assert artifacts[place["index"]]["location"]["uri"] == place["uri"]
    for told in run["invocations"][0]["toolExecutionNotifications"]:
        named = told["descriptor"]
        assert driver["notifications"][named["index"]]["id"] == named["id"]


def test_both_places_are_there_and_the_message_links_to_the_other() -> None:
    shared = run_of(FULL)["results"][0]
    assert shared["message"]["text"] == "the same passage. See [news/b rain #1.txt:4](1)"
    (other,) = shared["relatedLocations"]
    assert other["id"] == 1
    assert other["physicalLocation"]["artifactLocation"]["uri"] == "news/b%20rain%20%231.txt"


def test_a_place_that_the_message_names_is_a_link_there() -> None:
    named = finding("as in a.txt:1 and a.txt:12 [sic]", related=(Location("a.txt", 12, 1, 12, 3),))
    (result,) = run_of(outcome(named))["results"]
    assert result["message"]["text"] == "as in a.txt:1 and [a.txt:12](1) \\[sic\\]"


def test_a_place_in_the_same_document_is_a_line() -> None:
    here = Location("news/fair.txt", 1, 1, 1, 5)
    twice = [finding("the same words as in line 1", related=(here,)), finding(related=(here,))]
    results = run_of(outcome(*twice))["results"]
    assert [each["message"]["text"] for each in results] == [
        "the same words as in [line 1](1)",
        "the same passage. See [line 1](1)",
    ]


def test_the_edits_of_a_near_copy_are_places_with_words() -> None:
    edited = run_of(FULL)["results"][1]
    assert [place["message"]["text"] for place in edited["relatedLocations"]] == [
        "the other place",
        f"“{WHEELS} fair” became “fair”",
        f"“{WHEELS} fair” became “fair”",
    ]


def test_every_rule_is_explained_and_markup_in_it_is_escaped() -> None:
    known, _, *unknown = run_of(FULL)["tool"]["driver"]["rules"]
    assert known["help"]["text"] == "Summary of shared-passage \\[x\\].\n\nWhy.\n\nReported: {{0}}"
    for rule in (known, *unknown):
        assert {"id", "shortDescription", "fullDescription", "help"} <= set(rule)


def test_a_level_that_was_changed_is_an_override() -> None:
    (override,) = run_of(FULL)["invocations"][0]["ruleConfigurationOverrides"]
    assert override["descriptor"]["id"] == "near-duplicate-document"
    assert override["configuration"]["level"] == "note"


def test_fingerprints_are_the_findings_own_with_the_number_of_the_copy() -> None:
    second = finding("twice", fingerprint="ab12", copy=2)
    assert sarif.fingerprints(second)["primaryLocationLineHash"] == "ab12:2"
    assert sarif.fingerprints(finding(fingerprint="")) == {}


def test_suppressed_findings_are_there_with_the_reason() -> None:
    results = run_of(FULL)["results"]
    assert [each["suppressions"] for each in results[:4]] == [[], [], [], []]
    told = [each["suppressions"][0]["justification"] for each in results[4:]]
    assert told == [
        "in the baseline",
        "waived in news/fair.txt:2: it is by Veltin (until 2031-01-01)",
    ]
    kinds = [each["suppressions"][0]["kind"] for each in results[4:]]
    assert kinds == ["external", "inSource"]


def test_what_was_skipped_and_overspent_is_a_notification() -> None:
    (invocation,) = run_of(FULL)["invocations"]
    told = invocation["toolExecutionNotifications"]
    assert [(each["descriptor"]["id"], each["message"]["text"]) for each in told] == [
        ("budget-exceeded", "max-duplication: 12.5%, allowed are 5%"),
        ("not-checked", "it is larger than 64 MB"),
        ("not-checked", "9 links followed"),
    ]
    assert invocation["executionSuccessful"] is True
    assert invocation["exitCode"] == 1


def test_a_run_that_checked_nothing_was_no_success() -> None:
    (invocation,) = run_of(outcome(documents=()))["invocations"]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (False, 2)
    (told,) = invocation["toolExecutionNotifications"]
    assert told["descriptor"]["id"] == "nothing-checked"


PATHS = [
    ("below", "./a/b.txt", "a/b.txt", True),
    ("with what a URI cannot hold", "a%b c#ü\n.txt", "a%25b%20c%23%C3%BC%0A.txt", True),
    ("a colon, which would begin a scheme", "a:b.txt", "a%3Ab.txt", True),
    ("above", "../a.txt", "../a.txt", False),
    ("from the root", "/srv/a b.txt", "file:///srv/a%20b.txt", False),
    ("on a drive", "C:/a b.txt", "file:///C:/a%20b.txt", False),
    ("on the web", "https://example.org/a?b=ü#c", "https://example.org/a?b=%C3%BC#c", False),
    ("a name that is not UTF-8", "a\udcff.txt", "a%FF.txt", True),
    ("half a surrogate pair", "a\ud83d.txt", "a%3F.txt", True),
    ("a document in a file of many", "b.jsonl#n 7", "b.jsonl", True),
]


@pytest.mark.parametrize(
    ("path", "uri", "below"), [case[1:] for case in PATHS], ids=[case[0] for case in PATHS]
)
def test_a_path_becomes_a_uri(path: str, uri: str, below: bool) -> None:
    place = Location(path, 3, 1, 3, 5, Span(9, 13))
    (result,) = run_of(outcome(finding(where=place)))["results"]
    found = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert (found["uri"], found.get("uriBaseId")) == (uri, "SRCROOT" if below else None)


def test_a_document_in_a_file_of_many_is_named_and_its_lines_are_not_the_files() -> None:
    place = Location("b.jsonl#n7", 3, 1, 3, 5, Span(9, 13))
    (result,) = run_of(outcome(finding(where=place)))["results"]
    (location,) = result["locations"]
    assert result["message"]["text"] == "n7: the same passage"
    assert location["logicalLocations"] == [{"name": "n7", "fullyQualifiedName": "b.jsonl#n7"}]
    assert location["physicalLocation"]["region"]["startLine"] == 1


def many(count: int, level: Level) -> tuple[Finding, ...]:
    return tuple(finding(f"{level} {number}", level=level) for number in range(count))


def test_of_too_many_findings_the_worst_are_written_and_the_rest_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sarif, "MOST_RESULTS", 5)
    one = outcome(*many(4, Level.NOTE), *many(3, Level.ERROR), suppressed=FULL.suppressed)
    run = run_of(one)
    assert [each["message"]["text"] for each in run["results"]] == [
        "note 0",
        "note 1",
        "error 0",
        "error 1",
        "error 2",
    ]
    (told,) = run["invocations"][0]["toolExecutionNotifications"]
    assert told["message"]["text"].startswith("4 more findings are not in this file")


def test_no_result_has_more_places_than_are_taken() -> None:
    places = tuple(Location(f"{number}.txt", 1, 1, 1, 2) for number in range(1500))
    (result,) = run_of(outcome(finding(related=places)))["results"]
    assert len(result["locations"]) + len(result["relatedLocations"]) == 1000
    assert result["properties"] == {"relatedLocationsLeftOut": 501}
    assert result["message"]["text"].endswith(" and 1497 more")


def test_the_same_outcome_makes_the_same_file() -> None:
    assert sarif.text(FULL, rules()) == sarif.text(FULL, rules())
