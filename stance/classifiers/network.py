"""The network of the encoder classifier: a pretrained backbone, the mean of its tokens, a head."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from stance.classifiers.runtime import BATCH_TOKENS, Logits, batches, padded
from stance.classifiers.tokens import Row
from stance.data.files import read_text
from stance.errors import UserError
from stance.schema import LABELS

WEIGHTS = "model.safetensors"
_DROPOUT = 0.1
# What a configuration names code by, in its folder or on the Hub. `save` writes none of them.
_CODE = {"auto_map", "attn_implementation", "_attn_implementation"}


class Network(nn.Module):
    """Logits from the mean of the last hidden states over all tokens that are not padding.

    The mean, not the first token: sentence encoders are pretrained so ("Sentence-BERT", Reimers &
    Gurevych, EMNLP 2019), and one head then serves every family of backbones.
    """

    def __init__(self, backbone: Any):
        super().__init__()
        if getattr(backbone, "pooler", None) is not None:
            backbone.pooler = None  # of the first token: never read, so never trained or saved
        self.backbone = backbone
        self.dropout = nn.Dropout(_DROPOUT)
        self.head = nn.Linear(backbone.config.hidden_size, len(LABELS))
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.zeros_(self.head.bias)
        # Whether to compute in bfloat16 while training. Never otherwise: the dev scores that
        # choose the best epoch are to be those of the model as it will be asked.
        self.bf16 = False
        # Some families know no segments, and some tokenizers give them all the same.
        self._segments = getattr(backbone.config, "type_vocab_size", 0) > 1

    def forward(
        self,
        input_ids: Tensor,
        attention_mask: Tensor,
        token_type_ids: Tensor | None = None,
        labels: Tensor | None = None,
    ) -> dict[str, Tensor]:
        """`logits` (n, 3) and, given `labels` (n), their mean cross-entropy as `loss`."""
        logits = self.head(self.dropout(self.pooled(input_ids, attention_mask, token_type_ids)))
        if labels is None:
            return {"logits": logits}
        return {"loss": nn.functional.cross_entropy(logits, labels), "logits": logits}

    def pooled(
        self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor | None = None
    ) -> Tensor:
        """float32 (n, hidden): the mean over the tokens of each row."""
        segments = {"token_type_ids": token_type_ids} if self._segments else {}
        half = self.bf16 and self.training
        with torch.autocast(input_ids.device.type, torch.bfloat16, enabled=half):
            hidden = self.backbone(
                input_ids=input_ids, attention_mask=attention_mask, **segments
            ).last_hidden_state
        mask = attention_mask.unsqueeze(-1)
        mean: Tensor = (hidden.float() * mask).sum(dim=1) / mask.sum(dim=1)
        return mean


def logits_of(network: Network, rows: Sequence[Row], columns: Sequence[str]) -> Logits:
    """float32 (n, 3), in the order of the rows; `columns` are what the network reads of them."""
    device = next(network.parameters()).device
    logits = np.zeros((len(rows), len(LABELS)), dtype=np.float32)
    lengths = [len(row["input_ids"]) for row in rows]
    # A GPU is idle unless it is given much at once.
    for batch in batches(lengths, BATCH_TOKENS if device.type == "cpu" else 16 * BATCH_TOKENS):
        feed = padded([rows[i] for i in batch], columns)
        with torch.inference_mode():
            found = network(**{name: torch.from_numpy(x).to(device) for name, x in feed.items()})
        logits[batch] = found["logits"].float().cpu().numpy()
    return logits


def pretrained(folder: Path) -> Network:
    """A network on a checkpoint's weights, with a new head drawn from torch's generator.

    Raises `UserError` where the folder holds no encoder, or its weights are a pickle.
    """
    from transformers import AutoModel

    with quiet():
        try:
            backbone = AutoModel.from_pretrained(
                folder,
                local_files_only=True,
                use_safetensors=True,  # the other format is a pickle
                trust_remote_code=False,
                dtype="float32",
            )
        except Exception as error:  # each family checks its configuration in its own way
            raise UserError(f"{folder}: cannot be read as an encoder: {error}") from error
    return Network(backbone)


def restored(folder: Path) -> Network:
    """The network that `save` wrote. Raises `UserError` where a file is missing or foreign."""
    from safetensors.torch import load_model
    from transformers import AutoConfig, AutoModel

    for name in ("config.json", WEIGHTS):
        if not (folder / name).is_file():
            raise UserError(f"{folder}: incomplete: no {name} in it")
    try:
        if named := _CODE & json.loads(read_text(folder / "config.json")).keys():
            raise UserError(f"{folder}: config.json names code to run: {', '.join(sorted(named))}")
        config = AutoConfig.from_pretrained(folder, local_files_only=True, trust_remote_code=False)
        network = Network(AutoModel.from_config(config, dtype=torch.float32))
        load_model(network, folder / WEIGHTS)
    except UserError:
        raise
    except Exception as error:  # each family checks its configuration in its own way
        raise UserError(f"{folder}: cannot be read as an encoder of stance: {error}") from error
    return network


def save(network: Network, folder: Path) -> None:
    """Writes `config.json` and `model.safetensors`; raises `OSError` where there is no room."""
    from safetensors import SafetensorError
    from safetensors.torch import save_model

    network.backbone.config.save_pretrained(folder)
    try:
        save_model(network, str(folder / WEIGHTS))
    except SafetensorError as error:  # how its writer tells of a full disk
        raise OSError(str(error)) from error


@contextmanager
def quiet() -> Iterator[None]:
    """The library's reports and bars are off inside: that a head is new is no news here."""
    from transformers.utils import logging

    level = logging.get_verbosity()
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    try:
        yield
    finally:
        logging.set_verbosity(level)
        logging.enable_progress_bar()
