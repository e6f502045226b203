# After an election: acceptance, lots, rulings, run-offs

usage-accept = <code>/accept 9</code>, <code>/accept 9 no</code>
help-accept = whether you accept your election, or before it whether you stand; in the chair channel <code>/accept 9 NAME</code> for somebody
usage-lot = <code>/lot 9 NAME</code>
help-lot = lots that were drawn, first drawn first; <code>/lot 9 seed PUBLIC WORDS</code>; <code>/lot 9 off</code> takes them back until the result is published
usage-ruling = <code>/ruling 9 TEXT</code>
help-ruling = the chair's decision beside the result; <code>/ruling 9 off</code> takes it back until the result is published
usage-runoff = <code>/runoff 9 2</code>
help-runoff = draft the next round; how many candidates is optional

elected-ask =
    You were elected in { $vote }: { $you }
    <b>Do you accept?</b> Typed: /accept { $number } or /accept { $number } no
elected-surely =
    Do you really decline in { $vote }?
    The next in line is then asked at once.
elected-surely-toast = { $vote }: do you really decline?
elected-said-accepted = You have accepted your election in { $vote }: { $you }
elected-said-declined = You have declined your election in { $vote }: { $you }
elected-no-more = { $vote }: the seat was filled otherwise. You are not asked any more.
elected-recorded-accepted = Recorded: you accept. { $vote }
elected-recorded-declined = Recorded: you decline. { $vote }
button-elected-yes = I accept
button-elected-no = I decline
button-elected-never = Yes, I decline

acceptance-head = <b>Do they accept?</b> · { $vote }
acceptance-line = { $slot ->
    [none] {""}
   *[other] { $slot }:{" "}
 }{ $who }: { $state ->
    [accepted] has accepted
    [asked] is asked, no answer yet
    [unreached] was not reached
   *[unasked] was not asked here
 }
acceptance-open-seat = open seat
acceptance-declined = Declined: { $names }.
acceptance-accepted = Accepted: { $names }.
acceptance-missing = No acceptance on record: { $names }.
acceptance-tie = { $rule ->
    [lot] Tie, a lot is needed: { $names }. <code>/lot { $number } NAME</code>
   *[other] Tie: { $names }.
 }
acceptance-vacant = { $count ->
    [one] { $count } seat is vacant.
   *[other] { $count } seats are vacant.
 } The next round: <code>/runoff { $number }</code>
acceptance-how = Who answers in the hall: <code>/accept { $number } { $label }</code> or <code>/accept { $number } { $label } no</code>
acceptance-recorded-accepted = { $vote }: { $who } accepts. Recorded.
acceptance-recorded-declined = { $vote }: { $who } declines. Recorded.
acceptance-next = Moved up: { $who }.
acceptance-nobody-next = { $lot ->
    [true] A lot decides who is next in line: <code>/lot { $number }</code>
   *[false] Nobody is next in line: the seat is vacant. <code>/runoff { $number }</code>
 }
alarm-elected-declined = { $who } declines the election in vote { $number }. { $next ->
    [none] Nobody is next in line: the seat is vacant. How it stands: /accept { $number }
    [lot] A lot decides who is next in line: /lot { $number }
   *[other] Moved up: { $next }. How it stands: /accept { $number }
 }

lot-how =
    { $vote }: a lot is open between { $names }.
    Draw it, then write whom it favours, first drawn first: <code>/lot { $number } { $label }</code>
    Or let public words decide that nobody could choose: <code>/lot { $number } seed WORDS</code>
lot-how-question =
    { $vote }: a lot is open between { $names }.
    Draw it, then write what was drawn: <code>/lot { $number } yes</code> or <code>/lot { $number } no</code>
    Or let public words decide that nobody could choose: <code>/lot { $number } seed WORDS</code>
lot-recorded = The lot is recorded: { $vote }. The result comes anew.
take-back-how = Until it is published you can take it back: <code>/{ $act } { $number } off</code>
lot-taken-back = { $vote }: what was drawn is taken back. The result comes anew, as it was counted.
ruling-taken-back = { $vote }: your decision is taken back. The result comes anew, as it was counted.
decide-ask =
    { $vote } is published: members get the new result at once, and this cannot be taken back. Is it meant so?
    Written: <code>/{ $command }</code>
