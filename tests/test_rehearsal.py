"""A rehearsal: the real roster, a harmless question, who did not manage, and nothing of it afterwards."""

import pytest

from adapters.contract import Message, plain
from bot.papers.minutes import minutes_markdown
from bot.views import cards
from bot.views.ballot import own
from bot.views.card import rows
from bot.views.votes import shown
from bot.wording.speech import speech
from core import counting, floor, roles, roster, voting
from core.casting import Cast, cast
from core.errors import refuse
from core.journal import CLI
from core.model import EventId, EventSettings, EventState, Purpose, Role, Vote, VoteState
from core.roster import Row
from core.store import events, journal, votes
from tests.people import MOTION, Hall, code, done
from tests.podium import CHAT, Podium
from tests.talk import Talk, buttons

pytestmark = pytest.mark.anyio
NEXT = EventId("next")
ENGLISH = speech("en")
TOGGLE = "/event rehearsal"


@pytest.fixture
async def chair(hall: Hall) -> Podium:
    """A planned meeting with a prepared draft, five members with an account and one without."""
    await hall.run(floor.change_state, await hall.event(), "close", CLI)
    await hall.run(floor.configure, [EventSettings(NEXT, "Next")])
    await hall.run(events.put_channel, CHAT, NEXT, Purpose.CHAIR)
    await hall.run(roster.import_rows, [Row("6", "Name6 Surname6")], CLI)
    done(await hall.run(roles.give, await hall.event(NEXT), "1", Role.CHAIR, CLI))
    done(await hall.run(voting.draft, await hall.event(NEXT), MOTION, CLI))
    return Podium(Talk(hall))


async def held(chair: Podium) -> list[Vote]:
    return await chair.hall.run(votes.of_event, NEXT)


async def rehearsed(chair: Podium) -> list[str]:
    """A rehearsal in which 1 to 4 come, 1 to 3 vote, the prepared draft is tried too; what is told at its end."""
    await chair.write(TOGGLE)
    for number in (1, 2, 3, 4):
        await chair.hall.run(floor.check_in, await chair.hall.event(NEXT), await chair.hall.member(number), CLI)
    for number in (1, 2):
        await chair.write(f"/open {number}")
    question = (await held(chair))[1]
    await chair.hall.run(cast, [Cast(f"telegram:{number}", question.id, "a") for number in (1, 2, 3)])
    await chair.write("/close 2")
    await chair.hall.count((await held(chair))[1])
    return await chair.write(TOGGLE)


async def test_rehearsal_is_possible_only_before_the_meeting(chair: Podium) -> None:
    await chair.write("/event open")
    assert await chair.write(TOGGLE) == ["A rehearsal is possible only before the meeting opens."]


async def test_rehearsal_opens_check_in_and_drafts_a_harmless_question(chair: Podium) -> None:
    (told,) = await chair.write(TOGGLE)
    assert told.startswith("Rehearsal of Next: check-in is open, everybody got the card, and a harmless question")
    event = await chair.hall.event(NEXT)
    assert (event.state, event.registration, event.rehearsal) == (EventState.OPEN, True, True)
    assert [vote.definition.title for vote in await held(chair)] == ["Lunch?", "Rehearsal: is there cake?"]
    assert [kind for kind, _, _ in await chair.hall.sent_to()].count("card") == 5


@pytest.mark.parametrize("text", ["/event open", "/event close", "/event close yes"])
async def test_meeting_is_neither_opened_nor_closed_for_good_in_a_rehearsal(chair: Podium, text: str) -> None:
    await chair.write(TOGGLE)
    assert await chair.write(text) == ["This is a rehearsal. End it first: /event rehearsal"]


async def test_card_ends_the_rehearsal_where_nothing_is_open_and_never_the_meeting(chair: Podium) -> None:
    async def ends() -> dict[str, str]:
        event, there = await chair.hall.event(NEXT), await held(chair)
        going_on = [vote for vote in there if vote.state is VoteState.OPEN]
        shown = buttons([Message("", rows(ENGLISH, event, going_on, there[:1]))])
        return {label: data for label, data in shown.items() if label.startswith(("End", "Close the"))}

    await chair.write(TOGGLE)
    button = (await ends())["End the rehearsal"]
    await chair.hall.run(floor.check_in, await chair.hall.event(NEXT), await chair.hall.member(1), CLI)
    await chair.write("/open 2")
    assert await ends() == {}
    await chair.write("/cancel 2 enough")
    assert list(await ends()) == ["End the rehearsal"]
    assert (await chair.press(button))[0] == "The rehearsal is over."
    assert await chair.press(button) == ["There is no rehearsal any more."]
    assert (await chair.hall.event(NEXT)).state is EventState.PLANNED


