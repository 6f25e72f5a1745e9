"""The rules that come with the product. Each agency has its own copy and may change it; `key` never changes."""

from __future__ import annotations

from typing import NamedTuple

from chats.models.guard import GuardKind, GuardRule

Detector, Action = GuardRule.Detector, GuardRule.Action


class BuiltIn(NamedTuple):
    """What a rule says as long as nobody has changed it."""

    key: str
    title: str
    kind: str
    advice: str
    phrases: str
    detector: str = Detector.NONE
    watches_fan: bool = True
    watches_team: bool = True
    action: str = Action.BLOCK
    stops_drafts: bool = True


def _lines(*parts: str) -> str:
    """Phrases that are written with commas between them, one on each line."""
    return "\n".join(phrase.strip() for part in parts for phrase in part.split(",") if phrase.strip())


_MINOR = (
    "Stop here: send nothing, sell nothing, and tell an owner or admin at once. The account may have to be reported."
)
_PLATFORM = "The platform forbids it and may close the account. Keep payments, calls and meetings out of the chat."
_PRIVATE = "Nothing by which the creator can be found or reached outside the platform."

BUILT_IN = (
    BuiltIn(
        "minor age",
        "Says to be younger than 18",
        GuardKind.MINOR,
        _MINOR,
        _lines(
            "i'm underage, i am underage, i'm still underage, i'm a minor, i am a minor, i'm still a minor",
            "im not of age, not legal yet, lied about my age, lied about being 18, used my brother's id, used my dad's card",
            "used my mom's card, used my mums card, my parents card, my 13th birthday, my 14th birthday, my 15th birthday",
            "my 16th birthday, my 17th birthday, my upcoming 18th birthday, my sweet sixteen, my sweet 16, my quinceanera",
            "soy menor de edad, soy menor, sou menor de idade, sou de menor, je suis mineur, je suis mineure",
            "ich bin minderjährig, bin noch minderjährig, sono minorenne, todavia no tengo 18, noch nicht 18",
            "nicht volljährig, pas encore 18 ans, pas encore majeur, non ho ancora 18 anni, ainda não tenho 18",
        ),
        Detector.AGE,
    ),
    BuiltIn(
        "minor school",
        "Speaks as somebody at school",
        GuardKind.MINOR,
        _MINOR,
        _lines(
            "in 6th grade, in 7th grade, in 8th grade, in 9th grade, in 10th grade, in 11th grade, in sixth grade",
            "in seventh grade, in eighth grade, in ninth grade, in tenth grade, in eleventh grade, in the 7th grade",
            "in the 8th grade, in the 9th grade, in the 10th grade, 7th grader, 8th grader, 9th grader, 10th grader",
            "i'm in middle school, i'm in high school, i am in high school, i'm still in high school, i'm still in school",
            "i go to middle school, i go to high school, my high school lets out, after school today, my middle school",
            "in year 9 at school, in year 10 at school, doing my gcses, my gcses, my math homework, my maths homework",
            "my mom will ground me, my mum will ground me, my dad will ground me, my parents will ground me",
            "my mom grounded me, my mum grounded me, my dad grounded me, my parents grounded me",
            "my mom took my phone, my mum took my phone, my dad took my phone, my parents took my phone",
            "my mom checks my phone, my mum checks my phone, my parents check my phone, bedtime on school nights",
            "before my mom sees, before my mum sees, if my mom finds out, if my mum finds out, if my parents find out",
            "i have detention, got detention, voy al instituto, voy en secundaria, estoy en la secundaria",
            "mis padres me castigan, mi mamá me castiga, tô no ensino médio, estou no ensino médio, minha mãe me põe de castigo",
            "je suis au collège, je suis au lycée, je suis en troisième, je suis en seconde, mes parents vont me punir",
            "ich gehe noch zur schule, bin in der neunten klasse, bin in der 9 klasse, hab hausarrest, habe hausarrest",
            "vado al liceo, sono alle medie, sono in punizione, i miei genitori mi mettono in punizione",
        ),
        watches_team=False,
    ),
    BuiltIn(
        "self-harm",
        "Speaks of harming themselves",
        GuardKind.SELF_HARM,
        "Stop selling. Answer kindly as a person, name a crisis line (in the US: 988), and tell an owner or admin at once.",
        _lines(
            "kill myself, killing myself, end my life, ending my life, take my own life, taking my own life, end it all",
            "suicide, suicidal, want to die, wanna die, don't want to live, dont wanna live, no reason to live",
            "better off dead, better off without me, hurt myself, hurting myself, harm myself, self harm, cut myself",
            "cutting myself, goodbye forever, overdose on, jump off a bridge, unalive myself, my last message to you",
            "quiero morir, quiero morirme, quiero matarme, voy a matarme, suicidarme, quitarme la vida, no quiero vivir, hacerme daño",
            "quero morrer, quero me matar, vou me matar, me suicidar, tirar minha vida, não quero mais viver, me cortar",
            "je veux mourir, me suicider, envie de me tuer, je vais me tuer, en finir avec la vie, plus envie de vivre",
            "mich umbringen, bringe mich um, will sterben, möchte sterben, nicht mehr leben, mir das leben nehmen",
            "mir was antun, mich ritzen, voglio morire, uccidermi, suicidarmi, togliermi la vita, farla finita",
        ),
    ),
    BuiltIn(
        "coercion",
        "Threatens or blackmails",
        GuardKind.COERCION,
        "Do not bargain and send nothing. Keep the messages as they are, and tell an owner or admin.",
        _lines(
            "blackmail*, i'll expose you, i will expose you, gonna expose you, going to expose you",
            "i will leak your, i'll leak your, i'm gonna leak, leak your pics, leak your videos, leak your content",
            "leak your nudes, i'll post your, i will post your, send it to your family, send them to your family",
            "tell your family, tell your husband, tell your boss, tell your parents what, i know where you live",
            "i know your address, i know your real name, i found your address, i'll find where you live, i will find out where you live",
            "i'm outside your house, you'll regret this, you will regret this, or else i'll, or i'll tell, or i'll report you",
            "or i'll post, or i'll leak, do it or i, i'll kill you, i will kill you, gonna kill you, i'll hurt you",
            "i will hurt you, ruin your life, rape, raped, raping, kill yourself, kys",
            "te voy a exponer, voy a publicar tus, voy a filtrar tus, sé dónde vives, te voy a matar, te voy a encontrar",
            "vou vazar seus, vou vazar suas, vou te expor, sei onde você mora, vou te matar",
            "je sais où tu habites, je vais publier tes, je vais te tuer, je vais te retrouver, chantage",
            "ich weiß wo du wohnst, ich bring dich um, ich finde dich, stell deine bilder online, erpress*",
            "so dove abiti, pubblico le tue, ti ammazzo, ti trovo, ricatto",
        ),
    ),
    BuiltIn(
        "payment",
        "Payment outside the platform",
        GuardKind.OFF_PLATFORM,
        _PLATFORM,
        _lines(
            "paypal*, pay pal, cashapp*, cash app, cash me on, venmo*, zelle, western union, moneygram, bank transfer",
            "wire transfer, wire you, my iban, your iban, mi iban, bank details, bank account, bitcoin*, btc, ethereum, usdt, crypto, cryptocurrency",
            "gift card, gift cards, giftcard*, amazon card, steam card, paysafe*, revolut, apple pay, google pay, onlyfans alternative",
            "pay you directly, pay you direct, pay me directly, pay me direct, pay outside, pay off here, bizum, mercado pago",
            "transferencia bancaria, por transferencia, chave pix, meu pix, por pix, pelo pix, faz um pix, mbway, mb way",
            "virement, par virement, paylib, überweisung, überweise dir, überweisen, kontonummer, bonifico, postepay, satispay",
        ),
    ),
    BuiltIn(
        "messenger",
        "Contact outside the platform",
        GuardKind.OFF_PLATFORM,
        _PLATFORM,
        _lines(
            "telegram*, tele gram, whatsapp*, whats app, what's app, wa me, whatsap, watsapp, wsp, snapchat*",
            "snap chat, my snap, your snap, add me on snap, snap me, on snap, discord, kik, wickr, viber, wechat, skype",
            "facetime, face time me, on signal, my signal, my insta, your insta, on insta, instagram, dm me on, add me on",
            "on facebook, on twitter, text me at, text me on, call me at, call me on, what's your number, send me your number, my number is",
            "my phone number, your phone number, give me your number, talk somewhere else, chat somewhere else, off this app",
            "off this site, off onlyfans, outside onlyfans, outside of onlyfans, tu número, mi número, numero de telefono",
            "fuera de onlyfans, seu número, meu número, meu zap, seu zap, chama no zap, fora do onlyfans, ton numéro",
            "mon numéro, en dehors d'onlyfans, deine nummer, meine nummer, handynummer, ausserhalb von onlyfans",
            "tuo numero, mio numero, fuori da onlyfans",
        ),
    ),
    BuiltIn(
        "meeting",
        "Meeting in person",
        GuardKind.OFF_PLATFORM,
        _PLATFORM,
        _lines(
            "meet up, meetup, meet in person, meet irl, meet in real life, meet you in person, meet you in real life, meet me at",
            "meet me in, meet you at, can we meet, could we meet, let's meet, lets meet, wanna meet, want to meet you",
            "come to my place, come to your place, come to my hotel, come to my house, come over to my, at my hotel",
            "hotel room for us, book a room, book us a room, pick you up at, visit you at, escort, escorting, fly you out",
            "fly you over, sugar meet, where do you live, what's your address, send me your address, vernos en persona",
            "quedar en persona, nos vemos en persona, conocernos en persona, dónde vives, encontrar pessoalmente",
            "te ver pessoalmente, onde você mora, se voir en vrai, on se rencontre, se rencontrer, où tu habites",
            "wo wohnst du, uns treffen, treffen wir uns, lass uns treffen, im echten leben treffen, incontrarci",
            "vederci di persona, incontriamoci, dove abiti",
        ),
    ),
    BuiltIn(
        "link",
        "Link away from the platform",
        GuardKind.OFF_PLATFORM,
        "Links to other places are not allowed. Leave the address out.",
        _lines("dot com, linktree, link tree, allmylinks, beacons ai, link in my bio, link in bio"),
        Detector.LINK,
        watches_fan=False,
    ),
    BuiltIn(
        "phone",
        "Telephone number",
        GuardKind.PERSONAL_DATA,
        _PRIVATE,
        "",
        Detector.PHONE,
        watches_fan=False,
    ),
    BuiltIn(
        "email",
        "E-mail address",
        GuardKind.PERSONAL_DATA,
        _PRIVATE,
        _lines("my email is, my e-mail is, mi correo es, meu email é, mon mail est, meine mail ist, la mia mail è"),
        Detector.EMAIL,
        watches_fan=False,
    ),
    BuiltIn(
        "identity",
        "Name or address of the creator",
        GuardKind.PERSONAL_DATA,
        _PRIVATE,
        _lines(
            "my address is, my home address, my real name is, my full name is, my legal name, my last name is, i live at",
            "i live on, my street, my house number, my zip code, my postcode, mi dirección es, mi nombre real, mi apellido es",
            "vivo en la calle, meu endereço, meu nome verdadeiro, meu sobrenome, moro na rua, mon adresse, mon vrai nom",
            "mon nom de famille, j'habite au, meine adresse, mein richtiger name, mein nachname, ich wohne in der",
            "il mio indirizzo, il mio vero nome, il mio cognome, abito in via",
        ),
        watches_fan=False,
    ),
)
BY_KEY = {rule.key: rule for rule in BUILT_IN}
