"""The values that settings take."""

from __future__ import annotations

from crmcli.configuration import zone_named
from crmcli.domain import listed
from crmcli.domain.money import currency_named
from crmcli.domain.nearness import nearest
from crmcli.domain.setting import POLICIES, SCOPES
from crmcli.domain.setting_words import REGION_WORDS, SETTING_WORDS
from crmcli.errors import N_, UsageFault
from crmcli.language import known


class UnknownSetting(UsageFault):
    """A setting that there is not."""

    code = "unknown_setting"
    sentence = N_("There is no setting {name}; there are {names}.")
    hint = N_("Did you mean {nearest}?")


class BadSetting(UsageFault):
    """A value that a setting cannot take."""

    code = "bad_setting"
    sentence = N_("{value} cannot be the {name}: {reason}")


def setting_name(name: str) -> str:
    """Return the name of a setting.

    Raises:
        UnknownSetting: there is none; the hint names the nearest.
    """
    from crmcli.domain.field_names import plain_name  # noqa: PLC0415 - most names are keys

    folded = name.strip().lower()
    folded = folded if folded.isascii() else SETTING_WORDS.get(plain_name(folded), folded)
    if folded in SCOPES:
        return folded
    near = nearest(folded, SCOPES)
    hint = None if near else ""
    raise UnknownSetting(name=name, names=listed.names(SCOPES), nearest=near, hint=hint)


def read_setting(name: str, text: str) -> str:
    """Read the value of a setting, in the form it is kept in.

    Raises:
        UsageFault: the setting cannot take it.
    """
    value = text.strip()
    if name == "timezone":
        zone_named(value)
        return value
    if name == "lang":
        language = known(value)
        if language is None:
            reason = N_("it is one of en and zh.")
            raise BadSetting(name=name, value=text, reason=reason)
        return language
    if name == "currency":
        code = currency_named(value)
        if code is None:
            reason = N_("it is no code of ISO 4217 such as CNY or EUR.")
            raise BadSetting(name=name, value=text, reason=reason)
        return code
    if name in POLICIES:
        from crmcli.domain.policy_numbers import read_number  # noqa: PLC0415 - for this setting alone

        return read_number(name, value)
    import phonenumbers  # noqa: PLC0415 - for this setting alone

    region = REGION_WORDS.get(value) or value.upper()
    if region not in phonenumbers.SUPPORTED_REGIONS:
        reason = N_("it is no code of a country such as CN or DE.")
        raise BadSetting(name=name, value=text, reason=reason)
    return region
