# Words behind a command

typed-role-chair = chair, leitung, versammlungsleitung
typed-role-desk = desk, akkreditierung, einlass
typed-role-teller = teller, zählkommission, wahlkommission, auszählung
typed-role-minutes = minutes, protokoll, protokollführung
typed-role-observer = observer, beobachtung, beobachter, beobachterin
typed-role-none = none, keine, kein
typed-event-open = open, eröffnen, öffnen
typed-event-pause = pause, unterbrechen, unterbrechung
typed-event-resume = resume, weiter, fortsetzen
typed-event-close = close, schließen, schliessen, beenden
typed-event-rehearsal = rehearsal, probe
typed-registration-open = open, öffnen, eröffnen
typed-registration-close = close, schließen, schliessen
typed-registration-reset = reset, zurücksetzen
typed-registration-confirm = confirm, bestätigen
typed-roster-present = present, anwesend, anwesende
typed-roster-absent = absent, abwesend, abwesende
typed-roster-unreachable = unreachable, unerreichbar, unerreichbare
typed-roster-unbound = unbound, unverbunden
typed-roster-all = all, alle
