"""Files of answers: from bytes to rows, from rows to checked forms, with everything that is wrong told by its line."""

from consult.responses.loader.answers import AnswerReader, Bad, Row
from consult.responses.loader.tables import MOST_BYTES, MOST_ROWS, cells_of

__all__ = ["MOST_BYTES", "MOST_ROWS", "AnswerReader", "Bad", "Row", "cells_of"]
