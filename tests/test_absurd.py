"""Limits at every edge of the chat (issue 11.4): what is absurd is refused in one message, and nothing changes."""

import pytest

from core.model import EventState, Vote
from core.store import members, votes
from tests.people import AGM, Hall
from tests.podium import Podium, podium

pytestmark = pytest.mark.anyio
LONG, HUGE = "x" * 5000, "9" * 5000
AGES = ("99999999w", "366d", HUGE, f"{HUGE}s", "-5m", "0s", "1e9m", "٣m")
ABSURD = (
    f"/vote {LONG}",
    *(f"/vote Absurd\ntime: {age}" for age in AGES),
    *(f"/vote Absurd\n{key}: {HUGE}" for key in ("min", "max", "seats", "cumulate", "item", "amends")),
    f"/vote Absurd\nmajority: more than {HUGE}/1 of valid",
    f"/vote Absurd\nmajority: at least 1/{HUGE} of valid",
    "/vote Absurd\nmajority: at least 1/0 of valid",
    f"/vote Absurd\nquorum: {HUGE} of entitled",
    f"/vote Absurd\nexcept: {', '.join(str(n) for n in range(2000))}",
    f"/vote Absurd\ngroup: {LONG}",
    f"/vote Absurd\n- {LONG}\n- B",
    "/vote Absurd\n" + "\n".join(f"- Option {n}" for n in range(301)),
    f"/elect {HUGE} Absurd\n- A\n- B",
    "/elect 0 Absurd\n- A\n- B",
    f"/reopen 2 {LONG}",
    f"/repeat 2 {LONG}",
    *(f"/open 1 {age}" for age in AGES),
    *(f"/extend 2 {age}" for age in AGES),
    *(f"/close 2 {age}" for age in AGES if age != "0s"),
    *(f"/registration confirm {age}" for age in AGES),
    f"/open {HUGE}",
    f"/close {HUGE}",
    f"/publish {HUGE}",
    f"/cancel 2 {LONG}",
    f"/ruling 2 {LONG}",
    f"/say {LONG}",
    f"/note {LONG}",
    f"/admit 9 {'n' * 121}",
    f"/admit {HUGE} Zoe",
    f"/checkin {HUGE}",
    f"/checkout {HUGE}",
    f"/proxy {HUGE} 1",
    f"/role {HUGE} chair",
    f"/role 3 {LONG}",
    f"/roster {LONG}",
    f"/lot 2 {LONG}",
    f"/accept 2 {LONG}",
    f"/find {LONG}",
    f"/item {HUGE}",
    f"/vote Absurd\n{LONG}: 1",
    *(f"/{word} {LONG}" for word in ("registration", "event", "quick", "consent", "hand", "bind", "secret")),
    *(f"/{word} {HUGE}" for word in ("missing", "remind", "result", "text", "invite", "unbind", "secret", "show")),
    *(f"/{word} 2 {LONG}" for word in ("tally", "fix", "runoff", "roster")),
    f"/swap {HUGE} 3",
    f"/swap 3 {HUGE}",
    f"/pair 3 {LONG}",
    f"/agenda\n- {LONG}",
    f"/language {LONG}",
    f"/plain {LONG}",
    *(
        f"/{word} 2\n{line}"
        for word in ("tally", "hand Absurd")
        for line in (f"yes {HUGE}", f"{HUGE} yes", f"{HUGE}:1")
    ),
    f"/tally 2\n1{' ' * 5000}x",
    f"/cast 2 {HUGE}",
)


@pytest.fixture
async def chair(hall: Hall) -> Podium:
    return await podium(hall)


async def _contents(hall: Hall) -> tuple[object, ...]:
    found: list[Vote] = await hall.run(votes.of_event, AGM)
    event = await hall.event()
    return found, await hall.run(members.everybody), event.state, event.present, event.confirm_by


@pytest.mark.parametrize("text", ABSURD, ids=lambda text: text[:40].replace("\n", " "))
async def test_absurd_is_refused_in_one_message_and_changes_nothing(chair: Podium, text: str) -> None:
    await chair.write("/vote Budget")
    await chair.hall.open()
    before = await _contents(chair.hall)
    answers = await chair.write(text)
    assert (len(answers), await _contents(chair.hall)) == (1, before)
    assert (answers[0] != "", len(answers[0]) < 1500, before[2]) == (True, True, EventState.OPEN)
