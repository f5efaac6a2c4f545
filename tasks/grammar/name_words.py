"""The words that tell a person's name from an organisation's and from a job, in the languages of our captures."""

PARTICLES = frozenset(
    "af al ap ben bin bint da dal das de dei del della den der des di do dos du e el ela i ibn la las le les lo los "
    "mac mc o op san st te ten ter van von vom und y zu zum zur".split()
)
"""Words that stand in lower case inside a name: "Ursula von der Leyen"."""

TITLES = frozenset("dr dr. prof prof. mr mr. mrs mrs. ms ms. sir dame rev. fr. ing. dipl.-ing. mag. dott. д-р".split())
"""What may stand before a name without being part of it; it is kept as printed."""

DEGREES = frozenset(
    "ba bsc cfa cfp cpa do dds dmd dvm esq esq. jd llb llm lvt ma mba md m.d. mfa mpa mph mph. ms msc np pa pe pharmd "
    "phd ph.d ph.d. pmp pt rd rdn rn vmd cissp lcsw lmft pt".split()
)
"""Letters after a name; between commas they are no name of their own."""

GENERIC = frozenset(
    "admin administrator anonymous author authors autor autoren autorin bureau contributor contributors "
    "correspondent correspondents desk editor editorial editors guest home info moderator news newsdesk newsroom "
    "online press pressestelle reporter reporters red redacción redaccion redação redacao redaction redakcja redakce "
    "redaksi redaktion redaktionen redaktör redaktor redazione redazioni rédaction redactie redactia staff support team "
    "toimitus ufficio unknown user webmaster writer writers editör haber редакция редакція корреспондент автор "
    "编辑 編輯 编辑部 記者 记者 본보 기자 편집자 편집국 編集部 التحرير".split()
)
"""Words that name nobody; a name made of nothing else is dropped ("Staff Writer", "Die Redaktion")."""

FILLERS = frozenset(
    "a an and by das de del der die e el en et for from i il in la le les los of on our our’s og och the und unsere "
    "unser von vom web y за и от".split()
)
"""Words that change nothing about a generic name: "The Editorial Team", "La Redacción"."""

ORGANISATION = frozenset(
    "academy agency agencies agence agencia agenturen agentur ag agenzia ajansı alliance associates association "
    "assn authority bank blog board broadcasting bulletin bureau business caritasverband center centre chronicle "
    "club co co. college committee commission company consortium contributor contributors consulting corp corp. "
    "correspondent correspondents council courier daily deutschland department desk digest digital echo editor "
    "editorial editors express federation forum foundation fund gazette gmbh group guardian guide health "
    "healthcare herald inc inc. initiative institut institute instituto international journal journals kg labs "
    "law lifestyle limited llc ltd ltd. magazin magazine mail media medical ministry mirror monitor museum "
    "nachrichten network news newsdesk newsletter newspaper newspapers newsroom newswire observer office online "
    "organisation organization partners party post presse press pressestelle producer program programme project "
    "publications publishing radio record redacción redação redaktion redaction redazione rédaction report "
    "reporter reporters reports republic research review rundfunk sa school science sciences sector security "
    "service services society software solutions staff star store studies studio studios sun support systems "
    "team technologies technology telegraph telegram times today travel tribune trust tv union university "
    "universität université usa verlag voice weekly wire world writer writers zeitung "
    "агентство агентства газета информ институт канал корреспондент медиа новости пресс радио редакция служба тв "
    "телеканал університет агенція новини 新聞 新闻 通信 通讯社 新聞社 通信社 日報 日报 网 網".split()
)
"""Words that stand in the names of papers, agencies, firms and desks and hardly ever in a person's."""

AGENCIES = frozenset(
    "aa aap abc afp ani ansa ap apa apa-ots apn belga bbc bloomberg cnn cp ctk dpa dts efe epa epd europa europapress "
    "hina ians ians. interfax itar-tass jiji keystone-sda kna kyodo lusa mti nbc ndr ndtv npa npr ntb orf pap pa pti "
    "reuters ria ritzau rtr sda sid srf sputnik stt tanjug tass tt unian upi wam wdr xinhua yonhap zdf тасс риа "
    "интерфакс унн укринформ 新华社 共同 時事 연합뉴스".split()
)
"""Agencies and broadcasters printed like a name, in the short form bylines use ("dpa", "AFP")."""
