# Warum etwas nicht getan wurde, und was zu tun ist. Hinweise auf Knöpfe: höchstens 200 Zeichen, ohne Auszeichnung.

# Wer und wo

refusal-anonymous = ‹Du schreibst|Sie schreiben› als Gruppe oder Kanal, deshalb weiß ich nicht, ‹wer du bist|wer Sie sind›. ‹Schreib|Schreiben Sie› unter ‹deinem|Ihrem› eigenen Namen.
refusal-not-bound = Ich kenne dieses Konto nicht. ‹Öffne|Öffnen Sie› ‹deinen|Ihren› Einladungslink, oder ‹schick|schicken Sie› mir privat /start für eine Zahl, ‹die du bei der Akkreditierung zeigst|die Sie bei der Akkreditierung zeigen›.
refusal-only-private = Das geht nur im privaten Chat mit mir.
refusal-only-desk = Das können nur Akkreditierung und Versammlungsleitung.
refusal-only-desk-places = Die Akkreditierung arbeitet in ihrem Kanal oder im privaten Chat mit mir.
refusal-only-chair = Das kann nur die Versammlungsleitung.
refusal-only-chair-channel = Befehle der Versammlungsleitung gelten nur in ihrem Kanal.
refusal-button-unknown = Mit diesem Knopf kann ich nichts anfangen, vielleicht ist er alt. Zu ‹deinen|Ihren› Stimmzetteln: /ballot
refusal-reaction-unknown = So eine Reaktion zählt nicht, und in verschlüsselten Räumen keine, denn Reaktionen sind nie verschlüsselt. ‹Nimm|Nehmen Sie› die Umfrage oder ‹schreib|schreiben Sie› zum Beispiel <code>7b</code>; zu ‹deinen|Ihren› Stimmzetteln: /ballot
refusal-broken = Das ging schief, und es wurde nichts erfasst. ‹Versuch|Versuchen Sie› es noch einmal. Geht es wieder nicht, ‹sag|sagen Sie› der Akkreditierung Bescheid.

# Codes und Konten

refusal-too-many-tries = Zu viele falsche Codes. ‹Warte|Warten Sie› { $minutes } Minuten, oder ‹geh|gehen Sie› zur Akkreditierung.
refusal-code-unknown = Diesen Code kenne ich nicht. ‹Prüf|Prüfen Sie› ihn auf Tippfehler, oder ‹lass dir|lassen Sie sich› bei der Akkreditierung einen neuen geben.
refusal-code-used = Dieser Code von Mitglied { $number } wurde schon benutzt. ‹Warst das nicht du|Waren das nicht Sie›? Dann ‹geh|gehen Sie› zur Akkreditierung. Sie weiß schon davon und macht einen neuen.
refusal-code-reused = Die Einladung von Mitglied { $number } wurde ein zweites Mal benutzt, von einem anderen Konto. ‹Fragt|Fragen Sie› nach, wer das war. Neuer Code: /invite { $number }
refusal-code-over = Dieser Code gehört zu einer Versammlung, die beendet ist.
refusal-code-own-network = Dieser Code ist für ein anderes Netz. ‹Hier hast du|Hier haben Sie› schon ein Konto.
refusal-already-you = Dieses Konto ist schon { $name }, Mitglied { $number }. Mehr ist nicht zu tun.
refusal-bound-to-other = Dieses Konto gehört zu { $name }, Mitglied { $number }; der Code wurde nicht benutzt. Stimmt das nicht? ‹Geh|Gehen Sie› zur Akkreditierung.
refusal-member-has-account = Dieses Mitglied hat schon ein Konto. Dort gibt /link einen Code für ein zweites Netz.
refusal-desk-has-account = { $name }, Mitglied { $number }, hat schon ein Konto.
refusal-pairing-unknown = Gerade zeigt niemand { $code }. ‹Lass dir|Lassen Sie sich› die Zahl noch einmal vorlesen; eine neue kommt mit /start.
refusal-bind-unknown = Diesen Code kenne ich nicht, oder er ist zu alt. Einen neuen macht: folkmoot code
refusal-roster-disturbed = Die Mitgliederliste wurde inzwischen geändert; die Datei muss noch einmal eingelesen werden.
refusal-accounts-taken = Zeile von Mitglied { $number }: Das Konto { $account } gehört schon Mitglied { $owner }.
refusal-number-taken = Die Nummer { $number } hat schon { $name }.
refusal-name-long = Ein Name hat 1 bis { $allowed } Zeichen.
refusal-member-unknown = Es gibt kein Mitglied { $number }.
refusal-own-role = ‹Deine|Ihre› eigenen Rollen ‹kannst du dir|können Sie sich› nicht nehmen. Das kann eine andere Person der Versammlungsleitung.

