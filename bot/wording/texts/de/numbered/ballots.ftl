# Anstelle der Texte auf Stimmzetteln, in Netzen ohne Knöpfe

ballot-cumulate = Bis zu { $most } Kreuze in einer Zeile: Schreib sie so oft.
ballot-how-ranking = Bring sie in deine Reihenfolge. Du musst nicht alle reihen.
ballot-answer-turn = { $page } von { $pages }
