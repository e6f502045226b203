import pytest

from core import roster
from core.journal import CLI
from core.model import Purpose
from core.store import deliveries, events
from tests.people import AGM, Hall, rows
from tests.podium import ANN, CHAT, Podium, podium
from tests.talk import said

pytestmark = pytest.mark.anyio
DESK = "telegram:-300"


@pytest.fixture
async def desk(hall: Hall) -> Podium:
    """Member 1 is a chair, member 3 has the rights of the desk, member 9 has no account."""
    chair = await podium(hall)
    await chair.write("/role 3 desk")
    await hall.run(events.put_channel, DESK, AGM, Purpose.DESK)
    await hall.run(roster.import_rows, [roster.Row("9", "Zoë Ångström")], CLI)
    return chair


async def test_desk_commands_are_for_the_desk_in_its_places(desk: Podium) -> None:
    assert await desk.write("/find Zoe", "telegram:4", "") == ["Only the desk and the chair can do this."]
    assert await desk.write("/find Zoe", "telegram:3", "telegram:-8") == []
    for chat in ("", DESK, CHAT):
        assert await desk.write("/find Zoe", "telegram:3", chat) == ["Zoë Ångström, member 9: absent, no account"]


@pytest.mark.parametrize("typed", ["9", "#9", "９", "zoe angstrom"])
async def test_member_is_found_however_the_number_is_typed(desk: Podium, typed: str) -> None:
    assert await desk.write(f"/find {typed}") == ["Zoë Ångström, member 9: absent, no account"]


async def test_check_in_by_number_names_the_member(desk: Podium) -> None:
    none = "No account, so no ballot comes: /invite 9 or /pair 9 4711"
    assert await desk.write("/checkin #9") == [f"Zoë Ångström, member 9, is checked in: Assembly\n{none}"]
    assert await desk.write("/checkin 9") == [f"Zoë Ångström, member 9, was checked in already: Assembly\n{none}"]
    left = "Zoë Ångström, member 9, is checked out: Assembly\nWhat was cast stays."
    assert (await desk.write("/checkout 9"))[0] == left
    assert await desk.write("/checkout 9") == ["Zoë Ångström, member 9, was not checked in: Assembly"]
    assert await desk.write("/checkin 99") == ["There is no member 99."]


async def test_word_that_is_no_way_of_voting_checks_nobody_in(desk: Podium) -> None:
    (answer,) = await desk.write("/checkin 9 pencil")
    assert answer == (
        "I cannot read “pencil” after the number. Nothing for a vote in the chat, paper for one on paper."
    )
    assert (await desk.hall.event()).present.heads == 5


async def test_name_in_place_of_a_number_is_asked_about(desk: Podium) -> None:
    asked = "“Walter” is no member number: a number has a digit in it. Write the number first, then the name."
    for typed in ("/checkin Walter Wall", "/role Walter desk", "/swap Walter 4", "/pair Walter 4711"):
        assert await desk.write(typed, ANN, CHAT) == [asked]


async def test_number_that_the_roster_has_needs_no_digit(desk: Podium) -> None:
    await desk.hall.run(roster.import_rows, [roster.Row("Wall", "Walter Berg")], CLI)
    assert await desk.write("/role wall desk", ANN, CHAT) == [
        "Walter Berg, member Wall, has the rights of the desk now."
    ]


async def test_find_shows_ten_at_most(desk: Podium) -> None:
    await desk.hall.run(roster.import_rows, rows(range(20, 40)), CLI)
    lines = await desk.lines("/find Surname")
    assert (len(lines), lines[-1]) == (11, "These are the first 10. Write more of the name.")
    assert await desk.write("/find nobody") == ["Nobody found. Try a part of the name, or the number."]
    await desk.hall.run(roster.import_rows, [roster.Row("50", "Zed Wu"), roster.Row("51", "Émile Wu")], CLI)
    assert [line.split(",")[0] for line in await desk.lines("/find Wu")] == ["Émile Wu", "Zed Wu"]


