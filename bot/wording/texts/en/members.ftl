# What members read, outside refusals

language-name = English
moment = { $time } on { $day }
counted = { $what } { $count }
names-more = { NUMBER($count) } more
name-vote = Vote { NUMBER($number, useGrouping: 0) } “{ $title }”
name-election = Election { NUMBER($number, useGrouping: 0) } “{ $title }”
name-rehearsal = REHEARSAL: { $name }

option-yes = Yes
option-no = No
option-abstain = Abstain
choice-blank = Blank

# Words that people may type, in any case; the languages add up.
typed-here = here, present
typed-leaving = leaving
typed-yes = yes
typed-no = no
typed-carried = carried, adopted, passed
typed-rejected = rejected, not adopted, not carried, lost
typed-abstain = abstain, abstention
typed-blank = blank

# Joining

greeting = { $who ->
    [none] Welcome.
   *[other] Welcome to the assembly: { $who }
 }
greeting-link = Please open your invitation link. Or send me the code: <code>/start CODE</code>
greeting-desk = No invitation? Show <b>{ $code }</b> at the desk. It is valid for { $minutes } minutes.
code-malformed = That is not a code. A code has 16 letters and digits, such as <code>7K3M-Q2ZD-91XA-HV4T</code>.
code-burnt = This code is dead, because everybody here could read it. Ask the desk for a new one and open it in a private chat with me.
join-question =
    Are you <b>{ $name }</b>, member { $number }?
    If so, press the button, or write <code>/start { $code } yes</code>
    If not, do nothing and tell the desk.
join-toast = Welcome, { $name }.
join-done = Welcome, { $name }. This account is now member { $number }.
join-next-card = Check-in is open: press <b>Check in</b> on the card below.
join-next-wait = When the check-in opens, I send you a card with a button. You need not do anything until then.
join-help = What you can do here: /help
invitation-why = { $organisation } invites its members to vote: check-in, ballots and results of the meeting come here.
chat-unread = I could not read that, so it does not count. Please write or vote again.
chat-signs = My signs: { $signs }. If your app shows the same ones in the same order, tap that they match; if not, tap that they do not and tell the organisers.
chat-encrypted-private = This room is encrypted, and I cannot read encrypted rooms yet. Please go on in the other room, into which I have invited you.
here = Here I can read you.
here-known = What you can do here: /help
welcome =
    Welcome. I am the assistant for <b>{ $event }</b>.
    Check-in and ballots come into this room by themselves. You need not do anything until then.
    What you can do here: /help
link-code =
    Your code for a second network: <code>{ $code }</code>
    On Telegram write to me: <code>{ "/" }start { $code }</code>
    On Matrix write to me: <code>!join { $code }</code>
link-once = It works once. Do not show it to anybody. You still have one vote.
button-yes-me = Yes, that is me

# Presence

button-checkin = Check in
button-checkout = Check out
button-still-here = I am still here
checkin-first = You can check in here:
checkin-done = You are checked in: { $event }
checkin-already = You are checked in already: { $event }
checkin-confirmed = Thank you, you stay checked in: { $event }
checkin-which =
    Where are you? Press, or write <code>here 1</code>
    { $meetings }
checkin-not-open = Check-in is not open at the moment. When it opens, I send you a card.
checkin-not-yet = { $event } begins at { $time }. When the check-in opens, I send you a card.
checkout-done = You are checked out: { $event }
checkout-already = You were not checked in: { $event }
checkout-not-present = You are not checked in.
checkout-which =
    Which meeting are you leaving? Press, or write <code>leaving 1</code>
    { $meetings }
card-absent = Check-in is open. Press the button when you are here.
card-present = You are checked in. { $votes ->
    [true] Ballots come here by themselves. If you leave, check out.
   *[false] As a guest you get no ballot of your own. If you leave, check out.
 }
card-confirm = Are you still here? Press before { $until }, or you count as absent.
card-closed = You are not checked in, and check-in is closed. Ask the desk if you are here.
card-planned = Check-in is not open, and a rehearsal, if there was one, is over. As soon as it opens, this card comes again with its button.
card-rehearsal = This is a rehearsal. Nothing counts.
card-over = The meeting is over. Thank you for coming.

# Ballots

ballot-named = Not secret: { $minutes ->
    [true] the minutes show how you voted
   *[false] the record of the meeting shows how you voted; the minutes do not
 }.
ballot-rehearsed = Not secret, but only rehearsed: no minutes say how you voted.
ballot-shortened = Shortened. The whole text: /text { NUMBER($number, useGrouping: 0) }
ballot-how-many = { $most ->
    [1] Mark one.
   *[other] { $least ->
        [0] Mark up to { $most }.
        [1] Mark up to { $most }.
       *[other] Mark at least { $least } and at most { $most }.
    }
 }
ballot-nothing-yet = You have not voted yet.
ballot-recorded = <b>Recorded: { $choice }</b>. You can change it until the vote closes.
ballot-recorded-final = <b>Recorded: { $choice }</b>. It cannot be changed.
ballot-reminder = <b>Reminder: you have not voted yet.</b>
ballot-last-call = <b>Last call, it closes at { $at }: { $marks ->
    [true] what you filled in is not cast yet.
    [consent] if you object, say so now.
   *[false] you have not voted yet.
 }</b>
