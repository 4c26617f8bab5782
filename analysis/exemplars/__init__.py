"""Chooses the answers a person should read first. They are shown verbatim; nothing is ever paraphrased."""

from analysis.exemplars.selection import choose_exemplars

__all__ = ["choose_exemplars"]
