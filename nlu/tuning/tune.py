"""Tune the encoder on a GPU: two minutes on an H200, with PyTorch 2.11.

    python -m nlu.tuning.tune FOLDER

All layers learn to tell the meanings of the examples; the tokens' own vectors stay as they are.
The weights are rounded to four bits at every step, so that what is learnt survives the rounding
(the gradient passes through it as if it were none: Bengio et al. 2013, « straight-through »).
Imports nothing of ours, so that the folder and this file are all that the other machine needs.
"""

from __future__ import annotations

import math
import sys
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

_WIDTH, _HEADS, _INNER, _BLOCK = 384, 12, 1536, 32
_MATRICES = {
    "q": (_WIDTH, _WIDTH),
    "k": (_WIDTH, _WIDTH),
    "v": (_WIDTH, _WIDTH),
    "ao": (_WIDTH, _WIDTH),
    "fi": (_INNER, _WIDTH),
    "fo": (_WIDTH, _INNER),
}
_EPSILON = 1e-12
_EPOCHS, _BATCH, _RATE, _HEAD_RATE = 24, 256, 2.5e-4, 1e-2
_WARM_UP, _DECAY, _DROPOUT, _SMOOTHING, _SHARPNESS = 0.06, 0.01, 0.1, 0.1, 16.0
_GPU = "cuda"


class Layer(nn.Module):
    """What a layer of BERT has besides its matrices, and what it does with both."""

    def __init__(self, weights: dict[str, NDArray[Any]], number: int) -> None:
        super().__init__()
        for name in (*(f"{matrix}.b" for matrix in _MATRICES), "aln.w", "aln.b", "oln.w", "oln.b"):
            content = torch.tensor(weights[f"l{number}.{name}"])
            self.register_parameter(name.replace(".", "_"), nn.Parameter(content))

    def forward(self, hidden: Tensor, mask: Tensor, matrices: dict[str, Tensor]) -> Tensor:
        """Give what the layer makes of the hidden vectors of some rows of tokens."""
        drop = _DROPOUT if self.training else 0.0
        rows, length, _ = hidden.shape

        def times(name: str, given: Tensor) -> Tensor:
            return functional.linear(given, matrices[name], getattr(self, f"{name}_b"))

        def heads(given: Tensor) -> Tensor:
            return given.view(rows, length, _HEADS, _WIDTH // _HEADS).transpose(1, 2)

        seen = functional.scaled_dot_product_attention(
            *(heads(times(name, hidden)) for name in "qkv"), attn_mask=mask, dropout_p=drop
        )
        seen = times("ao", seen.transpose(1, 2).reshape(rows, length, _WIDTH))
        hidden = self._normed("aln", hidden + functional.dropout(seen, drop))
        inner = times("fo", functional.gelu(times("fi", hidden)))
        return self._normed("oln", hidden + functional.dropout(inner, drop))

    def _normed(self, name: str, given: Tensor) -> Tensor:
        weight, bias = getattr(self, f"{name}_w"), getattr(self, f"{name}_b")
        return functional.layer_norm(given, (_WIDTH,), weight, bias, _EPSILON)


class Encoder(nn.Module):
    """The encoder of multilingual-e5-small, whose matrices are rounded to four bits."""

    def __init__(self, weights: dict[str, NDArray[Any]]) -> None:
        super().__init__()
        numbers = range(int(weights["layers"]))
        self.layers = nn.ModuleList(Layer(weights, number) for number in numbers)
        flat = [_floats(weights[f"l{number}.{name}.w"]) for number in numbers for name in _MATRICES]
        self.matrices = nn.Parameter(torch.tensor(np.concatenate(flat)))
        self.norm_w = nn.Parameter(torch.tensor(weights["emb.ln.w"]))
        self.norm_b = nn.Parameter(torch.tensor(weights["emb.ln.b"]))
        places = weights["emb.pos"].reshape(-1, _WIDTH) + weights["emb.type"][:_WIDTH]
        self.register_buffer("places", torch.tensor(places))
        self.register_buffer("words", torch.tensor(weights["emb.word"]))

    def forward(self, tokens: Tensor, is_there: Tensor) -> Tensor:
        """Give the unit vector of each row of tokens."""
        hidden = self.words[tokens].float() + self.places[: tokens.shape[1]]
        hidden = functional.layer_norm(hidden, (_WIDTH,), self.norm_w, self.norm_b, _EPSILON)
        hidden = functional.dropout(hidden, _DROPOUT, self.training)
        rounded = self.matrices + (_rounded(self.matrices) - self.matrices).detach()
        if torch.is_autocast_enabled():
            rounded = rounded.to(torch.bfloat16)
        for layer, matrices in zip(self.layers, self.by_layer(rounded), strict=True):
            hidden = layer(hidden, is_there[:, None, None, :], matrices)
        there = is_there[..., None]
        return functional.normalize(((hidden * there).sum(1) / there.sum(1)).float(), dim=-1)

    def by_layer(self, flat: Tensor) -> list[dict[str, Tensor]]:
        """Give the matrices of each layer by name."""
        sizes = [rows * columns for rows, columns in _MATRICES.values()] * len(self.layers)
        parts = iter(flat.split(sizes))
        return [
            {name: next(parts).view(shape) for name, shape in _MATRICES.items()}
            for _ in self.layers
        ]


class Examples:
    """The examples, each in several ways of writing it, on the GPU."""

    def __init__(self, path: Path) -> None:
        kept = np.load(path)
        lengths = torch.tensor(kept["lengths"], device=_GPU)
        self.lengths = lengths
        self.starts = (lengths.flatten().cumsum(0) - lengths.flatten()).view_as(lengths)
        self.tokens = torch.tensor(kept["tokens"], device=_GPU)
        self.meanings = torch.tensor(kept["meanings"], device=_GPU)
        self.count = len(kept["names"])

    def drawn(self, chosen: Tensor) -> tuple[Tensor, Tensor]:
        """Give the chosen examples, each in a way drawn by lot: their tokens, and which are any."""
        way = torch.randint(self.lengths.shape[1], chosen.shape, device=_GPU)
        lengths, starts = self.lengths[chosen, way], self.starts[chosen, way]
        places = torch.arange(int(lengths.max()), device=_GPU)
        is_there = places < lengths[:, None]
        at = (starts[:, None] + places).clamp(max=len(self.tokens) - 1)
        return torch.where(is_there, self.tokens[at], 0), is_there

    def weights(self) -> Tensor:
        """Let a rare meaning count for more, by the root of how rare it is."""
        times = torch.bincount(self.meanings, minlength=self.count).float()
        weights = times[self.meanings] ** -0.5
        return weights / weights.mean()


def main(folder: Path) -> None:
    """Tune, write the tuned weights, and say what comes next."""
    torch.manual_seed(1)
    examples = Examples(folder / "examples.npz")
    encoder = Encoder(dict(np.load(folder / "weights.npz"))).to(_GPU)
    _tune(encoder, examples)
    np.savez_compressed(folder / "tuned.npz", **_tuned(encoder))
    print(f"tune: now run « python -m nlu.tuning.pack {folder} » where the project is set up")


def _tune(encoder: Encoder, examples: Examples) -> None:
    head = nn.Linear(_WIDTH, examples.count).to(_GPU)
    nn.init.normal_(head.weight, std=0.05)
    others = [value for name, value in encoder.named_parameters() if name != "matrices"]
    optimizer = torch.optim.AdamW(
        [
            {"params": [encoder.matrices], "lr": _RATE, "weight_decay": _DECAY},
            {"params": others, "lr": _RATE, "weight_decay": 0.0},
            {"params": head.parameters(), "lr": _HEAD_RATE, "weight_decay": _DECAY},
        ],
        betas=(0.9, 0.98),
        fused=True,
    )
    weights, total = examples.weights(), len(examples.meanings)
    steps = _EPOCHS * math.ceil(total / _BATCH)
    pace = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _pace(step, steps))
    encoder.train()
    for epoch in range(_EPOCHS):
        lost = 0.0
        for chosen in torch.randperm(total, device=_GPU).split(_BATCH):
            with torch.autocast(_GPU, torch.bfloat16):
                vectors = encoder(*examples.drawn(chosen))
            losses = functional.cross_entropy(
                head(vectors) * _SHARPNESS,
                examples.meanings[chosen],
                reduction="none",
                label_smoothing=_SMOOTHING,
            )
            loss = (weights[chosen] * losses).mean()
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(encoder.parameters(), 1.0)
            optimizer.step()
            pace.step()
            lost += loss.item() * len(chosen)
        print(f"tune: {epoch + 1} of {_EPOCHS} rounds, loss {lost / total:.3f}", flush=True)


