# Der Abschnitt für die schriftliche Einladung; Markdown, auf Papier gelesen

section-title = So ‹nimmst du|nehmen Sie› an { $event } teil
section-when = Wann: { $value }
section-place = Wo: { $value }
section-link = Zuschauen und sprechen von anderswo: { $value }
section-needs-head = Was ‹du brauchst|Sie brauchen›
section-needs =
    Die Versammlung läuft mit Folkmoot, einem Bot in den Chat-Apps, die ‹du vielleicht schon hast|Sie vielleicht schon haben›{ $networks ->
        [none] {""}
       *[other] {" "}({ $networks })
    }. Zu installieren ist nichts, ein Passwort gibt es nicht. Von { $organisation } ‹bekommst du|bekommen Sie› eine persönliche Einladung als Link und QR-Code. ‹Öffne|Öffnen Sie› sie vor der Versammlung: Der Bot will wissen, ob ‹du|Sie› die Person ‹bist|sind›, deren Name dort steht, und von da an steht ‹dein|Ihr› Konto für ‹dich|Sie›. Die Einladung gilt einmal; ‹zeig|zeigen Sie› sie niemandem, denn wer sie öffnet, stimmt an ‹deiner|Ihrer› Stelle ab. Ist sie verloren oder hat jemand anders sie geöffnet, genügt eine Nachricht an uns: Dann kommt eine neue, und das fremde Konto wird getrennt.
section-checkin-head = Sich eintragen
section-checkin =
    Wenn der Einlass öffnet, schreibt der Bot; dort ‹trägst du dich|tragen Sie sich› ein, oder mit „hier“ oder /checkin. Wer eingetragen ist, gilt als anwesend. Wer geht, schreibt /checkout und zählt dann nicht und kann nicht abstimmen, bis zur Rückkehr.
section-vote-head = Abstimmen und wählen
section-vote =
    Wenn eine Abstimmung oder Wahl eröffnet wird, kommt der Stimmzettel in den privaten Chat mit dem Bot oder in die Gruppe der Mitglieder. Dort wird gewählt, oder mit dem Kürzel vor der Möglichkeit, zum Beispiel 7b. Der Bot bestätigt, was eingetragen ist. Bis zum Schluss lässt sich die Wahl ändern, wenn der Stimmzettel nichts anderes sagt. Auf jedem Stimmzettel steht, worüber entschieden wird, mit welcher Mehrheit und bis wann. Zwischenergebnisse sieht niemand. { $motions ->
        [true] {""}
       *[false] Während eine Abstimmung läuft, gibt es keine Anträge zur Geschäftsordnung und keine neuen Anträge.
    } Ergebnisse werden nach jeder Abstimmung veröffentlicht; /result 7 zeigt das von Nr. 7. Bei namentlicher Abstimmung steht im Protokoll, wer wie gestimmt hat.
section-secret-head = Geheime Abstimmungen und Wahlen
section-secret =
    { secret-promise }
    Solange ein Antrag nur als Entwurf zu sehen ist, lässt sich verlangen, dass geheim abgestimmt wird: /secret und die Nummer.
section-speak-head = Sprechen, fragen, Anträge stellen
section-speak =
    Um das Wort wird in der Versammlung selbst gebeten, wie sonst auch: mit der Hand im Saal, oder in der Konferenz, die in der Einladung steht. Fragen und Anträge gehen an die Versammlungsleitung. Der Bot zeigt die Tagesordnung (/agenda) und den Text jedes Antrags (/text 7). Sind bei einer Wahl Vorschläge möglich, ‹kannst du|können Sie› selbst kandidieren: /accept und die Nummer.
section-proxy-head = Für andere abstimmen
section-proxy =
    Wer nicht kommen kann, darf die eigene Stimme in andere Hände geben: dem Bot /proxy und die Nummer des Mitglieds schreiben, oder der Akkreditierung schriftlich. Eine Person hat höchstens { $proxies ->
        [one] eine Stimme für jemand anders
       *[other] { $proxies } Stimmen für andere
    }{ $guests ->
        [true] {""}
       *[false] {" "}und muss selbst stimmberechtigt sein
    }. Wer doch kommt und sich einträgt, stimmt selbst ab.
section-phone-head = Ohne Telefon, oder wenn etwas nicht geht
section-phone =
    Wer kein Telefon hat oder es nicht benutzen will, meldet sich bei der Akkreditierung und stimmt auf Papier ab oder über die Akkreditierung. Fällt ein Netz während einer Abstimmung aus, verschiebt sich ihr Ende, und die Versammlungsleitung entscheidet über mehr Zeit; was bestätigt war, bleibt.
section-help-head = Hilfe
section-help =
    /help an den Bot, oder bei der Akkreditierung. Vor der Versammlung gibt es eine Probe mit einer harmlosen Frage, wenn die Versammlungsleitung sie ansetzt. Der Bot antwortet auf Deutsch und Englisch (/language), und mit /plain on wartet er, bis ‹du seine Antworten gelesen hast|Sie seine Antworten gelesen haben›.
