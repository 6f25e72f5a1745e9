"""Search over all chats: what is found, by whom, and what it looks like."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from agencies.scope import Actor
from agencies.tenancy import agency_scope
from chats import services
from chats.ingest import IncomingFan, IncomingMessage, record_messages
from chats.models import Chat, FanSearch, Message, MessageSearch, SearchBacklog
from chats.search.find import LAST, LOWEST_ID, Narrowing, find_fans, find_messages
from chats.search.index import announce_all, work_off
from chats.search.query import Word, parse
from chats.search.snippet import LENGTH, snippet
from chats.tasks import sweep_search_backlog
from tests import factories as f
from tests.clients import client_of

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC)
PART = {"HX-Request": "true", "HX-Target": "found"}


def actor_of(person) -> Actor:
    with agency_scope(person.agency_id):
        return Actor.from_membership(person)


def found(person, typed: str, limit: int = 50, **narrowing) -> list[str]:
    """The texts that a member finds, newest first."""
    work_off(person.agency_id)
    actor = actor_of(person)
    with agency_scope(person.agency_id):
        hits = find_messages(actor, parse(typed), limit=limit, narrowing=Narrowing(**narrowing))
    return [message.text for message in hits.messages]


def fans(person, typed: str) -> list[str]:
    actor = actor_of(person)
    with agency_scope(person.agency_id):
        return sorted(chat.fan_username for chat in find_fans(actor, typed, limit=10))


def say(chat, text: str, **fields) -> Message:
    return f.MessageFactory(chat=chat, text=text, **fields)


@pytest.fixture
def desk(db):
    """A chatter with one creator and one chat, logged in."""
    member = f.MembershipFactory()
    creator = f.CreatorFactory(agency=member.agency)
    f.CreatorAssignmentFactory(membership=member, creator=creator)
    member.creator, member.client = creator, client_of(member)
    member.chat = f.ChatFactory(creator=creator, fan_username="anna_smith", fan_display_name="Anna 🌸")
    return member


class TestWhatIsFound:
    def test_all_words_must_be_there_in_any_case_and_order(self, desk):
        say(desk.chat, "Good morning, sunshine")
        say(desk.chat, "Good evening")
        assert found(desk, "SUNSHINE good") == ["Good morning, sunshine"]

    def test_quotes_want_words_side_by_side(self, desk):
        say(desk.chat, "a new set is out")
        say(desk.chat, "set of new ones")
        assert found(desk, '"new set"') == ["a new set is out"]

    def test_a_minus_leaves_out_and_a_star_goes_on(self, desk):
        say(desk.chat, "holiday in Spain")
        say(desk.chat, "holidays at home")
        assert found(desk, "holi* -spain") == ["holidays at home"]

    def test_words_glued_by_punctuation_are_words(self, desk):
        say(desk.chat, "ok.thanks!see/you_soon <b>bold</b>")
        for word in ("thanks", "see", "soon", "bold", "ok.thanks"):
            assert found(desk, word), word

    @pytest.mark.parametrize(
        ("text", "typed"),
        [("مرحبا كيف حالك", "حالك"), ("Ça va, Zoë?", "ZOË"), ("привет мир", "МИР"), ("it's 9.99", "it's"),
         ("नमस्ते दुनिया", "दुनिया")],
    )  # fmt: skip
    def test_any_language_is_found(self, desk, text, typed):
        say(desk.chat, text)
        assert found(desk, typed) == [text]

    @pytest.mark.parametrize(
        "typed",
        ["", " ", "'", '"', "\\", "a\\'b", "!", "-", "--", "*", "a:*", "& | !", "<->", "(", "🔥", "🔥 -a", "-a", "\0",
         "a\0b",         "'" * 200, '"' * 7, "你好", "x" * 5000, "\ud800", "%s %(a)s", "a & b", "-\"a b\"", "é́", "٣"],
    )  # fmt: skip
    def test_odd_input_is_no_error(self, desk, typed):
        say(desk.chat, "something else")
        assert found(desk, typed) == []
        assert desk.client.get("/inbox/search/", {"q": typed.replace("\ud800", "")}).status_code == 200

    def test_the_newest_come_first_and_pages_follow_without_gap_or_repeat(self, desk):
        for minute in range(7):
            say(desk.chat, f"hello {minute}", sent_at=NOW + dt.timedelta(minutes=minute // 2))
        work_off(desk.agency_id)
        actor, seen, place = actor_of(desk), [], None
        with agency_scope(desk.agency_id):
            while True:
                page = find_messages(actor, parse("hello"), limit=2, after=place)
                seen += [message.text for message in page.messages]
                if (place := page.end) is None:
                    break
        assert sorted(seen) == [f"hello {n}" for n in range(7)]
        assert seen[0] == "hello 6"

    @pytest.mark.parametrize("taken_for_common", [True, False])
    @pytest.mark.parametrize("rare", [1, 3, 40])
    def test_however_rare_a_word_is_all_are_found(self, desk, rare, taken_for_common, monkeypatch):
        """The newest rows are walked, then more, then the index asked: each way gives the same."""
        common = frozenset({"pear"} if taken_for_common else ())
        monkeypatch.setattr("chats.search.find.common_words", lambda agency_id: common)
        times = [NOW - dt.timedelta(minutes=n) for n in range(600)]
        with agency_scope(desk.agency_id):
            rows = [
                Message(agency_id=desk.agency_id, chat=desk.chat, direction="in", sent_at=at, source="test",
                        text=f"pear {n}" if n % rare == 0 else "apple")
                for n, at in enumerate(times)
            ]  # fmt: skip
            Message.objects.bulk_create(rows)
            announce_all(desk.agency_id)
        expected = [f"pear {n}" for n in range(600) if n % rare == 0]
        assert found(desk, "pear", limit=1000) == expected
        assert found(desk, "pear", limit=20) == expected[:20]

    def test_filters_narrow(self, desk):
        fan = say(desk.chat, "hello one", sent_at=NOW)
        say(desk.chat, "hello two", direction="out", is_ppv=True, price="9.00", sent_at=NOW + dt.timedelta(days=1))
        other = f.ChatFactory(creator=f.CreatorFactory(agency=desk.agency), tags=["vip"])
        f.CreatorAssignmentFactory(membership=desk, creator=other.creator)
        say(other, "hello three", sent_at=NOW + dt.timedelta(days=2))
        assert found(desk, "hello", direction="in") == ["hello three", "hello one"]
        assert found(desk, "hello", is_ppv=True) == ["hello two"]
        assert found(desk, "hello", tag="vip") == ["hello three"]
        assert found(desk, "hello", creator_id=desk.creator.pk) == ["hello two", "hello one"]
        assert found(desk, "hello", since=NOW + dt.timedelta(hours=1)) == ["hello three", "hello two"]
        assert found(desk, "hello", until=fan.sent_at + dt.timedelta(seconds=1)) == ["hello one"]


class TestWhatStaysFindable:
    def test_a_reply_is_found_once_the_job_has_run(self, desk):
        with agency_scope(desk.agency_id):
            services.send_message(actor=actor_of(desk), chat=desk.chat, text="Just now, darling")
        assert found(desk, "darling") == ["Just now, darling"]

    def test_a_commit_starts_the_job_once(self, desk, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            say(desk.chat, "one")
            say(desk.chat, "two")
        with connection.cursor() as cursor:
            cursor.execute("SELECT args->>'agency_id' FROM procrastinate_jobs WHERE task_name = 'chats.index_messages'")
            assert cursor.fetchall() == [(str(desk.agency_id),)]

    def test_recorded_messages_are_found_and_their_new_text_too(self, desk):
        def record(html: str) -> None:
            message = IncomingMessage(77, 1, "in", NOW, html)
            record_messages(agency_id=desk.agency_id, creator_id=desk.creator.pk, messages=[message], source="test",
                            fans=[IncomingFan(77, "newcomer", "Nick")])  # fmt: skip

        record("<p>first words</p>")
        assert found(desk, "first") == ["first words"]
        record("second words")
        assert found(desk, "first") == []
        assert found(desk, "second") == ["second words"]
        assert fans(desk, "newc") == fans(desk, "NICK") == ["newcomer"]

    def test_recording_the_same_again_leaves_nothing_to_do(self, desk):
        message = IncomingMessage(77, 1, "in", NOW, "hello")
        for _ in range(2):
            record_messages(agency_id=desk.agency_id, creator_id=desk.creator.pk, messages=[message], source="test")
        with agency_scope(desk.agency_id):
            assert SearchBacklog.objects.count() == 1

    def test_deleted_and_withdrawn_messages_are_not_found(self, desk):
        owner = f.MembershipFactory(agency=desk.agency, role="owner")
        gone = say(desk.chat, "please forget this")
        assert found(desk, "forget")
        with agency_scope(desk.agency_id):
            services.delete_message(actor=actor_of(owner), message=gone)
            reply = services.send_message(actor=actor_of(desk), chat=desk.chat, text="oops")
        assert found(desk, "oops") == ["oops"]
        with agency_scope(desk.agency_id):
            services.withdraw_message(actor=actor_of(desk), message=reply)
            assert MessageSearch.objects.filter(pk=reply.pk).count() == 0
        assert found(desk, "forget") == found(owner, "forget") == found(desk, "oops") == []

    def test_a_deleted_message_is_gone_before_the_job_has_run(self, desk):
        message = say(desk.chat, "secret")
        work_off(desk.agency_id)
        with agency_scope(desk.agency_id):
            message.deleted_at = NOW
            message.save()
            assert find_messages(actor_of(desk), parse("secret"), limit=5).messages == []

    def test_everything_can_be_announced_again(self, desk):
        say(desk.chat, "hello")
        work_off(desk.agency_id)
        with agency_scope(desk.agency_id):
            MessageSearch.objects.all().delete()
            FanSearch.objects.all().delete()
            announce_all(desk.agency_id)
            announce_all(desk.agency_id)
        assert found(desk, "hello") == ["hello"]
        assert fans(desk, "anna") == ["anna_smith"]

    def test_a_command_does_it_for_all_agencies(self, desk, capsys):
        say(desk.chat, "hello")
        call_command("reindex_search")
        assert f"{desk.agency.slug}: 1 messages" in capsys.readouterr().out
        assert found(desk, "hello") == ["hello"]
        with pytest.raises(CommandError, match="no agency nowhere"):
            call_command("reindex_search", agency="nowhere")

    def test_the_sweep_finds_what_no_job_was_started_for(self, desk):
        say(desk.chat, "hello")
        sweep_search_backlog.func(0)
        with agency_scope(desk.agency_id):
            assert MessageSearch.objects.count() == 1


class TestWhoFindsIt:
    def test_a_chatter_finds_only_what_they_may_see(self, world):
        assert found(world.acme.chatter, "question") == ["acme-main-question"]
        assert found(world.acme.idle_chatter, "question") == []
        assert sorted(found(world.acme.owner, "question")) == ["acme-main-question", "acme-other-question"]
        assert found(world.acme.chatter, "question", creator_id=world.acme.other_creator.pk) == []
        assert fans(world.acme.chatter, "fan") == ["acme-main-fan"]
        assert fans(world.acme.owner, "fan") == ["acme-main-fan", "acme-other-fan"]

    @pytest.mark.parametrize("scope", ["none", "rival"])
    def test_the_functions_look_only_into_the_agency_of_the_scope(self, world, scope):
        work_off(world.acme.agency.pk)
        statement = "SELECT * FROM search_messages('acme', %s, true, NULL, NULL, NULL, '-infinity', %s, %s, 10)"
        creators = [world.acme.creator.pk, world.acme.other_creator.pk]
        with agency_scope(world.rival.agency.pk if scope == "rival" else None), connection.cursor() as cursor:
            for chosen in (None, creators):
                cursor.execute(statement, [chosen, LAST, LOWEST_ID])
                assert cursor.fetchall() == []
                cursor.execute("SELECT * FROM search_fans('''acme'':*', %s, 10)", [chosen])
                assert cursor.fetchall() == []
        with agency_scope(world.acme.agency.pk), connection.cursor() as cursor:
            cursor.execute(statement, [None, LAST, LOWEST_ID])
            assert len(cursor.fetchall()) == 4

    def test_an_agency_is_told_only_its_own_common_words(self, world):
        for side, word in ((world.acme, "apple"), (world.rival, "pear")):
            for _ in range(200):
                say(side.chat, word)
            work_off(side.agency.pk)
        with connection.as_owner(), connection.cursor() as cursor:
            cursor.execute("ANALYZE chats_messagesearch")
        told = []
        for scope in (world.acme.agency.pk, world.rival.agency.pk, None):
            with agency_scope(scope), connection.cursor() as cursor:
                cursor.execute("SELECT * FROM search_common_words()")
                told.append({word for (word,) in cursor.fetchall()} & {"apple", "pear"})
        assert told == [{"apple"}, {"pear"}, set()]

    def test_nobody_but_the_bound_role_may_call_the_functions(self):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT proname, has_function_privilege('public', oid, 'EXECUTE'), "
                "has_function_privilege(current_user, oid, 'EXECUTE'), prosecdef, proconfig::text "
                "FROM pg_proc WHERE proname IN ('search_messages', 'search_fans', 'search_common_words') ORDER BY 1"
            )
            rows = cursor.fetchall()
        names = ("search_common_words", "search_fans", "search_messages")
        assert [row[:4] for row in rows] == [(name, False, True, True) for name in names]
        assert all("search_path=pg_catalog" in row[4] for row in rows)


class TestFans:
    @pytest.mark.parametrize("typed", ["anna", "SMITH", "mit", "a_sm", "🌸", "smith anna", "77123", "u771"])
    def test_any_part_of_any_name_finds_the_fan(self, desk, typed):
        f.ChatFactory(creator=desk.creator, fan_username="zed")
        f.ChatFactory(creator=desk.creator, fan_username="other", fan_of_id=77123)
        expected = "other" if "771" in typed else "anna_smith"
        assert fans(desk, typed) == [expected]

    def test_a_new_name_is_found_at_once_and_the_old_one_is_not(self, desk):
        with agency_scope(desk.agency_id):
            services.describe_fan(actor=actor_of(desk), chat=desk.chat, custom_name="Big Bob", tags=[])
        assert fans(desk, "big b") == ["anna_smith"]
        with agency_scope(desk.agency_id):
            services.describe_fan(actor=actor_of(desk), chat=desk.chat, custom_name="", tags=[])
        assert fans(desk, "bob") == []

    @pytest.mark.parametrize("typed", ["'", "\\", "' | '", "'':*", "\0", "x" * 500, "a'b\\c"])
    def test_odd_names_are_no_error(self, desk, typed):
        assert fans(desk, typed) == []

    def test_a_chat_that_goes_takes_its_entries_along(self, desk):
        say(desk.chat, "hello")
        work_off(desk.agency_id)
        with agency_scope(desk.agency_id):
            Chat.objects.filter(pk=desk.chat.pk).delete()
            assert not FanSearch.objects.exists()
            assert not MessageSearch.objects.exists()


class TestTheText:
    def test_it_is_escaped_and_the_hit_is_marked(self):
        assert snippet("<script>alert('Hi')</script> & HI", [Word("hi")]) == (
            "&lt;script&gt;alert(&#x27;<mark>Hi</mark>&#x27;)&lt;/script&gt; &amp; <mark>HI</mark>"
        )

    def test_a_hit_far_inside_is_shown_with_what_stands_around_it(self):
        text = snippet("word " * 1000 + "needle " + "word " * 1000, [Word("needle")])
        assert "<mark>needle</mark>" in text
        assert text.startswith("… word")
        assert text.endswith(" …")
        assert len(text) < LENGTH + 50

    def test_whole_words_and_beginnings_are_told_apart(self):
        assert snippet("art party artist", [Word("art")]) == "<mark>art</mark> party artist"
        assert snippet("art party artist", [Word("art", True)]) == "<mark>art</mark> party <mark>artist</mark>"


class TestThePage:
    def test_it_shows_fans_and_messages_with_links_into_the_chat(self, desk):
        message = say(desk.chat, "Anna says <b>hello</b>")
        work_off(desk.agency_id)
        page = desk.client.get("/inbox/search/", {"q": "anna"}).content.decode()
        assert f"/inbox/{desk.chat.pk}/?at={message.pk}" in page
        assert "<mark>Anna</mark> says &lt;b&gt;hello&lt;/b&gt;" in page
        assert "<mark>Anna</mark> 🌸" in page

    def test_the_last_word_may_be_unfinished_if_no_message_has_it_so(self, desk):
        say(desk.chat, "pineapple")
        work_off(desk.agency_id)
        assert (
            "<mark>pineapple</mark>" in desk.client.get("/inbox/search/", {"q": "pinea"}, headers=PART).content.decode()
        )
        assert "No message has this" in desk.client.get("/inbox/search/", {"q": "pinea "}).content.decode()

    def test_more_follows_behind_the_last(self, desk):
        for n in range(25):
            say(desk.chat, f"hello {n}")
        work_off(desk.agency_id)
        first = desk.client.get("/inbox/search/", {"q": "hello"})
        more = desk.client.get("/inbox/search/", {"q": "hello", "after": first.context["after"]}, headers=PART)
        assert [len(page.context["hits"]) for page in (first, more)] == [20, 5]
        assert more.context["after"] == ""

    def test_days_are_the_viewers(self, desk):
        desk.user.timezone = "Pacific/Auckland"
        desk.user.save()
        say(desk.chat, "hello", sent_at=dt.datetime(2026, 5, 1, 13, tzinfo=dt.UTC))
        work_off(desk.agency_id)
        for day, hits in (("2026-05-01", 0), ("2026-05-02", 1), ("2026-05-03", 0)):
            response = desk.client.get("/inbox/search/", {"q": "hello", "since": day, "until": day})
            assert len(response.context["hits"]) == hits, day

    @pytest.mark.parametrize(
        "query",
        [{"after": "x"}, {"after": "2026-01-01_x"}, {"creator": "x"}, {"since": "0001-01-01"}, {"until": "9999-12-31"}],
    )  # fmt: skip
    def test_what_makes_no_sense_is_ignored(self, desk, query):
        say(desk.chat, "hello")
        work_off(desk.agency_id)
        assert len(desk.client.get("/inbox/search/", {"q": "hello", **query}).context["hits"]) == 1

    def test_an_empty_page_says_how_to_search(self, desk):
        assert "Find any message" in desk.client.get("/inbox/search/").content.decode()
        assert "no word to look for" in desk.client.get("/inbox/search/", {"q": "🔥🔥"}).content.decode()

    def test_it_takes_as_many_questions_for_one_hit_as_for_twenty(
        self, desk, django_assert_num_queries, django_assert_max_num_queries
    ):
        say(desk.chat, "hello")
        work_off(desk.agency_id)
        desk.client.get("/inbox/search/", {"q": "hello"})
        with django_assert_max_num_queries(15) as once:
            desk.client.get("/inbox/search/", {"q": "hello"})
        for n in range(19):
            say(desk.chat, f"hello {n}", sent_by=desk)
        work_off(desk.agency_id)
        with django_assert_num_queries(len(once)):
            desk.client.get("/inbox/search/", {"q": "hello"})
