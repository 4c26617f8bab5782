"""The citizen's way, from the first question to the receipt."""

from consult.responses.pages import check, editing, form, lost, receipt, receipts

ROUTES = (*form.ROUTES, *check.ROUTES, *editing.ROUTES, *receipt.ROUTES, *receipts.ROUTES)
HANDLERS = lost.HANDLERS
