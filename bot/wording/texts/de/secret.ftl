# Geheime Abstimmungen und Wahlen. Ablehnungen sind Hinweise: höchstens 200 Zeichen, ohne Auszeichnung.

refusal-forget-not-over = { $event } ist noch nicht geschlossen ({ $state }): Vergessen wird danach.
refusal-forget-twice = Die Personen von { $event } wurden bereits vergessen.
refusal-secret-few = Nr. { $number } kann nicht geheim sein: Im Verzeichnis stehen nur { $roll }, nötig sind { $least }. /edit { $number } mit der Zeile „named“, oder auf mehr warten.
refusal-secret-weights = Nr. { $number } kann nicht geheim sein: Das Gewicht zählt, und ein Gewicht haben weniger als { $least } Mitglieder; der Stimmzettel würde sie verraten. Nach Köpfen oder namentlich geht es.
refusal-secret-weights-late = Nr. { $number } kann nicht geheim sein: Das Gewicht zählt, und wer später dazukommt, wäre daran zu erkennen. /edit { $number } mit der Zeile „late: no“, nach Köpfen, oder namentlich.
refusal-secret-weights-ballots = Nr. { $number } kann nicht geheim sein: Die Gewichte liegen weiter als { $most } zu 1 auseinander und würden ausgefüllte Stimmzettel verraten. Nach Köpfen, als einfache Frage oder namentlich geht es.
refusal-secret-weights-heads = Nr. { $number } kann nicht geheim sein: Köpfe und Gewicht zählen, zusammen verraten sie Stimmzettel. /edit { $number }: nur das Gewicht („majority: … by weight“) oder nur Köpfe.
refusal-secret-weights-cast = Nr. { $number } bleibt zu: Von einem Gewicht stimmten so wenige ab, dass das Ergebnis sie verraten kann. Weiter abstimmen: /reopen { $number } GRUND; trotzdem zählen: /result { $number } trotzdem
typed-anyway = trotzdem
minutes-act-vote-weights = { $vote }: Die Versammlungsleitung ließ die Urne öffnen, obwohl von einem Gewicht so wenige abgestimmt hatten, dass das Ergebnis und was davon gespeichert ist sie verraten kann. Eine Tafel gibt es nicht.
refusal-secret-no-key = Die Urne Nr. { $number } lässt sich nicht öffnen: Der Schlüssel fehlt im Schlüsselordner. Verloren ist nichts: Der Betreiber legt die Datei zurück, dann öffnet /result { $number } die Urne.
refusal-secret-committee = Die Urne Nr. { $number } wartet auf die Wahlkommission: { $needed } ihrer { $of } Schlüssel sind nötig. Auf dem Server: folkmoot open-box { $number } --key DATEI (--key einmal für jeden)
refusal-secret-unreadable = { $count } von { $cast } Umschlägen der Nr. { $number } lassen sich nicht öffnen. Nichts wurde gezählt, nichts ist verloren. ‹Sag|Sagen Sie› dem Betreiber: Die Datenbank wurde verändert.
refusal-secret-turnout = In der Urne der Nr. { $number } liegen { $ballots } Stimmzettel, erfasst wurden { $cast }. Nichts wurde gezählt, nichts ist verloren. ‹Sag|Sagen Sie› dem Betreiber: Die Datenbank wurde verändert.
refusal-secret-committee-keys = Diese Schlüssel öffnen die Urne Nr. { $number } nicht: zu wenige, oder von einer anderen Kommission.
refusal-secret-no-committee = Nr. { $number } hat keine Wahlkommission: Der Server öffnet die Urne.
refusal-secret-in-group = Nr. { $number } ist geheim, und hier könnten alle mitlesen. Es wurde nichts abgegeben. ‹Dein|Ihr› Stimmzettel liegt in unserem privaten Chat: /ballot
refusal-secret-in-room = Nr. { $number } ist geheim, dieser Raum aber unverschlüsselt: ‹Dein|Ihr› Server könnte mitlesen. Es wurde nichts abgegeben. ‹Schalte|Schalten Sie› im Raum die Verschlüsselung ein, dann /ballot
refusal-secret-in-reaction = Nr. { $number } ist geheim, und eine Reaktion könnte ‹dein|Ihr› Server lesen. Es wurde nichts abgegeben. ‹Schreib|Schreiben Sie› ‹deine|Ihre› Antwort, oder ‹nimm|nehmen Sie› die Umfrage.

