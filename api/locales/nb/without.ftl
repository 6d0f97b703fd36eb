## De som ikke har noe forslag: hvorfor, og hva som kan hjelpe.

without-and-why = Uten forslag nå, og hvorfor
question-label = Et spørsmål:
worth-doing-label = Verdt å gjøre:
flexible = { CAPITAL($topics) } kan snakkes om, har kandidaten sagt.

wants-to-wait = Vil vente. Det er greit; plassen i køen og prioriteten står som før.
said-no = Har sagt nei takk. Det er greit, og døren står åpen.
not-decided = Har ikke bestemt seg for å være med ennå. Ingenting planlegges før et ja.
has-agreed = Har allerede en avtale som står: { $activities }.
agreed-activity = { $activity }, { $place }, fra { $day } i { weeks }
another-way =
    Ønsker høyst { $wanted } prosent, og tjenesten begynner på { $least } prosent. Det er ikke et avslag, men en
    annen vei: { $routes }.
no-specialist-yet =
    Det finnes plasser som kan passe, men { $candidate } har ingen jobbspesialist ennå.
set-aside = En jobbspesialist har lagt det som er mulig til side for denne planen. Det kan tas tilbake når som helst.
nothing-to-learn =
    Bare jobbsmak er mulig nå, og bare med arbeid som allerede er kjent eller som kandidaten ikke har nevnt;
    det ville ikke vise noe nytt.

no-opening-works = { $openings ->
    [0] Det er ingen ledige plasser nå.
    [one] Den ene ledige plassen går ikke nå.
   *[other] Ingen av de { $openings } ledige plassene går nå.
}
places = { $places ->
    [one] én plass
   *[other] { WORD($places) } plasser
}
too-far = { CAPITAL(places) } ligger for langt unna.
all-too-far = Alle de { $openings } ledige plassene ligger for langt unna. Nærmest er { $nearest }, { $way } unna.
too-far-and-nearest =
    { CAPITAL(places) } ligger for langt unna; nærmest er { $nearest }, { $way } unna. { CAPITAL($most) } er det lengste
    kandidaten vil reise.
stopped-those-near = Dette stoppet dem som ligger nær nok:
places-stopped = { CAPITAL(places) }
stopped = { $stopped }: { $reason } ({ $opening }).

proposals-possible = { $options ->
    [one] Ett forslag er mulig, men noe mangler denne gangen.
   *[other] { CAPITAL(WORD($options)) } forslag er mulige, men noe mangler denne gangen.
}
left-out = { $options ->
    [one] Ett forslag er mulig, men planen lar det ligge; det kan fortsatt legges inn for hånd.
   *[other] { CAPITAL(WORD($options)) } forslag er mulige, men planen lar dem ligge; de kan fortsatt legges inn for hånd.
}
possible-by-hand = { $options ->
    [one] Ett av dem kan fortsatt legges inn for hånd.
   *[other] { CAPITAL(WORD($options)) } av dem kan fortsatt legges inn for hånd.
}
without-a-week = { $options ->
    [one] For ett av dem finnes det ingen uke som passer.
   *[other] For { WORD($options) } av dem finnes det ingen uke som passer.
}
this-is-it = Det er dette:
proposals-stopped = { $options ->
    [one] Ett forslag
   *[other] { CAPITAL(WORD($options)) } forslag
}
and-only-this = { $stopped }, og bare dette
only-this-for = { $alone ->
    [one] { $stopped }, for én av dem bare dette
   *[other] { $stopped }, for { WORD($alone) } av dem bare dette
}

short-of-place = ingen plass er ledig i { $week }
short-of-jobs = her begynner ikke flere arbeidsutprøvinger enn det er jobber til, og det tallet er nådd
short-of-mentor-hours = fadderen har { hours } igjen i { $week }, og { $needed } trengs
short-of-specialist-hours = jobbspesialisten har { hours } igjen i { $week }, og { $needed } trengs
short-of-caseload = jobbspesialisten følger opp så mange som det går an
short-of-specialist = ingen jobbspesialist
passed-over-now = { $times ->
    [one] Andre begynner denne gangen der det også gikk an; det har skjedd én gang. Når det er ført, gir det prioritet neste gang.
   *[other] Andre begynner denne gangen der det også gikk an; det har skjedd { WORD($times) } ganger. Når det er ført, gir det prioritet neste gang.
}
