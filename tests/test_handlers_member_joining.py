import re

import pytest

from bot.chat.call import Effects
from bot.handlers.joining import codes_in, short_name
from core import accounts, codes, floor, roster
from core.journal import CLI
from core.model import Purpose
from core.outgoing import DeliveryKind
from core.roster import Row
from core.store import deliveries, ways_in
from tests.people import AGM, Hall, done
from tests.talk import Talk, offered, said

pytestmark = pytest.mark.anyio
NEW = "telegram:99"
GROUP = "telegram:-5"


@pytest.fixture
async def talk(hall: Hall) -> Talk:
    done(await hall.run(roster.import_rows, [Row("17", "Anna Müller", language="de"), Row("18", "Bo <b>x")], CLI))
    return Talk(hall)


async def code_for(talk: Talk, number: str) -> str:
    made = await talk.hall.run(accounts.invite, AGM, [await talk.hall.id(number)], CLI)
    return next(iter(made.values()))


async def whose(talk: Talk, address: str) -> str:
    person = await talk.hall.run(accounts.person, address)
    return person.member.number if person else ""


async def join(talk: Talk, code: str, who: str = NEW, language: str = "") -> Effects:
    (asked,) = await talk.give(talk.said(who, f"/start {code}", language=language))
    (told,) = await talk.give(talk.pressed(who, next(iter(offered(asked).values())), language=language))
    return told


@pytest.mark.parametrize("text", ["/start", "hello", "/join"])
async def test_stranger_gets_a_number_for_the_desk_that_stays(talk: Talk, text: str) -> None:
    (first,), (again,) = await talk.write(NEW, text), await talk.write(NEW, "/start")
    found = re.search(r"Show (\d{4}) at the desk", first)
    assert found
    assert ("Allotment Club" in first, found[0] in again) == (True, True)
    member, _ = done(await talk.hall.run(accounts.pair, await talk.hall.event(), "17", found[1], CLI))
    assert member.number == "17"


@pytest.mark.parametrize(
    ("junk", "told"),
    [
        *((junk, "That is not a code.") for junk in ("junk", "W68S-7RK3-RDF0", "' or 1=1 --", "U" * 16, "x" * 3000)),
        ("\u202e" * 16, "Welcome to the assembly"),  # nobody sees that there is anything
    ],
)
async def test_junk_is_no_code_and_no_wrong_try(talk: Talk, junk: str, told: str) -> None:
    (answer,) = await talk.write(NEW, f"/start {junk}")
    assert answer.startswith(told)
    assert await talk.hall.run(ways_in.failures, NEW, talk.hall.clock.now()) == 0


async def test_eleventh_wrong_code_has_to_wait(talk: Talk) -> None:
    answers = [(await talk.write(NEW, "/start 0000-0000-0000-0000"))[0] for _ in range(11)]
    assert [answers[9][:11], answers[10][:14]] == ["I do not kn", "Too many wrong"]


async def test_code_that_was_used_alarms_the_desk_or_else_the_chair(talk: Talk) -> None:
    code = await code_for(talk, "17")
    await join(talk, code)
    for chat, purpose in (("telegram:-1", Purpose.CHAIR), ("telegram:-2", Purpose.DESK)):
        key = await talk.hall.run(floor.bind_code, await talk.hall.event(), purpose, CLI)
        done(await talk.hall.run(floor.bind, chat, key, await talk.hall.person(1)))
        (answer,) = await talk.write("telegram:98", f"/start {code}")
        assert answer.startswith("This code for member 17 was used before.")
    alarms = [chat for kind, _, chat in await talk.hall.sent_to() if kind == DeliveryKind.ALARM]
    assert (alarms, await whose(talk, "telegram:98")) == (["telegram:-1", "telegram:-2"], "")
    _, *texts = [await talk.hall.run(deliveries.notice, number) for number in (1, 2, 2)]
    assert texts[0] == '{"code": "code-reused", "data": {"number": "17"}}'


async def test_bound_account_is_never_bound_again(talk: Talk) -> None:
    code = await code_for(talk, "17")
    assert (await talk.write("telegram:1", f"/start {code}"))[0].startswith("This account belongs to Name1 Surname1")
    assert await whose(talk, "telegram:1") == "1"


async def test_forged_yes_binds_only_whoever_has_the_code(talk: Talk) -> None:
    code = (await code_for(talk, "17")).replace("-", "")
    assert [(await talk.press(NEW, data))[0][:15] for data in ("1r.0000000000000000", "1r.")] == ["I do not know t"] * 2
    assert (await talk.press(NEW, f"1r.{code}", chat=GROUP))[0] == "This works in a private chat with me only."
    assert await whose(talk, NEW) == ""


