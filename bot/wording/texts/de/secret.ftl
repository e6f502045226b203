# Geheime Abstimmungen und Wahlen. Ablehnungen sind Hinweise: höchstens 200 Zeichen, ohne Auszeichnung.

refusal-forget-not-over = { $event } ist noch nicht geschlossen ({ $state }): Vergessen wird danach.
refusal-forget-twice = Die Personen von { $event } wurden bereits vergessen.
refusal-secret-few = Nr. { $number } kann nicht geheim sein: Im Verzeichnis stehen nur { $roll }, nötig sind { $least }. /edit { $number } mit der Zeile „named“, oder auf mehr warten.
refusal-secret-weights = Nr. { $number } kann nicht geheim sein: Das Gewicht zählt, und ein Gewicht haben weniger als { $least } Mitglieder; der Stimmzettel würde sie verraten. Nach Köpfen oder namentlich geht es.
refusal-secret-no-key = Die Urne Nr. { $number } lässt sich nicht öffnen: Der Schlüssel fehlt im Schlüsselordner. Verloren ist nichts: Der Betreiber legt die Datei zurück, dann öffnet /result { $number } die Urne.
refusal-secret-committee = Die Urne Nr. { $number } wartet auf die Wahlkommission: { $needed } ihrer { $of } Schlüssel sind nötig. Auf dem Server: folkmoot open-box { $number } --key DATEI (--key einmal für jeden)
refusal-secret-unreadable = { $count } von { $cast } Umschlägen der Nr. { $number } lassen sich nicht öffnen. Nichts wurde gezählt, nichts ist verloren. Sag dem Betreiber: Die Datenbank wurde verändert.
refusal-secret-committee-keys = Diese Schlüssel öffnen die Urne Nr. { $number } nicht: zu wenige, oder von einer anderen Kommission.
refusal-secret-no-committee = Nr. { $number } hat keine Wahlkommission: Der Server öffnet die Urne.
refusal-secret-in-group = Nr. { $number } ist geheim, und hier könnten alle mitlesen. Es wurde nichts abgegeben. Dein Stimmzettel liegt in unserem privaten Chat: /ballot
refusal-secret-in-room = Nr. { $number } ist geheim, dieser Raum aber unverschlüsselt: Dein Server könnte mitlesen. Es wurde nichts abgegeben. Schalte im Raum die Verschlüsselung ein, dann /ballot
refusal-secret-in-reaction = Nr. { $number } ist geheim, und eine Reaktion könnte dein Server lesen. Es wurde nichts abgegeben. Schreib deine Antwort, oder nimm die Umfrage.

# Was von einer geheimen Abstimmung oder Wahl gesagt wird, statt des Satzes, dessen Name hinter `secret-` steht. Keiner sagt, was abgegeben wurde.

secret-cast-recorded = Erfasst. { $revote ->
    [true] Du kannst es ändern, bis geschlossen wird.
   *[false] Das lässt sich nicht mehr ändern.
 }
secret-cast-done = Erfasst: { $vote }. { $revote ->
    [true] Du kannst es ändern, bis geschlossen wird.
   *[false] Das lässt sich nicht mehr ändern.
 }
secret-ballot-recorded = <b>Erfasst.</b> Was du gewählt hast, wird nicht mehr angezeigt. Du kannst es ändern, bis geschlossen wird.
secret-ballot-recorded-final = <b>Erfasst.</b> Was du gewählt hast, wird nicht mehr angezeigt. Das lässt sich nicht mehr ändern.
secret-ballot-over-mine = Deine Stimme ist erfasst.
secret-status-vote = { $vote }: erfasst
secret-bundle-recorded = <b>Erfasst</b> für { $members }
secret-bundle-over-recorded = Erfasst für { $members }
secret-bundle-cast-one = Erfasst für { $member }.
secret-bundle-cast-all = Erfasst für { $count } Stimmen.
secret-bundle-cast-fewer = Erfasst für { $count } von { $most } Stimmen. Den Rest kannst du nicht ändern.
secret-bundle-cast-own = Erfasst für deine eigene. Du hast { $count } weitere: in unserem privaten Chat.
secret-bundle-cast-done = Erfasst für { $members }: { $vote }. { $revote ->
    [true] Du kannst es ändern, bis geschlossen wird.
   *[false] Das lässt sich nicht mehr ändern.
 }

# Auf dem Stimmzettel

ballot-secret = Geheim.
ballot-secret-means = Geheim: Was du wählst, wird bei der Ankunft versiegelt und ohne deinen Namen ausgezählt. Dann wird der Schlüssel vernichtet, und niemand kann es mehr herausfinden. Bis dahin könnten es Telegram, ein unredlicher Betreiber oder wer auf dein Telefon sieht. Mehr: /help secret
ballot-group-secret = Geheim: Öffne deinen Stimmzettel. Er kommt in unseren privaten Chat.

# Belege

receipt = Erfasst. Dein Beleg: { $code }. Notier ihn, er erscheint nur einmal: Nach der Auszählung findest du damit deinen Stimmzettel auf der Tafel. Wer ihn sieht, sieht, wie du gestimmt hast.
receipt-several = Deine Belege. Notier sie, sie erscheinen nur einmal: Nach der Auszählung findest du mit jedem den Stimmzettel auf der Tafel. Wer einen Beleg sieht, sieht, wie dieser Stimmzettel ausgefüllt ist.
receipt-line = <code>{ $code }</code> { $member }

# /help secret

typed-secret = geheim, secret
secret-means =
    <b>Was geheim hier bedeutet</b>
    Was du wählst, wird versiegelt, sobald es den Server erreicht, und erst nach dem Ende ohne deinen Namen geöffnet. Nach der Auszählung wird der Schlüssel vernichtet; von da an kann niemand aus dem, was gespeichert ist, herausfinden, wie du gestimmt hast, auch nicht, wer diesen Server betreibt.
    Es schützt dich nicht vor einem unredlichen Betreiber, während du abstimmst, nicht vor Telegram oder deinem Matrix-Server, nicht vor jemandem, der dein Telefon liest, und nicht davor, dass dich jemand drängt, deinen Bildschirm zu zeigen.
    Telegram kann sehen, was du drückst und was du mir schreibst. Auf Matrix geht geheim nur in verschlüsselten Räumen.
    Mit einem Beleg, wo es einen gibt, findest du deinen Stimmzettel auf der Tafel; wem du ihn zeigst, der sieht, wie du gestimmt hast.
    Für Wahlen, die mehr brauchen, nehmt Papier oder ein geprüftes System wie Belenios.

# To the chair, under a result

result-revealing = <b>Vor der Bekanntgabe:</b> Es war geheim, und { $alike ->
    [true] alle Stimmzettel sind gleich: Die Zahlen verraten, wie alle gestimmt haben.
   *[false] es sind so wenige Stimmzettel, dass die Zahlen viel davon verraten, wer wie gestimmt hat.
 } Es genügt, nur das Ergebnis ohne Zahlen zu verlesen.
