# A vote once more: opened again, or void and repeated

usage-reopen = <code>/reopen 7 WHY</code>
help-reopen = let members go on voting, until it is counted; without a reason: closed too early
usage-repeat = <code>/repeat 7 WHY</code>
help-repeat = make a vote void and draft it once more
button-vote-reopen = Open vote { $number } again
button-card-vote-reopen = Open { $number } again
reopen-reason = closed too early
reason = Reason: { $reason }
reopened-toast = { $vote } is open again.
reopened-head = <b>{ $vote } is open again.</b> { $cast ->
    [0] Nobody had voted yet.
    [one] The one vote that was cast stands.
   *[other] The { NUMBER($cast) } votes that were cast stand.
 } Everybody gets the ballot once more.
reopened-roll = { NUMBER($roll) } on the roll{ $late ->
    [no] {" "}as before; whoever has come meanwhile does not vote in it.
   *[until_close] , with those who have come meanwhile.
 }
reopened-timed = It has its whole time again, { $time }, from when the ballots are delivered.
reopened-untimed = It has no deadline: <code>/close { $number }</code>, or <code>/extend { $number } 3m</code> to set one.
ballot-reopened = <b>Voting goes on.</b> Whatever you cast stands and can be changed as before. Reason: { $reason }
closing-moved-on-open = { $vote } was opened again meanwhile. Nothing was changed.
closing-moved-on-closed = { $vote } was opened again and closed since. This is how it stands.
closing-moved-on-counted = { $vote } is counted already.
closing-moved-on-published = { $vote } is counted and published already.
closing-moved-on-cancelled = { $vote } was cancelled.
closing-moved-on-void = { $vote } is void.
closing-moved-on-draft = { $vote } is a draft.
repeat-ask =
    Make { $vote } void and vote once more? { $state ->
        [counted] Its result does not count any more; it stays in the minutes as void.
       *[open] { $cast ->
            [0] Nobody has voted.
            [one] The one ballot is destroyed unopened.
           *[other] All { NUMBER($cast) } ballots are destroyed unopened.
        }
    }
    If so, send the reason, which goes into the minutes: <code>/repeat { $number } WHY</code>
repeated = { $vote } is void{ $counted ->
    [true] : its result does not count any more
   *[false] ; its ballots were destroyed and never counted
 }. Vote { $next } repeats it: the draft is below.
ballot-void = Void: this vote is repeated, and a new ballot comes by itself. What was cast here does not count. Reason: { $reason }
result-void = <b>Void:</b> { $vote }. Its result does not count; the vote is repeated.
minutes-void = Void, and repeated as another vote. Reason:
minutes-act-vote-reopen = { $vote }: opened again with { $cast } votes cast, which stand. Reason:
minutes-act-vote-repeat = { $vote }: void, repeated as { $next }. Reason:
refusal-vote-void = Vote { $number } is void and is repeated. Nothing was cast; the new ballot comes by itself.
refusal-reopen-late = Vote { $number } is counted already, so it cannot be opened again. A new round: /repeat { $number } WHY
refusal-reopen-unlocked = The committee has opened the box of vote { $number }, so nobody can go on voting in it. A new round: /repeat { $number } WHY
refusal-repeat-followed = Vote { $next } is the run-off of vote { $number }. Cancel or repeat that one first.
