# Anstelle der Texte darüber, in Netzen ohne Knöpfe

greeting-link = Bitte schreib mir den Code aus deiner Einladung: <code>/join CODE</code>
join-question =
    Bist du <b>{ $name }</b>, Mitglied { $number }?
    Wenn ja, schreib <code>/join { $code } ja</code>
    Wenn nein, tu nichts und sag es der Akkreditierung.
join-next-card = Der Einlass ist offen: siehe die Karte unten.
join-next-wait = Sobald der Einlass öffnet, schreibe ich dir hier. Bis dahin ist nichts zu tun.
checkin-which =
    Wo bist du? Schreib <code>hier 1</code>
    { $meetings }
checkout-which =
    Welche Versammlung verlässt du? Schreib <code>gehe 1</code>
    { $meetings }
checkin-not-open = Der Einlass ist gerade nicht offen. Sobald er öffnet, schreibe ich dir hier.
checkin-not-yet = { $event } beginnt um { $time }. Sobald der Einlass öffnet, schreibe ich dir hier.
card-absent = Der Einlass ist offen. Wenn du da bist, schreib „<code>hier</code>“
card-present = Du bist als anwesend eingetragen. { $votes ->
    [true] Stimmzettel kommen von selbst hierher.
   *[false] Als Gast bekommst du keinen eigenen Stimmzettel.
 } Wenn du gehst, schreib „<code>gehe</code>“
card-confirm = Bist du noch da? Schreib vor { $until } „<code>hier</code>“, sonst giltst du als abwesend.
ballot-held = Es gab einen Ausfall. Wenn du zwischen { $start } und { $end } deine Stimme abgegeben hast, gib sie noch einmal ab. Über die Zeit entscheidet die Versammlungsleitung.
cast-which = Was meinst du? Antworte hierauf mit der Zahl, oder schreib zum Beispiel <code>7b</code>. Es wurde noch nichts abgegeben.
language-which = Welche Sprache? Schreib /language und eine von: { $known }
plain-on = Deine Antworten werden ab jetzt ausführlich bestätigt.
plain-off = Deine Antworten werden ab jetzt kurz bestätigt.
refusal-button-unknown = Mit dieser Antwort kann ich nichts anfangen, vielleicht ist die Frage alt. Zu deinen Stimmzetteln: /ballot
refusal-ballot-forged = Dieser Stimmzettel ist nicht für dich. Es wurde nichts abgegeben. Zu deinen Stimmzetteln: /ballot
ballot-secret-means = Geheim: Was du wählst, wird bei der Ankunft versiegelt und ohne deinen Namen ausgezählt. Dann wird der Schlüssel vernichtet, und niemand kann es mehr herausfinden. Bis dahin könnten es ein unredlicher Betreiber oder wer auf deinen Bildschirm sieht. Was aus diesem Raum gelöscht wird, behält dein Server noch etwa eine Woche, verschlüsselt. Mehr: /help secret
