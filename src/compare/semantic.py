"""The second voice: how near two texts are in a sentence-embedding model, if one is there.

Needs the extra `[semantic]` and a model on this machine; it never downloads one by itself.
The cosine is one more measure with weights of its own (`scoring`), never a verdict: such
models blur names, numbers and places.
"""

import os
from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from compare.errors import ConfigurationError, MissingExtraError
from compare.frozen import dataclass

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Texts read by the model at once.
BATCH = 64


@dataclass(frozen=True, slots=True)
class Encoder:
    """A loaded model; *name* is the folder or name it was asked for by."""

    name: str
    model: Any

    def vectors(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        """One row of length 1 for each text; deterministic on one machine."""
        import numpy as np

        # Sorted by length, so that little padding is read; the order is put back after.
        order = sorted(range(len(texts)), key=lambda index: (len(texts[index]), texts[index]))
        found = self.model.encode(
            [texts[index] for index in order],
            batch_size=BATCH,
            normalize_embeddings=True,
            show_progress_bar=False,
        )
        out = np.zeros((len(texts), found.shape[1] if len(texts) else 0), np.float32)
        out[order] = found
        return out

    def cosines(
        self, texts: Sequence[str], left: "NDArray[np.int64]", right: "NDArray[np.int64]"
    ) -> "NDArray[np.float32]":
        """The cosine, -1 to 1, of each pair of positions in *texts*; each text is read once."""
        import numpy as np

        vectors = self.vectors(texts)
        found: NDArray[np.float32] = np.einsum("ij,ij->i", vectors[left], vectors[right])
        return found


@lru_cache(maxsize=2)
def load(model: str) -> Encoder:
    """The model in the folder *model*, or the one of that name in the local cache.

    MissingExtraError without the extra; ConfigurationError when there is no such model.
    """
    if find_spec("sentence_transformers") is None:
        raise MissingExtraError("the second voice", "semantic")
    # Read by huggingface_hub on import: without it a missing model becomes a download.
    before = os.environ.get("HF_HUB_OFFLINE")
    os.environ["HF_HUB_OFFLINE"] = "1"
    try:
        from sentence_transformers import SentenceTransformer

        found = SentenceTransformer(model, device="cpu", local_files_only=True)
    except (OSError, ValueError) as error:
        raise ConfigurationError(
            f"cannot load the model {model!r}: {str(error).splitlines()[0]}\n"
            "  Give a folder that holds a sentence-transformers model"
        ) from error
    finally:
        if before is None:
            del os.environ["HF_HUB_OFFLINE"]
        else:
            os.environ["HF_HUB_OFFLINE"] = before
    return Encoder(model, found)
