"""What members and the chair write and press after an election."""

from dataclasses import replace

import pytest

from bot.chat.acts import Act, Consent
from bot.chat.buttons import Elected, encode
from bot.chat.seen import act_on
from bot.views import elections as views
from bot.wording.speech import speech
from core import roles, roster
from core.elections import sitting
from core.errors import refuse
from core.journal import CLI
from core.model import Acceptance, EventId, Option, Role, Slot, Vote, VoteId, VoteState
from core.store import votes
from core.totals import Totals
from tests.elected import BOARD, CALLED, LUNCH, alarms, counted, published
from tests.people import Hall, done, rows
from tests.podium import ANN, BEN, Podium, podium

pytestmark = pytest.mark.anyio
YES, NO = Acceptance.ACCEPTED, Acceptance.DECLINED


@pytest.fixture
async def chair(hall: Hall) -> Podium:
    return await podium(hall)


async def answers(chair: Podium) -> dict[str, Acceptance]:
    return dict((await chair.vote(1)).answers)


# -- acceptance by the elected


@pytest.mark.parametrize(
    ("who", "text", "told"),
    [
        ("telegram:3", "/accept 1", "Nobody is elected here by that name in vote 1, or it is not published yet."),
        ("telegram:5", "/accept 1 no", "Nobody is elected here by that name in vote 1, or it is not published yet."),
        ("telegram:1", "/accept", "Write it like this: /accept 9, /accept 9 no"),
        ("telegram:1", "/accept 1 perhaps", "Write it like this: /accept 9, /accept 9 no"),
        ("telegram:1", "/accept 7", "There is no vote 7."),
        (
            "telegram:99",
            "/accept 1",
            "I do not know this account. Open your invitation link, or send me /start in a private chat "
            "for a number to show at the desk.",
        ),
    ],
)
async def test_answer_that_is_not_mine_to_give_is_refused(chair: Podium, who: str, text: str, told: str) -> None:
    await published(chair.hall, "a+b", "a+b")
    assert await chair.talk.write(who, text) == [told]
    assert await answers(chair) == {}


@pytest.mark.parametrize("text", ["no", "Ja!", "yes I do"])
async def test_bare_yes_or_no_of_the_elected_answers_nothing_and_asks_once_more(chair: Podium, text: str) -> None:
    await published(chair.hall, "a+b", "a+b")
    (told,) = await chair.talk.write("telegram:1", text)
    assert told.splitlines()[0] == f"You were elected in {CALLED}: 1a · Anna Ortega"
    assert (await chair.talk.write("telegram:3", text))[0].startswith("I did not understand that.")
    assert await answers(chair) == {}
    await chair.talk.write("telegram:1", "/accept 1")
    assert (await chair.talk.write("telegram:1", text))[0].startswith("I did not understand that.")


async def test_nobody_learns_before_publication_whether_they_are_elected(chair: Podium) -> None:
    await counted(chair.hall, "a+b")
    elected, other = [await chair.talk.write(who, "/accept 1") for who in (BEN, "telegram:5")]
    assert (elected, await answers(chair)) == (other, {})


@pytest.mark.parametrize(
    ("text", "told", "said"),
    [
        ("/accept 1", f"Recorded: you accept. {CALLED}", YES),
        ("/accept 1 yes", f"Recorded: you accept. {CALLED}", YES),
        ("/accept 1 nein", f"Recorded: you decline. {CALLED}", NO),
    ],
)
async def test_elected_member_answers_by_typing(chair: Podium, text: str, told: str, said: Acceptance) -> None:
    await published(chair.hall, "a+b", "a+b")
    assert await chair.talk.write(BEN, text) == [told]
    assert await answers(chair) == {"b": said}


async def test_changed_mind_of_the_elected_is_sent_to_the_chair(chair: Podium) -> None:
    await published(chair.hall, "a+b", "a+b")
    await chair.talk.write(BEN, "/accept 1")
    assert await chair.talk.write(BEN, "/accept 1 no") == [
        "You have accepted already. Only the chair can change that. Vote 1"
    ]
    assert await chair.write("/accept 1 b no") == [
        f"{CALLED}: 1b · Bea Berg declines. Recorded.\nNobody is next in line: the seat is vacant. /runoff 1"
    ]
    assert await answers(chair) == {"b": NO}


