"""Words behind a command are understood in every language, as lines are."""

import pytest

from tests.people import Hall
from tests.podium import Podium, podium

pytestmark = pytest.mark.anyio


@pytest.fixture
async def chair(hall: Hall) -> Podium:
    return await podium(hall)


@pytest.mark.parametrize(
    ("german", "english"),
    [("Zählkommission", "teller"), ("akkreditierung", "desk"), ("Leitung", "chair"), ("protokoll", "minutes")],
)
async def test_role_is_given_by_its_name_in_any_language(chair: Podium, german: str, english: str) -> None:
    assert await chair.write(f"/role 3 {german}") == await chair.write(f"/role 3 {english}")


@pytest.mark.parametrize(("german", "english"), [("anwesend", "present"), ("abwesende", "absent"), ("datei", "file")])
async def test_list_is_asked_for_in_any_language(chair: Podium, german: str, english: str) -> None:
    assert await chair.write(f"/roster {german}") == await chair.write(f"/roster {english}")


async def test_meeting_and_check_in_are_opened_and_closed_in_any_language(chair: Podium) -> None:
    assert await chair.write("/event unterbrechen") == [
        "Assembly is paused. No vote can be opened until /event resume. Open votes go on."
    ]
    assert await chair.write("/event fortsetzen") == ["Assembly goes on."]
    assert await chair.write("/registration öffnen") == ["Check-in is open. The card goes to 5 chats."]
    assert (await chair.write("/registration schliessen"))[0].startswith("Check-in is closed.")
    assert (await chair.write("/event eröffnet"))[0].startswith("I do not know “eröffnet”.")


async def test_missing_says_that_others_vote_on_paper(chair: Podium) -> None:
    await chair.write("/checkin 5 paper")
    vote = await chair.hall.open()
    await chair.hall.cast(vote, _1="a", _2="a", _3="a", _4="a")
    assert await chair.write("/missing 1") == [
        "Vote 1 “Lunch?”: everybody who votes in the chat has voted; 1 on paper."
    ]
