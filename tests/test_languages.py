"""One rule for the language in which somebody is spoken to, on every path there is."""

from dataclasses import replace
from pathlib import Path

import pytest

from adapters.contract import plain
from bot.chat.buttons import CastGroup, CheckIn, OpenBallot, encode
from bot.chat.call import House
from core import floor
from core.model import VoteId
from core.persons import Tongue
from tests.meeting import AGM, SETTINGS, Meeting, played
from tests.people import MOTION, Hall
from tests.podium import ANN, podium
from tests.talk import Talk, buttons, said

GERMAN = replace(SETTINGS, title="Versammlung", languages=("de",))
FIRST_WORDS = 3


@pytest.mark.parametrize(
    ("tongue", "event", "client", "language"),
    [
        (Tongue(own="en", roster="de"), ("de",), "de", "en"),
        (Tongue(own="", roster="en"), ("de",), "de", "en"),
        (Tongue(own="", roster=""), ("de", "en"), "en", "de"),
        (None, ("de",), "en", "de"),
        (None, (), "en", "de"),
        (Tongue(own="xx", roster="yy"), ("zz",), "en", "de"),
    ],
)
def test_language_is_the_first_of_the_rule(
    tongue: Tongue | None, event: tuple[str, ...], client: str, language: str
) -> None:
    assert House(language="de").speech_for(tongue, event, client).language == language


def test_client_s_language_counts_where_nobody_else_says_any() -> None:
    assert House(language="").speech_for(None, (), "de-AT").language == "de"


def beginnings(texts: list[str]) -> list[str]:
    return [" ".join(text.split()[:FIRST_WORDS]) for text in texts]


def test_member_without_a_choice_hears_the_event_s_language_on_every_path(tmp_path: Path) -> None:
    async def play(meeting: Meeting) -> None:
        two = meeting.member(2)
        two.write("/checkout")
        await meeting.time.sleep(5)
        await meeting.chair("/registration open")
        await meeting.press(2, "Ich bin da")
        await meeting.chair("/vote Essen?\ntime: 60s\nlate: until_close")
        await meeting.chair("/open 1")
        await meeting.press(2, "1a · Ja")
        two.write("/ballot")
        await meeting.time.sleep(60)
        two.write("7z")
        two.write("/nonsense")
        await meeting.time.sleep(30)
        await meeting.chair("/publish 1")
        await meeting.time.sleep(10)
        assert beginnings([plain(shown.message.text) for shown in two.messages]) == [
            "Du bist ausgetragen:",
            "Versammlung Du bist",
            "Dein Stimmzettel ist",
            "Abstimmung 1 „Essen?“",
            "Es gibt keine",
            "/nonsense kenne ich",
            "Ergebnis · Abstimmung",
        ]
        assert [toast.text for toast in two.toasts] == [
            "Du bist als anwesend eingetragen: Versammlung",
            "Erfasst: 1a · Ja",
        ]
        assert plain(meeting.member(3).messages[-2].message.text).endswith("Von dir wurde keine Stimme erfasst.")

    played(tmp_path, play, settings=GERMAN)


async def german(hall: Hall) -> Hall:
    """The open meeting, in German."""
    await hall.run(floor.configure, [GERMAN])
    return hall


@pytest.mark.anyio
async def test_alert_and_toast_of_a_batch_speak_the_event_s_language(hall: Hall) -> None:
    talk, vote = Talk(await german(hall)), await hall.open(MOTION)
    press = encode(CastGroup(vote.id, "b"))
    effects = await talk.give(
        talk.pressed("telegram:2", press, chat="telegram:-5", language="en"),
        talk.pressed("telegram:66", press, chat="telegram:-5", language="en"),
        talk.pressed("telegram:2", encode(CastGroup(VoteId(404), "b"))),
        talk.pressed("telegram:2", encode(CheckIn(AGM)), language="en"),
    )
    assert beginnings([told for effect in effects for told in said(effect)[:1]]) == [
        "Erfasst: 1b ·",
        "Ich kenne dieses",
        "Diese Abstimmung oder",
        "Du bist schon",
    ]


@pytest.mark.anyio
async def test_own_choice_comes_first_on_every_path(hall: Hall) -> None:
    talk, vote = Talk(await german(hall)), await hall.open(MOTION)
    await talk.write("telegram:2", "/language en")
    pressed = [encode(CastGroup(vote.id, "b")), encode(CheckIn(AGM)), encode(OpenBallot(vote.id))]
    toasts = [(await talk.press("telegram:2", data, chat="telegram:-5"))[0] for data in pressed]
    assert beginnings(toasts) == ["Recorded: 1b ·", "You are checked", "Your ballot is"]


@pytest.mark.anyio
async def test_chair_channel_reads_the_event_s_language_and_who_presses_in_it_the_own(hall: Hall) -> None:
    chair = await podium(await german(hall))
    await chair.talk.write(ANN, "/language en")
    preview = await chair.message("/vote Essen?")
    toast, *_ = await chair.press(buttons([preview])["Löschen"])
    assert (beginnings([preview.text])[0], toast.split()[0]) == ("<b>Entwurf</b> · Abstimmung", "Deleted:")
