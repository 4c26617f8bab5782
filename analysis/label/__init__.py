"""Says in three languages what sets a cluster apart. Suggests words; naming a topic stays a person's act."""

from analysis.label.terms import ClassTerms

__all__ = ["ClassTerms"]
