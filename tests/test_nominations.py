"""Before an election: proposing, asking whether they stand, closing the nominations, the order on the ballot."""

import pytest

from adapters.contract import plain
from bot.views.nominations import asked
from bot.views.votes import shown
from bot.wording.speech import speech
from core import nominations, voting
from core.journal import CLI
from core.model import Acceptance, VoteState
from core.outgoing import DeliveryKind, DeliveryState
from tests.people import Hall, code, done
from tests.podium import Podium, podium
from tests.talk import buttons

pytestmark = pytest.mark.anyio
OPEN = "/elect 2 Board\nnominations: open\n- #2 Ben\n- #3 Cem\n- Dora"


@pytest.fixture
async def chair(hall: Hall) -> Podium:
    return await podium(hall)


async def names(chair: Podium, number: int = 1) -> list[str]:
    return [option.text for option in (await chair.vote(number)).definition.options]


async def asked_chats(chair: Podium) -> set[str]:
    return {d.chat for d in await chair.hall.waiting() if d.kind is DeliveryKind.NOMINATED}


async def test_vote_does_not_open_while_candidates_are_proposed(chair: Podium) -> None:
    await chair.write(OPEN)
    assert await chair.write("/open 1") == [
        "Nominations for vote 1 are still open. Close them first: /edit 1 and on the next line nominations: closed"
    ]
    assert (await chair.vote(1)).state is VoteState.DRAFT


async def test_candidates_who_are_members_are_asked_once(chair: Podium) -> None:
    await chair.write(OPEN)
    assert await asked_chats(chair) == {"telegram:2", "telegram:3"}
    for delivery in await chair.hall.waiting():
        await chair.hall.settle(delivery, delivery.state.SENT)
    await chair.write("/edit 1\nnominate: #4")
    assert await asked_chats(chair) == {"telegram:4"}


async def test_nobody_is_asked_where_nominations_are_closed(chair: Podium) -> None:
    await chair.write(OPEN.replace("nominations: open\n", ""))
    assert await asked_chats(chair) == set()
    assert await chair.talk.write("telegram:3", "/accept 1 no") == ["Nominations for vote 1 are closed."]


async def test_candidates_are_asked_once_an_edit_opens_the_nominations_and_told_once_it_closes_them(
    chair: Podium,
) -> None:
    await chair.write(OPEN.replace("nominations: open\n", ""))
    await chair.write("/edit 1\nnominations: open")
    assert await asked_chats(chair) == {"telegram:2", "telegram:3"}
    for delivery in await chair.hall.waiting():
        await chair.hall.settle(delivery, DeliveryState.SENT)
    await chair.write("/edit 1\nnominations: closed")
    older = await chair.hall.waiting(DeliveryState.OUTDATED)
    assert sorted(d.chat for d in older if d.kind is DeliveryKind.NOMINATED) == ["telegram:2", "telegram:3"]


async def test_proposed_names_join_the_list_and_the_rest_stays(chair: Podium) -> None:
    await chair.write(OPEN)
    await chair.write("/edit 1\nnominate: #4, Eve Adler\ntime: 5m")
    vote = await chair.vote(1)
    assert (await names(chair), vote.definition.time, vote.definition.nominations) == (
        ["Ben", "Cem", "Dora", "Name4 Surname4", "Eve Adler"],
        300,
        True,
    )


async def test_who_does_not_stand_is_taken_off_and_the_chair_hears_of_it(chair: Podium) -> None:
    await chair.write(OPEN)
    assert await chair.talk.write("telegram:3", "/accept 1 no") == ["Recorded: you do not stand. Election 1 “Board”"]
    assert await names(chair) == ["Ben", "Dora"]
    alarms = [d for d in await chair.hall.waiting() if d.kind is DeliveryKind.ALARM]
    assert [alarm.chat for alarm in alarms] == ["telegram:-100"]


