# Was Mitglieder lesen, außer Ablehnungen

language-name = Deutsch
moment = { $time } am { $day }
counted = { $what } { $count }
names-more = { NUMBER($count) } weitere
name-vote = Abstimmung { NUMBER($number, useGrouping: 0) } „{ $title }“
name-election = Wahl { NUMBER($number, useGrouping: 0) } „{ $title }“
name-rehearsal = PROBE: { $name }

option-yes = Ja
option-no = Nein
option-abstain = Enthaltung
choice-blank = Leer

# Wörter, die getippt werden können, groß oder klein; die Sprachen ergänzen einander.
typed-here = hier, anwesend, da
typed-leaving = gehe
typed-yes = ja
typed-no = nein
typed-carried = angenommen, beschlossen
typed-rejected = abgelehnt, nicht angenommen, nicht beschlossen
typed-abstain = enthaltung
typed-blank = leer

# Beitreten

greeting = { $who ->
    [none] Willkommen.
   *[other] Willkommen zur Versammlung: { $who }
 }
greeting-link = Bitte ‹öffne|öffnen Sie› ‹deinen|Ihren› Einladungslink. Oder ‹schick|schicken Sie› mir den Code: <code>/start CODE</code>
greeting-desk = Keine Einladung? ‹Zeig|Zeigen Sie› <b>{ $code }</b> bei der Akkreditierung. Die Zahl gilt { $minutes } Minuten.
code-malformed = Das ist kein Code. Ein Code hat 16 Buchstaben und Ziffern, etwa <code>7K3M-Q2ZD-91XA-HV4T</code>.
code-burnt = Dieser Code gilt nicht mehr, weil ihn hier alle lesen konnten. ‹Lass dir|Lassen Sie sich› bei der Akkreditierung einen neuen geben und ‹öffne|öffnen Sie› ihn im privaten Chat mit mir.
join-question =
    ‹Bist du|Sind Sie› <b>{ $name }</b>, Mitglied { $number }?
    Wenn ja, ‹drück|drücken Sie› den Knopf, oder ‹schreib|schreiben Sie› <code>/start { $code } ja</code>
    Wenn nicht, ‹tu nichts|tun Sie nichts› und ‹sag|sagen Sie› der Akkreditierung Bescheid.
join-toast = Willkommen, { $name }.
join-done = Willkommen, { $name }. Dieses Konto ist jetzt Mitglied { $number }.
join-next-card = Der Einlass ist offen: ‹Drück|Drücken Sie› auf der Karte unten <b>Ich bin da</b>.
join-next-wait = Sobald der Einlass öffnet, schicke ich ‹dir|Ihnen› eine Karte mit einem Knopf. Bis dahin ist nichts zu tun.
join-help = ‹Was du hier tun kannst|Was Sie hier tun können›: /help
invitation-why = { $organisation } lädt die Mitglieder zum Abstimmen ein: Einlass, Stimmzettel und Ergebnisse der Versammlung kommen hier an.
chat-unread = Das konnte ich nicht lesen, es zählt also nicht. Bitte noch einmal schreiben oder abstimmen.
chat-signs = Meine Zeichen: { $signs }. Zeigt ‹deine|Ihre› App dieselben in derselben Reihenfolge, bitte antippen, dass sie übereinstimmen; wenn nicht, dass sie es nicht tun, und die Organisation fragen.
chat-encrypted-private = Dieser Raum ist verschlüsselt, und verschlüsselte Räume kann ich noch nicht lesen. ‹Mach|Machen Sie› bitte in dem anderen Raum weiter, in den ich ‹dich|Sie› eingeladen habe.
here = Hier kann ich ‹dich|Sie› lesen.
here-known = ‹Was du hier tun kannst|Was Sie hier tun können›: /help
welcome =
    Willkommen. Ich helfe durch <b>{ $event }</b>.
    Die Karte für den Einlass und die Stimmzettel kommen von selbst in diesen Raum. Bis dahin ist nichts zu tun.
    ‹Was du hier tun kannst|Was Sie hier tun können›: /help
link-code =
    ‹Dein|Ihr› Code für ein zweites Netz: <code>{ $code }</code>
    Auf Telegram ‹schreib|schreiben Sie› mir: <code>{ "/" }start { $code }</code>
    Auf Matrix ‹schreib|schreiben Sie› mir: <code>!join { $code }</code>
link-once = Er gilt einmal. ‹Zeig|Zeigen Sie› ihn niemandem. ‹Du hast|Sie haben› weiterhin eine Stimme.
button-yes-me = Ja, das bin ich

