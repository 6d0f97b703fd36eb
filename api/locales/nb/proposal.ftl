## Person for person.

person-by-person = Person for person
with-specialist = { $candidate }, jobbspesialist { $specialist }
without-specialist = { $candidate }, uten jobbspesialist
own-words = «{ $words }»

where-and-when = { $place }. Fra mandag { $day } ({ $weeks }).

made-for-this-person = { $place } Plassen er laget for denne kandidaten.
agreed-label = Allerede avtalt:

agreement-label = Avtale:
finds-out-label = Finner ut:
speaks-for-label = Taler for:
speaks-against-label = Taler mot:
takes-label = Tar:
before-start-label = Før start:
on-the-way-label = Underveis:

agreement = { $position } prosent. Begge kan { $days }. { CAPITAL($travel) }.

finds-out = om { $work } er noe å gå videre med.
tried-before = Slikt arbeid er prøvd før.
said-and-not-tried = Ønsket er sagt, og ikke prøvd.
guessed-and-not-tried = Det er noe andre tror, og ikke prøvd.
nobody-has-said = Ingen har sagt noe om det ennå.

takes = én plass, { $specialist } av jobbspesialisten
takes-with-mentor = én plass, { $mentor } av fadderen og { $specialist } av jobbspesialisten
takes-standing-in = { $takes }; { $hours } av dem i stedet for fadderen

ready-for-trial = Er klar for arbeidsutprøving, men ingen er mulig nå:
trial-lacks = Er klar for arbeidsutprøving, men noe mangler denne gangen:
trial-is-possible-too = { $options ->
    [one] Er klar for arbeidsutprøving; ett sted er det plass til en også, i stedet for det som er foreslått.
   *[other]
        Er klar for arbeidsutprøving; { WORD($options) } steder er det plass til en også, i stedet for det som er
        foreslått.
}

possible-for-others-too = { $others ->
    [one] Plassen er mulig for én annen også.
   *[other] Plassen er mulig for { WORD($others) } andre også.
}
other-places = { $places ->
    [0] Ingen annen plass er mulig nå.
    [one] Én annen plass er også mulig.
   *[other] { CAPITAL(WORD($places)) } andre plasser er også mulige.
}

priority = Prioritet { $priority }: { $because }.
waiting-since = venter siden { $day }
passed-over = { $times ->
    [one] andre gikk foran én gang
   *[other] andre gikk foran { WORD($times) } ganger
}
comes-back = kommer tilbake etter en jobb som tok slutt
leaves-school = er på vei ut av skolen

in-the-way-opening-closed = Plassen er lukket siden dette ble foreslått: den åpnes igjen, eller forslaget trekkes.
in-the-way-opening-paused = Plassen er satt på pause siden dette ble foreslått: den åpnes igjen, eller forslaget trekkes.
in-the-way-mentor-gone = Ingen er fadder på arbeidsstedet nå: finn ut hvem som overtar, før noen begynner.
in-the-way-place-gone = Andre har fått plassen i disse ukene: trekk forslaget, eller be arbeidsstedet om en plass til.
