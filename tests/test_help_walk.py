"""Everything is found from `/help`, and every command that is found there answers, however it is written."""

from collections.abc import Sequence

import pytest

from adapters.contract import plain
from bot.running.intake import REGISTER
from core import roles
from core.journal import CLI
from core.model import EventState, Role, VoteState
from core.store import votes
from tests.people import AGM, Hall, done
from tests.podium import CHAT, Podium, podium

pytestmark = pytest.mark.anyio
MEMBER, DESK = "telegram:4", "telegram:3"
IN_THE_HALL = {
    "chair": "accept agenda cancel close consent edit elect event extend fix hand item lot missing open publish quick "
    "registration remind reopen repeat result role roster ruling runoff show tally vote votes",
    "member": "accept ballot cast checkin checkout help language link plain proxy result secret status text agenda",
    "desk": "admit checkin checkout find invite pair proxy roster swap unbind",
}
WRONG = ("", "999", "1", "1 nonsense", "nonsense", "1 2 3 4", "-1", "0", "¹", "#", "1 yes no")
"""What may follow any command that somebody only tries out."""


async def found(chair: Podium, who: str, chat: str = "") -> list[str]:
    """The commands that `/help` names."""
    told = await chair.talk.write(who, "/help", chat)
    lines = "\n".join(told).splitlines()
    return sorted({line[1:].split()[0].split(" ")[0] for line in lines if line.startswith("/")})


@pytest.fixture
async def chair(hall: Hall) -> Podium:
    chair = await podium(hall)
    done(await hall.run(roles.give, await hall.event(), "3", Role.DESK, CLI))
    return chair


async def test_chair_member_and_desk_find_their_commands_in_help(chair: Podium) -> None:
    seen = {
        "chair": await found(chair, "telegram:1", CHAT),
        "member": await found(chair, MEMBER),
        "desk": await found(chair, DESK),
    }
    missing = {who: sorted(set(names.split()) - set(seen[who])) for who, names in IN_THE_HALL.items()}
    assert missing == {"chair": [], "member": [], "desk": []}
    everything = {name for name, _ in REGISTER.commands} - {"start", "join", "bind"}
    assert sorted(everything - set().union(*seen.values())) == []


async def tried(chair: Podium, who: str, chat: str, names: Sequence[str]) -> dict[str, list[str]]:
    """What was written and got no answer, or one that cannot be read."""
    silent: dict[str, list[str]] = {}
    for name in names:
        for rest in WRONG:
            effects = (await chair.talk.give(chair.talk.said(who, f"/{name} {rest}".strip(), chat)))[0]
            told = [plain(post.message.text) for post in effects.posts]
            if not all(told) or not (told or effects.redraws or await chair.hall.waiting()):
                silent.setdefault(name, []).append(rest)
    return silent


async def test_every_command_of_help_answers_however_it_is_written(chair: Podium) -> None:
    for who, chat in (("telegram:1", CHAT), (MEMBER, ""), (DESK, "")):
        names = [name for name in await found(chair, who, chat) if name not in ("vote", "quick", "consent", "elect")]
        assert await tried(chair, who, chat, names) == {}


@pytest.mark.parametrize("command", ["close", "cancel", "repeat", "event close", "registration reset"])
async def test_command_that_ends_something_asks_where_it_names_nothing(chair: Podium, command: str) -> None:
    await chair.hall.open()
    before = await chair.hall.event()
    (told,) = await chair.write(f"/{command}")
    vote, event = await chair.vote(1), await chair.hall.event()
    assert (vote.state, event.state, event.present) == (VoteState.OPEN, EventState.OPEN, before.present)
    assert before.settings.title in told or "Vote 1" in told


async def test_nothing_that_was_only_tried_out_ended_the_vote(chair: Podium) -> None:
    await chair.hall.open()
    names = [name for name in await found(chair, "telegram:1", CHAT) if name not in ("close", "cancel", "repeat")]
    await tried(
        chair, "telegram:1", CHAT, [name for name in names if name not in ("vote", "quick", "consent", "elect")]
    )
    (state,) = {vote.state for vote in await chair.hall.run(votes.of_event, AGM) if vote.number == 1}
    assert state is VoteState.OPEN
