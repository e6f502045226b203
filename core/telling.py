"""What chair, desk and the members' groups are told without having asked, and the files that somebody asked for.

Rows hold codes and data; the sentence is made when it is sent.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from core.address import network_of
from core.errors import Datum, Refusal, refuse
from core.model import Address, EventId, MemberId, Purpose, Role, Vote
from core.outgoing import Delivery, DeliveryKind
from core.persons import Account
from core.store import deliveries, events, members, roles, ways_in
from core.store.sql import UNREADABLE
from core.store.writer import Tx

FILES = 20
"""Files and pictures that one member may ask for within `FILES_WITHIN`."""
FILES_WITHIN = timedelta(hours=1)
_TIME, _LENGTH = "time", "seconds"
"""Marks a moment in the JSON of an alarm."""


async def tell_chair(tx: Tx, kind: DeliveryKind, vote: Vote) -> None:
    """Queue a message about a vote to the chair channels."""
    await deliveries.queue(tx, kind, vote.event, vote.id, await _chats(tx, vote.event, Purpose.CHAIR))


async def alarm_chair(tx: Tx, event: EventId, refusal: Refusal) -> None:
    """Tell the chair channels something that they should know."""
    await _alarm(tx, event, refusal, await _chats(tx, event, Purpose.CHAIR))


async def alarm_elsewhere(tx: Tx, event: EventId, refusal: Refusal, network: str) -> None:
    """Tell the chair channels that are not on this network."""
    to = [(None, chat) for _, chat in await _chats(tx, event, Purpose.CHAIR) if network_of(chat) != network]
    await _alarm(tx, event, refusal, to)


async def alarm_desk(tx: Tx, event: EventId, refusal: Refusal) -> None:
    """Tell the desk, or the chair where no chat is bound for it."""
    desk = await _chats(tx, event, Purpose.DESK)
    await _alarm(tx, event, refusal, desk or await _chats(tx, event, Purpose.CHAIR))


async def tell_everybody(tx: Tx, event: EventId, refusal: Refusal) -> None:
    """Tell the members' groups and the chair channels."""
    groups = [(None, chat) for chat in await group_chats(tx, event)]
    await _alarm(tx, event, refusal, [*await _chats(tx, event, Purpose.CHAIR), *groups])


async def tell_accounts(tx: Tx, event: EventId, accounts: Sequence[Account], refusal: Refusal) -> None:
    """Tell a member something about the own membership, in private."""
    if accounts:
        await _alarm(tx, event, refusal, [(account.member, account.chat) for account in accounts])


async def unheard(tx: Tx, lost: Delivery) -> None:
    """What a member could not be told: of another account the desk hears, who can ask and detach it."""
    try:
        said = read_alarm(await deliveries.notice(tx, lost.subject))
    except UNREADABLE:  # which is why it could not be sent
        return
    member = (await members.by_ids(tx, [lost.member])).get(lost.member) if lost.member is not None else None
    if said.code == "account-added" and member:
        account = str(said.data["account"])
        about = refuse("account-added-unheard", account=account, name=member.name, number=member.number)
        await alarm_desk(tx, lost.event, about)


async def tell_chats(tx: Tx, event: EventId, chats: Sequence[Address], refusal: Refusal) -> None:
    """Tell private chats something that is so whoever is behind them now."""
    await _alarm(tx, event, refusal, [(None, chat) for chat in chats])


async def _alarm(tx: Tx, event: EventId, refusal: Refusal, to: Sequence[tuple[MemberId | None, Address]]) -> None:
    notice = await deliveries.add_notice(tx, event, DeliveryKind.ALARM, _written(refusal))
    await deliveries.queue(tx, DeliveryKind.ALARM, event, notice, to)


async def tell_chairs(tx: Tx, lost: Delivery) -> None:
    """What a channel could not be sent goes to the chairs' private chats, as far as they have one."""
    chairs = await members.accounts_of(tx, await roles.holders(tx, lost.event, Role.CHAIR))
    to = [(account.member, account.chat) for account in chairs]
    await deliveries.queue(tx, lost.kind, lost.event, lost.subject, to)


async def request_file(tx: Tx, event: EventId, chat: Address, what: str) -> None:
    """Have a list or the minutes made outside the transaction and sent to this chat."""
    notice = await deliveries.add_notice(tx, event, DeliveryKind.FILE, what)
    await deliveries.queue(tx, DeliveryKind.FILE, event, notice, [(None, chat)])


async def request_own_file(tx: Tx, event: EventId, chat: Address, what: str, member: MemberId) -> Refusal | None:
    """The same for a member, who waits in one line with the chair. Codes: `files-too-often`."""
    mine, since = f"files {member}", tx.now - FILES_WITHIN
    if await ways_in.failures(tx, mine, since) >= FILES:
        return refuse("files-too-often", minutes=FILES_WITHIN // timedelta(minutes=1))
    await ways_in.add_failure(tx, mine, since)
    await request_file(tx, event, chat, what)
    return None


async def file_failed(tx: Tx, lost: Delivery) -> None:
    """Whoever asked for a file hears that none comes."""
    what, _, which = (await deliveries.notice(tx, lost.subject)).partition(" ")
    await _alarm(tx, lost.event, refuse("file-failed", what=what, which=which), [(lost.member, lost.chat)])


async def alarm_groups(tx: Tx, event: EventId, refusal: Refusal) -> None:
    """Tell the members' groups something that everybody there should know."""
    if chats := await _chats(tx, event, Purpose.GROUP):
        await _alarm(tx, event, refusal, chats)


async def group_chats(tx: Tx, event: EventId) -> list[Address]:
    """The members' groups of an event."""
    return [chat for _, chat in await _chats(tx, event, Purpose.GROUP)]


async def _chats(tx: Tx, event: EventId, purpose: Purpose) -> list[tuple[MemberId | None, Address]]:
    return [(None, channel.chat) for channel in await events.channels(tx, event, purpose)]


def _written(refusal: Refusal) -> str:
    return json.dumps({"code": refusal.code, "data": {name: _plain(value) for name, value in refusal.data.items()}})


def _plain(value: Datum) -> object:
    if isinstance(value, timedelta):
        return {_LENGTH: value.total_seconds()}
    return {_TIME: value.isoformat()} if isinstance(value, datetime) else value


def read_alarm(text: str) -> Refusal:
    """The code and the data of an alarm's row."""
    written = json.loads(text)
    return Refusal(written["code"], {name: _datum(value) for name, value in written["data"].items()})


def _datum(value: Any) -> Datum:
    if isinstance(value, dict):
        return datetime.fromisoformat(value[_TIME]) if _TIME in value else timedelta(seconds=value[_LENGTH])
    return tuple(value) if isinstance(value, list) else value
