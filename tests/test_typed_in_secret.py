"""What is typed into a secret ballot says how somebody votes, so it leaves the screen: on the real service."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from tests.people import MOTION
from tests.served import PATIENCE, served

pytestmark = pytest.mark.anyio


async def test_what_was_typed_stays_in_a_named_vote_and_goes_in_a_secret_one(tmp_path: Path) -> None:
    async with served(tmp_path) as house:
        member = house.member(2)
        await house.opened("By name")
        await house.opened("In secret", replace(MOTION, secret=True))
        await house.shows(member, "2a")
        named, secret = member.write("1a"), member.write("2b")
        async with asyncio.timeout(PATIENCE):
            while secret in member.messages:
                await asyncio.sleep(0.02)
        await house.shows(member, "Recorded: Vote 2")
        assert named in member.messages
        assert [message.text for message in member.messages if "2b" in message.text and not message.labels] == []
