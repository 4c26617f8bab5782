"""The citizen's way, from the first question to the receipt."""

from consult.responses.pages import check, form, handout, kiosk, receipt

ROUTES = (*form.ROUTES, *check.ROUTES, *receipt.ROUTES, *kiosk.ROUTES, *handout.ROUTES)
