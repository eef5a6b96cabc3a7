"""A network too small to know anything, to look at how one works."""

from __future__ import annotations

import numpy as np

from bot.language.network import HEADS, Floats, Network, Vocabulary
from bot.language.tokens import BLANK, Tokens

WIDTH = 2 * HEADS
LETTERS = ("", "", "", BLANK, "a", "b", "ab", BLANK + "ab", "您", "好", "您好", "?")


def letters() -> Tokens:
    """A vocabulary in which longer pieces are likelier."""
    return Tokens(LETTERS, np.array([0.0, 0.0, 0.0, *(-6.0 + len(piece) for piece in LETTERS[3:])], dtype=np.float32))


def tiny(layers: int = 2, labels: int = 4) -> Network:
    """Layers of noise over the letters, with a readout of noise."""
    draw = np.random.default_rng(7)

    def noise(*shape: int) -> Floats:
        return draw.normal(0, 0.3, shape).astype(np.float32)

    weights: dict[str, Floats] = {}
    for number in range(layers):
        for name, shape in _SHAPES.items():
            weights |= {f"{number}.{name}": noise(*shape), f"{number}.{name}+": noise(shape[-1])}
    weights |= {name: noise(WIDTH, labels) for name in ("say", "look", "mean")} | {"bias": noise(labels)}
    words = draw.integers(-127, 128, (len(LETTERS), WIDTH)).astype(np.int8)
    grain = np.full(len(LETTERS), 0.02, dtype=np.float32)
    vocabulary = Vocabulary(letters(), words, grain, noise(220, WIDTH), 1 + noise(WIDTH), noise(WIDTH))
    return Network(vocabulary, weights, layers)


_SHAPES = {
    "look": (WIDTH, 3 * WIDTH),
    "told": (WIDTH, WIDTH),
    "wide": (WIDTH, 4 * WIDTH),
    "narrow": (4 * WIDTH, WIDTH),
    "between": (WIDTH,),
    "end": (WIDTH,),
}
