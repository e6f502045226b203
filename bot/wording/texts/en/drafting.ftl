# What can be said of a vote before it opens: its method, its seats, what follows

terms-follows = { $kind ->
    [election] Ballot
   *[vote] Round
 } { $round }, after number { $number }.
terms-marks = { $most ->
    [one] One mark.
   *[other] { $least ->
        [0] Up to { $most } marks.
       *[other] { $least } to { $most } marks.
    }
 }
terms-cumulate = Up to { $cumulate } of them for one.
terms-answers = { $abstain ->
    [true] Yes, no or abstain to each.
   *[false] Yes or no to each.
 }
terms-answers-limits = { $least } to { $most } times yes.
terms-ranking = Ranked 1, 2, 3 …: { $least } to { $most } places.
terms-method-plurality = { $kind ->
    [election] { $bar ->
        [true] Elected: those who reach the majority, most votes first; seats: { $seats }.
       *[false] Elected: those with most votes; seats: { $seats }.
    }
   *[vote] { $bar ->
        [true] Chosen: what reaches the majority, most votes first; places: { $seats }.
       *[false] What has most votes wins; places: { $seats }.
    }
 }
terms-method-block = { terms-method-plurality }
terms-method-approval = { terms-method-plurality }
terms-method-per-candidate = { terms-method-plurality }
terms-method-irv = Instant run-off: { $kind ->
    [election] elected is who has
   *[vote] chosen is what has
 } more than half of the ballots still in play; until then the last one goes, and these ballots count for their next place.
terms-method-scottish-stv = Single transferable vote, Scottish rules (SSI 2007/42); seats: { $seats }. Elected: those who reach the quota, valid ballots / (seats + 1), rounded down, plus 1. What is over it, and the ballots of the last, go on to the next place.
terms-method-meek-stv = Single transferable vote, Meek's rules; seats: { $seats }. Elected: those who reach the quota, votes in play / (seats + 1), anew at every stage. What is over it, and the ballots of the last, go on to the next place.
terms-method-schulze = Schulze's method: every two are compared, the strongest wins decide; { $kind ->
    [election] seats: { $seats }
   *[vote] places: { $seats }
 }. Equal places are possible.
terms-majority-each = Majority of each: { $majority }.{ $method ->
    [per-candidate] {""}
    [schulze] {" "}Ranked above “none of the above” is yes, below is no.
   *[other] {" "}A mark is yes; a ballot that marks only others is no.
 }
terms-nobody = { $method ->
    [schulze] Whoever fails against “none of the above” is out.
    [irv] If “none of the above” wins, the seat stays vacant.
    [scottish-stv] A seat that falls to “none of the above” stays vacant.
    [meek-stv] A seat that falls to “none of the above” stays vacant.
   *[other] Whoever has no more votes than “none of the above” is out.
 }
terms-default-quorum = { NUMBER($votes) } must rank it above “none of the above”.
terms-by-weight = Weight decides, not heads.
terms-slots = Seats, filled in this order: { $slots }.
terms-slot = { $seats } { $name }
slot-open = open to all
terms-tie = A tie for a { $kind ->
    [election] seat
   *[vote] place
 }: { $tie ->
    [rejected] { $kind ->
        [election] nobody of the tied is elected
       *[vote] none of the tied is chosen
    }
    [chair] the chair decides
    [runoff] run-off
   *[lot] lot
 }.
terms-runoff = If seats stay open: { $rounds }.
terms-round = { $top ->
    [twice] run-off with twice as many as open { $kind ->
        [election] seats
       *[vote] places
    }
   *[other] run-off of the best { $top }
 }{ $majority ->
    [none] {", "}most votes
   *[other] {", "}{ $majority }
 }
terms-order = Order drawn by lot: by the SHA-256 of “{ $seed }:” and the name.
warning-beyond-nobody = <b>Note:</b> nobody could vote if it opened now.
warning-beyond-majority = <b>Note:</b> even if all who could vote now say yes, that is { $have }{ $weighed ->
    [true] {" "}by weight
   *[false] {""}
 }; the majority needs { $needed }.
warning-beyond-quorum = <b>Note:</b> the quorum of { $needed }{ $weighed ->
    [true] {" "}by weight
   *[false] {""}
 } can never be reached: { $have } in all may vote{ $group ->
    [none] {""}
   *[other] {" "}in “{ $group }”
 }.
