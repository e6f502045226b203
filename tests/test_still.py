"""What others wrote can neither be tapped nor ping anybody, in whatever message it stands."""

from dataclasses import replace

import pytest

from adapters.contract import Button, File, Message, plain
from adapters.matrix import content
from adapters.still import JOINER, still
from bot.views import notices
from bot.views.cards import card
from bot.views.invitations import linked
from bot.views.votes import disputed, how_to_edit
from bot.wording.numbers import digest
from bot.wording.speech import Markup, Sentence, Speech, speech
from core.errors import refuse
from core.model import Definition, EventSettings, Member, MemberId
from core.names import clean
from tests.results import YES_NO, counted, meeting

EN = speech("en")
LINK = "https://x.org/a?b=@c"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("/close 1", "/|close 1"),
        ("now /close_1, (/close)", "now /|close_1, (/|close)"),
        ("@durov and @room", "@|durov and @|room"),
        ("@ann:x.org", "@|ann:|x.|org"),
        ("#room:x.org #Budget #2027a", "#|room:|x.|org #|Budget #|2027a"),
        ("$USD ($1INCH) $5 US$ $$A", "$|USD ($|1INCH) $5 US$ $$A"),
        ("t.me/joinchat", "t.|me/joinchat"),
        ("https://x.org", "https:|//x.|org"),
        ("a@b.de", "a@b.|de"),
        ("mailto:ann matrix:u/ann sip:ann tg://user?id=4", "mailto:|ann matrix:|u/ann sip:|ann tg:|//user?id=4"),
        ("➡️.ws ✪df.ws उदाहरण.भारत x．org", "➡️.|ws ✪df.|ws उदाहरण.|भारत x．|org"),
        ("127.0.0.1:80 1.2.3 Seite 5.6", "127.|0.0.1:80 1.2.3 Seite 5.6"),
        ("+43 (900) 123-456", "+43 (9|00) 1|23-4|56"),
        ("0170/1234567, 12345678", "017|0/12|345|67, 12345678"),
        ("4242 4242 4242 4242", "424|2 42|42 4|242 |424|2"),
        ("2026-05-09, 1.000.000, 09.05.2026, Art. 5:2", "2026-05-09, 1.000.000, 09.05.2026, Art. 5:2"),
        ("2026-05-09 14:01:11, 9.5.2026 14:01", "2026-05-09 14:01:11, 9.5.2026 14:01"),
        ("23.500000005 23,500000005 123.456.789", "23.500000005 23,500000005 123.456.789"),
        ("ab1234567890cd 1234567890ab m-234567234567", "ab1234567890cd 1234567890ab m-234|567|234|567|"),
        ("</b> und/oder 2/3 1.5 e.V. #17", "</b> und/oder 2/3 1.5 e.|V. #17"),
        ("Gartenfreunde e.V. / Ost", "Gartenfreunde e.|V. / Ost"),
    ],
)
def test_name_has_nothing_to_tap(text: str, shown: str) -> None:
    assert still(text).replace(JOINER, "|") == shown
    assert (clean(still(text)), plain(Markup.escape(text))) == (clean(text), still(text))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (LINK, LINK),
        (f"/close {LINK} @room", f"/|close {LINK} @|room"),
        ("x.org", "x.org"),
        ("(/open 1)", "(/|open 1)"),
        ("yes: http://x.org:80/a, 14:30", "yes: http://x.org:80/a, 14:30"),
        ("Https://x.org HTTP://X.ORG", "Https://x.org HTTP://X.ORG"),
        ("https://matrix.to/#/@ann:x.org", "https:|//matrix.|to/#/@|ann:|x.org"),
        ("HTTPS://Matrix.TO/#/#r:x", "HTTPS:|//Matrix.|TO/#/#|r:|x"),
        ("https://x.org/?to=https://matrix.to/#/!a:x", "https:|//x.org/?to=https:|//matrix.|to/#/!a:|x"),
        ("matrix:u/ann tg://user?id=4 mailto:a@b.de", "matrix:|u/ann tg:|//user?id=4 mailto:|a@b.de"),
    ],
)
def test_text_keeps_links_into_the_web_and_nothing_else(text: str, shown: str) -> None:
    assert still(text, links=True).replace(JOINER, "|") == shown


def test_still_text_stays_as_it_is_when_it_is_stilled_again() -> None:
    text = "/close @room x.org https://x.org tel:+43900123456 127.0.0.1 #1a"
    assert still(still(text)) == still(text)


def messages(words: Speech) -> list[Message]:
    evil = "/close_1 @durov"
    event = meeting()
    vote = counted(Definition(evil, YES_NO, text=f"{evil} {LINK}"), {"a": 1})
    place = EventSettings(event.id, evil, place=evil, link=LINK)
    return [
        notices.announcement(words, event, f"{evil} {LINK}"),
        notices.alarm(words, refuse("no-account", name=evil, number="1")),
        Message(Sentence("greeting", {"who": evil}).worded(words)),
        card(words, replace(event, settings=place), present=False, confirm=False),
        how_to_edit(words, vote),
    ]


@pytest.mark.parametrize("words", [EN, speech("de"), speech("de", mark="!", buttons=False)], ids=lambda s: s.language)
def test_no_kind_of_message_can_be_tapped_but_for_its_links_and_what_is_to_be_copied(words: Speech) -> None:
    *told, copied = messages(words)
    assert [("/close_1" in one.text, "@durov" in one.text) for one in told] == [(False, False)] * len(told)
    assert [LINK in one.text for one in told] == [True, False, False, True]
    assert JOINER not in copied.text.partition("<pre>")[2]


def test_our_own_links_can_be_tapped() -> None:
    link = "https://matrix.to/#/@bot:x.org"
    member = Member(MemberId(1), "1", "Ann")
    assert f"{link}\n" in f"{linked(EN, member, 'matrix', link, 'ABCD').text}\n"


def test_name_of_a_file_can_be_copied() -> None:
    assert "<code>counts-differ-agm-7.json</code>" in disputed(EN, counted(Definition("Budget", YES_NO), {})).text


def test_our_own_commands_can_be_tapped() -> None:
    assert "/text 7" in EN.say("ballot-shortened", number=7)


def test_matrix_pings_nobody_and_its_numbered_options_have_no_links() -> None:
    message = Message("@room", ((Button("@room x.org", "a"),),))
    text = content.text(message)
    edit, poll = content.replacement("$1", text, ""), content.poll(message, "$1")
    file = content.file(message, File("@room.txt", b"x"), "mxc://x/y")
    everything = (text, edit, edit["m.new_content"], poll, content.notice("x"), file, content.captioned(file, message))
    assert [isinstance(one, dict) and one["m.mentions"] for one in everything] == [{}] * 7
    assert f"@{JOINER}room x.{JOINER}org" in str(text["body"])


@pytest.mark.parametrize("language", ["en", "de"])
def test_hash_of_digits_is_shown_as_it_is_compared_and_copied(language: str) -> None:
    shown = speech(language).say("record-head", hash=digest("1234567890" * 7))
    assert "1234 5678 9012 3456 7890" in shown
