"""Says how far a cluster would survive another sample of the same people."""

from analysis.stability.bootstrap import cluster_stability

__all__ = ["cluster_stability"]
