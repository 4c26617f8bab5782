"""Make a checked form ready to be kept, while the consultation takes answers."""

from datetime import datetime
from uuid import UUID, uuid4

from consult.consultations.model import Reading, Window
from consult.consultations.store import Standing
from consult.i18n.text import N_
from consult.responses.model import AnswerItem, Submission, hash_of, receipt_code_of

CLOSED = N_("This consultation takes no more answers.")


def submission(
    standing: Standing,
    reading: Reading,
    *,
    key: str,
    token: str,
    channel: str,
    locale: str,
    at: datetime,
    batch_id: UUID | None = None,
) -> Submission:
    """A whole, checked form made ready to be kept. The same key always gives the same receipt code."""
    return Submission(
        id=uuid4(),
        city_id=standing.city_id,
        consultation_id=standing.id,
        form_version_id=standing.form_version_id,
        key_hash=hash_of(key),
        receipt_hash=hash_of(receipt_code_of(key)),
        channel=channel,
        locale=locale,
        skipped=reading.skipped,
        items=tuple(
            AnswerItem(id=uuid4(), question_key=question_key, item=item)
            for question_key, items in reading.items.items()
            for item in items
        ),
        submitted_at=at,
        draft_hash=hash_of(token) if token else None,
        batch_id=batch_id,
    )


def accepts(standing: Standing, *, at: datetime) -> bool:
    window = Window(
        opens_on=standing.opens_on, closes_on=standing.closes_on, published_at=standing.published_at
    )
    return window.accepts_responses(at=at)
