# What chair and desk read, and what goes to members from the podium

# Commands: how they are written, what they do

usage-bind = <code>/bind CODE</code>
help-bind = make this chat the chair channel, the desk or the members' group
usage-event = <code>/event open|pause|resume|close|rehearsal</code>
help-event = how the meeting stands; change its state
usage-registration = <code>/registration open|close|reset|confirm 5m</code>
help-registration = let members check in by themselves; all absent after a break; ask who is still here
usage-say = <code>/say TEXT</code>
help-say = announce to those present; <code>/say all TEXT</code>, <code>/say absent TEXT</code>, <code>/say GROUP: TEXT</code>
usage-role = <code>/role 17 chair|desk|teller|minutes|observer|none</code>
help-role = give a member a role, or take all away
usage-minutes = /minutes
help-minutes = everything that happened, in order, as a file
usage-vote = <code>/vote TITLE</code>
help-vote = draft a vote; settings and options go below, one a line
usage-elect = <code>/elect 2 TITLE</code>
help-elect = draft an election; candidates and settings go below, one a line
usage-edit = <code>/edit 7 TITLE</code>
help-edit = change a draft; without lines: how
usage-show = <code>/show 7</code>
help-show = let members read a draft
usage-votes = /votes
help-votes = all votes with numbers and states
usage-open = <code>/open 7 90s</code>
help-open = open a vote; the time is optional
usage-close = <code>/close 7 30</code>
help-close = close a vote, at once or after so many seconds
usage-extend = <code>/extend 7 2m</code>, <code>/extend 7 -1m</code>, <code>/extend 7 none</code>
help-extend = more time for an open vote; with a minus less; <code>none</code> stops the clock
usage-cancel = <code>/cancel 7 WHY</code>
help-cancel = end a vote without a result
usage-result = <code>/result 7</code>
help-result = a result; for the chair with its arithmetic, and <code>/result 7 recount</code> counts once more; <code>/result 7 file</code> has every stage and pair, <code>/result 7 board</code> the ballots of a secret vote
usage-publish = <code>/publish 7 8</code>
help-publish = send results to members; with <code>hall</code> or <code>members</code> behind it only there
usage-find = <code>/find NAME</code>
help-find = search by name or number
usage-invite = <code>/invite 17</code>
help-invite = a new invitation; the old code dies
usage-pair = <code>/pair 17 4711</code>
help-pair = connect the account that shows 4711 with member 17
usage-admit = <code>/admit 17 NAME</code>, <code>guest</code> on the next line if without a vote
help-admit = put a new member on the roster
usage-checkin-desk = <code>/checkin 17</code>
help-checkin-desk = check member 17 in
usage-checkout-desk = <code>/checkout 17</code>
help-checkout-desk = check member 17 out
usage-roster = <code>/roster present|absent|unreachable|unbound file</code>
help-roster = how many are here; a list; all of it as a file
how-usage = Write it like this: { $usage }
how-lines =
    Below it, one a line and only what differs from the rules of the house:
    <code>majority: simple</code> (absolute, two-thirds, three-quarters, or at least 2/3 of valid)
    <code>time: 90s</code> · <code>no abstain</code> · <code>quorum: 1/3 of entitled</code>
    <code>text: the full wording</code> · <code>except: 12, 17</code> · <code>group: NAME</code>
    <code>- OPTION</code> for each option, with <code>min: 1</code> and <code>max: 2</code>
    In elections: <code>- #17 Anna Ortega</code> for a member · <code>seats: 2 women, 2 open</code> · <code>none of the above</code> · <code>order: lot</code> · <code>runoff: 2</code>
    <code>method: plurality</code> (block, approval, per-candidate, irv, scottish-stv, meek-stv, schulze) · <code>tie: lot</code> (rejected, chair, runoff) · <code>cumulate: 2</code> · <code>by weight</code>

# What could not be read

faults-head = { $count ->
    [one] Nothing was changed. This cannot be:
   *[other] Nothing was changed. These { $count } things cannot be:
 }
fault-suggestion = Did you mean “{ $word }”?
fault-missing = is missing.
fault-empty = is empty.
fault-repeated = is there twice.
fault-not-yet = “{ $word }” is planned; this version does not have it yet.
fault-not-one-of = “{ $word }” is not one of: { $known }.
fault-wrong-type = is not { $expected ->
    [int] a whole number
    [bool] on or off
    [tuple] a list
   *[other] a text
 }.
