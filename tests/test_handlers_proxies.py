from datetime import timedelta

import pytest

from adapters.contract import Message, plain
from bot.chat.buttons import DeclineProxy, EndProxy, GiveProxy, encode
from bot.chat.call import House
from bot.running.rendering import Rendered, render
from bot.views.live import Scene, drawing
from bot.wording.speech import speech
from core import floor, proxies, roles, roster
from core.casting import Cast, cast
from core.errors import Refusal, refuse
from core.journal import CLI
from core.model import EventId, EventSettings, MemberId, Purpose, Role
from core.outgoing import Delivery, DeliveryKind, DeliveryState, Settled
from core.roster import Row
from core.store import deliveries, events
from core.telling import read_alarm
from tests.people import AGM, Hall, done
from tests.podium import Podium, podium
from tests.proxied import away
from tests.talk import Talk, buttons, offered, said

pytestmark = pytest.mark.anyio
BGM = EventId("bgm")
GIVEN = (
    "Assembly: Name2 Surname2, member 2, votes for you while you are not checked in. To take your vote back: /proxy off"
)
NOTHING = "Assembly: nobody votes for you, and you vote for nobody. To give your vote to somebody: /proxy NUMBER"
ENDED = "Assembly: nobody votes for you any more, you cast your vote yourself."


@pytest.fixture
async def chair(hall: Hall) -> Podium:
    """Members 1 and 2 are chairs; member 9 has no account."""
    made = await podium(hall)
    done(await hall.run(roster.import_rows, [Row("9", "Zoe Paper")], CLI))
    return made


@pytest.fixture
async def talk(chair: Podium) -> Talk:
    """Member 1 is absent."""
    await chair.hall.check_out(1)
    return chair.talk


async def stands(hall: Hall, number: int | str) -> tuple[str, list[str]]:
    found = await hall.run(proxies.delegation, await hall.event(), await hall.id(number))
    return found.holder.number if found.holder else "", [member.number for member in found.principals]


async def worded(hall: Hall) -> list[tuple[Delivery, Rendered]]:
    """What waits about proxies, as it would be sent now."""
    page = [delivery for delivery in await hall.waiting() if delivery.kind == "proxy"]
    async with hall.store.read() as tx:
        return list(zip(page, await render(House(), tx, page), strict=True))


async def delivered(hall: Hall) -> dict[str, Message]:
    """By chat, what is told about proxies once it is sent."""
    return {delivery.chat: item.message for delivery, item in await worded(hall) if item.message}


# -- members


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("/proxy 77", "There is no member 77."),
        ("/proxy 1", "A proxy goes to somebody else, not to member 1 again."),
        ("/proxy off", "Member 1 has given no proxy."),
        ("/proxy decline 3", "You do not hold the vote of member 3."),
        ("/proxy decline", "Write it like this: /proxy 17, /proxy off"),
        (
            "/proxy Ben Schulz",
            "“Ben” is no member number: a number has a digit in it. Write the number first, then the name.",
        ),
    ],
)
async def test_what_cannot_be_is_said_in_one_sentence(talk: Talk, typed: str, answer: str) -> None:
    assert await talk.write("telegram:1", typed) == [answer]
    assert await stands(talk.hall, 1) == ("", [])


async def test_member_cannot_give_for_others(talk: Talk) -> None:
    assert await talk.write("telegram:3", "/proxy 4 5") == ["Only the desk and the chair can do this."]
    assert await stands(talk.hall, 4) == ("", [])


@pytest.mark.parametrize(
    "action", [GiveProxy(AGM, MemberId(404)), DeclineProxy(AGM, MemberId(404)), EndProxy(EventId("nowhere"))]
)
async def test_forged_button_is_refused(talk: Talk, action: GiveProxy | DeclineProxy | EndProxy) -> None:
    (answer,) = await talk.press("telegram:1", encode(action))
    assert answer.startswith("This button means nothing to me")


async def test_member_gives_and_takes_back_by_typing(talk: Talk) -> None:
    assert await talk.write("telegram:1", "/proxy") == [NOTHING]
    assert await talk.write("telegram:1", "/proxy #2 Ben") == [GIVEN]
    assert await talk.write("telegram:1", "/proxy") == [GIVEN]
    assert (await talk.write("telegram:1", "/status"))[0].splitlines()[2] == (
        "Assembly: Name2 Surname2, member 2, votes for you while you are not checked in. /proxy"
    )
    assert await talk.write("telegram:1", "/proxy off") == [ENDED]
    assert await stands(talk.hall, 1) == ("", [])


async def test_button_takes_the_vote_back_and_answers_the_press(talk: Talk) -> None:
    (effects,) = await talk.give(talk.said("telegram:1", "/proxy 2"))
    data = offered(effects)["Take my vote back"]
    assert await talk.press("telegram:1", data) == ["You cast your vote yourself.", ENDED]
    assert await talk.press("telegram:1", data) == ["Member 1 has given no proxy."]


