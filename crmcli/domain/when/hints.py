"""What would be understood instead of a phrase that is not."""

from __future__ import annotations

import re
from typing import Final

from crmcli.domain.when.asked import Look
from crmcli.errors import N_, UnreadableDate

NO_SUCH_DAY: Final = N_(
    "There is no such day. The last one of a month is written like end of next month or 下月底."
)
WORKING_DAYS: Final = N_(
    "Working days are not counted in dates: name the day, like next wed, 下周三, +3d or 2026-12-01."
)
FESTIVALS: Final = N_(
    "Days of festivals and lunar days are not read: write the date, like 2026-10-08, 1 Dec or"
    " 10月8日."
)
ONE_DAY: Final = N_("Name one day, like +3d, 三天后, next fri, 下周五, in 2 weeks or 月底.")
ONE_DAY_BACK: Final = N_("Name one day, like -3d, 三天前, last fri, 上周五 or 2 weeks ago.")

_WORKING: Final = "工作日|交易日|working day|business day|work day|workday"
_FESTIVAL: Final = (
    "春节|国庆|元旦|中秋|端午|清明|五一|双十一|过年|(?<![0-9零〇一二三四五六七八九])年[前后]|节前|节后|放假|农历|阴历|初[一二三四五六七八九十]"
    "|正月|腊月|除夕|元宵|七夕|重阳|圣诞|christmas|xmas|new year|easter|thanksgiving|holiday"
)
_VAGUE: Final = (
    "几|两三|三两|一两|三四|过两天|这两天|改天|尽快|回头|有空|月中|旬|多天|来天|天半|个半"
    "|soon|asap|few|couple|some|early|mid|later|around|about| or |或|到|至"
)


def hint_for(words: str, look: Look) -> str | None:
    """Choose what to say of a phrase that no rule reads; None for the general advice.

    Args:
        words: the tidy phrase.
        look: where a phrase that names no direction points.
    """
    if re.search(_WORKING, words):
        return WORKING_DAYS
    if re.search(_FESTIVAL, words):
        return FESTIVALS
    if re.search(_VAGUE, words):
        return ONE_DAY if look is Look.AHEAD else ONE_DAY_BACK
    return None if look is Look.AHEAD else UnreadableDate.hint_back