async def test_invitation_comes_as_link_and_picture(desk: Podium) -> None:
    message = await desk.message("/invite 9")
    assert message.file
    assert (message.file.name, message.file.content[:4]) == ("invitation.png", b"\x89PNG")
    head, link, code, _ = message.text.splitlines()
    assert head == "Zoë Ångström, member 9: an invitation for Telegram. Any earlier one is dead."
    assert link == f"https://t.me/b?start={code.removeprefix('Code: <code>').removesuffix('</code>')}"


async def test_new_invitation_kills_the_old_one(desk: Podium) -> None:
    first = (await desk.message("/invite 9")).text.split("start=")[1].split("\n")[0]
    second = (await desk.message("/invite 9")).text.split("start=")[1].split("\n")[0]
    answers = [(await desk.write(f"/start {code}", "telegram:77", ""))[0] for code in (first, second)]
    assert [answer.startswith("Are you Zoë") for answer in answers] == [False, True]


async def test_member_with_an_account_is_not_invited(desk: Podium) -> None:
    assert await desk.write("/invite 2") == ["Name2 Surname2, member 2, has an account already."]


async def test_pairing_binds_and_greets_on_the_phone(desk: Podium) -> None:
    (shown,) = await desk.write("/start", "telegram:77", "")
    code = next(word for word in shown.split() if word.isdecimal() and len(word) == 4)
    (asked,) = await desk.talk.give(desk.talk.said(ANN, f"/pair 9 {code}", CHAT))
    assert said(asked)[0].splitlines() == [
        f"Account telegram:77 shows {code}. Connect it with Zoë Ångström, member 9? "
        "Compare with the phone in front of you.",
        f"Or write: /pair 9 {code} yes",
    ]
    (effects,) = await desk.talk.give(desk.talk.said(ANN, f"/pair 9 {code} yes", CHAT))
    assert [post.chat for post in effects.posts] == [CHAT, "telegram:77"]
    assert said(effects) == [
        "The account is connected with Zoë Ångström, member 9. Tell them to look at their phone.",
        "Welcome, Zoë Ångström. This account is member 9 now. What you can do here: /help",
    ]
    assert await desk.lines("/pair 9") == ["Write it like this: /pair 17 4711"]


async def test_admitted_member_gets_an_invitation(desk: Podium) -> None:
    admitted, invited = await desk.write("/admit 10 =Eve <b>")
    assert admitted == "=Eve <b>, member 10, is on the roster now. Check in: /checkin and the number."
    assert invited.startswith("=Eve <b>, member 10: an invitation for Telegram.")
    assert await desk.write("/admit 10 Eve") == ["Number 10 is taken by =Eve <b>."]
    (refused,) = await desk.write("/admit =1+1 Eve")
    assert refused.startswith("“=1+1” cannot be a member number")


async def test_roster_counts_and_lists(desk: Podium) -> None:
    await desk.hall.check_out(5)
    assert (await desk.lines("/roster"))[:3] == [
        "Entitled: 6, of whom present: 4",
        "Present with guests: 4 · absent: 2",
        "Without an account: 1 · unreachable: 0",
    ]
    assert await desk.lines("/roster unbound") == ["Without an account: 1", "Zoë Ångström, member 9"]
    assert (await desk.lines("/roster abesnt"))[0] == "I do not know “abesnt”."


async def test_long_list_points_to_the_file(desk: Podium) -> None:
    await desk.hall.run(roster.import_rows, rows(range(20, 60)), CLI)
    lines = await desk.lines("/roster absent")
    assert (lines[0], len(lines), lines[-1]) == ("Absent: 41", 33, "All of them as a file: /roster absent file")


async def test_file_is_made_outside_of_the_batch(desk: Podium) -> None:
    assert await desk.write("/roster unbound file", "telegram:3", DESK) == ["The list comes as a file."]
    (file,) = await desk.hall.waiting()
    assert (file.chat, await desk.hall.run(deliveries.notice, file.subject)) == (DESK, "roster unbound")
