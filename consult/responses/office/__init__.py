"""What the team sees of what came in, and what it decides about what waits."""

from consult.responses.office import desk, held

ROUTES = (*desk.ROUTES, *held.ROUTES)
