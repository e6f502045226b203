# Anstelle der Texte zu Vollmachten, in Netzen ohne Knöpfe

proxy-to-me = <b>{ $event }</b>: Du hast die Stimme von { $member }. Du stimmst auch für { $name } ab, solange du da bist und { $name } nicht.
    Zum Ablehnen schreib <code>/proxy ablehnen { $number }</code>
