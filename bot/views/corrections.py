"""A correction of an open vote, to the chair."""

from __future__ import annotations

from adapters.contract import Message, cut
from bot.drafting.lines import lines_of
from bot.wording.choices import name
from bot.wording.speech import Markup, Speech, joined
from core.model import Vote

MOST_TEXT = 1200
"""Characters of a text that are read back, before and afterwards; the minutes have all of it."""


def how_to_fix(speech: Speech, vote: Vote) -> Message:
    """How a vote is corrected, with its present words to copy."""
    words = [line for line in lines_of(vote.definition) if line.startswith(("text:", "title."))]
    typed = "\n".join([f"/fix {vote.number} {vote.definition.title}", *words])
    copied = Markup("<pre>{}</pre>").format(Markup.verbatim(typed))
    return Message(joined([speech.say("fix-how", vote=name(speech, vote), number=vote.number), copied]))


def fixed(speech: Speech, before: Vote, after: Vote) -> Message:
    """Old and new, that everybody's ballot changes, and what to do if it was more than a mistake of writing."""
    was, now = before.definition, after.definition
    told = [speech.say("fix-done", vote=name(speech, after), roll=after.roll.heads, cast=after.cast.heads)]
    if was.title != now.title:
        told.append(speech.say("fix-title", old=was.title, new=now.title))
    told += [
        speech.say("fix-title-in", language=language, old=was.titles.get(language, "–"), new=title)
        for language, title in now.titles.items()
        if was.titles.get(language) != title
    ]
    if was.text != now.text:
        old, new = (cut(text, MOST_TEXT) or "–" for text in (was.text, now.text))
        told += [speech.say("fix-text-old", text=old), speech.say("fix-text-new", text=new)]
    return Message(joined([*told, speech.say("fix-meaning", number=after.number)]))