# Was von einer geheimen Abstimmung oder Wahl gesagt wird, statt des Satzes, dessen Name hinter `secret-` steht. Keiner sagt, was abgegeben wurde.

secret-cast-recorded = Erfasst: { $vote }. { $revote ->
    [true] ‹Du kannst|Sie können› es ändern, bis geschlossen wird.
   *[false] Das lässt sich nicht mehr ändern.
 }
secret-cast-done = Erfasst: { $vote }. { $revote ->
    [true] ‹Du kannst|Sie können› es ändern, bis geschlossen wird.
   *[false] Das lässt sich nicht mehr ändern.
 }
secret-ballot-recorded = <b>Erfasst.</b> ‹Was du gewählt hast|Was Sie gewählt haben›, wird nicht mehr angezeigt. ‹Du kannst|Sie können› es ändern, bis geschlossen wird.
secret-ballot-recorded-final = <b>Erfasst.</b> ‹Was du gewählt hast|Was Sie gewählt haben›, wird nicht mehr angezeigt. Das lässt sich nicht mehr ändern.
secret-ballot-over-mine = ‹Deine|Ihre› Stimme ist erfasst.
secret-status-vote = { $vote }: erfasst
secret-bundle-recorded = <b>Erfasst</b> für { $members }
secret-bundle-over-recorded = Erfasst für { $members }
secret-bundle-cast-one = Erfasst für { $member }.
secret-bundle-cast-all = Erfasst für { $count } Stimmen.
secret-bundle-cast-fewer = Erfasst für { $count } von { $most } Stimmen. Den Rest ‹kannst du|können Sie› nicht ändern.
secret-bundle-cast-own = Erfasst für ‹deine|Ihre› eigene. ‹Du hast|Sie haben› { $count } weitere: in unserem privaten Chat.
secret-bundle-cast-done = Erfasst für { $members }: { $vote }. { $revote ->
    [true] ‹Du kannst|Sie können› es ändern, bis geschlossen wird.
   *[false] Das lässt sich nicht mehr ändern.
 }

# Auf dem Stimmzettel

ballot-secret = Geheim.
ballot-secret-means = Geheim: ‹Was du wählst|Was Sie wählen›, wird bei der Ankunft versiegelt und ohne ‹deinen|Ihren› Namen ausgezählt. Dann wird der Schlüssel vernichtet, und niemand kann es mehr herausfinden. Bis dahin könnten es Telegram, ein unredlicher Betreiber oder wer auf ‹dein|Ihr› Telefon sieht. Mehr: /help secret
ballot-group-secret = Geheim: ‹Öffne|Öffnen Sie› ‹deinen|Ihren› Stimmzettel. Er kommt in unseren privaten Chat.

# Belege

receipt = Erfasst. ‹Dein|Ihr› Beleg: { $code }. ‹Notier|Notieren Sie› ihn, er erscheint nur einmal: Nach der Auszählung ‹findest du damit|finden Sie damit› ‹deinen|Ihren› Stimmzettel in der Stimmzettelliste. Wer ihn sieht, sieht, ‹wie du gestimmt hast|wie Sie gestimmt haben›.
receipt-several = ‹Deine|Ihre› Belege. ‹Notier|Notieren Sie› sie, sie erscheinen nur einmal: Nach der Auszählung ‹findest du|finden Sie› mit jedem den Stimmzettel in der Stimmzettelliste. Wer einen Beleg sieht, sieht, wie dieser Stimmzettel ausgefüllt ist.
receipt-line = <code>{ $code }</code> { $member }

