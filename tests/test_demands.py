"""A secret vote on demand: who counts, how many it takes, and that nobody is named."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from adapters.contract import plain
from bot.chat.buttons import DemandSecret, encode
from bot.chat.call import House
from bot.drafting.lines import drafted, edited, lines_of
from bot.running.rendering import render
from bot.views import votes as views
from bot.wording.speech import speech
from core import floor, forgetting, voting
from core.demand_rules import demand_text, needed, parse_demand
from core.faults import Faults, RuleError
from core.journal import CLI
from core.model import Definition, Option, Vote, VoteId, VoteState
from core.outgoing import DeliveryKind, DeliveryState
from core.store import demands, journal, votes
from core.store import tables as t
from core.store.writer import Tx
from tests.meeting import Meeting, played
from tests.people import AGM, Hall, done
from tests.podium import CHAT, Podium, podium

pytestmark = pytest.mark.anyio
GROUP = "telegram:-5"
QUESTION = Definition("Budget", (Option("a", ""), Option("b", ""), Option("c", "")))


@pytest.fixture
async def chair(hall: Hall) -> Podium:
    return await podium(hall)


# -- how many it takes


@pytest.mark.parametrize("text", ["", "many", "0", "-1", "5/4", "0/4", "1/0", "1.5", "125 %", "1/4 of entitled"])
def test_demand_that_says_no_number_is_refused(text: str) -> None:
    with pytest.raises(RuleError) as refused:
        parse_demand(text)
    assert refused.value.code == "demand-form"


@pytest.mark.parametrize(
    ("text", "least"),
    [
        ("off", [None, None, None, None]),
        ("none", [None, None, None, None]),
        ("one", [1, 1, 1, 1]),
        ("3", [3, 3, 3, 3]),
        ("1/4", [1, 1, 2, 10]),
        ("1/4 of present", [1, 1, 2, 10]),
        ("1/1", [1, 1, 5, 40]),
    ],
)
def test_demand_needs_so_many_of_those_present(text: str, least: list[int | None]) -> None:
    demand = parse_demand(text)
    assert [needed(demand, present) for present in (0, 1, 5, 40)] == least
    assert parse_demand(demand_text(demand)) == demand


def test_share_is_exact() -> None:
    assert [needed(Fraction(1, 3), present) for present in (3, 4, 300, 301)] == [1, 2, 100, 101]


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("secret on demand: 1/3", "1/3"),
        ("secret if demanded: one", "1"),
        ("geheim auf Verlangen: ein Mitglied", "1"),
        ("geheim auf Antrag: 1/4 der Anwesenden", "1/4"),
        ("Secret-on-demand: off", "off"),
    ],
)
def test_line_is_understood_and_can_be_copied_back(line: str, rule: str) -> None:
    written = drafted(House("Club"), "Budget", [line])
    assert isinstance(written, Definition)
    again = edited(House("Club"), written, "", lines_of(written))
    assert (written.secret_on_demand, again) == (rule, written)


def test_line_that_says_no_number_is_a_fault() -> None:
    written = drafted(House("Club"), "Budget", ["secret on demand: some"])
    assert isinstance(written, Faults)
    assert [(fault.path, fault.code) for fault in written.faults] == [("secret_on_demand", "demand-form")]


# -- who may


async def shown(chair: Podium, *lines: str) -> Vote:
    await chair.write("\n".join(["/vote Budget", *lines]))
    await chair.write("/show 1")
    return await chair.vote(1)


async def test_draft_that_was_not_shown_is_unknown_to_members(chair: Podium) -> None:
    await chair.write("/vote Budget")
    vote = await chair.vote(1)
    told = [
        await chair.write("/secret 1", "telegram:3", ""),
        await chair.write("/secret", "telegram:3", ""),
        await chair.press(encode(DemandSecret(vote.id)), "telegram:3", ""),
    ]
    assert told == [
        ["There is no vote 1."],
        ["No draft is shown for which you could demand a secret vote."],
        ["I do not know this vote."],
    ]


@pytest.mark.parametrize(
    ("lines", "who", "told"),
    [
        (("secret",), "telegram:3", "Vote 1 will be secret anyway."),
        (
            ("secret on demand: off",),
            "telegram:3",
            "Members cannot demand a secret vote on vote 1: its rules say so. You can ask the chair.",
        ),
        (("except: 3",), "telegram:3", "You have no ballot for vote 1: a conflict of interest"),
        (("secret on demand: 3",), "telegram:66", "I do not know this account."),
    ],
)
async def test_demand_is_refused_with_the_reason(chair: Podium, lines: Sequence[str], who: str, told: str) -> None:
    await shown(chair, *lines)
    (answer,) = await chair.write("/secret 1", who, "")
    assert answer.startswith(told)
    assert (await chair.vote(1)).definition.demanded is False


async def test_who_is_absent_does_not_count_and_is_told_so(chair: Podium) -> None:
    await shown(chair, "secret on demand: one")
    await chair.hall.check_out(3)
    assert await chair.write("/secret 1", "telegram:3", "") == [
        "You are not checked in, so your demand about vote 1 does not count. The check-in is not open now."
    ]


async def test_who_left_after_demanding_is_not_counted(chair: Podium) -> None:
    await shown(chair, "secret on demand: 2")
    await chair.write("/secret 1", "telegram:3", "")
    await chair.hall.check_out(3)
    assert await chair.write("/secret 1", "telegram:4", "") == [
        "Vote 1 “Budget”: your demand for a secret vote is noted. 1 of 2 so far. The minutes name nobody."
    ]


async def test_opened_vote_takes_no_demand(chair: Podium) -> None:
    vote = await shown(chair)
    await chair.write("/open 1")
    late = "Vote 1 was opened already. A secret vote has to be demanded while it is still a draft."
    assert await chair.write("/secret 1", "telegram:3", "") == [late]
    assert await chair.press(encode(DemandSecret(vote.id)), "telegram:3", "") == [late]
    assert (await chair.vote(1)).definition.secret is False


# -- what it does


async def test_enough_demands_make_it_secret_for_good(chair: Podium) -> None:
    vote = await shown(chair, "secret on demand: 2")
    first = await chair.write("/secret", "telegram:3", "")
    again = await chair.press(encode(DemandSecret(vote.id)), "telegram:3", "")
    assert (
        first
        == again
        == ["Vote 1 “Budget”: your demand for a secret vote is noted. 1 of 2 so far. The minutes name nobody."]
    )
    assert await chair.press(encode(DemandSecret(vote.id)), "telegram:4", GROUP) == [
        "Vote 1 “Budget” will be secret: enough members demanded it."
    ]
    now = await chair.vote(1)
    assert (now.definition.secret, now.definition.receipts, now.definition.demanded) == (True, True, True)
    assert await chair.write("/edit 1\nnamed") == [
        "Members demanded that vote 1 be secret, so it cannot be made named."
    ]
    await chair.write("/edit 1 Budget 2027\nsecret on demand: off")
    changed = await chair.vote(1)
    assert (changed.definition.title, changed.definition.secret, changed.definition.demanded) == (
        "Budget 2027", True, True,
    )  # fmt: skip


async def test_old_button_of_the_preview_does_not_make_it_named(chair: Podium) -> None:
    named = await chair.buttons("/vote Budget\nsecret on demand: one")
    await chair.write("/show 1")
    await chair.write("/secret 1", "telegram:3", "")
    answers = await chair.press(named["Named"])
    assert answers[0].startswith("Nothing was changed: vote 1") or "changed" in answers[0]
    assert (await chair.vote(1)).definition.secret is True


async def test_chair_reads_the_new_draft_and_members_see_it_change(chair: Podium) -> None:
    await shown(chair, "secret on demand: one")
    for delivery in await chair.hall.waiting():
        await chair.hall.settle(delivery, DeliveryState.SENT)
    await chair.write("/secret 1", "telegram:3", "")
    queued = await chair.hall.sent_to()
    outdated = await chair.hall.sent_to(DeliveryState.OUTDATED)
    assert queued == [("demanded", 1, CHAT)]
    assert sorted(outdated) == [("draft", 1, f"telegram:{number}") for number in range(1, 6)]
    notice, draft = await rendered(chair, DeliveryKind.DEMANDED), await rendered(chair, DeliveryKind.DRAFT)
    assert notice.splitlines()[0] == (
        "Vote 1 “Budget” is secret now: enough of those present demanded it. It cannot be made named again. "
        "This is the draft as it stands:"
    )
    assert ("Open vote 1" in notice, "Demand" in draft, "Members demanded it." in draft) == (True, False, True)


async def rendered(chair: Podium, kind: DeliveryKind) -> str:
    """Text and labels of the first waiting or outdated message of a kind."""
    waiting = [*await chair.hall.waiting(), *await chair.hall.waiting(DeliveryState.OUTDATED)]
    delivery = next(each for each in waiting if each.kind is kind)
    (found,) = await chair.hall.run(page, chair, delivery)
    return found


async def page(tx: Tx, chair: Podium, delivery: object) -> list[str]:
    found = await render(chair.talk.house, tx, [delivery])
    messages = [item.message for item in found if item.message]
    labels = [button.label for message in messages for row in message.rows for button in row]
    return ["\n".join([*(plain(message.text) for message in messages), *labels])]


async def test_preview_says_how_many_demand_it(chair: Podium) -> None:
    await shown(chair, "secret on demand: 2")
    await chair.write("/secret 1", "telegram:3", "")
    (text,) = await chair.write("/edit 1\ntime: 60s")
    assert "A secret vote is demanded by 1 of those present; 2 make it secret." in text.splitlines()


@pytest.mark.parametrize("language", ["en", "de"])
def test_shown_draft_says_how_a_secret_vote_is_demanded(language: str) -> None:
    vote = Vote(id=VoteId(1), event=AGM, number=7, state=VoteState.DRAFT, definition=QUESTION, shown=True)
    with_buttons = views.shown(speech(language), vote)
    without = views.shown(replace(speech(language), buttons=False), vote)
    secret = views.shown(speech(language), replace(vote, definition=replace(QUESTION, secret=True)))
    assert [len(message.rows) for message in (with_buttons, without, secret)] == [1, 0, 0]
    assert ["/secret 7" in plain(message.text) for message in (with_buttons, without, secret)] == [True, True, False]


async def test_nobody_who_demanded_is_named_anywhere(chair: Podium) -> None:
    await shown(chair, "secret on demand: 2")
    for who in ("telegram:3", "telegram:4"):
        await chair.write("/secret 1", who, "")
    hall, vote = chair.hall, await chair.vote(1)
    (entry,) = await hall.run(journal.of_kind, AGM, "vote.demanded")
    assert (entry.by, {key: entry.data[key] for key in ("vote", "have", "needed")}, "member" in entry.data) == (
        "system", {"vote": 1, "have": 2, "needed": 2}, False,
    )  # fmt: skip
    assert await hall.run(demands.of_vote, vote.id) == []
    assert await hall.run(everything, t.demand) == 0


async def everything(tx: Tx, table: object) -> int:
    return len((await tx.db.execute(table.select())).all())


@pytest.mark.parametrize("end", ["open", "cancel"])
async def test_demands_are_gone_when_the_draft_is(hall: Hall, end: str) -> None:
    podium_ = await podium(hall)
    await shown(podium_, "secret on demand: 3")
    await podium_.write("/secret 1", "telegram:3", "")
    vote = await podium_.vote(1)
    assert len(await hall.run(demands.of_vote, vote.id)) == 1
    if end == "open":
        done(await hall.run(voting.open_vote, await hall.event(), vote, CLI))
    else:
        done(await hall.run(voting.cancel, vote, "", CLI, "Ann"))
    assert await hall.run(demands.of_vote, vote.id) == []


async def test_people_are_forgotten_with_what_they_demanded(hall: Hall) -> None:
    podium_ = await podium(hall)
    await shown(podium_, "secret on demand: 3")
    await podium_.write("/secret 1", "telegram:3", "")
    await hall.run(floor.change_state, await hall.event(), "close", CLI)
    done(await forgetting.forget(hall.store.write, AGM))
    assert await hall.run(everything, t.demand) == 0


async def test_run_off_of_a_vote_that_is_secret_on_demand_stays_secret(hall: Hall) -> None:
    election = Definition(
        "Chair", tuple(Option(label, label * 3) for label in "abc"), kind="election", method="plurality",
        majority="more than 1/2 of yes_no", runoff="2", demanded=True, secret=True,
    )  # fmt: skip
    vote = await hall.open(election)
    await hall.cast(vote, _1="a", _2="a", _3="b", _4="b", _5="c")
    await hall.close(vote)
    await hall.count(vote)
    podium_ = await podium(hall)
    await podium_.write("/runoff 1")
    again = await podium_.vote(2)
    assert (again.definition.follows, again.definition.secret, again.definition.demanded) == (1, True, True)


async def test_definition_of_an_older_version_has_the_usual_rule(hall: Hall) -> None:
    vote = await hall.draft()
    kept = votes.dump_definition(vote.definition)
    assert ("secret_on_demand" in kept, "demanded" in kept, vote.definition.secret_on_demand) == (False, False, "1/4")


async def test_share_is_taken_of_those_present(hall: Hall) -> None:
    podium_ = await podium(hall)
    await shown(podium_, "secret on demand: 1/2")
    told = [(await podium_.write("/secret 1", f"telegram:{number}", ""))[0] for number in (3, 4)]
    assert [answer.partition("noted. ")[2][:6] for answer in told] == ["1 of 3", "2 of 3"]


# -- in the service


def test_members_make_a_draft_secret_and_everybody_sees_it(tmp_path: Path) -> None:
    async def play(meeting: Meeting) -> None:
        await meeting.chair("/vote Budget\nsecret on demand: 2/5")
        await meeting.chair("/show 1")
        toasts = [await meeting.press(number, "Demand a secret vote") for number in (2, 3)]
        assert [toast.partition(": ")[2][:20] or toast for toast in toasts] == [
            "your demand for a se",
            "Vote 1 “Budget” will be secret: enough members demanded it.".partition(": ")[2][:20],
        ]
        await meeting.time.sleep(5)
        draft = plain(meeting.member(4).messages[-1].message.text)
        assert ("Members demanded it." in draft, meeting.member(4).messages[-1].message.rows) == (True, ())
        assert any("secret now: enough of those present demanded it" in told for told in meeting.told)
        await meeting.chair("/open 1")
        assert (await meeting.vote()).definition.secret is True

    played(tmp_path, play)
