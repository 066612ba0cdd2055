"""The page docs/check.md, made from the rules themselves.

    python -m compare.checks.manual > docs/check.md

A test fails when the page is not what this prints.
"""

from collections.abc import Iterator

from compare.checks import RULES
from compare.checks.rule import Rule, Value

HEAD = """\
# The gate: `compare check`

Made from the rules by `python -m compare.checks.manual`; `compare explain RULE` shows the same
words.

    compare check seeds                                  every document of a folder
    compare check --new a.txt b.txt --against seeds      new documents against a folder
    compare check --new a.txt --against corpus.index     … or against a stored corpus
    compare check seeds --since main                     what git says is new or changed

An input is a file, a folder, a URL, `-` or `NAME=PATH`. Findings go to standard output, in the
format of `--format`; `--output sarif=check.sarif` writes another one to a file, as often as you
like. With `--watch` everything is checked again whenever a file changes.

| exit code | meaning |
|---|---|
| 0 | nothing new from `--fail-on` on (default `warning`), no limit overspent |
| 1 | something was found, or a limit is overspent |
| 2 | wrong usage or configuration, an input that cannot be read, or nothing was checked at all |

A `--since` after which nothing is new or changed has checked nothing, so it ends with 2. With
`--keep-going` an input that cannot be read is the finding `unreadable`. `--max-findings N` and
`--max-duplication 5%` are limits for the whole run; the second counts words that stand earlier in
the same document or in another one.

A [stored corpus](index.md) gives the same findings as its folder, without being loaded, but for
what it does not keep: quotations are not held against it (`altered-quotation`), nor ids and web
addresses (`duplicate-id`).

In Python, with the keys of the configuration as *settings*:

```python
outcome = compare.check(["seeds"], settings={"ignore": ["missing-metadata"]}, today="2026-01-01")
for finding in outcome.findings:
    print(finding.path, finding.line, finding.rule, finding.message, finding.fingerprint)
```

## Known findings

    compare baseline create seeds --reason "known since March"
    compare check seeds --baseline source-compare-baseline.json
    compare baseline audit seeds          what is known, why, until when, and does it still occur
    compare baseline update seeds         add what is new; prune: drop what is gone

A finding is known again by its fingerprint: a hash of the rule and of the wording of both
sides. There are no line numbers in it and no file names, so it survives lines put in above,
another wrapping and another file name; findings on a whole document are known by its longest
passage. The file holds no article text. It counts: when two copies are known, a third is new.
An `expires` date is the last day on which a finding is known.

A waiver stands in the document itself, and always gives a reason:

    ---
    title: Ferry in fog
    waive:
      - too-short: a picture story (until 2031-01-01)
    ---

or `waive: [too-short, repeated-passage]` with `waive-reason: …` and `waive-until: 2031-01-01`.
For documents without front matter it stands in the configuration:

    [tool.source-compare.check]
    fail-on = "warning"
    baseline = "source-compare-baseline.json"
    ignore = ["missing-metadata"]

    [tool.source-compare.check.rules.too-short]
    level = "error"
    words = 30

    [[tool.source-compare.check.waive]]
    path = "seeds/archive/**"
    rule = "shared-passage"
    reason = "the archive repeats itself"
    expires = 2031-01-01

Levels are `note`, `warning`, `error` and `off`. A rule, a key or an option that is misspelt is an
error that names the nearest one. Paths are meant from the folder of the configuration file. A
waiver that has expired waives nothing, and is told.

## The rules

Nothing but an input that cannot be read is an error unless you say so.
"""


def page() -> str:
    """The whole page, rules in the order in which they are asked."""
    return "\n".join([HEAD, _overview(), *("\n".join(_section(one)) for one in RULES.values())])


def _overview() -> str:
    rows = [f"| [`{one.name}`](#{one.name}) | {one.level} |" for one in RULES.values()]
    return "\n".join(["| rule | level |", "|---|---|", *rows, ""])


def _section(rule: Rule) -> Iterator[str]:
    prose, _, examples = rule.explanation.partition("Reported:")
    yield f"### {rule.name}\n\n{rule.summary}\n"
    if prose.strip():
        yield " ".join(prose.split()) + "\n"
    for line in f"Reported:{examples}".splitlines():
        verdict, _, text = line.partition(":")
        yield f"- {verdict}: {text.strip().replace(' -> ', ' → ')}"
    yield ""
    if rule.settings:
        yield "\n".join(f"- {line}" for line in options(rule)) + "\n"


def options(rule: Rule) -> list[str]:
    """A line for each option of the rule: name, default, what it does."""
    return [
        f"Option `{name} = {_literal(setting.default)}`: {setting.help}"
        for name, setting in rule.settings.items()
    ]


def _literal(value: Value) -> str:
    """A value as TOML has it."""
    if isinstance(value, tuple):
        return f"[{', '.join(map(_literal, value))}]"
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else f"{value:g}"


if __name__ == "__main__":
    import sys

    sys.stdout.write(page())
