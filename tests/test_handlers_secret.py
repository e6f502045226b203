"""What members read in a secret vote: after a cast, nothing that anybody is shown depends on what was cast."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.contract import Limits, Message, Press, Ref, plain
from bot.chat.buttons import ALL, CastGroup, CastMarks, CastPrivate, Mark, encode
from bot.chat.call import Effects, House
from bot.running.redraws import drawn, next_drawings
from bot.views.ballot import own
from bot.views.result.message import for_chair
from core import casting, proxies, roster
from core.journal import CLI
from core.model import Definition, How, MemberId, Option, Vote, VoteState
from core.roster import Row
from core.store import ballots
from core.totals import UNIT
from tests.meeting import Meeting, played
from tests.people import Hall, done
from tests.talk import Talk, offered, said

pytestmark = pytest.mark.anyio
ME = "telegram:1"
NAMES = ("Ada Quell", "Bo Zug", "Cem Dampf", "Dora Kiel")
OPTIONS = tuple(Option(label, name) for label, name in zip("abcd", NAMES, strict=True))
QUESTION = Definition("Budget", (Option("a", ""), Option("b", ""), Option("c", "")), secret=True)
SINGLE = Definition("Chair", OPTIONS, kind="election", method="plurality", majority="", secret=True)
MARKS = Definition("Board", OPTIONS, kind="election", method="block", majority="", maximum=3, seats=3, secret=True)
RANKING = replace(MARKS, method="schulze", maximum=4)
ANSWERS = replace(MARKS, method="per-candidate", majority="more than 1/2 of yes_no", minimum=0, maximum=4)
FORMS = {
    "question": (QUESTION, ("a", "b", "c", "")),
    "single": (SINGLE, ("a", "d", "", "abstain")),
    "marks": (MARKS, ("a", "b+c+d", "", "abstain")),
    "ranking": (RANKING, ("a>b=c>d", "d>c", "", "b")),
    "answers": (ANSWERS, ("a:yes b:no", "a:no b:no c:no d:no", "", "d:abstain")),
}
KINDS = [(form, receipts, revote) for form in FORMS for receipts in (False, True) for revote in (True, False)]
_CODE = re.compile(r"[0-9A-Z]{5}-[0-9A-Z]{5}")


@pytest.fixture
def talk(hall: Hall) -> Talk:
    return Talk(hall)


def typed(vote: Vote, choice: str) -> str:
    """A choice as a member types it."""
    words = choice.replace("+", " ").replace(">", " ").replace(":", " ") or "blank"
    return f"/cast {vote.number} {words}"


def screen(effects: Effects) -> tuple[list[str], list[list[tuple[str, str]]]]:
    """Everything that was said and drawn, without receipt codes."""
    drawn_ = [[(button.label, button.data) for row in post.message.rows for button in row] for post in effects.posts]
    return [_CODE.sub("CODE", text) for text in said(effects)], drawn_


async def ballot(talk: Talk, vote: Vote, me: MemberId) -> Message:
    """The ballot as it is drawn next."""
    again = await talk.hall.again(vote)
    drawing = (await talk.hall.run(next_drawings, again, [me]))[me]
    return drawn(talk.house.speech_in("en"), again, drawing)


def shown(message: Message) -> tuple[str, list[str]]:
    return plain(message.text), [button.label for row in message.rows for button in row]


async def press(talk: Talk, vote: Vote, choice: str) -> Effects:
    """Cast with the private ballot."""
    me = await talk.hall.id(1)
    data = encode(CastPrivate(vote.id, 1, casting.tag(vote, me, 1), choice))
    return (await talk.give(talk.pressed(ME, data)))[0]


async def seen_after(talk: Talk, definition: Definition, choice: str, *, typing: bool) -> list[object]:
    """Everything that somebody is shown from a cast to the close, of an open vote of its own."""
    vote, me = await talk.hall.open(definition), await talk.hall.id(1)
    asked = talk.said(ME, typed(vote, choice))
    first = (await talk.give(asked))[0] if typing else await press(talk, vote, choice)
    again = (await talk.give(talk.said(ME, typed(vote, choice))))[0]
    await talk.hall.run(casting.confirm, [(vote.id, me, 7)])
    old = await press(talk, vote, "")
    seen: list[object] = [screen(first), screen(again), screen(old)]
    seen += [shown(await ballot(talk, vote, me)), await talk.write(ME, "/status"), await talk.write(ME, "/ballot")]
    await talk.hall.close(vote)
    late = (await talk.give(talk.said(ME, typed(vote, choice))))[0]
    return [without_number(item, vote) for item in [*seen, screen(late), shown(await ballot(talk, vote, me))]]


def without_number(item: object, vote: Vote) -> str:
    """The same for votes of different numbers."""
    known = re.sub(rf"(?<!\d){vote.number}(?=[a-d]\b)|(?<=vote |cast |Vote ){vote.number}\b", "N", str(item))
    return re.sub(rf"(?<=Election ){vote.number}\b", "N", re.sub(r"1[a-z]\.[^']*", "", known))


@pytest.mark.parametrize("typing", [False, True])
@pytest.mark.parametrize(("form", "receipts", "revote"), KINDS)
async def test_nothing_shown_after_a_cast_depends_on_the_choice(
    talk: Talk, form: str, receipts: bool, revote: bool, typing: bool
) -> None:
    definition, choices = FORMS[form]
    definition = replace(definition, receipts=receipts, revote=revote)
    seen = [await seen_after(talk, definition, choice, typing=typing) for choice in choices]
    assert [{*map(str, other)} ^ {*map(str, seen[0])} for other in seen[1:]] == [set()] * (len(choices) - 1)


async def test_the_same_search_finds_the_choice_of_a_named_vote(talk: Talk) -> None:
    named = replace(SINGLE, secret=False)
    first, other = [await seen_after(talk, named, choice, typing=False) for choice in "ad"]
    assert [mine == theirs for mine, theirs in zip(first, other, strict=True)] == [
        False, False, False, False, False, True, True, False,
    ]  # fmt: skip


@pytest.mark.parametrize("plainly", [False, True])
@pytest.mark.parametrize("form", ["marks", "ranking", "answers"])
async def test_marks_are_gone_from_the_screen_with_the_cast(talk: Talk, form: str, plainly: bool) -> None:
    vote, me = await talk.hall.open(FORMS[form][0]), await talk.hall.id(1)
    untouched = shown(own.private(talk.house.speech_in("en"), vote, (await drawing(talk, vote, me, plainly))))
    tag = casting.tag(vote, me, 1)
    await talk.press(ME, encode(Mark(vote.id, 1, tag, 0, "b", 1)))
    filled = shown(own.private(talk.house.speech_in("en"), vote, (await drawing(talk, vote, me, plainly))))
    (told,) = await talk.press(ME, encode(CastMarks(vote.id, 1, tag)))
    text, labels = shown(own.private(talk.house.speech_in("en"), vote, (await drawing(talk, vote, me, plainly))))
    assert (filled != untouched, told) == (
        True,
        "Recorded: Election 1 “Board”. You can change it until the vote closes.",
    )
    assert (labels, "Not cast yet" in text, "Recorded. What you chose is not shown any more." in text) == (
        untouched[1],
        False,
        True,
    )


async def drawing(talk: Talk, vote: Vote, me: MemberId, plainly: bool) -> own.Drawing:
    return replace((await talk.hall.run(next_drawings, vote, [me]))[me], plain=plainly)


# -- the first ballot


async def test_ballot_says_what_secret_means_until_something_is_cast(talk: Talk) -> None:
    vote, me = await talk.hall.open(QUESTION), await talk.hall.id(1)
    before, _ = shown(await ballot(talk, vote, me))
    await press(talk, vote, "a")
    after, _ = shown(await ballot(talk, vote, me))
    told = "Secret: your choice is sealed when it arrives"
    assert (told in before, "Until then Telegram" in before, told in after, "Secret." in after) == (
        True, True, False, True,
    )  # fmt: skip


# -- receipts


async def test_receipt_of_a_press_is_an_alert_that_is_told_once(talk: Talk) -> None:
    vote = await talk.hall.open(replace(QUESTION, receipts=True))
    effects = await press(talk, vote, "a")
    (answer,) = effects.answers
    assert (answer.alert, len(answer.text) <= 200, len(_CODE.findall(answer.text)), effects.posts) == (
        True, True, 1, [],
    )  # fmt: skip
    assert "find your ballot by it on the board. Whoever sees it can see how you voted." in answer.text
    assert _CODE.findall(str(await talk.write(ME, "/status"))) == []


async def test_receipt_of_a_typed_cast_is_in_the_reply(talk: Talk) -> None:
    await talk.hall.open(replace(QUESTION, receipts=True))
    first, again = await talk.write(ME, "1a"), await talk.write(ME, "1b")
    assert [len(_CODE.findall(text)) for text in (*first, *again)] == [1, 1]
    assert _CODE.findall(first[0]) != _CODE.findall(again[0])


async def test_receipts_of_several_ballots_say_whose_they_are(talk: Talk) -> None:
    hall = talk.hall
    await hall.check_out(2)
    done(await hall.run(proxies.give, await hall.event(), await hall.member(2), await hall.member(1), How.SELF, CLI))
    vote, me = await hall.open(replace(QUESTION, receipts=True)), await hall.id(1)
    data = encode(CastPrivate(vote.id, 1, casting.tag(vote, me, 1), "a", ALL, 2))
    toast, codes = await talk.press(ME, data)
    lines = [_CODE.sub("CODE", line) for line in codes.splitlines()]
    assert (toast, lines[1:]) == ("Recorded for 2 votes.", ["CODE your own", "CODE Name2 Surname2 (2)"])
    (typed_,) = await talk.write(ME, "/cast 1b for 2")
    assert [_CODE.sub("CODE", line) for line in typed_.splitlines()] == [
        "Recorded for Name2 Surname2 (2): Vote 1 “Budget”. You can change it until the vote closes.",
        "Your receipt codes. Note them, they are shown once: after the count you find each ballot by its code on the "
        "board. Whoever sees a code can see how that ballot was cast.",
        "CODE Name2 Surname2 (2)",
    ]


async def test_holder_of_proxies_is_not_reminded_of_what_was_typed(talk: Talk) -> None:
    hall = talk.hall
    await hall.check_out(2)
    done(await hall.run(proxies.give, await hall.event(), await hall.member(2), await hall.member(1), How.SELF, CLI))
    await hall.open(QUESTION)
    seen = [await talk.write(ME, f"/cast 1{label}") for label in "bc"]
    assert seen[0] == seen[1]


# -- where others read along


async def stood(talk: Talk, vote: Vote) -> str | None:
    me = await talk.hall.id(1)
    return (await talk.hall.run(ballots.standing, vote, [me]))[me].choice


async def test_group_has_no_buttons_that_cast_and_forged_ones_are_refused(talk: Talk) -> None:
    vote = await talk.hall.open(QUESTION)
    message = own.group(talk.house.speech_in("en"), vote)
    assert [button.label for row in message.rows for button in row] == ["Open my ballot"]
    me, group = await talk.hall.id(1), "telegram:-5"
    forged = [CastGroup(vote.id, "a"), CastPrivate(vote.id, 1, casting.tag(vote, me, 1), "a")]
    forged += [Mark(vote.id, 1, casting.tag(vote, me, 1), 0, "a", 1)]
    answers = [await talk.press(ME, encode(action), chat=group) for action in forged]
    told = (
        "Vote 1 is secret, and everybody here could see it. Nothing was cast. "
        "Your ballot is in our private chat: /ballot"
    )
    assert (answers, await stood(talk, vote)) == ([[told]] * 3, None)


async def test_question_which_vote_is_covered_once_it_cast(talk: Talk) -> None:
    await talk.hall.open(QUESTION)
    vote = await talk.hall.open(replace(SINGLE, title="Chair"))
    (asked,) = await talk.give(talk.said(ME, "b"))
    (effects,) = await talk.give(talk.pressed(ME, offered(asked)["2b · Bo Zug"]))
    assert (
        said(effects)
        == [
            "Recorded: Election 2 “Chair”. You can change it until the vote closes.",
        ]
        * 2
    )
    assert ([post.ref for post in effects.posts], await stood(talk, vote)) == ([Ref(ME, "1")], "sealed")


def own_message(talk: Talk, text: str) -> object:
    return replace(talk.said(ME, text), own=Ref(ME, "typed"))


@pytest.mark.parametrize(
    ("text", "gone"),
    [*((text, True) for text in ("1b", "/cast 1b", "no", "1 yess", "8 yes", "I am for Ada")), ("/status", False)],
)
async def test_typed_choice_is_taken_away(talk: Talk, text: str, gone: bool) -> None:
    await talk.hall.open(QUESTION)
    (effects,) = await talk.give(own_message(talk, text))
    assert effects.redactions == ([Ref(ME, "typed")] if gone else [])


async def test_typed_choice_of_a_named_vote_stays(talk: Talk) -> None:
    await talk.hall.open(replace(QUESTION, secret=False))
    (effects,) = await talk.give(own_message(talk, "1b"))
    assert effects.redactions == []


def encrypting(hall: Hall) -> Talk:
    """A house on a network whose chats can be encrypted."""
    limits = Limits(per_second=1, chat_per_second=1, group_per_minute=60, encrypts=True)
    return Talk(hall, House("Allotment Club", limits={"telegram": limits}))


async def test_readable_room_takes_no_secret_vote_and_says_what_to_do(hall: Hall) -> None:
    talk = encrypting(hall)
    vote = await hall.open(QUESTION)
    data = encode(CastPrivate(vote.id, 1, casting.tag(vote, await hall.id(1), 1), "a"))
    told = [*(await talk.write(ME, "1b")), *(await talk.press(ME, data))]
    sentence = (
        "Vote 1 is secret, and this room is not encrypted, so your server could read it. Nothing was cast. "
        "Switch on encryption in the room's settings, then write /ballot"
    )
    assert (told, await stood(talk, vote)) == ([sentence] * 2, None)


async def test_67_encrypted_room_takes_it_but_no_reaction(hall: Hall) -> None:
    talk = encrypting(hall)
    vote = await hall.open(QUESTION)
    data = encode(CastPrivate(vote.id, 1, casting.tag(vote, await hall.id(1), 1), "a"))
    safe: Press = replace(talk.pressed(ME, data), encrypted=True)
    told: Sequence[Effects] = await talk.give(replace(safe, id="x", exposed=True), safe)
    assert [said(effects)[0][:30] for effects in told] == [
        "Vote 1 is secret, and your ser",
        "Recorded: Vote 1 “Budget”. You",
    ]


# -- what it means, and results that would tell


@pytest.mark.parametrize(("word", "head"), [("secret", "What secret means here"), ("Geheim", "What secret means here")])
async def test_help_tells_what_secret_means(talk: Talk, word: str, head: str) -> None:
    (told,) = await talk.write(ME, f"/help {word}")
    assert (told.splitlines()[0], "Telegram can see what you press" in told) == (head, True)


@pytest.mark.parametrize(
    ("casts", "told"),
    [
        ({"_1": "a", "_2": "a", "_3": "a", "_4": "a", "_5": "a"}, "all ballots are alike"),
        ({"_1": "a", "_2": "b"}, "there are so few ballots"),
        ({"_1": "a", "_2": "b", "_3": "a", "_4": "a", "_5": "a"}, ""),
    ],
)
async def test_chair_is_warned_of_figures_that_tell_who_voted_how(talk: Talk, casts: dict[str, str], told: str) -> None:
    vote = await talk.hall.open(QUESTION)
    await talk.hall.cast(vote, **casts)
    await talk.hall.close(vote)
    counted, event = await talk.hall.count(vote), await talk.hall.event()
    text = plain(for_chair(talk.house.speech_in("en"), counted, event).text)
    assert ("Before you publish" in text, told in text) == (bool(told), True)
    afterwards = for_chair(talk.house.speech_in("en"), replace(counted, state=VoteState.PUBLISHED), event)
    assert "Before you publish" not in afterwards.text


async def test_weights_that_cannot_decide_are_not_told_of_a_secret_vote(talk: Talk) -> None:
    done(await talk.hall.run(roster.import_rows, [Row("1", "Ann", weight=7 * UNIT)], CLI))
    texts = []
    for definition in (QUESTION, replace(QUESTION, secret=False)):
        vote = await talk.hall.open(definition)
        await talk.hall.cast(vote, _1="a", _2="b", _3="a", _4="a", _5="a")
        await talk.hall.close(vote)
        result = for_chair(talk.house.speech_in("en"), await talk.hall.count(vote), await talk.hall.event())
        texts.append("eight" in plain(result.text))
    assert texts == [False, True]


def test_readable_room_gets_no_ballot_but_the_reason_until_it_is_encrypted(tmp_path: Path) -> None:
    async def play(meeting: Meeting) -> None:
        meeting.net.limits = replace(meeting.net.limits, encrypts=True)
        meeting.member(2).encrypted = True
        await meeting.chair("/vote Budget\nsecret")
        await meeting.chair("/open 1")
        said = "4 rooms are not encrypted and get no ballot of a secret vote; "
        assert any(said in text for text in meeting.told)
        sealed, clear = (meeting.member(number).messages[-1].message for number in (2, 3))
        assert ["1a" in message.text for message in (sealed, clear)] == [True, False]
        assert [bool(message.rows) for message in (sealed, clear)] == [True, False]
        assert "This vote is secret, and this room is not encrypted" in clear.text
        meeting.member(3).encrypted = True
        meeting.member(3).write("/ballot")
        await meeting.time.sleep(8)
        assert any("1a" in shown.message.text for shown in meeting.member(3).messages[-2:])

    played(tmp_path, play)