async def test_declining_by_button_is_asked_once_more(chair: Podium) -> None:
    vote = await published(chair.hall, "a+b", "a+b")
    decline, surely = (encode(Elected(consent, vote.id)) for consent in (Consent.DECLINE, Consent.SURELY_DECLINE))
    assert await chair.talk.press(BEN, decline) == [
        f"{CALLED}: do you really decline?",
        f"Do you really decline in {CALLED}?\nThe next in line is then asked at once.",
    ]
    assert await answers(chair) == {}
    assert await chair.talk.press(BEN, surely) == [f"Recorded: you decline. {CALLED}"]
    assert await answers(chair) == {"b": NO}


@pytest.mark.parametrize("consent", Consent)
async def test_forged_press_of_somebody_who_is_not_elected_changes_nothing(chair: Podium, consent: Consent) -> None:
    vote = await published(chair.hall, "a+b", "a+b")
    told = await chair.talk.press("telegram:5", encode(Elected(consent, vote.id)))
    assert told == ["Nobody is elected here by that name in vote 1, or it is not published yet."]
    assert await answers(chair) == {}


# -- acceptance written down by the chair


@pytest.mark.parametrize("text", ["/accept 1", "/accept 1 a"])
async def test_nobody_accepts_a_motion(chair: Podium, text: str) -> None:
    await counted(chair.hall, "a", definition=LUNCH)
    assert await chair.write(text) == ["Vote 1 is no election: nobody is asked to accept."]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("/accept 1 Anna", "Who is meant in vote 1? 1a · Anna Ortega or 1c · Anna Lind. Write the label."),
        ("/accept 1 Zoe", "I do not know “Zoe” in vote 1. Write the label, the number or the name."),
        ("/accept 1 Dan", "Nobody is elected here by that name in vote 1, or it is not published yet."),
    ],
)
async def test_chair_is_asked_who_is_meant(chair: Podium, text: str, told: str) -> None:
    await counted(chair.hall, "a+c", "a+c", "a+d")
    assert await chair.write(text) == [told]
    assert await answers(chair) == {}


@pytest.mark.parametrize("text", ["Ortega", "1a", "a", "#1", "1", "anna ortega", "Anna Ortega yes"])
async def test_chair_names_somebody_by_label_number_or_name(chair: Podium, text: str) -> None:
    await counted(chair.hall, "a+c", "a+c")
    assert await chair.write(f"/accept 1 {text}") == [f"{CALLED}: 1a · Anna Ortega accepts. Recorded."]
    assert await answers(chair) == {"a": YES}


async def test_one_refusal_that_moves_up_several_names_all_of_them(chair: Podium) -> None:
    stages = replace(BOARD, method="scottish-stv", maximum=4)
    ballots = ("a>b>c", "a>b>c", "a>c", "b>c>a", "c>d", "d>c", "b>a")
    for number in (6, 7):
        await chair.hall.run(roster.import_rows, rows([number]), CLI)
        await chair.hall.check_in(number)
    vote = await published(chair.hall, *ballots, definition=stages)
    assert sitting(vote) == ("a",)
    assert await chair.write("/accept 1 a no") == [
        f"{CALLED}: 1a · Anna Ortega declines. Recorded.\nMoved up: 1b · Bea Berg and 1c · Anna Lind."
    ]


async def test_refusal_in_the_chat_names_all_who_moved_up(chair: Podium) -> None:
    stages = replace(BOARD, method="scottish-stv", maximum=4)
    for number in (6, 7):
        await chair.hall.run(roster.import_rows, rows([number]), CLI)
        await chair.hall.check_in(number)
    await published(chair.hall, "a>b>c", "a>b>c", "a>c", "b>c>a", "c>d", "d>c", "b>a", definition=stages)
    await chair.talk.write("telegram:1", "/accept 1 no")
    assert (await alarms(chair.hall))[-1] == refuse(
        "elected-declined", number=1, who="1a Anna Ortega", next=("1b Bea Berg", "1c Anna Lind")
    )


async def test_part_of_a_name_means_the_elected_before_anybody_else(chair: Podium) -> None:
    await counted(chair.hall, "b+c", "b+c")
    assert await chair.write("/accept 1 anna no") == [
        f"{CALLED}: 1c · Anna Lind declines. Recorded.\nNobody is next in line: the seat is vacant. /runoff 1"
    ]


async def test_teller_may_write_it_down_and_a_member_may_not(chair: Podium) -> None:
    await counted(chair.hall, "a+b", "a+b")
    assert await chair.write("/accept 1 b", "telegram:3") == ["Only chairs and tellers can do this."]
    done(await chair.hall.run(roles.give, await chair.hall.event(), "3", Role.TELLER, CLI))
    assert await chair.write("/accept 1 b", "telegram:3") == [f"{CALLED}: 1b · Bea Berg accepts. Recorded."]