fault-too-small = must be at least { $limit }.
fault-too-large = can be at most { $limit }.
fault-too-long = can have at most { $limit } characters.
fault-too-many = can have at most { $limit } entries.
fault-unknown-setting = There is no setting “{ $word }”.
fault-unknown-line = I cannot read the line “{ $word }”.
fault-unknown-line-ways = Write <code>- { $word }</code> for something to choose, or <code>text: { $word }</code> for the motion.
fault-unknown-rule = There is no rule “{ $word }”.
fault-unknown-member = There is no member { $word }.
fault-unknown-group = No member is in a group “{ $word }”.
fault-bad-duration = “{ $word }” is not a time. Write 90s or 5m.
fault-time-long = can be at most { $limit } days.
fault-option-empty = An option shows nothing. Write a text behind the dash.
fault-slots-sum = The seats for groups are { $given } in all, but there are { $limit } seats.
fault-options-unused = A yes-no question has no options of its own. Leave the line with the method out.
fault-too-few-options = There must be at least { $limit } options.
fault-repeated-option = The option “{ $word }” is there twice.
fault-majority-unused = This method has a quota of its own; a majority would not apply. Leave the line out.
fault-majority-needed = This method needs a majority. The least is: simple
fault-nobody-missing = applies against “none of the above” only. Add the line: none of the above
fault-receipts-unused = goes with secret votes only. Add the line: secret
fault-unused = does not go with the method { $method }.
fault-weight-unused = A yes-no question is decided by its majority. Write there, for instance: more than 1/2 of yes_no by weight
fault-slots-unused = Seats for groups go with marks and per-candidate, in elections. With other methods: one vote for each kind of seats.
fault-seats-differ = the first line says { $first }, and these are { $below }.
fault-seats-form = “{ $word }” cannot be seats. Write 3, or 2 women, 2 open
fault-runoff-form = “{ $word }” is not a run-off. Write 2, or: twice, or: twice absolute, 2.
fault-candidates-missing = There are no candidates. Write each below the command, one a line: - Anna Ortega, or with a member's number: - #17
fault-one-candidate = With one candidate members must be able to say no. Write: method: per-candidate
fault-repeated-member = Member { $word } is there twice.
fault-candidate-of-several = Several members are called “{ $word }”: { $known }. Write the number of the one who stands, or something more behind the name of somebody else.
fault-unknown-slot = There are no seats for “{ $word }”.
fault-unknown-candidate = “{ $word }” is none of the candidates. Write a label such as b, a name, or # and a member's number.
fault-withdraw-unused = There is nobody to withdraw yet. This line goes with /edit
fault-majority-form = I cannot read “{ $word }”. For instance: two-thirds, at least 2/3 of valid.
fault-majority-cast = “{ $word }”: with abstentions or without? Write: of yes_no (without), of valid (with), or of cast (with blank ballots too)
fault-majority-half = “{ $word }”: more than half, or is half enough? Write: simple, or: at least 1/2 of yes_no
fault-share-third = “{ $word }”: { $third }, or exactly { $exact }? Write one of the two.
fault-majority-simple = A simple majority of “{ $base }”: more yes than no, or more than half? Write: simple, or: more than 1/2 of { $base }
fault-majority-fraction = “{ $word }” cannot be a threshold.
fault-majority-base = There is no base “{ $word }”. There are yes_no, valid, cast, present, entitled, weight.
fault-majority-weight = A majority of weight is counted by weight already.
fault-majority-tie = There is no tie rule “{ $word }”.
fault-quorum-form = I cannot read “{ $word }”. For instance: 300, 1/3 of entitled, none.
fault-quorum-fraction = “{ $word }” cannot be a share.
fault-quorum-base = “{ $word }” is no quorum: that is a share of the entitled.
unknown-word = I do not know “{ $word }”.
unknown-word-near = I do not know “{ $word }”. Did you mean “{ $near }”?
list-more = … and { NUMBER($count) } more

# Refusals. At most 200 characters.

refusal-bind-private = A private chat cannot be bound. Write /bind in the group or room that the code is for.
refusal-bind-anonymous = You write as a group, so nobody could answer for this. Switch off “Remain anonymous” in your admin rights, then send /bind again.
refusal-bind-not-bound = I do not know this account. Open your invitation link in a private chat with me first, then press again.
refusal-cancel-late = Vote { $number } is counted or over already, so it cannot be cancelled.
refusal-no-result-at-all = There is no result yet.
refusal-no-result-yet = Vote { $number } { $state ->
    [draft] is a draft: there is no result yet.
    [open] is still open: there is no result yet.
    [closed] is being counted.
    [cancelled] was cancelled: there is no result.
    [void] is void: there is no result.
   *[other] has no published result yet.
 }
refusal-no-such-vote = No vote is in a state for this. All votes: /votes
refusal-number-form = “{ $number }” cannot be a member number: letters, digits and . _ / - without spaces, at most 32.
refusal-publish-draft = Vote { $number } is a draft. There is nothing to publish.
refusal-publish-open = Vote { $number } is still open. Close it first: /close { $number }
refusal-publish-closed = Vote { $number } is not counted yet. Press “Count vote { $number } now”, or wait a few seconds.
refusal-time-unreadable = “{ $word }” is not a time. Write 90s or 5m. Nothing was changed.
refusal-vote-number = “{ $word }” is not the number of a vote. All votes: /votes
refusal-which-event = Several meetings are going on. Which one do you mean?
refusal-which-event-there = Several meetings are going on. Write this in the channel of the one you mean.
refusal-command-late = <code>/{ $command }</code> was written { $ago } ago and comes only now, so it was not carried out. { $offered ->
    [true] Is it still meant? Otherwise do nothing.
   *[false] If it is still meant, send it again.
 }
