# The section for the written invitation; Markdown, read on paper, so that nothing in it can be tapped

section-title = How you take part in { $event }
section-when = When: { $value }
section-place = Where: { $value }
section-link = To watch and to speak from elsewhere: { $value }
section-needs-head = What you need
section-needs =
    The meeting is held with Folkmoot, a bot in the chat apps that you may have already{ $networks ->
        [none] {""}
       *[other] {" "}({ $networks })
    }. There is nothing to install and no password. You get a personal invitation from { $organisation }, as a link and a QR code. Open it before the meeting: the bot asks whether you are the person named there, and from then on your account stands for you. It works once; show it to nobody, for whoever opens it votes in your place. If it was lost, or somebody else has opened it, tell us at once: it is replaced, and the account that used it is detached.
section-checkin-head = Checking in
section-checkin =
    When check-in opens, the bot writes to you; check in there, or write "here" or /checkin to it. Whoever is checked in counts as present. If you leave, write /checkout; then you do not count and cannot vote until you are back.
section-vote-head = Voting
section-vote =
    When a vote opens, you get your ballot in your private chat with the bot, or in the members' group. Choose there, or write the label that stands before the option, such as 7b. The bot confirms what was recorded. Until the vote closes you can change your choice, unless the ballot says otherwise. Every ballot says what is decided, by which majority and until when. Nobody sees interim results. { $motions ->
        [true] {""}
       *[false] While a vote is open there are no points of order and no new motions.
    } Results are published after every vote; /result 7 shows that of vote 7. In a vote by name the minutes say who voted how.
section-secret-head = Secret votes
section-secret =
    { secret-promise }
    While a motion is only a draft that was shown to you, you can demand that it be voted on secretly: /secret and its number.
section-speak-head = Speaking, asking, moving motions
section-speak =
    Ask for the floor in the meeting itself, as at any other: with your hand in the hall, or in the conference that the invitation names. Questions and motions go to the chair of the meeting. The bot shows the agenda (/agenda) and the text of every motion (/text 7). In an election whose nominations are open you can stand yourself: /accept and its number.
section-proxy-head = Voting for somebody else
section-proxy =
    If you cannot come you may put your vote into somebody's hands: write /proxy and that member's number to the bot, or give it in writing to the desk. One person holds at most { $proxies ->
        [one] one vote for somebody else
       *[other] { $proxies } votes for others
    }{ $guests ->
        [true] {""}
       *[false] {" "}and must be entitled to vote
    }. Whoever comes after all and checks in votes in person.
section-phone-head = Without a phone, or if something does not work
section-phone =
    Whoever has no phone, or does not want to use it, checks in at the desk and votes on paper or through the desk. If a network fails during a vote, its end is put off, and the chair decides about more time; what was confirmed is kept.
section-help-head = Help
section-help =
    Write /help to the bot, or ask the desk. Before the meeting there is a rehearsal with a harmless question, if the chair holds one. The bot answers in English and German (/language), and /plain on makes it wait until you have read its answers.
