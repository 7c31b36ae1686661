"""Texts as vectors, by a pretrained encoder as it is."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from stance.classifiers.weights import BUNDLED, resolve


def embed(texts: Sequence[str], checkpoint: str = BUNDLED) -> npt.NDArray[np.float32]:
    """float32 (n, hidden), rows of length 1: the mean of each text's tokens, 256 at most.

    So the bundled checkpoint was made to be read ("Sentence-BERT", Reimers & Gurevych, EMNLP
    2019). Raises `UserError` where the checkpoint is not there.
    """
    import torch
    from transformers import AutoTokenizer

    from stance.classifiers.network import pretrained

    folder = resolve(checkpoint)
    tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
    network = pretrained(folder).eval()
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    vectors = np.zeros((len(texts), network.backbone.config.hidden_size), dtype=np.float32)
    with torch.inference_mode():
        for first in range(0, len(order), 64):
            batch = order[first : first + 64]
            encoded = tokenizer(
                [texts[i] for i in batch],
                padding=True,
                truncation=True,
                max_length=256,
                return_tensors="pt",
            )
            pooled = network.pooled(**encoded)
            vectors[batch] = torch.nn.functional.normalize(pooled, dim=1).numpy()
    return vectors
