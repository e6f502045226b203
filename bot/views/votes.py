"""A vote before and after its ballots: the chair's preview, the draft that members read, notices to the chair."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from adapters.contract import Button, Message, cut, plain
from adapters.still import still
from bot.chat.acts import Act, Consent, Toggle
from bot.chat.buttons import DemandSecret, Elected, encode
from bot.chat.call import Rows, View
from bot.chat.seen import act_on, switch
from bot.chat.toggles import MAJORITIES, position, toggled
from bot.drafting.lines import command_of, lines_of
from bot.views import nominations
from bot.views.ballot.own import LONGEST_BUTTON, MOST, SEALED_MEANS, Drawing, private
from bot.views.terms import demand_words, further_lines, majority_words, roll_line, short_words, term_lines
from bot.views.warnings import beyond, elected, few, warnings
from bot.wording.choices import name, option_label, reason, title, turnout
from bot.wording.lists import lines, listed
from bot.wording.speech import Markup, Speech, joined, paragraphs
from core import inquest
from core.candidates import of_definition
from core.definition import method_of
from core.demand_rules import Demand, parse_demand
from core.demands import Demanded
from core.errors import Refusal
from core.model import Event, MemberId, Option, Vote, VoteState
from core.reach import OutOfReach
from core.rules import SHORT_WORDS
from core.totals import Totals

MOST_OPTIONS = 1400
"""Characters of a list of options beside other things."""
_ROOM = 3800
"""Characters of a preview without markup, its first line aside; a message takes 4096."""
_LINE = "————————"
"""Between what members get and what only the chair reads."""
_LONGEST_OPTION = 60


@dataclass(frozen=True, slots=True)
class Outlook:
    """What would be if a draft opened now."""

    roll: Totals | None = None
    """What it would freeze."""
    limits: Sequence[OutOfReach] = ()
    """What could not be reached."""
    revealing: Refusal | None = None
    """Why it could not be secret."""
    demanded: Demanded | None = None
    """How many demand that it be secret."""
    unsure: Toggle | None = None
    """Which toggle asks whether it is meant."""
    unanswered: Mapping[str, bool] = field(default_factory=dict)
    """Candidates who have not said whether they stand, by label, and whether they were asked."""
    elected: Mapping[str, int] = field(default_factory=dict)
    """Candidates who hold a seat by another vote, by label, and the number of that."""
    awaited: bool = True
    """Whether the vote for which its result waits exists."""


def preview(
    speech: Speech, vote: Vote, event: Event, names: Mapping[str, str] | None = None, outlook: Outlook = Outlook()
) -> Message:
    """A draft as members will get it, a line, what only the chair needs, and the buttons that change it.

    `names` are those of the excluded and of candidates, by number.
    """
    terms = [speech.say("preview-for-you"), *_taken(speech, vote), *further_lines(speech, vote.definition)]
    terms.append(roll_line(speech, vote.definition, outlook.roll, names or {}))
    terms += [*_demands(speech, vote, outlook.demanded), *nominations.lines(speech, vote, outlook.unanswered)]
    terms += [*warnings(speech, vote, names or {}, outlook.revealing), *beyond(speech, vote, outlook.limits)]
    terms += [*few(speech, vote, outlook.roll), *elected(speech, vote, outlook.elected)]
    if not outlook.awaited:
        terms.append(speech.say("warning-withheld", other=vote.definition.withhold))
    parts = [
        speech.say("preview-head", vote=name(speech, vote, 80), shown=str(vote.shown).lower()),
        speech.say("rehearsal-head") if event.rehearsal else Markup(""),
        _as_members_see_it(speech, vote, _ROOM - len(plain(joined(terms)))),
        joined([_LINE, *terms]),
    ]
    return Message(paragraphs(parts), _preview_rows(speech, vote, outlook.unsure))


def _demands(speech: Speech, vote: Vote, stands: Demanded | None) -> list[Markup]:
    """How many want it secret, as long as they are too few."""
    if stands is None or not stands.have or vote.definition.secret:
        return []
    return [speech.say("preview-demands", have=stands.have, needed=stands.needed)]


def demanded(speech: Speech, vote: Vote, view: View) -> Message:
    """To the chair: members have made a draft secret, and what it is now."""
    message = view(speech)
    if vote.state is not VoteState.DRAFT:
        return message
    said = speech.say("demanded-chair", vote=name(speech, vote))
    return replace(message, text=paragraphs([said, message.text]))


def _taken(speech: Speech, vote: Vote) -> list[Markup]:
    """What was taken as an option: a line of a text that begins with a dash may have been meant as text."""
    options = () if method_of(vote.definition).question else of_definition(vote.definition)
    texts = [cut(option_label(speech, vote, option), _LONGEST_OPTION) + _number(option) for option in options]
    return (
        [speech.say("preview-options", count=len(texts), names=listed(speech, texts), kind=vote.definition.kind)]
        if texts
        else []
    )


def _number(option: Option) -> str:
    """Behind a candidate's name: as which member the bot took it."""
    return f" (#{option.member})" if option.member else ""


