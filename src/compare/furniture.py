"""What a single line says about itself: share bar, credit, caption, timestamp, log-in …

One passage in, one role or nothing out; neighbours and position are `roles`' business.
Every pattern is a family that many outlets print, none is one outlet's sentence. A line
that no pattern knows is not furniture. Only the first `HEAD` and the last `TAIL` code
points are looked at, so a line of any length costs the same.
"""

import re
from functools import lru_cache

from compare import languages
from compare.frozen import dataclass
from compare.model import Role
from compare.patterns import pattern

#: Longer than any line of furniture that has to be read whole.
HEAD = 400
#: Long enough for the credit that closes a caption.
TAIL = 160


@dataclass(frozen=True, slots=True)
class Pattern:
    """A family of lines: its role, the most words such a line has, and how it is printed.

    *whole* must match the whole line, *start* its beginning, *end* its last words. They
    are written in lower case and see the line in lower case, unless *cased*.
    """

    role: Role
    most_words: int
    whole: re.Pattern[str] | None = None
    start: re.Pattern[str] | None = None
    end: re.Pattern[str] | None = None
    cased: bool = False


def _re(source: str) -> re.Pattern[str]:
    # Lower-casing the line once is cheaper than IGNORECASE, which also compiles slowly.
    return pattern(source, re.VERBOSE)


_NETWORK = (
    r"(?:facebook|twitter|x|instagram|telegram|youtube|whatsapp|linkedin|vk|vkontakte|reddit"
    r"|pinterest|flipboard|e-?mail|вконтакте|телеграм\w*|одноклассник\w*)"
)
_NAME = r"[A-ZА-ЯЁ][\w.'’-]*"
_AGENCY = r"(?:ap|afp|epa|upi|reuters|getty|bloomberg|shutterstock|xinhua)"
_WORK = r"(?:article|story|post|piece|report|column|essay|interview|op-ed|page|video|blog)"

#: A picture's address as some sites print it: "- Outlet International, 1920, 26.01.2022".
PICTURE = _re(
    r"""(?:^|\s)[-–—]\ (?P<outlet>[A-ZА-ЯЁ][\w.'’&\ -]{1,40}),\ (?P<width>\d{3,4})
        (?:,\ (?P<date>\d{1,2}\.\d{1,2}\.\d{4}))?$"""
)

