# Anstelle der Texte auf Stimmzetteln, in Netzen ohne Knöpfe

ballot-cumulate = Bis zu { $most } Kreuze in einer Zeile: ‹Schreib|Schreiben Sie› sie so oft.
ballot-how-ranking = ‹Bring|Bringen Sie› sie in ‹deine|Ihre› Reihenfolge. ‹Du musst|Sie müssen› nicht alle reihen.
ballot-answer-turn = { $page } von { $pages }