button-decide = Yes, it is meant so
ruling-recorded = Recorded beside the result of { $vote }: { $text }
ruling-still-tied = The tie is open as before. Begin with what you decide for: { $names }.
button-favour = { $chair ->
    [true] I decide: { $option }
   *[false] Drawn: { $option }
 }
runoff-title = { $title } ({ $kind ->
    [election] ballot { $round }
   *[vote] round { $round }
 })
runoff-toast = Run-off of { $vote }: draft { $next }

alarm-lot-recorded = Vote { $number }: a teller has put down the lots that were drawn.
alarm-lot-taken-back = Vote { $number }: a teller has taken the lots back.
alarm-runoff-drafted = A teller has drafted the next round of vote { $number }: vote { $next }. To open it: <code>/open { $next }</code>
refusal-only-teller = Only chairs and tellers can do this.
refusal-not-an-election = Vote { $number } is no election: nobody is asked to accept.
refusal-not-elected = Nobody is elected here by that name in vote { $number }, or it is not published yet.
refusal-answered-already = { $answer ->
    [accepted] You have accepted already.
   *[declined] You have declined already.
 } Only the chair can change that. Vote { $number }
refusal-seat-taken = That cannot be taken back in vote { $number }: { $label } has accepted the seat since.
refusal-candidate-unknown = I do not know “{ $word }” in vote { $number }. Write the label, the number or the name.
refusal-which-candidate = Who is meant in vote { $number }? { $names }. Write the label.
refusal-decided-by-runoff = Vote { $next } is the run-off of vote { $number } already. Cancel it first: /cancel { $next } WHY
refusal-nothing-to-take-back = Vote { $number }: { $act ->
    [ruling] nothing was decided by you that could be taken back.
   *[lot] no lot was drawn that could be taken back.
 }
refusal-take-back-published = Vote { $number } is published: members know what was decided. Nothing of it can be taken back; a new round: /repeat { $number } WHY
refusal-take-back-accepted = { $label } has accepted the seat already. First write that down otherwise: /accept { $number } { $label } no
refusal-no-tie = No lot is open in vote { $number }: there is no tie that a lot decides.
refusal-not-tied = { $label } is not in the tie of vote { $number }. Between whom a lot is open: /lot { $number }
refusal-lot-words-missing = Which public words? Write for instance: /lot { $number } seed lottery numbers of today 4 8 15 16 23 42
refusal-ruling-missing = What did you decide? Write it after the number: /ruling { $number } TEXT
refusal-text-long = The text has { $given } characters; { $allowed } are possible.
refusal-runoff-not-needed = Vote { $number } needs no run-off: nothing is tied, and every seat is filled.
refusal-runoff-nobody = Nobody is left for a run-off of vote { $number }. The seats stay vacant until a new election: /elect
refusal-runoff-exists = The run-off of vote { $number } is vote { $next } already.
refusal-rules-newer = Vote { $number } was drafted by a newer version of Folkmoot (rules { $rules }). This version does not count it: update.
refusal-edit-open = Vote { $number } is open, so it cannot be edited, also if a candidate withdraws. First /cancel { $number } WHY, then draft it anew.

# The seats after refusals

board-head = <b>The seats as they are held now</b> · { $vote }
board-line = { $place }. { $slot ->
    [none] {""}
   *[other] { $slot }:{" "}
 }{ $who }{ $said ->
    [accepted] : has accepted
    [moved] : moved up, is asked
    [unasked] : moved up, was not asked here
   *[none] {""}
 }
board-aloud = { $vote }: { $names ->
    [none] nobody holds a seat.
   *[other] the seats are held by { $names }.
 }
board-aloud-declined = Declined: { $names }.
board-aloud-moved = Moved up: { $names }.
board-aloud-vacant = { $count ->
    [one] { $count } seat is vacant.
   *[other] { $count } seats are vacant.
 }