PATTERNS = (
    # ---- pictures
    # - Outlet International, 1920   ·   Two ministers shaking hands - Outlet, 1920, 26.01.2022
    Pattern(Role.CAPTION, 120, end=PICTURE, cased=True),
    Pattern(
        Role.CAPTION,
        120,
        start=_re(
            r"""# © Agency / A. Photographer / Go to the photo bankA minister speaks, May 2.
            ©\s?[^/|]{2,60}[/|].{0,80}?
              (?:(?:go|jump|back)\ to\ (?:the\ )?|(?:visit|open)\ the\ |перейти\ в\ )
              [\w\ ]{0,16}(?:bank|library|archives?|gallery|collection|банк|архив)
            # FILE PHOTO: …   Photo: …   File - In this March 3 file photo, …
            | (?:file\ photo|file\ image|photo|image|picture|photographer|caption|video\ caption
               |фото|на\ фото)\ ?[:–—]\s
            | file\s?[-–—]\s | \(?in\ this\ [\w\ ,.]{3,40}(?:photo|image|picture)
            # what a page's buttons leave before a caption
            | play\ video\b | (?:image|photo|slide)\ .{5,380}?[\ .]credit(?:\ by)?\b
            | (?:enlarge\ this\ image|(?:toggle|hide|media|image)\ (?:caption|copyright)
               |media\ playback\ is|buy\ photo)\b"""
        ),
    ),
    Pattern(
        Role.CAPTION,
        120,
        end=_re(
            r"""# … (Photo by A. Photographer/Agency)   … (AP Photo/A. Photographer)
            \((?:photo|image|picture|credit|screenshot|photograph)s?
               (?:\ by|\ credit|\ courtesy|\ source|:)
               [^()]{2,90}\)\.?$
            | \((?:ap|afp|epa|upi|reuters|getty)\b[^()]{0,20}(?:photo|images|/)[^()]{0,60}\)\.?$
            # … / Getty Images   … | AP Photo
            | (?:/|\(|\|)\s?(?:getty\ images|shutterstock|afp\ via\ getty\ images|ap\ photo
               |reuters|getty)s?\)?\.?$
            # … (Agency/Handout via Agency   … REUTERS/A. Photographer
            | \bhandout\ (?:photo\ )?via\ [^.!?()]{2,40}\)?\.?$ | [.\ ]reuters/[^.!?/]{3,40}\.?$
            | \bphoto(?:graph(?:er)?)?(?:\ by|\ credit|\ courtesy\ of|:)[:\ ][^.!?]{2,60}\.?$"""
        ),
    ),
    # … in the port. | AP Photo   … in the port. | Reuters Headline of the Article Below
    Pattern(
        Role.CAPTION,
        60,
        end=_re(
            r"""\|\s(?:AP|AFP|EPA|UPI|REUTERS|Reuters|Getty|Bloomberg|Shutterstock)
            (?:\ (?:[Pp]hotos?|Images?))?\b(?:\s[A-ZА-ЯЁ“‘"'].{0,120})?$"""
        ),
        cased=True,
    ),
    # … in the port.CreditA. Photographer/Agency
    Pattern(Role.CAPTION, 60, end=_re(r"[\w.”]Credit(?:\.\.\.)?[A-Z][^.!?]{2,60}$"), cased=True),
    # … in Springfield, May 2, 2021. (A. Photographer/Agency)
    Pattern(
        Role.CAPTION,
        60,
        end=_re(rf"\({_NAME}(?:\ {_NAME}){{0,4}}/(?:via\ )?{_NAME}(?:\ {_NAME}){{0,4}}\)$"),
        cased=True,
    ),
    # A. Photographer/Agency   ·   A. Photographer/Daily Paper via Agency
    Pattern(
        Role.CREDIT,
        14,
        whole=_re(
            rf"""{_NAME}(?:\ {_NAME}){{0,4}}\ ?/\ ?
            (?: via\ {_NAME}(?:\ {_NAME}){{0,3}}
              | (?:The\ )?{_NAME}(?:\ {_NAME}){{0,4}}\ via\ {_NAME}(?:\ {_NAME}){{0,2}}
              | (?:AP|AFP|EPA|Reuters|Getty(?:\ Images)?|Bloomberg|Shutterstock|TASS|Xinhua) )\.?"""
        ),
        cased=True,
    ),
    # AP Photo/A. Photographer   ·   A. Photographer/Daily Paper/Agency, FILE   ·   Agency
    Pattern(
        Role.CREDIT,
        12,
        whole=_re(
            rf"""{_NAME}(?:\ {_NAME}){{1,4}}/{_NAME}(?:\ {_NAME}){{0,4}}
            (?:/{_NAME}(?:\ {_NAME}){{0,3}})? (?:,\ (?:FILE|File))?"""
        ),
        cased=True,
    ),
    Pattern(Role.CREDIT, 8, whole=_re(rf"[\w\ /.’'-]{{2,50}}\ via\ {_AGENCY}(?:\ images)?")),
    Pattern(Role.CREDIT, 3, whole=_re(rf"{_AGENCY}(?:\ (?:photos?|images?))?")),
    # ---- who worked on it, who owns it
    Pattern(
        Role.CREDIT,
        120,
        start=_re(
            r"""# (Reporting by A. Name; Editing by B. Name)   Additional reporting by A. Name
            \W{0,2}(?:additional\ |with\ |original\ )?(?:reporting|writing|editing|translation
               |graphics|edited|written|compiled|translated|reported)\ (?:and\ \w+\ )?by[ ]
            | \W{0,2}with\ (?:assistance|files|reporting|contributions?)\ (?:from|by)\b
            | contributing\ ?:
            | (?:audio|video|music|art)\ (?:production|editing|credits?)\b(?:\ by\ |\ ?:)
            # © 2022 Owner. All rights reserved.
            | (?:©|\(c\)|copyright)\s?(?:©|\(c\))?\s?(?:(?:19|20)\d\d\b|by\b)
            | all\ rights\ reserved | все\ права\ защищены
            | this\ material\ may\ not\ be\ published"""
        ),
    ),
    # A. Name and the Agency contributed to this report. B. Name reported from Springfield.
    Pattern(
        Role.CREDIT,
        80,
        end=_re(
            rf"""\bcontributed\ (?:reporting|research|(?:\w+\ )?to\ (?:this|the)\ {_WORK})\b
               [^.]{{0,60}}\W{{0,3}}$"""
        ),
    ),
    Pattern(
        Role.CREDIT,
        40,
        whole=_re(
            rf"""{_NAME}(?:,?\ (?:{_NAME}|and)){{0,12}}\ reported\ from\ {_NAME}.{{0,250}}"""
        ),
        cased=True,
    ),
    Pattern(Role.CREDIT, 15, start=_re(r"©\s?\w")),
    # ---- where it comes from
    Pattern(
        Role.SOURCE_NOTE,
        25,
        start=_re(
            r"(?:sources?|via|источник|original\ (?:article|source))\ ?:\s"
            # "Source: Not enough ships are ready" is somebody's statement
            r"(?!.{0,120}\b(?:is|are|was|were|will|has|have|had|says?|said)\b)"
        ),
    ),
    Pattern(
        Role.SOURCE_NOTE,
        60,
        start=_re(
            rf"""\W?this\ {_WORK}\ (?:was|has\ been|is|first|originally|also)\ (?:\w+\ ){{0,2}}
               (?:published|appeared|updated|corrected|reprinted|adapted|republished|produced)
            | the\ {_WORK}\ (?:was\ )?(?:first|originally)\ (?:published|appeared)
            | (?:the\ )?(?:views|opinions)\ (?:and\ \w+\ )?expressed\b
            | (?:correction|clarification|editor[’']?s[’']?\ note)s?\b[^.]{{0,40}}[:–—]
            | (?:an\ earlier|a\ previous)\ version\ of\ this
            | (?:write\ to|to\ contact)\ [^@]{{3,60}}(?:@|\breporter|\beditor|\bauthor)
            | (?:got|have)\ (?:a|any)\ (?:news\ )?tips?\b"""
        ),
    ),
    Pattern(
        Role.SHARE,
        30,
        start=_re(
            rf"""\W{{0,3}}(?:follow|like|join|find|subscribe\ to|add)\ (?:us|our|the\ [\w’']+)[ ]
               .{{0,30}}?(?:\b{_NETWORK}\b|@)
            | \W{{0,3}}follow\ @\w
            | (?:подписывайтесь|читайте\ нас|следите\ за)\b.{{0,40}}
            | read\ or\ share\ this"""
        ),
    ),
    # When quoting this material, a link to … is required.   Reproduction only with …
    Pattern(
        Role.SOURCE_NOTE,
        40,
        start=_re(
            r"""[*_]{0,2}(?:
              (?:when|while|if|in\ case\ of|upon|for\ any)\ (?:you\ )?
                (?:quot|cit(?:e|ing)|reprint|reproduc|republish|cop(?:y|ied)|us(?:e|ing))\w*\b
                (?: [^“"]{0,40}\b(?:materials?|articles?|texts?|contents?|publications?|pages?|site
                      |information|translations?|reports?|photo\w*|stor(?:y|ies))\b[^“"]{0,60}
                      \b(?:link|hyperlink|reference|credit|attribution|permission|consent)\b
                  | [^“"]{0,80}\b(?:link|hyperlink|reference|credit|attribution)\b[^“"]{0,60}
                      \b(?:required|obligatory|mandatory|necessary|compulsory)\b )
            | (?:any\ |full\ or\ partial\ |no\ )?(?:reproduction|reprint(?:s|ing)?|republication
                |republishing|copying|redistribution|use\ of\ (?:the\ |our\ |these\ |this\ )?
                (?:materials?|content|texts?|photographs))\b[^“"]{0,80}
                \b(?:only\ (?:with|by|if)|without\ (?:[\w,]+\ ){0,4}(?:permission|consent)
                  |(?:link|reference|credit|permission)\b.{0,40}\brequired)
            | при\ (?:цитировании|использовании|перепечатке|копировании)\b.{0,100}
                (?:ссылк|обязательн|указани)
            | (?:перепечатка|воспроизведение|копирование
                |использование\ (?:\w+\ )?(?:материал|текст)\w*)\b
                .{0,100}(?:только|без\ |запрещ|ссылк|обязательн)
            )"""
        ),
    ),
    # Follow The Paper for more …   ·   Follow PAPER on the air and on the water
    Pattern(
        Role.TAGLINE,
        30,
        start=_re(
            rf"""[*_]{{0,2}}(?:Follow|Watch|Read)\ (?:[Tt]he\ )?{_NAME}(?:\ {_NAME}){{0,4}}
            \ (?:for\ (?:more|the\ latest|all|news|daily)
              |on\ (?:the\ air|air|the\ web|the\ go))\b"""
        ),
        cased=True,
    ),
    # A. Name is a reporter for Outlet. Follow her on Twitter @name.
    Pattern(
        Role.SOURCE_NOTE,
        90,
        start=_re(r"[^“\"‘]{0,400}$"),
        end=_re(
            rf"""(?:^|[.!?)]\ )(?:you\ can\ )?(?:follow|find|reach|email|contact)
               \ (?:[\w’'.-]+\ ){{1,5}}
               (?:on\ (?:social\ media|{_NETWORK}\b)|at\ [^\s]{{2,60}}@|@)[^!?]{{0,70}}$"""
        ),
    ),
    Pattern(Role.SOURCE_NOTE, 6, whole=_re(r"follow\ @?[\w’'.]+(?:\ [\w’'.]+){0,2}(?:\ on\ \w+)?")),
    Pattern(
        Role.BYLINE,
        16,
        whole=_re(
            rf"""(?:By|BY|by|Автор|Text\ by|Posted\ by|Written\ by)\s?:?\s{_NAME}
               (?:[\ ,|&]{{1,3}}(?:{_NAME}|and|AND|и|of|the|for|in|staff|writers?|reporters?
                 |editors?|correspondents?|special|to)){{1,14}}
               (?:[\ ,|]{{1,3}}[\w.-]*@[\w.-]+)?\.?"""
        ),
        cased=True,
    ),
    # By A. Name • May 2, 2021 05:37 PM
    Pattern(
        Role.BYLINE,
        16,
        start=_re(rf"(?:By|BY)\ {_NAME}(?:\ {_NAME}){{1,3}}\s?[•|·–—]\s"),
        cased=True,
    ),
    # ---- buttons
    Pattern(
        Role.SHARE,
        14,
        whole=_re(
            rf"""(?:please\ )?(?:share|rate|like|tweet|print|e-?mail|save|bookmark|comment(?:\ on)?)
                 (?:\ on)?(?:\ (?:this|the|an?)?\ ?(?:{_WORK}|news|{_NETWORK}))?
                 (?:\ (?:on|via|with|by)\ [\w\ ,]+)?[\s:.!+]*\d*
            | \W?\(?(?:votes?|rating|голос\w*|рейтинг)\ ?:.{{0,40}}
            | \(?\d+\ (?:votes?|shares?|comments?|likes?|views?|голос\w*|просмотр\w*
                 |комментари\w*)\)?
            | (?:shares?|comments?|комментарии)\ ?\(?\d*\)?
            | (?:поделиться|оценить|оцените|распечатать)(?:\ \w+){{0,4}}
            | (?:listen\ to\ (?:this\ )?article[\ \d:]*)?(?:share\ this\ \w+\ )?
                 (?:(?:share|tweet|post|print|save|pin|copy\ link|comment|{_NETWORK})\b
                    [\s,|/·]*){{1,9}}
            | listen\ to\ (?:this\ )?article[\ \d:]*"""
        ),
    ),
    Pattern(
        Role.LOGIN,
        14,
        whole=_re(
            r"""(?:please\ )?(?:log|sign)[\ -]?(?:in|up|on)
                 (?:\ (?:or|to|and|for|with)\ [\w\ ’']+)?[.!:]?
            | (?:create|register)\ (?:an?|your)\ (?:free\ )?account.{0,30}
            | register
            | (?:to\ )?(?:participate|take\ part|join)\ (?:in\ )?the
                 \ (?:discussion|conversation|debate)[.!:]?
            | (?:войти|войдите|зарегистрир\w+|авторизу\w+|чтобы\ участвовать)(?:\ [\w\ ]+)?
            | already\ (?:a\ |have\ )(?:subscriber|member|an\ account|registered).{0,40}
            | forgot(?:ten)?\ (?:your\ )?password\??"""
        ),
    ),
    Pattern(
        Role.TAGLINE,
        30,
        start=_re(
            r"""(?:the\ |all\ )?latest\ (?:\w+\ and\ |\w+,\ )?(?:news|headlines|stories|updates)\b
                .{0,200}?(?:stay\ tuned|breaking|subscribe|news\ from|updates\ on)
            | (?:get|receive)\ (?:the\ )?(?:latest|breaking|best)\b.{0,120}?
                (?:inbox|newsletter|alerts)
            | your\ (?:source|home)\ for\b"""
        ),
    ),
    Pattern(
        Role.NAVIGATION,
        40,
        start=_re(
            r"""(?:click|tap)\ (?:here|on\ the)\b
            | (?:sign\ up|subscribe)\ (?:\w+\ ){0,3}(?:to|for)\ (?:\w+\ ){0,6}
                (?:newsletters?|alerts?|app|inbox|daily|updates)\b
            | sign\ up\ (?:here|now|today|to\ get|to\ receive)\b
            | get\ our\ (?:free\ )?(?:app|newsletter)\b
            | (?:scroll|swipe)\ (?:down\ )?(?:to|for)[ ]
            | (?:нажмите|подпишитесь)\b
            | [^“"]{3,80}\b(?:to|in)\ your\ inbox(?:\W*$|\W{1,3}by\ signing\ up\b)
            | interested\ in\ [^?]{3,60}\?\ add\b | (?:want|tired)\b[^?“"]{3,60}\?\ click\ here\b
            | [^“"]{3,200}\b(?:newsletter|inbox(?:es)?)\b[^“"]{0,120}
                \b(?:subscribe|sign\ up)\ (?:now|here|today)\W*$
            | this\ \w+\ (?:is\ )?tagged\ (?:under|with|in)\b | (?:tagged|filed)\ under\b
            | watch\ the\ latest\ videos?\b
            | (?:this|our)\ (?:site|website)\ uses\ cookies | we\ use\ cookies"""
        ),
    ),
    # Sign up for our e-mail, delivered to your inbox … You can unsubscribe at any time
    Pattern(
        Role.NAVIGATION,
        90,
        start=_re(
            r""".{0,60}\b(?:sign\ up|subscribe)\ (?:for|to)\b
                .{0,80}\b(?:newsletters?|e-?mail|inbox|briefing)\b
                [^“"]{0,300}\b(?:unsubscribe|inbox|sign(?:ing)?\ up|you\ agree)\b"""
        ),
    ),
    # Photos: Ships in port … Hide Caption 9 of 9
    Pattern(
        Role.CAPTION,
        2_000,
        start=_re(r"(?:photos|gallery|slide\ ?show|pictures)\ ?:"),
        end=_re(r"\bhide\ caption\ \d{1,3}\ of\ \d{1,3}$"),
    ),
    Pattern(
        Role.NAVIGATION,
        8,
        whole=_re(
            r"""(?:all|latest|top|more|breaking|related|popular|trending|recommended
                 |most\ (?:read|popular|viewed))\ (?:news|stories|headlines|articles|videos?|topics
                 |coverage|posts|from\ [\w\ ]+|on\ [\w\ ]+|in\ [\w\ ]+)
            | home(?:\ ?page)? | menu | search | close | skip\ to\ (?:main\ )?content
            | back\ to\ (?:top|home|news) | (?:about|contact)\ us
            | privacy(?:\ policy)? | terms(?:\ (?:of|and)\ [\w\ ]+)? | cookies(?:\ policy)?
            | newsletters?
            | ads? | \W{0,3}advertis(?:e|ement|ing)s?\W{0,3}(?:continue\ reading.*)? | реклама
            | sponsored(?:\ content)? | loading\W* | print(?:\ version)?
            | (?:story|article)\ (?:continue[sd]|resumes)(?:\ below)?(?:\ advertisement)?
            | (?:read|continue|show|view|see|load)
                 \ (?:more|all|reading|less|full\ \w+|comments)\W{0,3}
                 (?:the\ main\ story|below)?
            | (?:next|previous|prev)(?:\ (?:article|story|post|page))?\W{0,2}
            | tags?:?.{0,60} | topics:?
            | slide\ ?show\ ?\(.{1,20}\) | more\ on\ this\W{0,4}
            | \[\ ?(?:pull\ ?quote|embed|video|image|gallery|caption|advert\w*|newsletter)
                [^\]]{0,40}\]
            | (?:english|русская|английская)\ (?:version|версия)
            | читать\ (?:на\ \w+|далее|полностью) | заголовок\ открываемого\ материала
            | все\ новости | главная | меню | поиск | новости
            | for\ (?:business|researchers|students|media|press|partners|teachers|authors)
            | для\ (?:бизнеса|исследователей|студентов|прессы) | comments? | video | photos?
            | gallery"""
        ),
    ),
    # Read in Ruritanian   ·   View this page in Russian
    Pattern(
        Role.NAVIGATION,
        8,
        whole=_re(
            r"""(?:Read|READ|View|Listen|Also|Available)
            (?:\ (?:this|the)(?:\ (?:article|page|story|text))?)?
            (?:\ also)?\ in\ [A-Z]\w{3,20}"""
        ),
        cased=True,
    ),
    # ---- links to other articles
    # Read more: …   RELATED: …   (Also on Outlet: …)   Читайте также: …
    Pattern(
        Role.RELATED_LINK,
        40,
        start=_re(
            r"""[^\w“"‘]{0,2}\ ?(?:video|(?:full|special)\ coverage|interactive|graphic|pictures
                |read(?:\ (?:more|also|next|this|the\ (?:full|rest)
                   \ [\w\ ]{3,30}))?
                |related(?:\ (?:stories|articles?|coverage|links?|content|video))?
                |see(?:\ (?:also|more))|also(?:\ (?:read|see|on\ [\w\ ]{2,20}))
                |more(?:\ (?:on\ this|from\ [\w\ ]{2,25}|on\ [\w\ ]{2,25}))?
                |watch(?:\ (?:now|live|also|below|the\ [\w\ ]{3,20}))?|listen|up\ next|photos
                |don[’']t\ miss|recommended|next\ up|further\ reading|in\ case\ you\ missed\ it
                |читайте\ (?:также|ещё|еще)|см\.\ также|по\ теме|подробнее)
                \ ?(?::|>>|\|)\s?[“"‘']?\w
            | related\ (?:coverage|stories|articles?)\s\w
            # what a video box leaves: JUST WATCHED … MUST WATCH …   More On This... Headline
            | just\ watched\b.{0,300}\bmust\ watch\b | more\ on\ this\.\.\.\s
            # (For more on the candidates, see: address)
            | \(?for\ (?:more|full\ coverage|an?\ (?:graphic|interactive|explainer))\b[^.!?]{3,140}
                \b(?:see|click|visit|go\ to)\b"""
        ),
    ),
    # (Understanding the Harbour: our guide)
    Pattern(Role.RELATED_LINK, 16, whole=_re(r"\(\ ?[^().!?:“”\"]{4,120}:\s[^().!?“”\"]{4,120}\)")),
    # STORY:Ships leave port   ·   Analysis:What ships want
    Pattern(
        Role.RELATED_LINK,
        24,
        start=_re(
            r"""(?:[A-Z]{2,}(?:\ [A-Z]{2,}){1,6}|STORY|MORE|Story|Analysis|Opinion|Polls?|Live
            |Exclusive|Fact\ check|Timeline|Column|Editorial|Explainer|Review|Interview)
            :[A-Z‘'“"\d]"""
        ),
        end=_re(r"[^.,:;]$"),
        cased=True,
    ),
    Pattern(Role.RELATED_LINK, 30, end=_re(r"[^.]\ read\ more\W{0,3}$")),
)

