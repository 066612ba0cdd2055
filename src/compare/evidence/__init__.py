"""What two texts share, measured: the columns from which `scoring` makes a probability.

A `Table` prepares every text once; `Table.measure` fills one row of numbers for each pair,
in batches of arrays. `NAMES` says which column is which. No weights and no judgement here.
"""

from typing import TYPE_CHECKING

from compare.evidence.table import Unit

if TYPE_CHECKING:
    from compare.evidence.measures import NAMES, Table

__all__ = ["NAMES", "Table", "Unit"]


def __getattr__(name: str) -> object:
    # Late, because `measures` needs numpy and the word frequencies beside it do not.
    if name in ("NAMES", "Table"):
        from compare.evidence import measures

        return getattr(measures, name)
    raise AttributeError(name)
