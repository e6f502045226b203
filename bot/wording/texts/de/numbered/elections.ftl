# Anstelle der Texte nach einer Wahl, in Netzen ohne Knöpfe

elected-ask =
    Du bist gewählt, { $vote }: { $you }
    <b>Nimmst du die Wahl an?</b> Antworte hierauf mit der Zahl, oder schreib <code>/accept { $number }</code> oder <code>/accept { $number } nein</code>
elected-surely =
    Lehnst du die Wahl wirklich ab? { $vote } Antworte hierauf mit der Zahl.
    Dann wird sofort gefragt, wer als Nächstes kommt.