refusal-press-late = This was chosen at { $at } and comes only now, so nothing was done. If it is still meant, choose it again.
button-run-now = Carry it out now
refusal-member-number = “{ $word }” is no member number: a number has a digit in it. Write the number first, then the name.
refusal-say-group = Nobody is in a group “{ $word }”, so nothing was sent. Did you mean <code>/say { $suggestion }: …</code>? To those present, just as you wrote it: <code>/say present: { $word }: …</code>
refusal-which-vote = Which one? { $votes }. Write its number.

# Chats

chat-encrypted = This room is encrypted, and I cannot read encrypted rooms yet. Make a room without encryption, invite me there, and send /bind with your code.
answer-undelivered = { $command ->
    [none] I could not answer where you pressed: that chat does not take my messages just now, for instance because its topic is closed. What you did counts.
   *[other] I could not answer /{ $command } where you wrote it: that chat does not take my messages just now, for instance because its topic is closed. What you did counts.
}
number-bare = Nothing was done: I cannot know what { $number } is meant for. Reply with it to the message in which the number stands.
chat-added = Hello. To use this chat for a meeting, send here: <code>/bind CODE</code>. The organiser gets the code with: folkmoot code
alarm-file-failed = { $what ->
    [minutes] The minutes ({ $which ->
        [pdf] PDF
       *[markdown] Markdown
    })
    [bundle] The bundle of journal and boards
    [picture] The picture of vote { $which }
    [result] The figures of vote { $which }
    [board] The board of vote { $which }
   *[roster] The list ({ $which })
 } could not be made or sent although it was tried several times. You can ask for it again; the log tells the reason.
alarm-deliveries-failed = { $count ->
    [one] One message could not be sent although it was tried several times. The log names its kind and the reason.
   *[other] { $count } messages could not be sent although it was tried several times. The log names their kinds and the reasons.
}
alarm-keys-changed = { $name } writes on Matrix with other keys than before. That is normal after a new phone whose backup was lost. If you are not sure, ask in person; /unbind detaches the account.
alarm-channel-lost = { $purpose ->
    [chair] I was removed from a chair channel.
    [desk] I was removed from the desk's channel.
   *[group] I was removed from the members' group.
 } The meeting goes on in private chats. To come back: add me, then /bind with a new code.
bind-ask-chair =
    This chat becomes a chair channel of <b>{ $event }</b>.
    Everybody in this chat reads along. You, { $member }, become a chair.
bind-ask-desk =
    This chat becomes the desk of <b>{ $event }</b>.
    Everybody in this chat reads along: names, numbers and invitations. You, { $member }, get the rights of the desk.
bind-ask-group =
    This chat becomes the members' group of <b>{ $event }</b>.
    Announced results and, if the house says so, ballots appear here. Everybody in this chat reads along.
bind-or = Press, or write <code>/bind { $code } yes</code>
button-bind = Yes, bind
bind-toast = Bound.
bind-done-chair =
    This is a chair channel of <b>{ $event }</b> now. { $member }, is a chair.
    A line with the state of the meeting appears here by itself. Make me an administrator who may pin messages, and it stays in sight.
    Next: { $registration ->
        [true] {""}
       *[false] /registration open lets members check in ·{" "}
    }{ $state ->
        [planned] /event open begins ·{" "}
        [paused] /event resume goes on ·{" "}
       *[open] {""}
    }<code>/vote TITLE</code> drafts a vote · /help
bind-done-desk =
    This is the desk of <b>{ $event }</b> now. { $member }, has the rights of the desk.
    <code>/find NAME</code> · <code>/checkin 17</code> · <code>/invite 17</code> · <code>/pair 17 4711</code> · /help
bind-done-group = This is the members' group of <b>{ $event }</b> now.

# The meeting

event-head = <b>{ $event }</b>: { $state }
event-state-planned = not open yet
event-state-open = open
event-state-paused = paused
event-state-closed = over
event-state-rehearsal = rehearsal, nothing counts
event-registration-open = Check-in is open.
event-registration-closed = Check-in is closed; the desk can check in.
event-counts = Present: { NUMBER($present) } of { NUMBER($entitled) } entitled.{ $represented ->
    [0] { "" }
   *[other] { " " }Represented: { NUMBER($represented) }.
 }
event-quorum = Quorum { $met ->
    [true] yes
   *[false] <b>NO</b>
 }: { $present } present{ $represented ->
    [none] {""}
   *[other] {" "}and { $represented } represented
 }, { $needed } needed ({ $rule }).
event-no-quorum = No quorum is needed.
vote-waiting = { $vote }: { $state }
event-next-registration = Next: /registration open
event-next-open = Next: /event open
event-next-resume = Next: /event resume
event-next-draft = Next: <code>/vote TITLE</code>
event-next-rehearsed = Next: /event rehearsal ends the rehearsal
event-next-minutes = Next: /minutes
event-next-vote-draft = Next: <code>/open { $number }</code>
event-next-vote-open = Next: <code>/close { $number }</code>
event-next-vote-closed = Next: the count, by itself in a few seconds
event-next-vote-counted = Next: <code>/publish { $number }</code>
event-done-open = <b>{ $event }</b> is open. { $registration ->
    [true] Votes can be opened now: <code>/vote TITLE</code>
   *[false] Nobody can check in yet: /registration open
 }
