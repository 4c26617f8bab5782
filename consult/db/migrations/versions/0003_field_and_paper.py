"""Responses that supersede another, that came in a batch or wait to be looked at; kiosks, double entry, invitations, files."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from consult.db.migrations.wall import APP, allow, never_changes, wall

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

CHANNELS = "channel in ('web', 'stand', 'meeting', 'paper', 'import')"

WALLED = {
    "batch": ("select", "insert", "update"),
    "quarantine": ("select", "insert"),
    "quarantine_ruling": ("select", "insert"),
    "double_entry": ("select", "insert"),
    "invitation": ("select", "insert", "update"),
    "answer_file": ("select", "insert", "delete"),
}
FROZEN = ("quarantine", "quarantine_ruling", "double_entry")

COUNTED = """
create view counted_response with (security_invoker = true) as
select r.id, r.city_id, r.consultation_id, r.form_version_id, r.channel, r.locale, r.skipped, r.submitted_at, r.batch_id
from response r
where not exists (select from withdrawal w where w.response_id = r.id)
  and (not exists (select from quarantine q where q.response_id = r.id)
       or coalesce((select g.accepted from quarantine_ruling g where g.response_id = r.id order by g.seq desc limit 1), false))
"""

# A receipt's address may have moved on to the response that superseded the one it was given for.
READ_RECEIPT = """
create or replace function read_receipt(given bytea) returns jsonb language plpgsql as $$
declare
    found_city uuid;
    found_response uuid;
begin
    select city_id, response_id into found_city, found_response from receipt_address where receipt_hash = given;
    if found_city is null then
        return null;
    end if;
    perform set_config('consult.city', found_city::text, true);
    return (
        select jsonb_build_object(
            'response_id', r.id, 'city_id', r.city_id, 'consultation_id', r.consultation_id,
            'form_version_id', r.form_version_id, 'locale', r.locale, 'channel', r.channel,
            'submitted_at', r.submitted_at, 'withdrawn_at', w.at, 'is_edited', r.supersedes is not null,
            'items', (select coalesce(jsonb_agg(jsonb_build_object(
                'question_key', a.question_key, 'index', a.item, 'value', a.value, 'body', a.body, 'theme', a.theme)
                order by a.question_key, a.item), '[]') from answer a where a.response_id = r.id))
        from response r left join withdrawal w on w.response_id = r.id where r.id = found_response);
end $$
"""


def person() -> list["sa.Column[Any]"]:
    return [
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("person_name", sa.String(), nullable=False),
    ]


def keys(table: str, **targets: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"))
        for column, target in targets.items()
    ]


def upgrade() -> None:
    op.create_table(
        "batch",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("city_id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("stop", sa.String(), nullable=False),
        *person(),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(CHANNELS, name=op.f("ck_batch_channel")),
        *keys("batch", city_id="city.id", consultation_id="consultation.id", person_id="person.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch")),
    )
    op.create_index("ix_batch_consultation_id", "batch", ["consultation_id"], unique=False)
    op.create_table(
        "kiosk",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("city_id", sa.Uuid(), nullable=False),
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        *keys("kiosk", city_id="city.id", batch_id="batch.id"),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_kiosk")),
    )
    op.add_column(
        "draft", sa.Column("begun_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False)
    )
    op.add_column("response", sa.Column("batch_id", sa.Uuid(), nullable=True))
    op.add_column("response", sa.Column("sheet", sa.String(), nullable=True))
    op.add_column("response", sa.Column("supersedes", sa.Uuid(), nullable=True))
    op.create_foreign_key(op.f("fk_response_batch_id"), "response", "batch", ["batch_id"], ["id"])
    op.create_foreign_key(op.f("fk_response_supersedes"), "response", "response", ["supersedes"], ["id"])
    op.create_unique_constraint(op.f("uq_response_batch_id_sheet"), "response", ["batch_id", "sheet"])
    op.create_unique_constraint(op.f("uq_response_supersedes"), "response", ["supersedes"])
    op.create_check_constraint(op.f("ck_response_channel"), "response", CHANNELS)
    op.drop_index("ix_response_consultation_id", table_name="response")
    op.create_index(
        "ix_response_consultation_id_submitted_at", "response", ["consultation_id", "submitted_at"], unique=False
    )
    _held()
    for table, actions in WALLED.items():
        wall(table)
        allow(table, *actions)
    for table in FROZEN:
        never_changes(table)
    allow("kiosk", "select", "insert", "update")
    allow("receipt_address", "update")
    op.execute(COUNTED)
    op.execute(f"grant select on counted_response to {APP}")
    op.execute(READ_RECEIPT)


def _held() -> None:
    op.create_table(
        "quarantine",
        sa.Column("response_id", sa.Uuid(), nullable=False),
        sa.Column("city_id", sa.Uuid(), nullable=False),
        sa.Column("reasons", sa.ARRAY(sa.String()), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *keys("quarantine", response_id="response.id", city_id="city.id"),
        sa.PrimaryKeyConstraint("response_id", name=op.f("pk_quarantine")),
    )
    op.create_table(
        "quarantine_ruling",
        sa.Column("seq", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("city_id", sa.Uuid(), nullable=False),
        sa.Column("response_id", sa.Uuid(), nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        *person(),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *keys("quarantine_ruling", city_id="city.id", response_id="response.id", person_id="person.id"),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_quarantine_ruling")),
    )
    op.create_index(
        "ix_quarantine_ruling_response_id_seq", "quarantine_ruling", ["response_id", "seq"], unique=False
    )
    op.create_table(
        "double_entry",
        sa.Column("response_id", sa.Uuid(), nullable=False),
        sa.Column("city_id", sa.Uuid(), nullable=False),
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("compared_count", sa.Integer(), nullable=False),
        sa.Column("differing", sa.ARRAY(sa.String()), nullable=False),
        *person(),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *keys(
            "double_entry",
            response_id="response.id", city_id="city.id", batch_id="batch.id", person_id="person.id",
        ),
        sa.PrimaryKeyConstraint("response_id", name=op.f("pk_double_entry")),
    )
    op.create_index("ix_double_entry_batch_id", "double_entry", ["batch_id"], unique=False)
    op.create_table(
        "invitation",
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("city_id", sa.Uuid(), nullable=False),
        sa.Column("used_mark", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        *keys("invitation", consultation_id="consultation.id", city_id="city.id"),
        sa.PrimaryKeyConstraint("consultation_id", "code_hash", name=op.f("pk_invitation")),
    )
    op.create_table(
        "answer_file",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("city_id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        *person(),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *keys("answer_file", city_id="city.id", consultation_id="consultation.id", person_id="person.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_file")),
    )


def downgrade() -> None:
    raise NotImplementedError("Responses that were superseded or held cannot be told apart without it.")