async def test_members_read_that_it_was_a_rehearsal_and_is_over(chair: Podium) -> None:
    await chair.write(TOGGLE)
    await chair.hall.run(floor.check_in, await chair.hall.event(NEXT), await chair.hall.member(1), CLI)
    await chair.write("/open 2")
    question = (await held(chair))[1]
    assert "Not secret, but only rehearsed: no minutes say how you voted." in plain(own.group(ENGLISH, question).text)
    await chair.write(TOGGLE)
    (_, question) = await held(chair)
    assert plain(own.over(ENGLISH, question, None).text).splitlines()[1:] == [
        "Cancelled. There is no result. Reason: The rehearsal is over."
    ]
    assert await chair.write("/close 2") == ["Vote 2 is cancelled, so it cannot be closed."]
    card = cards.card(ENGLISH, await chair.hall.event(NEXT), present=False, confirm=False)
    assert plain(card.text).splitlines()[1:] == [
        "Check-in is not open, and a rehearsal, if there was one, is over. As soon as it opens, this card comes again "
        "with its button."
    ]


async def test_end_of_a_rehearsal_names_who_did_not_manage(chair: Podium) -> None:
    (told,) = await rehearsed(chair)
    assert told.splitlines() == [
        "The rehearsal of Next has ended. 3 members managed to vote. Everybody is absent again, the drafts are as "
        "before, and the meeting is not open.",
        "One member with an account did not check in:",
        "Name5 Surname5, member 5",
        "One member checked in and did not vote:",
        "Name4 Surname4, member 4",
        "One member has no account yet: /roster unbound",
    ]


async def test_after_a_rehearsal_everything_is_as_before(chair: Podium) -> None:
    await rehearsed(chair)
    event = await chair.hall.event(NEXT)
    assert (event.state, event.registration, event.rehearsal) == (EventState.PLANNED, False, False)
    assert (event.present.heads, event.item) == (0, 0)
    drafts = [vote for vote in await held(chair) if vote.state is VoteState.DRAFT]
    assert [(vote.definition, vote.rehearsal) for vote in drafts] == [(MOTION, False)]


async def test_question_that_nobody_opened_goes_with_the_rehearsal(chair: Podium) -> None:
    await chair.write(TOGGLE)
    await chair.write(TOGGLE)
    states = [(vote.definition.title, vote.state) for vote in await held(chair)]
    assert states == [("Lunch?", VoteState.DRAFT), ("Rehearsal: is there cake?", VoteState.CANCELLED)]


async def test_nothing_of_a_rehearsal_is_published_or_stands_in_the_minutes(chair: Podium) -> None:
    await rehearsed(chair)
    event = await chair.hall.event(NEXT)
    counted = next(vote for vote in await held(chair) if vote.state is VoteState.COUNTED)
    refused = await chair.hall.run(counting.publish, event, [counted], CLI)
    assert refused == refuse("rehearsal-over", number=counted.number)
    assert code(await chair.hall.run(voting.open_vote, event, (await held(chair))[-1], CLI)) == "event-not-open"
    text = await chair.hall.run(minutes_markdown, event, speech("en"))
    assert [word for word in ("cake", "opened", "Check-in", "REHEARSAL") if word in text] == []


async def test_chairs_card_offers_nothing_of_a_rehearsal_that_is_over(chair: Podium) -> None:
    await rehearsed(chair)
    (told,) = await chair.write("/event")
    assert [line for line in told.splitlines() if "cake" in line] == []


@pytest.mark.parametrize("text", ["/ruling 2 So be it.", "/repeat 2 once more", "/publish 2"])
async def test_nothing_follows_a_vote_of_a_rehearsal_that_is_over(chair: Podium, text: str) -> None:
    await rehearsed(chair)
    question = (await held(chair))[1]
    before = await chair.hall.run(journal.head, NEXT)
    assert await chair.write(text) == [
        f"Vote {question.number} belongs to the rehearsal, which is over: nothing of it counts any more."
    ]
    assert await chair.hall.run(journal.head, NEXT) == before


