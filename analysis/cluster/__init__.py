"""Groups and topics over places and evidence: discovery, parts of large groups, assignment that abstains, and
what became of an earlier run's clusters.
"""

from analysis.cluster.assigner import TopicAssigner
from analysis.cluster.discovery import TopicDiscovery
from analysis.cluster.matching import ClusterMatcher

__all__ = ["ClusterMatcher", "TopicAssigner", "TopicDiscovery"]
