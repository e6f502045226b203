"""After the count of an election: acceptance, lots, rulings, run-offs."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable

from adapters.contract import Command, Message, Press
from bot.chat.buttons import Consent, Elected
from bot.chat.call import Call
from bot.chat.reading import words
from bot.chat.register import Handlers, Pressed, Spec, Who
from bot.handlers.targets import addressed, names_of, show_usage
from bot.views import elections as views
from bot.views import votes as vote_views
from bot.wording.choices import name, option_text
from bot.wording.lists import listed
from core import acceptance, decisions, elections
from core.errors import Refusal, refuse
from core.lifecycle import not_possible
from core.model import Acceptance, Event, Option, Vote, VoteState
from core.store import rolls, votes

_COUNTED = (VoteState.COUNTED, VoteState.PUBLISHED)
_MOST_NAMES = 5
"""Candidates that a name may mean, as far as they are listed."""
_TOP = re.compile(r"\d{1,3}")
_SEED = re.compile(r"seed\b\s*(.*)", re.IGNORECASE | re.DOTALL)


# -- acceptance


async def accept(call: Call, item: Command) -> None:
    """In private, whether I accept; in the chair channel, how it stands, or what somebody said."""
    number, _, rest = item.line.partition(" ")
    if not number:
        show_usage(call, "accept")
        return
    found = await addressed(call, number)
    if isinstance(found, Refusal):
        call.refuse(found)
    elif call.inbound.private:
        await _accept_typed(call, found[1], rest.strip())
    else:
        await _accept_for(call, found[1], rest.strip())


async def _accept_typed(call: Call, vote: Vote, word: str) -> None:
    said = _said(word or "yes")
    if said is None:
        show_usage(call, "accept")
    else:
        await _answer_own(call, vote, said)


def _said(word: str) -> Acceptance | None:
    if word.casefold() in words("yes"):
        return Acceptance.ACCEPTED
    return Acceptance.DECLINED if word.casefold() in words("no") else None


async def _answer_own(call: Call, vote: Vote, said: Acceptance) -> None:
    """What a member says of their own election."""
    label = await acceptance.own_option(call.tx, vote, call.by)
    answered = await acceptance.answer(call.tx, vote, label, said, call.by)
    if isinstance(answered, Refusal):
        call.refuse(answered)
    else:
        call.toast(f"elected-recorded-{said}", vote=name(call.speech, answered, 60))


async def consent(call: Call, action: Elected) -> None:
    """[I accept], or [I decline] and once more."""
    vote = await votes.by_id(call.tx, action.vote)
    if vote is None:
        call.refuse(refuse("vote-unknown"))
    elif action.consent is Consent.DECLINE:
        await _ask_again(call, vote)
    else:
        yes = action.consent is Consent.ACCEPT
        await _answer_own(call, vote, Acceptance.ACCEPTED if yes else Acceptance.DECLINED)


async def _ask_again(call: Call, vote: Vote) -> None:
    label = await acceptance.own_option(call.tx, vote, call.by)
    if label in vote.answers or not label:
        await _answer_own(call, vote, Acceptance.DECLINED)
        return
    call.toast("elected-surely-toast", vote=name(call.speech, vote, 60))
    call.edit(views.surely(call.speech, vote))


async def _accept_for(call: Call, vote: Vote, text: str) -> None:
    """The chair or a teller writes down what somebody said in the hall."""
    if fault := _nobody_to_accept(vote):
        call.refuse(fault)
        return
    if not text:
        call.reply(views.acceptance(call.speech, vote, await acceptance.asked(call.tx, vote)))
        return
    label, said = _who_said_what(call, vote, text)
    if isinstance(label, Refusal):
        call.refuse(label)
        return
    answered = await acceptance.answer(call.tx, vote, label, said, call.by, chair=True)
    if isinstance(answered, Refusal):
        call.refuse(answered)
    else:
        call.reply(views.told(call.speech, answered, label))


def _nobody_to_accept(vote: Vote) -> Refusal | None:
    if vote.definition.kind != acceptance.ELECTION:
        return refuse("not-an-election", number=vote.number)
    return not_possible(vote, "accept")


def _who_said_what(call: Call, vote: Vote, text: str) -> tuple[str | Refusal, Acceptance]:
    """`NAME`, `NAME no`; a whole name that ends in such a word is a name."""
    among = [*elections.holders(vote), *vote.answers]
    whole = _option(call, vote, text, among)
    rest, _, word = text.rpartition(" ")
    said = _said(word)
    if isinstance(whole, Refusal) and rest and said:
        return _option(call, vote, rest.strip(), among), said
    return whole, Acceptance.ACCEPTED


# -- who is meant


def _option(call: Call, vote: Vote, text: str, among: Iterable[str]) -> str | Refusal:
    """A candidate by label, member number, name or a part of it: one of `among` first, else any.

    Codes: `candidate-unknown`, `which-candidate`.
    """
    found = _matching(call, vote, text.casefold().strip(), set(among))
    if not found:
        return refuse("candidate-unknown", number=vote.number, word=text[:40])
    if len(found) > 1:
        names = listed(call.speech, (views.candidate(call.speech, vote, option.label) for option in found), either=True)
        return refuse("which-candidate", number=vote.number, names=names)
    return found[0].label


def _matching(call: Call, vote: Vote, wanted: str, among: Container[str]) -> list[Option]:
    known = [option for option in vote.definition.options if option.label != vote.definition.nobody]
    exact = [option for option in known if wanted in _called(call, vote, option)]
    part = [option for option in known if len(wanted) > 1 and wanted in _text(call, vote, option)]
    for fitting in (exact, part):
        if fitting:
            return [option for option in fitting if option.label in among] or fitting
    return []


def _called(call: Call, vote: Vote, option: Option) -> set[str]:
    numbers = {option.member, f"#{option.member}"} if option.member else set()
    yes_no = {"a": words("yes"), "b": words("no")}.get(option.label, frozenset()) if not option.text else frozenset()
    return {option.label, vote.label(option.label), _text(call, vote, option), *numbers, *yes_no}


def _text(call: Call, vote: Vote, option: Option) -> str:
    return option_text(call.speech, vote, option).casefold()


# -- lots


async def lot(call: Call, item: Command) -> None:
    """Lots that were drawn, or public words that decide; without either, between whom a lot is open."""
    number, _, text = item.line.partition(" ")
    found = await addressed(call, number, *_COUNTED)
    if isinstance(found, Refusal):
        call.refuse(found)
        return
    vote, text = found[1], text.strip()
    if fault := not_possible(vote, "lot"):
        call.refuse(fault)
        return
    drawn = await _draw(call, vote, text) if text else _undrawn(call, vote)
    if isinstance(drawn, Refusal):
        call.refuse(drawn)
    elif drawn:
        call.say("lot-recorded", vote=name(call.speech, drawn))


def _undrawn(call: Call, vote: Vote) -> Refusal | None:
    tied = decisions.tied(vote)
    if not tied:
        return refuse("no-tie", number=vote.number)
    call.reply(views.how_to_draw(call.speech, vote, tied))
    return None


async def _draw(call: Call, vote: Vote, text: str) -> Vote | Refusal:
    if seed := _SEED.fullmatch(text):
        return await decisions.draw_by_seed(call.tx, vote, seed[1], call.by)
    favoured = _favoured(call, vote, text)
    return favoured if isinstance(favoured, Refusal) else await decisions.draw(call.tx, vote, favoured, call.by)


def _favoured(call: Call, vote: Vote, text: str) -> list[str] | Refusal:
    """One name, names between commas, or words that are a name each."""
    among = decisions.tied(vote)
    whole = _option(call, vote, text, among)
    if isinstance(whole, str):
        return [whole]
    parts = [part for part in re.split(r"\s*[,;]\s*" if re.search(r"[,;]", text) else r"\s+", text) if part]
    found = [_option(call, vote, part, among) for part in parts]
    refused = next((one for one in found if isinstance(one, Refusal)), None)
    return refused or [label for label in found if isinstance(label, str)]


# -- rulings and run-offs


async def ruling(call: Call, item: Command) -> None:
    """The chair's decision beside the verdict."""
    number, _, text = item.line.partition(" ")
    found = await addressed(call, number, *_COUNTED)
    if isinstance(found, Refusal):
        call.refuse(found)
        return
    ruled = await decisions.rule(call.tx, found[1], "\n".join([text, *item.lines]), call.by)
    if isinstance(ruled, Refusal):
        call.refuse(ruled)
    else:
        call.say("ruling-recorded", vote=name(call.speech, ruled), text=ruled.ruling)


