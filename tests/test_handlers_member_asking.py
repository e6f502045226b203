"""Status, help, language, texts, and words that mean nothing."""

from dataclasses import replace

import pytest

from bot.chat.buttons import Speak, encode
from core import floor, roster, voting
from core.journal import CLI
from core.methods.model import labels
from core.model import Definition, Option, Purpose
from core.roster import Row
from core.store import members
from tests.people import Hall, done
from tests.talk import Talk, offered, said

pytestmark = pytest.mark.anyio
ME = "telegram:1"
QUESTION = Definition("Budget", (Option("a", ""), Option("b", ""), Option("c", "")))


@pytest.fixture
def talk(hall: Hall) -> Talk:
    return Talk(hall)


async def channel(talk: Talk, purpose: Purpose, chat: str, number: int) -> None:
    code = await talk.hall.run(floor.bind_code, await talk.hall.event(), purpose, CLI)
    done(await talk.hall.run(floor.bind, chat, code, await talk.hall.person(number)))


@pytest.mark.parametrize("text", ["what?", "/", "!", "🙂", "x" * 5000, "<b>", "7", "ballot 1"])
async def test_words_without_meaning_get_a_hint(talk: Talk, text: str) -> None:
    (answer,) = await talk.write(ME, text)
    assert answer.startswith("I did not understand that.")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("/hlep", "I do not know /hlep. Did you mean /help? All commands: /help"),
        ("/chekin 17", "I do not know /chekin. Did you mean /checkin? All commands: /help"),
        ("/zzzz", "I do not know /zzzz. All commands: /help"),
        ("/check-in", "I do not know /check-in. Did you mean /checkin? All commands: /help"),
        ("/öffnen 7", "I do not know /öffnen. All commands: /help"),
        ("/o\u0308ffnen 7", "I do not know /öffnen. All commands: /help"),
    ],
)
async def test_unknown_command_names_the_nearest(talk: Talk, text: str, told: str) -> None:
    assert await talk.write(ME, text) == [told]


async def test_unknown_command_does_not_suggest_what_is_not_allowed(talk: Talk) -> None:
    assert await talk.write(ME, "/publis") == ["I do not know /publis. All commands: /help"]


async def test_unknown_command_in_a_bound_group_is_answered(talk: Talk) -> None:
    await channel(talk, Purpose.CHAIR, "telegram:-9", 1)
    assert await talk.write(ME, "/zzzz", chat="telegram:-9") == ["I do not know /zzzz. All commands: /help"]
    assert await talk.write(ME, "/öffnen", chat="telegram:-9") == ["I do not know /öffnen. All commands: /help"]


async def test_status_of_an_absent_guest(talk: Talk) -> None:
    done(await talk.hall.run(roster.import_rows, [Row("8", "Gil", votes=False, accounts=("telegram:8",))], CLI))
    assert await talk.write("telegram:8", "/status") == [
        "You are Gil, member 8.\nAssembly: you are not checked in; the check-in is not open now.\n"
        "You are a guest: you get no ballots.\nNo vote is open for you."
    ]


async def test_check_in_is_offered_only_while_it_is_open(talk: Talk) -> None:
    """To somebody absent, by all that speak of it: who am I, a cast, a demand, words that mean nothing."""
    await talk.hall.check_out(1)
    await talk.hall.open(QUESTION)
    draft = await talk.hall.draft(QUESTION)
    await talk.hall.run(voting.show, await talk.hall.event(), draft, CLI)
    asked = ("/status", "/start", "1b", "/secret 2", "what?")
    closed = [await talk.write(ME, text) for text in asked]
    await talk.hall.run(floor.open_registration, await talk.hall.event(), CLI)
    opened = [await talk.write(ME, text) for text in asked]
    offers = [any("/checkin" in line or "write: here" in line for line in told) for told in (*closed, *opened)]
    assert offers == [False] * 5 + [True] * 5


async def test_words_without_meaning_are_answered_by_what_can_be_done(talk: Talk) -> None:
    nothing, _ = await talk.write(ME, "what?"), await talk.hall.open(QUESTION)
    assert (nothing, await talk.write(ME, "what?")) == (
        ["I did not understand that. All commands: /help"],
        ["I did not understand that. To vote, write for instance: 1 b. All commands: /help"],
    )


async def test_status_tells_what_stands_in_open_votes(talk: Talk) -> None:
    first, _ = await talk.hall.open(QUESTION), await talk.hall.open(replace(QUESTION, title="Roof"))
    await talk.hall.cast(first, _1="b")
    assert await talk.write(ME, "/status") == [
        "You are Name1 Surname1, member 1.\nAssembly: you are checked in.\n"
        "Vote 1 “Budget”: recorded 1b · No\nVote 2 “Roof”: you have not voted yet. /ballot"
    ]