# Anwesenheit

button-checkin = Ich bin da
button-checkout = Ich gehe
button-still-here = Ich bin noch da
checkin-first = Hier ‹kannst du dich|können Sie sich› eintragen:
checkin-done = ‹Du bist|Sie sind› als anwesend eingetragen: { $event }
checkin-already = ‹Du bist|Sie sind› schon eingetragen: { $event }
checkin-confirmed = Danke, ‹du bleibst|Sie bleiben› eingetragen: { $event }
checkin-which =
    ‹Wo bist du|Wo sind Sie›? ‹Drück|Drücken Sie›, oder ‹schreib|schreiben Sie› <code>hier 1</code>
    { $meetings }
checkin-not-open = Der Einlass ist gerade nicht offen. Sobald er öffnet, schicke ich ‹dir|Ihnen› eine Karte.
checkin-not-yet = { $event } beginnt um { $time }. Sobald der Einlass öffnet, schicke ich ‹dir|Ihnen› eine Karte.
checkout-done = ‹Du bist|Sie sind› ausgetragen: { $event }
checkout-already = ‹Du warst|Sie waren› nicht eingetragen: { $event }
checkout-not-present = ‹Du bist|Sie sind› nicht eingetragen.
checkout-which =
    Welche Versammlung ‹verlässt du|verlassen Sie›? ‹Drück|Drücken Sie›, oder ‹schreib|schreiben Sie› <code>gehe 1</code>
    { $meetings }
card-absent = Der Einlass ist offen. ‹Drück|Drücken Sie› den Knopf, ‹wenn du da bist|wenn Sie da sind›.
card-present = ‹Du bist|Sie sind› als anwesend eingetragen. { $votes ->
    [true] Stimmzettel kommen von selbst hierher. ‹Wenn du gehst|Wenn Sie gehen›, ‹drück|drücken Sie› „Ich gehe“.
   *[false] ‹Als Gast bekommst du|Als Gast bekommen Sie› keinen eigenen Stimmzettel. ‹Wenn du gehst|Wenn Sie gehen›, ‹drück|drücken Sie› „Ich gehe“.
 }
card-confirm = ‹Bist du|Sind Sie› noch da? ‹Drück|Drücken Sie› vor { $until }, ‹sonst giltst du|sonst gelten Sie› als abwesend.
card-closed = ‹Du bist|Sie sind› nicht eingetragen, und der Einlass ist geschlossen. ‹Wenn du da bist|Wenn Sie da sind›, ‹geh|gehen Sie› zur Akkreditierung.
card-planned = Der Einlass ist nicht offen, und eine Probe, falls es eine gab, ist vorbei. Sobald er öffnet, kommt diese Karte wieder, mit ihrem Knopf.
card-rehearsal = Das ist eine Probe. Nichts zählt.
card-over = Die Versammlung ist beendet. Danke, ‹dass du da warst|dass Sie da waren›.

# Stimmzettel

ballot-named = Nicht geheim: { $minutes ->
    [true] Im Protokoll
   *[false] Nicht im Protokoll, aber im Ereignisprotokoll
 } steht, ‹wie du gestimmt hast|wie Sie gestimmt haben›.
ballot-rehearsed = Nicht geheim, aber nur geprobt: In keinem Protokoll steht, wie ‹du gestimmt hast|Sie gestimmt haben›.
ballot-shortened = Gekürzt. Der ganze Text: /text { NUMBER($number, useGrouping: 0) }
ballot-how-many = { $most ->
    [1] ‹Mach|Machen Sie› ein Kreuz.
   *[other] { $least ->
        [0] ‹Mach|Machen Sie› bis zu { $most } Kreuze.
        [1] ‹Mach|Machen Sie› bis zu { $most } Kreuze.
       *[other] ‹Mach|Machen Sie› mindestens { $least } und höchstens { $most } Kreuze.
    }
 }
ballot-nothing-yet = ‹Du hast|Sie haben› noch keine Stimme abgegeben.
ballot-recorded = <b>Erfasst: { $choice }</b>. ‹Du kannst|Sie können› es ändern, bis geschlossen wird.
ballot-recorded-final = <b>Erfasst: { $choice }</b>. Das lässt sich nicht mehr ändern.
ballot-reminder = <b>Zur Erinnerung: ‹Deine|Ihre› Stimme fehlt noch.</b>
ballot-last-call = <b>Letzter Aufruf, Schluss um { $at }: { $marks ->
    [true] Was ‹du ausgefüllt hast|Sie ausgefüllt haben›, ist noch nicht abgegeben.
    [consent] ‹Wenn du widersprichst|Wenn Sie widersprechen›, dann jetzt.
   *[false] ‹Deine|Ihre› Stimme fehlt noch.
 }</b>