def _as_members_see_it(speech: Speech, vote: Vote, room: int) -> Markup:
    """The text of the ballot itself, its motion shortened where there is no room for all of it beside the terms.

    While candidates are proposed it is the one that there would be if nobody else came.
    """
    if vote.definition.nominations:
        vote = replace(vote, definition=toggled(vote.definition, Toggle.NOMINATIONS))
    empty, tapped = Drawing(MemberId(0), 0, None, None), replace(speech, buttons=True)
    for most in (MOST, room):
        ballot = private(tapped, vote, empty, most)
        if len(plain(ballot.text)) <= room:
            # the options stand there as on buttons; from whom it is secret depends on the network
            return Markup(ballot.text.replace(tapped.say(SEALED_MEANS), speech.say(SEALED_MEANS)))
    return paragraphs(sheet(speech, vote, room))


def sheet(speech: Speech, vote: Vote, room: int) -> list[Markup]:
    """What a ballot says in about so many characters: title, text and options."""
    head = f"{vote.number} · {title(speech, vote)}"
    share = min(max((room - len(head)) // 2 - 40, 100), MOST_OPTIONS)
    options = lines(speech, (option_label(speech, vote, option) for option in vote.definition.options), share)
    return [
        Markup("<b>{}</b>").format(head),
        Markup.linked(cut(still(vote.definition.text, links=True), share)),
        options,
    ]


def _preview_rows(speech: Speech, vote: Vote, unsure: Toggle | None) -> Rows:
    consents = method_of(vote.definition).consents
    toggles = [Toggle.TIME] if consents else [Toggle.TIME, Toggle.ABSTENTION, Toggle.SECRECY]
    if method_of(vote.definition).judges:
        toggles.insert(0, Toggle.MAJORITY)
    if vote.definition.nominations:
        toggles.insert(0, Toggle.NOMINATIONS)
    buttons = [_really(speech, vote, one) if one is unsure else _toggle(speech, vote, one) for one in toggles]
    acts = [_act(speech, vote, act) for act in (Act.OPEN, Act.SHOW, Act.EDIT, Act.COPY, Act.DELETE)]
    return (*((button,) for button in buttons), tuple(acts[:2]), tuple(acts[2:4]), tuple(acts[4:]))


def _really(speech: Speech, vote: Vote, toggle: Toggle) -> Button:
    """In place of a toggle whose next value has to be meant."""
    following = replace(vote, definition=toggled(vote.definition, toggle))
    label = speech.toast("toggle-really", value=toggle_value(speech, following, toggle))
    return Button(cut(label, LONGEST_BUTTON), switch(vote, toggle, sure=True))


def _toggle(speech: Speech, vote: Vote, toggle: Toggle) -> Button:
    label = speech.toast(f"toggle-{toggle}", value=toggle_value(speech, vote, toggle))
    return Button(cut(label, LONGEST_BUTTON), switch(vote, toggle))


def toggle_value(speech: Speech, vote: Vote, toggle: Toggle) -> str:
    """What stands on a toggle behind its name, or the word by which its text chooses."""
    definition = vote.definition
    match toggle:
        case Toggle.MAJORITY:
            now = position(definition, toggle)
            short = now < len(MAJORITIES)
            return short_words(speech, list(SHORT_WORDS)[now]) if short else majority_words(speech, definition.majority)
        case Toggle.TIME:
            length = timedelta(seconds=definition.time or 0)
            return speech.span(length) if length else speech.say("time-none")
        case Toggle.ABSTENTION:
            return str(definition.abstain).lower()
        case Toggle.SECRECY:
            return str(definition.secret).lower()
        case Toggle.NOMINATIONS:
            return str(definition.nominations).lower()


def _act(speech: Speech, vote: Vote, act: Act) -> Button:
    return Button(speech.toast(f"button-vote-{act}", number=vote.number), act_on(vote, act))


def over(speech: Speech, vote: Vote) -> Message:
    """What a preview says once its vote is no draft any more; no buttons."""
    state = speech.say(f"vote-state-{vote.state}")
    return Message(speech.say("preview-over", vote=name(speech, vote), state=state))


LONGEST_REASON = 1000
"""Characters of a reason that are read back; the minutes have all of it."""


def cancelled(speech: Speech, vote: Vote, why: str) -> Message:
    """That a vote has ended without a result, and why."""
    draft, cast = str(vote.opened_at is None).lower(), vote.cast.heads
    said = speech.say("cancelled", vote=name(speech, vote), draft=draft, cast=cast, reason=cut(why, LONGEST_REASON))
    return Message(said, _again(speech, vote))


def _again(speech: Speech, vote: Vote) -> Rows:
    """The same once more, as a draft of its own."""
    return ((Button(speech.toast("button-draft-again"), act_on(vote, Act.COPY)),),)


def deleted(speech: Speech, vote: Vote) -> Message:
    """A draft is gone; what it said stands here, to be sent again."""
    copied = _copied([command_of(vote.definition), *lines_of(vote.definition)])
    return Message(joined([speech.say("deleted", vote=name(speech, vote)), copied]), _again(speech, vote))


def _copied(typed: Sequence[str]) -> Markup:
    """Lines to be copied and sent."""
    return Markup("<pre>{}</pre>").format(Markup.verbatim("\n".join(typed)))


def how_to_edit(speech: Speech, vote: Vote) -> Message:
    """How a draft is changed, with its present lines to copy."""
    copied = _copied([f"/edit {vote.number}", *lines_of(vote.definition)])
    return Message(joined([speech.say("edit-how", vote=name(speech, vote), number=vote.number), copied]))


def shown(speech: Speech, vote: Vote) -> Message:
    """A draft for members: to be read, not to be voted on yet; later, what became of it."""
    if vote.state is not VoteState.DRAFT or not vote.shown:
        gone = vote.state in (VoteState.DRAFT, VoteState.CANCELLED, VoteState.VOID)
        key = "shown-withdrawn" if gone else "shown-opened"
        return Message(speech.say(key, vote=name(speech, vote)))
    demand = parse_demand(vote.definition.secret_on_demand) if not vote.definition.secret else None
    terms = joined(
        [*term_lines(speech, vote.definition), *_how_to_demand(speech, vote, demand), _how_to_stand(speech, vote)]
    )
    sheet_ = sheet(speech, vote, _ROOM - len(plain(terms)))
    parts = [speech.say("shown-head", vote=name(speech, vote, 80)), *sheet_, terms]
    stands, demands = encode(Elected(Consent.ACCEPT, vote.id)), encode(DemandSecret(vote.id))
    offered = {stands: ("button-stand", vote.definition.nominations), demands: ("button-demand-secret", bool(demand))}
    buttons = [(Button(speech.toast(key), data),) for data, (key, shown) in offered.items() if shown]
    return Message(paragraphs(parts), tuple(buttons) if speech.buttons else ())


def _how_to_stand(speech: Speech, vote: Vote) -> Markup:
    open_ = vote.definition.nominations
    return speech.say("shown-nominations", number=vote.number) if open_ else Markup("")


def _how_to_demand(speech: Speech, vote: Vote, demand: Demand) -> list[Markup]:
    """That members can have it made secret, how many it takes, and how they say so."""
    if demand is None:
        return []
    return [speech.say("shown-demand", needs=demand_words(speech, demand), number=vote.number)]


def closed(speech: Speech, vote: Vote) -> Message:
    """To the chair: nobody casts any more."""
    if vote.reopened:
        return reopened(speech, vote)
    who = "clock" if vote.closed_by == "system" else "person"
    told = [speech.say("closed-head", vote=name(speech, vote)), turnout(speech, vote)]
    if vote.closed_at:
        told.append(speech.say(f"closed-by-{who}", by=vote.closed_by, at=speech.moment(vote.closed_at, vote.opened_at)))
    if vote.state is not VoteState.CLOSED:
        return Message(joined(told))
    if vote.papers.voters.heads:
        told.append(speech.say("closed-paper", voters=vote.papers.voters.heads, number=vote.number))
    if vote.count_at:
        told.append(speech.say("closed-counts-at", at=vote.count_at, number=vote.number))
    return Message(joined(told), ((_act(speech, vote, Act.COUNT),), (_act(speech, vote, Act.REOPEN),)))


def reopened(speech: Speech, vote: Vote) -> Message:
    """To the chair: a vote goes on that was closed, for whom, and when it ends."""
    if vote.start_by or vote.closes_at:
        ends = speech.say("reopened-timed", time=timedelta(seconds=vote.definition.time or 0), number=vote.number)
    else:
        ends = speech.say("reopened-untimed", number=vote.number)
    head = speech.say("reopened-head", vote=name(speech, vote), cast=vote.cast.heads)
    roll = speech.say("reopened-roll", late=vote.definition.late, roll=vote.roll.heads)
    why = speech.say("reason", reason=reason(speech, vote.reason, LONGEST_REASON))
    return Message(joined([head, roll, why, ends]))


def repeated(speech: Speech, void: Vote, draft: Vote) -> Message:
    """A vote is void, and what begins in its place."""
    head = speech.say("repeated", vote=name(speech, void), next=draft.number, counted=str(void.counted).lower())
    return Message(joined([head, speech.say("reason", reason=cut(void.reason, LONGEST_REASON))]))


def disputed(speech: Speech, vote: Vote) -> Message:
    """To the chair: the two counts differ."""
    rows = ((_act(speech, vote, Act.COUNT),),) if vote.state is VoteState.CLOSED else ()
    file = Markup.verbatim(inquest.name_of(vote))
    text = speech.say("disputed", vote=name(speech, vote), number=vote.number, file=file)
    return Message(text, rows)


def held(speech: Speech, vote: Vote) -> Message:
    """To the chair: there was an outage, and the chair decides about the time."""
    called = name(speech, vote)
    if vote.hold is None or vote.state is not VoteState.OPEN:
        return Message(speech.say("held-over", vote=called))
    ends = speech.ends(vote.hold.start, vote.hold.end)
    text = speech.say("held", vote=called, cast=vote.cast.heads, roll=vote.roll.heads, number=vote.number, **ends)
    rows = (
        (_act(speech, vote, Act.MORE),),
        (Button(_as_of(speech, vote), act_on(vote, Act.AS_OF)),),
        (_act(speech, vote, Act.CANCEL),),
    )
    return Message(text, rows)


def _as_of(speech: Speech, vote: Vote) -> str:
    """The time that closing would have: the deadline if it passed during the outage, else the present."""
    if vote.hold and vote.closes_at and vote.closes_at <= vote.hold.end:
        return speech.toast("button-vote-asof", at=speech.minute(vote.closes_at), number=vote.number)
    return speech.toast("button-vote-closenow", number=vote.number)
