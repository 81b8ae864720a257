"""What every table of the book shares."""

from __future__ import annotations

from sqlmodel import SQLModel
from sqlmodel._compat import SQLModelConfig


class Row(SQLModel):
    """The parent of the tables.

    Table models validate nothing, so their validators are not built: every command that writes
    would pay for them.
    """

    model_config = SQLModelConfig(defer_build=True)