@pytest.mark.parametrize(
    ("tie", "open_seats", "buttons"),
    [
        ("lot", ["Tie, a lot is needed: 1c · Anna Lind and 1d · Dan Roth. <code>/lot 1 NAME</code>"], []),
        (
            "runoff",
            ["Tie: 1c · Anna Lind and 1d · Dan Roth.", "1 seat is vacant. The next round: <code>/runoff 1</code>"],
            ["Run-off of vote 1"],
        ),
    ],
)
async def test_chair_reads_how_it_stands(chair: Podium, tie: str, open_seats: list[str], buttons: list[str]) -> None:
    await published(chair.hall, "a+b", "a+b", "a+d", "c", definition=replace(BOARD, tie=tie))
    await chair.write("/accept 1 a")
    await chair.write("/accept 1 b no")
    message = await chair.message("/accept 1")
    assert message.text.splitlines() == [
        f"<b>Do they accept?</b> · {CALLED}",
        "",
        "1a · Anna Ortega: has accepted",
        "",
        "Declined: 1b · Bea Berg.",
        *open_seats,
    ]
    assert list(await chair.buttons("/accept 1")) == buttons


async def test_members_who_ask_for_the_result_read_who_has_accepted(chair: Podium) -> None:
    await published(chair.hall, "a+b", "a+b", "a+d")
    assert "Accepted" not in (await chair.talk.write("telegram:5", "/result 1"))[0]
    await chair.write("/accept 1 a")
    await chair.write("/accept 1 b no")
    told = (await chair.talk.write("telegram:5", "/result 1"))[0]
    assert told.splitlines()[-5:-3] == ["Accepted: 1a · Anna Ortega.", "Declined: 1b · Bea Berg."]


def test_whoever_has_no_account_is_to_be_asked_in_the_hall() -> None:
    slots = (Slot("women", 1), Slot("open", 1))
    women = tuple(replace(option, slots=("women",) if option.label in "ab" else ()) for option in BOARD.options)
    definition = replace(BOARD, options=women, slots=slots)
    vote = Vote(VoteId(1), EventId("agm"), 9, VoteState.PUBLISHED, definition, box={"a+d": Totals(2, 2)})
    message = views.acceptance(speech("en"), vote, {"a": False})
    assert message.text.splitlines() == [
        "<b>Do they accept?</b> · Election 9 “Board”",
        "",
        "women: 9a · Anna Ortega: was not reached",
        "open seat: 9d · Dan Roth: was not asked here",
        "",
        "Who answers in the hall: <code>/accept 9 9a</code> or <code>/accept 9 9a no</code>",
    ]
    assert message.rows == ()


def test_three_hundred_seats_fit_into_a_message() -> None:
    names = [f"{number:03d} {'x' * 100}" for number in range(300)]
    options = tuple(Option(label, name) for label, name in zip(map(str, range(300)), names, strict=True))
    definition = replace(BOARD, options=options, method="approval", seats=300, maximum=300)
    box = {option.label: Totals(1, 1) for option in options}
    vote = Vote(VoteId(1), EventId("agm"), 9, VoteState.PUBLISHED, definition, box=box)
    for answered in ({}, {option.label: NO for option in options[:30]}):
        assert len(views.acceptance(speech("de"), replace(vote, answers=answered), {}).text) < 4096


# -- lots


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("/lot 1 a", "1a is not in the tie of vote 1. Between whom a lot is open: /lot 1"),
        ("/lot 1 Zoe", "I do not know “Zoe” in vote 1. Write the label, the number or the name."),
        ("/lot 1 seed", "Which public words? Write for instance: /lot 1 seed lottery numbers of today 4 8 15 16 23 42"),
        ("/lot 7 b", "There is no vote 7."),
    ],
)
async def test_lot_that_cannot_be_is_refused(chair: Podium, text: str, told: str) -> None:
    await counted(chair.hall, "a+b", "a+d")
    assert await chair.write(text) == [told]
    assert (await chair.vote(1)).drawn == ()


async def test_lot_without_a_name_says_who_is_tied(chair: Podium) -> None:
    await counted(chair.hall, "a+b", "a+d")
    assert (await chair.lines("/lot 1"))[0] == f"{CALLED}: a lot is open between 1b · Bea Berg and 1d · Dan Roth."
    await chair.write("/lot 1 bea")
    assert await chair.write("/lot 1") == ["No lot is open in vote 1: there is no tie that a lot decides."]


