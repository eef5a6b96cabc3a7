"""The network as it ships: its layers in eight-bit numbers, run by ONNX Runtime, twice as fast at it as numpy."""

from __future__ import annotations

import os
import threading
from typing import Any

from bot.language.network import Floats, Vocabulary

_MOST_THREADS = 2


class Listener:
    """The layers and the readout as an ONNX model (see `graph`) behind their vocabulary. Threads may share it.

    `kept` is the model where the listener is to be saved; one read from a file lets it go when it has opened it.
    """

    def __init__(self, vocabulary: Vocabulary, model: bytes, *, keep: bool = False) -> None:
        self.vocabulary = vocabulary
        self.kept = model if keep else b""
        self._model = model
        self._session: Any = None
        self._lock = threading.Lock()

    def scores(self, text: str, context: str | None = None) -> Floats:
        """One score per label, about the logarithm of its odds; `context` is the customer's last line."""
        sequence, own = self.vocabulary.sequence(text, context)
        batch = self.vocabulary.batch([sequence], [own])
        scores: Floats = self._opened().run(None, {"inside": batch.inside, "off": batch.off})[0][0]
        return scores

    def _opened(self) -> Any:
        with self._lock:
            if self._session is None:
                self._session, self._model = _session(self._model), b""
            return self._session


def _session(model: bytes) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = min(_MOST_THREADS, os.cpu_count() or 1)
    options.inter_op_num_threads = 1
    # Utterances differ in length: what an arena keeps for the longest is never given back.
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 3
    # Threads that wait by spinning would take the cores of everybody else.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
