"""Loads the packages that only some encoders need, and says in one line how to get a missing one.

Knows names of packages; what an encoder does with them is not its business.
"""

from __future__ import annotations

import importlib
import os
from types import ModuleType


def optional_package(name: str) -> ModuleType:
    """The imported package. Raises ValueError when it is not installed, and says how to install it."""
    try:
        return importlib.import_module(name)
    except ImportError as error:
        if error.name != name:
            raise ValueError(f"{name} is installed but does not load: {error}") from error
        raise ValueError(f'{name} is not installed: pip install "tashawur[encoders]"') from None


def capped_threads(threads: int) -> int:
    """Between one and the number of cores: more threads than cores wait for each other."""
    return max(1, min(threads, os.cpu_count() or 1))
