"""What the team sees of what came in."""

from consult.responses.office import again, desk, entry, importing, sheets

ROUTES = (*desk.ROUTES, *entry.ROUTES, *sheets.ROUTES, *again.ROUTES, *importing.ROUTES)
