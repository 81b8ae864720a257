"""Insert one row with SQLModel, beside two more tables; a commit survives a power cut as in crm."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from sqlalchemy import create_engine, event
from sqlmodel import Field, Session, SQLModel

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


class Customer(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(index=True)
    grade: str = "D"


class Contact(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(foreign_key="customer.id", index=True)
    at: datetime
    via: str
    note: str


class Promise(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(foreign_key="customer.id", index=True)
    text: str
    by: date


@app.command()
def add(
    book: Annotated[Path, typer.Argument(help="The database.")],
    customer: Annotated[int, typer.Argument(help="The customer's id.")],
    note: Annotated[str, typer.Argument(help="What was said.")],
    via: Annotated[str, typer.Option(help="How.")] = "phone",
) -> None:
    """Log a contact."""
    engine = create_engine(f"sqlite:///{book}")

    @event.listens_for(engine, "connect")
    def durable(connection: Any, _: object) -> None:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA journal_mode = TRUNCATE")
        connection.execute("PRAGMA synchronous = EXTRA")

    contact = Contact(customer_id=customer, at=datetime.now(UTC), via=via, note=note)
    with Session(engine) as session:
        session.add(contact)
        session.commit()
    typer.echo(f"Logged a contact with {customer}.")


def main() -> None:
    app()
