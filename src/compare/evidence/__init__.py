"""What two texts share, measured."""

from compare.evidence.measures import NAMES, Table
from compare.evidence.table import Unit

__all__ = ["NAMES", "Table", "Unit"]
