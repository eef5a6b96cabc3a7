"""The network as it ships: its layers in eight-bit numbers, run by ONNX Runtime, twice as fast at it as numpy."""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from bot.language.network import Floats, Vocabulary

_MOST_THREADS = 2


@dataclass(frozen=True, slots=True)
class Listener:
    """`model`: the layers and the readout as an ONNX file (see `graph`). Threads may share it."""

    vocabulary: Vocabulary
    model: bytes
    _session: list[Any] = field(default_factory=list, init=False, repr=False, compare=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False, compare=False)

    def scores(self, text: str, context: str | None = None) -> Floats:
        """One score per label, about the logarithm of its odds; `context` is the customer's last line."""
        sequence, own = self.vocabulary.sequence(text, context)
        batch = self.vocabulary.batch([sequence], [own])
        scores: Floats = self._loaded().run(None, {"inside": batch.inside, "off": batch.off})[0][0]
        return scores

    def _loaded(self) -> Any:
        with self._lock:
            if not self._session:
                import onnxruntime

                options = onnxruntime.SessionOptions()
                options.intra_op_num_threads = min(_MOST_THREADS, os.cpu_count() or 1)
                options.inter_op_num_threads = 1
                # Utterances differ in length: what is kept for the longest is never given back.
                options.enable_cpu_mem_arena = False
                # Threads that wait by spinning would take the cores of everybody else.
                options.add_session_config_entry("session.intra_op.allow_spinning", "0")
                options.log_severity_level = 3
                self._session.append(
                    onnxruntime.InferenceSession(self.model, options, providers=["CPUExecutionProvider"])
                )
            return self._session[0]

    @property
    def kept(self) -> np.typing.NDArray[np.uint8]:
        """The model as an array, for a file of arrays."""
        return np.frombuffer(self.model, dtype=np.uint8)