# Die Versammlung

refusal-event-unknown = Diese Versammlung gibt es nicht mehr.
refusal-event-over = Die Versammlung ist beendet.
refusal-event-not-open = Die Versammlung ist { $state ->
    [planned] noch nicht eröffnet
    [paused] unterbrochen
    [closed] beendet
   *[other] nicht eröffnet
 }, deshalb lässt sich nichts eröffnen. /event open oder /event resume
refusal-event-not-planned = Eine Probe ist nur möglich, bevor die Versammlung eröffnet ist.
refusal-event-not-possible = { $act ->
    [open] { $state ->
        [open] Die Versammlung ist schon eröffnet.
        [paused] Die Versammlung ist schon eröffnet und unterbrochen. Weiter geht sie mit /event resume
       *[closed] Die Versammlung ist beendet und lässt sich nicht wieder eröffnen.
     }
    [pause] { $state ->
        [planned] Die Versammlung ist noch nicht eröffnet, es gibt nichts zu unterbrechen.
        [paused] Die Versammlung ist schon unterbrochen.
       *[closed] Die Versammlung ist beendet.
     }
    [resume] { $state ->
        [planned] Die Versammlung ist noch nicht eröffnet. Sie beginnt mit /event open
        [open] Die Versammlung ist nicht unterbrochen: Sie läuft.
       *[closed] Die Versammlung ist beendet und kann nicht weitergehen.
     }
   *[close] { $state ->
        [planned] Die Versammlung ist noch nicht eröffnet und kann nicht beendet werden.
       *[closed] Die Versammlung ist schon beendet.
     }
 }
refusal-event-votes-open = Nr. { $number } ist nicht fertig. Zuerst schließen oder abbrechen.
refusal-no-event = Gerade gibt es keine Versammlung.
refusal-registration-closed = Der Einlass ist geschlossen. ‹Wenn du da bist|Wenn Sie da sind›, ‹geh|gehen Sie› zur Akkreditierung.
refusal-notice-empty = Es gibt nichts mitzuteilen. ‹Schreib|Schreiben Sie› den Text hinter den Befehl.
refusal-notice-long = Der Text hat { $given } Zeichen; möglich sind { $allowed }.
refusal-nobody-there = Das bekäme niemand: „{ $who }“ hat kein Mitglied mit einem Konto.

# Stimme abgeben

refusal-vote-unknown = Diese Abstimmung oder Wahl kenne ich nicht.
refusal-damaged-vote = Nr. { $number } lässt sich nicht lesen: beschädigt oder von einer anderen Version. Es wurde nichts erfasst. Alles andere geht weiter; Näheres zeigt die Logdatei dem Betrieb.
refusal-vote-number-unknown = Es gibt keine Nr. { $number }.
refusal-vote-not-open = Nr. { $number } ist noch nicht eröffnet. Der Stimmzettel kommt von selbst.
refusal-vote-over = Nr. { $number } ist mit der Versammlung beendet. Es wurde nichts abgegeben.
refusal-vote-cancelled = Nr. { $number } wurde abgebrochen. Es wurde nichts abgegeben.
refusal-too-late = Nr. { $number } wurde um { $at } geschlossen. Was danach kommt, zählt nicht.
refusal-chair-decides = Nr. { $number } ist nach einem Ausfall angehalten. Über die Zeit entscheidet die Versammlungsleitung. Noch zählt nichts; ‹versuch|versuchen Sie› es wieder, wenn es mehr Zeit gibt.
refusal-ballot-forged = Dieser Knopf ist nicht für ‹dich|Sie›. Es wurde nichts abgegeben. Zu ‹deinen|Ihren› Stimmzetteln: /ballot
refusal-ballot-retired = Alter Stimmzettel von Nr. { $number }, nichts hat sich geändert. { $choice ->
    [none] Von ‹dir|Ihnen› ist noch nichts erfasst.
    [blank] Erfasst: leer.
    [abstain] Erfasst: Enthaltung.
    [sealed] ‹Deine|Ihre› Stimme ist erfasst.
   *[other] Erfasst: { $choice }.
 }
