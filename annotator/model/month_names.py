"""Names of months, weekdays and parts of the day in the languages of the news, for `dates`."""

from __future__ import annotations

from typing import Final

#: January | … | December: English; Indonesian and Malay; German and Dutch; French; Spanish; Portuguese;
#: Italian; Russian (nominative, genitive, short); Arabic (western, Levantine, Maghrebi). Case-folded.
_MONTHS: Final = """
  january jan januari januar jänner jaenner janvier janv enero ene janeiro gennaio gen
    январь января янв يناير جانفي كانون_الثاني
| february feb februari pebruari februar février fevrier févr fevr fév febrero fevereiro fev
    febbraio febb февраль февраля фев февр فبراير فيفري شباط
| march mar maret mac märz maerz mär mrz maart mrt mars marzo março marco
    март марта мар مارس آذار اذار
| april apr avril avr abril abr aprile апрель апреля апр أبريل ابريل إبريل أفريل افريل نيسان
| may mei mai mayo maio mag maggio май мая مايو ماي أيار ايار
| june jun juni juin junio junho giugno giu июнь июня июн يونيو يونيه جوان حزيران
| july jul juli julai juillet juil julio julho luglio lug июль июля июл يوليو يوليه جويلية تموز
| august aug agustus agu agt ags ogos augustus août aout agosto ago август августа авг
    أغسطس اغسطس أوت آب اب
| september sep sept septembre septiembre setiembre setembro set settembre sett
    сентябрь сентября сен сент سبتمبر شتنبر أيلول ايلول
| october oct oktober okt octobre octubre outubro out ottobre ott октябрь октября окт
    أكتوبر اكتوبر تشرين_الأول تشرين_الاول
| november nov nopember novembre noviembre novembro ноябрь ноября ноя نوفمبر نونبر تشرين_الثاني
| december dec desember des disember dis dezember dez décembre decembre déc diciembre dic dezembro
    dicembre декабрь декабря дек ديسمبر دجنبر كانون_الأول كانون_الاول
"""

#: Monday | … | Sunday in the same languages and in Chinese, Japanese and Korean.
_WEEKDAYS: Final = """
  monday mon senin isnin montag mo lundi lun lunes segunda-feira segunda lunedì понедельник пн
    الاثنين الإثنين 星期一 周一 週一 月曜日 月曜 월요일
| tuesday tue tues selasa dienstag di mardi mar martes terça-feira terça martedì вторник вт
    الثلاثاء 星期二 周二 週二 火曜日 火曜 화요일
| wednesday wed rabu mittwoch mi mercredi mer miércoles miercoles quarta-feira quarta mercoledì
    среда среду ср الأربعاء الاربعاء 星期三 周三 週三 水曜日 水曜 수요일
| thursday thu thur thurs kamis khamis donnerstag do jeudi jeu jueves quinta-feira quinta giovedì
    четверг чт الخميس 星期四 周四 週四 木曜日 木曜 목요일
| friday fri jumat jum'at jum’at jumaat freitag fr vendredi ven viernes sexta-feira sexta venerdì
    пятница пятницу пт الجمعة 星期五 周五 週五 金曜日 金曜 금요일
| saturday sat sabtu samstag sonnabend sa samedi sam sábado sabado sabato суббота субботу сб
    السبت 星期六 周六 週六 土曜日 土曜 토요일
| sunday sun minggu ahad sonntag so dimanche dim domingo domenica воскресенье вс
    الأحد الاحد 星期日 星期天 周日 週日 日曜日 日曜 일요일
"""


def _numbered(rows: str, first: int) -> dict[str, int]:
    numbered = enumerate(rows.split("|"), first)
    return {name.replace("_", " "): number for number, row in numbered for name in row.split()}


#: Case-folded name → 1..12.
MONTHS: Final = _numbered(_MONTHS, 1)
#: Case-folded name → 0 (Monday) .. 6 (Sunday), as `datetime.date.weekday` counts.
WEEKDAYS: Final = _numbered(_WEEKDAYS, 0)

#: Time zones written as letters → hours before UTC. Only those with one meaning in the news.
ZONES: Final = {
    "wib": 7, "wita": 8, "wit": 9, "utc": 0, "gmt": 0, "z": 0, "cet": 1, "cest": 2, "mez": 1, "mesz": 2,
    "bst": 1, "est": -5, "edt": -4, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "msk": 3,
    "мск": 3, "jst": 9, "kst": 9, "hkt": 8, "sgt": 8, "myt": 8, "aest": 10, "aedt": 11, "brt": -3,
}  # fmt: skip
#: Words for the two halves of the day.
AFTERNOON: Final = frozenset({"pm", "p.m", "p.m.", "下午", "晚上", "午後", "오후", "مساء"})
MORNING: Final = frozenset({"am", "a.m", "a.m.", "上午", "早上", "午前", "오전", "صباحا"})

#: Japanese eras → the Gregorian year before their first.
ERAS: Final = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867}