ballot-reminder-consent = <b>Reminder: if you object, say so. Whoever says nothing agrees.</b>
ballot-reminder-marks = <b>Reminder: what you filled in is not cast yet.</b>
ballot-closes-running = Closes at { $at } · { $left }
ballot-closes = Closes at { $at }.
ballot-held = There was an outage. If you pressed { $same ->
    [true] at { $start }
   *[false] between { $start } and { $end }
 }, press again. The chair decides about the time.
ballot-group-object = Whoever agrees need not do anything. To object, press. Only you see it here; your last press counts.
ballot-group-press = Press to vote. Only you see your choice here; your last press counts.
ballot-group-mine = Everybody votes on a ballot of their own: “My ballot” opens yours right here. Only you see it.
ballot-group-open = Open your ballot to vote. It comes into our private chat.
ballot-answer = To vote, write for instance <code>{ $label }</code>
ballot-group-private = Your ballot is in the private room with me. What is written here counts for nothing.
ballot-over = Closed.
ballot-over-mine = You voted: { $choice }
ballot-over-none = No vote of yours was recorded.
ballot-cancelled = Cancelled. There is no result. Reason: { $reason }
ballot-page = Page { $page } of { $pages }
ballot-sent = { $count ->
    [one] Your ballot is on its way.
   *[other] Your { $count } ballots are on their way.
 }
ballot-opened = Your ballot. Only you see it.
ballot-sent-private = Your ballot is on its way into our private chat.
ballot-none-open = No vote is open at the moment. Ballots come by themselves.
ballot-none-over = The meeting is over: there are no ballots any more. Results: /result
button-open-ballot = Open my ballot
button-my-ballot = My ballot
button-page-back = Back to page { $page } of { $pages }
button-page-next = Go on to page { $page } of { $pages }
cast-recorded = Recorded: { $choice }
cast-done = Recorded: { $vote }: <b>{ $choice }</b>
cast-how = Name the vote and the option: <code>/cast 7b</code>. Several options: <code>/cast 7 a c</code>. Nothing was cast.
cast-which = Which vote do you mean? Press, write its number too, such as <code>7b</code>, or answer under the ballot itself. Nothing was cast yet.
cast-which-none = Which vote do you mean? Write its number too, such as <code>7b</code>. Nothing was cast.

# Asking

status-who = You are <b>{ $name }</b>, member { $number }.
status-present = { $event }: you are checked in.
status-absent = { $event }: you are not checked in{ $checkin ->
    [open] . /checkin
   *[closed] ; the check-in is not open now.
 }
status-over = { $event }: the meeting is over.
status-guest = You are a guest: you get no ballots.
status-no-votes = No vote is open for you.
status-vote = { $vote }: recorded { $choice }
status-vote-silent = { $vote }: you have not objected; whoever says nothing agrees. /ballot
status-vote-none = { $vote }: you have not voted yet. /ballot
language-which = Which language? Press, or write /language and one of: { $known }
language-done = I speak English with you from now on.
plain-how = Write <code>/plain on</code> or <code>/plain off</code>.
plain-on = From now on, answers to your presses stay until you dismiss them, and you check every choice before you cast it.
plain-off = From now on, answers to your presses show briefly.
text-not-understood = I did not understand that.{ $vote ->
    [none] {""}
   *[other] {" "}To vote, write for instance: <code>{ $vote }</code>.
 }{ $checkin ->
    [open] {" "}To check in, write: <code>here</code>.
   *[closed] {""}
 } All commands: /help
command-unknown = I do not know /{ $name }. { $near ->
    [none] All commands: /help
   *[other] Did you mean /{ $near }? All commands: /help
 }
blank-means = <b>Abstain</b>: you are neither for nor against, and say so. It is a valid vote; in a majority “of valid” it makes the bar higher, in one “of yes and no” it does not.
    <b>Blank</b>: an empty ballot. It counts for the turnout, and in a majority “of ballots cast”; it is no valid vote.
    Doing nothing counts for neither.
help-head = What you can do here:
help-unbound = I do not know you yet. Open your invitation link, or send /start for a number to show at the desk.

usage-start = <code>/start CODE</code>
help-start = connect this account with your membership
usage-join = <code>/join CODE</code>
help-join = the same as /start
usage-link = /link
help-link = a code for your second network
usage-checkin = /checkin
help-checkin = I am here
usage-checkout = /checkout
help-checkout = I am leaving
usage-ballot = /ballot
help-ballot = send my open ballots again
usage-cast = <code>/cast 7b</code>
help-cast = vote by text; several options: <code>/cast 7 a c</code>; abstain or blank: <code>/help blank</code>
usage-status = /status
help-status = who I am, and what I have voted
usage-text = <code>/text 7</code>
help-text = the full text of a vote
usage-language = <code>/language XX</code>
help-language = the language I speak with you
usage-plain = <code>/plain on|off</code>
help-plain = answers that wait until you have read them
usage-help = /help
help-help = this list
