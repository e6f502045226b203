"""Who votes for whom, as members and holders read it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from adapters.contract import Button, Message, cut
from bot.chat.buttons import DeclineProxy, EndProxy, encode
from bot.chat.call import Rows
from bot.views.lists import member_name
from bot.wording.lists import lines, listed
from bot.wording.speech import Markup, Speech, joined
from core.model import Event, Member, MemberId
from core.names import numbered
from core.proxies import Delegation, Given
from core.proxy_rules import Held, Proxy, ProxyState, Standing

_ROOM = 3000
"""Characters of the principals in one message, markup included."""
MOST_LISTED = 30
"""Proxies in the list of chair and desk; all of them are in the file."""
_MOST_BUTTONS = 20
"""Principals with a button each; the vote of any further one is declined by typing."""


def told(speech: Speech, event: Event, proxy: Proxy, people: Mapping[MemberId, Member], me: MemberId) -> Message:
    """How a proxy stands now, for its principal or for somebody who holds it or did."""
    holds = proxy.state is ProxyState.GIVEN
    if me == proxy.principal:
        key = {ProxyState.GIVEN: "proxy-mine", ProxyState.DECLINED: "proxy-declined", ProxyState.OFF: "proxy-ended"}
        text = speech.say(key[proxy.state], **_told_of(speech, event, people[proxy.holder]))
        return Message(text, _off(speech, event, proxy.holder) if holds else ())
    principal = people[proxy.principal]
    if holds and me == proxy.holder:
        return Message(_to_me(speech, event, principal), (_decline(speech, event, principal),))
    return not_mine(speech, event, principal)


def _told_of(speech: Speech, event: Event, member: Member) -> dict[str, str]:
    return {"event": event.settings.title, "member": member_name(speech, member)}


def _to_me(speech: Speech, event: Event, principal: Member) -> Markup:
    about = _told_of(speech, event, principal)
    return speech.say("proxy-to-me", name=principal.name, number=principal.number, **about)


def _off(speech: Speech, event: Event, holder: MemberId) -> Rows:
    return ((Button(speech.toast("button-proxy-off"), encode(EndProxy(event.id, holder))),),)


def _decline(speech: Speech, event: Event, principal: Member) -> tuple[Button, ...]:
    label = speech.toast("button-proxy-decline", number=principal.number)
    return (Button(label, encode(DeclineProxy(event.id, principal.id))),)


def not_mine(speech: Speech, event: Event, principal: Member) -> Message:
    """To somebody who does not hold this vote any more."""
    return Message(speech.say("proxy-not-to-me", **_told_of(speech, event, principal)))


def ended(speech: Speech, event: Event) -> Message:
    """To the principal, after taking the vote back."""
    return Message(speech.say("proxy-ended", event=event.settings.title))


def given(
    speech: Speech, event: Event, holder: Member, outcome: Given, *, bound: bool, former: Member | None
) -> Message:
    """To the principal, after giving; `bound` is whether the holder has an account."""
    lines = [speech.say("proxy-mine", **_told_of(speech, event, holder))]
    lines += [speech.say("proxy-rests")] if outcome.resting else []
    lines += [speech.say("proxy-next-vote")] if outcome.too_late else []
    lines += [speech.say("proxy-former", member=member_name(speech, former))] if former else []
    lines += [] if bound else [speech.say("proxy-unbound", member=member_name(speech, holder))]
    return Message(joined(lines), _off(speech, event, holder.id))


def delegation(speech: Speech, event: Event, found: Delegation) -> Message:
    """How a member stands with proxies, with what can be done."""
    if found.holder is None and not found.principals:
        return Message(speech.say("proxy-nothing", event=event.settings.title))
    mine = [speech.say("proxy-mine", **_told_of(speech, event, found.holder))] if found.holder else []
    told = lines(speech, (_to_me(speech, event, principal) for principal in found.principals), _ROOM)
    rows = [_decline(speech, event, principal) for principal in found.principals[:_MOST_BUTTONS]]
    return Message(joined([*mine, told]), (*(_off(speech, event, found.holder.id) if found.holder else ()), *rows))


def status(speech: Speech, event: Event, found: Delegation) -> Markup:
    """Lines of `/status`; empty if there is nothing to say."""
    lines = list[Markup]()
    if found.holder:
        lines.append(speech.say("status-proxy-to", **_told_of(speech, event, found.holder)))
    if found.principals:
        named = listed(speech, (numbered(member.name, member.number) for member in found.principals))
        lines.append(speech.say("status-proxy-from", event=event.settings.title, members=named))
    return joined(lines)


# -- chair and desk


def standing(speech: Speech, counts: Mapping[Standing, int], first: Sequence[Held]) -> Message:
    """All proxies of a meeting by what they come to now, the first of them by name."""
    count = sum(counts.values())
    if not count:
        return Message(speech.say("proxies-nobody"))
    told = [speech.say("proxies-head", count=count)]
    for kind, some in counts.items():
        told += [speech.say(f"proxies-{kind}", count=some), *(_pair(held) for held in first if held.standing is kind)]
    foot = speech.say("proxies-file") if count > len(first) else ""
    return Message(joined([*told, foot]))


def _pair(held: Held) -> Markup:
    (theirs, principal), (number, holder) = held.principal, held.holder
    return Markup("• {} → {}").format(numbered(cut(principal, 40), theirs), numbered(cut(holder, 40), number))


def idle(speech: Speech, key: str, principals: Sequence[Member]) -> Markup:
    """For whom nobody votes once their holder has left; empty if that is nobody."""
    if not principals:
        return Markup()
    return speech.say(key, members=listed(speech, (numbered(member.name, member.number) for member in principals)))
