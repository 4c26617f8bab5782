"""What the team sees of what came in."""

from consult.responses.office import desk, field

ROUTES = (*desk.ROUTES, *field.ROUTES)