async def test_start_of_a_member_is_the_status(talk: Talk) -> None:
    assert await talk.write(ME, "/start") == await talk.write(ME, "/status")


async def test_status_of_a_stranger_tells_nothing(talk: Talk) -> None:
    assert (await talk.write("telegram:66", "/status"))[0].startswith("I do not know this account.")


async def test_help_of_a_stranger_is_how_to_get_in(talk: Talk) -> None:
    assert (await talk.write("telegram:66", "/help"))[0].split("\n")[0].startswith("I do not know you yet.")


async def test_help_names_what_this_person_may_use_here(talk: Talk) -> None:
    await channel(talk, Purpose.CHAIR, "telegram:-9", 2)
    ((mine,), (chairs,)) = await talk.write(ME, "/help"), await talk.write("telegram:2", "/help", chat="telegram:-9")
    assert ("/ballot · send my open ballots again" in mine, "/publish" in mine) == (True, False)
    assert ("/ballot ·" in chairs, "/publish" in chairs, len(chairs) < 4000) == (False, True, True)


@pytest.mark.parametrize("text", ["/language", "/language klingon"])
async def test_language_asks_which(talk: Talk, text: str) -> None:
    (effects,) = await talk.give(talk.said(ME, text))
    assert list(offered(effects)) == ["Deutsch", "English"]
    assert await talk.press(ME, offered(effects)["Deutsch"]) == ["Ich spreche ab jetzt Deutsch mit dir."]
    assert (await talk.write(ME, "/status"))[0].startswith("Du bist Name1")


async def test_language_by_typing(talk: Talk) -> None:
    assert await talk.write(ME, "/language DE") == ["Ich spreche ab jetzt Deutsch mit dir."]


async def test_forged_language_is_refused(talk: Talk) -> None:
    assert (await talk.press(ME, encode(Speak("xx"))))[0].startswith("This button means nothing to me")
    assert (await talk.hall.person(1)).account.language == ""


async def test_plain_makes_alerts_of_toasts(talk: Talk) -> None:
    await talk.hall.run(floor.open_registration, await talk.hall.event(), CLI)
    alerts = []
    for line in ("", "on", "off"):
        await talk.write(ME, f"/plain {line}")
        (effects,) = await talk.give(talk.pressed(ME, "1i.agm"))
        alerts.append(effects.answers[0].alert)
    assert alerts == [False, True, False]


async def test_text_of_a_hidden_draft_is_not_shown(talk: Talk) -> None:
    draft = await talk.hall.draft(replace(QUESTION, text="secret plans"))
    assert await talk.write(ME, "/text 1") == ["There is no vote 1."]
    done(await talk.hall.run(voting.show, await talk.hall.event(), draft, CLI))
    assert await talk.write(ME, "/text 1") == ["Vote 1 “Budget”\nsecret plans\n\n1a · Yes\n1b · No\n1c · Abstain"]


@pytest.mark.parametrize("line", ["", "x", "9999999999999999999999", "²"])
async def test_text_needs_a_number(talk: Talk, line: str) -> None:
    assert await talk.write(ME, f"/text {line}") == ["Of which vote? Write for instance /text 7"]


async def test_long_text_comes_in_parts(talk: Talk) -> None:
    await talk.hall.open(replace(QUESTION, text="t" * 9000))
    (effects,) = await talk.give(talk.said(ME, "/text 1"))
    answers = said(effects)
    assert max(map(len, answers)) <= 4000
    assert "".join(answers) == "Vote 1 “Budget”\n" + "t" * 9000 + "\n\n1a · Yes\n1b · No\n1c · Abstain"


async def test_long_list_of_options_is_cut_between_lines(talk: Talk) -> None:
    options = tuple(Option(label, f"Candidate {label}") for label in labels(300))
    await talk.hall.open(replace(QUESTION, method="approval", options=options))
    (effects,) = await talk.give(talk.said(ME, "/text 1"))
    lines = "\n".join(said(effects)).splitlines()
    assert lines == ["Vote 1 “Budget”", *(f"1{option.label} · {option.text}" for option in options)]


async def test_name_that_looks_like_a_command_is_shown_as_it_is(talk: Talk) -> None:
    done(await talk.hall.run(roster.import_rows, [Row("9", "/close <b>@all", accounts=("telegram:9",))], CLI))
    assert (await talk.write("telegram:9", "/status"))[0].startswith("You are /\u2060close <b>@\u2060all, member 9.")
    assert (await talk.hall.run(members.by_number, "9")) is not None
