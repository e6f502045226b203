import json
from datetime import timedelta

import pytest

from adapters.contract import ChatChange, ChatChanged, Limits
from adapters.still import JOINER
from bot.chat.call import House
from bot.views import notices
from bot.wording.speech import speech
from core import roster
from core.journal import CLI
from core.model import EventState, Purpose, Role
from core.roster import Row
from core.store import deliveries, events
from core.telling import read_alarm
from tests.people import AGM, MOTION, START, Hall
from tests.podium import ANN, BEN, CHAT, Podium, bind_code, podium
from tests.talk import Talk, buttons, offered, said

pytestmark = pytest.mark.anyio
BARE = "Nothing was done: I cannot know what 1 is meant for. Reply with it to the message in which the number stands."


@pytest.fixture
async def chair(hall: Hall) -> Podium:
    return await podium(hall)


async def channel(hall: Hall, chat: str) -> Purpose | None:
    found = await hall.run(events.channel, chat)
    return found.purpose if found else None


# -- binding


async def test_private_chat_is_not_bound(hall: Hall) -> None:
    code = await bind_code(hall, Purpose.CHAIR)
    (answer,) = await Talk(hall).write(ANN, f"/bind {code}")
    assert answer.startswith("A private chat cannot be bound.")


async def test_unknown_code_binds_nothing(hall: Hall) -> None:
    answer = await Talk(hall).write(ANN, "/bind 7K3M-Q2ZD-91XA-HV4T", "telegram:-5")
    assert answer == ["I do not know this code, or it is too old. Make a new one: folkmoot code"]


async def test_bind_says_what_the_chat_becomes_and_who_reads_along(hall: Hall) -> None:
    code = await bind_code(hall, Purpose.DESK)
    assert await Talk(hall).write(ANN, f"/bind {code}", "telegram:-5") == [
        "This chat becomes the desk of Assembly.\n"
        "Everybody in this chat reads along: names, numbers and invitations. "
        "You, Name1 Surname1, member 1, get the rights of the desk.\n"
        f"Press, or write /bind {code} yes"
    ]
    assert await channel(hall, "telegram:-5") is None


async def test_stranger_is_told_to_open_the_invitation_first(hall: Hall) -> None:
    talk, code = Talk(hall), await bind_code(hall, Purpose.CHAIR)
    (refused,) = await talk.write("telegram:66", f"/bind {code}", "telegram:-5")
    assert refused.endswith("Open your invitation link in a private chat with me first, then press again.")
    await talk.write(ANN, f"/bind {code} yes", "telegram:-5")
    assert await channel(hall, "telegram:-5") is Purpose.CHAIR


async def test_nobody_else_becomes_a_chair_by_a_code_that_is_read_in_the_group(hall: Hall) -> None:
    talk, code = Talk(hall), await bind_code(hall, Purpose.CHAIR)
    (asked,) = await talk.give(talk.said(ANN, f"/bind {code}", "telegram:-5"))
    for answer in (
        await talk.press(BEN, offered(asked)["Yes, bind"], "telegram:-5"),
        await talk.write(BEN, f"/bind {code} yes", "telegram:-6"),
    ):
        assert answer == ["Somebody else has used this code already. Make a new one: folkmoot code"]
    assert (await channel(hall, "telegram:-5"), (await hall.person(2)).roles(AGM)) == (None, set())


async def test_whoever_binds_a_chair_channel_is_a_chair_and_the_code_is_used_up(hall: Hall) -> None:
    talk, code = Talk(hall), await bind_code(hall, Purpose.CHAIR)
    (asked,) = await talk.give(talk.said(ANN, f"/bind {code}", "telegram:-5"))
    yes = offered(asked)["Yes, bind"]
    _, text = await talk.press(ANN, yes, "telegram:-5")
    assert text.splitlines()[0] == "This is a chair channel of Assembly now. Name1 Surname1, member 1, is a chair."
    assert (await hall.person(1)).roles(AGM) == {Role.CHAIR}
    assert (await talk.press(ANN, yes, "telegram:-6"))[0].startswith("I do not know this code")


async def test_bind_is_confirmed_by_writing_too(hall: Hall) -> None:
    talk, code = Talk(hall), await bind_code(hall, Purpose.GROUP)
    assert await talk.write(ANN, f"/bind {code} yes", "telegram:-5") == ["This is the members' group of Assembly now."]
    assert await channel(hall, "telegram:-5") is Purpose.GROUP


# -- chats


def changed(chat: str, change: ChatChange, to: str = "") -> ChatChanged:
    return ChatChanged(id=f"{chat}{change}", sender="", chat=chat, private=chat == ANN, change=change, to=to)