# /help secret

typed-secret = geheim, secret
secret-promise =
    ‹Was du wählst|Was Sie wählen›, wird versiegelt, sobald es den Server erreicht, und erst nach dem Ende ohne ‹deinen|Ihren› Namen geöffnet. Nach der Auszählung wird der Schlüssel vernichtet; von da an kann niemand aus dem, was gespeichert ist, herausfinden, ‹wie du gestimmt hast|wie Sie gestimmt haben›, auch nicht, wer diesen Server betreibt.
    Es schützt ‹dich|Sie› nicht vor einem unredlichen Betreiber, ‹während du abstimmst|während Sie abstimmen›, nicht vor Telegram oder ‹deinem|Ihrem› Matrix-Server, nicht vor jemandem, der ‹dein|Ihr› Telefon liest, und nicht davor, dass jemand ‹dich|Sie› drängt, ‹deinen|Ihren› Bildschirm zu zeigen.
    Für Wahlen, die mehr brauchen, ‹nimm|nehmen Sie› Papier oder ein geprüftes System wie Belenios.
secret-means =
    <b>Was geheim hier bedeutet</b>
    { secret-promise }
    Telegram kann sehen, ‹was du drückst und was du mir schreibst|was Sie drücken und was Sie mir schreiben›. Auf Matrix geht geheim nur in verschlüsselten Räumen.
    Mit einem Beleg, wo es einen gibt, ‹findest du deinen|finden Sie Ihren› Stimmzettel in der Stimmzettelliste; ‹wem du ihn zeigst|wem Sie ihn zeigen›, der sieht, ‹wie du gestimmt hast|wie Sie gestimmt haben›.
    Bevor eröffnet wird, können Mitglieder, denen der Entwurf gezeigt wurde, geheime Abstimmung verlangen: /secret und die Nummer.
minutes-secret = Was geheim hier bedeutet
minutes-secret-told = Zu geheimen Abstimmungen und Wahlen wurde den Mitgliedern gesagt:

# To the chair, under a result

result-revealing = <b>Vor der Bekanntgabe:</b> Es war geheim, und { $why ->
    [alike] alle Stimmzettel sind gleich: Die Zahlen verraten, wie alle gestimmt haben.
    [weight] von einem Gewicht haben so wenige abgestimmt, dass die Zahlen sie verraten können.
   *[few] es sind so wenige Stimmzettel, dass die Zahlen viel davon verraten, wer wie gestimmt hat.
 } Das Ergebnis lässt sich auch ohne Zahlen bekannt geben: <code>/publish { $number } ergebnis</code>

# Geheim auf Verlangen

usage-secret = <code>/secret 7</code>
help-secret = geheime Abstimmung über Entwurf 7 verlangen; was geheim heißt: /help geheim
button-demand-secret = Geheime Abstimmung verlangen
shown-demand = Es wird geheim abgestimmt, wenn { $needs } es vor der Eröffnung verlangen: /secret { $number }
term-demand-share = { $share } der Anwesenden
term-demand-number = { $count ->
    [one] eine anwesende Person
   *[other] { $count } der Anwesenden
 }