refusal-cast-is-cast = Bei Nr. { $number } lässt sich eine abgegebene Stimme nicht ändern. { $choice ->
    [blank] Erfasst: leer.
    [abstain] Erfasst: Enthaltung.
    [sealed] Sie ist erfasst.
   *[other] Erfasst: { $choice }.
 }
refusal-not-on-roll = ‹Du stehst|Sie stehen› hier nicht im Stimmberechtigtenverzeichnis.
refusal-not-entitled = ‹Du bist|Sie sind› in dieser Versammlung nicht stimmberechtigt, deshalb gibt es für Nr. { $number } keinen Stimmzettel. Stimmt das nicht? ‹Geh|Gehen Sie› zur Akkreditierung.
refusal-excluded = Für Nr. { $number } ‹hast du|haben Sie› keinen Stimmzettel: Für ‹dich|Sie› ist Befangenheit vermerkt. Stimmt das nicht? ‹Geh|Gehen Sie› zur Akkreditierung.
refusal-not-in-group = Nr. { $number } ist nur für die Gruppe „{ $group }“, ‹und du bist|und Sie sind› nicht darin. Stimmt das nicht? ‹Geh|Gehen Sie› zur Akkreditierung.
refusal-not-present = ‹Du bist|Sie sind› nicht eingetragen, deshalb ‹hast du|haben Sie› für Nr. { $number } keinen Stimmzettel. { $checkin ->
    [open] /checkin
   *[closed] Der Einlass ist gerade nicht offen: ‹Geh|Gehen Sie› zur Akkreditierung.
 }
refusal-joined-after = ‹Du bist|Sie sind› gekommen, als das Verzeichnis für Nr. { $number } schon geschlossen war. Beim nächsten Mal ‹hast du|haben Sie› einen Stimmzettel.

# Was gewählt wurde

refusal-choice-missing = ‹Was wählst du|Was wählen Sie›? ‹Schreib|Schreiben Sie› zum Beispiel { $number }a.
refusal-choice-unknown-option = { $label } gibt es nicht. Es hat sich nichts geändert.
refusal-choice-too-many-marks = Das ist zu viel: { $given } Kreuze, höchstens { $allowed } dürfen es sein. ‹Nimm|Nehmen Sie› zuerst eines weg. Bei Nr. { $number } hat sich nichts geändert.
refusal-choice-too-few-marks = Das ist zu wenig: { $given ->
    [one] { $given } Kreuz
   *[other] { $given } Kreuze
 }, mindestens { $allowed } müssen es sein. Bei Nr. { $number } wurde nichts abgegeben.
refusal-choice-not-alone = { $label } geht nicht zusammen mit anderem. Es hat sich nichts geändert.
refusal-choice-duplicate = { $label } steht { $given }-mal da. Einmal genügt. Es hat sich nichts geändert.
refusal-choice-too-many-for-one = { $label } hat { $given } Kreuze; möglich sind { $allowed }. Es hat sich nichts geändert.
refusal-choice-no-abstain = Hier gibt es keine Enthaltung. ‹Wähl|Wählen Sie›, ‹stimm|stimmen Sie› nicht ab, oder ‹gib|geben Sie› einen leeren Stimmzettel ab: { $number } leer. Bei Nr. { $number } hat sich nichts geändert.
refusal-choice-answer-unknown = Die Antwort bei { $label } ist weder Ja noch Nein noch Enthaltung. Es hat sich nichts geändert.
refusal-choice-equal-ranks = Zwei stehen auf demselben Platz. ‹Gib|Geben Sie› jedem einen eigenen. Bei Nr. { $number } hat sich nichts geändert.
refusal-choice-rank-gap = Platz { $given } ist leer. ‹Füll|Füllen Sie› die Plätze ohne Lücke. Bei Nr. { $number } hat sich nichts geändert.

