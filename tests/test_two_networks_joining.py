"""A member comes to Matrix with an invitation: from an encrypted room, and from one that the bot can read."""

import asyncio
import csv
from pathlib import Path

import pytest

from tests.homeserver import shared
from tests.matrix_phone import Phone, new_name
from tests.two_networks import Assembly, Member, assembly

pytestmark = pytest.mark.anyio


async def code_of(a: Assembly, number: str) -> str:
    await a.organise("members", "invite", "--csv", str(a.folder / "invitations.csv"))
    with (a.folder / "invitations.csv").open(encoding="utf-8-sig") as file:
        return next(row["then_write"] for row in csv.DictReader(file) if row["number"] == number)


async def test_join_from_an_encrypted_room_is_explained_and_works_in_a_readable_one(tmp_path: Path) -> None:
    async with assembly(tmp_path, shared(), new_name("join"), telegram=1, matrix=1) as a:
        (a.folder / "more.csv").write_text("number,name\n77,Nora Newcomer\n")
        await a.organise("members", "import", str(a.folder / "more.csv"), "--yes")
        await a.start()
        line = await code_of(a, "77")
        phone = await asyncio.to_thread(Phone, shared(), new_name("nora"))
        sealed = Member(phone, phone.room(a.bot.user, direct=True, encrypted=True))
        await asyncio.to_thread(sealed.shown, "encrypted", a.bot.user)
        nora = Member(phone)
        await asyncio.to_thread(nora.come)

        phone.write(nora.room, line)
        await asyncio.to_thread(nora.shown, "Are you Nora N., member 77?", a.bot.user)
        phone.write(nora.room, f"{line} yes")
        welcome = await asyncio.to_thread(nora.shown, "This account is now member 77", a.bot.user)
        assert welcome.body.startswith("Welcome, Nora Newcomer.")
        phone.write(nora.room, "!status")
        assert "Nora Newcomer" in (await asyncio.to_thread(nora.shown, "77", a.bot.user)).body
