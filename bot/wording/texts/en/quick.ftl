# Votes in one act

usage-quick = <code>/quick TITLE</code>
help-quick = draft and open at once, 30 seconds; it closes and counts by itself
usage-hand = <code>/hand TITLE</code>, <code>34:12:3</code> on the next line
help-hand = a show of hands for the minutes: yes, no, abstentions, or <code>yes 34, no 12</code>
typed-count-yes = for, aye, ayes, in-favour, pro
typed-count-no = against, nay, nays, contra
typed-count-abstain = abstentions, abstained, abstaining
hand-taken = { $vote } is on record. The result follows; read it aloud.
fault-hand-secret = is not possible: everybody sees hands. With ballots: /vote
fault-hand-question = A show of hands answers yes or no. For options and candidates: /vote or /elect
refusal-hand-question = A show of hands answers yes or no. For options and candidates: /vote or /elect
refusal-hand-weight = Hands have no weight, and here weight decides. Hold it with ballots: /vote
refusal-hand-no-quorum = The show of hands was not recorded: no quorum. Present{ $weighed ->
        [true] , by weight
       *[false] { "" }
    }: { $have }, needed: { $needed }
refusal-hand-nobody = The show of hands was not recorded: nobody who is checked in may vote in it. Check in first, or add the line roll: entitled
refusal-hand-none = The show of hands was not recorded: no hand was counted.
refusal-hand-too-many = The show of hands was not recorded: { NUMBER($hands) } hands, but only { NUMBER($roll) } who are checked in may vote. Count again, or check the others in first.
refusal-hand-twice = The show of hands was not recorded: one of the numbers is there twice.
refusal-hand-abstain = The show of hands was not recorded: its rule has no abstentions, and some were counted.
refusal-hand-differs = The show of hands was not recorded: its two counts differ. Keep the database and ask for help.
terms-by-hand = By show of hands, counted in the hall; there are no ballots.
result-turnout-hands = Hands counted: { NUMBER($cast) } of { NUMBER($roll) } who may vote ({ $percent })
minutes-act-vote-hand = { $vote }: decided by show of hands.

# Consent

usage-consent = <code>/consent TITLE</code>
help-consent = adopted if nobody objects within 30 seconds
option-object = I object
typed-object = object, objection, i-object
typed-withdrawn = withdraw, withdrawn
button-withdraw-objection = I take my objection back
consent-nothing-yet = Whoever agrees need not do anything.
consent-over-none = You did not object.
fault-consent-majority = does not go with it: one objection is enough. With ballots: /vote
refusal-settings-consent-secret = Objections are named, so this cannot be secret. With ballots: /vote
terms-consent = Adopted if nobody objects; who says nothing agrees. Whoever objects stands in the minutes.
result-objections = Objections: { NUMBER($count) }
result-taken-back = Objections taken back: { NUMBER($count) }
result-asked = The question reached { NUMBER($reached) } of { NUMBER($roll) } on the roll
spoken-consent = { $count ->
    [0] { $verdict }: nobody objected.
    [one] { $verdict }: one objection.
   *[other] { $verdict }: { NUMBER($count) } objections.
 }
verdict-adopted = Adopted
verdict-objected = Not adopted
next-vote = Somebody objects. Put it to the vote: <code>/runoff { $number }</code>
button-put-to-vote = Put it to the vote
