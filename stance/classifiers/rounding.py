"""What 8 bits make of a product: of what is multiplied, and of the weights."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

# Processors without VNNI add two neighbouring products in 16 bits. 255 times two weights that sum
# to 128 fit into them, so that a model answers the same on every processor.
PAIR_MAX = 128
# So many input channels of a product stay float32, where the farthest of them reaches at least
# TWICE as far as the first that does not.
FAR, TWICE = 8, 2.0
# Where zero lies among the 256 steps of what is multiplied: in their middle or, for what goes
# SIDED times as far above zero as below it (as what a GELU gives), near their end.
MIDDLE, END = 128, 32
SIDED = 8.0
# What is added to the diagonal of the products of channels, as a share of its mean, so that those
# that hardly ever differ do not carry what others lose. The method's authors take the same.
_DAMPING = 0.01
# After so many channels, what they lost is carried to all others at once: for speed alone.
_BLOCK = 64


@dataclass(frozen=True)
class Spread:
    """How what is multiplied is put into 8 bits: which channels are not, and where zero lies.

    `low` is how far below zero the others go.
    """

    far: tuple[int, ...]
    zero: int
    low: float

    @classmethod
    def of(cls, least: Floats, most: Floats) -> Spread:
        """From the least and the most of each channel, (channels,)."""
        reach = np.maximum(-least, most)
        order = np.argsort(-reach, kind="stable")
        apart = len(order) > FAR and reach[order[0]] > TWICE * reach[order[FAR]]
        far, kept = np.split(order, [FAR if apart else 0])
        low, high = max(0.0, float(-least[kept].min())), float(most[kept].max())
        return cls(tuple(sorted(map(int, far))), END if high > SIDED * low else MIDDLE, low)

    @property
    def steps(self) -> int:
        """How many steps there are above zero."""
        return 255 - self.zero

    @property
    def least(self) -> float:
        """The least range of a token: what lies below zero has room; and none is divided by 0."""
        room = 0.0 if self.zero == MIDDLE else self.low * self.steps / self.zero
        return max(room, 1e-12)

    def rounded(self, tokens: Floats) -> Floats:
        """What is left of tokens (n, channels): nothing in the channels that reach far."""
        near = tokens.copy()
        near[:, list(self.far)] = 0
        sizes = np.abs(near) if self.zero == MIDDLE else near
        step = np.maximum(sizes.max(axis=1, keepdims=True), self.least) / self.steps
        rounded: Floats = np.clip(np.round(near / step), -self.zero, self.steps) * step
        return rounded


def rounded_weight(weight: Floats, seen: Floats) -> tuple[npt.NDArray[np.int8], Floats]:
    """A weight (channels, columns) as int8, and what one step of each column is worth, (columns,).

    Channels are rounded one after the other, and what that loses in products with `seen`
    (n, channels) is made up for by those to come ("GPTQ", Frantar et al., ICLR 2023).
    """
    channels = len(weight)
    sizes = np.abs(np.pad(weight, ((0, channels % 2), (0, 0))))
    # Both of a pair are rounded, by half a step each at most.
    scales = (sizes[::2] + sizes[1::2]).max(axis=0).clip(1e-12) / (PAIR_MAX - 1)
    alike = (seen.T @ seen).astype(np.float64)
    alike[np.diag_indices(channels)] += _DAMPING * np.trace(alike) / channels or 1.0
    carried = np.linalg.cholesky(np.linalg.inv(alike)).T.astype(np.float32)
    carried /= np.diag(carried)[:, None].copy()
    left = weight / scales
    found = np.zeros(weight.shape, dtype=np.int8)
    for start in range(0, channels, _BLOCK):
        end = min(start + _BLOCK, channels)
        lost = np.zeros((end - start, weight.shape[1]), dtype=np.float32)
        for i in range(start, end):
            before = np.abs(found[i - 1].astype(int)) if i % 2 else 0
            most = np.minimum(PAIR_MAX - before, 127)
            found[i] = np.clip(np.round(left[i]), -most, most)
            lost[i - start] = left[i] - found[i]
            left[i + 1 : end] -= np.outer(carried[i, i + 1 : end], lost[i - start])
        left[end:] -= carried[start:end, end:].T @ lost
    return found, scales.astype(np.float32)