async def test_blocked_chat_is_unreachable_until_it_is_unblocked(chair: Podium) -> None:
    await chair.talk.give(changed(ANN, ChatChange.BLOCKED))
    assert (await chair.hall.person(1)).account.reachable is False
    await chair.talk.give(changed(ANN, ChatChange.UNBLOCKED))
    assert (await chair.hall.person(1)).account.reachable is True


async def test_moved_channel_stays_bound(chair: Podium) -> None:
    await chair.talk.give(changed(CHAT, ChatChange.MOVED, "telegram:-200"))
    assert (await channel(chair.hall, CHAT), await channel(chair.hall, "telegram:-200")) == (None, Purpose.CHAIR)


async def test_lost_group_is_told_to_the_chair_channel(chair: Podium) -> None:
    await chair.hall.run(events.put_channel, "telegram:-9", AGM, Purpose.GROUP)
    assert said((await chair.talk.give(changed("telegram:-9", ChatChange.REMOVED)))[0]) == []
    (alarm,) = await chair.hall.waiting()
    text = await chair.hall.run(deliveries.notice, alarm.subject)
    assert alarm.chat == CHAT
    assert notices.alarm(speech("en"), read_alarm(text)).text.startswith("I was removed from the members' group.")


async def test_last_chair_channel_lost_is_told_to_the_chairs_in_private(chair: Podium) -> None:
    (effects,) = await chair.talk.give(changed(CHAT, ChatChange.REMOVED))
    assert [post.chat for post in effects.posts] == [ANN, BEN]
    assert said(effects)[0].startswith("I was removed from a chair channel.")


async def test_strange_group_is_nothing_to_lose(chair: Podium) -> None:
    (effects,) = await chair.talk.give(changed("telegram:-9", ChatChange.REMOVED))
    assert (said(effects), await chair.hall.waiting()) == ([], [])


def test_alarm_without_a_text_of_its_own_is_the_refusal() -> None:
    text = json.dumps({"code": "vote-unknown", "data": {}})
    assert notices.alarm(speech("en"), read_alarm(text)).text == "I do not know this vote."


# -- the meeting


async def test_unknown_word_is_named_with_the_nearest(chair: Podium) -> None:
    assert await chair.lines("/event clsoe") == [
        "I do not know “clsoe”. Did you mean “close”?",
        "Write it like this: /event open|pause|resume|close|rehearsal",
    ]


async def test_event_shows_counts_quorum_and_what_is_next(chair: Podium) -> None:
    await chair.hall.draft(MOTION)
    assert await chair.lines("/event") == [
        "Assembly: open",
        "Check-in is closed; the desk can check in.",
        "Present: 5 of 5 entitled.",
        "No quorum is needed.",
        "Vote 1 “Lunch?”: draft",
        "Next: /open 1",
    ]


async def test_pause_and_resume_are_told_and_repeated_ones_refused(chair: Podium) -> None:
    assert (await chair.write("/event pause"))[0].startswith("Assembly is paused.")
    assert (await chair.write("/event pause"))[0].startswith("The meeting is already paused.")
    assert await chair.write("/event resume") == ["Assembly goes on."]
    assert (await chair.write("/event rehearsal")) == ["A rehearsal is possible only before the meeting opens."]


async def test_close_is_asked_once_and_done_once(chair: Podium) -> None:
    asked = await chair.message("/event close")
    yes = buttons([asked])["Yes, the meeting is over"]
    assert (await chair.hall.event()).state is EventState.OPEN
    assert (await chair.press(yes))[0] == "The meeting is over."
    assert (await chair.press(yes, BEN)) == ["The meeting is already over."]


async def test_questions_are_answered_by_writing_too(chair: Podium) -> None:
    assert (await chair.write("/registration reset yes"))[0].startswith("Absent now: 5.")
    assert (await chair.write("/event close yes"))[0].startswith("Assembly is over.")


async def test_reset_makes_everybody_absent_after_one_question(chair: Podium) -> None:
    yes = (await chair.buttons("/registration reset"))["Yes, all absent"]
    assert (await chair.hall.event()).present.heads == 5
    assert await chair.press(yes) == [
        "Absent now: 5.",
        "Absent now: 5. To let them back in: /registration open",
    ]
    assert (await chair.hall.event()).present.heads == 0


async def test_registration_opens_with_cards(chair: Podium) -> None:
    assert await chair.write("/registration open") == ["Check-in is open. The card goes to 5 chats."]
    assert (await chair.write("/registration close"))[0].startswith("Check-in is closed.")
    assert (await chair.lines("/registration"))[0].startswith("Write it like this: /registration open|close|reset")


