"""A taught network written down for ONNX Runtime, its large matrices in eight bits. Only training needs it (`onnx`)."""

from __future__ import annotations

import math
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.language.listener import runtime
from bot.language.network import HEADS, Network

_OPSET = 20
_FORMAT = 9
_EPSILON = 1e-12


def written(network: Network) -> bytes:
    """The network as it ships, for a `Listener`."""
    runtime()
    from onnxruntime.quantization import QuantType, quantize_dynamic

    with tempfile.TemporaryDirectory() as folder:
        exact, small = Path(folder) / "exact.onnx", Path(folder) / "small.onnx"
        exact.write_bytes(_Graph(network).model())
        # Seven of the eight bits: processors without VNNI add products by twos in sixteen bits, which eight overfill.
        quantize_dynamic(
            exact,
            small,
            op_types_to_quantize=["MatMul"],
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
            nodes_to_exclude=["readout.say", "readout.look", "readout.mean"],
        )
        return small.read_bytes()


class _Graph:
    """The steps of `network.layer` and `network.readout` as nodes; every name is that of its result.

    One sequence at a time: nothing tells the tokens of shorter ones from what fills them up.
    """

    def __init__(self, network: Network) -> None:
        self._network = network
        self._nodes: list[Any] = []
        self._constants: list[Any] = []

    def model(self) -> bytes:
        from onnx import TensorProto, checker, helper

        width = self._network.vocabulary.words.shape[1]
        self._constant("heads", np.array([0, 0, 3 * HEADS, width // HEADS]))
        self._constant("tokens", np.array([0, 0, width]))
        self._constant("thirds", np.array([HEADS] * 3))
        self._constant("scale", np.array(1 / math.sqrt(width // HEADS), dtype=np.float32))
        self._constant("last", np.array([-1]))
        self._constant("second", np.array([1]))
        for name, weight in self._network.weights.items():
            self._constant(name, weight)
        x = "inside"
        for number in range(self._network.layers):
            x = self._layer(f"{number}.", x)
        self._readout(x)
        inside = helper.make_tensor_value_info("inside", TensorProto.FLOAT, ["sequences", "tokens", width])
        off = helper.make_tensor_value_info("off", TensorProto.FLOAT, ["sequences", "tokens"])
        scores = helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["sequences", "labels"])
        graph = helper.make_graph(self._nodes, "moves", [inside, off], [scores], self._constants)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", _OPSET)], ir_version=_FORMAT)
        checker.check_model(model)
        content: bytes = model.SerializeToString()
        return content

    def _constant(self, name: str, value: npt.NDArray[Any]) -> None:
        from onnx import numpy_helper

        self._constants.append(numpy_helper.from_array(value, name))

    def _node(self, kind: str, inputs: list[str], result: str, **options: Any) -> str:
        from onnx import helper

        self._nodes.append(helper.make_node(kind, inputs, [result], name=result, **options))
        return result

    def _linear(self, name: str, x: str) -> str:
        return self._node("Add", [self._node("MatMul", [x, name], name + ".product"), name + "+"], name + ".sum")

    def _normed(self, name: str, x: str, more: str) -> str:
        summed = self._node("Add", [x, more], name + ".in")
        return self._node("LayerNormalization", [summed, name, name + "+"], name + ".out", epsilon=_EPSILON)

    def _layer(self, name: str, x: str) -> str:
        from onnx import helper

        heads = self._node("Reshape", [self._linear(name + "look", x), "heads"], name + "heads")
        turned = self._node("Transpose", [heads], name + "turned", perm=[0, 2, 1, 3])
        parts = [name + part for part in ("query", "key", "value")]
        self._nodes.append(helper.make_node("Split", [turned, "thirds"], parts, name=name + "split", axis=1))
        key = self._node("Transpose", [parts[1]], name + "key.turned", perm=[0, 1, 3, 2])
        near = self._node("Mul", [self._node("MatMul", [parts[0], key], name + "near"), "scale"], name + "scaled")
        seen = self._node("Softmax", [near], name + "seen", axis=-1)
        mixed = self._node("MatMul", [seen, parts[2]], name + "mixed")
        back = self._node("Transpose", [mixed], name + "mixed.turned", perm=[0, 2, 1, 3])
        told = self._linear(name + "told", self._node("Reshape", [back, "tokens"], name + "mixed.flat"))
        middle = self._normed(name + "between", x, told)
        bent = self._node("Gelu", [self._linear(name + "wide", middle)], name + "bent", approximate="tanh")
        return self._normed(name + "end", middle, self._linear(name + "narrow", bent))

    def _readout(self, x: str) -> None:
        off = self._node("Unsqueeze", ["off", "last"], "readout.off")
        say = self._node("MatMul", [x, "say"], "readout.say")
        look = self._node("Add", [self._node("MatMul", [x, "look"], "readout.look"), off], "readout.where")
        looks = self._node("Softmax", [look], "readout.looks", axis=1)
        said = self._node("Mul", [looks, say], "readout.weighed")
        own = self._node("Exp", [off], "readout.own")
        number = self._node("ReduceSum", [own, "second"], "readout.number", keepdims=0)
        kept = self._node("Mul", [x, own], "readout.kept")
        total = self._node("ReduceSum", [kept, "second"], "readout.total", keepdims=0)
        mean = self._node("MatMul", [self._node("Div", [total, number], "readout.average"), "mean"], "readout.mean")
        said = self._node("ReduceSum", [said, "second"], "readout.said", keepdims=0)
        self._node("Add", [self._node("Add", [said, mean], "readout.both"), "bias"], "scores")
