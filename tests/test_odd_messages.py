"""What comes in unusual clothes, from a network's update to the answer: it is answered, or rightly silent."""

import pytest

from adapters.contract import Press, Ref
from adapters.parsing import Json
from adapters.telegram.decode import Account, decode
from bot.chat.acts import Act
from bot.chat.buttons import CastGroup, ChairVote, encode
from tests.people import MOTION, Hall
from tests.podium import ANN, CHAT, Podium, podium
from tests.talk import said

pytestmark = pytest.mark.anyio
US = Account(99, "folkmoot_bot")
CHAIRS: dict[str, Json] = {"id": -100, "type": "supergroup", "title": "Chairs"}
WRITER: dict[str, Json] = {"id": 1, "is_bot": False, "first_name": "Ann", "language_code": "en"}


@pytest.fixture
async def chair(hall: Hall) -> Podium:
    return await podium(hall)


async def answered(chair: Podium, update: dict[str, Json]) -> list[str] | None:
    """What an update is answered; None if it is none for us."""
    item = decode({"update_id": 7, **update}, US)
    return None if item is None else said((await chair.talk.give(item))[0])


def written(text: str | None, **more: Json) -> dict[str, Json]:
    whole: dict[str, Json] = {"message_id": 5, "from": WRITER, "chat": CHAIRS, "text": text, **more}
    return {"message": whole}


def pressed(data: str, who: int = 1, **more: Json) -> dict[str, Json]:
    return {"callback_query": {"id": "777", "from": {**WRITER, "id": who}, "data": data, **more}}


@pytest.mark.parametrize("file", [{"photo": [{"file_id": "x"}]}, {"document": {"file_id": "x"}}, {"video": None}])
async def test_a_command_in_a_caption_is_carried_out(chair: Podium, file: dict[str, Json]) -> None:
    assert await answered(chair, written(None, caption="/vote Lunch?", **file))
    assert (await chair.vote(1)).definition.title == "Lunch?"


async def test_a_command_among_fields_of_null_is_carried_out(chair: Podium) -> None:
    nothing = dict.fromkeys(("sender_chat", "reply_to_message", "forward_origin", "via_bot", "entities", "date"))
    assert await answered(chair, written("/vote Lunch?", **nothing))
    assert (await chair.vote(1)).definition.title == "Lunch?"


@pytest.mark.parametrize(
    "by",
    [
        {"from": {"id": 1087968824, "is_bot": True}, "sender_chat": CHAIRS},
        {"sender_chat": {"id": -777, "type": "channel"}},
    ],
)
async def test_an_anonymous_chair_is_told_why_nothing_happens(chair: Podium, by: dict[str, Json]) -> None:
    (told,) = await answered(chair, written("/vote Lunch?", **by)) or []
    assert "cannot tell who you are" in told


async def test_a_chair_s_press_under_a_message_that_is_gone_is_told_where_to_press(chair: Podium) -> None:
    vote = await chair.hall.draft()
    (told,) = await answered(chair, pressed(encode(ChairVote(Act.OPEN, vote.id)))) or []
    assert ("chair channel" in told, (await chair.vote(1)).state) == (True, "draft")


@pytest.mark.parametrize("message", [{}, {"message": None}, {"message": {"message_id": 9, "date": 0, "chat": CHAIRS}}])
async def test_a_member_s_press_under_a_message_that_is_gone_is_a_vote(chair: Podium, message: dict[str, Json]) -> None:
    vote = await chair.hall.open(MOTION)
    assert await answered(chair, pressed(encode(CastGroup(vote.id, "a")), who=3, **message))
    assert (await chair.vote(1)).cast.heads == 1


@pytest.mark.parametrize(
    "update",
    [
        {"edited_message": written("/vote Lunch?")["message"]},
        {"channel_post": written("/vote Lunch?")["message"]},
        {"business_message": written("/vote Lunch?")["message"]},
        written("/vote Lunch?", forward_origin={"type": "user"}),
        written("/vote@another_bot Lunch?"),
        written(None, photo=[]),
    ],
)
async def test_what_nobody_said_to_the_bot_is_silent(chair: Podium, update: dict[str, Json]) -> None:
    assert await answered(chair, update) is None


async def test_a_reaction_that_means_nothing_is_told_so(chair: Podium) -> None:
    reaction = Press(
        id="1", sender=ANN, chat=CHAT, private=False, data="", handle=CHAT, ref=Ref(CHAT, "1"), exposed=True
    )
    (told,) = said((await chair.talk.give(reaction))[0])
    assert told
