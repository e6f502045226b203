"""Which meeting is meant where several go on, and buttons under what has changed since."""

import pytest

from bot.chat.buttons import EndProxy, encode
from core import counting, decisions, floor, roles
from core.journal import CLI
from core.model import Event, EventId, EventSettings, Role, VoteState
from core.store import presence, votes
from tests.elected import counted
from tests.people import MOTION, Hall, done
from tests.podium import ANN, Podium, podium
from tests.talk import Talk, offered, said

pytestmark = pytest.mark.anyio
BOARD = EventId("board")


@pytest.fixture
async def chair(hall: Hall) -> Podium:
    return await podium(hall)


async def second(hall: Hall, *, is_open: bool) -> Event:
    """Another meeting in which the chairs lead too."""
    await hall.run(floor.configure, [EventSettings(BOARD, "Board meeting")])
    if is_open:
        await hall.run(floor.change_state, await hall.event(BOARD), "open", CLI)
    for number in ("1", "2"):
        done(await hall.run(roles.give, await hall.event(BOARD), number, Role.CHAIR, CLI))
    return await hall.event(BOARD)


@pytest.mark.parametrize("text", ["/find Name3", "/checkin 3", "/checkout 3", "/roster", "/votes", "/invite 3"])
async def test_planned_meeting_is_not_in_the_way_of_the_desk(chair: Podium, text: str) -> None:
    await second(chair.hall, is_open=False)
    assert "Several meetings" not in "\n".join(await chair.talk.write(ANN, text))


async def test_number_that_one_open_meeting_has_is_not_ambiguous(chair: Podium) -> None:
    await second(chair.hall, is_open=True)
    vote = await counted(chair.hall, "a+b", "a+d")
    done(await chair.hall.run(counting.publish, await chair.hall.event(), [await chair.hall.again(vote)], CLI))
    (answer,) = await chair.talk.write("telegram:3", "/result 1")
    assert answer.startswith("Result · Election 1")


async def test_number_that_two_open_meetings_have_is_asked_about_and_done_by_button(chair: Podium) -> None:
    board = await second(chair.hall, is_open=True)
    first = await chair.hall.draft(MOTION)
    other = await chair.hall.run(votes.add, board.id, 1, MOTION, b"key")
    assert (first.number, other.number) == (1, 1)
    (asked,) = await chair.talk.give(chair.talk.said("telegram:3", "/result 1"))
    assert said(asked) == ["Several meetings are going on. Which one do you mean?"]
    _, answer = await chair.talk.press("telegram:3", offered(asked)["Board meeting"])
    assert answer.startswith("Vote 1 is a draft: there is no result yet.")


async def test_member_present_in_one_open_meeting_is_checked_out_there(chair: Podium) -> None:
    await second(chair.hall, is_open=True)
    (answer,) = await chair.talk.write(ANN, "/checkout 3")
    assert answer == "Name3 Surname3, member 3, is checked out: Assembly\nWhat was cast stays."
    here = await chair.hall.run(presence.among, (await chair.hall.event()).id, [await chair.hall.id(3)])
    assert here == set()


async def test_desk_is_asked_which_meeting_and_button_does_what_was_typed(chair: Podium) -> None:
    await second(chair.hall, is_open=True)
    (asked,) = await chair.talk.give(chair.talk.said(ANN, "/checkin 3"))
    assert list(offered(asked)) == ["Assembly", "Board meeting"]
    toast, answer = await chair.talk.press(ANN, offered(asked)["Board meeting"])
    assert (toast, answer) == ("The answer is below.", "Name3 Surname3, member 3, is checked in: Board meeting")


async def test_button_for_what_was_typed_gives_nobody_more_rights(chair: Podium) -> None:
    await second(chair.hall, is_open=True)
    (asked,) = await chair.talk.give(chair.talk.said(ANN, "/checkin 3"))
    told = await chair.talk.press("telegram:4", offered(asked)["Assembly"])
    assert told[1:] == ["Only the desk and the chair can do this."]


@pytest.mark.parametrize("text", ["/admit Walter Wall", "/checkin Walter", "/invite Walter", "/role Walter desk"])
async def test_number_without_a_digit_is_asked_about(chair: Podium, text: str) -> None:
    (answer,) = await chair.write(text)
    assert answer.startswith("“Walter” is no member number")


# -- buttons under something that has changed since


async def test_open_under_an_outdated_preview_opens_nothing_and_shows_what_stands(chair: Podium) -> None:
    old = await chair.buttons("/vote Sell the house")
    await chair.write("/edit 1 Buy a house")
    toast, shown = await chair.press(old["Open vote 1"])
    assert toast == "Vote 1 “Buy a house” had changed in the meantime. Nothing was changed; this is how it stands."
    assert ("Buy a house" in shown, (await chair.vote(1)).state) == (True, VoteState.DRAFT)


@pytest.mark.parametrize("label", ["Show to members", "Delete"])
async def test_other_buttons_of_an_outdated_preview_do_nothing(chair: Podium, label: str) -> None:
    old = await chair.buttons("/vote Sell the house")
    await chair.write("/edit 1 Buy a house")
    toast, _ = await chair.press(old[label])
    vote = await chair.vote(1)
    assert (toast.split(" had ")[0], vote.state, vote.shown) == ("Vote 1 “Buy a house”", VoteState.DRAFT, False)


async def test_publish_under_an_outdated_result_publishes_nothing(chair: Podium) -> None:
    vote = await counted(chair.hall, "a+b", "a+d")
    old = await chair.buttons("/result 1")
    done(await chair.hall.run(decisions.rule, await chair.hall.again(vote), "The chair decides", CLI))
    toast, _ = await chair.press(next(data for label, data in old.items() if "ublish" in label))
    assert toast.endswith("stands differently by now. Look at what is there before you go on.")
    assert (await chair.vote(1)).state is VoteState.COUNTED


async def test_proxy_button_of_a_former_holder_ends_nothing(hall: Hall) -> None:
    talk = Talk(hall)
    await talk.write(ANN, "/proxy 2")
    await talk.write(ANN, "/proxy 3")
    toast, shown = await talk.press(ANN, encode(EndProxy((await hall.event()).id, await hall.id(2))))
    assert toast == "Your proxy has changed since. This is how it stands."
    assert "Name3 Surname3" in shown
