"""What the team sees of what came in, and what it decides about what waits."""

from consult.responses.office import desk, field, held

ROUTES = (*desk.ROUTES, *field.ROUTES, *held.ROUTES)
