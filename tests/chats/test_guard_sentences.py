"""What the guard's built-in rules see in a sentence, and what they do not."""

from __future__ import annotations

import time

import pytest

from chats.guard.ages import age_below_18
from chats.guard.built_in import BUILT_IN
from chats.guard.contacts import email_address, link_away, phone_number
from chats.guard.even import evened, visible
from chats.guard.looking import EXCERPT_LENGTH, look
from chats.models import GuardRule

RULES = [GuardRule(**rule._asdict()) for rule in BUILT_IN]

AGES = """
im 15 | i'm 16 | I am 17 | I’m only 15 | i am just 16 | im actually 17 | I'm almost 16 | im turning 17 | turning 17 next month
I turn 16 tomorrow | 16 y/o | 16yo | I'm 16yo | 15 years old | 15 year old here | fifteen years old | i'm fifteen | age 15
my age is 16 | age: 17 | im under 18 | i'm not 18 yet | not even 18 | when i turn 18 | until i'm 18 | I'll be 18 in 2 months
I'll be 17 soon | can't wait to be 18 | im a 16 year old boy | I am a 15yo from texas | tengo 15 años | tengo 15
cumplo 16 mañana | tenho 16 anos | j'ai 15 ans | ich bin 15 | bin erst 16 | ich bin 15 jahre alt | ho 16 anni
ho solo 15 anni | hey im 16 btw | Im 17 and a half | im 15 is that ok | 16/m/texas | i'm 15, is that a problem?
I just turned 16 | I am 13! | im 14 lol | im almost 18 | i'm 16 - sorry | im 17 rn | i'm 15 years old | I am sixteen
soy un chico y tengo 16 años | im 12 | i turned 17 last week | im 16 next week | ｉｍ １５ | i'm 17 u? | Im really 15 bro
im 16 from ohio | i am 17 years of age | i'm 16 yrs old | im still 17 | ima be honest im 15 | j ai 16 ans
i'm about to be 16 | when im 18 i will | 15-year-old here | im 17, almost 18 | hi! 17 m here | im 14 and my dad pays
i'm un\u200bder 18, i'm 1\u200b5 | ich bin sechzehn | tengo quince años | j’ai seize ans | im younger than 18
"""
NO_AGES = """
I'm 15 minutes away | 16 inches | my son is 12 | my daughter is 16 years old | I'm 6'2 | im 5'11 | im 10 mins late
I'm 15 min away | im 17 hours behind | I'm 16 weeks sober | I'm 18 | im 18 yo | I'm 21 | I'm 45 | i'm 10/10 horny | i'm 17 cm
im 15 km away | I've been here 15 years | 15 years of experience | a 15 year old whisky | 12 year old scotch
my car is 15 years old | our marriage is 10 years old | I have a 15 year old dog | page 15 | when i was 16
i'm 16 lbs lighter | im 14 days clean | I'm 15 bucks short | I'm 30, my brother's 15 | turning 17 photos into a video
im 16k in debt | im 15% off | $15 | I was 15 when I met her | she is 15 | he's 16 and my nephew | my kid is turning 17
at age 15 I moved | since I was 14 | since age 12 | I started at the age of 16 | I feel like I'm 15 | feel like im 16 again
I'm not 15 | im 15 years older than you | i'm 16 years your senior | I'm 15 years into this job | im 12 years married
I'm 100% sure | it costs 15 | send 16 pics | I have 15 photos | tengo 15 minutos | tengo 15 años de experiencia | tengo 10 fotos
j'ai 15 minutes | j'ai 15 ans de plus que toi | ho 15 euro | ho 15 anni di esperienza | ich bin 15 minuten zu spät
ich bin 15 km entfernt | i'm 16:30 at home | I'll be 15 minutes late | i'll be there at 17 | im 9 beers in | im 10 inches
call me in 15 | room 16 | i am 12th in line | i'm 16 points ahead | when I turned 16 I got a car | 16+ only
it's 17 degrees | I'm level 15 | i used to be 16 | just 15 more | we are 17 people | i want to be 16 again
I'm 19 years old | i am 17,000 in debt | I'm 15.5 miles out | 14 february | June 16 | im 15lbs down
i'm 14 hours ahead of you | I am over 18 | u must be over 18 | are you 18? | I'm 18 and horny | I turned 18 last year
nobody under 18 allowed | I have been single for 17 months | my dog turned 15 | 10 of 10 | i finished 12 episodes
I'm 13 chapters in | I'm 8 inches | im 8 inches hard | i'm 9 and a half inches | 17 again was a great movie
be there in 15 | my little brother is 17 | i'm 15 feet away | vivo aqui hace 15 años | depuis 15 ans | seit 15 jahren
da 15 anni | I'm 2 | im 5 of those
"""
#: What a rule of this key sees when a fan writes it, or the team.
FAN_SAYS = """
minor school: in 9th grade lol | my mom will ground me | I'm in high school | I have to do my math homework | estoy en la secundaria
minor school: je suis au lycée | ich gehe noch zur Schule | hab Hausarrest | minha mãe me põe de castigo | vado al liceo
minor age: I'm a minor | soy menor de edad | sou menor de idade | je suis mineure | Ich bin minderjährig | sono minorenne | im 16
minor age: I lied about my age | next week is my 17th birthday
self-harm: I want to die | im going to kill myself | quiero morir | quero morrer | je veux mourir | ich will sterben | voglio morire
self-harm: thinking about suicide | I’ll end it all | everyone is better off without me
coercion: I will leak your nudes | I know where you live | I'll expose you | sé dónde vives | vou vazar suas fotos
coercion: je sais où tu habites | ich weiß wo du wohnst | so dove abiti | this is blackmail | send more or I'll tell your husband
payment: do you take PayPal? | p@yp@l | p a y p a l | p.a.y.p.a.l | ＰａｙＰａｌ | pay\u200bpal | c4sh4pp me | venmo? | meu pix é esse
payment: per Überweisung | un virement ? | can I send a gift card | ca$happ | PÀYPÀL
messenger: add me on snap | telegram? | t3l3gr4m | whats app | WhatsApp | w h a t s a p p | my number is secret | meu zap | deine Nummer?
meeting: can we meet | let's meet up | where do you live | nos vemos en persona | wo wohnst du | onde você mora | dove abiti
"""
TEAM_SAYS = """
phone: call +44 7911 123456 | 555-867-5309 is no area code but 212-867-5309 is | (415) 867-5309 | 06 12 34 56 78 | 07911 123456
phone: five five five eight six seven five | I'm 25, 212 867 5309 | 612 345 678
email: mia@example.com | mia.rose+vip@mail.example.co.uk | mia at gmail dot com | miarose gmail com
link: https://evil.test/a | look at www.foo.bar | linktr.ee/mia | t.me/mia | bit.ly/3x | example.com | notonlyfans.com | dot com
identity: my real name is Mary | My address: no, I mean my address is 1 Oak St | mi nombre real
payment: send it by paypal | messenger: text me on telegram
"""
HARMLESS = """
Good morning, did you sleep well? | I want you so bad | that was to die for | you kill me, so hot | I love your pics
just $15 for this video | 50% off until 12/31/2025 | see you at 10:30 | it is 2024-01-02 today | I sent 1500 messages
onlyfans.com/mia | https://onlyfans.com/mia/posts | I was tired.so I slept | wait.me too | you are my number one fan | e.g. this
I like pixels | grape juice | you skip class? | 3 videos for 25, 5 for 40 | 100 200 300 | my order 4111111111111111 | meeting deadlines
you cashed in | kiss my neck | I'm 21 and love it | mia @ home | @mia is me | 1, 2, 3, 4, 5, 6, 7 | one two three go | call me baby
"""