_DATE_WORDS = frozenset(
    """published updated posted modified last first most recent update at on by the of on date
    time gmt utc msk
    est edt et pst pdt pt cet cest bst ist am pm a.m p.m noon midnight today yesterday ago
    minutes minute hours hour days months month years year
    день дата опубликовано обновлено в мск г год года""".split()  # noqa: SIM905
)
_DATE_TOKEN = pattern(r"[^\W\d_]+(?:\.[^\W\d_]+)*|\d+(?:[.:/-]\d+)*")
#: 11:43, 25.04.2022, 2022-04-25, 1/28/22: what a timestamp must have beside plain words.
_CLOCK = pattern(r"\d{1,2}[:.]\d\d|\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d\s\w+\sago\b|\d\s?[ap]\.?m\b")
_UPDATING = _re(
    r"""(?:(?:to\ )?be(?:ing)?\ )?updated\W* | developing(?:\ story)?\W* | обновляется\W*
    | this\ \w+\ is\ more\ than\ \d+\ (?:months?|years?)\ old"""
)


@lru_cache(maxsize=2)
def _calendar(codes: tuple[str, ...]) -> frozenset[str]:
    known = [languages.load(code) for code in codes]
    return frozenset().union(*(set(one.months) | set(one.weekdays) for one in known))