def _pace(step: int, steps: int) -> float:
    return min(1.0, (step + 1) / (_WARM_UP * steps)) * max(0.02, 1 - step / steps)


def _in_blocks(matrices: Tensor) -> tuple[Tensor, Tensor]:
    """Round to four bits: a scale for each block, by its largest weight, and 0 to 15 for each."""
    blocks = matrices.reshape(-1, _BLOCK)
    largest = blocks.gather(1, blocks.abs().argmax(1, keepdim=True))
    scale = (largest / -8).half()
    divisor = torch.where(scale == 0, torch.ones_like(scale), scale).float()
    return scale, (blocks / divisor + 8.5).floor().clamp(0, 15)


def _rounded(matrices: Tensor) -> Tensor:
    scale, steps = _in_blocks(matrices)
    return ((steps - 8) * scale.float()).view_as(matrices)


def _packed(matrix: Tensor) -> NDArray[Any]:
    scale, steps = _in_blocks(matrix)
    halves = steps.to(torch.uint8)
    both = halves[:, : _BLOCK // 2] | (halves[:, _BLOCK // 2 :] << 4)
    scales = scale.cpu().numpy().view(np.uint8).reshape(-1, 2)
    return np.hstack([scales, both.cpu().numpy()]).reshape(-1)


def _floats(blocks: NDArray[Any]) -> NDArray[Any]:
    rows = blocks.reshape(-1, 2 + _BLOCK // 2)
    scale = rows[:, :2].copy().view(np.float16).astype(np.float32)
    halves = np.hstack([rows[:, 2:] & 15, rows[:, 2:] >> 4]).astype(np.float32)
    return ((halves - 8) * scale).reshape(-1)


@torch.no_grad()
def _tuned(encoder: Encoder) -> dict[str, NDArray[Any]]:
    """Give what was learnt by the names of the tensors, matrices in blocks of four bits."""
    found = {"emb.ln.w": encoder.norm_w, "emb.ln.b": encoder.norm_b}
    packed: dict[str, NDArray[Any]] = {}
    by_layer = encoder.by_layer(encoder.matrices)
    for number, (layer, matrices) in enumerate(zip(encoder.layers, by_layer, strict=True)):
        packed |= {f"l{number}.{name}.w": _packed(part) for name, part in matrices.items()}
        found |= {
            f"l{number}.{name.replace('_', '.')}": value for name, value in layer.named_parameters()
        }
    return {name: value.cpu().numpy() for name, value in found.items()} | packed


if __name__ == "__main__":
    main(Path(sys.argv[1]))
