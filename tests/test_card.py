"""The chair's card: a day of prepared votes by taps on the live message alone, and who has not voted."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.contract import plain
from adapters.memory import Shown
from bot.chat.acts import Act
from bot.chat.buttons import ChairVote, decode
from bot.running.live import MOST_DRAFTS
from bot.views.card import rows
from bot.views.live import Scene, live
from bot.wording.speech import LANGUAGES, speech
from core import floor, paper
from core.journal import CLI
from core.lifecycle import vote_after
from core.model import Vote, VoteState
from core.store import events, votes
from tests.meeting import Meeting, played
from tests.people import AGM, MOTION, START, Hall, done
from tests.podium import ANN, BEN, CHAT, Podium, podium

pytestmark = pytest.mark.anyio
OF_THE_TABLE = {
    Act.SHOW: "show",
    Act.OPEN: "open",
    Act.PLUS: "extend",
    Act.LAST_CALL: "close",
    Act.CLOSE: "close",
    Act.REMIND: "remind",
    Act.COUNT: "count",
    Act.REOPEN: "reopen",
    Act.PUBLISH: "publish",
}


@pytest.fixture
async def chair(hall: Hall) -> Podium:
    return await podium(hall)


async def offered(chair: Podium) -> dict[str, str]:
    """The buttons of the card, as the only vote stands."""
    vote, event = await chair.vote(1), await chair.hall.event()
    drafts = vote.state is VoteState.DRAFT
    shown = rows(speech("en"), event, [] if drafts else [vote], [vote] if drafts else [])
    return {button.label: button.data for row in shown for button in row}


async def acts(chair: Podium) -> list[str]:
    meant = [decode(data) for data in (await offered(chair)).values()]
    return [str(getattr(action, "act", "")) for action in meant]


async def test_card_offers_in_each_state_what_the_table_allows(chair: Podium) -> None:
    hall = chair.hall
    vote = await hall.draft(MOTION)
    assert await acts(chair) == ["checkin", "pause", "show", "open"]
    await chair.press((await offered(chair))["Show vote 1"])
    assert await acts(chair) == ["checkin", "pause", "open"]
    await chair.press((await offered(chair))["Open vote 1"])
    assert await acts(chair) == ["checkin", "pause", "plus", "last", "remind", "close"]
    await hall.cast(vote, _1="a", _2="a", _3="a", _4="b", _5="b")
    assert await acts(chair) == ["checkin", "pause", "plus", "last", "close"]
    await chair.press((await offered(chair))["Close vote 1"])
    assert await acts(chair) == ["checkin", "pause", "count", "reopen"]
    await chair.press((await offered(chair))["Count vote 1 now"])
    assert await acts(chair) == ["checkin", "pause", "publish"]


@pytest.mark.parametrize("state", VoteState)
async def test_no_button_of_the_card_is_against_the_table(chair: Podium, state: VoteState) -> None:
    vote, event = replace(await chair.hall.draft(MOTION), state=state), await chair.hall.event()
    actions = [decode(button.data) for row in rows(speech("en"), event, [vote], []) for button in row]
    shown = [action.act for action in actions if isinstance(action, ChairVote)]
    assert [act for act in shown if vote_after(state, OF_THE_TABLE[act]) is None] == []
    assert bool(shown) == (state not in (VoteState.PUBLISHED, VoteState.CANCELLED, VoteState.VOID))


async def test_meeting_and_check_in_are_opened_by_a_tap_once(chair: Podium) -> None:
    hall = chair.hall
    await hall.draft(MOTION)
    card = await offered(chair)
    assert (await chair.press(card["Open check-in"]))[0] == "Check-in is open."
    assert await chair.press(card["Open check-in"], BEN) == ["Check-in is open already."]
    await hall.run(floor.change_state, await hall.event(), "pause", CLI)
    paused = await offered(chair)
    assert list(paused) == ["Go on", "Everybody checks in anew"]
    assert (await chair.press(paused["Go on"]))[0] == "The meeting goes on."
    assert await chair.press(paused["Go on"], BEN) == ["The meeting is not paused: it is going on."]


@pytest.mark.parametrize("label", ["Vote 1: +2 min", "Vote 1: last call 30 s"])
async def test_second_chair_on_an_outdated_card_doubles_nothing(chair: Podium, label: str) -> None:
    await chair.hall.open()
    tap = (await offered(chair))[label]
    await chair.press(tap)
    closes = (await chair.vote(1)).closes_at
    assert closes is not None
    (told,) = await chair.press(tap, BEN)
    assert told.startswith("Vote 1 “Lunch?”: the time has changed since. It closes at 14:0")
    assert (await chair.vote(1)).closes_at == closes


async def test_close_of_an_outdated_card_says_who_closed(chair: Podium) -> None:
    await chair.hall.open()
    tap = (await offered(chair))["Close vote 1"]
    assert await chair.press(tap) == ["Closed: Vote 1 “Lunch?”"]
    assert (await chair.press(tap, BEN))[0].startswith("Vote 1 was already closed by Name1 Surname1")


@pytest.mark.parametrize("known", ["1", ""], ids=["known", "only-just-sent"])
async def test_press_under_the_live_message_leaves_it_alone(chair: Podium, known: str) -> None:
    await chair.hall.draft(MOTION)
    await chair.hall.run(events.set_live, CHAT, known, "")
    (effects,) = await chair.talk.give(chair.talk.pressed(ANN, (await offered(chair))["Open vote 1"], CHAT))
    assert [post.ref for post in effects.posts] == [None]


async def turnout(chair: Podium) -> str:
    """The line of the card that says how many have voted."""
    scene = Scene(await chair.hall.event(), [], [await chair.vote(1)], timedelta(0), {})
    return next(line for line in plain(live(speech("en"), scene, START).text).splitlines() if line.startswith("voted"))


async def test_card_says_that_everybody_has_voted_once_nobody_can_any_more(chair: Podium) -> None:
    done(await chair.hall.run(paper.check_in, await chair.hall.event(), await chair.hall.member(5), CLI))
    vote = await chair.hall.open()
    assert (await turnout(chair)).startswith("voted 0 of 5 · on paper 1 · ")
    await chair.hall.cast(vote, _1="a", _2="a", _3="b")
    assert "everybody" not in await turnout(chair)
    await chair.hall.cast(vote, _4="c")
    assert (await turnout(chair)).startswith("voted 4 of 5 · everybody has voted · on paper 1")


async def test_card_offers_the_next_three_drafts_of_the_item_and_no_more(chair: Podium) -> None:
    for _ in range(5):
        await chair.hall.draft()
    event = await chair.hall.event()
    drafts = await chair.hall.run(votes.next_drafts, event.id, event.item, MOST_DRAFTS)
    labels = [button.label for row in rows(speech("en"), event, [], drafts) for button in row]
    assert [label for label in labels if label.startswith("Open vote")] == ["Open vote 1", "Open vote 2", "Open vote 3"]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_card_has_words_in_every_language(chair: Podium, language: str) -> None:
    vote, event = await chair.hall.open(), await chair.hall.event()
    labels = [button.label for row in rows(speech(language), event, [vote], []) for button in row]
    assert len(set(labels)) == len(labels) == 6
    assert max(len(label) for label in labels) <= 40


def drafts_on(meeting: Meeting) -> list[str]:
    """The drafts that the card can open."""
    labels = [button.label for row in the_card(meeting).message.rows for button in row]
    return [label.removeprefix("Open vote ") for label in labels if label.startswith("Open vote ")]


async def play_three_drafts(meeting: Meeting) -> None:
    for title in ("Budget", "Dues", "Statutes", "Lunch"):
        await meeting.chair(f"/vote {title}")
    await meeting.time.sleep(10)
    assert drafts_on(meeting) == ["1", "2", "3"]
    meeting.member(1).press("Open vote 2", the_card(meeting), meeting.channel)
    await meeting.time.sleep(10)
    assert drafts_on(meeting) == ["1"], "while something is open, what comes next is enough"
    await meeting.chair("/close 2")
    await meeting.time.sleep(30)
    assert drafts_on(meeting) == ["1", "3", "4"]


def test_card_offers_three_drafts_while_nothing_is_open_and_one_meanwhile(tmp_path: Path) -> None:
    played(tmp_path, play_three_drafts)


def test_election_is_called_one_on_the_card(tmp_path: Path) -> None:
    async def play(meeting: Meeting) -> None:
        await meeting.chair("/elect 1 Board\n- #1\n- #2")
        await meeting.chair("/open 1")
        await meeting.time.sleep(10)
        assert [line for line in plain(the_card(meeting).message.text).splitlines() if "Board" in line] == [
            "Election 1 “Board”"
        ]

    played(tmp_path, play)


# -- who has not voted


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("/missing 1", "Vote 1 is not open, so nobody's ballot is missing."),
        ("/remind 1", "Vote 1 is a draft, so it cannot be reminded of."),
        ("/missing", "No vote is in a state for this. All votes: /votes"),
    ],
)
async def test_of_a_draft_nothing_is_missing(chair: Podium, text: str, told: str) -> None:
    await chair.hall.draft(MOTION)
    assert await chair.write(text) == [told]


async def test_missing_names_who_has_not_voted(chair: Podium) -> None:
    vote = await chair.hall.open()
    await chair.hall.cast(vote, _1="a", _2="b", _4="b")
    assert await chair.lines("/missing 1") == [
        "Vote 1 “Lunch?”: 2 members have not voted.",
        "Name3 Surname3, member 3",
        "Name5 Surname5, member 5",
    ]
    await chair.hall.cast(vote, _3="a", _5="b")
    assert await chair.lines("/missing") == ["Vote 1 “Lunch?”: everybody on the roll has voted."]


async def play_reminding(meeting: Meeting) -> None:
    await meeting.chair("/vote Budget")
    await meeting.chair("/open 1")
    await meeting.press(2, "1a · Yes")
    await meeting.chair("/remind 1")
    latest = [plain(meeting.member(number).messages[-1].message.text).splitlines()[0] for number in (2, 3)]
    assert latest == ["Vote 1 “Budget”", "Reminder: you have not voted yet."]
    assert (await meeting.press(3, "1b · No")).startswith("Recorded")
    assert (await meeting.vote()).cast.heads == 2
    await meeting.chair("/close 1 60")
    told = [plain(meeting.member(number).messages[-1].message.text) for number in (3, 4)]
    assert ["Last call" in text for text in told] == [False, True]
    assert "Closes at" in told[1]


def test_reminder_and_last_call_bring_the_ballot_to_those_who_have_not_voted(tmp_path: Path) -> None:
    played(tmp_path, play_reminding)


# -- a day by taps


def the_card(meeting: Meeting) -> Shown:
    return next(shown for shown in meeting.channel.messages if "Present 5 of 5" in shown.message.text)


async def play_by_taps(meeting: Meeting) -> None:
    """Two prepared votes: three taps each, all on the one live message, and nothing typed after drafting."""
    await meeting.chair("/vote Budget")
    await meeting.chair("/vote Lunch")
    card = the_card(meeting)
    for number in (1, 2):
        for label in (
            f"Open vote {number}",
            f"Vote {number}: last call 30 s",
            f"Publish vote {number} to members",
        ):
            await meeting.time.sleep(60)
            card = the_card(meeting)
            assert card.button(label), (label, card.message)
            meeting.member(1).press(label, card, meeting.channel)
        await meeting.time.sleep(20)
        assert (await meeting.vote(number)).state is VoteState.PUBLISHED
    assert "Next:" not in card.message.text


def test_chair_gets_through_prepared_votes_by_taps_on_the_card(tmp_path: Path) -> None:
    played(tmp_path, play_by_taps)


# -- several results together


async def counted_two(hall: Hall) -> list[Vote]:
    found = []
    for _ in range(2):
        vote = await hall.open(MOTION)
        await hall.cast(vote, _1="a", _2="b")
        found.append(await hall.count(await hall.close(vote)))
    return found


async def publish_all(chair: Podium) -> str:
    """The data of the button."""
    event, wait = await chair.hall.event(), await chair.hall.run(votes.of_event, AGM, VoteState.COUNTED)
    return next(b.data for row in rows(speech("en"), event, wait, []) for b in row if b.label.startswith("Publish all"))


async def states(chair: Podium) -> list[VoteState]:
    return [vote.state for vote in await chair.hall.run(votes.of_event, AGM)]


async def test_one_result_is_not_offered_as_several(chair: Podium) -> None:
    (vote, _), event = await counted_two(chair.hall), await chair.hall.event()
    assert [b.label for row in rows(speech("en"), event, [vote], []) for b in row if "all" in b.label] == []


async def test_results_are_published_together_by_one_tap(chair: Podium) -> None:
    await counted_two(chair.hall)
    data = await publish_all(chair)
    assert (await chair.press(data))[0].startswith("Published to members, 2 together: Vote 1")
    assert await states(chair) == [VoteState.PUBLISHED] * 2
    assert (await chair.press(data, BEN))[0].startswith("What was counted has changed since.")


async def test_results_that_changed_are_looked_at_first(chair: Podium) -> None:
    await counted_two(chair.hall)
    data = await publish_all(chair)
    await chair.write("/ruling 2 the statutes say so")
    assert (await chair.press(data))[0].startswith("What was counted has changed since.")
    assert await states(chair) == [VoteState.COUNTED] * 2
    await chair.press(await publish_all(chair))
    assert await states(chair) == [VoteState.PUBLISHED] * 2


async def test_result_that_came_since_is_not_published_unseen(chair: Podium) -> None:
    await counted_two(chair.hall)
    data = await publish_all(chair)
    await counted_two(chair.hall)
    await chair.press(data)
    assert await states(chair) == [VoteState.COUNTED] * 4


async def test_member_cannot_publish_by_a_forged_press(chair: Podium) -> None:
    await counted_two(chair.hall)
    await chair.press(await publish_all(chair), "telegram:4")
    assert await states(chair) == [VoteState.COUNTED] * 2


async def test_result_that_would_tell_how_people_voted_is_left_out_and_named(chair: Podium) -> None:
    await counted_two(chair.hall)
    secret = await chair.hall.open(replace(MOTION, secret=True))
    await chair.hall.cast(secret, _1="a", _2="a", _3="a")
    await chair.hall.count(await chair.hall.close(secret))
    waits = await chair.hall.open(replace(MOTION, withhold=9))
    await chair.hall.count(await chair.hall.close(waits))
    assert await chair.press(await publish_all(chair)) == [
        "Published to members, 2 together: Vote 1 “Lunch?” and Vote 2 “Lunch?”. "
        "Not published: Vote 3 “Lunch?” and Vote 4 “Lunch?”"
    ]
    assert (await states(chair)) == [VoteState.PUBLISHED] * 2 + [VoteState.COUNTED] * 2
    assert (await chair.press(await publish_all(chair)))[0].startswith("None was published: each of these waits")
    assert (await states(chair)) == [VoteState.PUBLISHED] * 2 + [VoteState.COUNTED] * 2
