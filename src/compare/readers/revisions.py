"""Which files git says are new or changed since a revision. Asks the program git, read-only."""

import subprocess
from collections.abc import Sequence
from pathlib import Path

from compare.errors import UsageError
from compare.readers.sources import SUFFIXES, is_url


def changed(revision: str, inputs: Sequence[str]) -> tuple[str, ...]:
    """The texts among *inputs* that are new or changed since *revision*, sorted.

    Committed since, staged, not staged and not tracked: all count; deleted files do not, nor
    files that git ignores. Raises UsageError outside a repository, for an unknown revision
    and when there is no git.
    """
    found: set[str] = set()
    for name in inputs:
        if name == "-" or is_url(name):
            raise UsageError(f"--since asks git about files, and {name} is none")
        found.update(_below(revision, name))
    return tuple(sorted(found))


def _below(revision: str, name: str) -> list[str]:
    path = Path(name)
    if not path.exists():
        raise UsageError(f"--since: there is no {name}\n  Check the spelling of the path")
    folder = path if path.is_dir() else path.parent
    if revision.startswith("-"):
        raise UsageError(f"--since: {revision!r} is no revision")
    _git(folder, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}", revision=revision)
    # Relative to the folder asked about, so that paths come back as the user wrote them.
    limit = "." if path.is_dir() else path.name
    tracked = _git(folder, "diff", "--name-only", "-z", "--relative", "--diff-filter=d",
                   revision, "--", limit, revision=revision)  # fmt: skip
    others = _git(folder, "ls-files", "--others", "--exclude-standard", "-z", "--", limit,
                  revision=revision)  # fmt: skip
    names = {one for one in (tracked + others).split("\0") if one}
    if not path.is_dir():
        return [name] if path.name in names else []
    wanted = (folder / one for one in names if one.casefold().endswith(SUFFIXES))
    return [one.as_posix() for one in wanted if one.is_file()]


def _git(folder: Path, *arguments: str, revision: str) -> str:
    # Names in any encoding: what is no UTF-8 must come back as Python opens it.
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *arguments],
            capture_output=True,
            check=False,
            encoding="utf-8",
            errors="surrogateescape",
        )
    except FileNotFoundError:
        raise UsageError("--since needs git, which is not installed") from None
    if done.returncode == 0:
        return done.stdout
    reason = done.stderr.strip().splitlines()
    if "not a git repository" in done.stderr:
        raise UsageError(f"--since: {folder.as_posix()} is not in a git repository")
    if arguments[0] == "rev-parse":
        raise UsageError(
            f"--since: git knows no revision {revision!r}\n"
            "  A shallow clone has few of them: git fetch --unshallow"
        )
    raise UsageError(f"--since: git says: {reason[0] if reason else done.returncode}")
