# In place of the texts above it, on networks that have no buttons

greeting-link = Please write me the code of your invitation: <code>/join CODE</code>
join-question =
    Are you <b>{ $name }</b>, member { $number }?
    If so, write <code>/join { $code } yes</code>
    If not, do nothing and tell the desk.
join-next-card = Check-in is open: see the card below.
join-next-wait = When the check-in opens, I write to you here. You need not do anything until then.
checkin-which =
    Where are you? Write <code>here 1</code>
    { $meetings }
checkout-which =
    Which meeting are you leaving? Write <code>leaving 1</code>
    { $meetings }
checkin-not-open = Check-in is not open at the moment. When it opens, I write to you here.
checkin-not-yet = { $event } begins at { $time }. When the check-in opens, I write to you here.
card-absent = Check-in is open. When you are here, write “<code>here</code>”
card-present = You are checked in. { $votes ->
    [true] Ballots come here by themselves.
   *[false] As a guest you get no ballot of your own.
 } If you leave, write “<code>leaving</code>”
card-planned = Check-in is not open, and a rehearsal, if there was one, is over. As soon as it opens, I write to you here.
card-confirm = Are you still here? Write “<code>here</code>” before { $until }, or you count as absent.
ballot-held = There was an outage. If you voted { $same ->
    [true] at { $start }
   *[false] between { $start } and { $end }
 }, vote again. The chair decides about the time.
cast-which = Which vote do you mean? Reply to this with the number, or write for instance <code>7b</code>. Nothing was cast yet.
language-which = Which language? Write /language and one of: { $known }
plain-on = From now on, your answers are confirmed in full.
plain-off = From now on, your answers are confirmed briefly.
refusal-button-unknown = This answer means nothing to me, perhaps because the question is old. For your ballots: /ballot
refusal-ballot-forged = This ballot was not made for you. Nothing was cast. For your own ballots: /ballot
ballot-secret-means = Secret: your choice is sealed when it arrives, counted without your name, and the key is destroyed, so that nobody can find it out later. Until then a dishonest operator or whoever sees your screen could. Your server keeps what is taken away from this room, encrypted, for about a week. More: /help secret
