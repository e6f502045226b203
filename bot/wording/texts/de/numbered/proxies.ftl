# Anstelle der Texte zu Vollmachten, in Netzen ohne Knöpfe

proxy-to-me = <b>{ $event }</b>: Du hast die Stimme von { $member }. Der Stimmzettel kommt mit deinem, solange du angemeldet bist und { $name } nicht.
    Zum Ablehnen schreib <code>/proxy ablehnen { $number }</code>
