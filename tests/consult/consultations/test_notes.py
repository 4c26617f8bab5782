"""A note is read on its page and meant for nothing else: the check page and the stored answer do not know it."""

from sqlalchemy import text

from consult.consultations.actions import load_file
from consult.db.transaction import begin_reading
from tests.conftest import gabes_file, standing_of

NOTE = """  - id: q_hello
    type: note
    icon: hand
    text: {ar: "أهلا بكم", fr: "Soyez les bienvenus", en: "You are welcome here"}
"""


async def test_a_note_is_shown_and_neither_checked_nor_skipped(citizen, engine):
    days = (
        gabes_file()
        .replace("opens: 2026-03-02", "opens: 2020-01-01")
        .replace("closes: 2026-04-05", "closes: 2090-01-01")
    )
    days = days.replace("  general_conference: 2026-04-19\n", "", 1)
    file = days.replace("questions:\n  - id: q_link", f"questions:\n{NOTE}  - id: q_link", 1)
    file = file.replace("questions: [q_link]", "questions: [q_hello, q_link]", 1)
    standing = await standing_of(engine, await load_file(engine, file))
    first = await citizen.get(f"/en/c/{standing.slug}/answer")
    assert "You are welcome here" in first.text
    turned = await citizen.post(
        f"/en/c/{standing.slug}/answer/you", data={"q_link": "resident", "q_hello": "x"}
    )
    assert turned.status_code == 303
    check = await citizen.get(f"/en/c/{standing.slug}/check")
    assert "I live here" in check.text
    assert "You are welcome here" not in check.text
    assert "q_hello" not in check.text
    sent = await citizen.post(f"/en/c/{standing.slug}/check", data={"q_link": "resident"})
    assert sent.status_code == 303
    async with begin_reading(engine, city_id=standing.city_id) as tx:
        skipped = (await tx.execute(text("select skipped from response"))).scalar_one()
    assert "q_change" in skipped
    assert "q_hello" not in skipped
