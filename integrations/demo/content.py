"""What demo people say: everyday talk between creators and their fans, and nothing anybody must hide."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from integrations.demo.roster import DemoChatter


class DemoCreator(NamedTuple):
    """A creator of the demo; the price is dollars a month."""

    username: str
    name: str
    price: str
    persona: str


class Offer(NamedTuple):
    """Something sold in a chat: what is said, its price in dollars, and its media (type, seconds)."""

    text: str
    price: str
    media: tuple[tuple[str, int | None], ...]


CREATORS = {
    "demo": [
        DemoCreator("luna.rose", "Luna Rose", "9.99", "Yoga teacher who travels. Warm, unhurried, asks back. No politics."),
        DemoCreator("mia.hart", "Mia Hart", "14.99", "Strength coach from Chicago. Short sentences, dry humour, first names."),
        DemoCreator("aria.vale", "Aria Vale", "0.00", "Makes costumes and paints. Shows work in progress, loves details."),
        DemoCreator("chloe.summers", "Chloe Summers", "7.50", "Sings and bakes. Cheerful, never writes after midnight."),
    ],
    "rival": [
        DemoCreator("nova.reed", "Nova Reed", "12.00", "Runs marathons and writes about them."),
        DemoCreator("ivy.lane", "Ivy Lane", "5.00", "Gardener with an opinion on every plant."),
    ],
}  # fmt: skip

#: By the part of their address before the @. The last creator is not Chris's, so that the difference can be seen.
CHATTERS = {
    "demo": {
        "chatter": DemoChatter("Chris Chatter", 8, 16, 6, 1.0, Decimal(1), 0.45, (0, 1, 2)),
        "dana": DemoChatter("Dana Day", 16, 24, 1, 0.5, Decimal("1.5"), 0.55, (0, 1, 2, 3)),
        "eli": DemoChatter("Eli Early", 0, 8, 3, 2.5, Decimal(1), 0.3, (0, 1, 3)),
    },
    "rival": {"chatter": DemoChatter("Chris Chatter", 8, 24, 6, 1.0, Decimal(1), 0.45, (0, 1))},
}
#: When fans write, on the agency's clocks: each hour as often as it stands here.
BUSY_HOURS = [
    0, 1, 7, 8, 9, 10, 11, 12, 12, 13, 14, 15, 16, 17, 17, 18, 18, 18, 19, 19, 19, 19, 20, 20, 20, 20, 20, 21, 21, 21,
    21, 21, 22, 22, 22, 22, 23, 23,
]  # fmt: skip

FIRST_NAMES = [
    "Alex", "Ben", "Carlos", "Daniel", "Emil", "Frank", "George", "Hugo", "Ivan", "Jonas", "Kevin", "Liam", "Marco",
    "Noah", "Oscar", "Pavel", "Quinn", "Rafael", "Simon", "Tom", "Umar", "Victor", "Will", "Yannick", "Zane", "Anna",
    "Bea", "Carla", "Dana", "Elena", "Fiona", "Grace", "Hanna", "Ines", "Julia",
]  # fmt: skip
SURNAMES = [
    "Adams", "Berg", "Costa", "Dubois", "Evans", "Fischer", "Garcia", "Hansen", "Ito", "Jensen", "Kowalski", "Lopez",
    "Miller", "Novak", "Olsen", "Petrov", "Rossi", "Silva", "Tanaka", "Weber",
]  # fmt: skip
TAGS = ["vip", "big spender", "new", "custom request", "quiet lately", "tips often", "time waster"]
NOTES = [
    "Birthday is in June, likes to be congratulated.",
    "Works night shifts, answers in the morning.",
    "Asked twice about a longer video. Offer one at the weekend.",
    "Never pays over $20, tips instead.",
    "Has a dog called Biscuit. Ask about him.",
    "Was upset about a late answer in spring. Be quick with him.",
    "Speaks Spanish too.",
]
SCRIPTS = [
    ("Welcome", "welcome", "Hey, so happy you are here! Tell me: how did you find me?", None),
    ("Good morning", "morning", "Good morning! Coffee or tea today?", None),
    ("Weekend class", "class", "My new class is out. Shall I send it to you?", "12.00"),
    ("Thank you for a tip", "thanks", "You just made my day, thank you so much!", None),
    ("Quiet lately", "miss", "I have not heard from you in a while. Is everything all right?", None),
]

#: Each starts with the fan; the lines alternate.
EXCHANGES = [
    ("Good morning! How did you sleep?", "Like a stone, I walked eighteen kilometres yesterday. And you?"),
    ("I loved the photos from the coast", "Thank you! It was so windy that half of them show only my hair"),
    ("What are you up to tonight?", "Cooking for friends. I promised them lasagne and have no plan yet"),
    ("Is there going to be a new video this week?", "Yes, on Friday. I am cutting it right now"),
    ("How was the gig?", "Sold out! I forgot one verse and nobody noticed"),
    ("I tried your morning routine", "And? Be honest", "My back says thank you, my legs say something else", "Give it a week, then we talk again"),
    ("Hey, how are you?", "Good! Just back from the market. What is new with you?", "Started the new job on Monday", "Oh right! How are the people?"),
    ("You look happy in the last post", "I am. The sun is back and so is my energy"),
    ("What music do you train to?", "Nineties hip hop, always. And you?", "Mostly podcasts", "Then you run too slowly"),
    ("Do you ship prints too?", "Not yet, but I am thinking about it. Which one would you want?"),
    ("My dog ate my headphones", "No! Is he all right?", "He is fine, the headphones are not", "Rest in peace, headphones"),
    ("Which city was that?", "Lisbon. I could live there for the pastries alone"),
    ("Could you make a longer one some time?", "I could do twenty minutes at the weekend. What should be in it?"),
    ("Thanks for answering, it means a lot", "Of course. I read everything, it only takes me a while sometimes"),
    ("Happy birthday!", "Thank you!! You are the first one today"),
    ("Are you coming to Berlin again?", "In spring, if all goes well. Tell me where to eat"),
    ("I had a rough day", "I am sorry. Do you want to talk about it, or shall I distract you?", "Distract me please", "Then look at this disaster of a cake I made"),
    ("How long did the costume take?", "About ninety hours, and thirty of them were only the wings"),
    ("Quick question about the plank", "Sure, ask", "Elbows under the shoulders or further out?", "Under the shoulders. And breathe!"),
    ("ok 😄", "😄"),
    ("Just renewed for another month", "You are the best, thank you!"),
    ("Was the last class recorded?", "Yes! I can send it to you"),
    ("Ça va ? 🙂", "Très bien, merci ! Your turn to learn a Portuguese word: saudade"),
]  # fmt: skip
OPENINGS = [
    "Hi! Just subscribed", "Hello there", "Hey, found you through the yoga channel", "Hi Luna, big fan of your work",
]  # fmt: skip
QUESTIONS = [
    "Are you there?", "What do you think?", "When is the next live?", "Can you send me the recipe?",
    "Did you see my message?", "How much would a personal training plan be?", "Good night, and thank you for today",
    "I sent you a song, tell me if you like it", "Would you do a duet with your sister?",
]  # fmt: skip
OFFERS = [
    Offer("The whole sunrise class, 24 minutes, filmed on the roof", "12.00", (("video", 1440), ("image", None))),
    Offer("Behind the scenes of the Lisbon shoot", "9.99", (("image", None),) * 4),
    Offer("My training plan for March, spoken by me", "15.00", (("audio", 312), ("image", None))),
    Offer("The song from yesterday, only for you", "5.00", (("audio", 204),)),
    Offer("How I built the wings, step by step", "25.00", (("video", 2105), ("image", None), ("image", None))),
    Offer("Outtakes! I laughed so much that I cried", "7.50", (("video", 95), ("gif", 6))),
]
#: What all fans of a creator are sent, the latest last.
NEWS = [
    Offer("New month, new plan! The first class is here for everybody", "9.00", (("video", 1260),)),
    Offer("I am back from the mountains and have so much to show you", "0.00", (("image", None), ("image", None))),
    Offer("Half an hour of stretching, for all who sit too much", "12.00", (("video", 1810),)),
    Offer("The blooper reel that you asked for", "6.00", (("video", 240),)),
    Offer("Good night, all! What should I cook tomorrow?", "0.00", ()),
    Offer("The whole photo series from the harbour, 24 pictures", "15.00", (("image", None),) * 6),
    Offer("Live on Sunday at eight! Here is what we will do", "0.00", (("image", None),)),
]
FREE_MEDIA = ("image", "image", "image", "gif", "video", "audio")
AFTER_TIP = ["Oh wow, thank you so much!", "You did not have to! Thank you", "That is so kind, thank you"]
TIPS = ["3.00", "5.00", "5.00", "10.00", "10.00", "20.00", "50.00", "100.00"]

#: Which drafts there were, in the order in which they came into use: provider, model, version of the prompt, and
#: dollars for a million tokens of the question and of the draft.
AI_MODELS = [
    ("playbook", "", "reply 1", Decimal(0), Decimal(0)),
    ("ollama", "llama3.1:8b", "reply 2", Decimal(0), Decimal(0)),
    ("openai", "gpt-4o-mini", "reply 2", Decimal("0.15"), Decimal("0.60")),
    ("openai", "gpt-4o-mini", "reply 3", Decimal("0.15"), Decimal("0.60")),
    ("anthropic", "claude-3-5-haiku", "reply 3", Decimal("0.80"), Decimal("4.00")),
]
#: The prompts behind them, with what is new in each.
PROMPTS = [
    ("Answer the fan in the creator's voice.", "The first one."),
    ("Answer the fan in the creator's voice, in at most two sentences.", "Shorter."),
    ("Answer the fan in the creator's voice, in at most two sentences, and ask something back.", "Asks back."),
]

#: Why a send failed, as the chatter is told.
FAILURES = ["The fan does not take messages from this creator at the moment.", "The platform did not answer in time."]
#: What the inbox must show as it was written.
UNUSUAL = [
    "مرحبا! كيف كان يومك؟ شاهدت الفيديو الجديد وأعجبني كثيرا",
    "👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽 🎉🎉🎉",
    "Is <b>this</b> bold for you? For me it says <b>",
    "This is going to be a long one, sorry! "
    + "First we drove up the coast, then the car broke down, and then it got really funny. " * 24,
]
#: So many chats at the beginning have them.
UNUSUAL_CHATS = 4
#: What the unusual say in English.
TRANSLATIONS = {UNUSUAL[0]: "Hi! How was your day? I watched the new video and liked it very much"}
#: What the guard must see; the last of these is a false alarm.
FORBIDDEN = [
    "Can I pay you by PayPal instead? It is cheaper for both of us",
    "I will be in Lisbon on Friday. Can we meet in person, at your hotel?",
    "Is the Telegram group with your training plans still open?",
]
FALSE_ALARM = "He means the public group that we run ourselves."
#: What is known about fans.
FACTS = [
    "Works nights as a nurse, and writes in the morning.", "Has a dog called Bruno.", "Learns to play the guitar.",
    "Prefers videos to pictures.", "Lives by the sea and surfs.", "Is training for a half marathon in spring.",
    "Has just moved for a new job.", "Likes to be asked about his day.", "Bakes bread at the weekend.",
]  # fmt: skip
#: Empty: not known.
FAN_ZONES = ["America/New_York", "", "Europe/Berlin", "", "Asia/Tokyo", "Australia/Sydney", "America/Los_Angeles", ""]
