"""SHA-256 without OpenSSL, which takes longer to load than a document to read.

Python has an implementation of its own beside it; the sums are the same. Where it is not
known, as in another Python, the one of the standard library is taken.
"""

from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from hashlib import sha256
else:

    def _found():
        for name in ("_sha256", "_sha2", "hashlib"):
            try:
                return import_module(name).sha256
            except (ImportError, AttributeError):
                continue
        raise ImportError("no SHA-256 in this Python")

    sha256 = _found()

__all__ = ["sha256"]
