"""What one message, one sender and one chat can make us do at most."""

from datetime import timedelta

import pytest

from adapters.contract import Text
from bot.handlers.joining import LONGEST_SCANNED, MOST_CODES, codes_in
from bot.running.budget import ANYBODY, CHAT, LONGEST, STRANGER, Budget, Verdict
from tests.people import START, Hall
from tests.podium import ANN
from tests.talk import Talk, said


def written(sender: str = "telegram:66", chat: str = "telegram:66") -> Text:
    return Text(id="1", sender=sender, chat=chat, private=sender == chat, text="x")


def spent(count: int, budget: Budget, item: Text) -> list[Verdict]:
    return [budget.spend(item, START) for _ in range(count)]


def test_text_full_of_codes_has_only_the_first_few_looked_up() -> None:
    assert len(codes_in("AAA1 " * 800)) == MOST_CODES
    assert codes_in(" " * LONGEST_SCANNED + "7K3M-Q2ZD-91XA-HV4T") == []


def test_sender_over_the_budget_is_refused_once_and_then_not_heard() -> None:
    last = spent(ANYBODY + 3, Budget(), written())[-4:]
    assert last == [Verdict.SERVE, Verdict.REFUSE, Verdict.SILENCE, Verdict.SILENCE]


def test_budget_is_full_again_after_a_minute_and_each_sender_has_one() -> None:
    budget = Budget()
    spent(ANYBODY + 2, budget, written())
    assert budget.spend(written("telegram:67", "telegram:67"), START) is Verdict.SERVE
    assert budget.spend(written(), START + timedelta(minutes=1)) is Verdict.SERVE


def test_chat_has_a_budget_whoever_writes_in_it() -> None:
    budget = Budget()
    verdicts = [budget.spend(written(f"telegram:{number}", "telegram:-5"), START) for number in range(CHAT + 2)]
    assert verdicts[-3:] == [Verdict.SERVE, Verdict.REFUSE, Verdict.SILENCE]


@pytest.mark.anyio
async def test_stranger_is_answered_less_often_than_a_member(hall: Hall) -> None:
    talk = Talk(hall)
    floods = [talk.said(who, "/status") for who in ("telegram:66", ANN) for _ in range(STRANGER + 2)]
    told = [said(effects) for effects in await talk.give(*floods)]
    strangers, members = told[: STRANGER + 2], told[STRANGER + 2 :]
    assert strangers[-2:] == [["That is more than I can follow. Wait a minute, then write again."], []]
    assert [] not in members


@pytest.mark.anyio
async def test_message_that_is_too_long_is_refused_before_it_is_read(hall: Hall) -> None:
    talk = Talk(hall)
    assert await talk.write(ANN, "7a " * LONGEST) == ["That is too long: at most 64,000 characters in one message."]
    assert await talk.write(ANN, "7a " * LONGEST, chat="telegram:-5") == []


@pytest.mark.anyio
async def test_pairing_code_stays_the_same_and_nobody_else_shows_it(hall: Hall) -> None:
    talk = Talk(hall)
    first, again, other = [
        next(word for word in (await talk.write(who, "/start"))[0].split() if word.isdecimal() and len(word) == 4)
        for who in ("telegram:66", "telegram:66", "telegram:67")
    ]
    assert (first == again, first == other) == (True, False)


@pytest.mark.anyio
@pytest.mark.parametrize("data", ["forged", "1i.agm"])
async def test_stranger_who_presses_without_end_is_refused_once_and_then_not_answered(hall: Hall, data: str) -> None:
    talk = Talk(hall)
    told = [
        said(effects) for effects in await talk.give(*[talk.pressed("telegram:66", data) for _ in range(STRANGER + 2)])
    ]
    assert told[-2:] == [["That is more than I can follow. Wait a minute, then write again."], []]
    assert told[0] != []


@pytest.mark.anyio
async def test_member_who_presses_what_no_button_has_is_not_answered_for_ever(hall: Hall) -> None:
    talk = Talk(hall)
    told = [said(effects) for effects in await talk.give(*[talk.pressed(ANN, "forged") for _ in range(ANYBODY + 2)])]
    assert (len(told[0]), told[-1]) == (1, [])
    assert await talk.press(ANN, "1i.agm") != []


@pytest.mark.anyio
@pytest.mark.parametrize("text", ["here {}", "/cast 1 {}", "1 {}", "leaving {}"])
async def test_number_of_thousands_of_digits_is_answered_like_any_other_word(hall: Hall, text: str) -> None:
    await hall.open()
    (told,) = await Talk(hall).write(ANN, text.format("9" * 5000))
    assert (len(told) < 300, "went wrong" in told) == (True, False)


@pytest.mark.anyio
async def test_more_words_than_a_ballot_takes_are_no_choice(hall: Hall) -> None:
    await hall.open()
    (told,) = await Talk(hall).write(ANN, "1 " + "a " * 2000)
    assert told.startswith("I do not understand “a”")
