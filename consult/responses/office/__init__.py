"""What the team sees of what came in, and what it decides about what waits."""

from consult.responses.office import again, desk, entry, field, held, importing, sheets

ROUTES = (
    *desk.ROUTES,
    *field.ROUTES,
    *entry.ROUTES,
    *sheets.ROUTES,
    *again.ROUTES,
    *importing.ROUTES,
    *held.ROUTES,
)
