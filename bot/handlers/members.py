"""What everybody may ask: who am I, and how I want to be spoken to."""

from __future__ import annotations

from adapters.contract import Command
from bot.chat.buttons import Speak
from bot.chat.call import Call, Denied, Offer
from bot.chat.register import Handlers, Pressed, Spec, Who, always
from bot.handlers.answers import mine_open
from bot.handlers.targets import visible
from bot.views import proxies, texts
from bot.views.ballot import bundle
from bot.wording.choices import named, stands
from bot.wording.lists import listed
from bot.wording.speech import LANGUAGES, Sentence, Worded, later, sentence
from core import accounts, casting
from core.definition import method_of
from core.model import Event, EventState, Vote
from core.no_ballot import checkin
from core.proxies import delegation
from core.store import presence


async def status(call: Call, _: Command) -> None:
    """Who I am, where I am present, and what stands in the open votes."""
    await say_status(call)


async def _presence(call: Call, event: Event) -> Sentence:
    if event.state is EventState.CLOSED:
        return sentence("status-over", event=event.settings.title)
    if await presence.among(call.tx, event.id, [call.by]):
        return sentence("status-present", event=event.settings.title)
    return sentence("status-absent", event=event.settings.title, checkin=checkin(event))


async def say_status(call: Call) -> None:
    """The status of a bound person."""
    me, lines = call.member, list[Worded]()
    lines.append(sentence("status-who", name=me.name, number=me.number))
    for event in call.meetings:
        lines.append(await _presence(call, event))
        if event.state is not EventState.CLOSED:
            lines.append(later(proxies.status, event, await delegation(call.tx, event, me.id)))
    if not me.votes:
        lines.append(sentence("status-guest"))
    mine = [await _stands(call, vote) for vote in await mine_open(call)]
    call.lines(*lines, *(mine or [sentence("status-no-votes")]))


async def _stands(call: Call, vote: Vote) -> Worded:
    """An open vote and what stands in it."""
    mine = await casting.hand(call.tx, vote, call.by)
    title, first = named(vote, 80), mine.ballots[0]
    if len(mine.ballots) > 1 or first.member != call.by:
        return later(bundle.status, vote, mine, call.by)
    if first.stands.choice is None:
        consents = method_of(vote.definition).consents
        return sentence("status-vote-silent" if consents else "status-vote-none", vote=title)
    return later(stands, vote, "status-vote", first.stands.choice, vote=title)


async def language(call: Call, item: Command) -> None:
    """Speak this language to me; without one, ask which."""
    wanted = item.line.casefold()
    if wanted in LANGUAGES:
        await _speak(call, wanted)
        return
    offers = [Offer(Speak(code), label=call.house.speech_in(code).toast("language-name")) for code in LANGUAGES]
    call.say("language-which", offers, known=later(listed, LANGUAGES, either=True))


async def speak(call: Call, action: Speak) -> None:
    """A language's button."""
    if action.language not in LANGUAGES:
        raise Denied("button-unknown")
    await _speak(call, action.language)


async def _speak(call: Call, code: str) -> None:
    await accounts.prefer(call.tx, call.inbound.sender, language=code)
    call.person = await accounts.person(call.tx, call.inbound.sender)
    call.toast("language-done")


async def plain(call: Call, item: Command) -> None:
    """Alerts instead of toasts."""
    wishes = {"on": True, "off": False}
    if item.line.casefold() not in wishes:
        call.say("plain-how")
        return
    on = wishes[item.line.casefold()]
    await accounts.prefer(call.tx, call.inbound.sender, plain=on)
    call.say("plain-on" if on else "plain-off")


async def text(call: Call, item: Command) -> None:
    """The full text of a vote that members may see, and all its options."""
    if not (item.line.isdecimal() and len(item.line) < 7):
        raise Denied("text-number-missing")
    _, vote = await visible(call, item.line)
    for place, part in enumerate(texts.parts(call.speech, vote)):
        call.reply(texts.part, vote, part, first=not place)


HANDLERS = Handlers(
    commands=(
        Spec("status", Who.MEMBER, status, whenever=True, looks=always),
        Spec("language", Who.MEMBER, language, whenever=True),
        Spec("plain", Who.MEMBER, plain, whenever=True),
        Spec("text", Who.MEMBER, text, whenever=True),
    ),
    presses=(Pressed(Speak, Who.MEMBER, speak),),
)
