# Words behind a command

typed-role-chair = chair
typed-role-desk = desk
typed-role-teller = teller
typed-role-minutes = minutes
typed-role-observer = observer
typed-role-none = none
typed-event-open = open
typed-event-pause = pause
typed-event-resume = resume
typed-event-close = close
typed-event-rehearsal = rehearsal
typed-registration-open = open
typed-registration-close = close
typed-registration-reset = reset
typed-registration-confirm = confirm
typed-roster-present = present
typed-roster-absent = absent
typed-roster-unreachable = unreachable
typed-roster-unbound = unbound
typed-roster-all = all
