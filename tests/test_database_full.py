"""The real service when its disk is full: issue 11.10 and fault 43 of trust.md 3.2."""

import resource
from pathlib import Path

import pytest

from tests.real import stand, until

pytestmark = pytest.mark.anyio
NO_LIMIT = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)


async def test_full_disk_is_told_to_members_and_chair_and_nothing_pressed_is_lost(tmp_path: Path) -> None:
    async with stand(tmp_path) as at, at.running() as process:
        await at.delivered()
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
        # its standard error leads into a file on the same disk, as it does with `2>> log`
        answer = await at.people[0].press("1a", seconds=30)
        cast = at.cast  # before there is room again: what waits is stored within a second then
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, NO_LIMIT)
        assert answer
        assert ("Not recorded yet" in answer.text, cast) == (True, [])
        await until(lambda: any("Everything is stored again" in text for text in at.told))
        await until(lambda: at.cast == ["a"])
        stuck = [text for text in at.told if "Nothing can be stored at the moment" in text]
        assert (len(stuck), process.returncode) == (1, None)
