## Person for person.

person-by-person = Person for person
with-specialist = { $candidate }, jobbspesialist { $specialist }
without-specialist = { $candidate }, utan jobbspesialist
own-words = «{ $words }»

where-and-when = { $place }. Frå måndag { $day } ({ $weeks }).

made-for-this-person = { $place } Plassen er laga for denne kandidaten.
agreed-label = Allereie avtalt:

agreement-label = Avtale:
finds-out-label = Finn ut:
speaks-for-label = Talar for:
speaks-against-label = Talar mot:
takes-label = Tek:
before-start-label = Før start:
on-the-way-label = Undervegs:

agreement = { $position } prosent. Begge kan { $days }. { CAPITAL($travel) }.

finds-out = om { $work } er noko å gå vidare med.
tried-before = Slikt arbeid er prøvd før.
said-and-not-tried = Ønsket er sagt, og ikkje prøvd.
guessed-and-not-tried = Det er noko andre trur, og ikkje prøvd.
nobody-has-said = Ingen har sagt noko om det enno.

takes = éin plass, { $specialist } av jobbspesialisten
takes-with-mentor = éin plass, { $mentor } av fadderen og { $specialist } av jobbspesialisten
takes-standing-in = { $takes }; { $hours } av dei i staden for fadderen

ready-for-trial = Er klar for arbeidsutprøving, men inga er mogleg no:
trial-lacks = Er klar for arbeidsutprøving, men noko manglar denne gongen:
trial-is-possible-too = { $options ->
    [one] Er klar for arbeidsutprøving; éin stad er det plass til ei òg, i staden for det som er føreslått.
   *[other]
        Er klar for arbeidsutprøving; { WORD($options) } stader er det plass til ei òg, i staden for det som er
        føreslått.
}

possible-for-others-too = { $others ->
    [one] Plassen er mogleg for éin annan òg.
   *[other] Plassen er mogleg for { WORD($others) } andre òg.
}
other-places = { $places ->
    [0] Ingen annan plass er mogleg no.
    [one] Éin annan plass er òg mogleg.
   *[other] { CAPITAL(WORD($places)) } andre plassar er òg moglege.
}

priority = Prioritet { $priority }: { $because }.
waiting-since = ventar sidan { $day }
passed-over = { $times ->
    [one] andre gjekk føre éin gong
   *[other] andre gjekk føre { WORD($times) } gonger
}
comes-back = kjem tilbake etter ein jobb som tok slutt
leaves-school = er på veg ut av skulen

in-the-way-opening-closed = Plassen er stengd sidan dette vart foreslått: han blir opna att, eller framlegget blir trekt.
in-the-way-opening-paused = Plassen er sett på pause sidan dette vart foreslått: han blir opna att, eller framlegget blir trekt.
in-the-way-mentor-gone = Ingen er fadder på arbeidsstaden no: finn ut kven som tek over, før nokon byrjar.
in-the-way-place-gone = Andre har fått plassen i desse vekene: trekk framlegget, eller be arbeidsstaden om ein plass til.