def sentences(table: str) -> list[str]:
    return [said for line in table.strip().splitlines() for said in map(str.strip, line.split(" | ")) if said]


def cases(table: str) -> list[tuple[str, str]]:
    found, key = [], ""
    for said in sentences(table):
        head, colon, rest = said.partition(": ")
        if colon and head in {rule.key for rule in BUILT_IN}:
            key, said = head, rest
        found.append((key, said))
    return found


def seen(text: str, side: str) -> list[str]:
    return [one.rule.key for one in look(RULES, text, side=side)]


def test_the_tables_are_long():
    assert len(sentences(AGES)) + len(sentences(NO_AGES)) > 150
    assert len(BUILT_IN) >= 10


@pytest.mark.parametrize("said", sentences(AGES))
def test_an_age_below_18_is_seen(said):
    assert age_below_18(evened(visible(said)))
    assert "minor age" in seen(said, "fan")


@pytest.mark.parametrize("said", sentences(NO_AGES))
def test_other_numbers_are_no_age(said):
    assert not age_below_18(evened(visible(said)))
    assert "minor age" not in seen(said, "fan")


@pytest.mark.parametrize(("key", "said"), cases(FAN_SAYS))
def test_what_a_fan_says_is_seen(key, said):
    assert key in seen(said, "fan")


