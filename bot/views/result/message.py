"""Results: the arithmetic for the chair, the sentence to read aloud, the same facts for members."""

from __future__ import annotations

from collections.abc import Iterator

from adapters.contract import Button, Message, cut, plain
from adapters.layout import Part
from bot.chat.acts import Act
from bot.chat.call import LONGEST_LABEL
from bot.chat.seen import act_on, favour
from bot.views.result import lines, notes, tables
from bot.views.result import sentence as spoken
from bot.views.result.case import Case, case_of
from bot.views.result.stages import stages
from bot.wording.choices import name, option_text, verdict
from bot.wording.lists import lines as lines_of
from bot.wording.speech import Markup, Speech, joined, paragraphs
from core.audience import EVERYBODY
from core.decisions import left_to_chair, tied
from core.model import Event, Vote, VoteState
from core.rules import Tie

MOST = 4000
"""Characters of a message, counted without markup."""
LONGEST_REASON = 1000
_MOST_FAVOURED = 6
"""Candidates in a tie that get a button each; more are written."""
LONGEST_SENTENCE = 1500
"""Characters from which on the sentence names fewer people, so that room is left for the figures."""


def for_chair(speech: Speech, vote: Vote, event: Event) -> Message:
    """The result with its arithmetic and what can follow, [Publish] until members have it, and [Run-off]."""
    if vote.state is VoteState.VOID:
        return void(speech, vote)
    case = case_of(speech, vote, event)
    published = vote.state is VoteState.PUBLISHED
    steps = _next_steps(case)
    head = [_head(case), _verdict(case), notes.ruling(case), *(speech.say(key, number=vote.number) for key in steps)]
    facts = [
        notes.turnout(case),
        *notes.papers(case),
        notes.late(case),
        *lines.second_total(case),
        *lines.arithmetic(case),
        *notes.lots(case),
    ]
    tail = [
        joined([*facts, notes.quorum(case), *notes.moved_up(case)]),
        joined([speech.say("result-read-aloud"), Markup(f"<i>{_sentence(case)}</i>")]),
        joined(notes.acceptance(case)),
        joined(notes.proof(case)),
        notes.revealing(case),
        speech.say(_published(vote) if published else _unpublished(case), number=vote.number),
    ]
    ways = [Act.PUBLISH, *([Act.VERDICT] if notes.revealing(case) else [])]
    acts = [*([] if published else ways), *([Act.RUNOFF] if {"next-runoff", "next-vote"} & {*steps} else [])]
    acts = [] if _is_over(case) else acts
    text = _composed(case, joined(head), tail)
    buttons = (*_favours(case), *(_button(case, act) for act in acts))
    return Message(text, tuple((button,) for button in buttons), parts=_laid_out(case, joined(head), tail))


def for_members(speech: Speech, vote: Vote, event: Event) -> Message:
    """The same facts, shorter."""
    if vote.state is VoteState.VOID:
        return void(speech, vote)
    case = case_of(speech, vote, event)
    head, tail = joined([_head(case), _verdict(case), notes.ruling(case)]), joined(notes.proof(case))
    if vote.verdict_only:
        return Message(paragraphs([head, _without_figures(case), tail]))
    facts = joined([notes.turnout(case), *notes.papers(case), *lines.second_total(case), *notes.moved_up(case)])
    rest = [facts, _sentence(case), joined(notes.acceptance(case)), tail]
    return Message(_composed(case, head, rest), parts=_laid_out(case, head, rest))


def _published(vote: Vote) -> str:
    left = EVERYBODY - vote.published_to
    if len(left) == 1:
        return f"result-not-to-{next(iter(left))}"
    return "result-published-verdict" if vote.verdict_only else "result-published"


def _unpublished(case: Case) -> str:
    return "result-rehearsed" if _is_over(case) else "result-unpublished"


def _is_over(case: Case) -> bool:
    """Whether it belongs to a rehearsal that has ended, so that nothing can follow."""
    return case.vote.rehearsal and not case.event.rehearsal


def _without_figures(case: Case) -> Markup:
    """Who is elected, how many voted, and why there is no more."""
    return joined([*notes.elected(case), notes.turnout(case), case.say("result-verdict-only"), *notes.acceptance(case)])


