"""The words of Nexis and Nexis Uni exports in the languages of their interface: labels, headings, markers.

Sources: exports as the parsers of AmCAT, LexisNexisTools and tm.plugin.lexisnexis expect them (English,
German, French); for the other languages the interface's own terms.
"""

from __future__ import annotations

import re
from typing import Final

#: Key of our own → how the label is written, lower case, hyphens as spaces.
_LABELS: Final = {
    "title": (
        "headline | title | titre | titel | überschrift | schlagzeile | titular "
        "| título | titolo | kop | 标题 | 標題 | 제목 | 헤드라인"
    ),
    "author": (
        "byline | author | by line | autor | autorin | verfasser | auteur | autora "
        "| autore | firma | 作者 | 署名 | 저자 | 기자 | 작성자"
    ),
    "section": (
        "section | rubrik | ressort | rubrique | sección | seccion | sezione | rubriek "
        "| seção | 版面 | 版块 | 栏目 | 版次 | 섹션 | 면"
    ),
    "length": (
        "length | länge | longueur | longitud | extensión | lunghezza | lengte "
        "| extensão | comprimento | 长度 | 字数 | 長度 | 篇幅 | 길이 | 분량"
    ),
    "dateline": ("dateline | ortsmarke | ort | lieu | data line | datación | 电头 | 電頭 | 데이트라인"),
    "language": ("language | sprache | langue | idioma | lengua | lingua | taal | 语言 | 語言 | 언어"),
    "load date": (
        "load date | update | ladedatum | upload datum | date chargement "
        "| date de chargement | fecha carga | fecha de carga | fecha de actualización "
        "| data di caricamento | laaddatum | data de carregamento | 加载日期 | 上传日期 "
        "| 载入日期 | 載入日期 | 로드 날짜 | 업로드 날짜 | 등록일"
    ),
    "publication type": (
        "publication type | type publication | type de publication | publikationstyp "
        "| publikationsart | tipo de publicación | tipo di pubblicazione "
        "| publicatietype | 出版物类型 | 出版類型 | 간행물 유형 | 발행물 유형"
    ),
    "subject": (
        "subject | sujet | thema | themen | tema | asunto | materia | onderwerp | 主题 | 主題 | 주제"
    ),
    "graphic": ("graphic | grafik | graphique | gráfico | grafico | abbildung | 图形 | 圖片 | 图片 | 그래픽"),
    "highlight": (
        "highlight | chapeau | encart | insert | abstract | zusammenfassung | resumen | 摘要 | 요약"
    ),
    "edition": "edition | ausgabe | édition | edición | edizione | editie | 版本 | 판",
    "journal code": (
        "journal code | code revue | zeitschriftencode | código de revista | 期刊代码 | 저널 코드"
    ),
    "document id": (
        "document id | acc no | accession number | dokument id | id du document | id del documento"
    ),
    "url": "url",
    "series": "series | serie | série",
    "correction": "correction | korrektur | corrección",
    "correction date": "correction date",
    "document type": "document type | type de document | dokumenttyp | tipo de documento",
    "distribution": "distribution | verbreitung | diffusion",
    "column": "column | kolumne",
    "notes": "notes | hinweise | anmerkungen | notas | 注释 | 비고",
    "type": "type | typ | tipo",
    "ticker": "ticker | stock symbol | symbole boursier",
    "company": ("company | unternehmen | société | societe | empresa | azienda | bedrijf | 公司 | 회사"),
    "organization": "organization | organisation | organización | 机构 | 조직",
    "person": "person | personne | persona | persoon | 人物 | 인물",
    "industry": "industry | branche | industrie | secteur activite | industria | 行业 | 산업",
    "geographic": ("geographic | geografie | localisation geo | géographie | geografía | 地理 | 지역"),
    "country": "country | land | pays | país | paese | 国家 | 국가",
    "state": "state | bundesland | état | estado | stato | 州 | 주",
    "city": "city | stadt | ville | ciudad | città | 城市 | 도시",
    "issn": "issn",
    "copyright": "copyright",
}
#: Headings that stand alone on a line.
_BODY: Final = (
    "body | textkörper | haupttext | volltext | corps | corps du texte | corps de texte "
    "| cuerpo | cuerpo del texto | corpo | hoofdtekst | 正文 | 内文 | 內文 | 본문"
)
_END: Final = (
    "end of document | ende des dokuments | dokumentende | fin du document | fin de document"
    " | fin del documento | fine del documento | fim do documento | einde van document"
    " | einde van het document"
    " | 文档结束 | 文件结束 | 文档结尾 | 文件結尾 | 文件結束 | 문서 끝 | 문서의 끝 | 문서 종료"
)
_CLASSIFICATION: Final = (
    "classification | klassifizierung | klassifikation | clasificación | classificazione | classificatie"
    " | classificação | 分类 | 分類 | 분류"
)


