"""Names of publishers: whom a copyright line names, and what of a site's name is its slogan."""

import re

from tasks.enrich.lines import one_line

WORDS = 6
"""Words of an owner's name; what is longer is a sentence."""
COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright)[\s:]{0,5}", re.IGNORECASE)
YEARS = re.compile(
    r"\b(?:19|20)\d\d(?:\s{0,2}[-–—/]\s{0,2}(?:(?:19|20)?\d\d|present|today|heute))?\b[\s,.]{0,3}", re.IGNORECASE
)
RIGHTS = re.compile(
    r"(?:\A|[\s.,|–-]{1,5})(?:all rights? reserved|alle rechte vorbehalten|tous droits réservés"
    r"|(?:todos los )?derechos reservados|(?:todos os )?direitos reservados|tutti i diritti riservati"
    r"|все права защищены|registered|terms|privacy|legal)\b.*",
    re.IGNORECASE,
)
PARENT = re.compile(
    r"(?:,| and| und| et)\s(?:an?\s\w|all\s|its\s|affiliated|part\sof|ein\w?\s|une?\s"
    r"|subsidiar|licensors|contributors).*",
    re.IGNORECASE,
)
"""What follows an owner's name: ", a Big Media company", "and affiliated companies"."""
SENTENCE = re.compile(r"\s(?:is|are|was|were|has|have|ist|sind|est|es|è|may|must|reserves)\s.*", re.IGNORECASE)
"""The sentence an owner's name begins: "The Example is a registered trademark of …"."""
FORM = re.compile(r"(?P<name>.{2,60}?,?\s(?:LLC|L\.L\.C|Inc|Ltd|Limited|GmbH|Corp|PLC|S\.A|S\.L)\b).*", re.IGNORECASE)
"""A firm's name ends with its form: "Example Media, LLC A division of …"."""
MENU = re.compile(
    r"\b(?:policy|policies|terms|privacy|cookies?|contact|reserved|rights|choices|sign in|log ?in|subscribe|sitemap"
    r"|impressum|datenschutz|all right)\b|@",
    re.IGNORECASE,
)
"""Words of a footer's menu: "Copyright Commenting Policy Privacy Policy" lists pages and names nobody."""
QUOTED = re.compile(r"\A[«\"“„‹]([^«»\"“”„‹›]+)[»\"”“›]\Z")
"""A name in quotation marks, as Russian and German papers write theirs."""
RUBRIC = re.compile(r"[\s|–—:-]{1,4}(?:latest|breaking|top) (?:news|stories|headlines)\Z", re.IGNORECASE)
SLOGAN = re.compile(r"\s[|–—-]\s|\s?\|\s?")


def owner(line: str) -> str | None:
    """Return whom a copyright line names, None where it names nobody or its words are a menu's.

    >>> owner("Copyright © 2012-2017 The Example. All rights reserved.")
    'The Example'
    >>> owner("© 2024 Example Media, LLC THE EXAMPLE is a trademark"), owner("Copyright Commenting Policy")
    ('Example Media, LLC', None)
    >>> owner("© «Пример», 2009–2023. Все права защищены.")
    'Пример'
    """
    found = COPYRIGHT.search(line[:300])
    if found is None:
        return None
    rest = YEARS.sub(" ", COPYRIGHT.sub(" ", line[found.start() : 300]))
    rest = SENTENCE.sub("", PARENT.sub("", RIGHTS.sub("", rest.strip())))
    form = FORM.fullmatch(rest)
    name = one_line(QUOTED.sub(r"\1", (form["name"] if form else rest).strip(" \t.,;:|–—-©®™")))
    if not name or not any(map(str.isalpha, name)) or len(name.split()) > WORDS or MENU.search(name):
        return None
    return name


def without_slogan(name: str) -> str:
    """Return a site's name without the slogan or the rubric that follows it.

    What follows a dash is a slogan if it is longer than the name; a shorter part belongs to it.

    >>> without_slogan("Example - The paper that Nordby reads."), without_slogan("Example Latest News")
    ('Example', 'Example')
    """
    name = RUBRIC.sub("", name)
    cut = SLOGAN.search(name)
    if cut and cut.start() and len(name[cut.end() :].split()) > len(name[: cut.start()].split()):
        return name[: cut.start()].strip()
    return name
