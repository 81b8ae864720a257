"""Giving several verbs the same options, which are declared once."""

from __future__ import annotations

import inspect
from functools import wraps
from typing import TYPE_CHECKING, Any, get_args

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Command = Callable[..., None]


def with_options(
    options: Mapping[str, Any], *, after: str, without: str | None = None
) -> Callable[[Command], Command]:
    """Give a verb options beside its own; it finds them in the parameters of its context.

    Args:
        options: by their parameters, annotated as Typer wants it; none of them must be given.
        after: the parameter of the verb that they come after.
        without: one that it has not.
    """
    shared = [_parameter(name, each) for name, each in options.items() if name != without]

    def with_them(command: Command) -> Command:
        signature = inspect.signature(command, eval_str=True)
        parameters: list[inspect.Parameter] = []
        for each in signature.parameters.values():
            parameters += [each, *shared] if each.name == after else [each]

        @wraps(command)
        def verb(**given: Any) -> None:  # noqa: ANN401 - whatever Typer has read
            command(**{name: given[name] for name in signature.parameters})

        verb.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
        verb.__annotations__ = {each.name: each.annotation for each in parameters}
        return verb

    return with_them


def _parameter(name: str, option: object) -> inspect.Parameter:
    return inspect.Parameter(
        name,
        inspect.Parameter.POSITIONAL_OR_KEYWORD,
        default=False if get_args(option)[0] is bool else None,
        annotation=option,
    )
