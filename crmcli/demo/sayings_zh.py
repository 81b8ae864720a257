"""What the demonstration's salesperson writes about deals and feedback of Chinese customers."""

from __future__ import annotations

from crmcli.demo.sayings import Case, Heard, Measured, Sayings
from crmcli.domain.feedback_state import FeedbackKind, Severity
from crmcli.domain.stage import Stage
from crmcli.domain.winback_result import WinbackResult

_WON = (
    Case("样机试用一周，操作工自己选了我们", "价格", repeat="先借样机，再谈价格"),
    Case("带{who}看了同行的现场，当场定下", "没有案例", repeat="尽早安排参观"),
    Case("交货期比{rival}短一周", "交货期", repeat="先问清上线日期", avoid="不要先报长交期"),
    Case("售后响应写进合同，打消了顾虑", "售后", repeat="报价附服务承诺"),
    Case("老客户加购，流程都熟", repeat="每半年问一次扩容"),
)
_LOST = (
    ("价格高于竞争对手", Case("{rival}低一成五，预算已定死", "价格", avoid="不了解预算就报全配")),
    ("交货期太长", Case("旺季排不出产能", "交货期", avoid="旺季前两个月不锁排期")),
    ("决策人更换", Case("只跟了{who}一个人，换人后归零", "决策人", avoid="只有一个联系人")),
    ("项目取消", Case("总部压缩投资，谁也没拿到", "预算", repeat="立项书没批前少投入")),
)
_HEARD = (
    Heard(
        FeedbackKind.COMPLAINT,
        "物流",
        "打印机到货时外箱破损，一台外壳开裂",
        ("查了运单和照片，是中转装卸所致", "换一台新的，运费我方承担", "新机已签收", "", ""),
        "换新，承运商改为专线",
        Severity.HIGH,
    ),
    Heard(
        FeedbackKind.COMPLAINT,
        "售后",
        "报修两天没人联系",
        ("工单分错了区域", "改派本地工程师，当天上门", "已修好，现场确认", "", ""),
        "工单改为按城市分派",
    ),
    Heard(
        FeedbackKind.COMPLAINT,
        "质量",
        "标签在冷库里脱胶",
        ("取样送检，胶型不适合低温", "换成低温胶，首批免费", "低温标签已送到", "", ""),
        "换货，冷库客户一律用低温胶",
    ),
    Heard(
        FeedbackKind.SUGGESTION,
        "产品",
        "希望仓储系统能导出班次报表",
        ("转给产品部，列入下个版本", "告诉{who}下个版本会有"),
        "已列入计划",
    ),
    Heard(
        FeedbackKind.SUGGESTION,
        "服务",
        "建议把保养提醒发到微信",
        ("开通了微信提醒", "{who}试过，能收到"),
        "已开通",
    ),
    Heard(
        FeedbackKind.OPINION,
        "价格",
        "耗材价格比去年高了，想要年度协议价",
        ("核了用量，可以给年单价", "年单价发给{who}了"),
        "按年单价执行",
    ),
    Heard(
        FeedbackKind.OPINION,
        "文档",
        "操作手册太厚，班组看不完",
        ("做了两页的速查卡", "速查卡已寄给{who}"),
        "速查卡随货附送",
    ),
    Heard(
        FeedbackKind.PRAISE,
        "服务",
        "安装师傅很专业，加班到晚上把线调通了",
        ("转告了安装组并表扬", "谢过{who}"),
        "感谢，已转告",
    ),
    Heard(
        FeedbackKind.PRAISE,
        "产品",
        "扫码器用了三个月没出过一次错",
        ("请{who}允许我们写成案例", "案例稿给{who}看过"),
        "同意作为案例",
    ),
)
_LATE = (
    Heard(
        FeedbackKind.COMPLAINT,
        "质量",
        "手持终端断断续续连不上网，夜班停了两次",
        ("先远程看了日志，像是固件问题", "", "", "", ""),
        "",
        Severity.HIGH,
    ),
    Heard(
        FeedbackKind.COMPLAINT,
        "物流",
        "说好周一到货，晚了三天也没人通知",
        ("仓库漏了一票，查到原因", "以后发货和延误都发短信", "短信已开通", "", ""),
        "",
    ),
    Heard(
        FeedbackKind.COMPLAINT,
        "售后",
        "同一个故障修了两次还是报错",
        ("工程师说主板接触不良", "换主板", "主板已换", "又报错了一次，{who}很不满意", ""),
        "",
        Severity.HIGH,
    ),
    Heard(
        FeedbackKind.COMPLAINT,
        "开票",
        "发票抬头开错了，退回去重开，到现在没收到",
        ("查了，财务漏了这一张", "今天重开，快递寄出", "", "", ""),
        "",
    ),
)

SAYINGS = Sayings(
    chinese=True,
    chinese_products=True,
    titles=(
        "{product} {qty} 套",
        "{city}仓{product}项目",
        "{product}采购",
        "{product}一期",
    ),
    moves={
        Stage.INITIAL_CONTACT: ("愿意谈，先了解现场", ""),
        Stage.NEED_CONFIRMED: ("{qty} 套，需求和预算都说清了", "现场看过，需求确认"),
        Stage.QUOTE: ("正式报价已发", "报价{amount}，含安装"),
        Stage.NEGOTIATION: ("进入商务谈判", "合同初稿发给{who}"),
        Stage.WON: ("合同盖章，首款到账", "签了"),
        Stage.LOST: ("", "{who}来电告知"),
    },
    notes=("总经理拍板，财务会签", "{who}在内部帮我们推", "对手是{rival}", "可能分两期"),
    won=_WON,
    lost=_LOST,
    heard=_HEARD,
    late=_LATE,
    surveys={
        5: ("设备稳定，服务及时", "很满意", ""),
        4: ("总体不错，备件可以再快一点", "可以", ""),
        3: ("一般，价格偏高",),
        2: ("报修总要催，考虑换一家",),
    },
    handlers=("售后小陈", "技术部老吴"),
    measures=(
        Measured("冷库客户一律推荐低温胶标签", "产品部", "两个月内没有再脱胶"),
        Measured("发货和延误都发短信给收货人", "仓库"),
        Measured("易碎设备改用木箱和专线", "物流部", "近三个月无破损"),
    ),
    looks=("打过电话，年底盘点，下月恢复", "他们换仓库，订单推后"),
    tries={
        WinbackResult.THINKING: "带新方案谈了一次，{who}说可以再比一比",
        WinbackResult.DECLINED: "回了话：合同签了三年，暂不考虑",
        WinbackResult.NO_ANSWER: "发了优惠，没有回音",
    },
)
