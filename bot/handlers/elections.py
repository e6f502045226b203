"""After the count of an election: acceptance, lots, rulings, run-offs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from adapters.contract import Command
from bot.chat.acts import Act, Consent
from bot.chat.buttons import Elected, Favour, in_event
from bot.chat.call import Call, Denied, Offer, allowed
from bot.chat.late import asked
from bot.chat.reading import words
from bot.chat.register import Handlers, Pressed, Spec, Who
from bot.chat.seen import fingerprint
from bot.drafting.quick import put_to_vote
from bot.drafting.understood import without_and
from bot.handlers import standing
from bot.handlers.drafts import preview
from bot.handlers.targets import addressed, chosen, for_teller, show_usage
from bot.views import elections as views
from bot.views import lists
from bot.views.result.message import for_chair as result_view
from bot.wording.choices import named, option_text
from bot.wording.speech import Sentence, later, sentence
from core import acceptance, decisions, elections, numbers, telling
from core.definition import method_of
from core.errors import Refusal, refuse
from core.faults import Faults
from core.lifecycle import not_possible
from core.model import Acceptance, Definition, Event, Option, Vote, VoteState
from core.store import votes

_COUNTED = (VoteState.COUNTED, VoteState.PUBLISHED)
_TOP = re.compile(r"\d{1,3}")
_SEED = re.compile(r"seed\b\s*(.*)", re.IGNORECASE | re.DOTALL)


# -- acceptance


async def accept(call: Call, item: Command) -> None:
    """In private, whether I accept; in the chair channel, how it stands, or what somebody said."""
    number, _, rest = item.line.partition(" ")
    if not number:
        show_usage(call, "accept")
        return
    event, vote = await addressed(call, number)
    if call.inbound.private:
        await _accept_typed(call, vote, rest.strip())
    else:
        await _accept_for(call, event, vote, rest.strip())


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
    """What a member says of their own election, or before it of standing."""
    if vote.state is VoteState.DRAFT:
        await standing.answer_own(call, vote, said)
        return
    label = await acceptance.own_option(call.tx, vote, call.by)
    answered = allowed(await acceptance.answer(call.tx, vote, label, said, call.by))
    call.toast(f"elected-recorded-{said}", vote=named(answered, 60))


async def consent(call: Call, action: Elected) -> None:
    """[I accept], or [I decline] and once more."""
    vote = await votes.by_id(call.tx, action.vote)
    if vote is None:
        raise Denied("vote-unknown")
    if action.consent is Consent.DECLINE and vote.state is not VoteState.DRAFT:
        await _ask_again(call, vote)
    else:
        yes = action.consent is Consent.ACCEPT
        await _answer_own(call, vote, Acceptance.ACCEPTED if yes else Acceptance.DECLINED)


async def _ask_again(call: Call, vote: Vote) -> None:
    label = await acceptance.own_option(call.tx, vote, call.by)
    if label in vote.answers or not label:
        await _answer_own(call, vote, Acceptance.DECLINED)
        return
    call.toast("elected-surely-toast", vote=named(vote, 60))
    call.edit(views.surely, vote)


async def _accept_for(call: Call, event: Event, vote: Vote, text: str) -> None:
    """The chair or a teller writes down what somebody said in the hall."""
    if vote.state is VoteState.DRAFT and vote.definition.nominations:
        await _stands_for(call, event, vote, text)
        return
    if fault := _nobody_to_accept(vote):
        allowed(fault)
    if not text:
        elections.at_hand(vote)
        call.reply(views.acceptance, vote, await acceptance.asked(call.tx, vote))
        return
    label, said = _who_said_what(call, vote, text, [*elections.sitting(vote), *vote.answers])
    answered = allowed(await acceptance.answer(call.tx, vote, label, said, call.by, chair=True))
    call.reply(views.told, answered, label)


async def _stands_for(call: Call, event: Event, vote: Vote, text: str) -> None:
    """Before an election: how the candidates have answered, or what one of them said in the hall."""
    if text:
        label, said = _who_said_what(call, vote, text, [option.label for option in vote.definition.options])
        vote = await standing.answer_for(call, vote, label, said)
    call.reply(await preview(call.tx, event, vote))


def _nobody_to_accept(vote: Vote) -> Refusal | None:
    if vote.definition.kind != acceptance.ELECTION:
        return refuse("not-an-election", number=vote.number)
    return not_possible(vote, "accept")


def _who_said_what(call: Call, vote: Vote, text: str, among: Sequence[str]) -> tuple[str, Acceptance]:
    """`NAME`, `NAME no`; a whole name that ends in such a word is a name."""
    rest, _, word = text.rpartition(" ")
    said = _said(word)
    if rest and said and len(_matching(call, vote, text, among)) != 1:
        return _option(call, vote, rest, among), said
    return _option(call, vote, text, among), Acceptance.ACCEPTED


# -- who is meant


def _option(call: Call, vote: Vote, text: str, among: Sequence[str]) -> str:
    """A candidate by label, member number, name or a part of it: one of `among` first, else any.

    Raises `Denied`: `candidate-unknown`, `which-candidate`.
    """
    found = _matching(call, vote, text, among)
    if not found:
        raise Denied("candidate-unknown", number=vote.number, word=text[:40])
    if len(found) > 1:
        labels = [option.label for option in found]
        raise Denied("which-candidate", number=vote.number, names=later(views.candidates, vote, labels))
    return found[0].label


def _matching(call: Call, vote: Vote, text: str, among: Sequence[str]) -> list[Option]:
    wanted = numbers.key(text)
    known = [option for option in vote.definition.options if option.label != vote.definition.nobody]
    exact = [option for option in known if wanted in _called(call, vote, option)]
    part = [option for option in known if len(wanted) > 1 and wanted in _text(call, vote, option)]
    for fitting in (exact, part):
        if fitting:
            return [option for option in fitting if option.label in among] or fitting
    return []


def _called(call: Call, vote: Vote, option: Option) -> set[str]:
    member = numbers.key(option.member)
    people = {member, f"#{member}"} if member else set()
    yes_no = {"a": words("yes"), "b": words("no")}.get(option.label, frozenset()) if not option.text else frozenset()
    return {option.label, vote.label(option.label), _text(call, vote, option), *people, *yes_no}


def _text(call: Call, vote: Vote, option: Option) -> str:
    return numbers.key(option_text(call.speech, vote, option))


# -- lots


async def lot(call: Call, item: Command) -> None:
    """Lots that were drawn, or public words that decide; without either, between whom a lot is open."""
    number, _, text = item.line.partition(" ")
    event, vote = await for_teller(call, number, *_COUNTED)
    if fault := not_possible(vote, "lot"):
        allowed(fault)
    text, sure = _sure(vote, text.strip(), " ")
    if text.casefold() in words("off"):
        call.say("lot-taken-back", vote=named(allowed(await decisions.take_back(call.tx, vote, call.by, "lot"))))
        await _tell_chair(call, vote, "lot-taken-back")
    elif text and not sure:
        _ask_to_decide(call, event, vote, f"lot {vote.number} {_as_drawn(call, vote, text)} ")
    elif text:
        drawn = allowed(await _draw(call, vote, text))
        call.lines(sentence("lot-recorded", vote=named(drawn)), _how_to_take_back(drawn, "lot"))
        await _tell_chair(call, drawn, "lot-recorded")
    elif tied := decisions.tied(vote):
        call.reply(views.how_to_draw, vote, tied)
    else:
        raise Denied("no-tie", number=vote.number)


async def _tell_chair(call: Call, vote: Vote, code: str, **more: int) -> None:
    """What a teller did in private."""
    if call.inbound.private:
        await telling.alarm_chair(call.tx, vote.event, refuse(code, number=vote.number, **more))


def _how_to_take_back(vote: Vote, act: str) -> Sentence | None:
    """While members do not know of it."""
    known = vote.state is VoteState.PUBLISHED
    return None if known else sentence("take-back-how", act=act, number=vote.number)


def _sure(vote: Vote, text: str, before: str) -> tuple[str, bool]:
    """What was written, and whether that is enough: once members know of a tie, it takes a `yes` behind it."""
    if vote.state is not VoteState.PUBLISHED:
        return text, True
    rest, _, word = text.rpartition(before)
    return (rest.strip(), True) if rest and word.casefold() in words("yes") else (text, False)


def _as_drawn(call: Call, vote: Vote, text: str) -> str:
    """The lots that are asked about, in labels, if they can have been drawn; public words as they are."""
    if _SEED.fullmatch(text):
        return text
    favoured = _favoured(call, vote, text)
    if fault := decisions.undrawable(vote, favoured):
        allowed(fault)
    return " ".join(favoured)


def _ask_to_decide(call: Call, event: Event, vote: Vote, typed: str) -> None:
    """Members know of the tie, so they get what decides it at once, and nobody can take it back.

    `typed` is the command up to its yes.
    """
    yes = in_event(event.id, f"{typed}yes", asked(call))
    command = typed + call.speech.toast("typed-yes").partition(",")[0]
    call.say("decide-ask", [Offer(yes, "button-decide")] if yes else [], vote=named(vote), command=command)


async def _draw(call: Call, vote: Vote, text: str) -> Vote | Refusal:
    if seed := _SEED.fullmatch(text):
        return await decisions.draw_by_seed(call.tx, vote, seed[1], call.by)
    return await decisions.draw(call.tx, vote, _favoured(call, vote, text), call.by)


def _favoured(call: Call, vote: Vote, text: str) -> list[str]:
    """One name, names between commas and "and", or words that are a name each."""
    among = decisions.tied(vote)
    whole = _matching(call, vote, text, among)
    if len(whole) == 1:
        return [whole[0].label]
    listed = without_and(text)
    parts = re.split(r"\s*[,;]\s*" if re.search(r"[,;]", listed) else r"\s+", listed)
    return [_option(call, vote, part, among) for part in parts if part]


# -- rulings and run-offs


async def ruling(call: Call, item: Command) -> None:
    """The chair's decision beside the verdict; after a tie that is the chair's to decide, the first words decide it."""
    number, _, text = item.line.partition(" ")
    event, vote = await addressed(call, number, *_COUNTED)
    text = "\n".join([text, *item.lines]).strip()
    decides, sure = _sure(vote, text, "\n")
    among = decisions.left_to_chair(vote)
    favoured = _named_first(call, vote, decides, among)
    if text.casefold() in words("off"):
        call.say("ruling-taken-back", vote=named(allowed(await decisions.take_back(call.tx, vote, call.by, "ruling"))))
    elif favoured and not sure:
        _ask_to_decide(call, event, vote, f"ruling {vote.number} {text}\n")
    elif favoured:
        await _decide_tie(call, vote, favoured, decides)
    else:
        ruled = allowed(await decisions.rule(call.tx, vote, text, call.by))
        said = sentence("ruling-recorded", vote=named(ruled), text=ruled.ruling)
        still = sentence("ruling-still-tied", number=vote.number, names=later(views.candidates, vote, among))
        call.lines(said, *([still] if among else []))


async def _decide_tie(call: Call, vote: Vote, favoured: str, text: str) -> None:
    ruled = allowed(await decisions.rule_on_tie(call.tx, vote, favoured, text, call.by))
    option = later(option_text, ruled, _by_label(ruled, favoured))
    said = sentence("ruling-decided", vote=named(ruled), option=option)
    call.lines(said, _how_to_take_back(ruled, "ruling"))


async def favour(call: Call, action: Favour) -> None:
    """A button under a tie: the lot has fallen on this one, or the chair decides for it."""
    event, vote = await chosen(call, action.vote)
    level = decisions.left_to_chair(vote) or decisions.tied(vote)
    if fingerprint(vote, Act.PUBLISH) != action.seen or action.label not in level:
        call.toast("result-moved-on", alert=True, vote=named(vote, 60))
        elections.at_hand(vote)
        call.edit(result_view, vote, event)
        return
    by_chair = bool(decisions.left_to_chair(vote))
    chosen_for = option_text(call.speech, vote, _by_label(vote, action.label))
    if vote.state is VoteState.PUBLISHED:
        typed = f"ruling {vote.number} {chosen_for}\n" if by_chair else f"lot {vote.number} {chosen_for} "
        _ask_to_decide(call, event, vote, typed)
    elif by_chair:
        await _decide_tie(call, vote, action.label, chosen_for)
    else:
        drawn = allowed(await decisions.draw(call.tx, vote, [action.label], call.by))
        call.lines(sentence("lot-recorded", vote=named(drawn)), _how_to_take_back(drawn, "lot"))


def _named_first(call: Call, vote: Vote, text: str, among: Sequence[str]) -> str:
    """The option that a text begins with: all of it, what stands before a colon, or its first word; "" if none.

    Of yes and no, the words for what comes of it are understood too where they stand alone.
    """
    first = text.strip().split("\n")[0]
    if among and method_of(vote.definition).question:
        word = re.split(r"\s*[:]", first)[0].casefold()
        came = {"a": words("carried"), "b": words("rejected")}
        if said := next((label for label in among if word in came.get(label, ())), ""):
            return said
    tries = [first, re.split(r"[:,;.]", first)[0], first.partition(" ")[0]]
    found = [_matching(call, vote, attempt, among) for attempt in tries if attempt.strip()] if among else []
    return next((one[0].label for one in found if len(one) == 1 and one[0].label in among), "")


def _by_label(vote: Vote, label: str) -> Option:
    return next(option for option in vote.definition.options if option.label == label)


async def runoff(call: Call, item: Command) -> None:
    """Draft the next round, with so many candidates if a number is given."""
    number, _, top = item.line.partition(" ")
    if top.strip() and (not _TOP.fullmatch(top.strip()) or int(top) < elections.LEAST):
        show_usage(call, "runoff")
        return
    found = await for_teller(call, number, *_COUNTED)
    await _run_off(call, *found, int(top) if top.strip() else None)


async def run_off_press(call: Call, event: Event, vote: Vote) -> None:
    """[Run-off] under a result."""
    await _run_off(call, event, vote, None)


async def _run_off(call: Call, event: Event, vote: Vote, top: int | None) -> None:
    definition = allowed(elections.next_round(vote, top))
    titled = await _in_words(call, vote, definition)
    if isinstance(titled, Faults):
        call.reply(lists.faults, titled.faults, "vote")
        return
    drafted = allowed(await decisions.run_off(call.tx, event, vote, titled, call.by))
    call.receipt("runoff-toast", vote=named(vote, 60), next=drafted.number)
    if call.inbound.private:  # the buttons of a preview are the chair's
        call.say("runoff-toast", vote=named(vote), next=drafted.number)
        await _tell_chair(call, vote, "runoff-drafted", next=drafted.number)
    else:
        call.reply(await preview(call.tx, event, drafted))


async def _in_words(call: Call, vote: Vote, following: Definition) -> Definition | Faults:
    """The next round by its title; after objections it is a question with ballots."""
    if method_of(following).consents:
        return put_to_vote(call.house, following)
    first = await decisions.first_round(call.tx, vote)
    return views.titled(call.speech, following, first.definition)


HANDLERS = Handlers(
    commands=(
        Spec("accept", Who.ELECTED, accept),
        Spec("lot", Who.TELLER, lot),
        Spec("ruling", Who.CHAIR, ruling),
        Spec("runoff", Who.TELLER, runoff),
    ),
    presses=(Pressed(Elected, Who.MEMBER, consent), Pressed(Favour, Who.CHAIR, favour)),
)