def is_timestamp(line: str) -> bool:
    """Whether *line* is nothing but a date or a time, however it is written.

    >>> is_timestamp("19 April, 11:43 GMT"), is_timestamp("In April 11 ships sank")
    (True, False)
    """
    if len(line) > 120:
        return False
    lowered = line.casefold()
    if _UPDATING.fullmatch(lowered):
        return True
    tokens = _DATE_TOKEN.findall(lowered)
    figures = [token for token in tokens if token[0].isdigit()]
    if not figures:  # most lines; the calendar takes time to load
        return False
    # Only English is written in these letters; another language need not even be loaded.
    calendar = _calendar(("en",) if lowered.isascii() else languages.KNOWN)
    named = [token for token in tokens if token in calendar]
    known = len(named) + len(figures) + sum(token in _DATE_WORDS for token in tokens)
    return known == len(tokens) and bool(named or _CLOCK.search(lowered))


_MARKUP = pattern(r"#{1,6}\s+|[*_]{1,3}(?=[^\s*_])")


def unmarked(text: str) -> str:
    """*text* without Markdown's heading signs, and without emphasis that spans all of it.

    >>> unmarked("## Gauges"), unmarked("*By Jane Doe*"), unmarked("*He* left.")
    ('Gauges', 'By Jane Doe', '*He* left.')
    """
    match = _MARKUP.match(text)
    if match is None:
        return text
    sign = match.group()
    if sign[0] == "#":
        return text[match.end() :]
    closed = (
        len(text) > 2 * len(sign)
        and text.endswith(sign)
        and sign[0] not in text[len(sign) : -len(sign)]
    )
    return text[len(sign) : -len(sign)] if closed else text