ballot-reminder-consent = <b>Zur Erinnerung: ‹Wenn du widersprichst|Wenn Sie widersprechen›, ‹sag|sagen Sie› es. Wer nichts sagt, stimmt zu.</b>
ballot-reminder-marks = <b>Zur Erinnerung: Was ‹du ausgefüllt hast|Sie ausgefüllt haben›, ist noch nicht abgegeben.</b>
ballot-closes-running = Schließt um { $at } · { $left }
ballot-closes = Schließt um { $at }.
ballot-held = Es gab einen Ausfall. ‹Wenn du { $same ->
    [true] um { $start }
   *[false] zwischen { $start } und { $end }
 } gedrückt hast|Wenn Sie { $same ->
    [true] um { $start }
   *[false] zwischen { $start } und { $end }
 } gedrückt haben›, ‹drück|drücken Sie› noch einmal. Über die Zeit entscheidet die Versammlungsleitung.
ballot-group-object = Wer einverstanden ist, muss nichts tun. Zum Widersprechen ‹drück|drücken Sie›. ‹Das siehst hier nur du|Das sehen hier nur Sie›; der letzte Druck zählt.
ballot-group-press = ‹Drück|Drücken Sie›, um ‹deine|Ihre› Stimme abzugeben. ‹Deine|Ihre› Wahl ‹siehst hier nur du|sehen hier nur Sie›; der letzte Druck zählt.
ballot-group-mine = Alle stimmen auf einem eigenen Stimmzettel ab: „Mein Stimmzettel“ öffnet ‹deinen|Ihren› gleich hier. Nur ‹du siehst|Sie sehen› ihn.
ballot-group-open = ‹Öffne|Öffnen Sie› ‹deinen|Ihren› Stimmzettel. Er kommt in unseren privaten Chat.
ballot-answer = Zum Abstimmen ‹schreib|schreiben Sie› zum Beispiel <code>{ $label }</code>
ballot-group-private = ‹Dein|Ihr› Stimmzettel liegt im privaten Raum mit mir. Was hier geschrieben wird, zählt nicht.
ballot-over = Geschlossen.
ballot-over-mine = ‹Deine|Ihre› Stimme: { $choice }
ballot-over-none = Von ‹dir|Ihnen› wurde keine Stimme erfasst.
ballot-cancelled = Abgebrochen, es gibt kein Ergebnis. Grund: { $reason }
ballot-page = Seite { $page } von { $pages }
ballot-sent = { $count ->
    [one] ‹Dein|Ihr› Stimmzettel ist unterwegs.
   *[other] ‹Deine|Ihre› { $count } Stimmzettel sind unterwegs.
 }
ballot-opened = ‹Dein|Ihr› Stimmzettel. Nur ‹du siehst|Sie sehen› ihn.
ballot-sent-private = ‹Dein|Ihr› Stimmzettel ist in unseren privaten Chat unterwegs.
ballot-none-open = Gerade läuft keine Abstimmung und keine Wahl. Stimmzettel kommen von selbst.
ballot-none-over = Die Versammlung ist beendet: Es gibt keine Stimmzettel mehr. Ergebnisse: /result
button-open-ballot = Meinen Stimmzettel öffnen
button-my-ballot = Mein Stimmzettel
button-page-back = Zurück zu Seite { $page } von { $pages }
button-page-next = Weiter zu Seite { $page } von { $pages }
cast-recorded = Erfasst: { $choice }
cast-done = Erfasst: { $vote }: <b>{ $choice }</b>
cast-how = ‹Nenne|Nennen Sie› Nummer und Kürzel: <code>/cast 7b</code>. Mehrere: <code>/cast 7 a c</code>. Es wurde nichts abgegeben.
cast-which = ‹Was meinst du|Was meinen Sie›? ‹Drück|Drücken Sie›, ‹schreib|schreiben Sie› die Nummer dazu, etwa <code>7b</code>, oder ‹antworte|antworten Sie› auf den Stimmzettel selbst. Es wurde noch nichts abgegeben.
cast-which-none = ‹Was meinst du|Was meinen Sie›? ‹Schreib|Schreiben Sie› die Nummer dazu, etwa <code>7b</code>. Es wurde nichts abgegeben.

# Fragen

