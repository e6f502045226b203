"""The minutes as Markdown: everything that happened in a meeting, in order, from its journal."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from adapters.contract import plain
from adapters.still import JOINER
from bot.papers import minutes_record
from bot.papers.markdown import md
from bot.papers.minutes_end import attendance, decided
from bot.papers.minutes_figures import beside, told
from bot.papers.minutes_record import Record, if_readable
from bot.views import lists
from bot.views.result import notes
from bot.views.result.case import case_of
from bot.views.terms import quorum_words, term_lines
from bot.wording.choices import choice_text, option_label, reason
from bot.wording.lists import listed
from bot.wording.numbers import exact, weight
from bot.wording.speech import Arg, Speech
from bot.wording.times import date_of
from core.limits import LONGEST_WHY
from core.model import Event, Role, Vote, VoteState
from core.names import numbered
from core.store.journal import Entry
from core.store.sql import UNREADABLE
from core.store.writer import Tx
from core.totals import UNIT

COMINGS = frozenset({"checkin", "checkout"})
_WORDS = ("purpose", "role", "to", "words", "seed")
_NUMBERS = ("absent", "added", "changed", "cast", "missing", "papers", "here", "everybody", "other")
_CANDIDATES = ("option", "among", "drawn")
_ENDED = (VoteState.CANCELLED, VoteState.VOID)
LONGEST_CHOICE = 4000
LONGEST_NAMES = 500
"""Characters of the names in one entry."""
SIGNED_ON = "." * 60


async def minutes_markdown(tx: Tx, event: Event, speech: Speech, organisation: str = "") -> str:
    """The minutes of a meeting, at any time during it or after. Writes nothing."""
    record = await minutes_record.read(tx, event, replace(speech, today=None), organisation)
    # a paper needs none of what keeps clients from tapping
    return (await asyncio.to_thread(_written, record)).replace(JOINER, "")


def _written(record: Record) -> str:
    parts = (_header, _lost, _presence, _course, _cancelled, decided, _secrecy, _signatures, attendance, _annex)
    return "\n".join(line for part in parts for line in part(record)) + "\n"


def _header(record: Record) -> Iterator[str]:
    settings, speech = record.event.settings, record.speech
    yield f"# {record.say('minutes-title', event=md(settings.title))}"
    yield ""
    if record.event.rehearsal:
        yield f"**{record.say('minutes-rehearsal')}**"
        yield ""
    facts = {
        "organisation": record.organisation,
        "place": settings.place,
        "day": _dated(record, settings.starts),
        "opened": _first_at(record, "event.open"),
        "closed": _first_at(record, "event.close"),
        "zone": speech.zone.key,
        "chairs": record.together(member.name for member in record.officers[Role.CHAIR]),
        "takers": record.together(member.name for member in record.officers[Role.MINUTES]),
        "quorum": plain(quorum_words(speech, settings.quorum)) if settings.quorum != "none" else "",
    }
    for key, value in facts.items():
        if value:
            yield f"- {record.say(f'minutes-{key}')}: {md(value)}"
    yield ""


def _lost(record: Record) -> Iterator[str]:
    """What is missing below."""
    for what, numbers in record.lost.items():
        if numbers:
            yield f"**{plain(lists.damaged(record.speech, what, numbers))}**"
            yield ""


def _first_at(record: Record, kind: str) -> str:
    return _dated(record, next((entry.at for entry in record.entries if entry.kind == kind), None))


def _dated(record: Record, at: datetime | None) -> str:
    """Day and time, as both are written in the language of the minutes; "" for no time."""
    return record.speech.toast("minutes-moment", day=record.speech.day(at), time=record.speech.minute(at)) if at else ""


def _presence(record: Record) -> Iterator[str]:
    here, all_ = record.event.present, record.event.entitled
    yield f"## {record.say('minutes-presence')}"
    yield ""
    yield record.say("minutes-presence-now", present=here.heads, entitled=all_.heads)
    if all_.weight != all_.heads * UNIT:
        weights = (weight(record.speech, total.weight) for total in (here, all_))
        yield record.say("minutes-presence-weight", **dict(zip(("present", "entitled"), weights, strict=True)))
    yield record.say("minutes-arrivals", **_comings(record.entries))
    yield ""


def _comings(entries: Iterable[Entry]) -> dict[str, int]:
    kinds = [entry.kind for entry in entries]
    return {"came": kinds.count("checkin"), "left": kinds.count("checkout")}


# -- what happened, in order


def _course(record: Record) -> Iterator[str]:
    yield f"## {record.say('minutes-course')}"
    yield ""
    for _, entries in groupby(record.entries, key=lambda entry: date_of(entry.at, record.speech.zone)):
        acts = [*entries]
        yield f"**{record.speech.day(acts[0].at)}**"
        yield ""
        yield from _day(record, acts)
        yield ""


def _day(record: Record, entries: Iterable[Entry]) -> Iterator[str]:
    for coming, run in groupby(entries, key=lambda entry: entry.kind in COMINGS):
        if coming:
            yield _run(record, [*run])
        else:
            yield from (line for entry in run for line in _entry(record, entry))


def _run(record: Record, run: Sequence[Entry]) -> str:
    """Arrivals and departures between two acts, as one line."""
    since, until = (record.speech.minute(entry.at) for entry in (run[0], run[-1]))
    return f"- {since} {record.say('minutes-run', until=until, same=str(since == until).lower(), **_comings(run))}"


def _entry(record: Record, entry: Entry) -> Iterator[str]:
    yield f"- {record.speech.minute(entry.at)} {_told(record, entry)}"
    if entry.kind in ("vote.count", "vote.hand"):
        vote = record.votes.get(int(str(entry.data["vote"])))
        yield from if_readable(record, vote, _result(record, vote)) if vote and vote.definition.minutes else ()
    if entry.kind == "vote.fix":
        yield from (f"  - {line}" for line in _rewordings(record, entry.data))


def _rewordings(record: Record, data: Mapping[str, Any]) -> Iterator[str]:
    """What a correction changed, old and new, and both hashes of text and rules."""
    before, after = (_flat(data[key]) for key in ("before", "after"))
    for what, _, language in (key.partition(".") for key in sorted({*before, *after})):
        key = f"{what}.{language}" if language else what
        if before.get(key) != after.get(key):
            old, new = (md(words.get(key, "–")) for words in (before, after))
            yield record.say("minutes-reworded", what=what, language=language or "none", old=old, new=new)
    yield record.say("minutes-rehashed", old=str(data["was"]), new=str(data["definition"]))


def _flat(words: Mapping[str, Any]) -> dict[str, str]:
    """Title, text, and titles in other languages as `title.de`."""
    titles = {f"title.{language}": title for language, title in words.get("titles", {}).items()}
    return {key: str(value) for key, value in words.items() if key != "titles"} | titles


def _told(record: Record, entry: Entry) -> str:
    data, slug = entry.data, entry.kind.replace(".", "-")
    by = "" if entry.by in ("system", "cli") else f" · {record.say('minutes-by', who=record.who(entry.by))}"
    why = reason(record.speech, str(data.get("why", "")), LONGEST_WHY)
    long = " ".join(md(text) for text in (why, str(data.get("text", ""))) if text)
    try:
        said = f"{record.say(f'minutes-act-{slug}', **_args(record, data))} {long}".rstrip()
    except UNREADABLE:
        # what a newer version wrote, in words or with figures that are not known here
        said = md(entry.kind)
    return said + by


def _args(record: Record, data: Mapping[str, object]) -> dict[str, Arg]:
    args: dict[str, Arg] = {"here": -1, "everybody": 0, "met": "none", "have": "", "needed": ""}
    args |= {key: md(str(data[key])) for key in _WORDS if key in data}
    args |= {key: int(str(data[key])) for key in _NUMBERS if key in data}
    args |= {key: str(data[key]).lower() for key in ("agreed", "again", "stands", "met") if key in data}
    args |= {key: timedelta(seconds=abs(int(str(data[key])))) for key in ("seconds",) if key in data}
    args |= {key: record.vote_name(data[key]) for key in ("vote", "next") if key in data}
    args |= {
        key: _dated(record, datetime.fromisoformat(str(data[key]))) for key in ("start", "end", "until") if key in data
    }
    args |= {"same": str(args.get("start") == args.get("end")).lower()}
    args |= {key: record.who(data[key]) for key in ("member", "holder") if key in data}
    args |= {key: md(str(data[key])) for key in ("item", "title", "holders") if key in data}
    args |= {key: exact(record.speech, str(data[key])) for key in ("have", "needed") if key in data}
    args |= {"where": str((_labels(data.get("where")) or ["both"])[0])}
    args |= {"titles": record.together(md(str(title)) for title in _labels(data.get("titles")))}
    vote = record.votes.get(int(str(data.get("vote", 0))))
    args |= {"paper": str(bool(vote and vote.papers.voters.heads)).lower()}
    args |= {"draft": _draft(record, data), "keeper": str(data.get("keeper", "none"))}
    return args | _candidates(record, data)


def _draft(record: Record, data: Mapping[str, object]) -> str:
    """Whether what ended had been opened; else whether somebody said why."""
    vote = record.votes.get(int(str(data.get("vote", 0))))
    if vote is None or vote.opened_at:
        return "opened"
    return "told" if data.get("why") else "silent"


def _candidates(record: Record, data: Mapping[str, object]) -> dict[str, str]:
    """By name: who answered, and between whom a lot was drawn."""
    vote = record.votes.get(int(str(data.get("vote", 0))))
    if vote is None or not {"option", "among"} & data.keys():
        return {}
    options = {option.label: md(option_label(record.speech, vote, option)) for option in vote.definition.options}
    named = {key: [options.get(str(label), "?") for label in _labels(data.get(key))] for key in _CANDIDATES}
    told = {key: plain(listed(record.speech, names, LONGEST_NAMES)) for key, names in named.items()}
    return {key: names or "none" for key, names in told.items()}


def _labels(written: object) -> list[object]:
    """Labels as the journal keeps them: one or a list."""
    return written if isinstance(written, list) else [written] if written else []


# -- a vote


def _result(record: Record, vote: Vote) -> Iterator[str]:
    case = case_of(record.speech, vote, record.event)
    yield ""
    yield f"### {record.vote_name(vote.number)}"
    yield ""
    for line in vote.definition.text.splitlines():
        yield f"> {md(line)}"
    yield ""
    if vote.state is VoteState.VOID:
        yield f"**{record.say('minutes-void')}** {md(vote.reason)}"
        yield ""
    yield from (f"- {line}" for line in _facts(record, vote))
    yield ""
    yield from told(case)
    yield ""
    yield from beside(case)
    yield from _named_list(record, vote)


def _facts(record: Record, vote: Vote) -> Iterator[str]:
    for line in term_lines(record.speech, vote.definition):
        yield md(plain(line))
    yield record.say("minutes-times", opened=_dated(record, vote.opened_at) or "?", closed=_closed(record, vote))
    here = {"present": vote.present.heads, "represented": vote.represented.heads}
    yield record.say("minutes-roll", roll=vote.roll.heads, cast=vote.cast.heads, **here)
    if vote.roll.weight != vote.roll.heads * UNIT:
        weights = {"roll": vote.roll.weight, "cast": vote.cast.weight}
        shown = {key: weight(record.speech, total) for key, total in weights.items()}
        yield record.say("minutes-roll-weight", **shown)
    yield from (md(plain(line)) for line in notes.papers(case_of(record.speech, vote, record.event)))
    if vote.definition.excluded:
        yield f"{record.say('minutes-excluded')} {md(_excluded(record, vote))}"


def _closed(record: Record, vote: Vote) -> str:
    """When nobody could cast any more: with the day if that is another one than at opening."""
    if vote.opened_at is None or vote.closed_at is None:
        return "?"
    if date_of(vote.opened_at, record.speech.zone) != date_of(vote.closed_at, record.speech.zone):
        return _dated(record, vote.closed_at)
    return record.say("minutes-time", time=record.speech.minute(vote.closed_at))


def _excluded(record: Record, vote: Vote) -> str:
    known = {member.number: member.name for member in record.members.values()}
    return record.together(numbered(known.get(number, "?"), number) for number in vote.definition.excluded)


def _named_list(record: Record, vote: Vote) -> Iterator[str]:
    """Who voted how; nobody is named once the people were forgotten."""
    by_choice: dict[str, list[str]] = {}
    for member_id, choice, _ in record.boards.get(vote.number, ()):
        member = record.members[member_id]
        by_choice.setdefault(choice, []).append(numbered(member.name, member.number))
    for choice, people in sorted(by_choice.items()):
        yield f"- {md(choice_text(record.speech, vote, choice, LONGEST_CHOICE))}: {md(record.together(people))}"
    yield ""


# -- the end


def _cancelled(record: Record) -> Iterator[str]:
    cancelled = [vote for vote in record.votes.values() if vote.state in _ENDED and vote.opened_at]
    if cancelled:
        yield f"## {record.say('minutes-cancelled')}"
        yield ""
        yield from (f"- {record.vote_name(vote.number)}: {md(vote.reason)}" for vote in cancelled)
        yield ""


def _secrecy(record: Record) -> Iterator[str]:
    """What secret means, word for word as members were told, if a vote was secret."""
    if not any(vote.definition.secret and vote.opened_at for vote in record.votes.values()):
        return
    yield f"## {record.say('minutes-secret')}"
    yield ""
    yield record.say("minutes-secret-told")
    yield ""
    yield from (f"- {md(line)}" for line in record.say("secret-promise").splitlines())
    yield ""


def _signatures(record: Record) -> Iterator[str]:
    """Lines to be signed on; a rehearsal is signed by nobody."""
    if not record.event.rehearsal:
        yield f"## {record.say('minutes-signatures')}"
        yield ""
        for key in ("minutes-signed", "minutes-chairs", "minutes-takers"):
            yield f"- {record.say(key)}: {SIGNED_ON}"
        yield ""


def _annex(record: Record) -> Iterator[str]:
    """What a verifier compares, apart from what people read."""
    yield f"## {record.say('minutes-annex')}"
    yield ""
    for number in sorted(record.boards):
        definition = _hash(record, ("vote.open", "vote.fix", "vote.hand"), "definition", number)
        board = _hash(record, ("vote.count",), "board", number)
        yield f"- {record.vote_name(number)}: {record.say('minutes-hashes', definition=definition, board=board)}"
    count, head = record.journal
    yield f"- {record.say('minutes-journal', count=count, head=head)}"


def _hash(record: Record, kinds: Sequence[str], key: str, number: int) -> str:
    """What the last entry of these kinds about a vote says under a key."""
    of_kind = (entry.data for entry in reversed(record.entries) if entry.kind in kinds)
    return next((str(data[key]) for data in of_kind if data.get("vote") == number and data.get(key)), "–")