@pytest.mark.parametrize(("key", "said"), cases(TEAM_SAYS))
def test_what_the_team_says_is_seen(key, said):
    assert key in seen(said, "team")


@pytest.mark.parametrize("said", sentences(HARMLESS))
def test_the_harmless_is_not_seen_on_either_side(said):
    assert seen(said, "fan") == []
    assert seen(said, "team") == []


def test_a_rule_watches_only_its_sides():
    assert seen("mia@example.com", "fan") == []
    assert "email" in seen("mia@example.com", "team")
    assert seen("I'm in high school", "team") == []


class TestExcerpt:
    def of(self, text: str) -> str:
        return look(RULES, text, side="team")[0].excerpt

    def test_it_shows_what_was_seen_as_it_was_written_with_a_few_words_around(self):
        text = f"{'once upon a time ' * 20}you could pay me with PayPal, my dear friend, {'and so on ' * 20}"
        excerpt = self.of(text)
        assert "could pay me with PayPal, my dear" in excerpt
        assert excerpt.startswith("…")
        assert len(excerpt) <= EXCERPT_LENGTH

    @pytest.mark.parametrize("dressed", ["p@yp@l", "p a y p a l", "P.A.Y.P.A.L", "pay\u200bpal"])
    def test_what_was_dressed_up_is_shown_as_it_stands(self, dressed):
        assert dressed.replace("\u200b", "") in self.of(f"well {dressed} then")

    def test_it_holds_the_whole_phrase_however_long_its_words(self):
        words = [*(letter * 15 for letter in "abcd"), "e" * 45]
        rule = GuardRule(phrases=" ".join(words))
        (one,) = look([rule], f"{'x ' * 50}{' '.join(words)} {'y' * 50} z", side="team")
        assert " ".join(words) in one.excerpt

    def test_of_several_phrases_it_shows_the_first_of_the_rule(self):
        words = [f"{letter * 4}ish" for letter in "abcdefghijklmnopqrst"]
        text = f" {'x ' * 50}".join(reversed(words))
        (one,) = look([GuardRule(phrases="\n".join(words))], text, side="team")
        assert "aaaaish" in one.excerpt

    def test_it_is_never_too_long(self):
        assert len(self.of("www." + "a" * 5_000 + ".com " + "b" * 5_000)) <= EXCERPT_LENGTH

    def test_line_breaks_become_spaces(self):
        assert self.of("one\n\npaypal\ntwo") == "one paypal two"


HOSTILE = {
    "letters": "a" * 100_000, "digits": "1" * 100_000, "numbers": "15 " * 33_000, "at": "@" * 100_000,
    "addresses": "a@" * 50_000, "dots": "a." * 50_000, "dashes": "-" * 100_000, "im": "im " * 33_000,
    "openers": "im 15 minutes " * 7_000, "spaced": "p " * 50_000, "signs": "$@!" * 33_000, "leet": "a1" * 50_000,
    "apostrophes": "a'" * 50_000, "groups": "12-" * 33_000, "spoken": "one two three x " * 6_000, "my": "my " * 33_000,
    "wide": "ａ" * 100_000, "accents": "e\u0301" * 50_000, "hidden": "\u200b" * 100_000, "spaces": " " * 100_000,
    "breaks": "\n" * 100_000, "plus": "+1 " * 33_000, "seventeen": "seventeen" * 11_000, "han": "漢" * 100_000,
}  # fmt: skip


@pytest.mark.parametrize("kind", HOSTILE)
def test_the_time_grows_with_the_text_alone(kind):
    text = HOSTILE[kind]
    took = []
    for part in (text[: len(text) // 4], text):
        start = time.process_time()
        for side in ("fan", "team"):
            look(RULES, part, side=side)
        took.append(time.process_time() - start)
    # Four times the text takes about four times as long; what backtracks takes sixteen times, or for ever.
    assert took[1] < 10 * took[0] + 0.2
    assert took[1] < 5


def test_each_detector_says_where_it_is():
    for detect, said, part in (
        (phone_number, "call 212-867-5309 now", "212-867-5309"),
        (email_address, "to mia@example.com.", "mia@example.com"),
        (link_away, "see example.com/x", "example.com"),
        (age_below_18, "well im 16 ok", "im 16"),
    ):
        begin, end = detect(said)
        assert said[begin:end] == part