async def test_change_of_mind_brings_somebody_back(chair: Podium) -> None:
    await chair.write(OPEN)
    await chair.write("/show 1")
    await chair.talk.write("telegram:3", "/accept 1 no")
    assert await chair.talk.write("telegram:3", "/accept 1") == ["Recorded: you stand. Election 1 “Board”"]
    assert (await names(chair))[-1] == "Name3 Surname3"


async def test_member_who_is_shown_the_draft_can_stand(chair: Podium) -> None:
    await chair.write(OPEN)
    assert await chair.talk.write("telegram:5", "/accept 1") == ["Nobody has proposed you in vote 1."]
    await chair.write("/show 1")
    assert await chair.talk.write("telegram:5", "/accept 1") == ["Recorded: you stand. Election 1 “Board”"]
    vote = await chair.vote(1)
    assert (await names(chair), dict(vote.answers)) == (
        ["Ben", "Cem", "Dora", "Name5 Surname5"],
        {"#5": Acceptance.ACCEPTED},
    )


async def test_election_without_a_candidate_waits_until_there_is_one(chair: Podium) -> None:
    message = await chair.message("/elect 3 Board\nnominations: open")
    assert "Nominations are open. One more: /edit 1, below it nominate: #17, Anna Ortega" in plain(message.text)
    closing = buttons([message])["Nominations: open (close them)"]
    assert (await chair.press(closing))[0].startswith("There are no candidates.")
    assert (await chair.vote(1)).definition.nominations
    await chair.write("/show 1")
    for number in ("2", "3", "4"):
        await chair.talk.write(f"telegram:{number}", "/accept 1")
    await chair.write("/edit 1\nnominate: Olga")
    await chair.press((await chair.buttons("/edit 1\ntime: none"))["Nominations: open (close them)"])
    kept = (await chair.vote(1)).definition
    assert ([option.member for option in kept.options], kept.method, kept.maximum) == (["2", "3", "4", ""], "block", 3)


async def test_last_candidate_who_does_not_stand_is_taken_off_too(chair: Podium) -> None:
    await chair.write("/elect 1 Chair\nnominations: open\n- #3 Cem")
    assert await chair.talk.write("telegram:3", "/accept 1 no") == ["Recorded: you do not stand. Election 1 “Chair”"]
    assert await names(chair) == []


async def test_chair_reads_how_they_answered_and_writes_it_down_for_somebody(chair: Podium) -> None:
    await chair.write(OPEN)
    await chair.talk.write("telegram:2", "/accept 1")
    (preview,) = await chair.write("/accept 1 Dora")
    lines = preview.splitlines()
    assert [line for line in lines if line.startswith(("Nominations", "Asked", "Not asked", "Stand"))] == [
        "Nominations are open. One more: /edit 1, below it nominate: #17, Anna Ortega",
        "Asked whether they stand, no answer yet: 1b · Cem",
        "Stand: 1a · Ben and 1c · Dora",
    ]
    await chair.write("/accept 1 Dora no")
    assert await names(chair) == ["Ben", "Cem"]


async def test_nominations_are_closed_by_a_button_and_then_it_opens_without_answers(chair: Podium) -> None:
    await chair.write(OPEN)
    await chair.talk.write("telegram:2", "/accept 1")
    offered = buttons([await chair.message("/accept 1")])
    toast, preview = await chair.press(offered["Nominations: open (close them)"])
    assert (toast, "Nominations" in preview) == ("Nominations for vote 1 are closed.", False)
    await chair.write("/open 1")
    opened = await chair.vote(1)
    assert (opened.state, dict(opened.answers)) == (VoteState.OPEN, {})


