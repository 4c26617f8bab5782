"""The one place where scikit-learn's untyped classes meet our typed ones.

Everything else imports these names, so `Any` does not leak past this module.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, cast

from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

if TYPE_CHECKING:

    class Estimator:
        """scikit-learn's BaseEstimator, as far as we use it."""

        def get_params(self, deep: bool = True) -> dict[str, Any]: ...
        def set_params(self, **params: Any) -> Estimator: ...

else:
    from sklearn.base import BaseEstimator as Estimator

__all__ = ["Estimator", "one_thread"]


def one_thread() -> AbstractContextManager[object]:
    """BLAS and OpenMP on one thread: sums are taken in one order, so equal input gives equal bits."""
    return cast("AbstractContextManager[object]", threadpool_limits(limits=1))
