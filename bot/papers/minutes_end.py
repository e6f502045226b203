"""What readers look for at the end of minutes: what was decided, who holds which office, and who was there."""

from __future__ import annotations

from collections.abc import Iterator

from adapters.contract import plain
from bot.papers.markdown import md
from bot.papers.minutes_record import Record, if_readable
from bot.views.result import notes
from bot.views.result.case import Case, case_of
from bot.wording.choices import name, verdict
from core.model import Vote, VoteState
from core.store.members import by_name


def decided(record: Record) -> Iterator[str]:
    """Every vote that has a result, in one line: the verdict, who holds the seats after refusals, the ruling."""
    held = [vote for _, vote in sorted(record.votes.items()) if vote.counted and vote.state is not VoteState.VOID]
    held = [vote for vote in held if vote.definition.minutes]
    if not held:
        return
    yield f"## {record.say('minutes-decided')}"
    yield ""
    for vote in held:
        yield from if_readable(record, vote, _in_a_line(record, vote))
    yield ""


def _in_a_line(record: Record, vote: Vote) -> Iterator[str]:
    yield f"- {record.vote_name(vote.number)}: {_outcome(record, vote)}"


def _outcome(record: Record, vote: Vote) -> str:
    case = case_of(record.speech, vote, record.event)
    told = [*_verdict(case), *(plain(line) for line in [*notes.acceptance(case), *notes.unanswered(case)])]
    told += [f"{plain(case.say('minutes-ruling'))} {vote.ruling}"] if vote.ruling else []
    told += [record.say("minutes-unpublished")] if vote.state is VoteState.COUNTED else []
    told += [
        record.say("minutes-runoff-not-held", next=plain(name(record.speech, later)))
        for _, later in sorted(record.votes.items())
        if later.definition.follows == vote.number and not later.opened_at
    ]
    return md(" ".join(part if part.endswith((".", "…")) else f"{part}." for part in told))


def _verdict(case: Case) -> Iterator[str]:
    """In one word, or who or what has won it."""
    if case.board.held:
        yield from (plain(line) for line in notes.elected(case))
        if case.board.vacant:
            yield plain(case.say("result-vacant", count=case.board.vacant, kind=case.kind))
        return
    yield plain(verdict(case.speech, case.vote, case.word))
    if case.method.question and case.word == "tie":
        yield plain(case.say(f"tie-{case.vote.definition.tie}"))


def attendance(record: Record) -> Iterator[str]:
    """By name, everybody who was checked in at any time; nobody is named once the people were forgotten."""
    came = {str(entry.data.get("member") or entry.by) for entry in record.entries if entry.kind == "checkin"}
    known = (record.people[one] for one in came if one in record.people)
    people = sorted(known, key=by_name)
    if not people:
        return
    yield f"## {record.say('minutes-attendance')}"
    yield ""
    for key, votes in (("minutes-attended", True), ("minutes-attended-guests", False)):
        names = [f"{member.name} ({member.number})" for member in people if member.votes is votes]
        if names:
            yield f"- {record.say(key, count=len(names))} {md(record.together(names))}"
    yield ""
