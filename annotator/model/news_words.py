"""Words by which the parts of a news text are known, in the languages of the news, for `news` and tables."""

from __future__ import annotations

import re
from typing import Final


def _listed(rows: str) -> list[str]:
    return [word.strip().casefold() for word in rows.replace("\n", "|").split("|") if word.strip()]


def _words(rows: str) -> frozenset[str]:
    return frozenset(_listed(rows))


#: News agencies as they sign: a credit that is one of these is certain.
AGENCIES: Final = _words("""
AP|Associated Press|AFP|Agence France-Presse|Reuters|Reuter|dpa|dpa-AFX|epd|KNA|SID|APA|SDA
Keystone-SDA|ATS|Belga|ANP|EFE|Europa Press|Agencia EFE|Télam|Notimex|Agência Brasil
Estadão Conteúdo|Lusa|ANSA|Adnkronos|AGI|UPI|PA Media|Press Association|Bloomberg|Dow Jones|CNN|BBC
VOA|DW|PTI|ANI|IANS|Antara|ANTARA News|Bernama|PNA|VNA|Xinhua|Kyodo|Kyodo News|Jiji|Jiji Press
Yonhap|Newsis|NHK|TASS|ITAR-TASS|RIA Novosti|RIA|Sputnik|Interfax|Ukrinform|Unian|PAP|CTK|ČTK|MTI
Anadolu|Anadolu Agency|AA|WAM|SPA|QNA|KUNA|MENA|Petra|SANA|IRNA|WAFA|Ritzau|NTB|TT|STT|ТАСС
РИА Новости|РИА|Интерфакс|Спутник|УНИАН|Укринформ|新华社
新華社|中新社|中新网|中央社|央视|人民网|共同|共同通信|時事|時事通信|聯合ニュース|ロイター|연합뉴스
뉴시스|뉴스1|رويترز|أ ف ب|أ.ف.ب|فرانس برس|واس|وام|كونا|قنا|د ب أ|أ ب|الأناضول|سبوتنيك|شينخوا
""")

#: Outlets that sign datelines with a name that is no web address.
OUTLETS: Final = _words("""
CNN Indonesia|CNBC Indonesia|BBC News|BBC News Indonesia|VOA Indonesia|DW Indonesia|VIVA|Okezone
Detik|detikcom|Kompas|Tempo|Republika|Antara News|Metro TV|tvOne|Al Jazeera|Fox News|Sky News
ABC News|NBC News|CBS News|NPR|The New York Times|The Guardian|taz|Die Welt|Spiegel|Le Monde
El País|Folha|Folhapress
""")

#: Words before a writer's name that need no colon when a name follows.
BYLINE: Final = _words("By|Oleh|Von|Par|Por|Автор|بقلم|كتب|كتبت")

#: Words before a writer's name that need a colon or slash.
BYLINE_COLON: Final = _words("""
By|Oleh|Von|Par|Por|Author|Authors|Byline|Penulis|Reporter|Pewarta|Jurnalis|Wartawan|Laporan|Autor
Autora|Autorin|Auteur|Auteurs|Text|Texte|Texto|Автор|Авторы|Текст|بقلم|كتب|كتبت
المصدر|作者|记者|記者|文|撰文|筆者|글|기자|취재
""")

#: Openings of a picture caption.
CAPTION: Final = _words("""
Ilustrasi|Foto|Keterangan foto|Photo|Photos|Image|Picture|Pictured|File photo|Caption|Illustration
Bild|Symbolbild|Symbolfoto|Archivbild|Imagen|Fotografía|Imagem|Legenda|Légende|Фото
Иллюстрация|На фото|صورة|الصورة|图|图为|資料图|图片|写真|사진
""")

#: Marks of a picture credit at the end of a caption.
PICTURE_CREDIT: Final = _words("""
Getty Images|AFP via Getty Images|AP Photo|EPA|EPA-EFE|Shutterstock|iStock|Unsplash|ANTARA FOTO
Antara Foto|Dok|picture alliance|imago|Screenshot|Tangkapan layar|Handout|Reuters|AFP|Istimewa
""")

#: Words that stand beside a date of publication.
PUBLISHED: Final = _words("""
Published|Published on|Posted|Posted on|Date|Dated|First published|Tanggal|Diterbitkan|Terbit
Dipublikasikan|Publikasi|Tayang|Veröffentlicht|Veröffentlicht am|Erstellt|Erstellt am|Stand|Datum
vom|am|Publié|Publié le|le|Publicado|Publicado em|Publicado el|Fecha|Data|Atualizado
Опубликовано|Дата|发布时间|发布|发表|时间|日期|公開|掲載|게시|입력|نشر|تاريخ النشر
نُشر في
""")