terms-demanded = Mitglieder haben es verlangt.
demand-noted = { $vote }: ‹Dein|Ihr› Verlangen nach geheimer Abstimmung ist vermerkt, bisher { $have } von { $needed }. Das Protokoll nennt keine Namen.
demand-done = { $vote } wird geheim: Genug Mitglieder haben es verlangt.
demanded-chair = <b>{ $vote } ist jetzt geheim: Genug Anwesende haben es verlangt.</b> Zurücknehmen lässt es sich nicht. So steht der Entwurf:
preview-demands = Geheim verlangen es bisher { $have } der Anwesenden; ab { $needed } wird es geheim.
minutes-act-vote-demanded = { $vote }: geheim auf Verlangen von { $have } der Anwesenden (nötig waren { $needed })
refusal-demand-late = Nr. { $number } wurde schon eröffnet. Geheim verlangen lässt sich nur, was noch Entwurf ist.
refusal-demand-needless = Nr. { $number } wird ohnehin geheim.
refusal-demand-off = Bei Nr. { $number } lässt sich keine geheime Abstimmung verlangen, so sagt es die Regel. Die Versammlungsleitung kann gefragt werden.
refusal-demand-absent = ‹Du bist|Sie sind› nicht eingetragen, deshalb zählt das Verlangen zu Nr. { $number } nicht. { $checkin ->
    [open] Erst /checkin, dann noch einmal.
   *[closed] Der Einlass ist gerade nicht offen.
 }
refusal-demand-none = Gerade ist kein Entwurf zu sehen, für den sich eine geheime Abstimmung verlangen ließe.
refusal-secret-demanded = Mitglieder haben verlangt, dass Nr. { $number } geheim ist; namentlich geht es nicht mehr.
fault-demand-form = „{ $word }“ sagt nicht, wie viele eine Abstimmung geheim machen. Zum Beispiel 1/4 (der Anwesenden), 3, eins oder aus.

# Was sich vergleichen lässt, und Ergebnisse ohne Zahlen

record-head = Stand des Ereignisprotokolls: { $hash }
result-board = Prüfsumme der Stimmzettelliste: { $hash }
result-board-file = Alle Stimmzettel ohne Namen: /result { $number } tafel
typed-board = tafel, stimmzettel
board-coming = { $vote }: Die Tafel folgt als Datei.
board-file = <b>Die Tafel zu { $vote }:</b> alle Stimmzettel, nach ihren zufälligen Belegen geordnet. ‹Dein|Ihr› Beleg steht am Anfang einer Zeile, dahinter ‹deine|Ihre› Stimme: „{ $letter }“ ist { $option }. SHA-256: { $hash }
refusal-board-withheld = Die Stimmzettel zu Nr. { $number } werden nicht einzeln gezeigt: Sie würden verraten, wie jemand gestimmt hat. Das Ergebnis: /result { $number }
refusal-board-named = Nr. { $number } ist namentlich: Wie alle gestimmt haben, steht im Protokoll.
alarm-record-end = { $event } ist zu Ende. Stand des Ereignisprotokolls: { $head }
    Wer diese Zeile aufhebt, kann später beweisen, dass am Ereignisprotokoll nichts geändert wurde: python verify.py ORDNER "{ $head }"
button-vote-verdict = Von { $number } nur das Ergebnis, ohne Zahlen
result-published-verdict = Die Mitglieder haben das Ergebnis ohne Zahlen.
result-verdict-only = Es war geheim, und die Zahlen würden verraten, wie gestimmt wurde. Deshalb wird nur das Ergebnis selbst veröffentlicht.
result-elected = Gewählt: { $names }
refusal-verdict-named = Nr. { $number } ist namentlich: Die Zahlen stehen ohnehin im Protokoll. /publish { $number }
typed-verdict-only = ergebnis, nur

# Räume, die ein Server lesen kann

opened-readable = { $count ->
    [one] Ein Raum ist
   *[other] { NUMBER($count) } Räume sind
 } nicht verschlüsselt: Dort kommt kein Stimmzettel einer geheimen Abstimmung oder Wahl an. Wer dort ist, liest, wie sich die Verschlüsselung einschalten lässt.
ballot-unencrypted = Es wird geheim abgestimmt, und dieser Raum ist nicht verschlüsselt: ‹Dein|Ihr› Server könnte mitlesen. Deshalb kommt hier kein Stimmzettel. ‹Schalte|Schalten Sie› in den Einstellungen des Raums die Verschlüsselung ein und ‹schreib|schreiben Sie› dann /ballot
