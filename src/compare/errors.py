"""Everything the program refuses to do, as one small tree of exceptions.

    CompareError
    ├── UsageError        the call itself is wrong: an unknown option, a missing argument
    ├── ConfigurationError  a configuration file or value cannot be used
    ├── InputError        a document, manifest or saved result cannot be read
    ├── StoreError          an index cannot be opened, read or changed
    └── MissingExtraError      an optional dependency is needed and not installed

Only `cli` catches these. Mistakes of ours keep Python's own exceptions.
"""

from enum import IntEnum


class ExitCode(IntEnum):
    """What the process returns; the numbers never change their meaning."""

    OK = 0
    FOUND = 1
    TROUBLE = 2
    INTERRUPTED = 130
    CLOSED_PIPE = 141


class CompareError(Exception):
    """The base of every error raised on purpose; its text is fit to print as it is."""


class UsageError(CompareError):
    """The program was called wrongly."""


class ConfigurationError(CompareError):
    """A configuration file, key or value cannot be used."""


class InputError(CompareError):
    """An input cannot be read; *path* is the input as the user named it."""

    def __init__(self, path: str, reason: str, remedy: str = "") -> None:
        self.path = path
        self.reason = reason
        self.remedy = remedy
        message = f"cannot read {path}: {reason}"
        super().__init__(f"{message}\n  {remedy}" if remedy else message)


class StoreError(CompareError):
    """An index cannot be opened, read or changed; *path* is as the user named it."""

    def __init__(self, path: str, reason: str, remedy: str = "") -> None:
        self.path = path
        self.reason = reason
        self.remedy = remedy
        message = f"{path}: {reason}"
        super().__init__(f"{message}\n  {remedy}" if remedy else message)


class MissingExtraError(CompareError):
    """An optional part is not installed; the message says how to install it."""

    def __init__(self, purpose: str, extra: str) -> None:
        self.extra = extra
        super().__init__(
            f"{purpose} needs an optional part that is not installed\n"
            f"  Install it with: pip install 'source-compare[{extra}]'"
        )
