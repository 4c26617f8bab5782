"""Every room's tables, for the migrations. It lists rooms, nothing else."""

from consult.clusters import tables as clusters
from consult.consultations import tables as consultations
from consult.db.types import metadata
from consult.frameworks import tables as frameworks
from consult.people import tables as people
from consult.responses import tables as responses
from consult.results import tables as results

__all__ = ["clusters", "consultations", "frameworks", "metadata", "people", "responses", "results"]