event-done-pause = <b>{ $event }</b> is paused. No vote can be opened until /event resume. Open votes go on.
event-done-resume = <b>{ $event }</b> goes on.
event-done-close = <b>{ $event }</b> is over. Nobody can check in or vote any more. The minutes: /minutes
event-done-rehearsal-on = Rehearsal of <b>{ $event }</b>: check-in is open, everybody got the card, and a harmless question is drafted: open it from the card. Nothing counts. It ends with /event rehearsal
event-done-rehearsal-off = The rehearsal of <b>{ $event }</b> has ended. { $managed ->
    [one] One member managed
   *[other] { NUMBER($managed) } members managed
 } to vote. Everybody is absent again, the drafts are as before, and the meeting is not open.
event-ask-close = Close <b>{ $event }</b> for good? Present: { NUMBER($present) }. It cannot be opened again. Press, or write <code>/event close yes</code>
event-ask-reset = Make all { NUMBER($present) } who are present at <b>{ $event }</b> absent? Everybody has to check in again. Press, or write <code>/registration reset yes</code>
button-event-close = Yes, the meeting is over
button-event-reset = Yes, all absent
event-toast-close = The meeting is over.
registration-toast-reset = Absent now: { NUMBER($count) }.
registration-done-open = { $cards ->
    [0] Check-in is open. Nobody has an account yet; whoever gets one also gets the card.
    [one] Check-in is open. The card goes to one chat.
   *[other] Check-in is open. The card goes to { NUMBER($cards) } chats.
 }
registration-done-close = Check-in is closed. The desk can still check in: <code>/checkin 17</code>
registration-done-reset = Absent now: { NUMBER($count) }. { $registration ->
    [true] Everybody gets the card again.
   *[false] To let them back in: /registration open
 }
registration-done-confirm = { $count ->
    [one] One member is asked whether they are still here.
   *[other] { NUMBER($count) } members are asked whether they are still here.
 } Whoever does not answer by { $at } ({ $time }) is absent.
typed-say-all = all
typed-say-present = present
typed-say-absent = absent
said-present = { $count ->
    [one] Goes to one member who is present and has an account.
   *[other] Goes to { NUMBER($count) } members who are present and have an account.
 }
said-all = { $count ->
    [one] Goes to one member, the only one with an account.
   *[other] Goes to all { NUMBER($count) } members with an account.
 }
said-absent = { $count ->
    [one] Goes to one member who is absent.
   *[other] Goes to { NUMBER($count) } members who are absent.
 }
said-group = { $count ->
    [one] Goes to one member of “{ $group }”.
   *[other] Goes to { NUMBER($count) } members of “{ $group }”.
 }
announcement-head = <b>Announcement</b> · { $title }
role-chair = { $member }, is a chair now. Chair commands work in the chair channel.
role-desk = { $member }, has the rights of the desk now.
role-teller = { $member }, is a teller now.
role-minutes = { $member }, keeps the minutes now.
role-observer = { $member }, is an observer now.
role-none = { $member }, has no role any more.
minutes-coming = The minutes of { $event } are being made and come as a file.

# The desk

member-name = { $name }, member { $number }
desk-checked-in = { $member }, is checked in: { $event }
desk-guest-in = { $member }, is checked in as a guest, without a vote: { $event }
desk-here-already = { $member }, was checked in already: { $event }
desk-checked-out =
    { $member }, is checked out: { $event }
    What was cast stays.
desk-absent-already = { $member }, was not checked in: { $event }
find-none = Nobody found. Try a part of the name, or the number.
find-more = These are the first { $count }. Write more of the name.
find-line = { $member }: { $present ->
    [true] present
   *[false] absent
 }{ $votes ->
    [true] {""}
   *[false] , no vote
 }, { $reach ->
    [none] no account
    [yes] { $networks }
   *[no] { $networks }, unreachable
 }
invite-link =
    { $member }: an invitation for { $network }. Any earlier one is dead.
    { $link }
    Code: <code>{ $code }</code>
    Only for this person: show the picture, or hand over the link. It is shown once.
invite-then = The link does not carry the code: then write <code>!join { $code }</code>
invite-code =
    { $member }: an invitation. Any earlier one is dead.
    Code: <code>{ $code }</code>
    To be sent to me in a private chat: <code>/start { $code }</code>
pair-done = The account is connected with { $member }. Tell them to look at their phone.
pair-welcome = Welcome, { $name }. This account is member { $number } now. What you can do here: /help
admit-done = { $member }, is on the roster now. Check in: /checkin and the number.
roster-counts =
    Entitled: { NUMBER($entitled) }, of whom present: { NUMBER($voting) }
    Present with guests: { NUMBER($present) } · absent: { NUMBER($absent) }
    Without an account: { NUMBER($unbound) } · unreachable: { NUMBER($unreachable) }
    Lists: /roster and <code>present</code>, <code>absent</code>, <code>unreachable</code> or <code>unbound</code>; with <code>file</code> as a file