async def test_terms_of_a_rehearsal_do_not_stay(chair: Podium) -> None:
    people = "\n- #1\n- #2\n- #3"
    await chair.write(f"/elect 1 Chair\nnamed\ntime: 5m{people}")
    await chair.write(f"/elect 2 Board\nnamed\ndrop elected{people}")
    before = [vote.definition for vote in await held(chair)]
    await chair.write(TOGGLE)
    for number in (1, 2, 3):
        await chair.hall.run(floor.check_in, await chair.hall.event(NEXT), await chair.hall.member(number), CLI)
    await chair.write("/open 2 30s")
    await chair.hall.run(cast, [Cast("telegram:1", (await held(chair))[1].id, "a")])
    await chair.write("/close 2")
    await chair.hall.count((await held(chair))[1])
    await chair.write("/open 3")
    assert len((await held(chair))[2].definition.options) == 2
    await chair.write(TOGGLE)
    drafts = [vote.definition for vote in await held(chair) if vote.state is VoteState.DRAFT]
    assert drafts == before


async def test_secrecy_that_was_demanded_in_a_rehearsal_does_not_stay(chair: Podium) -> None:
    await chair.write("/vote Fees\nsecret on demand: one")
    await chair.write("/vote Rooms\nsecret on demand: 2")
    await chair.write(TOGGLE)
    await chair.hall.run(floor.check_in, await chair.hall.event(NEXT), await chair.hall.member(3), CLI)
    await chair.write("/show 2")
    await chair.write("/show 3")
    await chair.talk.write("telegram:3", "/secret 2")
    await chair.talk.write("telegram:3", "/secret 3")
    assert (await held(chair))[1].definition.demanded
    await chair.write(TOGGLE)
    after = [(vote.number, vote.definition.secret, vote.definition.demanded) for vote in await held(chair)]
    assert after == [(1, False, False), (2, False, False), (3, False, False), (4, False, False)]
    await chair.write("/event open")
    for number in (3, 4):
        await chair.hall.run(floor.check_in, await chair.hall.event(NEXT), await chair.hall.member(number), CLI)
    assert await chair.talk.write("telegram:4", "/secret 3") == ["There is no vote 3."]
    await chair.write("/show 3")
    (told,) = await chair.talk.write("telegram:4", "/secret 3")
    assert told.splitlines()[0] == (
        "Vote 3 “Rooms”: your demand for a secret vote is noted. 1 of 2 so far. The minutes name nobody."
    )
    assert not (await held(chair))[2].definition.demanded


async def test_result_that_waits_for_a_vote_waits_for_it_under_its_new_number(chair: Podium) -> None:
    await chair.write("/vote First\nwithhold: 1")
    await chair.write(TOGGLE)
    await chair.hall.run(floor.check_in, await chair.hall.event(NEXT), await chair.hall.member(1), CLI)
    await chair.write("/open 1")
    await chair.write(TOGGLE)
    drafts = [vote for vote in await held(chair) if vote.state is VoteState.DRAFT]
    assert [(vote.number, vote.definition.title, vote.definition.withhold) for vote in drafts] == [
        (2, "First", 4),
        (4, "Lunch?", 0),
    ]


async def test_result_of_a_rehearsal_that_is_over_is_not_offered_to_be_published(chair: Podium) -> None:
    await rehearsed(chair)
    question = (await held(chair))[1]
    (told,) = await chair.write(f"/result {question.number}")
    assert told.splitlines()[-1] == "The rehearsal is over: nothing of this counts, and members get nothing of it."
    assert await chair.buttons(f"/result {question.number}") == {}


async def test_draft_that_was_shown_in_a_rehearsal_is_hidden_again(chair: Podium) -> None:
    await chair.write("/vote Known\ntime: none")
    await chair.write("/vote Hidden\ntime: none")
    known, hidden = (vote.number for vote in (await held(chair))[-2:])
    await chair.write(f"/show {known}")
    await chair.write(TOGGLE)
    await chair.write(f"/show {known}")
    await chair.write(f"/show {hidden}")
    await chair.write(TOGGLE)
    after = {vote.number: vote for vote in await held(chair)}
    assert (after[known].shown, after[hidden].shown) == (True, False)
    told = [plain(shown(speech("en"), after[number]).text).splitlines()[0] for number in (known, hidden)]
    assert told == [
        f"Draft, not open yet · Vote {known} “Known”. To read; the ballot comes later.",
        f"Vote {hidden} “Hidden” was withdrawn.",
    ]
    assert await chair.talk.write("telegram:3", f"/text {hidden}") == [f"There is no vote {hidden}."]
