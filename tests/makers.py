"""Builders of the values that tests begin with; nothing surprising in them."""

from datetime import UTC, datetime
from uuid import uuid4

from consult.consultations.kinds.given import Item, Json
from consult.consultations.store import Standing
from consult.responses.model import AnswerItem, Submission, hash_of, receipt_code_of


def submission(
    standing: Standing,
    *,
    key: str,
    body: str | None = None,
    question: str = "q_change",
    theme: str | None = None,
    values: dict[str, Json] | None = None,
    channel: str = "web",
) -> Submission:
    items = [
        AnswerItem(id=uuid4(), question_key=name, item=Item(value=value))
        for name, value in (values or {}).items()
    ]
    if body is not None:
        items.append(AnswerItem(id=uuid4(), question_key=question, item=Item(body=body, theme=theme)))
    return Submission(
        id=uuid4(),
        city_id=standing.city_id,
        consultation_id=standing.id,
        form_version_id=standing.form_version_id,
        key_hash=hash_of(key),
        receipt_hash=hash_of(receipt_code_of(key)),
        channel=channel,
        locale="ar",
        skipped=(),
        items=tuple(items),
        submitted_at=datetime.now(UTC),
    )
