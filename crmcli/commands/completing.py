"""A Tab in the shell: what may follow the words so far, in a form that cannot act.

The scripts of `crm completion` hand over the words as arguments and read lines; no shell ever
evaluates a byte of the book. The first line is `words` or `files`, each other one an offer, in zsh
and fish with a tab and its explanation.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, cast

from typer._click.shell_completion import (
    CompletionItem,
    ShellComplete,
    _resolve_context,
    _resolve_incomplete,
    add_completion_class,
)

from crmcli.commands.completing_values import FILES, offered
from crmcli.commands.parsing import Verbs
from crmcli.commands.shell_words import Bash, split_words, unquoted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from typer import Context

_LONGEST = 80


def register(arguments: list[str]) -> None:
    """Have Tabs answered; the words so far come as the program's arguments."""
    _Complete.given = arguments
    for kind in (_BashComplete, _ZshComplete, _FishComplete):
        add_completion_class(kind, kind.name)


class _Complete(ShellComplete):
    name = ""
    source_template = ""
    given: list[str]
    explained = True

    def source_vars(self) -> dict[str, Any]:
        return {}

    def get_completion_args(self) -> tuple[list[str], str]:
        *words, incomplete = self.given or [""]
        return words[1:], incomplete

    def format_completion(self, item: CompletionItem) -> str:
        from crmcli.render.gate import one_line
        from crmcli.render.width import cut

        told = one_line(item.help or "")
        return f"{item.value}\t{cut(told, _LONGEST)}" if told else str(item.value)

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem]:
        resolved = _resolve_context(self.cli, self.ctx_args, self.prog_name, args)
        context = cast("Context", resolved)
        before = ""
        if incomplete.startswith("--") and "=" in incomplete and "--" not in args:
            before = incomplete[: incomplete.index("=") + 1]
        target, typed = _resolve_incomplete(context, args, incomplete)
        found: list[CompletionItem] = []
        if isinstance(context.command, Verbs) and _unknown_words(context):
            return []
        if not typed.startswith("-"):
            found += self._default_verbs(context, args, typed)
        if isinstance(target, Verbs) and not typed.startswith("-"):
            found += self._verbs(target, context, typed)
        elif target is context.command:
            found += target.shell_complete(context, typed)
        else:
            found += _values(context, target, typed)
        return [
            CompletionItem(before + each.value, each.type, each.help)
            for each in found
            if str(each.value).isprintable()
        ]

    def complete(self) -> str:
        try:
            args, incomplete = self.get_completion_args()
            found = self.get_completions(args, incomplete)
        except Exception:  # noqa: BLE001 - a Tab has nobody to tell
            return "words"
        if any(each.type in {"file", "dir"} for each in found):
            return "files"
        return "\n".join(["words", *self._lines(found)])

    def _lines(self, found: list[CompletionItem]) -> Iterable[str]:
        return [self.format_completion(each) for each in found]

    def _verbs(self, group: Verbs, context: Context, typed: str) -> list[CompletionItem]:
        return [
            CompletionItem(name, help=self._told(group, context, name))
            for name in group.list_commands(context)
            if name.startswith(typed)
        ]

    def _told(self, group: Verbs, context: Context, name: str) -> str | None:
        # Explaining a verb imports it: only where the explanation is shown.
        if not self.explained:
            return None
        command = group.get_command(context, name)
        if command is None:
            return None
        from crmcli.commands.help_page import short_help
        from crmcli.render.joined import without_stop

        return without_stop(short_help(command))

    def _default_verbs(self, context: Context, args: list[str], typed: str) -> list[CompletionItem]:
        parent = cast("Context | None", context.parent)
        group = None if parent is None else parent.command
        if parent is None or not isinstance(group, Verbs) or group.default != context.command.name:
            return []
        return self._verbs(group, parent, typed) if args and args[-1] == group.name else []


class _ZshComplete(_Complete):
    name = "zsh"


class _FishComplete(_Complete):
    name = "fish"

    def get_completion_args(self) -> tuple[list[str], str]:
        # fish gives the word at the cursor as it was typed, with its quotes.
        words, incomplete = super().get_completion_args()
        return words, unquoted(incomplete)


class _BashComplete(_Complete):
    name = "bash"
    explained = False

    def get_completion_args(self) -> tuple[list[str], str]:
        # Scripts that Typer writes hand the words over in the environment.
        line, breaks = [*(self.given or [os.environ.get("COMP_WORDS", "")]), ""][:2]
        words, raw = split_words(line)
        self._typed = Bash(raw, breaks)
        return words[1:], unquoted(raw)

    def _lines(self, found: list[CompletionItem]) -> Iterable[str]:
        written = (self._typed.written(str(each.value)) for each in found)
        return [each for each in written if each is not None]


def _unknown_words(context: Context) -> list[str]:
    """List the words after a group that name none of its verbs."""
    return [*context._protected_args, *context.args]  # noqa: SLF001 - where Typer keeps them


def _values(context: Context, parameter: Any, typed: str) -> list[CompletionItem]:  # noqa: ANN401 - Typer's
    if parameter.name in FILES:
        return [CompletionItem("", "file")]
    offers = offered(context, parameter.name, typed)
    found = [CompletionItem(value, help=told or None) for value, told in offers]
    return found or list(parameter.shell_complete(context, typed))
