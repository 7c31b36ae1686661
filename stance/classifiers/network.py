"""The network of the encoder classifier: a pretrained backbone, its last layer for each target."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from stance.classifiers.inputs import RIVAL, TARGET
from stance.data.files import read_text
from stance.errors import UserError
from stance.schema import LABELS

WEIGHTS = "model.safetensors"
_DROPOUT = 0.1
# How families of encoders call it in their configurations.
_ATTENTION_DROPOUT = {"attention_probs_dropout_prob", "attention_dropout"}
# What a configuration names code by, in its folder or on the Hub. `save` writes none of them.
_CODE = {"auto_map", "attn_implementation", "_attn_implementation"}


class Network(nn.Module):
    """Where the speaker of a text stands toward each of several targets, in one reading of it.

    The backbone reads the text and the name of each target once. A last transformer layer then
    looks at the text for each target, with a vector added for the role of a token (part of a
    mention of the target, of a rival, neither) and the target's name added to the first. Logits
    come from the mean of all tokens, of the target's mentions, of its rivals', and from the name.
    So the cost of one more target is that of one layer, and its answer does not depend on the
    others.

    Means, not the first token: sentence encoders are pretrained so ("Sentence-BERT", Reimers &
    Gurevych, EMNLP 2019), and one head then serves every family of backbones. Pooling mentions
    follows Baldini Soares et al., "Matching the Blanks" (ACL 2019).
    """

    def __init__(self, backbone: Any):
        super().__init__()
        from transformers import BertConfig
        from transformers.models.bert.modeling_bert import BertLayer

        if getattr(backbone, "pooler", None) is not None:
            backbone.pooler = None  # of the first token: never read, so never trained or saved
        self.backbone = backbone
        width = backbone.config.hidden_size
        layer = BertConfig(
            hidden_size=width,
            num_attention_heads=backbone.config.num_attention_heads,
            intermediate_size=4 * width,
            attention_probs_dropout_prob=0.0,  # as in the backbone; see `pretrained`
            attn_implementation="sdpa",
        )
        self.roles = nn.Embedding(3, width)
        self.layer = BertLayer(layer)
        self.absent = nn.Parameter(torch.zeros(2, width))  # for a mention there is none of
        self.dropout = nn.Dropout(_DROPOUT)
        self.hidden = nn.Linear(4 * width, width)
        self.head = nn.Linear(width, len(LABELS))
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.zeros_(self.head.bias)
        # Large enough to be seen beside hidden states, whose entries are about 1.
        nn.init.normal_(self.roles.weight, std=0.3)
        nn.init.normal_(self.absent, std=0.02)
        # Whether to compute in bfloat16 while training. Never otherwise: the dev scores that
        # choose the best epoch are to be those of the model as it will be asked.
        self.bf16 = False
        # Some families know no segments, and some tokenizers give them all the same.
        self.segments = getattr(backbone.config, "type_vocab_size", 0) > 1

    def freeze(self, layers: int) -> None:
        """Has the token embeddings keep their values, and the first layers with all embeddings.

        Of a backbone with fewer layers, all of them; of one whose layers cannot be told, none.
        """
        self.backbone.get_input_embeddings().weight.requires_grad_(False)
        stack = self._stack()
        if not layers or stack is None:
            return
        for name, parameter in self.backbone.named_parameters():
            if "embed" in name:
                parameter.requires_grad_(False)
        stack[:layers].requires_grad_(False)

    def take_last(self) -> None:
        """Has the layer for each target begin as the backbone's last one, which that then lacks.

        A backbone whose layers are not BERT's, or that has but one, stays as it is.
        """
        stack = self._stack()
        if stack is None or len(stack) < 2:
            return
        last, own = stack[-1].state_dict(), self.layer.state_dict()
        if {n: w.shape for n, w in last.items()} != {n: w.shape for n, w in own.items()}:
            return
        self.layer.load_state_dict(last)
        del stack[-1]
        self.backbone.config.num_hidden_layers = len(stack)

    def _stack(self) -> nn.ModuleList | None:
        """The layers of the backbone, where they can be told."""
        depth = self.backbone.config.num_hidden_layers
        stacks = (m for m in self.backbone.modules() if isinstance(m, nn.ModuleList))
        return next((m for m in stacks if len(m) == depth), None)

    def forward(
        self,
        input_ids: Tensor,
        attention_mask: Tensor,
        roles: Tensor,
        names: Tensor,
        names_mask: Tensor,
        named: Tensor,
        token_type_ids: Tensor | None = None,
        labels: Tensor | None = None,
    ) -> dict[str, Tensor]:
        """`logits` (n, t, 3) for a batch as `stance.classifiers.arrays.collate` makes it.

        Given `labels` (n, t), also their mean cross-entropy as `loss`; -100 is no label.
        """
        with self._autocast(input_ids):
            text = self.read(input_ids, attention_mask, token_type_ids)
            name = self.pooled(names, names_mask)[named]
        logits = self.answer(text, attention_mask, roles, name)
        if labels is None:
            return {"logits": logits}
        loss = nn.functional.cross_entropy(logits.flatten(0, 1), labels.flatten())
        return {"loss": loss, "logits": logits}

    def answer(self, text: Tensor, attention_mask: Tensor, roles: Tensor, name: Tensor) -> Tensor:
        """Logits (n, t, 3) from the hidden states of texts and the vectors (n, t, width) of names.

        The former are as `read` gives them, the latter as `pooled` does.
        """
        with self._autocast(text):
            seen = text.unsqueeze(1) + self.roles(roles)  # (n, t, tokens, width)
            seen = torch.cat([seen[:, :, :1] + name.unsqueeze(2), seen[:, :, 1:]], dim=2)
            n, t, tokens, width = seen.shape
            mask = attention_mask[:, None, None, :].bool().repeat_interleave(t, dim=0)
            seen = self.layer(seen.reshape(n * t, tokens, width), attention_mask=mask)
            seen = seen.reshape(n, t, tokens, width)
        parts = [
            _mean(seen, attention_mask.unsqueeze(1).expand_as(roles)),
            self._mentioned(seen, roles == TARGET, self.absent[0]),
            self._mentioned(seen, roles == RIVAL, self.absent[1]),
            name,
        ]
        whole = nn.functional.gelu(self.hidden(self.dropout(torch.cat(parts, dim=-1))))
        logits: Tensor = self.head(self.dropout(whole))
        return logits

    def read(
        self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor | None = None
    ) -> Tensor:
        """The hidden states (n, tokens, width) of the backbone."""
        segments = {"token_type_ids": token_type_ids} if self.segments else {}
        hidden: Tensor = self.backbone(
            input_ids=input_ids, attention_mask=attention_mask, **segments
        ).last_hidden_state
        return hidden

    def pooled(
        self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor | None = None
    ) -> Tensor:
        """float32 (n, width): the mean of the hidden states of each text."""
        return _pooled(self.read(input_ids, attention_mask, token_type_ids), attention_mask)

    def _autocast(self, like: Tensor) -> torch.autocast:
        half = self.bf16 and self.training
        return torch.autocast(like.device.type, torch.bfloat16, enabled=half)

    def _mentioned(self, hidden: Tensor, tokens: Tensor, absent: Tensor) -> Tensor:
        there = tokens.any(dim=-1, keepdim=True)
        return torch.where(there, _mean(hidden, tokens), absent)


class Exported(nn.Module):
    """A network as ONNX Runtime asks it: what it makes of a name is worked out before, and once.

    A name is read as a text is, by the same layers: `pooled` of a text is then its vector.
    """

    def __init__(self, network: Network):
        super().__init__()
        self.network = network
        self.train(network.training)  # else an export would leave it in training

    def forward(
        self,
        input_ids: Tensor,
        attention_mask: Tensor,
        roles: Tensor,
        names: Tensor,
        named: Tensor,
        token_type_ids: Tensor | None = None,
    ) -> dict[str, Tensor]:
        """`logits` (n, t, 3) and `pooled` (n, width), for `names` (k, width)."""
        text = self.network.read(input_ids, attention_mask, token_type_ids)
        logits = self.network.answer(text, attention_mask, roles, names[named])
        return {"logits": logits, "pooled": _pooled(text, attention_mask)}


def _pooled(hidden: Tensor, attention_mask: Tensor) -> Tensor:
    return _mean(hidden.unsqueeze(1), attention_mask.unsqueeze(1))[:, 0]


def _mean(hidden: Tensor, tokens: Tensor) -> Tensor:
    """float32 (n, t, width): the mean of (n, t or 1, tokens, width) over the tokens marked."""
    marked = tokens.unsqueeze(-1).float()
    total: Tensor = (hidden.float() * marked).sum(dim=2)
    return total / marked.sum(dim=2).clamp(min=1)


def pretrained(folder: Path) -> Network:
    """A network on a checkpoint's weights, with a new head drawn from torch's generator.

    No dropout inside attention: a processor's fused kernel has none, and without that kernel and
    with a mask to draw for each pair of tokens a step takes a tenth longer. Hidden states keep
    theirs. Raises `UserError` where the folder holds no encoder, or its weights are a pickle.
    """
    from transformers import AutoConfig, AutoModel

    with quiet():
        try:
            config = AutoConfig.from_pretrained(
                folder, local_files_only=True, trust_remote_code=False
            )
            if "/" in str(config._attn_implementation):  # a kernel of the Hub, which is code
                raise UserError(f"it names code to run: {config._attn_implementation}")
            if config.is_encoder_decoder:
                raise UserError("it has a decoder as well; allowed: encoders")
            for name in _ATTENTION_DROPOUT & config.to_dict().keys():
                setattr(config, name, 0.0)
            backbone = AutoModel.from_pretrained(
                folder,
                config=config,
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
