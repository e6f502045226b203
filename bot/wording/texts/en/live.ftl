# The live message of the chair channel

live-event-planned = <b>{ $title }</b> · not open yet · check-in { $registration ->
    [true] open
   *[other] closed
 }
live-event-open = <b>{ $title }</b> · open · check-in { $registration ->
    [true] open
   *[other] closed
 }
live-event-paused = <b>{ $title }</b> · paused · check-in { $registration ->
    [true] open
   *[other] closed
 }
live-event-closed = <b>{ $title }</b> · closed
live-event-rehearsal = <b>{ $title }</b> · REHEARSAL, nothing counts · check-in { $registration ->
    [true] open
   *[other] closed
 }
live-roster = Present { NUMBER($present) } of { NUMBER($entitled) }
live-weight = weight { $present } of { $entitled }
live-quorum = quorum { $met ->
    [true] yes
   *[other] NO
 } (needs { $needed }{ $weighed ->
    [true] {" "}by weight
   *[false] {""}
 })
live-arrivals = Last: { $names }
live-enrolment = { $network }: { NUMBER($chats) } of { NUMBER($people) } private rooms made, about { $left } left
live-enrolment-lost = { $network }: { $count ->
        [one] one private room
       *[other] { NUMBER($count) } private rooms
    } cannot be made, because there is no such account or its server does not answer. Detach the account with /unbind and the number; then mend the address in the roster and import it again. The organiser sees more with: folkmoot check --live
live-vote = <b>{ $vote }</b>
live-turnout = voted { NUMBER($cast) } of { NUMBER($roll) }
live-everybody = <b>everybody has voted</b>
live-delivering = ballots { NUMBER($reached) } of { NUMBER($roll) }, about { $left } left
live-delivered = reached { NUMBER($reached) } of { NUMBER($roll) }{ $unreached ->
    [0] {""}
   *[other] , { NUMBER($unreached) } not reached
 }{ $accountless ->
    [0] {""}
   *[other] {" "}({ NUMBER($accountless) } without an account)
 }
live-waiting = The time starts when the ballots are out. Sooner: <code>/open { $number }</code>
live-closes = Closes at { $at }
live-held = Deadline held after an outage: you decide about the time.
live-closed = closed, { NUMBER($cast) } of { NUMBER($roll) } voted, not counted yet
live-changed = <i>Last change { $at }</i>
live-counted = counted, not published yet
live-published = published
live-tie = <b>tie, not decided</b>: <code>/result { $number }</code>
live-moved = The card has moved down.
live-next = Next: { $vote }
button-card-checkin = Open check-in
button-card-open = Open the meeting
button-card-resume = Go on
button-card-vote-open = Open vote { $number }
button-card-vote-plus = Vote { $number }: +2 min
button-card-vote-last = Vote { $number }: last call 30 s
button-card-vote-remind = Vote { $number }: remind
button-card-vote-close = Close vote { $number }
button-card-vote-count = Count vote { $number } now
button-card-publish = Publish all { $count } results
published-all = Published to members{ $count ->
    [one] :
   *[other] , { $count } together:
 } { $votes }{ $left ->
    [0] {""}
   *[other] . Not published: { $others }
 }
publish-all-none = None was published: each of these waits for another vote, or its figures would tell how people voted. Publish it from its own result.
publish-all-moved-on = What was counted has changed since. Look at the results, then publish.
button-card-vote-publish = Publish vote { $number } to members
button-start = Start the time of vote { $number } now
button-unreached = Who was not reached by vote { $number }?
