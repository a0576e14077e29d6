"""News texts in many languages, and the encodings that such texts were saved in."""

from __future__ import annotations

import unicodedata

#: A short news item in each language; no text of anyone, written for these tests.
TEXTS = {
    "en": (
        "The minister said on Tuesday that the government’s plan – first announced in March – "
        "would cost about £3 million. “We don’t expect delays,” she told reporters outside the "
        "building. Critics, however, pointed to last year’s budget and asked why nothing had been"
        " done for the café owners on the high street."
    ),
    "id": (
        "Menteri Luar Negeri mengatakan pada hari Selasa bahwa pemerintah akan segera mengirim "
        "bantuan ke daerah bencana. “Kami tidak ingin menunggu lagi,” kata dia di Jakarta. "
        "Menurut laporan, sekitar 14.000 orang mengungsi – sebagian besar perempuan dan anak-anak"
        " – sejak Oktober."
    ),
    "de": (
        "Die Bundesregierung hat am Dienstag beschlossen, die Förderung für Wärmepumpen zu "
        "kürzen. „Wir müssen sparen“, sagte der Minister in Köln. Künftig würden größere Häuser "
        "weniger Zuschüsse erhalten, hieß es. Die Opposition übte scharfe Kritik an den Plänen "
        "und sprach von einer Zumutung für Tausende Bürger."
    ),
    "fr": (
        "Le président a déclaré mardi que la réforme serait présentée à l’Assemblée dès la "
        "rentrée. « Nous n’avons pas été assez clairs », a-t-il reconnu. L’opposition, elle, "
        "dénonce un projet bâclé et réclame un référendum. Où en est-on après des mois de débats "
        "? Le gouvernement français espère éviter une grève générale."
    ),
    "es": (
        "El presidente anunció el martes que el país subirá las pensiones el próximo año. «No "
        "habrá más recortes», afirmó en una rueda de prensa en Málaga. La oposición criticó la "
        "decisión y pidió explicaciones sobre la financiación. ¿Quién pagará la factura? Según "
        "los economistas, España necesitará más ingresos."
    ),
    "pt": (
        "O presidente afirmou na terça-feira que não haverá aumento de impostos. “A situação é "
        "difícil, mas estável”, disse aos jornalistas em São Paulo. A oposição criticou a decisão"
        " e pediu explicações sobre a redução das verbas para a educação e a saúde. Também os "
        "sindicatos já marcaram manifestações."
    ),
    "pl": (
        "Premier powiedział we wtorek, że rząd nie podniesie podatków w przyszłym roku. „Nie "
        "możemy dłużej czekać”, stwierdził podczas konferencji w Łodzi. Opozycja skrytykowała "
        "decyzję i zażądała wyjaśnień w sprawie finansów państwa. Związki zawodowe zapowiedziały "
        "już strajk generalny w całej Polsce na początku września."
    ),
    "cs": (
        "Premiér v úterý řekl, že vláda příští rok nezvýší daně. „Nemůžeme už dál čekat,“ "
        "prohlásil na tiskové konferenci v Plzni. Opozice rozhodnutí kritizovala a žádala "
        "vysvětlení, odkud stát peníze vezme. Odbory již ohlásily stávku, která má začít počátkem"
        " září a zasáhne školy i nemocnice v celém Česku."
    ),
    "hu": (
        "A miniszterelnök kedden azt mondta, hogy a kormány jövőre nem emeli az adókat. „Nem "
        "várhatunk tovább” – jelentette ki győri sajtótájékoztatóján. Az ellenzék bírálta a "
        "döntést, és magyarázatot kért a költségvetés helyzetéről. A szakszervezetek már őszre "
        "általános sztrájkot hirdettek az egész országban."
    ),
    "ro": (
        "Premierul a declarat marţi că guvernul nu va creşte taxele anul viitor. Nu mai putem "
        "aştepta, a spus el la Timişoara. Opoziţia a criticat decizia şi a cerut explicaţii "
        "privind finanţarea pensiilor. Sindicatele au anunţat deja o grevă generală în toată "
        "ţara, începând cu luna septembrie, în şcoli şi spitale."
    ),
    "ro16": (
        "Premierul a declarat marți că guvernul nu va crește taxele anul viitor. Nu mai putem "
        "aștepta, a spus el la Timișoara. Opoziția a criticat decizia și a cerut explicații "
        "privind finanțarea pensiilor. Sindicatele au anunțat deja o grevă generală în toată "
        "țara, începând cu luna septembrie, în școli și spitale."
    ),
    "hr": (
        "Premijer je u utorak rekao da vlada neće povećati poreze iduće godine. Ne možemo više "
        "čekati, izjavio je na konferenciji u Zadru. Oporba je kritizirala odluku i zatražila "
        "objašnjenje o državnom proračunu. Sindikati su već najavili opći štrajk u cijeloj zemlji"
        " početkom rujna, što će pogoditi škole i bolnice."
    ),
    "tr": (
        "Başbakan salı günü yaptığı açıklamada hükümetin gelecek yıl vergileri artırmayacağını "
        "söyledi. “Artık bekleyemeyiz” diyen bakan, İzmir’deki toplantıda gazetecilerin "
        "sorularını yanıtladı. Muhalefet kararı eleştirdi ve bütçe hakkında açıklama istedi. "
        "Sendikalar eylül ayında ülke çapında genel greve gideceklerini duyurdu."
    ),
    "vi": (
        "Thủ tướng cho biết hôm thứ Ba rằng chính phủ sẽ không tăng thuế trong năm tới. Chúng ta "
        "không thể chờ đợi thêm nữa, ông nói với các phóng viên tại Hà Nội. Phe đối lập chỉ trích"
        " quyết định này và yêu cầu giải thích về ngân sách. Các công đoàn đã kêu gọi đình công "
        "trên toàn quốc vào đầu tháng Chín."
    ),
    "ru": (
        "Премьер-министр заявил во вторник, что правительство не будет повышать налоги в "
        "следующем году. «Мы не можем больше ждать», — сказал он журналистам в Москве. Оппозиция "
        "раскритиковала это решение и потребовала объяснений о состоянии бюджета. Профсоюзы уже "
        "объявили всеобщую забастовку в начале сентября."
    ),
    "uk": (
        "Прем’єр-міністр заявив у вівторок, що уряд не підвищуватиме податки наступного року. «Ми"
        " не можемо більше чекати», — сказав він журналістам у Києві. Опозиція розкритикувала це "
        "рішення і зажадала пояснень щодо бюджету. Профспілки вже оголосили загальний страйк на "
        "початку вересня, який охопить усі області її країни."
    ),
    "bg": (
        "Министър-председателят заяви във вторник, че правителството няма да повишава данъците "
        "през следващата година. „Не можем повече да чакаме“, каза той пред журналисти в София. "
        "Опозицията разкритикува решението и поиска обяснение за състоянието на бюджета. "
        "Синдикатите вече обявиха обща стачка в началото на септември."
    ),
    "el": (
        "Ο πρωθυπουργός δήλωσε την Τρίτη ότι η κυβέρνηση δεν θα αυξήσει τους φόρους το επόμενο "
        "έτος. «Δεν μπορούμε να περιμένουμε άλλο», είπε στους δημοσιογράφους στην Αθήνα. Η "
        "αντιπολίτευση επέκρινε την απόφαση και ζήτησε εξηγήσεις για τον προϋπολογισμό. Τα "
        "συνδικάτα ανακοίνωσαν γενική απεργία στις αρχές Σεπτεμβρίου."
    ),
    "he": (
        "ראש הממשלה אמר ביום שלישי כי הממשלה לא תעלה את המסים בשנה הבאה. איננו יכולים לחכות יותר,"
        " אמר לעיתונאים בירושלים. האופוזיציה מתחה ביקורת על ההחלטה ודרשה הסברים על מצב התקציב. "
        "ההסתדרות כבר הודיעה על שביתה כללית בתחילת ספטמבר, שתפגע בבתי הספר ובבתי החולים בכל רחבי "
        "הארץ."
    ),
    "ar": (
        "قال رئيس الوزراء يوم الثلاثاء إن الحكومة لن ترفع الضرائب في العام المقبل. وأضاف أمام "
        "الصحفيين في القاهرة: لا يمكننا الانتظار أكثر من ذلك. وانتقدت المعارضة القرار وطالبت "
        "بتوضيحات حول وضع الميزانية. وأعلنت النقابات إضرابا عاما في بداية سبتمبر يشمل المدارس "
        "والمستشفيات في جميع أنحاء البلاد."
    ),
    "fa": (
        "نخست وزير روز سه شنبه گفت که دولت سال آينده ماليات\u200cها را افزايش نخواهد داد. او به "
        "خبرنگاران در تهران گفت: ديگر نمي توانيم صبر کنيم. مخالفان از اين تصميم انتقاد کردند و "
        "خواستار توضيح درباره بودجه شدند. اتحاديه هاي کارگري پيش از اين اعتصاب سراسري اعلام "
        "کردند."
    ),
    "th": (
        "นายกรัฐมนตรีกล่าวเมื่อวันอังคารว่ารัฐบาลจะไม"
        "่ขึ้นภาษีในปีหน้า เราไม่สามารถรอได้อีกต่อไป "
        "เขากล่าวกับผู้สื่อข่าวที่กรุงเทพฯ ฝ่ายค้านวิ"
        "พากษ์วิจารณ์การตัดสินใจดังกล่าวและเรียกร้องค"
        "ำอธิบายเกี่ยวกับงบประมาณ สหภาพแรงงานประกาศนั"
        "ดหยุดงานทั่วประเทศในต้นเดือนกันยายน"
    ),
    "zh": (
        "总理周二表示，政府明年不会提高税收。他在北京对记者说：“我们不能再等了。”反对派批评了这"
        "一决定，并要求对预算状况作出解释。工会已经宣布将于九月初在全国范围内举行总罢工，学校和医"
        "院都将受到影响。据新华社报道，目前约有一万四千人参加了抗议活动。"
    ),
    "zht": (
        "總理週二表示，政府明年不會提高稅收。他在台北對記者說：「我們不能再等了。」反對派批評了這"
        "一決定，並要求對預算狀況作出解釋。工會已經宣布將於九月初在全國範圍內舉行總罷工，學校和醫"
        "院都將受到影響。據中央社報導，目前約有一萬四千人參加了抗議活動。"
    ),
    "ja": (
        "首相は火曜日、政府は来年増税しない方針だと述べた。東京で記者団に対し「これ以上待つことは"
        "できない」と語った。野党はこの決定を批判し、予算の状況について説明を求めた。労働組合はす"
        "でに九月初めに全国でゼネストを行うと発表しており、学校や病院にも影響が出る見通しだ。"
    ),
    "ko": (
        "총리는 화요일 정부가 내년에 세금을 인상하지 않을 것이라고 밝혔다. 그는 서울에"
        "서 기자들에게 더 이상 기다릴 수 없다고 말했다. 야당은 이 결정을 비판하고 예"
        "산 상황에 대한 설명을 요구했다. 노동조합은 이미 구월 초 전국적인 총파업을 선"
        "언했으며 학교와 병원도 영향을 받을 전망이다."
    ),
    "lt": (
        "Ministras pirmininkas antradienį pareiškė, kad vyriausybė kitais metais nedidins "
        "mokesčių. „Daugiau laukti negalime“, – sakė jis žurnalistams Vilniuje. Opozicija "
        "sukritikavo šį sprendimą ir pareikalavo paaiškinimų dėl biudžeto. Profesinės sąjungos "
        "jau paskelbė visuotinį streiką rugsėjo pradžioje visoje šalyje."
    ),
    "lv": (
        "Ministru prezidents otrdien paziņoja, ka valdība nākamgad nepaaugstinās nodokļus. Mēs "
        "vairs nevaram gaidīt, viņš sacīja žurnālistiem Rīgā. Opozīcija kritizēja šo lēmumu un "
        "pieprasīja skaidrojumu par budžetu. Arodbiedrības jau izsludinājušas vispārēju streiku "
        "septembra sākumā visā valstī, arī skolās un slimnīcās."
    ),
    "et": (
        "Peaminister ütles teisipäeval, et valitsus järgmisel aastal makse ei tõsta. Me ei saa "
        "enam oodata, ütles ta ajakirjanikele Tallinnas. Opositsioon kritiseeris otsust ja nõudis"
        " selgitusi eelarve kohta. Ametiühingud kuulutasid juba välja üldstreigi septembri "
        "alguses, mis mõjutab koole ja haiglaid üle kogu riigi."
    ),
    "is": (
        "Forsætisráðherra sagði á þriðjudag að ríkisstjórnin myndi ekki hækka skatta á næsta ári."
        " Við getum ekki beðið lengur, sagði hann við blaðamenn í Reykjavík. Stjórnarandstaðan "
        "gagnrýndi ákvörðunina og krafðist skýringa á fjárlögunum. Verkalýðsfélögin hafa þegar "
        "boðað allsherjarverkfall í byrjun september."
    ),
    "sv": (
        "Statsministern sade på tisdagen att regeringen inte kommer att höja skatterna nästa år. "
        "Vi kan inte vänta längre, sade han till journalister i Göteborg. Oppositionen "
        "kritiserade beslutet och krävde förklaringar om budgeten. Fackförbunden har redan utlyst"
        " en generalstrejk i början av september över hela landet."
    ),
    "kk": (
        "Премьер-министр сейсенбі күні үкімет келесі жылы салықтарды көтермейтінін айтты. Біз "
        "бұдан артық күте алмаймыз, деді ол Астанада журналистерге. Оппозиция бұл шешімді сынап, "
        "бюджеттің жағдайы туралы түсінік беруді талап етті. Кәсіподақтар қыркүйек айының басында"
        " бүкіл ел бойынша ереуіл жариялады."
    ),
    "mt": (
        "Il-Prim Ministru qal nhar it-Tlieta li l-gvern mhux se jgħolli t-taxxi s-sena d-dieħla. "
        "Ma nistgħux nistennew aktar, qal lill-ġurnalisti fil-Belt. L-oppożizzjoni kkritikat din "
        "id-deċiżjoni u talbet spjegazzjoni dwar il-baġit. L-għaqdiet tal-ħaddiema diġà ħabbru "
        "strajk ġenerali fil-bidu ta' Settembru."
    ),
    "cy": (
        "Dywedodd y prif weinidog ddydd Mawrth na fyddai'r llywodraeth yn codi trethi y flwyddyn "
        "nesaf. Ni allwn aros yn hŵy, meddai wrth newyddiadurwyr yng Nghaerdydd. Beirniadodd yr "
        "wrthblaid y penderfyniad a gofyn am eglurhad am sefyllfa'r gyllideb. Mae'r undebau "
        "eisoes wedi cyhoeddi streic gyffredinol â'r tŷ."
    ),
    "tg": (
        "Сарвазир рӯзи сешанбе гуфт, ки ҳукумат соли оянда андозҳоро зиёд намекунад. Мо дигар "
        "интизор шуда наметавонем, гуфт ӯ ба рӯзноманигорон дар Душанбе. Мухолифин ин қарорро "
        "танқид карда, дар бораи буҷа тавзеҳ талаб намуданд. Иттифоқҳои касаба дар моҳи сентябр "
        "корпартоӣ эълон карданд."
    ),
}

