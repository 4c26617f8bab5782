"""Puts answers together: finds topics nobody named yet, and recognises those somebody did."""

from analysis.cluster.assigner import TopicAssigner
from analysis.cluster.discovery import TopicDiscovery

__all__ = ["TopicAssigner", "TopicDiscovery"]
