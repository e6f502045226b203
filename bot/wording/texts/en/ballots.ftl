# Ballots of all methods: filling them in, by buttons and by typing

option-none-of-the-above = None of the above
option-abstain-all = Abstain on all
choice-blank-all = Leave all blank
button-blank = Blank

ballot-picked = Chosen: { $choice }. <b>Not cast yet.</b>
ballot-marked = { $count } of { $most } marked: { $choice }. <b>Not cast yet.</b>
ballot-ranked = { $choice }. <b>Not cast yet.</b>
ballot-ranked-sharing = { $choice } = … The next one shares the last place. <b>Not cast yet.</b>
ballot-answered = { $count } of { $most } answered. <b>Not cast yet.</b>
ballot-answer-given = { $choice }. { $state }
ballot-answer-taken = { $option }: no answer. { $state }
ballot-empty = Nothing is filled in.
ballot-emptied = Nothing is filled in any more. What was recorded still stands.
ballot-as-recorded = As it is recorded: { $choice }.
ballot-cumulate = Up to { $most } marks for one: press it again.
ballot-blank-valid = An abstention counts among the valid votes, a blank ballot does not.
ballot-blank-cast = { $abstain ->
    [true] Abstentions and blank ballots count
   *[false] A blank ballot counts
 } among the ballots cast.
ballot-how-pick = Choose, then cast.
ballot-how-ranking = Press in your order, the best first. Press again to take one out. You need not rank all.
ballot-least-ranks = { $least ->
    [one] At least one place.
   *[other] At least { $least } places.
 }
ballot-most-ranks = { $most ->
    [one] One place only.
   *[other] At most { $most } places.
 }
ballot-how-answers = Answer for each one. Whoever you leave out gets a blank vote.
ballot-least-yes = { $least ->
    [one] Yes to one at least.
   *[other] Yes to at least { $least }.
 }
ballot-most-yes = { $most ->
    [one] Yes to one at most.
   *[other] Yes to at most { $most }.
 }
ballot-answer-turn = Now: { $page } of { $pages }, marked with →
ballot-answer-single = Write your choice: <code>{ $example }</code>{ $apart ->
    [both] , <code>{ NUMBER($number, useGrouping: 0) } abstain</code> or <code>{ NUMBER($number, useGrouping: 0) } blank</code>
    [abstain] , or <code>{ NUMBER($number, useGrouping: 0) } abstain</code>
    [blank] , or <code>{ NUMBER($number, useGrouping: 0) } blank</code>
   *[none] {""}
 }
ballot-answer-marks = Write your choice: <code>{ $example }</code>{ $apart ->
    [both] , <code>{ NUMBER($number, useGrouping: 0) } abstain</code> or <code>{ NUMBER($number, useGrouping: 0) } blank</code>
    [abstain] , or <code>{ NUMBER($number, useGrouping: 0) } abstain</code>
    [blank] , or <code>{ NUMBER($number, useGrouping: 0) } blank</code>
   *[none] {""}
 }
ballot-answer-ranking = Write your order, the best first: <code>{ $example }</code>{ $apart ->
    [both] , <code>{ NUMBER($number, useGrouping: 0) } abstain</code> or <code>{ NUMBER($number, useGrouping: 0) } blank</code>
    [abstain] , or <code>{ NUMBER($number, useGrouping: 0) } abstain</code>
    [blank] , or <code>{ NUMBER($number, useGrouping: 0) } blank</code>
   *[none] {""}
 }
ballot-answer-answers = Write your answers: <code>{ $example }</code>{ $apart ->
    [both] , <code>{ NUMBER($number, useGrouping: 0) } abstain</code> or <code>{ NUMBER($number, useGrouping: 0) } blank</code>
    [abstain] , or <code>{ NUMBER($number, useGrouping: 0) } abstain</code>
    [blank] , or <code>{ NUMBER($number, useGrouping: 0) } blank</code>
   *[none] {""}
 }
ballot-answer-same = The same place for two: <code>{ $example }</code>

button-cast = Cast: { $choice }
button-cast-single = Cast my choice
button-cast-marks = Cast my marks
button-cast-ranking = Cast my order
button-cast-answers = Cast my answers
button-undo = Undo: { $choice }
button-same-place = Next one: same place as { $option }
button-own-place = Next one: a place of its own
button-answer-back = Back
button-answer-next = Next

refusal-choice-empty = Nothing is filled in, so nothing was cast. { $instead ->
    [abstain] To abstain write { $number } abstain
   *[blank] To cast a blank ballot write { $number } blank
 }
refusal-choice-unclear = I do not understand “{ $word }” here. Nothing was cast. Write for instance { $example }
refusal-choice-whom = An answer for whom? Write for instance { $example }. Nothing was cast.
refusal-choice-ambiguous = “{ $word }” can be a label or a number of marks. Write the label as often as it gets marks: { $example }. Nothing was cast.
ballot-overview = { $answer } ({ NUMBER($count) }): { $options }
