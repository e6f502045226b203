# Anstelle der Texte darüber, in Netzen ohne Knöpfe

greeting-link = Bitte schreib mir den Code aus deiner Einladung: <code>/join CODE</code>
join-question =
    Bist du <b>{ $name }</b>, Mitglied { $number }?
    Wenn ja, schreib <code>/join { $code } ja</code>
    Wenn nein, tu nichts und sag es der Akkreditierung.
join-next-card = Die Anmeldung ist offen: siehe die Karte unten.
join-next-wait = Sobald die Anmeldung öffnet, schreibe ich dir hier. Bis dahin ist nichts zu tun.
checkin-which =
    Wo bist du? Schreib <code>hier 1</code>
    { $meetings }
checkout-which =
    Welche Versammlung verlässt du? Schreib <code>gehe 1</code>
    { $meetings }
checkin-not-open = Die Anmeldung ist gerade nicht offen. Sobald sie öffnet, schreibe ich dir hier.
checkin-not-yet = { $event } beginnt am { $day } um { $time }. Sobald die Anmeldung öffnet, schreibe ich dir hier.
card-absent = Die Anmeldung ist offen. Wenn du da bist, schreib „<code>hier</code>“
card-present = Du bist angemeldet. Stimmzettel kommen von selbst hierher. Wenn du gehst, schreib „<code>gehe</code>“
card-confirm = Bist du noch da? Schreib bis { $until } „<code>hier</code>“, sonst giltst du als abwesend.
ballot-held = Es gab einen Ausfall. Wenn du zwischen { $start } und { $end } abgestimmt hast, stimm noch einmal ab. Über die Zeit entscheidet die Versammlungsleitung.
cast-which = Was meinst du? Antworte hierauf mit der Zahl, oder schreib zum Beispiel <code>7b</code>. Es wurde noch nichts abgegeben.
language-which = Welche Sprache? Schreib /language und eine von: { $known }
plain-on = Deine Antworten werden ab jetzt ausführlich bestätigt.
plain-off = Deine Antworten werden ab jetzt kurz bestätigt.
refusal-button-unknown = Mit dieser Antwort kann ich nichts anfangen, vielleicht ist die Frage alt. Zu deinen Stimmzetteln: /ballot
refusal-ballot-forged = Dieser Stimmzettel ist nicht für dich. Es wurde nichts abgegeben. Zu deinen Stimmzetteln: /ballot
