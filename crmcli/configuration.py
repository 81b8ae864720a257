"""The user's own settings: one small TOML file, read at the start of a run if it is there."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from crmcli.domain.system_reason import system_reason
from crmcli.errors import N_, UsageFault

if TYPE_CHECKING:
    from datetime import tzinfo

FILE = "config.toml"
NAMES = ("lang", "timezone")
"""What the file may set."""


class BrokenConfiguration(UsageFault):
    """A settings file that cannot be read."""

    code = "broken_config"
    sentence = N_("Cannot read the settings in {path}: {reason}")
    hint = N_("Correct the file, or move it away.")


class ForeignSetting(UsageFault):
    """A line of the settings file that sets what crm does not know."""

    code = "broken_config"
    sentence = N_("{path}, line {line}: {name} is no setting with a text in quotes.")
    hint = N_('The settings there are lang and timezone, as in lang = "zh".')


class UnknownZone(UsageFault):
    """A time zone that is in no list."""

    code = "unknown_timezone"
    sentence = N_("There is no time zone {name}.")
    hint = N_("Name a time zone like Asia/Shanghai.")


def zone_named(name: str) -> tzinfo:
    """Find a time zone by its IANA name.

    Raises:
        UnknownZone: there is none.
    """
    from zoneinfo import ZoneInfo  # noqa: PLC0415 - most keep the machine's zone

    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError) as error:
        raise UnknownZone(name=name) from error


def configuration_place() -> Path:
    """Say where the file lies: `CRM_CONFIG`, else the platform's place for a user's settings."""
    named = os.environ.get("CRM_CONFIG")
    if named:
        return Path(named).expanduser()
    if sys.platform.startswith("linux"):
        # As platformdirs has it, whose import would cost every command some milliseconds.
        home = os.environ.get("XDG_CONFIG_HOME", "").strip()
        return Path(home or os.path.expanduser("~/.config")) / "crmcli" / FILE  # noqa: PTH111 - no home is no fault here
    from platformdirs import user_config_path  # noqa: PLC0415 - see above

    return user_config_path("crmcli", appauthor=False) / FILE


def user_settings() -> dict[str, str]:
    """Read the user's settings; none if there is no file.

    Raises:
        BrokenConfiguration: the file is no TOML, or holds what is no setting.
    """
    path = configuration_place()
    try:
        content = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        raise BrokenConfiguration(path=path, reason=system_reason(error)) from error
    import tomllib  # noqa: PLC0415 - few have such a file

    try:
        read = tomllib.loads(content.decode("utf-8-sig"))
    except ValueError as error:
        raise BrokenConfiguration(path=path, reason=str(error)) from error
    for name, value in read.items():
        if name not in NAMES or not isinstance(value, str):
            raise ForeignSetting(path=path, line=_line_of(content, name), name=name)
    return read


def _line_of(content: bytes, name: str) -> int:
    for number, line in enumerate(content.splitlines(), 1):
        if line.strip().strip(b"[]\"'").startswith(name.encode()):
            return number
    return 1