async def test_ballot_has_the_order_of_last_names(chair: Podium) -> None:
    await chair.write("/elect 2 Board\norder: alphabet\n- Ben Ölmann\n- Cem Öl\n- Anna Zett\n- Dora Adler")
    assert await names(chair) == ["Dora Adler", "Cem Öl", "Ben Ölmann", "Anna Zett"]
    await chair.write("/edit 1\nnominate: Eve Berg")
    assert await names(chair) == ["Dora Adler", "Eve Berg", "Cem Öl", "Ben Ölmann", "Anna Zett"]
    assert "order: alphabet" in await chair.lines("/edit 1")
    await chair.write("/edit 1\norder: written")
    assert (await chair.vote(1)).definition.alphabetical is False


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("asked", "Do you stand?"),
        ("closed", "nominations are closed. You stand."),
        ("cancelled", "was called off"),
    ],
)
async def test_question_shows_what_became_of_it(chair: Podium, state: str, told: str) -> None:
    await chair.write(OPEN)
    if state == "closed":
        await chair.write("/edit 1\nnominations: closed")
    if state == "cancelled":
        done(await chair.hall.run(voting.cancel, await chair.vote(1), "", CLI, "Ann"))
    vote = await chair.vote(1)
    stands = await chair.hall.run(nominations.said_by, vote, await chair.hall.id(2))
    message = asked(speech("en"), vote, *stands)
    assert told in message.text
    assert [button.label for row in message.rows for button in row] == (
        ["I stand", "I do not stand"] if state == "asked" else []
    )


async def test_answer_by_a_button_of_the_question(chair: Podium) -> None:
    await chair.write(OPEN)
    vote = await chair.vote(1)
    question = asked(speech("en"), vote, *await chair.hall.run(nominations.said_by, vote, await chair.hall.id(3)))
    ways = buttons([question])
    assert await chair.talk.press("telegram:3", ways["I do not stand"]) == [
        "Recorded: you do not stand. Election 1 “Board”"
    ]
    assert await names(chair) == ["Ben", "Dora"]


async def test_question_is_no_consent_after_the_election(chair: Podium) -> None:
    """Who said before that they stand is asked anew whether they accept."""
    await chair.write("/elect 1 Chair\nnamed\nnominations: open\n- #2 Ben\n- #3 Cem")
    await chair.talk.write("telegram:2", "/accept 1")
    await chair.write("/edit 1\nnominations: closed")
    await chair.write("/open 1")
    await chair.hall.cast(await chair.vote(1), _1="a", _2="a", _3="a")
    await chair.write("/close 1")
    await chair.hall.count(await chair.vote(1))
    await chair.write("/publish 1")
    assert [d.chat for d in await chair.hall.waiting() if d.kind is DeliveryKind.ELECTED] == ["telegram:2"]


async def test_refusal_of_the_core_has_a_code(chair: Podium) -> None:
    await chair.write("/elect 1 Chair\n- #2 Ben\n- #3 Cem")
    vote, me = await chair.vote(1), await chair.hall.id(2)
    assert code(await chair.hall.run(nominations.answer, vote, "#2", Acceptance.ACCEPTED, me, me)) == "nominations-over"


async def test_most_marks_that_were_typed_before_anybody_stood_stay(chair: Podium) -> None:
    await chair.write("/elect 3 Board\nnominations: open\nmax: 1")
    await chair.write("/elect 3 Other\nnominations: open")
    for number in ("2", "3", "4"):
        await chair.write(f"/edit 1\nnominate: #{number}")
        await chair.write(f"/edit 2\nnominate: #{number}")
    for vote in (1, 2):
        await chair.write(f"/edit {vote}\nnominations: closed")
    assert [(await chair.vote(vote)).definition.maximum for vote in (1, 2)] == [1, 3]


async def test_election_without_a_candidate_says_nothing_of_how_many_to_mark(chair: Podium) -> None:
    (preview,) = await chair.write("/elect 3 Board\nnominations: open")
    await chair.write("/show 1")
    told = [*preview.splitlines(), *plain(shown(speech("en"), await chair.vote(1)).text).splitlines()]
    assert [line for line in told if "mark" in line.casefold()] == []


async def test_one_candidate_is_put_to_yes_or_no_when_the_nominations_close(chair: Podium) -> None:
    await chair.write("/elect Chair\nnominations: open\n- #2")
    assert (await chair.vote(1)).definition.method == "plurality"
    await chair.press((await chair.buttons("/edit 1\ntime: none"))["Nominations: open (close them)"])
    assert (await chair.vote(1)).definition.method == "per-candidate"
