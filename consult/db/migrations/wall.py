"""What a migration says of a table beyond its columns: the wall between cities, what the site may do, what never changes.

It refuses to know any room's tables.
"""

from alembic import op

APP = "consult_app"


def functions() -> None:
    op.execute(
        """create function current_city() returns uuid language sql stable parallel safe
           return nullif(current_setting('consult.city', true), '')::uuid"""
    )
    op.execute(
        """create function current_person() returns uuid language sql stable parallel safe
           return nullif(current_setting('consult.person', true), '')::uuid"""
    )
    op.execute(
        """create function refuse_change() returns trigger language plpgsql as $$
           begin raise exception 'rows of % are never changed', tg_table_name using errcode = 'restrict_violation'; end $$"""
    )


def wall(table: str, *, also: str = "false") -> None:
    """Row-level security on the city, for everyone, the owner included."""
    op.execute(f"alter table {table} enable row level security")
    op.execute(f"alter table {table} force row level security")
    op.execute(
        f"create policy city_wall on {table} using (city_id = current_city() or {also}) with check (city_id = current_city())"
    )


def allow(table: str, *actions: str) -> None:
    op.execute(f"grant {', '.join(actions)} on {table} to {APP}")


def never_changes(table: str, *, deletable: bool = False) -> None:
    """Refuses UPDATE (and DELETE) for every role; a statement that changes nothing is refused too."""
    events = "update" if deletable else "update or delete"
    op.execute(
        f"create trigger never_changes before {events} on {table} for each row execute function refuse_change()"
    )