async def test_giver_hears_all_that_keeps_the_proxy_from_working(talk: Talk) -> None:
    await talk.write("telegram:3", "/proxy 2")
    await talk.hall.open()
    (answer,) = await talk.write("telegram:3", "/proxy 9")
    assert answer.splitlines()[1:] == [
        "You are checked in, so it works only after you check out.",
        "A vote is open: it works from the next one on.",
        "Name2 Surname2, member 2, does not hold your vote any more.",
        "Zoe Paper, member 9, is not connected with me yet and gets no ballots so far.",
    ]


async def test_several_meetings_are_asked_for(talk: Talk) -> None:
    await talk.hall.run(floor.configure, [EventSettings(BGM, "Board meeting")])
    await talk.hall.run(floor.change_state, await talk.hall.event(BGM), "open", CLI)
    (effects,) = await talk.give(talk.said("telegram:1", "/proxy 2"))
    assert said(effects) == ["Several meetings are open. For which one?"]
    toast, _ = await talk.press("telegram:1", offered(effects)["Board meeting"])
    found = await talk.hall.run(proxies.delegation, await talk.hall.event(BGM), await talk.hall.id(1))
    assert (toast, found.holder and found.holder.number) == ("Name2 Surname2 votes for you while you are away.", "2")
    (ended,) = await talk.write("telegram:1", "/proxy off")
    assert (ended.partition(":")[0], await stands(talk.hall, 1)) == ("Board meeting", ("", []))


async def test_holder_is_told_and_declines_by_button(talk: Talk) -> None:
    await talk.write("telegram:1", "/proxy 2")
    told = (await delivered(talk.hall))["telegram:2"]
    assert plain(told.text).splitlines() == [
        "Assembly: you hold the vote of Name1 Surname1, member 1. The ballot comes with yours, as long as you are"
        " checked in and Name1 Surname1 is not.",
        "Without the button: /proxy decline 1",
    ]
    assert await talk.press("telegram:2", buttons([told])["Decline: member 1"]) == [
        "Declined. Name1 Surname1 is told.",
        "Assembly: you do not hold the vote of Name1 Surname1, member 1 any more.",
    ]
    assert plain((await delivered(talk.hall))["telegram:1"].text) == (
        "Assembly: Name2 Surname2, member 2, has declined to vote for you, so you cast your vote yourself."
        " To give it to somebody else: /proxy NUMBER"
    )


async def test_message_that_was_overtaken_on_its_way_is_followed_by_another(talk: Talk) -> None:
    hall = talk.hall
    await talk.write("telegram:1", "/proxy 2")
    (first,) = await worded(hall)
    await talk.write("telegram:1", "/proxy off")
    await hall.run(deliveries.settle, [Settled(first[0], DeliveryState.SENT, "1", said=first[1].said)])
    (second,) = await worded(hall)
    await hall.run(deliveries.settle, [Settled(second[0], DeliveryState.SENT, "2", said=second[1].said)])
    assert [plain(item.message.text).partition(" the vote")[0] for _, item in (first, second) if item.message] == [
        "Assembly: you hold",
        "Assembly: you do not hold",
    ]
    assert await worded(hall) == []


async def test_holder_declines_by_typing_in_any_language(talk: Talk) -> None:
    await talk.write("telegram:1", "/proxy 2")
    assert (await talk.write("telegram:2", "/status"))[0].splitlines()[2] == (
        "Assembly: you hold the votes of Name1 Surname1 (1). /proxy"
    )
    assert await talk.write("telegram:2", "/proxy ablehnen 1") == [
        "Assembly: you do not hold the vote of Name1 Surname1, member 1 any more."
    ]


async def test_press_for_a_vote_that_was_taken_back_says_so(talk: Talk) -> None:
    await away(talk.hall, 2, 1)
    vote = await talk.hall.open()
    await talk.write("telegram:1", "/proxy off")
    (refusal,) = await talk.hall.run(cast, [Cast("telegram:2", vote.id, "a", whose=await talk.hall.id(1))])
    assert isinstance(refusal, Refusal)
    assert speech("en").refusal(refusal) == (
        "Name1 Surname1, member 1, has taken the vote back in vote 1. Your answer changed nothing."
    )
    assert await talk.write("telegram:2", "/cast 1a") == ["Recorded: Vote 1 “Lunch?”: 1a · Yes"]


async def test_principal_who_types_a_choice_hears_who_votes_and_what_to_do(talk: Talk) -> None:
    await away(talk.hall, 2, 1)
    await talk.hall.open()
    closed = await talk.write("telegram:1", "1a")
    await talk.hall.run(floor.open_registration, await talk.hall.event(), CLI)
    told = "Name2 Surname2, member 2, casts your vote in vote 1. To cast it yourself: /proxy off"
    assert (closed, await talk.write("telegram:1", "1a")) == ([told], [f"{told}, or check in: /checkin"])


# -- the desk


