"""What each token adds to a probability of an encoder, by integrated gradients."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from stance.errors import UserError

if TYPE_CHECKING:
    from torch import Tensor, nn

    from stance.classifiers.encoder import Encoder
    from stance.classifiers.network import Network
    from stance.schema import Example

STEPS = 32


def of_quote(
    encoder: Encoder, example: Example, label: int, temperature: float
) -> tuple[list[tuple[int, int, float]], float]:
    """How much each piece of the quote moves the probability of `label` at `temperature`.

    The pieces as spans of the quote with their weights, and the weight of everything else that
    is read. The row that says nothing has the mask token for every token, where there is one,
    else padding; what TF-IDF says of the quote is the same of both. Raises `NotFittedError`
    before `fit`.
    """
    import torch

    from stance.classifiers.training_rows import tensors

    network, rows = encoder.network, encoder.rows
    [(row, question)] = rows.encode([example])
    device = next(network.parameters()).device
    inputs = {k: v.to(device) for k, v in tensors([(row, [question])], rows.pad).items()}
    mask = rows.tokenizer.token_to_id("[MASK]") or rows.tokenizer.token_to_id("<mask>")
    nothing = rows.pad if mask is None else mask
    words = torch.tensor([[text >= 0 for text, *_ in row.places]], device=device)
    baseline = torch.where(words, nothing, inputs["input_ids"])
    fixed = None
    if (beside := encoder.beside([example])) is not None:
        fixed, temperature = beside[0], 2 * temperature
    moved = integrated_gradients(network, inputs, baseline, label, temperature, fixed)
    length = len(example.quote.text) if "quote" in encoder.inputs else 0
    pieces = [
        (start, end, float(weight))
        for (text, start, end), weight in zip(row.places, moved, strict=True)
        if text == 1 and start < end <= length
    ]
    return pieces, float(moved.sum()) - sum(weight for *_, weight in pieces)


def integrated_gradients(
    network: Network,
    inputs: dict[str, Tensor],
    baseline: Tensor,
    label: int,
    temperature: float,
    fixed: npt.NDArray[np.float32] | None = None,
) -> npt.NDArray[np.float64]:
    """float64 (length,): how much each token of one row moves the probability of `label`.

    `inputs` are the network's, for one row of `length` tokens and one question; `baseline`
    (1, length) are the token ids of a row that says nothing; `fixed` (3,) is added to the logits
    of both. Along the straight line from the word embeddings of that row to those of `inputs`,
    the gradient of the probability at `temperature` is integrated with the Gauss-Legendre rule:
    "Axiomatic Attribution for Deep Networks" (Sundararajan et al., ICML 2017). Tokens sum to the
    difference of the two rows' probabilities (completeness). Positions, segments, roles and
    the target's name are the same in both rows. Raises `UserError` where the network looks up
    other rows of words than these.
    """
    import torch

    embeddings = network.backbone.get_input_embeddings()
    nodes, weights = np.polynomial.legendre.leggauss(STEPS)
    with torch.no_grad():
        start, end = embeddings(baseline), embeddings(inputs["input_ids"])
    gradients = torch.zeros_like(end, dtype=torch.float64)
    # 16 points of the line at a time: a row of some hundred tokens then fits any memory.
    for first in range(0, STEPS, 16):
        part = slice(first, first + 16)
        along = torch.tensor((nodes[part] + 1) / 2, dtype=end.dtype, device=end.device)
        points = (start + along[:, None, None] * (end - start)).requires_grad_()
        # The hook puts the points where the network looks up the words of the text, which it
        # does first; the target's name, looked up after, stays as it is.
        hook = embeddings.register_forward_hook(_once(points))
        try:
            rows = {n: t.expand(len(along), *t.shape[1:]) for n, t in inputs.items()}
            logits = network(**rows)["logits"].float()
        finally:
            hook.remove()
        if fixed is not None:
            logits = logits + torch.from_numpy(fixed).to(logits.device)
        probability = (logits / temperature).softmax(dim=-1)[..., label].sum()
        (slopes,) = torch.autograd.grad(probability, points)
        share = torch.tensor(weights[part] / 2, device=end.device)
        gradients += (share[:, None, None] * slopes.double()).sum(dim=0)
    moved: npt.NDArray[np.float64] = (
        ((end - start)[0].double() * gradients[0]).sum(-1).cpu().numpy()
    )
    return moved


def _once(points: Tensor) -> Callable[[nn.Module, Any, Tensor], Tensor | None]:
    """A hook that puts these vectors in the place of the first ones that are looked up."""
    texts = iter([points])

    def hook(_: nn.Module, __: Any, found: Tensor) -> Tensor | None:
        if (text := next(texts, None)) is not None and text.shape != found.shape:
            raise UserError(
                "method integrated_gradients cannot follow how this checkpoint reads words; "
                "allowed: occlusion"
            )
        return text

    return hook