roster-present = <b>Present: { NUMBER($count) }</b>
roster-absent = <b>Absent: { NUMBER($count) }</b>
roster-unreachable = <b>With an account, but unreachable: { NUMBER($count) }</b>
roster-unbound = <b>Without an account: { NUMBER($count) }</b>
roster-file = All of them as a file: <code>/roster { $which } file</code>
roster-coming = The list comes as a file.
roster-file-caption = { $which ->
    [present] Present
    [absent] Absent
    [unreachable] Unreachable
    [unbound] Without an account
   *[all] All members
 }: { NUMBER($count) }
column-number = number
column-name = name
column-email = email
column-weight = weight
column-votes = votes
column-groups = groups
column-present = present
column-networks = networks
column-reachable = reachable
missing-silent = { $vote }: { $count ->
    [one] one member has
   *[other] { NUMBER($count) } members have
 } not objected. Whoever says nothing agrees, so nobody's vote is missing.
missing-head = { $count ->
    [0] { $vote }: everybody { $paper ->
        [0] on the roll has voted.
       *[other] who votes in the chat has voted; { NUMBER($paper) } on paper.
    }
    [one] { $vote }: one member has not voted.
   *[other] { $vote }: { NUMBER($count) } members have not voted.
 }
missing-secret = { $count ->
    [0] { $vote }: everybody { $paper ->
        [0] on the roll has voted.
       *[other] who votes in the chat has voted; { NUMBER($paper) } on paper.
    }
    [one] { $vote }: one member has not voted.
   *[other] { $vote }: { NUMBER($count) } members have not voted.
 } In a secret vote no names are shown.
reminded = { $missing ->
    [0] { $vote }: everybody has voted, nobody is reminded.
   *[other] { $messages ->
        [0] { $vote }: no message goes out. Those who have not voted have their ballot on its way, or no account.
        [one] { $vote }: the ballot goes to one chat again, because the vote is missing.
       *[other] { $vote }: the ballot goes to { NUMBER($messages) } chats again, of those who have not voted.
    }
 }
closed-toast = Closed: { $vote }
clock-moved-on = { $vote }: the time has changed since. It closes at { $at }. If you still want it, do it again.
clock-stopped = { $vote }: the time has changed since. If you still want it, do it again.
event-toast-open = The meeting is open.
event-toast-resume = The meeting goes on.
registration-toast-open = Check-in is open.
refusal-registration-open-already = Check-in is open already.
refusal-missing-none = Vote { $number } is not open, so nobody's ballot is missing.
usage-missing = <code>/missing 7</code>
help-missing = who has not voted; in a secret vote how many, or by name if its rule says so
usage-remind = <code>/remind 7</code>
help-remind = send the ballot again to those who have not voted
unreached-head = { $count ->
    [0] { $vote }: the ballot has reached everybody on the roll.
    [one] { $vote }: the ballot has not reached one member.
   *[other] { $vote }: the ballot has not reached { NUMBER($count) } members.
 }
unreached-foot = Everybody who is unreachable, as a file: <code>/roster unreachable file</code>
unreached-toast = { $vote }: { NUMBER($count) } not reached

# Terms

term-condition = { $strict ->
    [true] more than
   *[false] at least
 } { $share } of { $base ->
    [yes_no] yes and no votes
    [valid] valid
    [cast] ballots cast
    [present] present
    [entitled] entitled
   *[weight] the weight of the roll
 }{ $weighed ->
    [true] {" "}by weight
   *[false] {""}
 }
spoken-condition = { $strict ->
    [true] more than{" "}
   *[false] {""}
 }{ $share } of { $base ->
    [yes_no] yes and no votes
    [valid] valid
    [cast] ballots cast
    [present] present
    [entitled] entitled
   *[weight] the weight of the roll
 }{ $weighed ->
    [true] {" "}by weight
   *[false] {""}
 }
term-base = { $base ->
    [yes_no] yes and no votes
    [valid] valid votes
    [cast] ballots cast
    [present] members on the roll
    [entitled] members entitled
   *[weight] by weight of the roll
 }{ $weighed ->
    [true] {" "}by weight
   *[false] {""}
 }
term-base-of = { $base ->
    [yes_no] yes and no votes
    [valid] valid votes
    [cast] ballots cast
    [present] members on the roll
    [entitled] members entitled
   *[weight] by weight of the roll
 }{ $weighed ->
    [true] {" "}by weight
   *[false] {""}
 }
term-majority = { $short } ({ $formula })
term-short = { $short ->
    [simple] simple
    [absolute] absolute
    [two-thirds] two-thirds
   *[three-quarters] three-quarters
 }
term-quorum-none = none
term-quorum-amount = { $weighed ->
    [true] a weight of { $amount }
   *[false] { $amount } members
 }
term-quorum-share = { $strict ->
    [true] more than
   *[false] at least
 } { $share } of entitled{ $weighed ->
    [true] {" "}by weight
   *[false] {""}
 }
terms-named = Named: { $minutes ->
    [true] the minutes say who voted how
   *[false] the record of the meeting says who voted how; the minutes do not
 }.
