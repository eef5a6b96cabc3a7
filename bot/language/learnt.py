"""What was learnt of the built-in objections, as it comes with the content (`make train` writes it).

Encoding four thousand phrasings takes ten seconds, and comparing each with all others half a gigabyte: nobody does that
at a start whose content is the one that was learnt from.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.base.files import DAMAGED, replacing
from bot.language.calibration import Logistic
from bot.language.encoder import DIMENSIONS
from bot.language.objection_space import Floats

# Part of every digest: raise it when the space, the leaning or a calibration is learnt otherwise.
_VERSION = 2
Halves = npt.NDArray[np.float16]


@dataclass(frozen=True, slots=True)
class Learnt:
    """`meanings`: the encoder's, phrasings x 512; `weights`: phrasings x categories; `calibration`: of the first hit.

    `beside`: the same where the network with this `mark` listens too; "" and the same without one. `digest` tells what
    it was learnt from.
    """

    digest: str
    meanings: Halves
    weights: Floats
    calibration: Logistic
    mark: str
    beside: Logistic

    def save(self, path: Path) -> None:
        """Keep it in a file."""
        with replacing(path) as file:
            np.savez_compressed(
                file,
                digest=np.array(self.digest),
                meanings=self.meanings,
                weights=self.weights,
                calibration=_flat(self.calibration),
                mark=np.array(self.mark),
                beside=_flat(self.beside),
            )


def load(path: Path, digest: str) -> Learnt | None:
    """What is kept in `path`; None if there is nothing, it is damaged, or was learnt from something else."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
            if str(kept["digest"]) != digest:
                return None
            meanings, weights = kept["meanings"], kept["weights"]
            if meanings.dtype != np.float16 or meanings.shape != (len(weights), DIMENSIONS):
                return None
            alone, beside = (_logistic(kept[name]) for name in ("calibration", "beside"))
            return Learnt(digest, meanings, weights.astype(np.float32), alone, str(kept["mark"]), beside)
    except DAMAGED:
        return None


def _flat(calibration: Logistic) -> npt.NDArray[np.float64]:
    return np.array([calibration.bias, calibration.slope])


def _logistic(flat: npt.NDArray[np.float64]) -> Logistic:
    bias, slope = flat.tolist()
    return Logistic(bias, slope)


def digest_of(phrases: Sequence[str], owners: npt.NDArray[np.int64], kinds: npt.NDArray[np.int64]) -> str:
    """What is learnt from: the phrasings, the number of each one's entry, and the kind of each entry."""
    said = "\0".join([str(_VERSION), *phrases]).encode("utf-8", "backslashreplace")
    return hashlib.sha256(b"\0".join([said, owners.tobytes(), kinds.tobytes()])).hexdigest()
