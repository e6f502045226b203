"""What adapters keep in the database, and who is written to first because nothing is kept."""

import pytest

from adapters.matrix import Kept
from bot.running.keeper import StoreKeeper
from core import roster
from core.journal import CLI
from core.outgoing import DeliveryKind, DeliveryState
from core.store import kept, welcomes
from tests.people import AGM, Hall

pytestmark = pytest.mark.anyio


@pytest.fixture
async def mixed(hall: Hall) -> Hall:
    """Members 6 and 7 are on a network that can be written to first."""
    rows = [roster.Row(str(n), f"Name{n} Surname{n}", accounts=(f"matrix:@m{n}:x.org",)) for n in (6, 7)]
    await hall.run(roster.import_rows, rows, CLI)
    return hall


async def welcomed(hall: Hall) -> list[str]:
    """Whoever has a first message waiting after every account was looked at, stretch by stretch."""
    span = await hall.run(welcomes.stretch, "matrix", "")
    while span:
        if await hall.run(welcomes.lacking, AGM, "matrix", span):
            await hall.run(welcomes.queue, AGM, "matrix", span)
        span = await hall.run(welcomes.stretch, "matrix", span.upto) if span.upto else None
    return [chat for kind, _, chat in await hall.sent_to() if kind == DeliveryKind.WELCOME]


async def test_nothing_is_kept_at_first(hall: Hall) -> None:
    assert await StoreKeeper(hall.store, "matrix").load() == Kept({}, "")


async def test_rooms_and_session_are_kept_for_the_next_process(hall: Hall) -> None:
    keeper = StoreKeeper(hall.store, "matrix")
    await keeper.save_room("@m6:x.org", "!one")
    await keeper.save_room("@m6:x.org", "!two")
    await keeper.save_room("@m7:x.org", "")
    await keeper.save_session("token")
    salt = await keeper.salt()
    again = StoreKeeper(hall.store, "matrix")
    assert await again.load() == Kept({"@m6:x.org": "!two", "@m7:x.org": ""}, "token")
    assert (await again.salt(), len(salt)) == (salt, 16)


async def test_what_other_networks_keep_is_not_mixed_in(hall: Hall) -> None:
    await hall.run(kept.keep, "other", "salt", "theirs")
    assert await StoreKeeper(hall.store, "matrix").salt() != "theirs"


async def test_welcome_goes_to_those_who_have_no_chat_yet(mixed: Hall) -> None:
    await StoreKeeper(mixed.store, "matrix").save_room("@m7:x.org", "!seven")
    assert await welcomed(mixed) == ["matrix:@m6:x.org"]


async def test_welcome_goes_to_everybody_stretch_by_stretch(mixed: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(welcomes, "WELCOMES", 1)
    assert await welcomed(mixed) == ["matrix:@m6:x.org", "matrix:@m7:x.org"]


async def test_welcome_that_failed_is_not_tried_again_and_again(mixed: Hall) -> None:
    assert await welcomed(mixed) == ["matrix:@m6:x.org", "matrix:@m7:x.org"]
    for delivery in await mixed.waiting():
        if delivery.kind is DeliveryKind.WELCOME:
            await mixed.settle(delivery, DeliveryState.FAILED, error="unreachable")
    assert await welcomed(mixed) == []


async def test_welcome_comes_to_those_who_are_imported_later(mixed: Hall) -> None:
    await welcomed(mixed)
    await mixed.run(roster.import_rows, [roster.Row("8", "Late Comer", accounts=("matrix:@m8:x.org",))], CLI)
    assert len(await welcomed(mixed)) == 3
