"""Puts answers in an order of their own and makes them ready: what can be read, in which variety, with which
vector.

Whatever order answers arrive in, they are worked on in the order of the hash of their text.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, get_args

import numpy as np
from numpy.typing import NDArray

from analysis.encode.encoder import SentenceEncoder
from analysis.encode.vectors import VectorCache, encode_texts
from analysis.model import Answer, AssignmentResult, State
from analysis.text.hashing import text_hash
from analysis.text.identify import VARIETIES, identify
from analysis.text.normalise import has_words, is_blank

_TURN_SECONDS: Final = 0.0005


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """Readable answers in canonical order with their varieties and vectors (n, d); `unread` has a result for
    all others.
    """

    answers: tuple[Answer, ...]
    varieties: tuple[str, ...]
    vectors: NDArray[np.float32]
    unread: tuple[AssignmentResult, ...]


def _variety(answer: Answer) -> str:
    return answer.variety if answer.variety in VARIETIES else identify(answer.text).variety


def _unread(answer: Answer) -> AssignmentResult:
    # A text of emoji or digits says something a person can read: it is shown to one, not dropped.
    state: State = "empty" if is_blank(answer.text) else "review"
    return AssignmentResult(id=answer.id, key=None, score=0.0, state=state, variety="other")


def _vectors(
    answers: Sequence[Answer],
    varieties: Sequence[str],
    encoder: SentenceEncoder | None,
    cache: VectorCache | None,
) -> NDArray[np.float32]:
    missing = [place for place, answer in enumerate(answers) if answer.vector is None]
    encoded = encode_texts(
        [answers[place].text for place in missing],
        varieties=[varieties[place] for place in missing],
        encoder=encoder,
        cache=cache,
    )
    if len(missing) == len(answers):
        return encoded
    vectors = np.zeros((len(answers), encoded.shape[1]), dtype=np.float32)
    vectors[missing] = encoded
    for place, answer in enumerate(answers):
        if answer.vector is not None:
            if np.shape(answer.vector) != (encoded.shape[1],):
                raise ValueError(
                    f"the vector of answer {answer.id!r} is not of the encoder's dimension {encoded.shape[1]}"
                )
            vectors[place] = answer.vector
    return vectors


@contextmanager
def _quick_turns() -> Iterator[None]:
    """The interpreter passed on more often: an encoder asks for it between thousands of short multiplications."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(_TURN_SECONDS)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


def take_in(
    answers: Sequence[Answer],
    *,
    encoder: SentenceEncoder | None,
    cache: VectorCache | None,
    meanwhile: Callable[[Sequence[str], Sequence[str]], None] | None = None,
) -> Intake:
    """Sorts, identifies and encodes. `meanwhile` is given the readable texts and their varieties and runs
    beside the encoding, which leaves the interpreter idle for most of its time. Raises ValueError when two
    answers share an id or a given vector has another length.
    """
    if len({answer.id for answer in answers}) != len(answers):
        raise ValueError("two answers have the same id")
    ordered = sorted(answers, key=lambda answer: (text_hash(answer.text), answer.id))
    readable = tuple(answer for answer in ordered if has_words(answer.text))
    varieties = tuple(map(_variety, readable))
    with ThreadPoolExecutor(max_workers=1) as pool, _quick_turns():
        encoded = pool.submit(_vectors, readable, varieties, encoder, cache)
        if meanwhile is not None:
            meanwhile([answer.text for answer in readable], varieties)
        vectors = encoded.result()
    return Intake(
        answers=readable,
        varieties=varieties,
        vectors=vectors,
        unread=tuple(_unread(answer) for answer in ordered if not has_words(answer.text)),
    )


def counted_states(results: Sequence[AssignmentResult]) -> dict[str, int]:
    """How many answers are in each state; the sum is the number of answers."""
    states = Counter(result.state for result in results)
    return {state: states[state] for state in get_args(State)}


def in_given_order(
    answers: Sequence[Answer], results: Sequence[AssignmentResult]
) -> tuple[AssignmentResult, ...]:
    """One result per answer, in the order of the answers. Raises KeyError if one were missing: none may ever
    be.
    """
    by_id = {result.id: result for result in results}
    return tuple(by_id[answer.id] for answer in answers)
