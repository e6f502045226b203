# Was Mitglieder lesen, außer Ablehnungen

language-name = Deutsch
moment = { $time } am { $day }
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
typed-abstain = enthaltung
typed-blank = leer

# Beitreten

greeting = { $who ->
    [none] Willkommen.
   *[other] Willkommen zur Versammlung: { $who }
 }
greeting-link = Bitte öffne deinen Einladungslink. Oder schick mir den Code: <code>/start CODE</code>
greeting-desk = Keine Einladung? Zeig <b>{ $code }</b> bei der Akkreditierung. Die Zahl gilt { $minutes } Minuten.
code-malformed = Das ist kein Code. Ein Code hat 16 Buchstaben und Ziffern, etwa <code>7K3M-Q2ZD-91XA-HV4T</code>.
code-burnt = Dieser Code gilt nicht mehr, weil ihn hier alle lesen konnten. Lass dir bei der Akkreditierung einen neuen geben und öffne ihn im privaten Chat mit mir.
join-question =
    Bist du <b>{ $name }</b>, Mitglied { $number }?
    Wenn ja, drück den Knopf, oder schreib <code>/start { $code } ja</code>
    Wenn nicht, tu nichts und sag der Akkreditierung Bescheid.
join-toast = Willkommen, { $name }.
join-done = Willkommen, { $name }. Dieses Konto ist jetzt Mitglied { $number }.
join-next-card = Der Einlass ist offen: Drück auf der Karte unten <b>Ich bin da</b>.
join-next-wait = Sobald der Einlass öffnet, schicke ich dir eine Karte mit einem Knopf. Bis dahin ist nichts zu tun.
join-help = Was du hier tun kannst: /help
invitation-why = { $organisation } lädt die Mitglieder zum Abstimmen ein: Anmeldung, Stimmzettel und Ergebnisse der Versammlung kommen hier an.
chat-unread = Das konnte ich nicht lesen, es zählt also nicht. Schreib oder stimm bitte noch einmal ab.
chat-encrypted-private = Dieser Raum ist verschlüsselt, und verschlüsselte Räume kann ich noch nicht lesen. Mach bitte in dem anderen Raum weiter, in den ich dich eingeladen habe.
here = Hier kann ich dich lesen.
here-known = Was du hier tun kannst: /help
welcome =
    Willkommen. Ich helfe durch <b>{ $event }</b>.
    Die Karte für den Einlass und die Stimmzettel kommen von selbst in diesen Raum. Bis dahin ist nichts zu tun.
    Was du hier tun kannst: /help
link-code =
    Dein Code für ein zweites Netz: <code>{ $code }</code>
    Auf Telegram schreib mir: <code>{ "/" }start { $code }</code>
    Auf Matrix schreib mir: <code>!join { $code }</code>
link-once = Er gilt einmal. Zeig ihn niemandem. Du hast weiterhin eine Stimme.
button-yes-me = Ja, das bin ich

# Anwesenheit

button-checkin = Ich bin da
button-checkout = Ich gehe
button-still-here = Ich bin noch da
checkin-first = Trag dich zuerst ein, dann kann ich dir mehr sagen.
checkin-done = Du bist als anwesend eingetragen: { $event }
checkin-already = Du bist schon eingetragen: { $event }
checkin-confirmed = Danke, du bleibst eingetragen: { $event }
checkin-which =
    Wo bist du? Drück, oder schreib <code>hier 1</code>
    { $meetings }
checkin-not-open = Der Einlass ist gerade nicht offen. Sobald er öffnet, schicke ich dir eine Karte.
checkin-not-yet = { $event } beginnt um { $time }. Sobald der Einlass öffnet, schicke ich dir eine Karte.
checkout-done = Du bist ausgetragen: { $event }
checkout-already = Du warst nicht eingetragen: { $event }
checkout-not-present = Du bist nicht eingetragen.
checkout-which =
    Welche Versammlung verlässt du? Drück, oder schreib <code>gehe 1</code>
    { $meetings }
card-absent = Der Einlass ist offen. Drück den Knopf, wenn du da bist.
card-present = Du bist als anwesend eingetragen. { $votes ->
    [true] Stimmzettel kommen von selbst hierher. Wenn du gehst, drück „Ich gehe“.
   *[false] Als Gast bekommst du keinen eigenen Stimmzettel. Wenn du gehst, drück „Ich gehe“.
 }
card-confirm = Bist du noch da? Drück vor { $until }, sonst giltst du als abwesend.
card-closed = Du bist nicht eingetragen, und der Einlass ist geschlossen. Wenn du da bist, geh zur Akkreditierung.
card-rehearsal = Das ist eine Probe. Nichts zählt.
card-over = Die Versammlung ist beendet. Danke, dass du da warst.

# Stimmzettel

ballot-named = Nicht geheim: Im Protokoll steht, wie du gestimmt hast.
ballot-shortened = Gekürzt. Der ganze Text: /text { NUMBER($number, useGrouping: 0) }
ballot-how-many = { $most ->
    [1] Mach ein Kreuz.
   *[other] { $least ->
        [0] Mach bis zu { $most } Kreuze.
        [1] Mach bis zu { $most } Kreuze.
       *[other] Mach mindestens { $least } und höchstens { $most } Kreuze.
    }
 }