warning-beyond-quorum-now = <b>Note:</b> no quorum as it stands: { $weighed ->
    [true] of the weight of those who may vote, { $have } is here, { $needed } is needed.
   *[false] { $have } of those who may vote are here, { $needed } are needed.
 }
warning-vacant = <b>Note:</b> { $count ->
    [one] one seat stays vacant
   *[other] { $count } seats stay vacant
 }: there are fewer candidates than seats.
warning-slot = <b>Note:</b> seats { $slot }: { $count ->
    [0] nobody can fill them
    [one] one candidate can fill them
   *[other] { $count } candidates can fill them
 }; the rest stays vacant.
warning-unfit = <b>Note:</b> no seat for: { $names }.
warning-named-election = <b>Note:</b> this election is named: the minutes will say who voted for whom. Most laws and statutes want elections to be secret.
warning-revealing = <b>Note:</b> { $why }
warning-names = <b>Note:</b> on the roster these are: { $names }.

# What people may write in the lines below a command, parted by semicolons

written-key-title = title
written-key-text = text
written-key-method = method
written-key-majority = majority
written-key-tie = tie
written-key-quorum = quorum
written-key-rule = rule
written-key-min = min; minimum
written-key-max = max; maximum
written-key-seats = seats
written-key-cumulate = cumulate
written-key-order = order
written-key-default-quorum = default quorum
written-key-runoff = runoff; run-off
written-key-time = time
written-key-group = group
written-key-except = except
written-key-roll = roll
written-key-late = late
written-key-revote = revote
written-key-withdraw = withdraw
written-key-item = item
written-key-receipts = receipts
written-key-secret-on-demand = secret on demand; secret if demanded
written-flag-secret = secret; secret ballot; secret vote
written-flag-named = named; not secret; named vote; open vote
written-flag-abstain = abstain; abstention; abstentions
written-flag-no-abstain = no abstain; no abstention; no abstentions
written-flag-close-when-all = close when all
written-flag-publish-at-once = publish at once
written-flag-none-of-the-above = none of the above
written-flag-by-weight = by weight
written-value-simple = simple; simple majority; majority of votes; more yes than no
written-value-absolute = absolute; absolute majority
written-value-two-thirds = two-thirds; two thirds; two-thirds majority; two thirds majority
written-value-three-quarters = three-quarters; three quarters; three-quarters majority; three quarters majority; three fourths
written-value-1-2 = half; a half; one half
written-value-more-than = more than; over
written-value-at-least = at least; no less than; not less than
written-value-of = of; of the; of all
written-value-and = and
written-value-none = none; -; relative majority; plurality; most votes
written-value-yes-no = yes and no; yes_no; yes and no votes
written-value-valid = valid; valid votes
written-value-cast = cast; ballots cast; cast ballots
written-value-votes-cast = votes cast; cast votes; votes; valid votes cast; those voting; members voting; present and voting; those present and voting; members present and voting
written-value-present = present; those present; members present; present members
written-value-entitled = entitled; those entitled; those entitled to vote; entitled members; members entitled to vote
written-value-by-weight = by weight
written-value-weight = weight
written-value-rejected = rejected
written-value-chair = chair
written-value-runoff = runoff; run-off
written-value-lot = lot; by lot
written-value-no = no
written-value-until-close = until_close; until close; until the close
written-value-written = written; as written
written-value-off = off; no
written-value-code = code; codes; on; yes
written-value-yes-no-abstain = yes-no-abstain; yes, no, abstain; yes no abstain; yes-no
written-value-plurality = plurality; first past the post
written-value-block = block; block vote
written-value-approval = approval; approval voting
written-value-per-candidate = per-candidate; per candidate; one by one
written-value-irv = irv; instant run-off; instant runoff
written-value-scottish-stv = scottish-stv; stv; scottish stv
written-value-meek-stv = meek-stv; meek; meek stv
written-value-schulze = schulze; condorcet
written-value-no-objection = no-objection; no objection; consent
written-unit-s = s; sec; secs; second; seconds
written-unit-m = m; min; mins; minute; minutes
written-unit-h = h; hour; hours
written-unit-d = d; day; days
written-unit-w = w; week; weeks
written-value-on = on; yes
written-value-open = open
written-value-twice = twice
written-value-one = one; one member
written-value-1-3 = third; a third; one third; one-third
written-value-1-4 = quarter; a quarter; one quarter; one-quarter; fourth; a fourth; one fourth
written-value-1-5 = fifth; a fifth; one fifth; one-fifth
written-value-1-10 = tenth; a tenth; one tenth; one-tenth
written-value-3-5 = three fifths; three-fifths; three-fifths majority; three fifths majority
written-value-4-5 = four fifths; four-fifths; four-fifths majority; four fifths majority
written-value-1-1 = unanimous; unanimously; unanimity; all
written-value-more-than-1-2-of = majority of; majority of the
written-value-of-entitled = of all members; of all the members
written-word-article = a; an; the; by; with
written-word-percent = percent; per cent
written-word-majority = majority
written-value-more-than-1-2-of-entitled = majority of all members; majority of all the members; majority of all entitled
written-word-members = members; people; persons

