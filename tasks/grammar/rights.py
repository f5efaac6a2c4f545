"""Who owns what: the copyright line of a page, and the credit of a picture."""

import re

LONGEST = 400
"""Characters of a line that are read: notices stand at its start."""
NOTICE = 160
"""Characters of a notice that are kept where no full stop ends it before."""

MARK = re.compile(r"©|\(c\)(?=\s?(?:\d{4}|copyright))|\bcopyright\b|\bкопирайт\b|著作権", re.IGNORECASE)
YEAR = r"(?:19|20)\d\d"
RIGHTS = re.compile(
    r"all rights reserved|alle rechte vorbehalten|tous droits réservés|(?:todos los )?derechos reservados"
    r"|(?:todos os )?direitos reservados|tutti i diritti riservati|riproduzione riservata|alle rechten voorbehouden"
    r"|все права защищены|усі права захищені|wszelkie prawa zastrzeżone|všechna práva vyhrazena|tüm hakları saklıdır"
    r"|جميع الحقوق محفوظة|版权所有|版權所有|無断転載|무단",
    re.IGNORECASE,
)
OWNED = re.compile(
    rf"""(?:copyright\s?)?(?:©|\(c\)|copyright)[\s:,|]{{0,3}}(?:copyright[\s:]{{0,2}})?
    (?:{YEAR}(?:\s?[-–—/]\s?(?:{YEAR}|\d\d|present|today))?[\s,|.]{{0,3}}(?:by\s|von\s)?)?
    (?P<owner>[«"“„‹]?[^\W\d_][^|•·\n]{{1,140}}|[^\W\d_])?""",
    re.VERBOSE | re.IGNORECASE,
)
"""Copyright © 2017 The Example · © Copyright Example 2023 · (c) 2020 Example · © «Пример», 2009–2023"""

PICTURE = (
    r"(?:photos?|photographs?|pictures?|images?|illustrations?|graphics?|fotos?|bild(?:er)?|bildrechte|bildquelle|symbolbild"
    r"|titelbild|grafik|illustration|photographie|cr[ée]dits?|fotograf[ií]a|imagem|imágen(?:es)?|immagine|foto(?:graf)?|kuva"
    r"|фото|иллюстрация|світлина|zdj[ęe]cie|fot|fotoğraf|snímek|صورة|写真|図|图片?|圖片?|사진)"
)
CREDITED = re.compile(
    rf"""^[(\[]?\s?(?:
        (?:{PICTURE}\s)?(?:credits?|courtesy(?:\sof)?|source|quelle|copyright|rechte|nachweis|crédit|by|von)\s?[:/|]\s?\S
      | {PICTURE}(?:\s(?:credits?|source|copyright|courtesy))?\s?(?:[:：/©|]|\bby\s|\bvon\s|\bcourtesy\sof\s)\s?\S
      | ©\s?(?!{YEAR}|copyright)\S
    )""",
    re.VERBOSE | re.IGNORECASE,
)
"""Photo: Ann Lee · Image credit: Example · Foto: Ann Lee/dpa · © Ann Lee/Example, Pool Photo via AP"""

STOCK = re.compile(
    r"[\w .'’&,-]{0,60}(?:/|\bvia\s|\|\s?)\s?(?:Getty(?:\sImages)?|AP|AFP|Reuters|REUTERS|dpa|EPA(?:-EFE)?|Shutterstock"
    r"|picture[\s-]alliance|IMAGO|imago|Bloomberg|TASS|ТАСС|Sputnik|РИА Новости|Xinhua|Anadolu|NurPhoto|ZUMA"
    r"|iStock|Alamy|Unsplash|Pexels|Pixabay|USA TODAY Sports|Flickr|ANSA|EFE|Keystone|KEYSTONE|APA)"
    r"(?:[/\s\w,.'’&-]{0,60})$"
)
"""Ann Lee/Getty Images · Bo Ek / AFP via Getty Images"""
TRAILING = re.compile(
    rf"[(\[]\s?(?P<credit>(?:AP\sPhoto|{PICTURE}|AFP|Reuters|REUTERS|Getty|dpa)(?:\s?[:/|]|\sby|\scredit|\sImages)[^()\[\]]{{2,100}})[)\]]\s?$",
    re.IGNORECASE,
)
"""The mayor speaks on Monday. (AP Photo/Ann Lee)"""


DEPICTED = re.compile(rf"\b{PICTURE}\b", re.IGNORECASE)
FULL_STOP = re.compile(
    r"(?<!\b[A-Z])(?<!Ltd)(?<!Inc)(?<!Co)(?<!LLC)(?<!Corp)(?<!S\.A)(?<!S\.L)(?<!a\.s)(?<!hf)\.\s{1,3}(?=[^\W\d_])"
)
"""The end of a sentence, not that of a company's form."""