terms-secret = Secret: after the count nobody can find out who voted how. { $receipts ->
    [true] Who casts gets a code, by which the own ballot can be found on the board.
   *[false] No receipts.
 }
terms-majority = Majority: { $majority }. A tie: { $tie ->
    [rejected] rejected
    [chair] the chair decides
    [runoff] run-off
   *[lot] lot
 }.
terms-quorum = Quorum of this vote: { $quorum }.
terms-time = Time: { $time }, from when the ballots are delivered.
terms-no-time = Time: until the chair closes it.
terms-abstain = Abstaining is possible.
terms-no-abstain = No abstaining.
terms-cast-is-cast = A cast cannot be changed.
terms-close-when-all = Closes when all have voted.
terms-publish-at-once = The result is published as soon as it is counted, unless there is something to decide first.
terms-roll-present = Who may vote: those present and entitled.
terms-roll-entitled = Who may vote: everybody entitled, present or not.
terms-group = Only the group “{ $group }”.
terms-late = Also who checks in until it closes.
terms-roll-now = <b>At this moment: { NUMBER($count) }.</b>
terms-excluded = Excluded: { $names }.

# Drafts

preview-head = <b>Draft</b> · { $vote } · { $shown ->
    [true] members can read it
   *[false] only you see it
 }. Members will get exactly this:
preview-for-you = <b>Only you read this:</b>
preview-options = Taken as { $count ->
    [one] { $kind ->
        [election] a candidate
       *[vote] an option
    }
   *[other] { NUMBER($count) } { $kind ->
        [election] candidates
       *[vote] options
    }
 }: { $names }.
rehearsal-head = <b>REHEARSAL, nothing counts</b>
preview-over = { $vote } is no draft any more: { $state }.
toggle-majority = Majority: { $value }
toggle-really = Really: { $value }
toggle-loosens = The majority of vote { $number } is still: { $value }. The next one would let more pass. Once more, if you mean it.
toggle-time = Time: { $value }
time-none = none
toggle-abstention = Abstaining: { $value ->
    [true] possible
   *[false] no
 }
toggle-secrecy = { $value ->
    [true] Secret
   *[false] Named
 }
button-vote-open = Open vote { $number }
button-vote-show = Show to members
button-vote-edit = Edit
button-vote-delete = Delete
button-vote-count = Count vote { $number } now
button-vote-publish = Publish vote { $number } to members
button-vote-more = 3 more minutes
button-vote-asof = Close vote { $number } as of { $at }
button-vote-closenow = Close vote { $number } now
button-vote-cancel = Cancel vote { $number }
draft-shown = { $vote } is being sent to members to read. To open it: <code>/open { $number }</code>
toggled-majority = Majority of vote { $number }: { $value }
toggled-time = Time of vote { $number }: { $value }
toggled-abstention = Abstaining in vote { $number }: { $value ->
    [true] possible
   *[false] no
 }
toggled-secrecy = Vote { $number } is { $value ->
    [true] secret
   *[false] named: the minutes will say who voted how
 }.
draft-moved-on = { $vote } had changed in the meantime. Nothing was changed; this is how it stands.
draft-no-more = { $vote } is no draft any more. Nothing was changed.
draft-edit-toast = How to edit { $number } is below.
draft-show-toast = Members get to read: { $vote }
draft-delete-toast = Deleted: { $vote }
edit-how =
    To change { $vote }, send back the lines that change. <code>/edit { $number } TITLE</code> gives a new title.
    If you list options, list all of them. This is how it stands, to be copied:
deleted =
    { $vote } is deleted. Its number is not given again.
    To have it again, send this:
shown-head = <b>Draft, not open yet</b> · { $vote }. To read; the ballot comes later.
shown-opened = { $vote } was opened. Your ballot is in a message of its own.
shown-withdrawn = { $vote } was withdrawn.

# Running a vote

opened-head = <b>{ $vote } is open.</b>
opened-roll = { NUMBER($roll) } on the roll; { $ballots ->
    [0] no ballot goes out
    [one] the ballot goes to one chat
   *[other] the ballot goes to { NUMBER($ballots) } chats
 }. Delivery and turnout: in the line of the meeting.
delivery-takes = Delivery takes about { $left }.
opened-in-group = The ballot is also in the members' group.
opened-timed = { $time } from when the ballots are delivered. Sooner: <code>/close { $number }</code>; longer: <code>/extend { $number } 2m</code>
opened-aloud = To read aloud: <i>{ $vote }: voting has begun. Until it is closed there are no points of order and no new motions.</i>
clock-off = { $vote }: the clock is stopped. It stays open until <code>/close { $number }</code>, or <code>/extend { $number } 2m</code> sets a new end.
typed-no-time = none, off, stop
refusal-no-clock = The clock of vote { $number } does not run.
refusal-shorten-all = Nothing would be left: vote { $number } closes at { $at }. At once: /close { $number }
opened-untimed = It stays open until <code>/close { $number }</code>. With a last call of 30 seconds: <code>/close { $number } 30</code>
opened-toast = Open: { $vote }. { NUMBER($roll) } on the roll.
started-toast = { $vote } closes at { $at }.
extended = { $vote }: { $time } more. It closes at { $at }.
closing = Last call: { $vote } closes at { $at }, in { $time }. { $missing ->
    [0] Everybody has voted.
    [one] One member has not voted.
   *[other] { NUMBER($missing) } have not voted.
 }
