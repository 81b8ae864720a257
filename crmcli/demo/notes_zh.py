"""What the demonstration's salesperson writes about Chinese customers."""

from __future__ import annotations

from crmcli.demo.lines import Line, Phase, Script

_INTRO = (
    Line("第一次联系，介绍了公司和{product}，{who}愿意先看资料", mine="发{product}资料和案例"),
    Line("做了自我介绍，问了{city}仓库的规模和人手", mine="整理一份同行案例"),
)
_INTRODUCTIONS = {
    "advertisement": Line("看到广告打来的，问{product}的价格", "先看看，不着急", mine="发报价区间"),
    "referral": Line("朋友介绍认识，{who}负责设备这一块", "我们用的是{rival}的，快过保了"),
    "exhibition": Line("展会上换过名片，会后介绍了{product}", "资料可以先发来", mine="发产品手册"),
    "website": Line("官网留言，回复了{product}的问题", "目前只是了解一下", mine="发{product}资料"),
    "cold call": Line("第一次打电话，{who}对{product}有兴趣，愿意再聊"),
    "social media": Line("看了我们的短视频来问{product}，聊得不错", mine="发{product}资料"),
}
_KEEP = (
    Line("回访，{who}说资料已经看过，暂时没有计划", "等下半年预算吧"),
    Line("发了同行业用{product}的案例，{who}转给了领导"),
    Line("聊了近况，他们仓库在调整，人手紧", "有想法，还没排上日程"),
    Line("告知新款{product}上市，{who}想要一份参数", mine="发新款参数表"),
    Line("问候近况，目前还用{rival}，抱怨售后慢", "换不换要看老板"),
    Line("邀请参加线上产品介绍，{who}说会看时间", theirs="确认能否参加线上介绍"),
    Line("了解到他们明年可能扩建，届时会用到{product}", "扩建批下来再谈"),
    Line("例行回访，没有新变化，约定下个月再联系"),
    Line("{who}问了维保怎么算，解释了三档服务", mine="发维保价目表"),
    Line("帮忙解答了标签脱落的问题，{who}很感谢", "以后有项目先找你"),
    Line("他们换了新领导，{who}正在重新梳理需求"),
    Line("年中盘点，忙，简单聊了几句，兴趣还在"),
)
_NEED = (
    Line("需求明确：要{qty}套{product}，预算{amount}左右", "年内一定要上", mine="出初步方案"),
    Line("和{who}对了一遍现场条件，要支持现有系统对接", mine="确认接口是否兼容"),
    Line("{who}发来需求清单，主要卡在扫码速度和防尘", theirs="补充现场照片和图纸"),
    Line("讲解了方案初稿，{who}提了三点修改", "对接一定要稳", mine="修改方案第二版"),
    Line("借样机试用一周，安排了工程师配合", mine="寄样机"),
    Line("样机试用反馈不错，识别率比{rival}高", "操作工都说好用"),
    Line("确认了决策流程：{who}提案，总经理拍板，财务会签"),
    Line("讨论分两期上线，第一期先上一半", theirs="内部讨论分期方案"),
    Line("立项已报上去，等批复", "应该问题不大"),
    Line("回答了信息部关于数据安全的问题", mine="补一份安全说明"),
)
_WAIT = (
    Line("需求没变，{qty}套{product}，预算还没批下来", "等总部通知"),
    Line("{who}说项目排在后面，时间还定不下来"),
    Line("更新了方案里的型号，价格不变", mine="发更新后的方案"),
    Line("问了进度，财务在压预算，需求本身没问题", "跑不掉的，就是慢"),
    Line("{who}想看一个同规模的现场，答应安排", mine="安排参观样板客户"),
    Line("确认需求仍在，厂房改造延期，跟着往后推"),
    Line("聊了付款方式，对方希望分三次", theirs="问财务能否接受预付三成"),
    Line("例行跟进，等立项，约好月底再问"),
)
_QUOTE = (
    Line("发了正式报价{amount}，含安装和一年维保", mine="三天内回访报价意见"),
    Line("{who}收到报价，正在和{rival}比较", "你们贵了一成", theirs="把比价意见发过来"),
    Line("解释了报价差异：备机和上门服务都包含在内", mine="做一份对比表"),
    Line("按要求拆分了硬件和服务两张报价单", mine="发拆分报价"),
    Line("{who}希望再降五个点，答应去申请", mine="申请特价"),
    Line("报价已进入内部评审，{who}在帮忙推", "下周会上讨论"),
    Line("补充了资质文件和同类合同", theirs="通知评审时间"),
    Line("技术评审通过，等商务谈判", "技术上就定你们了"),
)
_DEAL = (
    Line("商务谈判第一轮，总价{amount}，谈付款比例", "三三四我们可以接受"),
    Line("申请到三个点优惠，{who}认可", mine="改合同价格"),
    Line("合同初稿已发，法务在审", theirs="法务回复合同意见"),
    Line("法务提了两处修改，违约金条款改为千分之三", mine="发合同第二稿"),
    Line("确认交货期：签约后三周", "能不能再快几天"),
    Line("协调了工厂排期，可以提前五天发货", mine="书面确认交期"),
    Line("{who}说总经理出差，回来就签", theirs="总经理回来签字"),
    Line("确认收货地址和安装时间窗口，在{city}仓库"),
    Line("{rival}又来降价，{who}说还是看重服务", "价格不是唯一的"),
    Line("送一年耗材作为最后让步，对方口头同意", mine="补充协议写明赠送耗材"),
    Line("合同走到最后一个签批节点", "就差财务盖章"),
    Line("跟进盖章进度，{who}答应催一下", theirs="催财务盖章"),
    Line("对了一遍验收标准，没有分歧"),
    Line("和{who}确认培训安排，两个班次各半天", mine="排培训计划"),
)
_COOL = (
    Line("项目暂停，预算被砍，{who}说今年先不动", "不是不要，是现在没钱"),
    Line("回访，预算仍然冻结，保持联系"),
    Line("{who}转岗，介绍了接手的同事，要重新沟通", mine="约接手的同事见面"),
    Line("发了以租代买的方案，{who}觉得可以考虑", theirs="向领导汇报租赁方案"),
    Line("聊了行业情况，他们订单下滑，投资都压着"),
    Line("项目还在冷，{who}建议下季度再看"),
)
_REFUSED = (
    Line("明确不需要，刚和{rival}签了三年", "这几年都不会换"),
    Line("{who}说业务收缩，不再考虑{product}", "仓库都要退租了"),
    Line("集团统一采购，地方没有决定权，以后不用再联系", "你找总部吧"),
    Line("规模太小，用不上{product}，一年问候一次即可"),
    Line("公司搬离{city}，新址自建系统，没有合作机会"),
)
_LOST = (
    Line("{who}来电，项目给了{rival}", "这次价格差得太多"),
    Line("对方通知不再合作，做了简单复盘", "内部已经定了别家"),
)
_EARLY = (
    Line("上门拜访，看了{city}的仓库，流程还是手工登记", "每天要对账到晚上", mine="写一份现场调研"),
    Line("到厂里和{who}面谈，顺便见了仓库班长"),
    Line("现场演示{product}，操作工试用了半小时", "这个快多了"),
    Line("登门回访，带了新样本，{who}请喝茶聊了一小时"),
    Line("一起走了一遍收货到出库的流程，量了通道尺寸", mine="画布置草图"),
)
_LATE = (
    Line("带工程师上门做技术澄清，问题都答复了", "可以，放心了"),
    Line("到{city}面谈商务条款，差距缩小到两个点", mine="回去申请最后两个点"),
    Line("拜访总经理，{who}陪同，气氛不错", "抓紧办"),
    Line("现场复测网络覆盖，确认要加两个基站", mine="补报基站费用"),
    Line("当面递交合同，逐条过了一遍", theirs="走内部签批"),
)

