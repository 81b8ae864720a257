"""An edit that names nothing to change."""

from __future__ import annotations

from crmcli.errors import N_, UsageFault


class NothingGiven(UsageFault):
    """An edit without anything to change; the hint names options of the command."""

    code = "nothing_given"
    sentence = N_("Nothing to change was given.")
