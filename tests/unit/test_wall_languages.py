"""What a wall says is known in each language of the promise, and what a story says of the same matter is none."""

import hashlib

import pytest

from schemas.capture import Capture, place_of
from schemas.errors import BadInput, NoArticle
from schemas.page import Block, Decision, Page, Role
from tasks.clean.judging.refusing import refuse
from tasks.clean.pipeline import clean

NOTHING, HUMAN, PASSWORD, CONSENT, SCRIPT, SERVER, CLOSED, BLOCKER, BROWSER, PARKED = (
    "nothing at this address",
    "human",
    "password",
    "consent",
    "JavaScript",
    "server cannot answer",
    "may not see it",
    "ad blocker",
    "another browser",
    "domain for sale",
)

WALLS = {
    SCRIPT: (
        "Please enable JavaScript to use this site.",
        "Bitte aktivieren Sie JavaScript, um diese Seite zu sehen.",
        "Veuillez activer JavaScript pour afficher le site.",
        "Por favor, active JavaScript en su navegador.",
        "Por favor, ative o JavaScript no seu navegador.",
        "Per favore, abilita JavaScript nel tuo browser.",
        "Пожалуйста, включите JavaScript в вашем браузере.",
        "Будь ласка, увімкніть JavaScript у вашому браузері.",
        "Lütfen JavaScript'i etkinleştirin.",
        "JavaScriptを有効にしてご利用ください。",
        "请启用JavaScript后继续浏览。",
        "يرجى تفعيل JavaScript في متصفحك.",
    ),
    PASSWORD: (
        "Forgotten your password?",
        "Kennwort vergessen?",
        "Vous avez oublié votre mot de passe ?",
        "¿Olvidó su contraseña?",
        "Esqueceu a sua senha?",
        "Hai dimenticato la password?",
        "Забыли свой пароль?",
        "Забули свій пароль?",
        "Şifrenizi mi unuttunuz?",
        "パスワードを忘れた方",
        "忘记了密码？",
        "هل نسيت كلمة المرور؟",
    ),
    SERVER: (
        "Service Temporarily Unavailable",
        "Interner Serverfehler",
        "Service indisponible",
        "Error interno del servidor",
        "Erro interno do servidor",
        "Errore interno del server",
        "Сервис временно недоступен",
        "Внутрішня помилка сервера",
        "Sunucu hatası",
        "ただいまメンテナンス中です。",
        "服务器内部错误",
        "خطأ في الخادم",
    ),
    CLOSED: (
        "Access Denied",
        "Zugriff verweigert",
        "Accès refusé",
        "Acceso denegado",
        "Acesso negado",
        "Accesso negato",
        "Доступ запрещён",
        "Доступ заборонено",
        "Erişim engellendi",
        "アクセスが拒否されました",
        "访问被拒绝",
        "تم رفض الوصول",
    ),
    BLOCKER: (
        "Please switch off your ad blocker.",
        "Bitte schalten Sie Ihren Werbeblocker aus.",
        "Veuillez désactiver votre bloqueur de publicité.",
        "Por favor, desactive su bloqueador de anuncios.",
        "Por favor, desative seu bloqueador de anúncios.",
        "Per favore, disattiva il tuo blocco degli annunci.",
        "Пожалуйста, отключите ваш блокировщик рекламы, мы вас ждём.",
        "Будь ласка, вимкніть ваш блокувальник реклами.",
        "Lütfen reklam engelleyici yazılımınızı kapatın.",
        "広告ブロックを無効にしてください。",
        "请关闭您的广告拦截插件。",
        "يرجى إيقاف مانع الإعلانات في متصفحك.",
    ),
    BROWSER: (
        "Your browser is not supported.",
        "Ihr Browser ist veraltet.",
        "Votre navigateur est obsolète.",
        "Su navegador no es compatible.",
        "Seu navegador está desatualizado.",
        "Il tuo browser non è supportato.",
        "Ваш браузер устарел.",
        "Ваш браузер застарів.",
        "Tarayıcınız desteklenmiyor.",
        "お使いのブラウザには対応していません。",
        "您的浏览器版本过低。",
        "متصفحك غير مدعوم.",
    ),
    PARKED: (
        "This domain is for sale",
        "Diese Domain steht zum Verkauf",
        "Ce nom de domaine est à vendre",
        "Este dominio está en venta",
        "Este domínio está à venda",
        "Questo dominio è in vendita",
        "Этот домен продаётся",
        "Цей домен продається",
        "Bu alan adı satılıktır",
        "このドメインは販売中です",
        "域名正在出售",
        "هذا النطاق للبيع",
    ),
}

SERVERS = {
    SERVER: (
        ("Gateway Timeout", "The origin web server did not send a reply in time."),
        ("Too Many Requests", "You have called this page more often than we allow. Please come again in an hour."),
        ("Error establishing a database connection", "Please check that your database host can be reached."),
        ("We'll be back soon!", "We are moving our pages to new machines. Please try again in a few minutes."),
        ("Error 522: Connection timed out", "The host is up and did not reply. Please try again later."),
    ),
    CLOSED: (
        ("403 Forbidden", "You don't have permission to access this folder on our machine."),
        ("Unavailable for legal reasons", "This content is not available in your region. We are sorry."),
    ),
    HUMAN: (("Just a moment...", "Checking your browser before you are sent on. It takes five seconds, please wait."),),
    NOTHING: (
        ("Página no encontrada", "La página que busca fue movida. Compruebe la dirección o vuelva a la portada."),
    ),
    PARKED: (
        ("harbour.example may be sold", "Buy this domain. A broker will write to you within one day of your offer."),
    ),
}

