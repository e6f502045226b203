# The end of a meeting, and rehearsals before it

farewell =
    The meeting is over. Thank you for being part of it.{ $results ->
        [0] {""}
        [one] {" "}Its result stays here: /result { $last }
       *[other] {" "}{ NUMBER($results) } results were published and stay here: <code>/result { $last }</code>, and the numbers before.
    }
    { $organisation ->
        [none] The minutes come from the organiser.
       *[other] For the minutes ask: { $organisation }
    }
refusal-event-votes-open-all = First these have to end and be counted, or be cancelled: { $votes }
refusal-rehearsal-first = This is a rehearsal. End it first: /event rehearsal
event-left-unpublished = <b>Counted and not published:</b> { $votes }
event-left-unanswered = <b>Elected, and somebody has not said whether they accept:</b> { $votes }
event-left-unsettled = <b>Published, and a tie or a seat is still open:</b> { $votes }
event-left-drafts = <b>Drafted and never opened:</b> { $votes }
rehearsal-question = Rehearsal: is there cake?
rehearsal-ended = The rehearsal is over.
refusal-rehearsal-ended-already = There is no rehearsal any more.
rehearsed-absent = { $count ->
    [one] One member with an account did not check in:
   *[other] { NUMBER($count) } members with an account did not check in:
 }
rehearsed-silent = { $count ->
    [one] One member checked in and did not vote:
   *[other] { NUMBER($count) } members checked in and did not vote:
 }
rehearsed-unbound = { $count ->
    [one] One member has no account yet: /roster unbound
   *[other] { NUMBER($count) } members have no account yet: /roster unbound
 }
