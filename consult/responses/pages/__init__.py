"""The citizen's way, from the first question to the receipt."""

from consult.responses.pages import check, editing, form, handout, kiosk, lost, receipt, receipts

ROUTES = (
    *form.ROUTES,
    *check.ROUTES,
    *editing.ROUTES,
    *receipt.ROUTES,
    *receipts.ROUTES,
    *kiosk.ROUTES,
    *handout.ROUTES,
)
HANDLERS = lost.HANDLERS
