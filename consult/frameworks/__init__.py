"""Cities, their strategies and the versions of a framework: vision, axes, objectives."""
