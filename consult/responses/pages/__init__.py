"""The citizen's way, from the first question to the receipt."""

from consult.responses.pages import check, form, lost, receipt

ROUTES = (*form.ROUTES, *check.ROUTES, *receipt.ROUTES)
HANDLERS = lost.HANDLERS