ballot-nothing-yet = Du hast noch keine Stimme abgegeben.
ballot-recorded = <b>Erfasst: { $choice }</b>. Du kannst es ändern, bis geschlossen wird.
ballot-recorded-final = <b>Erfasst: { $choice }</b>. Das lässt sich nicht mehr ändern.
ballot-reminder = <b>Zur Erinnerung: Deine Stimme fehlt noch.</b>
ballot-reminder-marks = <b>Zur Erinnerung: Was du ausgefüllt hast, ist noch nicht abgegeben.</b>
ballot-closes = Schließt um { $at }.
ballot-held = Es gab einen Ausfall. Wenn du zwischen { $start } und { $end } gedrückt hast, drück noch einmal. Über die Zeit entscheidet die Versammlungsleitung.
ballot-group-press = Drück, um deine Stimme abzugeben. Deine Wahl siehst hier nur du; der letzte Druck zählt.
ballot-group-open = Öffne deinen Stimmzettel. Er kommt in unseren privaten Chat.
ballot-answer = Zum Abstimmen schreib zum Beispiel <code>{ $label }</code>
ballot-group-private = Dein Stimmzettel liegt im privaten Raum mit mir. Was hier geschrieben wird, zählt nicht.
ballot-over = Geschlossen.
ballot-over-mine = Deine Stimme: { $choice }
ballot-over-none = Von dir wurde keine Stimme erfasst.
ballot-cancelled = Abgebrochen, es gibt kein Ergebnis. Grund: { $reason }
ballot-page = Seite { $page } von { $pages }
ballot-sent = { $count ->
    [one] Dein Stimmzettel ist unterwegs.
   *[other] Deine { $count } Stimmzettel sind unterwegs.
 }
ballot-sent-private = Dein Stimmzettel ist in unseren privaten Chat unterwegs.
ballot-none-open = Gerade läuft keine Abstimmung und keine Wahl. Stimmzettel kommen von selbst.
button-open-ballot = Meinen Stimmzettel öffnen
button-page-back = Zurück zu Seite { $page } von { $pages }
button-page-next = Weiter zu Seite { $page } von { $pages }
cast-recorded = Erfasst: { $choice }
cast-done = Erfasst: { $vote }: <b>{ $choice }</b>
cast-how = Nenne Nummer und Kürzel: <code>/cast 7b</code>. Mehrere: <code>/cast 7 a c</code>. Es wurde nichts abgegeben.
cast-which = Was meinst du? Drück, schreib die Nummer dazu, etwa <code>7b</code>, oder antworte auf den Stimmzettel selbst. Es wurde noch nichts abgegeben.
cast-which-none = Was meinst du? Schreib die Nummer dazu, etwa <code>7b</code>. Es wurde nichts abgegeben.

# Fragen

status-who = Du bist <b>{ $name }</b>, Mitglied { $number }.
status-present = { $event }: Du bist als anwesend eingetragen.
status-absent = { $event }: Du bist nicht eingetragen. /checkin
status-guest = Du bist zu Gast: Du bekommst keine Stimmzettel.
status-no-votes = Für dich läuft gerade keine Abstimmung oder Wahl.
status-vote = { $vote }: erfasst { $choice }
status-vote-none = { $vote }: Du hast noch keine Stimme abgegeben. /ballot
language-which = Welche Sprache? Drück, oder schreib /language und eine von: { $known }
language-done = Ich spreche ab jetzt Deutsch mit dir.
plain-how = Schreib <code>/plain on</code> oder <code>/plain off</code>.
plain-on = Antworten auf deine Knopfdrücke bleiben ab jetzt stehen, bis du sie schließt, und du prüfst jede Wahl, bevor du sie abgibst.
plain-off = Antworten auf deine Knopfdrücke erscheinen ab jetzt nur kurz.
text-not-understood = Das habe ich nicht verstanden. Um deine Stimme abzugeben, schreib zum Beispiel: <code>7b</code>; wenn du da bist, schreib: <code>hier</code>. Alle Befehle: /help
command-unknown = /{ $name } kenne ich nicht. { $near ->
    [none] Alle Befehle: /help
   *[other] Meinst du /{ $near }? Alle Befehle: /help
 }
help-head = Was du hier tun kannst:
help-unbound = Ich kenne dich noch nicht. Öffne deinen Einladungslink, oder schick /start für eine Zahl, die du bei der Akkreditierung zeigst.

usage-start = <code>/start CODE</code>
help-start = dieses Konto mit deiner Mitgliedschaft verbinden
usage-join = <code>/join CODE</code>
help-join = dasselbe wie /start
usage-link = /link
help-link = ein Code für dein zweites Netz
usage-checkin = /checkin
help-checkin = ich bin da
usage-checkout = /checkout
help-checkout = ich gehe
usage-ballot = /ballot
help-ballot = meine offenen Stimmzettel noch einmal schicken
usage-cast = <code>/cast 7b</code>
help-cast = die Stimme mit Text abgeben; mehrere: <code>/cast 7 a c</code>
usage-status = /status
help-status = wer ich bin und was von mir erfasst ist
usage-text = <code>/text 7</code>
help-text = der ganze Text einer Abstimmung oder Wahl
usage-language = <code>/language XX</code>
help-language = die Sprache, in der ich mit dir spreche
usage-plain = <code>/plain on|off</code>
help-plain = Antworten, die warten, bis du sie gelesen hast
usage-help = /help
help-help = diese Liste
