"""Text as the tokens of a unigram vocabulary: the likeliest way to cut it into known pieces."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

# What stands for a blank, so that a piece tells whether a word begins with it.
BLANK = "▁"
BEGIN, END, UNKNOWN = range(3)
_NEVER = -1e9
# What a character without a piece costs beside the rarest piece.
_STRANGE = 10.0


@dataclass(frozen=True, slots=True)
class Tokens:
    """The pieces, and how likely each is (a logarithm). The first three are begin, end and unknown."""

    pieces: tuple[str, ...]
    chances: npt.NDArray[np.float32]
    _places: dict[str, int] = field(init=False, repr=False, compare=False)
    _chances: list[float] = field(init=False, repr=False, compare=False)
    # How long the longest piece is that begins with a character.
    _reach: dict[str, int] = field(init=False, repr=False, compare=False)
    _strange: float = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        places = {piece: i for i, piece in enumerate(self.pieces) if i > UNKNOWN}
        reach: dict[str, int] = {}
        for piece in places:
            reach[piece[0]] = max(reach.get(piece[0], 0), len(piece))
        object.__setattr__(self, "_places", places)
        object.__setattr__(self, "_chances", self.chances.tolist())
        object.__setattr__(self, "_reach", reach)
        object.__setattr__(self, "_strange", min(self._chances[UNKNOWN + 1 :], default=0.0) - _STRANGE)

    def cut(self, text: str) -> list[int]:
        """The tokens of `text`, without begin and end. Total: a character without a piece is unknown."""
        said = BLANK + text.strip().replace(" ", BLANK)
        if said == BLANK:
            return []
        best = [0.0] + [_NEVER] * len(said)
        last = [(UNKNOWN, 0)] * (len(said) + 1)
        for start in range(len(said)):
            here = best[start]
            if here + self._strange > best[start + 1]:
                best[start + 1], last[start + 1] = here + self._strange, (UNKNOWN, start)
            for end in range(start + 1, min(start + self._reach.get(said[start], 0), len(said)) + 1):
                piece = self._places.get(said[start:end])
                if piece is not None and here + self._chances[piece] > best[end]:
                    best[end], last[end] = here + self._chances[piece], (piece, start)
        found, at = [], len(said)
        while at > 0:
            token, at = last[at]
            found.append(token)
        return found[::-1]
