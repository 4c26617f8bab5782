"""Benchmarks: each prints its figures and ratios and can write JSON. They judge nothing; people do."""
