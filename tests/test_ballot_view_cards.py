from dataclasses import replace
from datetime import UTC, datetime

import pytest

from adapters.contract import plain
from bot.chat.buttons import CheckIn, CheckOut, decode
from bot.views.cards import card, over
from bot.wording.speech import speech
from core.model import Event, EventId, EventSettings, EventState
from core.totals import Totals

AGM = EventId("agm")
SETTINGS = EventSettings(AGM, "Assembly <b>", place="Hall & Yard", link="https://meet.example/x?a=1&b=2")
EVENT = Event(AGM, SETTINGS, EventState.OPEN, True, False, Totals(), Totals(), 1)  # noqa: FBT003 - in the model's order
ASKED = replace(EVENT, confirm_by=datetime(2026, 5, 9, 14, 20, tzinfo=UTC))
IN, OUT = CheckIn(AGM), CheckOut(AGM)


@pytest.mark.parametrize(
    ("event", "present", "confirm", "says", "buttons"),
    [
        (replace(EVENT, registration=False), False, False, "check-in is closed", []),
        (EVENT, False, False, "Check-in is open.", [("Check in", IN)]),
        (EVENT, True, False, "You are checked in.", [("Check out", OUT)]),
        (ASKED, True, True, "Press before 14:20", [("I am still here", IN), ("Check out", OUT)]),
        (ASKED, False, True, "Check-in is open.", [("Check in", IN)]),
        (EVENT, True, True, "You are checked in.", [("Check out", OUT)]),
    ],
)
def test_card_offers_what_can_be_done(
    event: Event, *, present: bool, confirm: bool, says: str, buttons: list[tuple[str, object]]
) -> None:
    message = card(speech("en"), event, present=present, confirm=confirm)
    assert [(button.label, decode(button.data)) for row in message.rows for button in row] == buttons
    assert says in message.text


def test_card_shows_where_and_escapes_it() -> None:
    text = plain(card(speech("en"), EVENT, present=True, confirm=False).text)
    assert text.split("\n")[:3] == ["Assembly <b>", "Hall & Yard", "https://meet.example/x?a=1&b=2"]


def test_rehearsal_says_that_nothing_counts() -> None:
    rehearsal = replace(EVENT, rehearsal=True)
    assert "Nothing counts." in card(speech("en"), rehearsal, present=True, confirm=False).text


def test_card_of_a_meeting_that_is_over_has_no_buttons() -> None:
    message = over(speech("de"), EVENT)
    assert (message.rows, plain(message.text).split("\n")) == (
        (),
        ["Assembly <b>", "Die Versammlung ist beendet. Danke, dass du da warst."],
    )
