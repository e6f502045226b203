# In place of the texts above it, on networks that have no buttons

refusal-bind-private = Only the two of us are here, so this room is private. Invite the others first, then write /bind once more.
refusal-bind-not-bound = I do not know this account. Write me the code of your invitation in a private room first, then bind again.
refusal-publish-closed = Vote { $number } is not counted yet. Answer “Count vote { $number } now”, or wait a few seconds.
bind-ask-chair =
    This room becomes a chair channel of <b>{ $event }</b>.
    Everybody in this room reads along. You, { $member }, become a chair.
bind-ask-desk =
    This room becomes the desk of <b>{ $event }</b>.
    Everybody in this room reads along: names, numbers and invitations. You, { $member }, get the rights of the desk.
bind-done-chair =
    This room is a chair channel of <b>{ $event }</b> now. { $member }, is a chair.
    A line with the state of the meeting appears here by itself. Make me a moderator of this room (power level 50), and I pin it, so that it stays in sight.
    What is to be chosen has numbers: reply to the message with one. Next: { $registration ->
        [true] {""}
       *[false] /registration open lets members check in ·{" "}
    }{ $state ->
        [planned] /event open begins ·{" "}
        [paused] /event resume goes on ·{" "}
       *[open] {""}
    }<code>/vote TITLE</code> drafts a vote · /help
bind-or = Write <code>/bind { $code } yes</code>
event-ask-close = Close <b>{ $event }</b> for good? { NUMBER($present) } are present. It cannot be opened again. Write <code>/event close yes</code>
event-ask-reset = Make all { NUMBER($present) } who are present at <b>{ $event }</b> absent? Everybody has to check in again. Write <code>/registration reset yes</code>
preview-head = <b>Draft</b> · { $vote } · { $shown ->
    [true] members can read it
   *[false] only you see it
 }. Reply to this with a number to use what stands below. Members will get this, and in rooms like this one what to write:
closed-counts-at = Counted by itself at { $at }. At once: reply to this with 1, or write <code>/result { $number }</code>
close-ask = Close { $vote }? { NUMBER($cast) } have voted, { NUMBER($missing) } have not. Write <code>/{ $command }</code>