async def test_confirm_says_until_when(chair: Podium) -> None:
    assert (await chair.lines("/registration confirm soon"))[0].startswith("Write it like this:")
    assert await chair.write("/registration confirm 5m") == [
        "5 members are asked whether they are still here. Whoever does not answer by 14:05:00 (5 min) is absent."
    ]
    assert (await chair.hall.event()).confirm_by == START + timedelta(minutes=5)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("/say Lunch!", "Goes to 4 members who are present and have an account."),
        ("/say all: Lunch!", "Goes to all 5 members with an account."),
        ("/say Alle: Mittag!", "Goes to all 5 members with an account."),
        ("/say alle Mittag!", "Goes to all 5 members with an account."),
        ("/say Alle mal herhören!", "Goes to 4 members who are present and have an account."),
        ("/say everybody please sit down", "Goes to 4 members who are present and have an account."),
        ("/say abwesende: Kommt!", "Goes to one member who is absent."),
        (
            "/say alll: Lunch!",
            "Nobody is in a group “alll”, so nothing was sent. Did you mean /say all: …? "
            "To those present, just as you wrote it: /say present: alll: …",
        ),
        ("/say all Lunch!", "Goes to all 5 members with an account."),
        ("/say absent: Come!", "Goes to one member who is absent."),
        ("/say Note: lunch!", "Goes to 4 members who are present and have an account."),
        ("/say", "Write it like this: /say TEXT"),
        ("/say all:", "There is nothing to announce. Write the text after the command."),
    ],
)
async def test_say_tells_to_how_many(chair: Podium, text: str, told: str) -> None:
    await chair.hall.check_out(5)
    assert await chair.write(text) == [told]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("/say board: Come!", "Goes to 2 members of “Board”."),
        ("/say BOARD : Come!", "Goes to 2 members of “Board”."),
        (
            "/say Baord: Come!",
            "Nobody is in a group “Baord”, so nothing was sent. Did you mean /say Board: …? "
            "To those present, just as you wrote it: /say present: Baord: …",
        ),
        ("/say present: Baord: Come!", "Goes to 5 members who are present and have an account."),
    ],
)
async def test_what_is_for_a_group_goes_to_nobody_else_for_a_slip(chair: Podium, text: str, told: str) -> None:
    await chair.hall.run(roster.import_rows, [Row(number, groups=("Board",)) for number in ("3", "4")], CLI)
    assert await chair.write(text) == [told]


async def test_announcement_shows_the_text_as_it_was_typed(hall: Hall) -> None:
    # what looks like a command or like markup is text and nothing else
    shown = notices.announcement(speech("en"), await hall.event(), "<b>/close</b> @all\nnow").text
    assert shown.replace(JOINER, "") == "<b>Announcement</b> · Assembly\n&lt;b&gt;/close&lt;/b&gt; @all\nnow"


async def test_role_is_given_and_unknown_ones_are_named(chair: Podium) -> None:
    assert await chair.write("/role 3 desk") == ["Name3 Surname3, member 3, has the rights of the desk now."]
    assert (await chair.lines("/role 3 chiar"))[0] == "I do not know “chiar”. Did you mean “chair”?"
    assert await chair.write("/role 99 desk") == ["There is no member 99."]
    assert await chair.write("/role 1 none") == ["You cannot take your own roles away. Another chair can."]


async def test_minutes_are_made_outside_of_the_batch(chair: Podium) -> None:
    assert await chair.write("/minutes") == ["The minutes of Assembly are being made and come as a file."]
    files = await chair.hall.waiting()
    asked = [(file.kind, file.chat, await chair.hall.run(deliveries.notice, file.subject)) for file in files]
    assert asked == [("file", CHAT, what) for what in ("minutes pdf", "minutes", "bundle")]


@pytest.mark.parametrize(
    ("rows", "text", "who", "chat", "told"),
    [
        (0, "1", ANN, CHAT, [BARE]),
        (0, " 1. ", ANN, CHAT, [BARE]),
        (0, "1", ANN, "", [BARE]),
        (0, "1 please", ANN, CHAT, []),
        (0, "2026", ANN, CHAT, []),
        (0, "1", "telegram:77", CHAT, []),
        (0, "1", ANN, "telegram:-300", []),
        (1, "1", ANN, CHAT, []),
    ],
)
async def test_number_by_itself_is_answered_where_choices_are_numbers(
    chair: Podium, rows: int, text: str, who: str, chat: str, told: list[str]
) -> None:
    limits = Limits(per_second=1, chat_per_second=1, group_per_minute=60, rows=rows)
    talk = Talk(chair.hall, House("Allotment Club", limits={"telegram": limits}))
    assert await talk.write(who, text, chat) == told