@pytest.mark.parametrize("text", ["Dan, Anna Lind", "1d 1c", "dan; #3", "d c", "Dan und Anna Lind"])
async def test_several_lots_in_the_order_in_which_they_were_drawn(chair: Podium, text: str) -> None:
    await counted(chair.hall, "b+c", "a+d", definition=BOARD)
    assert await chair.write(f"/lot 1 {text}") == [
        f"The lot is recorded: {CALLED}. The result comes anew.\nUntil it is published you can take it back: /lot 1 off"
    ]
    vote = await chair.vote(1)
    assert (vote.drawn, sitting(vote)) == (("d", "c"), ("d", "c"))


async def test_lot_in_stages_shows_that_all_but_the_last_are_drawn(chair: Podium) -> None:
    await counted(chair.hall, "a", "b", "c", definition=replace(BOARD, method="irv", seats=1, maximum=4))
    assert (await chair.lines("/lot 1"))[1].endswith("first drawn first: /lot 1 1a 1b")
    assert (await chair.lines("/lot 1 1a 1b"))[0] == f"The lot is recorded: {CALLED}. The result comes anew."
    assert (await chair.vote(1)).outcome == "elected"


async def test_question_is_decided_by_a_lot(chair: Podium) -> None:
    await counted(chair.hall, "a", "b", definition=LUNCH)
    assert "/lot 1 yes or /lot 1 no" in (await chair.lines("/lot 1"))[1]
    await chair.write("/lot 1 yes")
    vote = await chair.vote(1)
    assert (vote.drawn, vote.outcome) == (("a",), "carried")


async def test_public_words_decide(chair: Podium) -> None:
    await counted(chair.hall, "a+b", "a+d")
    await chair.write("/lot 1 seed lottery 4 8 15")
    vote = await chair.vote(1)
    assert (len(vote.seed), vote.outcome) == (64, "elected")


# -- rulings, run-offs, withdrawal


async def test_ruling_without_a_text_asks_for_it(chair: Podium) -> None:
    await counted(chair.hall, "a", "b", definition=LUNCH)
    assert await chair.write("/ruling 1") == ["What did you decide? Write it after the number: /ruling 1 TEXT"]
    told = await chair.write("/ruling 1 The motion is\nnot <carried>.")
    assert told == ["Recorded beside the result of Vote 1 “Lunch?”: The motion is\nnot <carried>."]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("/runoff 1", "Vote 1 needs no run-off: nothing is tied, and every seat is filled."),
        ("/runoff 1 1", "Write it like this: /runoff 9 2"),
        ("/runoff 1 two", "Write it like this: /runoff 9 2"),
        ("/runoff 7", "There is no vote 7."),
    ],
)
async def test_run_off_that_cannot_be_is_refused(chair: Podium, text: str, told: str) -> None:
    await counted(chair.hall, "a+b")
    assert await chair.write(text) == [told]
    assert await chair.hall.run(votes.by_number, (await chair.hall.event()).id, 2) is None


async def test_second_press_on_run_off_names_the_first(chair: Podium) -> None:
    vote = await counted(chair.hall, "a+b", "a+d")
    press = act_on(vote, Act.RUNOFF)
    first, second = await chair.press(press, ANN), await chair.press(press, BEN)
    assert first[0] == f"Run-off of {CALLED}: draft 2"
    assert "Election 2 “Board (ballot 2)”" in first[1]
    assert second == ["The run-off of vote 1 is vote 2 already."]


async def test_title_of_a_run_off_counts_the_rounds_in_every_language(chair: Podium) -> None:
    both = replace(BOARD, titles={"de": "Vorstand"}, majority="at least 1/1 of valid")
    await counted(chair.hall, "a", "b", definition=both)
    await chair.write("/runoff 1")
    second = await chair.vote(2)
    assert (second.definition.title, second.definition.titles["de"]) == ("Board (ballot 2)", "Vorstand (2. Wahlgang)")
    await chair.write("/open 2")
    await chair.hall.close(second)
    await chair.hall.count(second)
    await chair.write("/runoff 2 3")
    assert (await chair.vote(3)).definition.titles["de"] == "Vorstand (3. Wahlgang)"


async def test_withdrawal_during_the_vote_says_what_to_do(chair: Podium) -> None:
    await chair.hall.open(BOARD)
    assert await chair.write("/edit 1\nmax: 1") == [
        "Vote 1 is open, so it cannot be edited, also if a candidate withdraws. "
        "First /cancel 1 WHY, then draft it anew."
    ]


async def test_refusal_after_which_a_lot_decides_says_so(chair: Podium) -> None:
    await published(chair.hall, "a+b", "a+b", "a+d", "c", definition=replace(BOARD, tie="lot"))
    assert await chair.write("/accept 1 b no") == [
        f"{CALLED}: 1b · Bea Berg declines. Recorded.\nA lot decides who is next in line: /lot 1"
    ]
