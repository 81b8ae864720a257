"""Words of the trade in traditional characters, read as the same words in simplified ones."""

from __future__ import annotations

_PAIRS = (
    "個个業业與与嚴严丟丢產产價价優优會会傳传體体興兴關关冊册決决況况別别務务動动區区單单參参發发縣县號号後后聽听"
    "員员週周諮咨問问復复複复處处備备頭头奮奋實实對对屬属崗岗幣币歸归當当錄录態态總总願愿執执揚扬擾扰護护報报擁拥"
    "數数無无時时權权來来標标沒没滿满潛潜愛爱狀状電电碼码確确種种稱称簡简類类緊紧約约級级紀纪線线細细紹绍經经結结"
    "絡络絕绝維维編编職职聯联連连節节慮虑銜衔規规視视觸触計计訂订認认議议訊讯記记許许訪访評评訴诉誠诚話话詢询詳详"
    "說说説说請请諾诺調调談谈負负責责貨货質质購购資资贊赞讚赞贏赢轉转輕轻較较輸输進进選选郵邮採采鐘钟銷销鍵键長长"
    "門门閉闭間间隨随須须顧顾預预領领頻频題题額额饋馈歷历戶户臺台準准係系繫系幾几簽签籤签註注誌志機机網网頁页銀银"
    "賬账帳账貿贸東东國国際际團团廠厂師师雙双買买賣卖禮礼節节陸陆鄉乡鎮镇開开辦办裏里裡里從从應应該该誰谁讓让現现"
    "據据檔档統统載载達达運运過过還还遲迟適适邊边釋释錢钱鏈链險险難难彙汇暫暂兩两這这靜静響响項项順顺飯饭館馆馬马驗验點点"
)
_SIMPLE = str.maketrans(_PAIRS[::2], _PAIRS[1::2])


def simplified(text: str) -> str:
    """Write the words of the trade in simplified characters, to compare them with known ones.

    It knows the characters of such words and no others: names of people are not for it.
    """
    return text if text.isascii() else text.translate(_SIMPLE)
