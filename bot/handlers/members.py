"""What everybody may ask: who am I, and how I want to be spoken to."""

from __future__ import annotations

from adapters.contract import Button, Command, Message
from bot.chat.buttons import Speak, encode
from bot.chat.call import Call
from bot.chat.register import Handlers, Pressed, Spec, Who
from bot.handlers.answers import mine_open
from bot.views import proxies
from bot.views.ballot import bundle
from bot.wording.choices import choice_text, name, option_label
from bot.wording.speech import LANGUAGES, Markup, joined
from core import accounts, casting
from core.errors import refuse
from core.model import Vote, VoteState
from core.proxies import standing
from core.store import events, votes

CHUNK = 3800
"""Characters of a long text that go into one message."""


async def status(call: Call, _: Command) -> None:
    """Who I am, where I am present, and what stands in the open votes."""
    await say_status(call)


async def say_status(call: Call) -> None:
    """The status of a bound person."""
    me, say = call.member, call.speech.say
    lines = [say("status-who", name=me.name, number=me.number)]
    for event in call.meetings:
        here = await events.present_among(call.tx, event.id, [me.id])
        lines.append(say("status-present" if here else "status-absent", event=event.settings.title))
        lines += proxies.status(call.speech, event, await standing(call.tx, event, me.id))
    if not me.votes:
        lines.append(say("status-guest"))
    mine = [await _stands(call, vote) for vote in await mine_open(call)]
    call.reply(Message(joined([*lines, *(mine or [say("status-no-votes")])])))


async def _stands(call: Call, vote: Vote) -> Markup:
    """An open vote and what stands in it."""
    mine = await casting.hand(call.tx, vote, call.by)
    title, first = name(call.speech, vote, 80), mine.ballots[0]
    if len(mine.ballots) > 1 or first.member != call.by:
        return bundle.status(call.speech, vote, mine, call.by)
    if first.stands.choice is None:
        return call.speech.say("status-vote-none", vote=title)
    return call.speech.say("status-vote", vote=title, choice=choice_text(call.speech, vote, first.stands.choice))


async def language(call: Call, item: Command) -> None:
    """Speak this language to me; without one, ask which."""
    wanted = item.line.casefold()
    if wanted in LANGUAGES:
        await _speak(call, wanted)
        return
    names = {code: call.house.speech_in(code).toast("language-name") for code in LANGUAGES}
    rows = tuple((Button(name, encode(Speak(code))),) for code, name in names.items())
    call.say("language-which", rows, known=", ".join(LANGUAGES))


async def speak(call: Call, action: Speak) -> None:
    """A language's button."""
    if action.language in LANGUAGES:
        await _speak(call, action.language)
    else:
        call.refuse(refuse("button-unknown"))


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
    number = int(item.line) if item.line.isdecimal() and len(item.line) < 7 else 0
    found = [await votes.by_number(call.tx, event.id, number) for event in call.meetings]
    visible = [vote for vote in found if vote and (vote.shown or vote.state is not VoteState.DRAFT)]
    if not visible:
        call.refuse(refuse("vote-number-unknown", number=number) if number else refuse("text-number-missing"))
    for vote in visible:
        title = Markup("<b>{}</b>").format(name(call.speech, vote))
        options = "\n".join(option_label(call.speech, vote, option) for option in vote.definition.options)
        for part in _chunks(f"{vote.definition.text}\n\n{options}".strip()):
            call.reply(Message(joined([title, part])))
            title = Markup("")


def _chunks(whole: str) -> list[str]:
    """Parts that a message takes, cut between lines where there are lines."""
    parts = []
    while len(whole) > CHUNK:
        end = whole.rfind("\n", 1, CHUNK + 1)
        end = end if end > 0 else CHUNK
        parts.append(whole[:end])
        whole = whole[end:].removeprefix("\n")
    return [*parts, whole]


HANDLERS = Handlers(
    commands=(
        Spec("status", Who.MEMBER, status),
        Spec("language", Who.MEMBER, language),
        Spec("plain", Who.MEMBER, plain),
        Spec("text", Who.MEMBER, text),
    ),
    presses=(Pressed(Speak, Who.MEMBER, speak),),
)