# Nominations, and who is elected already

written-key-nominations = nominations
written-key-nominate = nominate; propose
written-key-missing = missing
written-key-withhold = withhold
written-key-minutes = minutes
written-flag-drop-elected = drop elected; without elected
written-value-alphabet = alphabet; alphabetical
written-value-closed = closed
written-value-number = number
written-value-names = names
fault-nominate-unused = Write the candidates themselves, one a line with a dash. This line goes with /edit
terms-alphabetical = Candidates stand in the order of their last names.
terms-drop-elected = Who holds a seat by an election of this meeting is left out when it opens.
terms-names-missing = The chair can see who has not voted yet, and never how anybody did.
terms-withheld = The result is published once vote { $number } is counted too.
terms-no-minutes = A straw poll: its figures do not stand in the minutes.
warning-few = <b>Note:</b> { $count } would vote. With fewer than { $least } ballots the figures of a secret vote tell much; you can publish the verdict only.
warning-withheld = <b>Note:</b> there is no other vote { $other } yet, for whose count the result is to wait.
warning-elected = <b>Note:</b> elected in this meeting already: { $names }. { $dropped ->
    [true] Left out when it opens.
   *[false] To leave them out: <code>/edit { $number }</code>, below it <code>drop elected</code>
 }
toggle-nominations = Nominations: { $value ->
    [true] open (close them)
   *[false] closed
 }
toggled-nominations = Nominations for vote { $number } are { $value ->
    [true] open
   *[false] closed
 }.
nominations-open = <b>Nominations are open.</b> One more: <code>/edit { $number }</code>, below it <code>nominate: #17, Anna Ortega</code>
nominations-asked = Asked whether they stand, no answer yet: { $names }
nominations-unasked = Not asked here: { $names }. Who answers in the hall: <code>/accept { $number } NAME</code> or <code>/accept { $number } NAME no</code>
nominations-accepted = Stand: { $names }
nominations-declined = Does not stand, and is the last on the list: { $names }
shown-nominations = Nominations are open. To stand: /accept { $number }
button-stand = I stand
nominated-ask =
    You are proposed as a candidate in { $vote }.
    <b>Do you stand?</b> Typed: /accept { $number } or /accept { $number } no
nominated-accepted = You stand in { $vote }. Until nominations close you can change that: /accept { $number } no
nominated-declined = You do not stand in { $vote }. Until nominations close you can change that: /accept { $number }
nominated-over = { $vote }: nominations are closed. { $stands ->
    [true] You stand.
   *[false] You do not stand.
 }
nominated-off = { $vote } was called off. Nobody is asked any more.
nominated-recorded-accepted = Recorded: you stand. { $vote }
nominated-recorded-declined = Recorded: you do not stand. { $vote }
button-nominated-yes = I stand
button-nominated-never = I do not stand
alarm-nominee-declined = { $who } does not stand in vote { $number }. How it stands: /accept { $number }
refusal-nominations-open = Nominations for vote { $number } are still open. Close them first: /edit { $number } and on the next line nominations: closed
refusal-stands-too-often = You have said many times whether you stand in vote { $number }. /accept { $number } no works always; the chair can write down that you stand.
refusal-nominations-over = Nominations for vote { $number } are closed.
refusal-not-nominated = Nobody has proposed you in vote { $number }.
refusal-all-elected = All candidates of vote { $number } are elected already, and its rule leaves them out. New ones: /edit { $number }
minutes-act-candidate-stands = { $vote }: { $member } was proposed and stands.
minutes-act-candidate-declines = { $vote }: { $member } was proposed and does not stand.
