"""The words around a number that make it somebody's age, or something else. In small letters, without accents and
apostrophes (I'm is im); English, and a little Spanish, Portuguese, French, German and Italian."""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


#: Numbers that people write out.
NUMBERS = {
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18,
    "trece": 13, "catorce": 14, "quince": 15, "dieciseis": 16, "diecisiete": 17,
    "treze": 13, "catorze": 14, "quatorze": 14, "quinze": 15, "dezesseis": 16, "dezasseis": 16, "dezessete": 17,
    "treize": 13, "seize": 16,
    "dreizehn": 13, "vierzehn": 14, "funfzehn": 15, "fuenfzehn": 15, "sechzehn": 16, "siebzehn": 17,
    "tredici": 13, "quattordici": 14, "quindici": 15, "sedici": 16, "diciassette": 17,
}  # fmt: skip

#: May stand between an opener and the number.
FILLERS = _set(
    "only just actually almost nearly about currently literally really still like around already barely now "
    "basically soon honestly technically legit lowkey kinda well uh um a an erst nur noch gerade fast solo apenas "
    "casi recien so quase seulement juste presque appena quasi"
)
#: What a speaker says of their own age, now.
OPENERS: tuple[tuple[str, ...], ...] = (
    ("im",), ("i", "am"), ("i", "m"), ("iam",), ("ima",), ("my", "age"), ("my", "age", "is"), ("ich", "bin"), ("bin",),
    ("tengo",), ("tenho",), ("jai",), ("j", "ai"), ("ho",), ("mi", "edad", "es"), ("mein", "alter", "ist"),
)  # fmt: skip
#: What a speaker says of an age to come, or just reached.
BECOMING: tuple[tuple[str, ...], ...] = (
    ("i", "turn"), ("i", "turned"), ("i", "just", "turned"), ("ive", "just", "turned"), ("ill", "be"),
    ("i", "will", "be"), ("ill", "turn"),
    ("im", "gonna", "be"), ("im", "going", "to", "be"), ("imma", "be"), ("to", "be"), ("im", "about", "to", "be"),
    ("im", "about", "to", "turn"), ("cumplo",), ("voy", "a", "cumplir"), ("vou", "fazer"), ("faco",), ("ich", "werde"),
    ("werde",), ("faccio",), ("compio",), ("je", "vais", "avoir"),
)  # fmt: skip
#: The verb to have is said of much: only few words may follow the number then.
STRICT = frozenset({("tengo",), ("tenho",), ("jai",), ("j", "ai"), ("ho",), ("faco",), ("faccio",), ("to", "be")})
#: Not told of now, or not meant: before an opener.
UNMEANT: tuple[tuple[str, ...], ...] = (
    ("feel", "like"), ("feels", "like"), ("felt", "like"), ("feeling", "like"), ("as", "if"), ("as", "though"),
    ("act", "like"), ("acting", "like"), ("pretend",), ("imagine",), ("since",), ("it", "was", "like"), ("used",),
    ("look", "like"), ("thinks",), ("thought",),
)  # fmt: skip
#: Before "turned": a memory.
MEMORY = frozenset({"when", "since", "after", "before", "once", "until"})
#: Before "im 18" or "I turn 18": not yet.
NOT_YET = frozenset({"until", "till", "til", "when", "once", "before"})
#: Before "turning": somebody speaks of themselves.
OWN = frozenset({"im", "am", "m", "and", "but", "so", "cause", "because", "soon", "ill", "just", "finally", "almost"})

#: Behind the number: years, if nothing else follows than OLD.
YEARS = frozenset({"years", "year", "yrs", "yr", "y", "anos", "ano", "ans", "anni", "jahre", "jahr"})
OLD = _set(
    "old o of young alt and so but now right y e et und aber pero mas mais ma i im haha lol btw u you yo ok okay"
)
YEARS_OLD: tuple[tuple[str, ...], ...] = (
    ("yo",), ("y", "o"), ("yrs", "old"), ("yr", "old"), ("year", "old"), ("years", "old"), ("jahre", "alt"),
    ("anos", "de", "edad"), ("anos", "de", "idade"), ("years", "of", "age"),
)  # fmt: skip
OF_AGE = frozenset({("de", "edad"), ("de", "idade"), ("di", "eta"), ("of", "age"), ("d", "age")})
#: Behind "16 years old" that opens a sentence.
SELF = _set(
    "boy girl guy male female teen teenager kid student here from and m f virgin btw lol but so looking in living "
    "with i im dude lad"
)
#: May follow where the verb is to have.
CONNECTORS = _set(
    "y e et und and but pero mas mais ma aber so lol haha jaja kkk rs mdr pues porque en em no na tu vc toi soy "
    "sou suis sono bin im i next in"
)
#: Behind the number: it counts something else. Plurals need not be here.
UNITS = _set(
    "min minute mins hr hrs hour sec second day week month ft feet foot inch cm mm km k kg lb lbs stone pound "
    "mile meter metre percent pct x th st nd rd buck bucks dollar usd euro euros people men women of out time am "
    "pm oclock hundred thousand million grand again photo video card g gb mph kmh bpm h away behind ahead late "
    "early short older younger tall deep left down over under into sober clean per points percent foto video "
    "minuti giorni ore mila volte minuten stunden stunde tage wochen monate kilometer prozent uhr euro mal fois "
    "heures jours mois horas dias meses weeks hands a the senior billion dozen odd something"
)
#: Words that end in s and are no plural.
NO_PLURALS = _set(
    "years this plus yes sis boss always sometimes guess was its sus unless tbhs whats hes shes lets thats does "
    "has perhaps thanks bless news jus bis las los des mais mas tus yours btws les alas pls plss as"
)
