"""The section for the written invitation: how members use their rights electronically."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from adapters.contract import plain
from adapters.still import JOINER
from bot.papers.markdown import md
from bot.wording.speech import Speech
from core.model import EventSettings

SECTIONS = ("needs", "checkin", "vote", "secret", "speak", "proxy", "phone", "help")
"""What every invitation says, in this order; proxies only where there are some."""


def section(speech: Speech, settings: EventSettings, organisation: str, networks: Collection[str]) -> str:
    """Markdown, to be put into the invitation and changed as the statutes want it."""
    return "\n".join(_lines(speech, settings, organisation, networks)).replace(JOINER, "") + "\n"


def _lines(speech: Speech, settings: EventSettings, organisation: str, networks: Collection[str]) -> Iterator[str]:
    at = settings.starts
    known = {
        "organisation": md(organisation),
        "event": md(settings.title),
        "networks": speech.together(sorted(network.title() for network in networks)) if networks else "none",
        "proxies": settings.proxies,
        "guests": str(settings.outsiders).lower(),
        "motions": str(settings.motions_while_voting).lower(),
    }
    yield f"## {plain(speech.say('section-title', **known))}"
    yield ""
    facts = {
        "when": speech.toast("moment", day=speech.day(at), time=speech.minute(at)) if at else "",
        "place": md(settings.place),
        "link": settings.link,
    }
    told = [f"- {plain(speech.say(f'section-{key}', value=value))}" for key, value in facts.items() if value]
    yield from [*told, ""] if told else []
    for part in SECTIONS:
        if part == "proxy" and not settings.proxies:
            continue
        yield f"### {plain(speech.say(f'section-{part}-head'))}"
        yield ""
        yield plain(speech.say(f"section-{part}", **known))
        yield ""