status-who = ‹Du bist|Sie sind› <b>{ $name }</b>, Mitglied { $number }.
status-present = { $event }: ‹Du bist|Sie sind› als anwesend eingetragen.
status-absent = { $event }: ‹Du bist|Sie sind› nicht eingetragen{ $checkin ->
    [open] . /checkin
   *[closed] ; der Einlass ist gerade nicht offen.
 }
status-over = { $event }: Die Versammlung ist beendet.
status-guest = ‹Du bist|Sie sind› zu Gast: ‹Du bekommst|Sie bekommen› keine Stimmzettel.
status-no-votes = Für ‹dich|Sie› läuft gerade keine Abstimmung oder Wahl.
status-vote = { $vote }: erfasst { $choice }
status-vote-silent = { $vote }: ‹Du hast|Sie haben› nicht widersprochen; wer nichts sagt, stimmt zu. /ballot
status-vote-none = { $vote }: ‹Du hast|Sie haben› noch keine Stimme abgegeben. /ballot
language-which = Welche Sprache? ‹Drück|Drücken Sie›, oder ‹schreib|schreiben Sie› /language und eine von: { $known }
language-done = Ich spreche ab jetzt Deutsch mit ‹dir|Ihnen›.
plain-how = ‹Schreib|Schreiben Sie› <code>/plain on</code> oder <code>/plain off</code>.
plain-on = Antworten auf ‹deine|Ihre› Knopfdrücke bleiben ab jetzt stehen, ‹bis du sie schließt|bis Sie sie schließen›, ‹und du prüfst jede Wahl, bevor du sie abgibst|und Sie prüfen jede Wahl, bevor Sie sie abgeben›.
plain-off = Antworten auf ‹deine|Ihre› Knopfdrücke erscheinen ab jetzt nur kurz.
text-not-understood = Das habe ich nicht verstanden.{ $vote ->
    [none] {""}
   *[other] {" "}Um ‹deine|Ihre› Stimme abzugeben, ‹schreib|schreiben Sie› zum Beispiel: <code>{ $vote }</code>.
 }{ $checkin ->
    [open] {" "}‹Wenn du da bist|Wenn Sie da sind›, ‹schreib|schreiben Sie›: <code>hier</code>.
   *[closed] {""}
 } Alle Befehle: /help
command-unknown = /{ $name } kenne ich nicht. { $near ->
    [none] Alle Befehle: /help
   *[other] ‹Meinst du|Meinen Sie› /{ $near }? Alle Befehle: /help
 }
blank-means = <b>Enthaltung</b>: weder dafür noch dagegen, und das wird gesagt. Sie ist eine gültige Stimme; bei einer Mehrheit „der gültigen“ liegt die Hürde damit höher, bei einer „der Ja- und Nein-Stimmen“ nicht.
    <b>Leer</b>: ein leerer Stimmzettel. Er zählt bei der Beteiligung und bei einer Mehrheit „der abgegebenen Stimmzettel“; eine gültige Stimme ist er nicht.
    Wer gar nichts tut, zählt bei beidem nicht.
help-head = ‹Was du hier tun kannst|Was Sie hier tun können›:
help-unbound = Ich kenne ‹dich|Sie› noch nicht. ‹Öffne|Öffnen Sie› ‹deinen|Ihren› Einladungslink, oder ‹schick|schicken Sie› /start für eine Zahl, ‹die du bei der Akkreditierung zeigst|die Sie bei der Akkreditierung zeigen›.

usage-start = <code>/start CODE</code>
help-start = dieses Konto mit ‹deiner|Ihrer› Mitgliedschaft verbinden
usage-join = <code>/join CODE</code>
help-join = dasselbe wie /start
usage-link = /link
help-link = ein Code für ‹dein|Ihr› zweites Netz
usage-checkin = /checkin
help-checkin = ich bin da
usage-checkout = /checkout
help-checkout = ich gehe
usage-ballot = /ballot
help-ballot = meine offenen Stimmzettel noch einmal schicken
usage-cast = <code>/cast 7b</code>
help-cast = die Stimme mit Text abgeben; mehrere: <code>/cast 7 a c</code>; Enthaltung oder leer: <code>/help leer</code>
usage-status = /status
help-status = wer ich bin und was von mir erfasst ist
usage-text = <code>/text 7</code>
help-text = der ganze Text einer Abstimmung oder Wahl
usage-language = <code>/language XX</code>
help-language = die Sprache, in der ich mit ‹dir|Ihnen› spreche
usage-plain = <code>/plain on|off</code>
help-plain = Antworten, die warten, ‹bis du sie gelesen hast|bis Sie sie gelesen haben›
usage-help = /help
help-help = diese Liste
