"""Runs the migrations on a connection that the caller has opened (`consult.db.upgrade`)."""

from alembic import context

config = context.config  # its attributes hold the connection and the tables


def run() -> None:
    connection = config.attributes["connection"]
    context.configure(
        connection=connection,
        target_metadata=config.attributes["metadata"],
        transaction_per_migration=True,
        compare_type=True,
        include_name=lambda name, kind, _: not (kind == "table" and str(name).startswith("pgqueuer")),
    )
    with context.begin_transaction():
        context.run_migrations()


run()
