"""The commonest function words of the languages we meet: prose is full of them, menus are not."""

_WORDS = """
a about after all also an and any are as at be because been before between but by can could did do for from had has
have
he her here him his how i if in into is it its just like may more most my new no not now of on one only or other our
out
over said she so some such than that the their them then there these they this those through to two under up was we
were
what when where which while who will with would you your
ab aber als am an auch auf aus bei bis da damit dann das dass dem den denn der des die dies diese doch durch ein eine
einem einen einer er es für gegen hat hatte ich ihr im in ist ja kann kein man mehr mit nach nicht noch nun nur ob oder
ohne schon sein seine sich sie sind so über um und uns unter vom von vor war was wenn werden wie wieder wir wird wurde
zu
zum zur zwei zwischen
au aux avec ce ces cette comme dans de des deux du elle en entre est et été être eu il ils je la le les leur lui mais
même
ne nous on ont ou où par pas plus pour qu que qui sa sans se selon ses si son sont sous sur très tout un une vous
al como con cuando del desde donde el ella en entre era es esta este esto fue ha hasta hay la las lo los más me mi muy
nada ni o para pero por porque que quien se ser si sin sobre su sus también tiene todo un una y ya
ao aos as até com como da das do dos e ela ele em entre era essa esse esta este eu foi há isso já mais mas me mesmo
muito
na não nas nem no nos o os ou para pela pelo por quando que quem se sem ser seu seus sua também tem um uma
agli ai alla alle anche ancora che chi ci come con così cui dal dalla degli dei del della delle di dopo due e è gli ha
hanno il io la le lo loro ma nei nel nella non o ogni per perché più prima quando quello questa questo se senza si sono
stato su sua sul sulla suo tra tutti un una
aan al als bij dat de deze die dit door een en er had heeft hem het hij hun ik in is je kan maar meer met na naar niet
nog
nu of om onder ook op over te tot uit van veel voor waar was wat we werd wordt zich zij zijn zo zou
alltså är att av blev de den det dig din du då efter eller en ett från för ha han har hade hon hur i inte jag kan man
med
men mot mycket ni nu när och om oss på sig sin som så till under upp ut utan var vi vid
at av ble blir da de den der det det dette du eller en er et etter for fra ha hadde han har hun hvor i ikke ja jeg kan
man med men mot når og om opp oss over på seg ser sig skal som så til under ut var ved vi vil være
ale bez będzie być był była było co czy dla do gdy go i ich ja jak jako jego jej jest jeszcze już kiedy która które
który
lub ma mnie może na nad nie niż o od on oraz po pod przed przez przy się są tak także tego tej ten to tu tylko tym w we
wie więc z za że
aby ako ale ani asi až bez bude by byl byla bylo být co do ho i ja jak jako je jeho její jen již jsem jsme jsou k kde
která které který má mezi na nebo není než o od po pod podle pro proti při s se si so sú ta tak také to tu už v ve více
však z za že
a az be csak de e egy el ez és ha hogy is kell ki lehet meg mert mi mint nem még sem szerint van volt vagy
a ai al ale am ar au care ca ce cei cel cu da de din după este fi fost iar în între la lui mai nu o pe pentru prin sa
sau se spus sunt și un unei unui
ali bi bila bilo bio da do i ili iz je još kako kao koja koje koji kod li na nakon ne nego nije o od po pre prije sa
samo
se smo su što te to u uz već za
ja ei et että he hän joka jos kuin kun mutta myös niin nyt oli olla on ovat sekä se sen siitä tai vain
aga ei et ja ka kes kui ma mis nii on oli oma see seda ta
ir ka kas ko no par un uz bet kad tai yra iš į su apie
bir bu çok da daha de değil diye en gibi göre ha her için ile ise kadar ki mi ne o olan olarak oldu olduğu sonra ve
veya
ya
adalah akan atau bagi bahwa dalam dan dari dengan di ia ini itu juga kami karena ke kepada mereka oleh pada saat
sebagai
telah tersebut tidak untuk yang
các cho có của đã đang để được đến hay họ khi không là lại một này người những như ở ra rất sẽ tại thì từ trong và về
với
а без бы был была были было быть в вам вас во вот все всего вы где да даже для до его ее если есть еще же за и из или
им
их к как когда кто ли между меня мне мы на над не него нее нет но ну о об однако он она они оно от по под после при
с сам свои себя со так также там то только того тоже у уже чем что чтобы эта эти это я
а або але без був була були було в вже ви від він вона вони все для до є з за зі і із його її їх й к коли ми на не нас
ні про та так також те то у це цей цього що щоб як який яка які
а без беше би бъде в във го да до е за и из как като който която които ли му на не него но о от по под при с са се си
след
со според така тази това той те у че што ќе
αλλά αν από αυτό για δεν είναι ένα έχει η ήταν θα και κατά με μετά μια να ο οι όπως ότι που προς σε στη στην στις στο
στον τα τη την της τι τις το τον του τους των ως
أن إلى التي الذي الى ان او بعد بين حتى حيث على عليه عن في قال قبل قد كان كانت كل لا لم لن ما مع من منذ هذا هذه هو هي
و وقد وفي يكون
از است آن این با بر برای به بود تا چه خود در را شد شده شود که ما می نیز هر هم و یا یک
את אבל או אחרי אל אם אני אנחנו גם הוא היא הם זה זאת יש כי כל כמו לא לו מה מי עד על עם של
और का कि की के को गया जो तक तो था थी थे द्वारा नहीं ने पर भी में यह या लिए वह से हुए है हैं हो
এ এই একটি ও কি কিন্তু করে তার থেকে না নিয়ে যে সঙ্গে হয়
的 了 是 在 和 不 有 也 为 他 她 我 你 们 这 那 就 都 而 及 与 对 于 中 上 将 被 之 以 於 為 這 個 們 來 說
の に は を た が で て と し れ さ も な い る か ら へ や
그 는 은 을 를 이 가 의 에 도 로 다 고 한 하는 있다 했다
"""
FUNCTION_WORDS = frozenset(_WORDS.split())
