# The agenda, and the way from item to item

usage-agenda = /agenda
help-agenda = the agenda and where we are; a chair writes it, one item a line below
usage-item = <code>/item 3</code>
help-item = go to an item of the agenda
agenda-head = <b>Agenda of { $event }</b>
agenda-none = { $event } has no agenda here.
agenda-line = { $item }. { $title }
agenda-here = ← now
agenda-vote = – { $vote }: { $state }
agenda-put = { $count ->
    [one] The agenda of { $event } has one item.
   *[other] The agenda of { $event } has { NUMBER($count) } items.
 } /agenda shows it.
item = Item { $item }: { $title }
item-next = Then item { $item }: { $title }
item-begun = <b>Item { $item }: { $title }</b> has begun.
agenda-moved-on = The agenda has changed since. Nothing was begun; this is how it stands.
item-toast = Item { $item }: { $title }
item-ask = { $now ->
    [0] No item has begun yet.
   *[other] Now: item { NUMBER($now) }.
 } Next is item { $item }: { $title }
terms-item = Belongs to item { $item } of the agenda.
button-card-item = Item { $item }: { $title }
button-card-pause = Break
button-card-end = Close the meeting
button-card-rehearsed = End the rehearsal
button-card-anew = Everybody checks in anew
button-card-vote-show = Show vote { $number }
button-close-now = Yes, close vote { $number }
close-ask = Close { $vote }? Voted: { NUMBER($cast) }, not yet: { NUMBER($missing) }. Press, or write <code>/{ $command }</code>
event-toast-pause = The meeting is paused.
event-toast-end = Really? See below.
registration-toast-anew = Really? See below.
fault-unknown-item = There is no item { $given } on the agenda. It has { $limit }; /agenda shows them.
refusal-agenda-empty = An agenda needs titles: write <code>/agenda</code> and below it one item a line.
refusal-agenda-long = { NUMBER($given) } items are too many. An agenda has at most { NUMBER($allowed) }.
refusal-agenda-title-long = The title of item { $item } is too long: at most { NUMBER($allowed) } characters.
refusal-agenda-twice = “{ $title }” is there twice. Give each item a title of its own.
refusal-item-number = “{ $word }” is not the number of an item. /agenda shows them.
refusal-item-unknown = { $last ->
    [0] There is no agenda. Write <code>/agenda</code> and below it one item a line.
   *[other] There is no item { $item }: the agenda has { NUMBER($last) }. /agenda shows them.
 }
refusal-item-already = The meeting is at item { $item } already: { $title }
refusal-item-none = There is no agenda. Write <code>/agenda</code> and below it one item a line.
refusal-item-last = Item { $item } is the last one. /event close ends the meeting.
refusal-item-not-possible = { $state ->
    [planned] The meeting is not open yet. Open it first: /event open
    [paused] The meeting is paused. It goes on with /event resume
   *[other] The meeting is over.
 }
minutes-act-event-item = Item { $item }: { $title }
minutes-act-event-agenda = Agenda: { $titles }
button-vote-copy = Duplicate
button-draft-again = Draft again
draft-copy-toast = Drafted once more: { $vote }
refusal-draft-copied = This has been drafted once more already. /votes shows all.
alarm-vote-ends = Vote { $number } “{ $title }” closes in { $seconds } s. { $missing ->
    [one] One member has not voted yet.
   *[other] { NUMBER($missing) } members have not voted yet.
 }
alarm-quorum-lost = <b>The quorum is lost.</b> Present{ $weighed ->
    [true] {" "}by weight
   *[false] {""}
 }: { $have }, needed: { $needed }.{ $people ->
    [none] {""}
   *[other] {" "}Left last: { $people }.
 } Nothing new can be opened; open votes go on.
alarm-quorum-back = <b>The quorum is back.</b> Present{ $weighed ->
    [true] {" "}by weight
   *[false] {""}
 }: { $have }, needed: { $needed }.
minutes-act-quorum-lost = The quorum was lost: { $have } present, { $needed } needed.
minutes-act-quorum-reached = The quorum was reached: { $have } present, { $needed } needed.
minutes-act-quorum-back = The quorum was there again: { $have } present, { $needed } needed.
