"""Runs migrations on the database that DATABASE_URL names."""

import os

from alembic import context
from sqlalchemy import create_engine, pool

from models import Base

url = os.environ["DATABASE_URL"]

if context.is_offline_mode():
    # paramstyle: with that of psycopg, percent signs would come out doubled.
    context.configure(
        url=url, target_metadata=Base.metadata, literal_binds=True, dialect_opts={"paramstyle": "named"}
    )
    with context.begin_transaction():
        context.run_migrations()
else:
    with create_engine(url, poolclass=pool.NullPool).connect() as connection:
        context.configure(connection=connection, target_metadata=Base.metadata)
        with context.begin_transaction():
            context.run_migrations()