PICTURE_IN = re.compile(rf"\b{PICTURE}\b", re.IGNORECASE)
DATED = re.compile(YEAR)
WORD_BEFORE = re.compile(r"copyright\s?$", re.IGNORECASE)
"""The word in front of the sign: "Copyright ©"."""
SENTENCE_END = re.compile(
    r"(?<!\b[A-Z])(?<!Ltd)(?<!Inc)(?<!Co)(?<!LLC)(?<!Corp)(?<!S\.A)(?<!\.L)(?<!a\.s)(?<!hf)\.\s+(?=[^\W\d_])"
)
"""A full stop that is not an abbreviation's."""
PICTURED = re.compile(
    rf"[(\[]\s?(?:AP\sPhoto|AFP|Reuters|Getty|dpa|{PICTURE})(?:\s?[:/|]|\sby|\scredit|\sImages)[^()\[\]]{{2,100}}[)\]]",
    re.IGNORECASE,
)
"""A picture's credit in brackets, anywhere in a line."""
OPENS_PICTURE = re.compile(
    rf"\W{{0,3}}(?:(?:an?|the|this|une|eine?|das|una)\s)?(?:(?:file|archive|undated|press)\s)?"
    rf"(?:(?:archiv|agentur|presse|luft|handy)?(?:foto|bild)|{PICTURE}|courtesy\sof)(?!\w)"
    r"(?!\s(?:gallery|story|essay)\b)"
    r"|写真は|図は|(?:AP\sPhoto|AFP\sPHOTO|REUTERS|EPA)/\s?\w|Getty\sImages\b",
    re.IGNORECASE,
)
"""A line of a picture: "Photo taken on …", "A file photo of …", "Foto vom …"."""
FIGURE = re.compile(
    r"(?:abbildung|abb\.|figure|fig\.|figura|figuur|рис\.|bildunterschrift|picture|photo|image|foto)"
    r"(?:\s?\d{1,3})?\s?[:.]",
    re.IGNORECASE,
)
"""How a caption begins: "Abbildung 3: …", "Fig. 2. …"."""


def read_copyright(line: str) -> str | None:
    """Return the copyright notice that a line holds, None where it holds none or a picture's credit.

    >>> read_copyright("Copyright © Today.Az"), read_copyright("© Ann Lee/Example, Pool Photo via AP")
    ('Copyright © Today.Az', None)
    """
    line = line[:LONGEST]
    mark = MARK.search(line)
    if mark is None:
        return None
    notice = OWNED.match(line, _start(line, mark.start()))
    if notice is None:
        return None
    dated = DATED.search(notice[0]) is not None
    if not notice["owner"] and not (dated and RIGHTS.search(line)):
        return None
    worded = "copyright" in notice[0].lower() or RIGHTS.search(line) is not None
    if not (dated or worded) or _is_picture(line, notice["owner"] or ""):
        return None
    return _first_sentence(notice[0]) if notice["owner"] else line.strip()[:NOTICE]


def claims_rights(line: str) -> bool:
    """Return whether a line is a page's own notice of rights, and so no picture's credit."""
    return RIGHTS.search(line[:LONGEST]) is not None or read_copyright(line) is not None


def read_credit(line: str) -> str | None:
    """Return the credit of a picture that a line is, or that ends it; None where it names no owner.

    >>> read_credit("Foto: Ann Lee/dpa"), read_credit("She speaks. (AP Photo/Bo Ek)"), read_credit("Photos of us")
    ('Foto: Ann Lee/dpa', 'AP Photo/Bo Ek', None)
    """
    line = " ".join(line[:LONGEST].split())
    trailing = TRAILING.search(line[-140:])
    if trailing:
        return trailing["credit"].strip()
    if len(line) > NOTICE:
        return None
    if CREDITED.match(line) or STOCK.fullmatch(line):
        return line.strip("()[] ") if line[0] in "([" else line
    return None


def shows_picture(line: str) -> bool:
    """Return whether a line describes a picture: it holds a picture's credit among its words.

    >>> shows_picture("Ann Lee speaks, Dec. 21, 2025. (AP Photo/Bo Ek) more"), shows_picture("3 May 2019")
    (True, False)
    """
    line = line[:LONGEST]
    return PICTURED.search(line) is not None or read_credit(line) is not None


def opens_caption(line: str) -> bool:
    """Return whether a line begins as a picture's caption does.

    >>> opens_caption("Fig. 2: The lake on 3 May 2019"), opens_caption("Figures of 3 May 2019")
    (True, False)
    """
    return FIGURE.match(line) is not None


def is_stock_credit(line: str) -> bool:
    """Return whether a line is a picture's owner alone: a name and an agency.

    >>> is_stock_credit("Ann Lee/AFP"), is_stock_credit("Source: AFP")
    (True, False)
    """
    return STOCK.fullmatch(line[:LONGEST]) is not None


def opens_with_picture(line: str) -> bool:
    """Return whether a line begins with the word for a picture, or says in its first words that it shows a file's.

    >>> opens_with_picture("Photo taken on 3 May 2019"), opens_with_picture("A file photo, 3 May 2019")
    (True, True)
    >>> opens_with_picture("Text and photos by Ann Lee, 3 May 2019")
    False
    """
    return OPENS_PICTURE.match(line) is not None


def _start(line: str, mark: int) -> int:
    """Return where the notice begins whose mark was found: "Copyright ©" has its word before the sign."""
    before = WORD_BEFORE.search(line[:mark])
    return before.start() if before else mark


def _is_picture(line: str, owner: str) -> bool:
    return bool(
        STOCK.fullmatch(owner.strip())
        or PICTURE_IN.search(owner[:60])
        or (CREDITED.match(line) and not RIGHTS.search(line))
    )


def _first_sentence(notice: str) -> str:
    """Return a notice up to its first full stop that is not an abbreviation's, and its claim of rights."""
    end = SENTENCE_END.search(notice)
    claim = RIGHTS.search(notice)
    cut = end.start() + 1 if end else len(notice)
    if claim and claim.start() - cut <= 4:
        cut = max(cut, claim.end())
    return notice[: min(cut, NOTICE)].rstrip(" \t,;|–—-")
