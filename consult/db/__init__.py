"""The floor: one engine, one way to open a transaction, column types, migrations, the embedded PostgreSQL."""