SCRIPT = Script(
    introductions=_INTRODUCTIONS,
    talks={
        Phase.INTRO: _INTRO,
        Phase.KEEP: _KEEP,
        Phase.NEED: _NEED,
        Phase.WAIT: _WAIT,
        Phase.QUOTE: _QUOTE,
        Phase.DEAL: _DEAL,
        Phase.COOL: _COOL,
        Phase.REFUSED: _REFUSED,
        Phase.LOST: _LOST,
    },
    early_visits=_EARLY,
    late_visits=_LATE,
    greetings=(
        (12, 31, "祝{who}元旦快乐，新的一年顺顺利利"),
        (4, 30, "祝{who}劳动节快乐"),
        (9, 30, "祝{who}国庆快乐，阖家幸福"),
    ),
    birthday="祝{who}生日快乐",
    no_answer=("无人接听", "在开会，没接", "关机，改天再打", "响铃无人接，发了短信"),
    by_hand=(
        "总经理当面答应尽快上，等书面日期",
        "老客户介绍，判断比表面更近",
        "听说竞争对手退出，机会提前",
    ),
    lost=("价格高于竞争对手", "交货期太长", "决策人更换，改用集团指定品牌", "项目取消"),
    rivals=("老供应商", "另一家品牌", "本地代理商", "进口品牌"),
)