#: Encoding → languages of the texts saved in it.
ENCODINGS = {
    "cp1252": "en id de fr es pt is",
    "latin-1": "de fr es sv",
    "iso8859-15": "fr et",
    "cp437": "de",
    "cp850": "de fr es",
    "mac-roman": "de fr",
    "cp1250": "pl cs hu ro hr",
    "iso8859-2": "pl cs hu hr",
    "cp852": "pl cs",
    "mac-latin2": "pl",
    "iso8859-16": "ro16",
    "cp1251": "ru uk bg",
    "koi8-r": "ru",
    "koi8-u": "uk",
    "iso8859-5": "ru",
    "cp866": "ru",
    "cp855": "ru",
    "mac-cyrillic": "ru",
    "kz1048": "kk",
    "ptcp154": "kk",
    "koi8-t": "tg",
    "cp1253": "el",
    "iso8859-7": "el",
    "cp737": "el",
    "mac-greek": "el",
    "cp1254": "tr",
    "iso8859-9": "tr",
    "cp857": "tr",
    "mac-turkish": "tr",
    "cp1255": "he",
    "iso8859-8": "he",
    "cp862": "he",
    "cp1256": "ar fa",
    "iso8859-6": "ar",
    "cp720": "ar",
    "cp1257": "lt lv et",
    "iso8859-13": "lt",
    "iso8859-4": "lv",
    "cp775": "lt",
    "cp1258": "vi",
    "tis-620": "th",
    "cp874": "th",
    "gb2312": "zh",
    "gbk": "zh",
    "gb18030": "zh",
    "hz": "zh",
    "big5": "zht",
    "big5hkscs": "zht",
    "cp950": "zht",
    "shift_jis": "ja",
    "cp932": "ja",
    "euc_jp": "ja",
    "iso2022_jp": "ja",
    "euc_kr": "ko",
    "cp949": "ko",
    "johab": "ko",
    "iso2022_kr": "ko",
    "iso8859-3": "mt",
    "iso8859-14": "cy",
    "iso8859-10": "is",
    "cp861": "is",
    "cp865": "sv",
    "utf-8": "ar",
    "utf-8-sig": "zh",
    "utf-16": "ru",
    "utf-16-le": "en ar zh ja th",
    "utf-16-be": "en zh ko",
    "utf-32": "id",
    "utf-32-le": "zh",
    "utf-32-be": "de",
    "utf-7": "de",
    "cp037": "en",
    "cp500": "de",
}

