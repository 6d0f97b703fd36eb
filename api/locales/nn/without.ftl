## Dei som ikkje har noko forslag: kvifor, og kva som kan hjelpe.

without-and-why = Utan forslag no, og kvifor
question-label = Eit spørsmål:
worth-doing-label = Verdt å gjere:
flexible = { CAPITAL($topics) } kan ein snakke om, har kandidaten sagt.

wants-to-wait = Vil vente. Det er greitt; plassen i køen og prioriteten står som før.
said-no = Har sagt nei takk. Det er greitt, og døra står open.
not-decided = Har ikkje bestemt seg for å vere med enno. Ingenting blir planlagt før eit ja.
has-agreed = Har allereie ein avtale som står: { $activities }.
agreed-activity = { $activity }, { $place }, frå { $day } i { weeks }
another-way =
    Ønskjer høgst { $wanted } prosent, og tenesta byrjar på { $least } prosent. Det er ikkje eit avslag, men ein
    annan veg: { $routes }.
no-specialist-yet =
    Det finst plassar som kan passe, men { $candidate } har ingen jobbspesialist enno.
set-aside = Ein jobbspesialist har lagt det som er mogleg, til side for denne planen. Det kan takast tilbake når som helst.
nothing-to-learn =
    Berre jobbsmak er mogleg no, og berre med arbeid som er kjent frå før eller som kandidaten ikkje har nemnt;
    det ville ikkje vise noko nytt.

no-opening-works = { $openings ->
    [0] Det er ingen ledige plassar no.
    [one] Den eine ledige plassen går ikkje no.
   *[other] Ingen av dei { $openings } ledige plassane går no.
}
places = { $places ->
    [one] éin plass
   *[other] { WORD($places) } plassar
}
too-far = { CAPITAL(places) } ligg for langt unna.
all-too-far = Alle dei { $openings } ledige plassane ligg for langt unna. Nærast er { $nearest }, { $way } unna.
too-far-and-nearest =
    { CAPITAL(places) } ligg for langt unna; nærast er { $nearest }, { $way } unna. { CAPITAL($most) } er det lengste
    kandidaten vil reise.
stopped-those-near = Dette stoppa dei som ligg nær nok:
places-stopped = { CAPITAL(places) }
stopped = { $stopped }: { $reason } ({ $opening }).

proposals-possible = { $options ->
    [one] Eitt forslag er mogleg, men noko manglar denne gongen.
   *[other] { CAPITAL(WORD($options)) } forslag er moglege, men noko manglar denne gongen.
}
left-out = { $options ->
    [one] Eitt forslag er mogleg, men planen lèt det liggje; det kan framleis leggjast inn for hand.
   *[other] { CAPITAL(WORD($options)) } forslag er moglege, men planen lèt dei liggje; dei kan framleis leggjast inn for hand.
}
possible-by-hand = { $options ->
    [one] Eitt av dei kan framleis leggjast inn for hand.
   *[other] { CAPITAL(WORD($options)) } av dei kan framleis leggjast inn for hand.
}
without-a-week = { $options ->
    [one] For eitt av dei finst det inga veke som passar.
   *[other] For { WORD($options) } av dei finst det inga veke som passar.
}
this-is-it = Det er dette:
proposals-stopped = { $options ->
    [one] Eitt forslag
   *[other] { CAPITAL(WORD($options)) } forslag
}
and-only-this = { $stopped }, og berre dette
only-this-for = { $alone ->
    [one] { $stopped }, for eitt av dei berre dette
   *[other] { $stopped }, for { WORD($alone) } av dei berre dette
}

short-of-place = ingen plass er ledig i { $week }
short-of-jobs = her byrjar ikkje fleire arbeidsutprøvingar enn det er jobbar til, og det talet er nådd
short-of-mentor-hours = fadderen har { hours } att i { $week }, og { $needed } trengst
short-of-specialist-hours = jobbspesialisten har { hours } att i { $week }, og { $needed } trengst
short-of-caseload = jobbspesialisten følgjer opp så mange som det går an
short-of-specialist = ingen jobbspesialist
passed-over-now = { $times ->
    [one] Andre byrjar denne gongen der det òg gjekk an; det har hendt éin gong. Når det er ført, gir det prioritet neste gong.
   *[other] Andre byrjar denne gongen der det òg gjekk an; det har hendt { WORD($times) } gonger. Når det er ført, gir det prioritet neste gong.
}
