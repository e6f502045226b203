# Was Mitglieder lesen, außer Ablehnungen

language-name = Deutsch
moment = { $time } am { $day }
names-more = { NUMBER($count) } weitere
name-vote = Abstimmung { NUMBER($number, useGrouping: 0) } „{ $title }“
name-election = Wahl { NUMBER($number, useGrouping: 0) } „{ $title }“

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

# Anmelden

greeting = { $who ->
    [none] Willkommen.
   *[other] Willkommen zur Versammlung von { $who }.
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
join-next-card = Die Anmeldung ist offen: Drück auf der Karte unten <b>Anmelden</b>.
join-next-wait = Sobald die Anmeldung öffnet, schicke ich dir eine Karte mit einem Knopf. Bis dahin ist nichts zu tun.
join-help = Was du hier tun kannst: /help
chat-encrypted-private = Dieser Raum ist verschlüsselt, und verschlüsselte Räume kann ich noch nicht lesen. Mach bitte in dem anderen Raum weiter, in den ich dich eingeladen habe.
here = Hier kann ich dich lesen.
here-known = Was du hier tun kannst: /help
welcome =
    Willkommen. Ich helfe durch <b>{ $event }</b>.
    Anmeldung und Stimmzettel kommen von selbst in diesen Raum. Bis dahin ist nichts zu tun.
    Was du hier tun kannst: /help
link-code =
    Dein Code für ein zweites Netz: <code>{ $code }</code>
    Auf Telegram schreib mir: <code>{ "/" }start { $code }</code>
    Auf Matrix schreib mir: <code>!join { $code }</code>
link-once = Er gilt einmal. Zeig ihn niemandem. Du hast weiterhin eine Stimme.
button-yes-me = Ja, das bin ich

# Anwesenheit

button-checkin = Anmelden
button-checkout = Abmelden
button-still-here = Ich bin noch da
checkin-first = Melde dich zuerst an, dann kann ich dir mehr sagen.
checkin-done = Du bist angemeldet: { $event }
checkin-already = Du bist schon angemeldet: { $event }
checkin-confirmed = Danke, du bleibst angemeldet: { $event }
checkin-which =
    Wo bist du? Drück, oder schreib <code>hier 1</code>
    { $meetings }
checkin-not-open = Die Anmeldung ist gerade nicht offen. Sobald sie öffnet, schicke ich dir eine Karte.
checkin-not-yet = { $event } beginnt am { $day } um { $time }. Sobald die Anmeldung öffnet, schicke ich dir eine Karte.
checkout-done = Du bist abgemeldet: { $event }
checkout-already = Du warst nicht angemeldet: { $event }
checkout-not-present = Du bist nicht angemeldet.
checkout-which =
    Welche Versammlung verlässt du? Drück, oder schreib <code>gehe 1</code>
    { $meetings }
card-absent = Die Anmeldung ist offen. Drück den Knopf, wenn du da bist.
card-present = Du bist angemeldet. Stimmzettel kommen von selbst hierher. Wenn du gehst, melde dich ab.
card-confirm = Bist du noch da? Drück bis { $until }, sonst giltst du als abwesend.
card-closed = Du bist nicht angemeldet, und die Anmeldung ist geschlossen. Wenn du da bist, geh zur Akkreditierung.
card-rehearsal = Das ist eine Probe. Nichts zählt.
card-over = Die Versammlung ist beendet. Danke, dass du da warst.

# Stimmzettel

ballot-named = Nicht geheim: Deine Stimme wird mit dir festgehalten.
ballot-shortened = Gekürzt. Der ganze Text: /text { NUMBER($number, useGrouping: 0) }
ballot-how-many = { $least ->
    [0] Kreuze bis zu { $most } an.
   *[other] { $least ->
        [1] Kreuze bis zu { $most } an.
       *[other] Kreuze mindestens { $least } und höchstens { $most } an.
    }
 }
ballot-nothing-yet = Du hast noch keine Stimme abgegeben.
ballot-recorded = <b>Erfasst: { $choice }</b>. Du kannst es ändern, bis geschlossen wird.
ballot-recorded-final = <b>Erfasst: { $choice }</b>. Das lässt sich nicht mehr ändern.
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
cast-how = Nenne Nummer und Möglichkeit: <code>/cast 7b</code>. Mehrere: <code>/cast 7 a c</code>. Es wurde nichts abgegeben.
cast-which = Was meinst du? Drück, schreib die Nummer dazu, etwa <code>7b</code>, oder antworte auf den Stimmzettel selbst. Es wurde noch nichts abgegeben.
cast-which-none = Was meinst du? Schreib die Nummer dazu, etwa <code>7b</code>. Es wurde nichts abgegeben.

# Fragen

status-who = Du bist <b>{ $name }</b>, Mitglied { $number }.
status-present = { $event }: Du bist angemeldet.
status-absent = { $event }: Du bist nicht angemeldet. /checkin
status-guest = Du bist zu Gast: Du bekommst keine Stimmzettel.
status-no-votes = Für dich läuft gerade keine Abstimmung oder Wahl.
status-vote = { $vote }: erfasst { $choice }
status-vote-none = { $vote }: Du hast noch keine Stimme abgegeben. /ballot
language-which = Welche Sprache? Drück, oder schreib /language und eine von: { $known }
language-done = Ich spreche ab jetzt Deutsch mit dir.
plain-how = Schreib <code>/plain on</code> oder <code>/plain off</code>.
plain-on = Antworten auf deine Knopfdrücke bleiben ab jetzt stehen, bis du sie schließt, und du prüfst jede Wahl, bevor du sie abgibst.
plain-off = Antworten auf deine Knopfdrücke erscheinen ab jetzt nur kurz.
text-not-understood = Das habe ich nicht verstanden. Um deine Stimme abzugeben, schreib zum Beispiel <code>7b</code>, und um dich anzumelden, <code>hier</code>. Alle Befehle: /help
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
help-text = der ganze Text, über den abgestimmt wird
usage-language = <code>/language XX</code>
help-language = die Sprache, in der ich mit dir spreche
usage-plain = <code>/plain on|off</code>
help-plain = Antworten, die warten, bis du sie gelesen hast
usage-help = /help
help-help = diese Liste