STORIES = (
    ("Are you a robot? Library asks its oldest readers", "Readers over eighty could not renew a book in May as the "
     "library's site took them for machines.", "The test with the bicycles will go in June."),
    ("Access denied to the castle after a wall gives way", "Visitors to the castle at Brayford were turned away on "
     "Friday, when part of a wall came down.", "Nobody was hurt."),
    ("Page not found: archive still seeks a stolen psalter leaf", "A leaf cut out of a psalter in 1911 is still "
     "missing, the archive in Bruges said.", "It has the reward raised to 900 euros."),
    ("Savings bank asks customers for new passwords", "The savings bank at Aldern has asked its customers for a new "
     "password since a list of them was sold.", "“Forgot your password? Then please come to the branch and bring "
     "your card with you,” its manager said."),
    ("Service unavailable: ferry line stops for the winter", "The ferry to Holm stops on Sunday, and the pier will be "
     "closed until March.", "A bus goes twice a day."),
    ("Gericht verbietet Cookie-Banner ohne Wahl", "Ein Laden für Fahrräder darf nicht länger ein Cookie-Banner ohne "
     "zweiten Knopf zeigen, entschied das Landgericht am Dienstag.", "Die Einwilligung sei nicht frei gewesen."),
    ("Cookies : amende pour un vendeur", "Un vendeur de vélos doit payer 4 000 euros parce que son bandeau ne "
     "laissait pas refuser les cookies.", "Il a dix jours pour faire appel."),
    ("Магазин наказали за cookie", "Магазин велосипедов заплатит десять тысяч за файлы cookie без вопроса о согласии.",
     "Суд объявил решение в среду."),
    ("プライバシーポリシーがない店に指導", "市は水曜日、プライバシーポリシーを載せていない自転車店を指導した。",
     "店は今週中に載せるとしている。"),
    ("Domain for sale at auction draws a village", "The village of Holm bought its own name on the web for 300 crowns "
     "on Monday.", "The seller had kept it for ten years."),
)  # fmt: skip


def judge(kept: tuple[str, ...], headline: str = "", dropped: tuple[str, ...] = ()) -> None:
    """Refuse a capture of a headline, these lines and a footer's, or do nothing."""
    lines = [(headline, Role.HEADLINE)] if headline else []
    lines += [(line, Role.BODY) for line in kept] + [(line, Role.NAVIGATION) for line in dropped]
    blocks = tuple(Block(line, number) for number, (line, _) in enumerate(lines, 1))
    decisions = [Decision(block, role, 0.9, "model") for block, (_, role) in zip(blocks, lines, strict=True)]
    data = "\n".join(block.text for block in blocks).encode()
    capture = Capture(place_of("a.txt"), data, hashlib.sha256(data).hexdigest(), "text")
    refuse(Page(capture, "utf-8", blocks), decisions, "\n\n".join(kept))


def page(body: str, head: str = "") -> Capture:
    data = f"<html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode()
    return Capture(place_of("page.html"), data, hashlib.sha256(data).hexdigest(), "html")


@pytest.mark.parametrize(("said", "line"), [(said, line) for said, lines in WALLS.items() for line in lines])
def test_each_wall_is_known_in_each_language(said: str, line: str) -> None:
    with pytest.raises(NoArticle, match=said):
        judge((line,))


@pytest.mark.parametrize(
    ("said", "headline", "line"), [(said, *lines) for said, pages in SERVERS.items() for lines in pages]
)
def test_what_servers_say_is_refused_and_named(said: str, headline: str, line: str) -> None:
    with pytest.raises(NoArticle, match=said):
        judge((line,), headline)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story[0])
@pytest.mark.parametrize("footer", [(), ("Log in | Forgot password? | Cookies | Datenschutz | プライバシー",)])
def test_a_short_story_that_begins_with_a_walls_words_is_an_article(
    story: tuple[str, ...], footer: tuple[str, ...]
) -> None:
    judge(story[1:], story[0], footer)


def test_a_footer_that_names_privacy_asks_for_no_consent() -> None:
    with pytest.raises(BadInput, match="none of 2 blocks"):
        judge((), dropped=("Der Anzeiger", "© 2022 Der Anzeiger. Impressum | Datenschutz | AGB"))


def test_a_page_that_a_script_draws_is_called_so() -> None:
    frame = '<noscript>You need to enable JavaScript to run this app.</noscript><div id="root"></div>'
    with pytest.raises(NoArticle, match="JavaScript"):
        clean(page(f"{frame}<footer>Impressum | Datenschutz</footer>"))


def test_a_story_that_also_has_a_line_for_browsers_without_scripts_is_an_article() -> None:
    story = "".join(f"<p>The ferry to Holm stops on Sunday number {n}, the harbour office said.</p>" for n in range(4))
    assert clean(page(f"<noscript>Please enable JavaScript.</noscript><article>{story}</article>")).text


@pytest.mark.parametrize("line", ["本市明日全天停水。", "老桥封闭，请绕行上游大桥。"])
def test_a_brief_of_one_chinese_sentence_is_an_article(line: str) -> None:
    judge((line,), "简讯")


@pytest.mark.parametrize("line", ["ログインする。", "详情见下。"])
def test_a_label_of_a_few_letters_is_not(line: str) -> None:
    with pytest.raises(BadInput, match="words of text"):
        judge((line,))