#: Words that stand beside a date of change, which is not the date of publication.
UPDATED: Final = _words("""
Updated|Last updated|Modified|Last modified|Diperbarui|Diperbaharui|Pembaruan|Aktualisiert
Zuletzt aktualisiert|Mis à jour|Mis à jour le|Actualizado|Actualizada|Atualizado|Atualizada
Обновлено|更新|更新时间|最終更新|수정|تحديث|آخر تحديث
""")

#: What a column or header line may be called, by the field of `article.METADATA` (and "text") that it fills;
#: the surest names first.
_FIELDS: Final = {
    "title": _listed("""
title|headline|head|heading|judul|judul berita|titel|überschrift|schlagzeile|titre|título|titulo
titular|titolo|headlines|article title|article_title|news title|заголовок|название
العنوان|عنوان|标题|標題|題名|見出し|タイトル|제목|subject|hd|document title
"""),
    "text": _listed("""
text|body|content|contents|article|article text|article_text|full text|full_text|fulltext|body text
main text|story|maintext|main_text|isi|isi berita|konten|teks|naskah|berita|inhalt|volltext|artikel
artikeltext|texte|contenu|corps|texto|contenido|cuerpo|conteúdo|conteudo|corpo|testo|текст
содержание|النص|نص|المحتوى|正文|内容|內容|文本|本文|본문|내용|texts|sentence|sentences
document|raw_text|article_content|news|plain_text|plaintext|post_content|message|tweet
summary|abstract|description|snippet|ringkasan|zusammenfassung|résumé|resumen|resumo
"""),
    "outlet": _listed("""
outlet|source|publication|newspaper|medium|media|publisher|site|sitename|site_name|site name|journal
media outlet|news source|news_source|sumber|koran|surat kabar|penerbit|portal|quelle|zeitung
publikation|source name|source_name|média|fuente|medio|periódico|diario|fonte|jornal|veículo
testata|источник|издание|сми|المصدر|الصحيفة|来源|來源|媒体|媒體|出处|新聞社|媒体名
언론사|매체|domain|publication title|source title
"""),
    "author": _listed("""
author|authors|byline|by|writer|journalist|reporter|penulis|wartawan|jurnalis|oleh|autor|autorin
verfasser|auteur|auteurs|autora|autore|автор|الكاتب|كاتب|المؤلف|作者|记者|記者|著者|筆者|기자
저자|creator|writers|signature
"""),
    "published": _listed("""
published|date|published_at|publishedat|publish_date|publish date|published date|published_date
pubdate|pub_date|publication date|publication_date|date published|date_published|datetime|timestamp
time|created|created_at|day|release date|load date|date_publish|tanggal|tanggal terbit|tgl|waktu
hari|datum|erscheinungsdatum|veröffentlichungsdatum|veröffentlicht|date de publication|fecha
fecha de publicación|data|data de publicação|data_pub|дата|дата публикации
التاريخ|تاريخ|تاريخ النشر|日期|发布时间|發布時間|时间|時間|掲載日|公開日|날짜|일자|발행일
"""),
    "url": _listed("""
url|link|links|href|web address|address|permalink|uri|article url|article_url|tautan|alamat
webadresse|lien|adresse|enlace|dirección|endereço|ссылка|адрес|الرابط|رابط|链接|網址
网址|リンク|링크|주소|source_url
"""),
    "language": _listed("""
language|lang|locale|bahasa|sprache|langue|idioma|língua|lingua|язык|اللغة|语言|語言|言語|언어
language_code
"""),
}

#: Name of a column → the field that it fills, and how far back it stands among that field's names.
FIELD_NAMES: Final = {
    word: (field, rank) for field, words in _FIELDS.items() for rank, word in reversed(list(enumerate(words)))
}

#: Openings of a link to another story inside the text.
READ_ALSO: Final = re.compile(
    r"(?i)[\[(]?(?:baca(?: juga| selengkapnya)?|lihat juga|simak juga|artikel terkait|read (?:also|more|next)"
    r"|see also|related|also read|more on this|lesen sie (?:auch|mehr|hier)|mehr zum thema|lire aussi"
    r"|à lire aussi|lea también|lee también|le puede interesar|leia (?:também|mais)|veja também|leggi anche"
    r"|lees ook|читайте также|по теме|اقرأ أيضا|اقرأ أيضاً|إقرأ أيضا|相关阅读|延伸阅读|関連記事|관련기사)"
    r"\s*[:：|»>–-]"
)
