"""Everything that any library logs at DEBUG while the real service runs: fault 92 of trust.md 3.2."""

from pathlib import Path

import pytest

from bot.bench.folkmoot_press import EVENT
from bot.running.filing import LARGE
from core import roles, roster
from core.clock import SystemClock
from core.journal import CLI
from core.model import Role
from core.roster import Row
from core.store import events
from core.store.engine import opened
from core.store.writer import Tx
from tests.real import Stand, stand, stopped, until

pytestmark = pytest.mark.anyio
LOUD = """
import logging
quiet = logging.basicConfig
def loud(**settings):
    import structlog
    quiet(**settings | {"level": logging.DEBUG})
    logging.getLogger("loud").debug("everything is said")
    made = structlog.make_filtering_bound_logger
    structlog.make_filtering_bound_logger = lambda _: made(logging.DEBUG)
logging.basicConfig = loud
"""


async def test_no_log_at_debug_holds_a_token_a_ballot_or_what_was_typed(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(LOUD)
    async with stand(tmp_path) as at:
        await store(at)
        root = str(Path(__file__).parent.parent)
        at.surroundings = {"PYTHONPATH": f"{tmp_path}:{root}", "PYTHONASYNCIODEBUG": "1"}
        async with at.running() as process:
            await at.delivered()
            buttons = {b.data for p in at.people for m in p.messages for b in m.buttons if b.data}
            assert all("1a ·" in answer for answer in await at.vote("1a"))
            buttons |= {b.data for p in at.people for m in p.messages for b in m.buttons if b.data}
            at.people[0].write("/cast 1b")
            at.people[1].write("/join ABCD-EFGH-JKMN-PQRS")
            at.people[0].write("/roster all file", at.channel)
            await until(lambda: any(message.document for message in at.channel.messages))
            assert await stopped(process) == 0
    said = at.errors
    assert "everything is said" in said
    secrets = ["1:TEST", "1a ·", "Recorded", "/cast", "ABCD-EFGH-JKMN-PQRS", "Member 1", "Guest 1", *sorted(buttons)]
    assert [secret for secret in secrets if secret in said] == []


async def store(at: Stand) -> None:
    """Member 1 is a chair, and there are as many guests as make a meeting large."""

    async def write(tx: Tx) -> None:
        await roles.give(tx, await events.existing(tx, EVENT), "1", Role.CHAIR, CLI)
        await roster.import_rows(tx, [Row(f"g{n}", f"Guest {n}", votes=False) for n in range(LARGE)], CLI)

    async with opened(f"sqlite:///{at.database}", SystemClock()) as opened_here:
        await opened_here.write(write)
