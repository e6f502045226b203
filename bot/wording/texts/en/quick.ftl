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
