# Anstelle der Texte darüber, in Netzen ohne Knöpfe

greeting-link = Bitte ‹schreib|schreiben Sie› mir den Code aus ‹deiner|Ihrer› Einladung: <code>/join CODE</code>
join-question =
    ‹Bist du|Sind Sie› <b>{ $name }</b>, Mitglied { $number }?
    Wenn ja, ‹schreib|schreiben Sie› <code>/join { $code } ja</code>
    Wenn nein, ‹tu nichts|tun Sie nichts› und ‹sag|sagen Sie› es der Akkreditierung.
join-next-card = Der Einlass ist offen: siehe die Karte unten.
join-next-wait = Sobald der Einlass öffnet, schreibe ich ‹dir|Ihnen› hier. Bis dahin ist nichts zu tun.
checkin-which =
    ‹Wo bist du|Wo sind Sie›? ‹Schreib|Schreiben Sie› <code>hier 1</code>
    { $meetings }
checkout-which =
    Welche Versammlung ‹verlässt du|verlassen Sie›? ‹Schreib|Schreiben Sie› <code>gehe 1</code>
    { $meetings }
checkin-not-open = Der Einlass ist gerade nicht offen. Sobald er öffnet, schreibe ich ‹dir|Ihnen› hier.
checkin-not-yet = { $event } beginnt um { $time }. Sobald der Einlass öffnet, schreibe ich ‹dir|Ihnen› hier.
card-absent = Der Einlass ist offen. ‹Wenn du da bist|Wenn Sie da sind›, ‹schreib|schreiben Sie› „<code>hier</code>“
card-present = ‹Du bist|Sie sind› als anwesend eingetragen. { $votes ->
    [true] Stimmzettel kommen von selbst hierher.
   *[false] ‹Als Gast bekommst du|Als Gast bekommen Sie› keinen eigenen Stimmzettel.
 } ‹Wenn du gehst|Wenn Sie gehen›, ‹schreib|schreiben Sie› „<code>gehe</code>“
card-planned = Der Einlass ist nicht offen, und eine Probe, falls es eine gab, ist vorbei. Sobald er öffnet, schreibe ich ‹dir|Ihnen› hier.
card-confirm = ‹Bist du|Sind Sie› noch da? ‹Schreib|Schreiben Sie› vor { $until } „<code>hier</code>“, ‹sonst giltst du|sonst gelten Sie› als abwesend.
ballot-held = Es gab einen Ausfall. ‹Wenn du { $same ->
    [true] um { $start }
   *[false] zwischen { $start } und { $end }
 } deine Stimme abgegeben hast|Wenn Sie { $same ->
    [true] um { $start }
   *[false] zwischen { $start } und { $end }
 } Ihre Stimme abgegeben haben›, ‹gib|geben Sie› sie noch einmal ab. Über die Zeit entscheidet die Versammlungsleitung.
cast-which = ‹Was meinst du|Was meinen Sie›? ‹Antworte|Antworten Sie› hierauf mit der Zahl, oder ‹schreib|schreiben Sie› zum Beispiel <code>7b</code>. Es wurde noch nichts abgegeben.
language-which = Welche Sprache? ‹Schreib|Schreiben Sie› /language und eine von: { $known }
plain-on = ‹Deine|Ihre› Antworten werden ab jetzt ausführlich bestätigt.
plain-off = ‹Deine|Ihre› Antworten werden ab jetzt kurz bestätigt.
refusal-button-unknown = Mit dieser Antwort kann ich nichts anfangen, vielleicht ist die Frage alt. Zu ‹deinen|Ihren› Stimmzetteln: /ballot
refusal-ballot-forged = Dieser Stimmzettel ist nicht für ‹dich|Sie›. Es wurde nichts abgegeben. Zu ‹deinen|Ihren› Stimmzetteln: /ballot
ballot-secret-means = Geheim: ‹Was du wählst|Was Sie wählen›, wird bei der Ankunft versiegelt und ohne ‹deinen|Ihren› Namen ausgezählt. Dann wird der Schlüssel vernichtet, und niemand kann es mehr herausfinden. Bis dahin könnten es ein unredlicher Betreiber oder wer auf ‹deinen|Ihren› Bildschirm sieht. Was aus diesem Raum gelöscht wird, behält ‹dein|Ihr› Server noch etwa eine Woche, verschlüsselt. Mehr: /help secret
