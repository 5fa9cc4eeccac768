"""Prints what SQLAlchemy would run to make the models' tables: python schema.py > expected.sql"""

from sqlalchemy import create_mock_engine

from models import Base


def show(statement, *_parameters, **_more):
    print(f"{str(statement.compile(dialect=engine.dialect)).strip()};\n")


# paramstyle: with that of psycopg, percent signs would come out doubled.
engine = create_mock_engine("postgresql://", show, paramstyle="named")
Base.metadata.create_all(engine, checkfirst=False)