# Entwürfe

refusal-text-number-missing = Wovon? ‹Schreib|Schreiben Sie› zum Beispiel /text 7
refusal-majority-form = Die Mehrheit „{ $word }“ verstehe ich nicht. Zum Beispiel: einfach; zwei Drittel; mindestens 2/3 der gültigen Stimmen
refusal-share-third = „{ $word }“: { $third }, oder genau { $exact }? ‹Schreib|Schreiben Sie› das eine oder das andere.
refusal-majority-simple = Einfache Mehrheit { $base ->
    [present] der Anwesenden
    [entitled] der Stimmberechtigten
    [valid] der gültigen Stimmen
    [cast] der abgegebenen Stimmzettel
   *[other] davon
 }: mehr Ja als Nein, oder mehr als die Hälfte? ‹Schreib|Schreiben Sie›: einfach, oder: mehr als 1/2 { $base ->
    [present] der Anwesenden
    [entitled] der Stimmberechtigten
    [valid] der gültigen Stimmen
    [cast] der abgegebenen Stimmzettel
   *[other] davon
 }
refusal-majority-fraction = „{ $word }“ ist kein Bruch zwischen 0 und 1. Zum Beispiel: mehr als 1/2 der gültigen Stimmen
refusal-majority-base = Die Bezugsgröße „{ $word }“ kenne ich nicht. Es gibt: Ja und Nein; gültige Stimmen; abgegebene Stimmzettel; Anwesende; Stimmberechtigte; Gewicht.
refusal-majority-weight = „{ $word }“ ist schon Gewicht: ‹Lass|Lassen Sie› es weg, oder ‹schreib|schreiben Sie›: nach Gewicht
refusal-majority-tie = Die Regel „{ $word }“ bei Stimmengleichheit kenne ich nicht. Es gibt: abgelehnt, Leitung, Stichwahl, Los.
refusal-quorum-form = Das Quorum „{ $word }“ verstehe ich nicht. Zum Beispiel: 30; 1/3 der Stimmberechtigten; keines
refusal-quorum-fraction = „{ $word }“ ist kein Bruch zwischen 0 und 1. Zum Beispiel: 1/3 der Stimmberechtigten
refusal-quorum-base = Ein Quorum ist ein Anteil der Stimmberechtigten, nicht von „{ $word }“. Zum Beispiel: 1/3 der Stimmberechtigten
refusal-settings-options = Das sind { $given } Zeilen zur Auswahl; dieses Verfahren braucht { $allowed }.
refusal-settings-seats = Das sind { $given } Plätze; möglich sind { $allowed }.
refusal-settings-maximum = Höchstens { $given } Kreuze geht nicht; möglich sind { $allowed }.
refusal-settings-minimum-over-maximum = Mindestens { $given } Kreuze, aber höchstens { $allowed }: Da bleibt nichts übrig.
refusal-settings-slots = Quotierte Sitze passen nicht zu diesem Verfahren. ‹Haltet|Halten Sie› für jede Art Sitze eine eigene Wahl ab.
refusal-settings-cumulate = Dieses Verfahren erlaubt ein Kreuz je Zeile.
refusal-settings-unknown-option = { $label } gibt es nicht.
refusal-settings-none-of-the-above = „Niemand davon“ passt nicht zu diesem Verfahren.

# Der Ablauf

