"""Whether a text was decoded in the wrong encoding; apart because the table takes its time.

The table of unlikely character sequences is that of ftfy (R. Speer, "ftfy: fixes text for
you", version 6, 2019 on). Nothing is repaired here.
"""

import re
from functools import cache
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path

from compare.patterns import pattern

#: What any text decoded in a wrong encoding has: a letter that was more than one byte is
#: two characters or more. Plain prose with a few typographic quotes rarely has it.
_SUSPECT = pattern("[^\x00-\x7f]{2}|[ÂÃ]")


def is_garbled(text: str) -> bool:
    """Whether *text* has sequences that only a wrong decoding makes; False for plain ASCII.

    >>> is_garbled("The minister saidâ€”twiceâ€”so"), is_garbled("Der Minister sagte: „Ja“")
    (True, False)
    """
    return _SUSPECT.search(text) is not None and _table().search(text) is not None


@cache
def _table() -> re.Pattern[str]:
    """The table alone: importing all of ftfy would take three times as long as starting Python."""
    package = find_spec("ftfy")
    assert package is not None
    assert package.origin is not None
    spec = spec_from_file_location("_ftfy_badness", Path(package.origin).parent / "badness.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    table: re.Pattern[str] = module.BADNESS_RE
    return table