async def test_desk_puts_down_what_is_on_paper_and_ends_it(chair: Podium) -> None:
    assert await chair.write("/proxy 9 3") == [
        "Zoe Paper, member 9, gives the vote to Name3 Surname3, member 3: Assembly"
    ]
    assert await chair.write("/proxy 9 3") == [
        "Zoe Paper, member 9, has given the vote to Name3 Surname3, member 3, already: Assembly"
    ]
    assert (await chair.hall.event()).represented.heads == 1
    assert await chair.write("/proxy 9 off") == ["Zoe Paper, member 9, casts the own vote again: Assembly"]
    assert await chair.write("/proxy 9 off") == ["Member 9 has given no proxy."]


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("/proxy 77 3", "There is no member 77."),
        ("/proxy 3 77", "There is no member 77."),
        ("/proxy 3 4 5", "Write it like this: /proxy 12 17, /proxy 12 off"),
        ("/proxy 3 3", "A proxy goes to somebody else, not to member 3 again."),
    ],
)
async def test_desk_is_told_what_is_wrong(chair: Podium, typed: str, answer: str) -> None:
    assert await chair.write(typed) == [answer]


async def test_proxy_of_the_own_phone_is_changed_by_that_phone_alone(chair: Podium) -> None:
    await chair.talk.write("telegram:4", "/proxy 3")
    asked = (
        "Name4 Surname4, member 4, has given the vote to somebody else by the own phone, and is being asked there now. "
        "Nothing has changed."
    )
    assert [await chair.write(text) for text in ("/proxy 4 5", "/proxy 4 off")] == [[asked]] * 2
    told = [item for item in await chair.hall.waiting() if (item.kind, item.chat) == (DeliveryKind.ALARM, "telegram:4")]
    alarms = [read_alarm(await chair.hall.run(deliveries.notice, item.subject)) for item in told]
    assert alarms == [
        refuse("proxy-asked", event="Assembly", holder="Name5 Surname5", number="5"),
        refuse("proxy-off-asked", event="Assembly"),
    ]
    assert "Name3 Surname3, member 3, votes for you" in (await chair.talk.write("telegram:4", "/status"))[0]
    assert await chair.write("/proxy 5 1") == [
        "You would hold the vote of member 5: somebody else at the desk has to put that down, "
        "or the member: /proxy NUMBER"
    ]


async def test_two_numbers_in_private_are_of_the_desk_and_one_is_my_own(chair: Podium) -> None:
    done(await chair.hall.run(roles.give, await chair.hall.event(), "3", Role.DESK, CLI))
    (own,) = await chair.write("/proxy 5", "telegram:3", "")
    (others,) = await chair.write("/proxy 4 5", "telegram:3", "")
    assert (own.splitlines()[0].startswith("Assembly: Name5"), others.splitlines()[-1]) == (
        True,
        "The principal is checked in: it works only after a check-out.",
    )
    assert await stands(chair.hall, 5) == ("", ["3", "4"])


async def test_desk_is_told_when_a_paper_proxy_is_declined(chair: Podium) -> None:
    await chair.hall.run(events.put_channel, "telegram:-300", AGM, Purpose.DESK)
    await chair.write("/proxy 9 3")
    await chair.write("/proxy decline 9", "telegram:3", "")
    (alarm,) = [delivery for delivery in await chair.hall.waiting() if delivery.kind == "alarm"]
    async with chair.hall.store.read() as tx:
        (rendered,) = await render(House(), tx, [alarm])
    assert rendered.message
    assert (alarm.chat, plain(rendered.message.text)) == (
        "telegram:-300",
        "Name3 Surname3 (3) has declined to vote for Zoe Paper (9), who has no account here. Please tell them.",
    )


async def test_guest_is_admitted_without_a_vote(chair: Podium) -> None:
    (answer, _) = await chair.write("/admit G1 Gil Guest\nguest")
    assert answer == (
        "Gil Guest, member G1, is on the roster now as a guest without a vote, and may hold proxies where the rules"
        " allow it."
    )
    assert [(await chair.hall.member("G1")).votes, (await chair.hall.event()).entitled.heads] == [False, 6]
    assert (await chair.write("/proxy 9 G1"))[0].startswith("Zoe Paper, member 9, gives the vote to Gil Guest")


async def test_admitting_with_an_unknown_line_admits_nobody(chair: Podium) -> None:
    (answer,) = await chair.write("/admit G1 Gil Guest\nvip")
    assert answer.startswith("Write it like this: /admit 17 NAME")
    assert await chair.write("/find G1") == ["Nobody found. Try a part of the name, or the number."]


# -- the live message


async def test_live_line_says_how_many_are_represented(chair: Podium) -> None:
    await away(chair.hall, 2, 1)

    async def roster_line() -> str:
        scene = Scene(await chair.hall.event(), [], [], timedelta(0), {})
        return plain(drawing(speech("en"), scene)).splitlines()[1].partition("((")[0]

    heads = await roster_line()
    done(await chair.hall.run(roster.import_rows, [Row("1", "Ann", weight=2_500_000)], CLI))
    assert (heads, await roster_line()) == (
        "Present 4 of 6 · represented 1",
        "Present 4 of 6 · represented 1 · their weight 2.5 · weight 4 of 7.5",
    )
