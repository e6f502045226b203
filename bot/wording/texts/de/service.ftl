## Was der Dienst der Versammlungsleitung von sich aus sagt

refusal-network-away = { $network } ist seit { $since } nicht erreichbar. Hier geht alles weiter; läuft eine Frist ab, entscheidet die Versammlungsleitung.
refusal-network-rejected = { $network } lässt den Bot seit { $since } nicht zu: Der Betrieb muss Token oder Passwort prüfen. Hier geht alles weiter.
refusal-network-back = { $network } ist wieder erreichbar; weg war es seit { $since }.
alarm-prepared-waits = { $count ->
    [one] Vorbereitet, aber noch kein Entwurf:
   *[other] Vorbereitet, aber noch keine Entwürfe ({ $count }):
 } { $titles }. { $missing ->
    [none] Woran es liegt, zeigt auf dem Server: folkmoot check
   *[other] In der Mitgliederliste fehlen: { $missing }. Stehen sie dort, durch Einlesen oder /admit, kommt der Entwurf von selbst.
 }
alarm-prepared-drafted = { $count ->
    [one] Auf die Mitgliederliste gewartet, jetzt Entwurf:
   *[other] Auf die Mitgliederliste gewartet, jetzt Entwürfe ({ $count }):
 } { $votes }. Alle: /votes
refusal-not-stored-yet = Noch nicht gespeichert: Der Server kann gerade nichts speichern. Noch einmal ist nicht nötig; sobald es gespeichert ist, ändert sich diese Nachricht.
notice-store-stuck = Gerade lässt sich nichts speichern: Die Festplatte des Servers ist voll oder schreibgeschützt, oder ein anderes Programm hält die Datenbank. Gespeichertes ist sicher, was jetzt kommt, wartet. Bitte sofort dem Betrieb Bescheid geben; dann geht alles von selbst weiter, und über Fristen entscheidet die Versammlungsleitung.
notice-store-goes-on = Es wird wieder alles gespeichert, auch was inzwischen kam.
notice-store-unusable = Der Bot hört auf: Seine Datenbank wurde gelöscht, ersetzt oder auf einen älteren Stand gebracht, er kann nichts mehr sicher speichern. Bis der Betrieb das behoben hat, wird nichts angenommen. Wer in den letzten Augenblicken abgestimmt hat, muss es vielleicht noch einmal tun.
alarm-database-older = Der Betrieb macht mit einer älteren Kopie der Datenbank weiter: Was bis { $until } angenommen wurde und nicht darin steht, ist verloren. Bitte Anwesenheit und Abstimmungen durchsehen; wer keine gespeicherte Stimme hat, bekommt den Stimmzettel noch einmal.
refusal-clock-forward = Die Uhr des Servers wurde um { $seconds } vorgestellt, oder der Server stand still. Nichts wurde geschlossen: Wo eine Frist lief, entscheidet die Versammlungsleitung über die Zeit.
refusal-clock-back = Die Uhr des Servers wurde um { $seconds } zurückgestellt. Nichts wurde geschlossen: Wo eine Frist lief, entscheidet die Versammlungsleitung über die Zeit.
refusal-due-failed-start = Der Countdown von Nr. { $number } ließ sich nicht starten ({ $error }). Alles andere läuft weiter. Mit /extend { $number } eine andere Zeit geben oder mit /close { $number } schließen.
refusal-due-failed-close = Nr. { $number } ließ sich zum Ende nicht schließen ({ $error }). Alles andere läuft weiter. Bitte /close { $number } versuchen und dem Betrieb Bescheid geben.
refusal-due-failed-count = Nr. { $number } ließ sich nicht auszählen ({ $error }); die Stimmen sind gespeichert. Alles andere läuft weiter. Bitte dem Betrieb Bescheid geben.
refusal-due-failed-warn = Die Warnung vor dem Ende von Nr. { $number } konnte nicht gegeben werden ({ $error }). Die Stimmabgabe geht weiter.
refusal-due-failed-quorum = Die Beschlussfähigkeit konnte nicht geprüft werden ({ $error }). /event zeigt sie; der Betrieb soll es wissen.
minutes-act-warn-failed = { $vote }: Die Warnung vor dem Ende konnte nicht von selbst gegeben werden.
minutes-act-quorum-failed = Die Beschlussfähigkeit konnte nicht von selbst geprüft werden.
minutes-act-read-failed = Die Versammlung ließ sich nicht aus der Datenbank lesen.
refusal-due-failed-confirm = Die Bestätigung der Anwesenheit ließ sich nicht beenden ({ $error }); alle gelten weiter als anwesend. Bitte dem Betrieb Bescheid geben.
refusal-due-failed-read = Diese Versammlung lässt sich nicht mehr aus der Datenbank lesen ({ $error }): Sie nimmt keine Befehle an, und von selbst geht in ihr kaum etwas weiter. Was abgegeben wurde, ist gespeichert, und andere Versammlungen laufen weiter. Bitte dem Betrieb Bescheid geben: Er hat die Logdatei und die Sicherung.
alarm-errand-given-up = { $number ->
    [0] Eine Nachricht kann nicht mehr an alle gehen, weil sich nicht lesen lässt, worum es darin geht.
   *[other] Die Nachrichten zu Nr. { $number } können nicht mehr an alle gehen, weil sich nicht lesen lässt, was dazu gespeichert ist.
 } Wer noch keine hat, bekommt keine. Alles andere geht weiter. Bitte dem Betrieb Bescheid geben: Die Logdatei zeigt, wo es liegt.

minutes-act-start-failed = { $vote }: Der Countdown ließ sich nicht von selbst starten.
minutes-act-close-failed = { $vote } ließ sich nicht von selbst schließen.
minutes-act-count-failed = { $vote } ließ sich nicht von selbst auszählen.
minutes-act-confirm-failed = Die Bestätigung der Anwesenheit ließ sich nicht von selbst beenden.
minutes-act-database-older = Weiter ging es mit einer älteren Kopie der Datenbank; was bis { $until } angenommen wurde und nicht darin steht, ist verloren.
minutes-act-clock-jumped = Die Uhr des Servers sprang um { $seconds }; Fristen wurden angehalten.