def void(speech: Speech, vote: Vote) -> Message:
    """What is left of a result that does not count any more."""
    reason = speech.say("reason", reason=cut(vote.reason, LONGEST_REASON))
    return Message(joined([speech.say("result-void", vote=name(speech, vote)), reason]))


def caption(speech: Speech, vote: Vote) -> Markup:
    """What stands under a picture that comes after its text."""
    return speech.say("picture-caption", vote=name(speech, vote))


def sentence(speech: Speech, vote: Vote, event: Event) -> Markup:
    """What the chair reads aloud: verdict, figures, what was needed, the quorum, and what follows."""
    return spoken.sentence(case_of(speech, vote, event))


def _composed(case: Case, head: Markup, tail: list[Markup]) -> Markup:
    """Paragraphs in which the figures of the options and the stages fill the room that the others leave."""
    foot = joined(lines.foot(case))
    room = MOST - sum(len(plain(text)) + 2 for text in [head, foot, *tail])
    first = room // 2 if case.method.staged else room - len(case.speech.toast("list-more", count=999))
    counts = joined([lines_of(case.speech, lines.lines(case), first), foot])
    table = stages(case, room - len(plain(counts)) + len(plain(foot)) - 4)
    return paragraphs([head, counts, table, *tail])


def _laid_out(case: Case, head: Markup, tail: list[Markup]) -> tuple[Part, ...]:
    """The same with the figures in a table and the stages folded away; nothing where there is no table of them."""
    figures = tables.figures(case)
    if figures is None:
        return ()
    everything: list[Part] = [head, figures, joined(lines.foot(case)), *tables.stages(case), *tail]
    return tuple(part for part in everything if part)


def _sentence(case: Case) -> Markup:
    """As much of the sentence as leaves room for the figures."""
    full = spoken.sentence(case)
    return full if len(plain(full)) <= LONGEST_SENTENCE else spoken.sentence(case, spoken.FEWER_NAMES)


def _button(case: Case, act: Act) -> Button:
    key = "button-put-to-vote" if act is Act.RUNOFF and case.method.consents else f"button-vote-{act}"
    label = case.speech.toast(key, number=case.vote.number)
    return Button(label, act_on(case.vote, act))


def _favours(case: Case) -> Iterator[Button]:
    """What decides a tie, where the chair or a lot does: a button for each of a few who are in it."""
    chair = left_to_chair(case.vote)
    drawn = tied(case.vote) if case.vote.definition.tie == Tie.LOT else ()
    level = chair or drawn
    if _is_over(case) or len(level) > _MOST_FAVOURED:
        return
    for label in level:
        option = option_text(case.speech, case.vote, case.options[label])
        said = case.speech.toast("button-favour", option=option, chair=str(bool(chair)).lower())
        yield Button(cut(said, LONGEST_LABEL), favour(case.vote, label))


# -- what it came to, and what can follow


def _head(case: Case) -> Markup:
    key = "result-head-rehearsal" if case.event.rehearsal or case.vote.rehearsal else "result-head"
    return case.say(key, vote=name(case.speech, case.vote))


def _verdict(case: Case) -> Markup:
    return Markup(f"<b>{verdict(case.speech, case.vote, case.word)}</b>")


def _next_steps(case: Case) -> list[str]:
    """What the chair does about a tie and about open seats: keys of texts."""
    tie = case.vote.definition.tie
    if case.method.consents:
        return ["next-vote"] if case.word == "objected" else []
    if case.method.question:
        return [_AFTER_TIE[tie]] if case.word == "tie" and tie in _AFTER_TIE else []
    if case.board.tied:
        return ["next-lot-stage" if case.method.staged else _TIED_FOR_A_SEAT.get(tie, "next-runoff")]
    return ["next-runoff"] if case.board.vacant and case.word != "no_result" else []


_AFTER_TIE = {"lot": "next-lot-question", "runoff": "next-runoff", "chair": "next-chair-question"}
_TIED_FOR_A_SEAT = {"lot": "next-lot", "chair": "next-chair"}
