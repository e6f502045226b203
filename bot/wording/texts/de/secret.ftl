# Geheime Abstimmungen und Wahlen. Ablehnungen sind Hinweise: höchstens 200 Zeichen, ohne Auszeichnung.

refusal-secret-few = Nr. { $number } kann nicht geheim sein: Im Verzeichnis stehen nur { $roll }, nötig sind { $least }. /edit { $number } mit der Zeile „named“, oder auf mehr warten.
refusal-secret-weights = Nr. { $number } kann nicht geheim sein: Das Gewicht zählt, und ein Gewicht haben weniger als { $least } Mitglieder; der Stimmzettel würde sie verraten. Nach Köpfen oder namentlich geht es.
refusal-secret-no-key = Die Urne Nr. { $number } lässt sich nicht öffnen: Der Schlüssel fehlt im Schlüsselordner. Verloren ist nichts: Betreiber legt die Datei zurück, dann [Auszählen] drücken.
refusal-secret-committee = Die Urne Nr. { $number } wartet auf die Wahlkommission: folkmoot open-box { $number }
refusal-secret-unreadable = { $count } von { $cast } Umschlägen der Nr. { $number } lassen sich nicht öffnen. Nichts wurde gezählt, nichts ist verloren. Sag dem Betreiber: Die Datenbank wurde verändert.
refusal-secret-committee-keys = Diese Schlüssel öffnen die Urne Nr. { $number } nicht: zu wenige, oder von einer anderen Kommission.
refusal-secret-no-committee = Nr. { $number } hat keine Wahlkommission: Der Server öffnet die Urne.
choice-sealed = versiegelt
