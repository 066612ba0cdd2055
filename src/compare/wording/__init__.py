"""Word differences: who became what between two spans of text.

`align` links words, `edits` turns the links into runs an editor can read, `shared`
and `is_salad` say when a diff would be no help, and `shared_spans` what to mark then.
Nothing is judged here: whether a changed word matters is for `differences`.
"""

from .alignment import align, align_tokens
from .overlap import is_salad, shared, shared_spans
from .runs import edits

__all__ = ["align", "align_tokens", "edits", "is_salad", "shared", "shared_spans"]
