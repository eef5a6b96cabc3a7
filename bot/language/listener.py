"""The network as it ships: its layers in eight-bit numbers, run by ONNX Runtime, twice as fast at it as numpy."""

from __future__ import annotations

import os
import threading
import time
import zlib
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache
from typing import Any

from bot.language.network import Batch, Floats, Vocabulary

_REMEMBERED = 512


class Listener:
    """The layers and the readout as an ONNX model (see `graph`) behind their vocabulary. Threads may share it.

    `kept` is the model where the listener is to be saved; one read from a file lets it go when it has opened it.
    """

    def __init__(self, vocabulary: Vocabulary, model: bytes, *, keep: bool = False) -> None:
        self.vocabulary = vocabulary
        # Tells one network from another.
        self.mark = f"{zlib.crc32(model):08x}"
        self.kept = model if keep else b""
        self._model = model
        self._session: Any = None
        self._lock = threading.Lock()
        # It listens beside the sentence encoder: one core for each.
        self._aside = ThreadPoolExecutor(1, "listener")
        self._remembered = lru_cache(_REMEMBERED)(self._begun)

    def warm(self) -> None:
        """Open the model now, so that no user waits for it."""
        self._opened()

    def scores(self, text: str, context: str | None = None) -> Floats:
        """One score per label, about the logarithm of its odds; `context` is the customer's last line.

        The last 512 answers are remembered; nobody may write into them.
        """
        return self.listen(text, context)()

    def listen(self, text: str, context: str | None = None) -> Callable[[], Floats]:
        """Begin with `scores` beside the caller's own work; what is returned waits for them."""
        begun = self._remembered(text, context)

        def wait() -> Floats:
            try:
                return begun.result()
            except BaseException:
                # Only answers are remembered, no failures.
                self._remembered.cache_clear()
                raise

        return wait

    def _begun(self, text: str, context: str | None) -> Future[Floats]:
        """Cut here, listen in the other thread: Python runs one thread at a time, the layers run beside it."""
        sequence, own = self.vocabulary.sequence(text, context)
        begun = self._aside.submit(self._scores, self.vocabulary.batch([sequence], [own]))
        # Hand over at once: the interpreter would let the other thread in after five milliseconds only.
        time.sleep(0)
        return begun

    def _scores(self, batch: Batch) -> Floats:
        scores: Floats = self._opened().run(None, {"inside": batch.inside, "off": batch.off})[0][0]
        return scores

    def _opened(self) -> Any:
        with self._lock:
            if self._session is None:
                self._session, self._model = _session(self._model), b""
            return self._session


def runtime() -> Any:
    """ONNX Runtime, kept from reporting to its maker, as its builds from 1.29 on do unless told otherwise."""
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime

    onnxruntime.disable_telemetry_events()
    return onnxruntime


def _session(model: bytes) -> Any:
    onnx = runtime()
    options = onnx.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    # Utterances differ in length: what an arena keeps for the longest is never given back.
    options.enable_cpu_mem_arena = False
    options.enable_mem_pattern = False
    options.log_severity_level = 3
    return onnx.InferenceSession(model, options, providers=["CPUExecutionProvider"])
