"""What came of a contact, the need, and what the customer said, where a clause says it plainly."""

from __future__ import annotations

import re
from typing import Final

from crmcli.domain.contact import Outcome
from crmcli.domain.grade import Need

_WHO: Final = (
    r"(?:他们?|她们?|客户|对方|甲方|那边|he|she|they|the (?:customer|client)|customer|client"
    r"|[^\s\d]{1,3}(?:总|经理|老师|主任|工|姐|哥|先生|女士|小姐))?[ ]*"
)
_OUTCOMES: Final = (
    (
        Outcome.NO_ANSWER,
        re.compile(
            _WHO + "(?:的?(?:电话|手机|座机|微信|短信|邮件)|去|给|打|一直|还是|总是|老是|都|又|也"
            "|还|了|但是?|就是|结果|[一二两三四五几多][次遍个天]|连打|拜访|上门|人)*"
            "(?:没有?人?(?:接(?:通|听)?|回(?:复|信|音|应)?|理|应答?|响应|听|打通|联系[上到]"
            "|见[到着]"
            "|碰[到着上]|遇[到着上]|找[到着]|在(?:家|公司|办公室|座位)?)|未(?:能)?(?:接(?:通"
            "|听)?|回(?:复|应)?|应答|联系上|见到|遇)"
            "|无人(?:接(?:听|通)?|应答?|在)?|已读(?:不|未)回"
            "|没见到人|(?:吃了?)?闭门羹|没有?人|(?:公司|店里?)?关门了?|没让进|被放(?:了)?鸽子"
            "|未遂|拒接|打错"
            "|号码(?:不对|错)|(?:被)?拉黑|没发出去"
            "|打不通|不通|不(?:接|回(?:复)?|理(?:人)?)|占线|忙音|扑(?:了?个?)空|(?:已经?)?关机"
            "|联系不上"
            "|(?:暂时)?(?:无法|不能)接通|无应答|(?:是|成了?)?空号|(?:已经?|欠费)?停机"
            "|(?:被|直接)?挂断?了(?:电话)?"
            "|(?:被)?挂断|(?:正在|在)?通话中|正忙|不在服务区|(?:转|进)?(?:到了?)?语音信箱"
            "|不在(?:家|公司|办公室|座位)?"
            "|(?:被)?退信了?|被退回了?)(?:我们?|我的|的?(?:电话|手机|微信|短信|邮件|信息"
            "|消息))*(?:了)?"
            r"|(?:but |there was )?no (?:answer|reply|response)"
            r"|(?:i |we |just |and |but |only )*(?:went|got|left)?(?: straight)?(?: to)?(?: an?"
            r"| him an?| her an?)?"
            r" ?(?:voice ?mail|message(?: on (?:the|his|her) (?:machine|voicemail))?)(?: message)?"
            r"(?: for (?:him|her|them))?"
            r"|(?:he |she |they |but )*(?:did ?n[o']t|has ?n[o']t|never)"
            r" (?:answer(?:ed)?|pick(?:ed)? up|repl(?:y|ied)|respond(?:ed)?)"
            r"(?: (?:the|his|her) (?:phone|call|e-?mail))?"
            r"|not reached|could ?n[o']t reach.*|(?:but )?(?:nobody|no[ -]one)"
            r" (?:answered|picked up|replied|was (?:in|there|home)|there|home|in)"
            r"|(?:but |the |his |her )*(?:line|phone|number)? ?(?:is |was )?(?:busy|engaged|off"
            r"|switched off"
            r"|turned off|out of service|disconnected|unreachable|not in service)"
            r"|(?:the |his |her )?(?:mailbox|voicemail|inbox) (?:is |was )?full"
            r"|(?:got |was )?(?:the )?wrong number|(?:the )?(?:office|shop|store) (?:was "
            r"|is )?closed"
            r"|(?:straight )?to (?:vm|voicemail)|went (?:straight )?to vm"
            r"|(?:he |she |they |but |was |were |is )*(?:not (?:in|there|available)|(?:was"
            r"|were)n't (?:there|in)"
            r"|(?:was|were|is) (?:out|away|in a meeting)|out of (?:the )?office|hung up)"
            r"|(?:but |it |(?:the )?(?:e-?mail|message) |has |was |is )*(?:bounced"
            r"|undeliverable)(?: back)?"
        ),
    ),
    (
        Outcome.DECLINED,
        re.compile(
            _WHO + "(?:已经?|当场|直接|明确|被)*(?:拒绝?|婉拒|回绝)(?:了|我们?了?)?"
            r"|(?:he |she |they |but )*(?:has |have )?"
            r"(?:declined|refused|said no|turned (?:it|us|me) down)"
        ),
    ),
    (
        Outcome.AGREED,
        re.compile(
            _WHO + "(?:已经?|当场|都|口头)?(?:同意|答应)(?:了|购买|合作|签约|下单)*"
            r"|(?:he |she |they |and |has |have )*"
            r"(?:agreed|accepted|said yes)(?: to (?:it|buy|sign))?"
        ),
    ),
)  # fmt: skip
_NEEDS: Final = (
    (
        Need.CLEAR,
        re.compile(
            _WHO + r"(?:目前|现在)?(?:需求(?:已经?|很|非常|比较)?明确了?|有?明确的?需求|有明确需求)"
            r"|(?:the )?need is clear|(?:has |have )?a? ?clear need"
        ),
    ),
    (
        Need.POTENTIAL,
        re.compile(
            _WHO + "(?:目前|暂时)?(?:有|属于|算)?潜在(?:的)?需求|(?:has |have )?a? ?potential need"
        ),
    ),
    (
        Need.NONE,
        re.compile(
            _WHO + "(?:目前|现在|暂时|暂)?(?:没有?需求|无需求|没有任何需求)(?:了)?"
            "|(?:has |have |there is )?no need(?: at all| any more| now)?"
        ),
    ),
)  # fmt: skip
_SAYING: Final = re.compile(
    _WHO + "(?:还|也|又|一直|比较|有点儿?|有些|很|非常|太|老是|就是)*"
    "(?:嫌|觉得|认为|说|表示|反映|反馈|抱怨|希望|担心)"
    r"|(?:but |and )?(?:(?:he|she|they|the (?:customer|client)|customer|client) )?"
    r"(?:also )?(?:says|said|thinks|thought|finds|found|feels|felt|complains|complained|worries"
    r"|wishes|hopes|is worried|wants|wanted|asks|asked for|likes|liked)\b"
)
_GREETING: Final = re.compile(
    "祝(?!贺单)|拜年|拜个?早?年|恭贺|问候|(?:生日|春节|新年|新春|过年|元旦|元宵|端午|中秋|国庆"
    "|五一|圣诞|节日)(?:[^,。]{0,4})"
    "(?:快乐|愉快|安康|好|祝福)"
    r"|\b(?:happy (?:birthday|new year|holidays|easter)|merry christmas|season's greetings"
    r"|birthday (?:wishes|greetings)|congratulat\w+)\b"
)
_SAID_BY_US: Final = re.compile("说(?:好|定|明|服|到)|(?:我们?|跟|和|与|向|对).*说")

