# Anstelle der Texte zu Vollmachten, in Netzen ohne Knöpfe

proxy-to-me = <b>{ $event }</b>: ‹Du hast|Sie haben› die Stimme von { $member }. ‹Du stimmst|Sie stimmen› auch für { $name } ab, ‹solange du da bist|solange Sie da sind› und { $name } nicht.
    Zum Ablehnen ‹schreib|schreiben Sie› <code>/proxy ablehnen { $number }</code>
