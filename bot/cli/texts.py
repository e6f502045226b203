"""The English sentences of the command line about files: faults, warnings and notes, by code.

The command line is for the organiser and speaks English; what members and chairs read is in `texts/`.
"""

from __future__ import annotations

from collections.abc import Mapping

from core.faults import Fault
from core.names import clean

LONGEST = 200
"""Characters of somebody else's text within a sentence."""

_TYPES = {
    "int": "a whole number",
    "float": "a number",
    "string": "a text in quotes",
    "bool": "true or false",
    "tuple": "a list in square brackets",
    "list": "a list in square brackets",
    "model": "a table",
    "dict": "a table",
    "datetime": "a date and time such as 2027-03-20T10:00:00",
    "path": "a file name in quotes",
}

SENTENCES: Mapping[str, str] = {
    "syntax": "this is not TOML: {reason}",
    "not-utf-8": "the file is not UTF-8 text",
    "unreadable": "cannot be read: {reason}",
    "file-large": "the file has more than {limit} MB; is it the right one?",
    "missing": "is missing",
    "empty": "is empty",
    "repeated": "is given twice",
    "seats-differ": "the first line says {first}, and these are {below}",
    "wrong-type": "must be {expected}",
    "not-one-of": '"{word}" is none of: {known}',
    "not-yet": '"{word}" is planned, but this version does not have it yet',
    "unknown-setting": 'there is no setting "{word}"',
    "unknown-line": 'cannot read the line "{word}"',
    "unknown-rule": 'there is no rule "{word}"',
    "too-small": "must be at least {limit}",
    "too-large": "must be at most {limit}",
    "too-long": "is longer than {limit} characters",
    "too-many": "has more than {limit} entries",
    "options-unused": 'yes-no-abstain has no options of its own; to have options marked say method = "block"',
    "unused": "does not go with the method {method}",
    "weight-unused": "a yes-no question is decided by its majority; write there, for instance,"
    ' "more than 1/2 of yes_no by weight"',
    "slots-unused": "seats for groups are filled by marks or per-candidate, in elections; with other methods have one"
    " vote for each kind of seats",
    "consent-majority": "one objection is enough, so a majority would not apply",
    "majority-unused": "this method has a quota of its own, so a majority would not apply",
    "majority-needed": 'this method needs a majority; "simple" is the least',
    "nobody-missing": "applies against none of the above; set none_of_the_above = true",
    "candidates-missing": 'an election needs candidates: options = ["#17 Anna Ortega", "Ben Schulz"]',
    "one-candidate": 'one candidate needs method = "per-candidate", so that members can say no',
    "repeated-member": "member {word} is there twice",
    "candidate-of-several": 'several members are called "{word}": {known}; write the number of the one who stands',
    "unknown-member": "there is no member {word} on the roster",
    "unknown-slot": 'there are no seats for "{word}"',
    "seats-form": '"{word}" cannot be seats; write 3, or "2 women, 2 open"',
    "runoff-form": '"{word}" is no run-off; write "2", "twice", or "twice absolute, 2"',
    "unknown-group": 'nobody on the roster is in the group "{word}"',
    "unknown-item": "there is no item {given} on the agenda, which has {limit}",
    "agenda-empty": "an item has no title",
    "agenda-long": "{given} items are too many; at most {allowed}",
    "agenda-twice": 'the item "{title}" is there twice',
    "agenda-title-long": "the title of item {item} is longer than {allowed} characters",
    "time-long": "must be at most {limit} days",
    "option-empty": "an option shows nothing",
    "slots-sum": "the seats for groups are {given} in all, but there are {limit} seats",
    "too-few-options": "needs at least {limit} options",
    "repeated-option": 'the option "{word}" is there twice',
    "bad-duration": '"{word}" is no span of time; write 90s, 5m or 2h',
    "bad-timezone": '"{word}" is no time zone; write one such as Europe/Berlin',
    "bad-storage": "must be sqlite:/// and a file name",
    "bad-url": '"{word}" is no http:// or https:// address',
    "bad-token": "this is no bot token; one looks like 123456:ABC-DEF and comes from @BotFather",
    "bad-id": '"{word}" cannot be an id: small letters, digits and hyphens, at most 32',
    "bad-key": '"{word}" is no public key of a committee; `folkmoot keygen` prints one, 64 letters and digits',
    "committee-large": "{given} keys are too many; a committee has at most {limit}",
    "committee-twice": "a key is there twice; each member of the committee makes one",
    "committee-needed": "{given} keys can never come together: committee has {limit}",
    "only-one": "give either this or {word}, not both",
    "no-token": "needs token_file (or the environment variable {variable})",
    "no-matrix-secret": "needs access_token_file or password_file (or the environment variable {variable})",
    "no-hall-token": "needs token_file (or the environment variable {variable}): it stands in the page's address",
    "hall-nowhere": "is missing: where shall the page be served? write 127.0.0.1:8080",
    "weak-hall-token": "needs 20 to 200 letters, digits, - or _ that nobody can guess, on one line",
    "bad-listen": '"{word}" is no address and port; write one such as 127.0.0.1:8080',
    "hall-in-clear": "the page on {word} goes over the network in clear; put a web server with TLS in front of it",
    "unreadable-secret": "{file} cannot be read: {reason}",
    "majority-form": '"{word}" is no majority; write one such as "simple" or "at least 2/3 of valid"',
    "majority-half": '"{word}": more than half, or is half enough? write "simple", or "at least 1/2 of yes_no"',
    "majority-cast": '"{word}": with abstentions or without? write "of yes_no" (without), "of valid" (with),'
    ' or "of cast" (with blank ballots too)',
    "share-third": '"{word}": {third}, or exactly {exact}? write one of the two',
    "majority-simple": 'a simple majority of "{base}": more yes than no, or more than half? write "simple",'
    ' or "more than 1/2 of {base}"',
    "majority-fraction": '"{word}" cannot be a threshold',
    "majority-base": '"{word}" is no base; there are yes_no, valid, cast, present, entitled, weight',
    "majority-weight": "a majority of weight is by weight",
    "demand-form": '"{word}" is not how many make a vote secret; write "1/4" (of those present), "3" or "off"',
    "quorum-form": '"{word}" is no quorum; write "none", a number, or "1/2 of entitled"',
    "quorum-fraction": '"{word}" cannot be a share',
    "quorum-base": '"{word}" is no quorum: that is a share of the entitled',
    "secret-readable": "everybody on this machine can read {file}; chmod 600 it",
    "token-as-file": "this is a bot token; here goes the name of the file for it, and the token is asked for next",
    "token-inline": "a token in this file is easily shown by accident; token_file is safer",
    "encoding": "the file is neither UTF-8 nor Windows-1252; save it as CSV UTF-8",
    "no-rows": "the file has no header line",
    "csv": "the line cannot be read as CSV: {reason}",
    "missing-column": 'no column "{word}" among: {known}; name it with --map {word}="COLUMN"',
    "unknown-field": '--map has no field "{word}"; there are: {known}',
    "unmatched-map": 'no column "{word}" for {field} among: {known}',
    "repeated-column": 'the column "{word}" is there twice',
    "too-many-cells": "has {count} cells under {limit} columns",
    "columns-many": "has {count} columns; at most {limit} are read",
    "no-number": "has no member number",
    "no-name": "has no name",
    "bad-number": '"{word}" cannot be a member number: letters, digits and . _ / - without spaces, at most 32',
    "number-date": '"{word}" looks like a date; format the column as text before you export it',
    "number-scientific": '"{word}" looks like a shortened number; format the column as text before you export it',
    "repeated-number": 'the number "{word}" is in line {first} already',
    "number-alike-here": '"{word}" and "{other}" in line {first} differ in zeros only; write the number in one way',
    "number-alike": '"{number}" and "{other}", which is {name}, differ in zeros only; write "{other}"',
    "name-missing": "member {number} is new and has no name",
    "name-long": "a name has at most {allowed} characters",
    "event-named-unknown": 'there is no event "{word}"',
    "stray-quote": 'a quotation mark opens a cell that goes on over the next lines; close it, or write ""',
    "bad-email": '"{word}" is no mail address',
    "bad-language": '"{word}" is no language code such as en or de',
    "weight-unclear": 'the weight "{word}" can be read as {small} and as {large}; write it as one of the two',
    "bad-weight": '"{word}" is no weight: a number above 0 up to 10000000, with at most six decimals after a point',
    "bad-votes": '"{word}" is neither yes nor no',
    "bad-role": '"{word}" is no role; there are: {known}',
    "bad-account": '"{word}" is no {network} id; {hint}',
    "repeated-account": "the account {word} is in line {first} already",
    "number-word": 'the number "{word}" has no digit; is it a name in the wrong column?',
    "unused-column": 'the column "{word}" is not used',
    "no-votes": "has neither an [[item]] nor a [[vote]] table",
    "roster-disturbed": "the desk goes on changing the roster; try again in a minute",
    "accounts-taken": "member {number}: the account {account} belongs to member {owner} already; unbind it there first",
    "no-column": 'no column "{word}" among: {known}',
    "member-unknown": "there is no member {number} on the roster",
    "proxies-none": "there are no proxies in this event; [proxies] most in the settings allows them",
    "proxy-list-long": "there are {given} proxies; at most {allowed} are possible",
    "proxy-twice": "member {number} gives a proxy on an earlier line already",
    "proxy-self": "member {number} cannot be the own proxy holder",
    "proxy-no-vote": "{name}, member {number}, has no vote in this event to give",
    "proxy-outsider": "{name}, member {number}, has no vote in this event, and [proxies] guests in the settings"
    " forbids that they hold any",
    "proxy-chain": "{name}, member {number}, has given the own vote to member {to}, so cannot hold others",
    "proxy-chain-holder": "{name}, member {number}, holds the vote of member {first}, so cannot give the own one away",
    "proxy-full": "{name}, member {number}, would hold more than {most}, which [proxies] most in the settings allows",
    "event-over": "the event is closed; nothing can be changed any more",
    "secret-no-committee": "vote {number} has no committee: the server opens its box by itself",
    "secret-committee-keys": "these keys do not open the box of vote {number}; nothing was changed",
    "forget-not-over": "{event} is {state}; people are forgotten when the meeting is closed (/event close)",
    "forget-twice": "the people of {event} were forgotten already",
    "store-not-ours": "{detail} is not a database of Folkmoot; name another file in [storage] url",
    "store-newer": "the database was made by a newer version of Folkmoot (layout {detail}); install that version again,"
    " or put back the copy whose name ends in .before-…",
    "store-migrate": "the database has the layout of an older version ({detail}); `folkmoot run` brings it up to date,"
    " while an event is open only with --migrate",
    "store-broken": "the database cannot be used: {detail}; check the file and who may write it, or put back a backup",
    "store-replaced": "{detail} was deleted or replaced while the service used it, so nothing more was accepted;"
    " put the right file back, or a backup, and start again",
    "store-older": "the database lacks what was accepted up to {detail}: it is an older copy, or its -wal file is gone."
    " Nothing was changed; put the right files back, or go on without what is lost: `folkmoot run --accept-loss`",
    "store-missing": "{detail} is gone, although something was accepted into it (its .head file says so)."
    " Put it back, or a backup, or begin an empty one: `folkmoot run --accept-loss`",
    "store-missing-folder": "there is no folder for the database {detail}; make it, or change [storage] url",
    "store-memory": "the database must be a file; change [storage] url",
    "store-busy": "another process holds the database; try again in a moment",
    "network-rejected": "the chat network does not accept us: {reason}; check the bot's token or password, and"
    " that nothing else uses it",
    "network-unreachable": "the chat network cannot be reached: {reason}; check the connection, and the address in"
    " the settings",
}


def sentence(code: str, data: Mapping[str, object]) -> str:
    """What a code says, with the suggestion if there is one. An unknown code is shown as it is."""
    values = {key: printed(str(value)) for key, value in data.items()}
    if code == "wrong-type":
        values["expected"] = _TYPES.get(values["expected"], values["expected"])
    said = SENTENCES.get(code, code).format_map(values)
    suggestion = values.get("suggestion")
    return f'{said}; did you mean "{suggestion}"?' if suggestion else said


def printed(text: str) -> str:
    """What somebody wrote, unable to pass for another line or to flood the screen."""
    line = " ".join(clean(text).split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"


def fault_line(file: str, fault: Fault) -> str:
    """One clear line, as compilers write them: `config.toml:14: organisation.timezone: ...`."""
    place = f"{file}:{fault.line}" if fault.line else file
    return ": ".join(filter(None, (place, printed(fault.path), sentence(fault.code, fault.data))))