def own_role(text: str) -> Role | None:
    """The role of furniture that *text*, one trimmed passage, has by its own words, or None.

    >>> own_role("Share this article"), own_role("The minister shared his plans.")
    (<Role.SHARE: 'share'>, None)
    """
    text = unmarked(text)
    if len(text) <= HEAD and not any(char.isalnum() for char in text):
        return Role.NAVIGATION
    if is_timestamp(text):
        return Role.TIMESTAMP
    return _family(text[:HEAD], text[-TAIL:], word_count(text), len(text))


@lru_cache(maxsize=4096)
def _family(head: str, tail: str, words: int, length: int) -> Role | None:
    """The role of the first pattern that fits; remembered, for lines are asked about twice."""
    lowered = head.casefold(), tail.casefold()
    for one in PATTERNS:
        ends = (head, tail) if one.cased else lowered
        if words <= one.most_words and _fits(one, *ends, length):
            return one.role
    return None


def _fits(pattern: Pattern, head: str, tail: str, length: int) -> bool:
    if pattern.whole is not None:
        return length <= HEAD and pattern.whole.fullmatch(head) is not None
    if pattern.start is not None and pattern.start.match(head) is None:
        return False
    return pattern.end is None or pattern.end.search(tail) is not None


def word_count(text: str, *, most: int = 2_000) -> int:
    """How many words the first *most* code points of *text* hold, by white space."""
    return len(text[:most].split())
