"""What every table of the book shares."""

from __future__ import annotations

from sqlmodel import SQLModel
from sqlmodel.main import SQLModelConfig


class Row(SQLModel):
    """The parent of the tables.

    Table models validate nothing, so their validators are not built: that halves what loading
    the schema costs every command that writes.
    """

    model_config = SQLModelConfig(defer_build=True)
