"""The page docs/rules.md, made from the rules themselves.

    python -m compare.differences.manual > docs/rules.md

A test fails when the page is not what this prints.
"""

from collections.abc import Iterator

from . import RULES
from .rule import Rule

HEAD = """\
# Rules: what the differences of a link are called

Made from the rules by `python -m compare.differences.manual`; `compare explain RULE` shows the
same words. The first text is a, the second b; which came first is not known, and nobody is said
to have changed anything. Weight: *fact* touches what is said to have happened, *wording* how it is
said, *form* only how it is written. A word told by one rule is not told again by a later one.
"""


def page() -> str:
    """The whole page, rules in the order in which they are asked."""
    return "\n".join([HEAD, _overview(), *(_section(each) for each in RULES.values())])


def _overview() -> str:
    rows = [f"| [`{each.name}`](#{each.name}) | {each.weight} |" for each in RULES.values()]
    return "\n".join(["| kind | weight |", "|---|---|", *rows, ""])


def _section(rule: Rule) -> str:
    return "\n".join([f"## {rule.name}", "", rule.summary, "", *_body(rule.explanation)])


def _body(explanation: str) -> Iterator[str]:
    prose, _, examples = explanation.partition("Reported:")
    if prose.strip():
        yield " ".join(prose.split())
        yield ""
    for line in f"Reported:{examples}".splitlines():
        verdict, _, texts = line.partition(":")
        a, _, b = texts.strip().partition(" -> ")
        yield f"- {verdict}: *{a}* → *{b}*"
    yield ""


if __name__ == "__main__":
    import sys

    sys.stdout.write(page())