@pytest.mark.parametrize(
    "text",
    [
        *("/start {}", "/join {}", "look {} mine", "https://t.me/b?start={}", "/strat {}", "/{}"),
        *("/start\n{}", "/join\nhere:\n{}", "/öffnen {}", "/strat\n{}", "/help {}", "/checkin {}", "/votes\n{}"),
    ],
)
async def test_code_in_a_group_dies_and_all_are_told(talk: Talk, text: str) -> None:
    code = await code_for(talk, "17")
    (answer,) = await talk.write("telegram:1", text.format(code), chat=GROUP)
    assert answer.startswith("This code is dead, because everybody here could read it.")
    assert (await talk.write(NEW, f"/start {code}"))[0].startswith("I do not know this code.")


@pytest.mark.parametrize("text", ["/start", "/help", "/nonsense", "hello", "here", "7b", "0000-0000-0000-0000"])
async def test_strange_group_hears_nothing(talk: Talk, text: str) -> None:
    assert await talk.write("telegram:1", text, chat=GROUP) == []


@pytest.mark.parametrize("between", ["-", "", " "])
async def test_invitation_asks_before_it_binds(talk: Talk, between: str) -> None:
    code = (await code_for(talk, "17")).lower().replace("-", between)
    (asked,) = await talk.give(talk.said(NEW, f"/start {code}"))
    assert said(asked) == [
        f"Are you Anna M., member 17?\nIf so, press the button, or write /start {codes.normal(code)} yes\n"
        "If not, do nothing and tell the desk."
    ]
    assert (list(offered(asked)), await whose(talk, NEW)) == (["Yes, that is me"], "")
    assert (await talk.write(NEW, code))[0].startswith("Are you Anna M.")


async def test_yes_binds_and_says_in_the_member_s_language_what_comes_next(talk: Talk) -> None:
    told = await join(talk, await code_for(talk, "17"), language="en")
    assert said(told) == [
        "Willkommen, Anna Müller.",
        "Willkommen, Anna Müller. Dieses Konto ist jetzt Mitglied 17.\n"
        "Sobald der Einlass öffnet, schicke ich dir eine Karte mit einem Knopf. Bis dahin ist nichts zu tun.\n"
        "Was du hier tun kannst: /help",
    ]
    assert (told.posts[0].ref, await whose(talk, NEW)) == (told.answers[0].press.ref, "17")


@pytest.mark.parametrize("word", ["yes", "Ja"])
async def test_yes_can_be_typed(talk: Talk, word: str) -> None:
    (answer,) = await talk.write(NEW, f"/join {await code_for(talk, '17')} {word}")
    assert (answer.split(".")[0], await whose(talk, NEW)) == ("Willkommen, Anna Müller", "17")


async def test_client_s_language_is_kept_where_the_roster_names_none(talk: Talk) -> None:
    told = await join(talk, await code_for(talk, "18"), language="de-AT")
    assert said(told)[1].startswith("Willkommen, Bo <b>x.")
    assert (await talk.write(NEW, "/status"))[0].startswith("Du bist Bo <b>x")


async def test_card_follows_when_check_in_is_open(talk: Talk) -> None:
    await talk.hall.run(floor.open_registration, await talk.hall.event(), CLI)
    told = await join(talk, await code_for(talk, "17"))
    assert "drück auf der Karte unten Ich bin da" in said(told)[1].replace("Drück", "drück")
    assert ("card", 0, NEW) in await talk.hall.sent_to()


async def test_pressing_yes_twice_says_it_is_done(talk: Talk) -> None:
    code = (await code_for(talk, "17")).replace("-", "")
    await talk.press(NEW, f"1r.{code}")
    (answer,) = await talk.press(NEW, f"1r.{code}")
    assert answer == "Dieses Konto ist schon Anna Müller, Mitglied 17. Mehr ist nicht zu tun."


async def test_link_gives_a_code_for_the_other_network_only(talk: Talk) -> None:
    (answer,) = await talk.write("telegram:1", "/link")
    found = re.search(r"!join (\S+)", answer)
    assert found
    assert (await talk.write(NEW, f"/start {found[1]}"))[0].startswith("This code is for another network.")
    await join(talk, found[1], who="matrix:@ann:example.org")
    assert await whose(talk, "matrix:@ann:example.org") == "1"


async def test_link_needs_a_private_chat_of_a_member(talk: Talk) -> None:
    assert (await talk.write(NEW, "/link"))[0].startswith("I do not know this account.")
    assert await talk.write("telegram:1", "/link", chat=GROUP) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("this that when then", []),
        ("characterization", []),
        ("0000-0000-0000-00000", []),
        ("x0000-0000-0000-0000", []),
        ("a 0000-0000-0000-0000, 1111 1111 1111 1111", ["0000-0000-0000-0000", "1111 1111 1111 1111"]),
    ],
)
async def test_codes_are_found_in_texts(text: str, found: list[str]) -> None:
    assert codes_in(text) == found


@pytest.mark.parametrize(("name", "short"), [("Cher", "Cher"), ("Anna Maria Müller", "Anna M."), ("", "")])
async def test_short_names(name: str, short: str) -> None:
    assert short_name(name) == short