refusal-vote-not-possible = Nr. { $number } { $state ->
    [draft] ist ein Entwurf
    [open] läuft
    [closed] ist geschlossen und noch nicht ausgezählt
    [counted] ist ausgezählt
    [published] ist veröffentlicht
    [cancelled] ist abgebrochen
   *[void] ist ungültig
 } und lässt sich nicht { $act ->
    [edit] ändern
    [show] zeigen
    [open] eröffnen
    [cancel] abbrechen
    [close] schließen
    [extend] verlängern
    [remind] anmahnen
    [count] auszählen
    [lot] durch Los entscheiden
    [accept] annehmen
    [ruling] anders entscheiden
    [runoff] in einem weiteren Durchgang fortsetzen
    [reopen] wieder eröffnen
    [repeat] wiederholen
   *[publish] veröffentlichen
 }.
refusal-vote-already = Nr. { $number } { $state ->
    [open] läuft schon
    [void] ist schon ungültig
    [cancelled] ist schon abgebrochen
    [counted] ist schon ausgezählt
   *[published] ist schon veröffentlicht
 }.
refusal-already-closed = Nr. { $number } wurde schon { $by ->
    [system] von selbst
    [cli] auf der Befehlszeile
   *[other] von { $by }
 } um { $at } geschlossen.
refusal-already-published = Nr. { $number } ist schon veröffentlicht.
refusal-rehearsal-over = Nr. { $number } gehört zur Probe, und die ist vorbei: Nichts davon zählt mehr.
refusal-time-long = Nr. { $number } kann höchstens { $limit } Tage laufen. Es hat sich nichts geändert.
refusal-time-short = Nr. { $number } wurde nicht eröffnet: In so kurzer Zeit kann niemand abstimmen. Es braucht mindestens { $limit } Sekunden; Minuten schreibt man 2m.
refusal-majority-cast = „abgegebene Stimmen“: mit Enthaltungen oder ohne? Ohne: der Ja- und Nein-Stimmen; mit: der gültigen Stimmen; auch leere: der abgegebenen Stimmzettel{ $word ->
   *[other] {""}
 }
refusal-majority-half = „{ $word }“: mehr als die Hälfte, oder reicht die Hälfte? ‹Schreib|Schreiben Sie›: einfach, oder: mindestens 1/2 von Ja und Nein
refusal-no-quorum = Nr. { $number } wurde nicht eröffnet: nicht beschlussfähig. Anwesend{ $weighed ->
        [true] , nach Gewicht
       *[false] { "" }
    }: { $have }, nötig: { $needed }
refusal-no-quorum-of-vote = Nr. { $number } wurde nicht eröffnet: Von denen, die hier stimmberechtigt sind, sind zu wenige da. Anwesend{ $weighed ->
        [true] , nach Gewicht
       *[false] { "" }
    }: { $have }, nötig: { $needed }
refusal-roll-empty = Nr. { $number } wurde nicht eröffnet: Niemand von den Anwesenden ist dafür stimmberechtigt.
refusal-no-countdown = Bei Nr. { $number } wartet keine Zeit darauf, gestartet zu werden.
refusal-no-hold = Nr. { $number } ist nicht angehalten.
refusal-reason-missing = { $act ->
    [reopen] Zum Wiedereröffnen
    [repeat] Zum Wiederholen
   *[cancel] Zum Abbrechen
 } von Nr. { $number } gehört ein Grund: /{ $act } { $number } GRUND
refusal-counts-differ = Die beiden Zählungen von Nr. { $number } weichen voneinander ab; nichts wurde geändert. ‹Sichert|Sichern Sie› die Datenbank und die Datei { $file } daneben und ‹holt Hilfe|holen Sie Hilfe›.
refusal-counts-differ-unwritten = Die beiden Zählungen von Nr. { $number } weichen voneinander ab; nichts wurde geändert. { $file } lässt sich nicht schreiben: ‹schafft|schaffen Sie› Platz bei der Datenbank, dann noch einmal.
refusal-wordless = Es ist gespeichert, aber die Antwort ließ sich nicht anzeigen. Was gilt, zeigt /status.
refusal-message-long = Das ist zu lang: höchstens { $allowed } Zeichen in einer Nachricht.
refusal-too-many-messages = Das ist mehr, als ich verfolgen kann. ‹Warte|Warten Sie› eine Minute und ‹schreib|schreiben Sie› dann wieder.
