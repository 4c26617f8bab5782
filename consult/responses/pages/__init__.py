"""The citizen's way, from the first question to the receipt."""

from consult.responses.pages import check, device, form, receipt, resume, whole

ROUTES = (
    *form.ROUTES,
    *check.ROUTES,
    *receipt.ROUTES,
    *resume.ROUTES,
    *whole.ROUTES,
    *device.ROUTES,
)
