"""Files for chair and desk: lists for a spreadsheet, and the minutes. Made outside of any batch."""

from __future__ import annotations

import math
from decimal import Decimal
from functools import partial

from adapters.contract import File, Message
from bot.papers import pictures
from bot.papers.bundle import papers, summed, zipped
from bot.papers.minutes import minutes_markdown
from bot.papers.minutes_figures import by_itself
from bot.papers.pages import minutes_pdf
from bot.papers.reading import to_read
from bot.papers.roster import write_csv
from bot.views.result.case import case_of
from bot.views.result.message import caption
from bot.wording.choices import name, option_label
from bot.wording.numbers import digest
from bot.wording.speech import Speech
from core import boards
from core.address import network_of
from core.model import Event, Member, MemberId
from core.persons import Account
from core.proxy_rules import Standing
from core.store import members, presence, proxies, votes
from core.store.reading import Reader
from core.store.writer import Tx
from core.totals import UNIT

Cell = str | int | Decimal
LARGEST = 20_000_000
"""Bytes of a file that every network takes: Telegram 50 MB, homeservers what their operators say."""
_MOST = 1000
"""Members in one query."""


async def make(
    store: Reader, organisation: str, event: Event, request: str, speech: Speech, longest: float = math.inf
) -> Message | None:
    """The file that `telling.request_file` asked for; None if there is none, as of a picture that the text replaces.

    `minutes` is Markdown or with `pdf` a PDF, `bundle` everything, `picture` and a number a
    result, `result` and a number all figures of it, `board` and a number its ballots, `roster` and a name a list,
    `proxies` who votes for whom.
    Raises `NotSet`, `Uncounted`, and `TooLong` for a PDF of more than `longest` characters.
    """
    what, _, which = request.partition(" ")
    if what == "minutes":
        return await _minutes(store, organisation, event, which, speech, longest)
    if what == "bundle":
        return await _bundle(store, organisation, event, speech, longest)
    if what == "result":
        return await _result(store, event, int(which), speech, longest)
    if what == "proxies":
        return await _proxies(store, event, speech)
    if made := {"picture": _picture, "board": _board}.get(what):
        return await made(store, event, int(which), speech)
    async with store.read() as tx:
        rows = await _roster_rows(tx, event, which)
    head = [speech.toast(f"column-{name}") for name in _COLUMNS]
    content = await store.aside(partial(write_csv, [head, *rows]))
    file = File(f"roster-{which}-{event.id}.csv", content)
    return Message(speech.say("roster-file-caption", which=which, count=len(rows)), file=file)


async def _bundle(store: Reader, organisation: str, event: Event, speech: Speech, longest: float) -> Message:
    found = await papers(store, event, speech, organisation)
    whole = summed({**found, **await to_read(store, event, speech, found, longest)})
    content = await store.aside(partial(zipped, whole, event.id))
    if len(content) > LARGEST:
        content = await store.aside(partial(zipped, found, event.id))
    if len(content) > LARGEST:
        return Message(speech.say("bundle-large", event=event.settings.title, id=event.id))
    return Message(speech.say("bundle-file", event=event.settings.title), file=File(f"{event.id}.zip", content))


async def _minutes(
    store: Reader, organisation: str, event: Event, which: str, speech: Speech, longest: float
) -> Message:
    async with store.read() as tx:
        text = await minutes_markdown(tx, event, speech, organisation)
    file = File(f"minutes-{event.id}.md", text.encode())
    if which == "pdf":
        file = File(f"minutes-{event.id}.pdf", await store.aside(partial(minutes_pdf, text, speech.language, longest)))
    return Message(speech.say("minutes-file", event=event.settings.title), file=file)


async def _picture(store: Reader, event: Event, number: int, speech: Speech) -> Message | None:
    async with store.read() as tx:
        vote = await votes.by_number(tx, event.id, number)
    file = await pictures.drawn(store, speech, vote, event) if vote and vote.counted else None
    return Message(caption(speech, vote), file=file) if vote and file else None


async def _result(store: Reader, event: Event, number: int, speech: Speech, longest: float) -> Message | None:
    """Every stage, pair and share, where a message has room for some of them."""
    async with store.read() as tx:
        vote = await votes.by_number(tx, event.id, number)
    if vote is None or not vote.counted:
        return None
    text = "\n".join(by_itself(case_of(speech, vote, event)))
    file = File(f"result-{number}.pdf", await store.aside(partial(minutes_pdf, text, speech.language, longest)))
    return Message(speech.say("result-file", vote=name(speech, vote)), file=file)


async def _board(store: Reader, event: Event, number: int, speech: Speech) -> Message | None:
    """Everybody's ballots without names; None if the vote was repeated meanwhile."""
    async with store.read() as tx:
        vote = await votes.by_number(tx, event.id, number)
        if vote is None or not boards.is_for_members(vote):
            return None
        lines = await boards.board_lines(tx, vote)
    file = File(f"board-{event.id}-{number}.csv", boards.board_csv(lines).encode())
    first = vote.definition.options[0]
    words = {"letter": first.label, "option": option_label(speech, vote, first), "hash": digest(vote.board)}
    return Message(speech.say("board-file", vote=name(speech, vote), **words), file=file)


async def _proxies(store: Reader, event: Event, speech: Speech) -> Message:
    """The first two columns are those that `folkmoot members proxies` reads."""
    async with store.read() as tx:
        found = await proxies.standing(tx, event)
    called = [speech.toast(f"column-proxy-{name}") for name in ("principal", "holder", "stands")]
    said = {kind: speech.toast(f"proxy-stands-{kind}") for kind in Standing}
    rows = [
        [held.principal[0], held.holder[0], held.principal[1], held.holder[1], said[held.standing]] for held in found
    ]
    content = await store.aside(partial(write_csv, [["principal", "holder", *called], *rows]))
    return Message(speech.say("proxies-file-caption", count=len(rows)), file=File(f"proxies-{event.id}.csv", content))


_COLUMNS = ("number", "name", "email", "weight", "votes", "groups", "present", "networks", "reachable")


async def _roster_rows(tx: Tx, event: Event, which: str) -> list[list[Cell]]:
    people = await members.rows_for_list(tx, event.id, which)
    here = set(await presence.members(tx, event.id))
    rows: list[list[Cell]] = []
    for start in range(0, len(people), _MOST):
        page = people[start : start + _MOST]
        accounts = _by_member(await members.accounts_of(tx, [member.id for member in page]))
        rows += [_row(member, accounts.get(member.id, []), present=member.id in here) for member in page]
    return rows


def _by_member(accounts: list[Account]) -> dict[MemberId, list[Account]]:
    found: dict[MemberId, list[Account]] = {}
    for account in accounts:
        found.setdefault(account.member, []).append(account)
    return found


def _row(member: Member, accounts: list[Account], *, present: bool) -> list[Cell]:
    networks = " ".join(sorted({network_of(account.address) for account in accounts}))
    reachable = any(account.reachable for account in accounts)
    weight = (Decimal(member.weight) / UNIT).normalize()
    flags = ["yes" if flag else "no" for flag in (member.votes, present, reachable)]
    groups = " ".join(member.groups)
    return [member.number, member.name, member.email, f"{weight:f}", flags[0], groups, flags[1], networks, flags[2]]
