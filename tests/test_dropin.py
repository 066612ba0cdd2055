"""The hook, the action, the image and the recipes: parsed, held to the hosts' schemas, run."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from pre_commit.clientlib import load_manifest

from compare.readers import sources

ROOT = Path(__file__).parent.parent
RECIPE = re.compile(r"<!-- recipe: (\S+) -->\n```yaml\n(.*?)```", re.DOTALL)

FAIR = "The autumn fair of Maunt opened on Monday in heavy rain, and {} people came on foot.\n"
SECOND = "Petra Lindqvar, who sells lamps there, said she had never seen so many umbrellas.\n"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A folder that holds a folder `corpus` with two documents, one a copy of the other."""
    (tmp_path / "corpus").mkdir()
    for name, count in (("a.txt", 300), ("b.txt", 300)):
        (tmp_path / "corpus" / name).write_text(f"{FAIR.format(count)}\n{SECOND}", encoding="utf-8")
    return tmp_path


@pytest.fixture
def bin_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `compare` and `python`, as a virtual environment has them."""
    folder = tmp_path_factory.mktemp("bin")
    for name, rest in (("compare", " -m compare"), ("python", "")):
        command = f'#!/bin/sh\nexec {shlex.quote(sys.executable)}{rest} "$@"\n'
        (folder / name).write_text(command)
        (folder / name).chmod(0o755)
    return folder


def recipes() -> dict[str, Any]:
    text = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
    return {name: yaml.safe_load(body) for name, body in RECIPE.findall(text)}


def conforms(schema: str, file: Path) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


# pre-commit


def test_pre_commit_takes_the_hook() -> None:
    (hook,) = load_manifest(str(ROOT / ".pre-commit-hooks.yaml"))
    assert hook["id"] == "source-compare-check"
    assert hook["pass_filenames"] is False


def test_the_hook_runs_for_every_suffix_that_is_read_and_no_other() -> None:
    (hook,) = load_manifest(str(ROOT / ".pre-commit-hooks.yaml"))
    runs = re.compile(hook["files"])
    assert [suffix for suffix in sources.SUFFIXES if not runs.search(f"x/a{suffix}")] == []
    assert not runs.search("a.py")
    assert len(re.findall(r"\w+", hook["files"])) == len(sources.SUFFIXES)


def test_the_hooks_command_checks_the_folder(corpus: Path, bin_folder: Path) -> None:
    (hook,) = load_manifest(str(ROOT / ".pre-commit-hooks.yaml"))
    done = run([*shlex.split(hook["entry"]), *hook["args"]], corpus, bin_folder)
    assert "exact-duplicate-document" in done.stdout
    assert done.returncode in (0, 1), done.stderr
    assert "Traceback" not in done.stderr


# Our own CI


def test_our_own_corpus_passes_the_gate(bin_folder: Path) -> None:
    import importlib.util

    spec = importlib.util.spec_from_file_location("check", ROOT / "check.py")
    assert spec
    assert spec.loader
    check = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(check)
    done = run(["python", *check.STEPS["corpus"]], ROOT, bin_folder)
    assert done.returncode == 0, done.stdout + done.stderr


# GitHub


def action() -> dict[str, Any]:
    value = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    assert isinstance(value, dict)
    return value


def step(name: str) -> str:
    return next(str(each["run"]) for each in action()["runs"]["steps"] if each.get("id") == name)


def test_the_action_is_what_github_takes() -> None:
    conforms("vendor.github-actions", ROOT / "action.yml")


def test_every_input_is_used_and_every_one_used_is_declared() -> None:
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    used = set(re.findall(r"inputs\.([a-z-]+)", text))
    assert used == set(action()["inputs"])


def test_no_input_is_pasted_into_a_script() -> None:
    for each in action()["runs"]["steps"]:
        assert "${{" not in each.get("run", "")


def test_other_actions_are_pinned_to_a_commit() -> None:
    used = [each["uses"] for each in action()["runs"]["steps"] if "uses" in each]
    assert used
    assert [one for one in used if not re.fullmatch(r"[\w/.-]+@[0-9a-f]{40}", one)] == []


def run_action(folder: Path, bin_folder: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    given = {"path": "corpus", **inputs}
    values = {name: str(each.get("default", "")) for name, each in action()["inputs"].items()}
    values |= {name.replace("_", "-"): value for name, value in given.items()}
    (check,) = (each for each in action()["runs"]["steps"] if each.get("id") == "check")
    environment = {
        name: re.sub(r"\$\{\{ inputs\.([a-z-]+) \}\}", lambda found: values[found[1]], text)
        for name, text in check["env"].items()
    }
    environment |= {
        "BIN": str(bin_folder),
        "GITHUB_OUTPUT": str(folder / "output"),
        "GITHUB_STEP_SUMMARY": str(folder / "summary.md"),
    }
    script = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step("check")]
    return run(script, folder, bin_folder, environment)


def run(
    command: list[str], folder: Path, bin_folder: Path, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    everything = {
        **os.environ,
        "PATH": f"{bin_folder}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT / "src"),
        **(environment or {}),
    }
    found = shutil.which(command[0], path=everything["PATH"])
    return subprocess.run(
        [found or command[0], *command[1:]],
        cwd=folder,
        env=everything,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def test_the_actions_check_annotates_summarises_and_writes_sarif(
    corpus: Path, bin_folder: Path
) -> None:
    done = run_action(corpus, bin_folder, fail_on="note")
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    assert all(line.startswith("::") for line in done.stdout.splitlines())
    assert "title=exact-duplicate-document::" in done.stdout
    assert "## Source Compare: failed" in (corpus / "summary.md").read_text(encoding="utf-8")
    told = dict(line.split("=", 1) for line in (corpus / "output").read_text().splitlines())
    assert told == {"exit-code": "1", "sarif-file": "source-compare.sarif"}
    log = json.loads((corpus / "source-compare.sarif").read_text(encoding="utf-8"))
    assert log["runs"][0]["results"]


def test_the_actions_check_passes_what_it_is_told_on(corpus: Path, bin_folder: Path) -> None:
    done = run_action(
        corpus, bin_folder, fail_on="never", args="--select\nexact-duplicate-document"
    )
    assert done.returncode == 0, done.stderr
    assert {part.split("title=")[1].split("::")[0] for part in done.stdout.splitlines()} == {
        "exact-duplicate-document"
    }


def test_a_path_with_a_space_or_a_command_is_only_a_path(corpus: Path, bin_folder: Path) -> None:
    odd = "two words; touch owned $(touch owned)"
    (corpus / "corpus").rename(corpus / odd)
    done = run_action(corpus, bin_folder, path=odd, fail_on="note")
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    assert not (corpus / "owned").exists()


def test_a_wrong_path_is_trouble_and_no_old_sarif_is_left(corpus: Path, bin_folder: Path) -> None:
    (corpus / "source-compare.sarif").write_text("old")
    done = run_action(corpus, bin_folder, path="nowhere")
    assert done.returncode == 2
    assert not (corpus / "source-compare.sarif").exists()
    assert (corpus / "output").read_text().splitlines() == ["exit-code=2"]


def test_suppressed_findings_are_not_uploaded(tmp_path: Path, bin_folder: Path) -> None:
    from compare.reports import sarif
    from tests.outcomes import FULL, rules

    (tmp_path / "r.sarif").write_text(sarif.text(FULL, rules()), encoding="utf-8")
    environment = {"BIN": str(bin_folder), "SARIF": "r.sarif", "RUNNER_TEMP": str(tmp_path)}
    done = run(["bash", "-eo", "pipefail", "-c", step("strip")], tmp_path, bin_folder, environment)
    assert done.returncode == 0, done.stderr
    (run_,) = json.loads((tmp_path / "source-compare.sarif").read_text())["runs"]
    assert len(run_["results"]) == len(FULL.findings)


# GitLab


def test_the_recipes_are_what_the_hosts_take(tmp_path: Path) -> None:
    schemas = {"gitlab": "vendor.gitlab-ci", "github": "vendor.github-workflows"}
    for name, schema in schemas.items():
        file = tmp_path / f"{name}.yml"
        file.write_text(
            yaml.safe_dump({k if k is not True else "on": v for k, v in recipes()[name].items()})
        )
        conforms(schema, file)


def test_the_recipe_for_github_names_inputs_that_there_are() -> None:
    (given,) = (
        each["with"]
        for each in recipes()["github"]["jobs"]["check"]["steps"]
        if "source-compare" in each["uses"]
    )
    assert set(given) <= set(action()["inputs"])


def test_the_recipe_for_pre_commit_names_the_hook() -> None:
    (repo,) = recipes()["pre-commit"]["repos"]
    assert [hook["id"] for hook in repo["hooks"]] == ["source-compare-check"]


def test_the_script_for_gitlab_writes_what_its_artifacts_name(
    corpus: Path, bin_folder: Path
) -> None:
    job = recipes()["gitlab"]["corpus"]
    (script,) = job["script"]
    done = run(["sh", "-c", script], corpus, bin_folder)
    assert done.returncode in (0, 1), done.stderr
    assert "Traceback" not in done.stderr
    for file in (*job["artifacts"]["paths"], *job["artifacts"]["reports"].values()):
        assert (corpus / file).stat().st_size > 10
    issues = json.loads((corpus / "gl-code-quality-report.json").read_text(encoding="utf-8"))
    assert {issue["location"]["path"] for issue in issues} <= {"corpus/a.txt", "corpus/b.txt"}


# Docker


def instructions() -> list[tuple[str, str]]:
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line.strip() for line in text.splitlines() if line.strip() and line[0] != "#"]
    return [(name, rest.strip()) for name, _, rest in (line.partition(" ") for line in lines)]


def copied() -> list[str]:
    """What the image takes from the repository."""
    parts = [rest.split() for name, rest in instructions() if name == "COPY"]
    return [one for part in parts if not part[0].startswith("--from") for one in part[:-1]]


def test_everything_the_image_copies_is_there_and_not_ignored() -> None:
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    for name in copied():
        assert (ROOT / name).exists()
        assert f"!{name}" in ignored


def test_the_image_copies_everything_that_building_the_package_needs() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    needed = {"pyproject.toml", project["project"]["readme"], *project["project"]["license-files"]}
    assert needed | {"src"} == set(copied())


def test_the_image_runs_compare_as_nobody_special() -> None:
    last = dict(instructions())
    assert json.loads(last["ENTRYPOINT"]) == ["compare"]
    assert last["USER"] not in ("root", "0")
    known = {"FROM", "WORKDIR", "COPY", "RUN", "ENV", "USER", "ENTRYPOINT", "CMD"}
    assert {name for name, _ in instructions()} <= known
    assert all(
        rest.startswith("python:3.13-slim") for name, rest in instructions() if name == "FROM"
    )