_PLAIN = {
    "“": '"',
    "”": '"',
    "„": '"',
    "’": "'",
    "–": "-",
    "—": "-",
    "«": '"',
    "»": '"',
    "€": "EUR",
    "£": "GBP",
}
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def encoded() -> list[tuple[str, str, str, bytes]]:
    """Each case: encoding, language, text, bytes. A text is made plainer where its encoding needs that."""
    return [_encoded(encoding, language) for encoding, some in ENCODINGS.items() for language in some.split()]


def _encoded(encoding: str, language: str) -> tuple[str, str, str, bytes]:
    text = TEXTS[language]
    if encoding == "cp1258":
        text = "".join(map(_tone_apart, text))
    try:
        return encoding, language, text, text.encode(encoding)
    except UnicodeEncodeError:
        text = text.translate(str.maketrans(_PLAIN)).replace("\u200c", "")
    return encoding, language, text, text.encode(encoding)


def _tone_apart(character: str) -> str:
    """Windows writes a Vietnamese vowel whole and its tone after it."""
    if character.isascii():
        return character
    letters = unicodedata.normalize("NFD", character)
    tones = "".join(one for one in letters if one in _TONES)
    try:
        character.encode("cp1258")
    except UnicodeEncodeError:
        rest = "".join(one for one in letters if one not in _TONES)
        return unicodedata.normalize("NFC", rest) + tones
    return character