closed-head = <b>{ $vote } is closed.</b> Voting is over.
closed-objections = Objections: { NUMBER($cast) }
closed-turnout = { NUMBER($cast) } of { NUMBER($roll) } { $cast ->
    [one] has
   *[other] have
 } voted.
closed-by-person = Closed by { $by } at { $at }.
closed-by-clock = Closed by itself at { $at }.
closed-counts-at = Counted by itself at { $at }. At once: <code>/result { $number }</code> or the button.
counted-toast = Counted: { $vote }
disputed =
    <b>{ $vote }: the two counts differ.</b>
    Nothing will be published. The ballots are kept.
    Do not repeat the vote yet: keep a copy of the database, and of the file <code>{ $file }</code> beside it (the ballots without names, and both counts), and ask for help. To end it without a result: <code>/cancel { $number }</code>
held =
    <b>{ $vote } is held.</b> There was no connection { $same ->
        [true] at { $start }
       *[false] from { $start } to { $end }
    }; voted: { NUMBER($cast) } of { NUMBER($roll) }.
    Nothing was counted, and nobody can cast after the deadline until you decide.
    Everybody who has no vote recorded gets the ballot again. Another time: <code>/extend { $number } 5m</code>
held-over = { $vote }: the time after the outage is decided.
held-extended = { $vote } goes on for { $time } after the outage.
held-closed = { $vote } is closed as of { $at }, after the outage.
as-of-toast = { $vote } is closed as of { $at }.
cancel-ask =
    Cancel { $vote }? { $cast ->
        [0] Nobody has voted.
        [one] The one ballot is destroyed.
       *[other] All { NUMBER($cast) } ballots are destroyed.
    } There will be no result.
    If so, send the reason, which goes into the minutes: <code>/cancel { $number } WHY</code>
cancel-toast = { $vote }: the reason is asked below.
cancelled =
    { $draft ->
        [true] { $vote } is deleted. It was a draft, nobody has voted.
       *[false] { $vote } is cancelled. There is no result{ $cast ->
            [0] ; nobody had voted.
            [one] , and the one ballot is destroyed.
           *[other] , and its { NUMBER($cast) } ballots are destroyed.
        }
    }
    Reason for the minutes: { $reason }

# Lists of votes

damaged = { $what ->
    [item] { $count ->
        [one] Item { $numbers } cannot be read
       *[other] Items { $numbers } cannot be read
    }
    [entry] { $count ->
        [one] Entry { $numbers } of the journal cannot be read
       *[other] Entries { $numbers } of the journal cannot be read
    }
   *[vote] { $count ->
        [one] Vote { $numbers } cannot be read
       *[other] Votes { $numbers } cannot be read
    }
 }: damaged in the database, or written by another version. Everything else goes on; the operator's log says where.
votes-head = <b>Votes</b>
votes-none = There are no votes yet. <code>/vote TITLE</code> drafts one.
votes-outcome = { $state }, { $outcome }
votes-line = { $vote }: { $state }
votes-line-turnout = { $vote }: { $state }; { NUMBER($cast) } of { NUMBER($roll) } voted
votes-page = Page { $page } of { $pages }. Another: <code>/votes 1</code>
vote-state-draft = draft
vote-state-open = open
vote-state-closed = closed, not counted yet
vote-state-counted = counted, not published
vote-state-published = published
vote-state-cancelled = cancelled
vote-state-void = void

# Minutes. Plain text, because it becomes Markdown.

minutes-file = Minutes of { $event }
bundle-file = { $event }: journal, boards and what checks them. Unpack it, then: python verify.py .
bundle-large = { $event }: the journal and the boards are too large for this chat. The operator writes them with folkmoot export { $id }
minutes-title = Minutes: { $event }
minutes-rehearsal = This was a rehearsal. Nothing counts.
minutes-organisation = Organisation
minutes-place = Place
minutes-day = Invited for
minutes-moment = { $time } on { $day }
minutes-time = { $time }
minutes-opened = Opened
minutes-closed = Closed
minutes-zone = Times
minutes-takers = Minutes
minutes-signatures = Signatures
minutes-signed = Place, date
minutes-decided = Decided
minutes-runoff-not-held = Drafted to follow and never opened: { $next }.
minutes-unpublished = Not published.
minutes-blank = Blank
minutes-attendance = Annex: attendance list
minutes-attended = Members with a vote, checked in at some time ({ $count }):
minutes-attended-guests = Guests ({ $count }):
minutes-annex = Annex: checksums
minutes-chairs = Chair
minutes-quorum = Quorum
minutes-presence = Presence
minutes-presence-now = Present at the end: { $present } of { $entitled } entitled.
minutes-presence-weight = Weight present at the end: { $present } of { $entitled }.
minutes-arrivals = Arrivals: { $came }. Departures: { $left }.
minutes-course = What happened
minutes-run = { $same ->
    [true] { "" }
   *[false] to { $until }:{" "}
 }arrivals { $came }, departures { $left }
