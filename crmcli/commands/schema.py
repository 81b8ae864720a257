"""`crm schema`: the JSON Schema of a command's output."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from crmcli.commands.parsing import examples, verbs
from crmcli.errors import N_, UsageFault
from crmcli.language import _

app = verbs()


class NoSchema(UsageFault):
    """A command that is not there, or answers without records."""

    code = "no_schema"
    sentence = N_("There is no schema for {command}.")
    hint = N_("Did you mean {nearest}?")


@app.command(
    "schema",
    help=_("Print the JSON Schema of what a command answers with --json."),
    epilog=examples("crm schema due", "crm schema customer show", "crm schema backup --list"),
    # An option that changes what is answered is part of the command.
    context_settings={"ignore_unknown_options": True},
)
def schema(
    context: typer.Context,
    command: Annotated[list[str], typer.Argument(help=_("The command, as in customer show."))],
) -> None:
    from importlib import import_module

    from crmcli.commands.schema_shapes import SHAPES
    from crmcli.render.gate import put
    from crmcli.render.json_text import dumps
    from crmcli.render.schema import schema as schema_of

    del context
    name = _full_name(" ".join(command), list(SHAPES))
    shape = SHAPES[name]
    module, _colon, kind = shape.record.partition(":")
    record = getattr(import_module(f"crmcli.{module}"), kind)
    described = schema_of(f"crm {name}", record, many=shape.many, extra=shape.extra)
    if name.startswith("report "):
        _detail(described, name.removeprefix("report "))
    put(dumps(described, indent=2) + "\n")


def _detail(described: dict[str, Any], report: str) -> None:
    """Say which tables and columns a report has."""
    from crmcli.render.reports.block_schema import blocks_schema
    from crmcli.services.reports.outlining import outline

    made = outline(report)
    if made is not None:
        blocks = described["properties"]["blocks"]
        described["properties"]["blocks"] = blocks_schema(made, blocks["additionalProperties"])


def _full_name(command: str, known: list[str]) -> str:
    """Return the name of a command; a group alone stands for the verb that it runs."""
    from crmcli.commands.tree import TREE, Branch

    name = " ".join(command.split())
    branch: str | Branch | None = TREE
    for word in name.split():
        branch = branch.verbs.get(word) if isinstance(branch, Branch) else None
    if isinstance(branch, Branch) and branch.default:
        name = f"{name} {branch.default}"
    if name in known:
        return name
    from crmcli.domain.nearness import nearest

    near = nearest(name, known)
    raise NoSchema(command=command, nearest=near, hint=None if near else "")
