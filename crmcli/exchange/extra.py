"""Libraries that come with an extra: whoever lacks one is told which, and how to install it."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from crmcli.domain.message import message
from crmcli.errors import N_, UsageFault

if TYPE_CHECKING:
    from types import ModuleType


class MissingExtra(UsageFault):
    """A library that was not installed with crm."""

    code = "missing_extra"
    sentence = N_("{what} needs {library}, which is not installed.")
    hint = N_("Install it: pip install 'crmcli[{extra}]'")


def library(module: str, *, extra: str, what: str) -> ModuleType:
    """Load a library of an extra.

    Args:
        module: the module's name.
        extra: the extra that brings it (`xlsx`).
        what: what needs it, as a message id.

    Raises:
        MissingExtra: it is not installed.
    """
    try:
        return import_module(module)
    except ImportError:
        raise MissingExtra(what=message(what), library=module, extra=extra) from None
