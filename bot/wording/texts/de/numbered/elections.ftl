# Anstelle der Texte nach einer Wahl, in Netzen ohne Knöpfe

elected-ask =
    ‹Du bist|Sie sind› gewählt, { $vote }: { $you }
    <b>‹Nimmst du|Nehmen Sie› die Wahl an?</b> ‹Antworte|Antworten Sie› hierauf mit der Zahl, oder ‹schreib|schreiben Sie› <code>/accept { $number }</code> oder <code>/accept { $number } nein</code>
elected-surely =
    ‹Lehnst du|Lehnen Sie› die Wahl wirklich ab? { $vote } ‹Antworte|Antworten Sie› hierauf mit der Zahl.
    Dann wird sofort gefragt, wer als Nächstes kommt.
