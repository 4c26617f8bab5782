"""Builds the smallest folder an `OnnxEncoder` accepts: a table of random token vectors and a letter tokeniser.

Knows no language: it only moves the same numbers the same way.
"""

from importlib import import_module
from pathlib import Path

import numpy as np

LETTERS = sorted(set("abcdefghijklmnopqrstuvwxyz0123456789'ابتثجحخدذرزسشصضطظعغفقكلمنهويةىأإءئؤآ éèçà"))
DIMENSIONS = 16


def _model(*, pooled: bool, extra_input: bool = False) -> bytes:
    onnx = import_module("onnx")
    helper, kinds = onnx.helper, onnx.TensorProto
    table = np.random.default_rng(0).normal(size=(len(LETTERS) + 2, DIMENSIONS)).astype(np.float32)
    constants = [onnx.numpy_helper.from_array(table, "table")]
    nodes = [helper.make_node("Gather", ["table", "input_ids"], ["last_hidden_state"])]
    outputs = [helper.make_tensor_value_info("last_hidden_state", kinds.FLOAT, ["n", "length", DIMENSIONS])]
    if pooled:
        constants.append(onnx.numpy_helper.from_array(np.array([2], dtype=np.int64), "last"))
        constants.append(onnx.numpy_helper.from_array(np.array([1], dtype=np.int64), "middle"))
        nodes += [
            helper.make_node("Cast", ["attention_mask"], ["weights"], to=kinds.FLOAT),
            helper.make_node("Unsqueeze", ["weights", "last"], ["column"]),
            helper.make_node("Mul", ["last_hidden_state", "column"], ["seen"]),
            helper.make_node("ReduceSum", ["seen", "middle"], ["sentence_embedding"], keepdims=0),
        ]
        outputs.append(helper.make_tensor_value_info("sentence_embedding", kinds.FLOAT, ["n", "width"]))
    names = ["input_ids", "attention_mask", *(["pixels"] if extra_input else [])]
    inputs = [helper.make_tensor_value_info(name, kinds.INT64, ["n", "length"]) for name in names]
    graph = helper.make_graph(nodes, "tiny", inputs, outputs, initializer=constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    return bytes(model.SerializeToString())


def _tokenizer() -> str:
    tokenizers = import_module("tokenizers")
    known = {"[PAD]": 0, "[UNK]": 1} | {letter: place for place, letter in enumerate(LETTERS, start=2)}
    made = tokenizers.Tokenizer(tokenizers.models.WordLevel(vocab=known, unk_token="[UNK]"))
    made.pre_tokenizer = tokenizers.pre_tokenizers.Split(tokenizers.Regex("."), behavior="isolated")
    return str(made.to_str())


def tiny_folder(place: Path, *, pooled: bool, extra_input: bool = False) -> Path:
    """The folder, with or without an output `sentence_embedding`."""
    (place / "model.onnx").write_bytes(_model(pooled=pooled, extra_input=extra_input))
    (place / "tokenizer.json").write_text(_tokenizer(), encoding="utf-8")
    return place
