"""How a contact is made, and which channel satisfies the wish for which."""

from __future__ import annotations

from enum import StrEnum


class Channel(StrEnum):
    """How a contact was made."""

    PHONE = "phone"
    EMAIL = "email"
    VISIT = "visit"
    MEETING = "meeting"
    WECHAT = "wechat"
    SMS = "sms"
    VIDEO = "video"
    OTHER = "other"


_VISITS = frozenset({Channel.VISIT, Channel.MEETING})


_CALLS = _VISITS | {Channel.PHONE, Channel.VIDEO}


def satisfying(channel: Channel | None) -> frozenset[Channel]:
    """List the channels that satisfy a wish for `channel`; None is satisfied by any.

    Visit and meeting satisfy a visit; these, phone and video satisfy a call (section 2). A message
    is satisfied by its own kind and by whatever satisfies a call.
    """
    if channel is None:
        return frozenset(Channel)
    if channel in _VISITS:
        return _VISITS
    if channel in _CALLS:
        return _CALLS
    return _CALLS | {channel}
