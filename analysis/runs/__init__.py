"""Records what a run was, so that a published number can be computed again."""

from analysis.runs.manifest import code_sha256, manifest_of, snapshot_sha256
from analysis.runs.wire import as_json

__all__ = ["as_json", "code_sha256", "manifest_of", "snapshot_sha256"]