async def runoff(call: Call, item: Command) -> None:
    """Draft the next round, with so many candidates if a number is given."""
    number, _, top = item.line.partition(" ")
    if top.strip() and (not _TOP.fullmatch(top.strip()) or int(top) < elections.LEAST):
        show_usage(call, "runoff")
        return
    found = await addressed(call, number, *_COUNTED)
    if isinstance(found, Refusal):
        call.refuse(found)
    else:
        await _run_off(call, *found, int(top) if top.strip() else None)


async def run_off_press(call: Call, event: Event, vote: Vote) -> None:
    """[Run-off] under a result."""
    await _run_off(call, event, vote, None)


async def _run_off(call: Call, event: Event, vote: Vote, top: int | None) -> None:
    definition = elections.next_round(vote, top)
    if isinstance(definition, Refusal):
        call.refuse(definition)
        return
    first = await decisions.first_round(call.tx, vote)
    titled = views.titled(call.speech, definition, first.definition)
    drafted = await decisions.run_off(call.tx, event, vote, titled, call.by)
    if isinstance(drafted, Refusal):
        call.refuse(drafted)
        return
    if isinstance(call.inbound, Press):
        call.toast("runoff-toast", vote=name(call.speech, vote, 60), next=drafted.number)
    call.reply(await _preview(call, event, drafted))


async def _preview(call: Call, event: Event, drafted: Vote) -> Message:
    roll = await rolls.prospective(call.tx, drafted, event)
    excluded = await names_of(call, drafted.definition.excluded)
    return vote_views.preview(call.speech, drafted, event, roll, excluded)


HANDLERS = Handlers(
    commands=(
        Spec("accept", Who.ELECTED, accept),
        Spec("lot", Who.TELLER, lot),
        Spec("ruling", Who.CHAIR, ruling),
        Spec("runoff", Who.TELLER, runoff),
    ),
    presses=(Pressed(Elected, Who.MEMBER, consent),),
)