def _set(words: str) -> frozenset[str]:
    return frozenset(word.strip() for word in words.split("|"))


BODY: Final = _set(_BODY)
END: Final = _set(_END)
CLASSIFICATION: Final = _set(_CLASSIFICATION)
GRAPHIC: Final = _set(_LABELS["graphic"])
NOTES: Final = _set(_LABELS["notes"])
LABELS: Final = {word: key for key, words in _LABELS.items() for word in _set(words)}
#: Labels that stand after the story.
TAIL: Final = frozenset([
    "load date", "language", "publication type", "subject", "graphic", "journal code", "document id", "url",
    "correction", "correction date", "document type", "distribution", "notes", "ticker", "company",
    "organization", "person", "industry", "geographic", "country", "state", "city", "issn", "copyright",
    "type", "series",
])  # fmt: skip

#: "3 of 100 DOCUMENTS" in every language, alone on its line: number and total.
MARKER: Final = re.compile(
    r"(?i)\s*(?:FOCUS\s*-\s*)?(?:"
    r"(?:Dokument|Document|Documento)\s+(?P<n1>\d{1,6})\s+(?:of|von|de|di|van)\s+(?P<t1>\d{1,6})"
    r"|(?P<n2>\d{1,6})\s+(?:of|von|de|di|van)\s+(?P<t2>\d{1,6})"
    r"\s+(?:DOCUMENTS?|DOKUMENTEN?|DOCUMENTOS?|DOCUMENTI|DOCUMENTEN)"
    r"|第?\s*(?P<n3>\d{1,6})\s*[篇个개]?\s*[,，/]?\s*[共총]\s*(?P<t3>\d{1,6})\s*[篇个개]?(?:文档|文件|문서)?"
    r")\s*"
)
#: "Documents (100)" on the cover page of Nexis Uni.
ANNOUNCED: Final = re.compile(
    r"\s*(?:Documents?|Dokumente?|Documentos?|Documenti|Documenten|文档|文件|文書|문서)\s*[(（](?P<total>\d{1,6})[)）]\s*"
)
#: "Download Request: Selected Items: 1-10, 15" on the cover page of old Nexis.
REQUEST: Final = re.compile(
    r"(?i)\s*(?:download request|downloadanforderung|demande de téléchargement|solicitud de descarga)\s*:\s*"
    r"[^:]*?:?\s*(?P<items>\d+(?:\s*-\s*\d+)?(?:\s*,\s*\d+(?:\s*-\s*\d+)?)*)\s*"
)
COPYRIGHT: Final = re.compile(
    r"(?i)(?:copyright|©|\(c\)|版权|저작권|alle rechte vorbehalten|tous droits|all rights reserved)"
)
EDITION: Final = re.compile(
    r"(?i)\b(?:edition|ausgabe|édition|edición|edizione|editie|final|early|late|stadtausgabe)\b|版|판\Z"
)
_FIELD: Final = re.compile(r"(?P<label>[^\W\d_][^:：\d]{0,30}?)\s?[:：][\s\u00a0]*(?P<value>.*)", re.DOTALL)


def heading(line: str) -> str:
    """A line as a heading is looked up: lower case, without colon and spaces around."""
    return " ".join(line.replace("\u00a0", " ").split()).rstrip(":： ").casefold()


def field(line: str) -> tuple[str, str] | None:
    """Our key and the value of a labelled line ("LÄNGE: 355 Wörter"), None for any other line."""
    found = _FIELD.match(line)
    if not found:
        return None
    label = found["label"].casefold().replace("-", " ").replace("\u00a0", " ").strip()
    key = LABELS.get(label)
    return (key, " ".join(found["value"].split())) if key else None


def any_field(line: str) -> tuple[str, str] | None:
    """Label (lower case) and value of a line that is labelled in a way we do not know."""
    found = _FIELD.match(line)
    if not found or not found["value"] or len(found["label"].split()) > 4:
        return None
    return found["label"].casefold().strip(), " ".join(found["value"].split())