_CALL: Final = re.compile(
    "接|打|占线|机|挂|通|空号|忙音|voicemail|pick up|picked up|no answer|line|phone"
)


def outcome_in(clause: str) -> Outcome | None:
    """Give what a clause says came of the contact; None where it says something else."""
    return next((found for found, pattern in _OUTCOMES if pattern.fullmatch(clause)), None)


def is_unanswered(end: str) -> bool:
    """Tell whether the end of the clause that tells of a contact says that nobody was reached.

    Args:
        end: what follows the channel and the names: 没打通 in 高明的电话没打通.
    """
    return outcome_in(end) is Outcome.NO_ANSWER


def is_unanswered_call(clause: str) -> bool:
    """Tell whether a clause says that a telephone was not answered: 没接, `voicemail`."""
    return outcome_in(clause) is Outcome.NO_ANSWER and _CALL.search(clause) is not None


def need_in(clause: str) -> Need | None:
    """Give the need that a clause states; None where it says something else."""
    return next((found for found, pattern in _NEEDS if pattern.fullmatch(clause)), None)


def is_fact(clause: str) -> bool:
    """Tell whether a clause says what came of it, the need or a greeting, and so names nobody."""
    return outcome_in(clause) is not None or need_in(clause) is not None or is_greeting(clause)


def is_greeting(clause: str) -> bool:
    """Tell whether a clause says a greeting for a birthday or a festival: 祝生日快乐."""
    return _GREETING.search(clause) is not None


def is_said(clause: str) -> bool:
    """Tell whether a clause is plainly what the customer said, thinks or feels: 有点嫌贵."""
    return _SAYING.match(clause) is not None and _SAID_BY_US.match(clause) is None
