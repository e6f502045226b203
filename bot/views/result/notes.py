"""What stands beside the figures of a result: turnout, quorum, where lots came from, the ruling, acceptance."""

from __future__ import annotations

from collections.abc import Sequence

from adapters.contract import cut
from bot.views.result.case import LONGEST_OPTION, Case
from bot.views.terms import quorum_told
from bot.wording.choices import counts
from bot.wording.lists import listed
from bot.wording.numbers import digest
from bot.wording.speech import Markup, joined
from core import boards
from core.boards import is_for_members, is_public
from core.floor import quorums_at_opening
from core.model import Acceptance, VoteState
from core.rules import Tie

LONGEST_RULING = 300
MOST_NAMES = 200
"""Characters of the names of those who were drawn, who accepted, or who declined."""


def ruling(case: Case) -> Markup:
    """The chair's decision, which stands beside the verdict and never in its place."""
    text = cut(case.vote.ruling, LONGEST_RULING)
    return case.say("result-ruling", ruling=text) if text else Markup("")


def turnout(case: Case) -> Markup:
    """How many of the roll have cast, blank ballots included."""
    cast, roll = case.cast, case.vote.roll.heads
    if case.method.consents:
        # silence agrees, so it matters whether the question arrived
        return case.say("result-asked", reached=case.vote.reached, roll=roll)
    key = "result-turnout-hands" if case.vote.definition.by_hand else "result-turnout"
    return case.say(key, cast=cast, roll=roll, percent=case.percent(cast, roll))


def papers(case: Case) -> list[Markup]:
    """What was voted on paper, by itself where that tells nobody's secret."""
    vote = case.vote
    if not vote.papers.counted:
        return [case.say("result-papers-none", voters=vote.papers.voters.heads)] if vote.papers.voters.heads else []
    if vote.papers.box is None:
        return [case.say("result-papers-sum", papers=vote.papers.counted)]
    told = listed(case.speech, counts(case.speech, vote, vote.papers.box), MOST_NAMES)
    return [case.say("result-papers", papers=vote.papers.counted, counts=told)]


def revealing(case: Case) -> Markup:
    """To the chair, before members have them: that the figures of a secret vote would tell how people voted."""
    why = boards.revealing(case.vote)
    if case.vote.state is VoteState.PUBLISHED or not why:
        return Markup("")
    return case.say("result-revealing", why=why, number=case.vote.number)


def proof(case: Case) -> list[Markup]:
    """What anybody can compare later: the hashes of the board, where there is one, and of the journal."""
    told = []
    if is_public(case.vote):
        told.append(case.say("result-board", hash=digest(case.vote.board)))
    if is_for_members(case.vote):
        told.append(case.say("result-board-file", number=case.vote.number))
    if case.vote.counting:
        told.append(case.say("record-head", hash=digest(case.vote.counting)))
    return told


def late(case: Case) -> Markup:
    """Presses after the end."""
    return case.say("result-late", count=case.vote.late) if case.vote.late else Markup("")


def quorums(case: Case, key: str) -> list[Markup]:
    """The event's rule and the vote's own: what was needed, and who was present and who represented at opening."""
    looked_at = quorums_at_opening(case.vote, case.event.settings)
    return [
        case.say(key, own=str(place > 0).lower(), **quorum_told(case.speech, rule, state))
        for place, (rule, state) in enumerate(looked_at)
    ]


def quorum(case: Case) -> Markup:
    """Each quorum with what there was, or how many were present without one."""
    told = quorums(case, "result-quorum")
    return (
        joined(told)
        if told
        else case.say("result-no-quorum", present=case.vote.present.heads, represented=case.vote.represented.heads)
    )


def lots(case: Case) -> list[Markup]:
    """Where the lots came from: who was drawn in the hall, and the seed that orders the rest."""
    if not case.result.lots:
        return []
    seed = [case.say("result-seed", seed=case.vote.seed)] if case.vote.seed else []
    key = "result-decided" if case.vote.definition.tie == Tie.CHAIR else "result-drawn"
    return [*_people(case, key, case.vote.drawn), *seed]


def elected(case: Case) -> list[Markup]:
    """Who holds the seats, where nothing else is told of a result."""
    return _people(case, "result-elected", case.board.held)


def moved_up(case: Case) -> list[Markup]:
    """Who got a seat because somebody declined."""
    return _people(case, "result-moved-up", case.board.moved_up)


def acceptance(case: Case) -> list[Markup]:
    """Who accepted the election and who declined, so far."""
    told = []
    for answer in Acceptance:
        labels = [label for label, said in case.vote.answers.items() if said is answer]
        told += _people(case, f"acceptance-{answer}", labels)
    return told


def unanswered(case: Case) -> list[Markup]:
    """Who holds a seat of a published election and has not said whether they accept."""
    if case.vote.state is not VoteState.PUBLISHED:
        return []
    return _people(case, "acceptance-missing", [label for label in case.board.held if label not in case.vote.answers])


def _people(case: Case, key: str, labels: Sequence[str]) -> list[Markup]:
    names = listed(case.speech, [cut(case.label(label), LONGEST_OPTION) for label in labels], MOST_NAMES)
    return [case.say(key, names=names)] if names else []
