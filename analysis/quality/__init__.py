"""Measures how far the result of a run may be trusted, without knowing the right answer."""

from analysis.quality.measures import Quality, measure

__all__ = ["Quality", "measure"]