minutes-times = Opened { $opened }, closed { $closed }
minutes-roll = On the roll: { $roll }; present at opening: { $present }{ $represented ->
    [0] { "" }
   *[other] , represented { $represented }
 }; voted: { $cast }
minutes-roll-weight = Weight of the roll: { $roll }; cast: { $cast }
minutes-excluded = Struck from the roll for a conflict of interest:
minutes-hashes = SHA-256 of text and rules: { $definition }; of the ballots: { $board }
minutes-option = { $kind ->
    [election] Candidate
   *[vote] Option
 }
minutes-heads = Votes
minutes-weight = Weight
minutes-cancelled = Cancelled and void votes
minutes-journal = Journal: { $count } entries, the last with hash { $head }.
minutes-act-event-open = The meeting was opened.{ $here ->
    [-1] {""}
   *[other] {" "}Present: { NUMBER($here) } of { NUMBER($everybody) } entitled.{ $met ->
        [none] {""}
        [true] {" "}The meeting had a quorum: { $have }, needed { $needed }.
       *[false] {" "}The meeting had no quorum: { $have }, needed { $needed }.
    }
 }
minutes-act-event-pause = The meeting was paused.
minutes-act-event-resume = The meeting went on.
minutes-act-event-close = The meeting was closed.
minutes-act-registration-open = Check-in was opened.
minutes-act-registration-close = Check-in was closed.
minutes-act-registration-reset = All were made absent: { $absent }.
minutes-act-registration-confirm = Everybody was asked whether they are still present.
minutes-act-registration-confirmed = Absent, because they did not answer: { $absent }.
minutes-act-announcement = { $to ->
    [present] Announcement to those present:
    [all] Announcement to all members:
    [absent] Announcement to those absent:
   *[group] Announcement to { $to }:
 }
minutes-by = by { $who }
minutes-act-member-admit = Admitted: { $member }.
minutes-act-member-role = Role of { $member }: { $role ->
    [chair] chair
    [desk] desk
    [teller] teller
    [minutes] minute taker
    [observer] observer
    [none] none any more
   *[other] { $role }
 }.
minutes-act-roster-import = The roster was imported: { $added } new, { $changed } changed.
minutes-act-channel-bound = A chat was bound: { $purpose ->
    [chair] a chair channel
    [desk] the desk's channel
    [group] the members' group
   *[other] { $purpose }
 }.
minutes-act-channel-lost = A chat was lost: { $purpose ->
    [chair] a chair channel
    [desk] the desk's channel
    [group] the members' group
   *[other] { $purpose }
 }.
minutes-act-vote-show = { $vote }: the draft was shown to members.
minutes-act-vote-open = { $vote }: opened.{ $keeper ->
    [server] {" "}Secret: the server kept the key of the box until the count.
    [committee] {" "}Secret: the key of the box was kept by a committee, any { $needed } of whom can open it: { $holders }.
   *[none] {""}
}
minutes-act-vote-countdown = { $vote }: time runs, { $seconds }.
minutes-act-vote-extend = { $vote }: { $seconds } more.
minutes-act-vote-remind = { $vote }: the { NUMBER($missing) } who had not voted were reminded.
minutes-act-vote-last-call = { $vote }: last call, { $seconds }.
minutes-act-vote-close = { $vote }: closed. { $paper ->
    [true] Cast in the chat:
   *[false] Cast:
 } { $cast }.
minutes-act-vote-cancel = { $draft ->
    [silent] { $vote }: draft deleted
    [told] { $vote }: draft deleted, never opened. Reason:
   *[opened] { $vote }: cancelled. Reason:
 }
minutes-act-vote-hold = { $vote }: held; no connection { $same ->
    [true] at { $start }
   *[false] from { $start } to { $end }
 }.
minutes-act-vote-counts-differ = { $vote }: the two counts differ.
minutes-act-vote-count = { $vote }: counted.
minutes-act-vote-unlock = Committee keys opened the box of { $vote }.
minutes-act-event-forget = The people of this meeting were forgotten; its journal stays.
minutes-act-vote-publish = { $vote }: the result was declared and announced{ $where ->
    [hall] {" "}on the hall's screen
    [members] {" "}to members
   *[both] {""}
 }.
minutes-act-vote-clock-stopped = { $vote }: the clock was stopped.

# What has changed since, and what was typed before
result-moved-on = { $vote } stands differently by now. Look at what is there before you go on.
proxy-moved-on = Your proxy has changed since. This is how it stands.
typed-runs = The answer is below.
refusal-question-old = This question is more than { $minutes } minutes old and takes no answer any more. Write the command again.
refusal-question-answered = This was done at { $at } already.
refusal-typed-ran = This was done before. To have it done once more, write it again.
refusal-draft-only = Vote { $number } is no draft any more, so it cannot be deleted. To end it without a result: /cancel { $number }
pair-ask = Account { $account } shows { $code }. Connect it with { $member }? Compare with the phone in front of you.
    Or write: /pair { $number } { $code } yes
button-pair = Yes, connect
