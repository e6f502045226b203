# In place of the ballots' texts, on networks that have no buttons

ballot-cumulate = Up to { $most } marks for one: write it as often.
ballot-how-ranking = Put them into your order. You need not rank all.
ballot-answer-turn = { $page } of { $pages }
