"""The citizen's way, from the first question to the receipt."""

from consult.responses.pages import (
    check,
    device,
    editing,
    form,
    handout,
    kiosk,
    lost,
    receipt,
    receipts,
    resume,
    whole,
)

ROUTES = (
    *form.ROUTES,
    *check.ROUTES,
    *editing.ROUTES,
    *receipt.ROUTES,
    *receipts.ROUTES,
    *resume.ROUTES,
    *whole.ROUTES,
    *device.ROUTES,
    *kiosk.ROUTES,
    *handout.ROUTES,
)
HANDLERS = lost.HANDLERS
