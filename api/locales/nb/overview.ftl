## Planen i sin helhet.

proposals-for = Forslag for { $service }
horizon = { CAPITAL($weeks) }, fra mandag { $day }
people-decide =
    Dette er forslag. Kandidaten sier ja eller nei, arbeidsgiveren svarer, og en navngitt jobbspesialist
    bestemmer.

in-short = Kort fortalt
the-question = { CAPITAL(candidates) }, { openings } og { specialists }.
nothing-proposed = Ingenting er foreslått denne gangen.
proposed = Foreslått: { $activities }, for { candidates }.
everyone-has-a-proposal = Alle kandidatene har et forslag.
without-a-proposal =
    { CAPITAL(candidates) } har ikke noe forslag nå; hvorfor, og hva som kan hjelpe, står lenger ned.

trial-longer-than-the-plan =
    En arbeidsutprøving tar { $trial }, og planen er på { $plan }: bare jobbsmak kan foreslås.

# Hvor god planen er, i jobber som varer.
nothing-possible = Ingen plan kan gi noen en start nå; det er bevist.
no-better-plan = Ingen annen plan ventes å gi flere jobber som varer; det er bevist.
hardly-a-better-plan = Ingen annen plan ventes å gi nevneverdig flere jobber som varer; det er bevist.
a-better-plan-by-at-most = { $jobs ->
    [one] Høyst omtrent én varig jobb til er mulig med en annen plan; det er bevist.
   *[other] Høyst omtrent { $jobs } varige jobber til er mulig med en annen plan; det er bevist.
}

group-of-need = støttebehov { $range } av 5
starts-in-group = { CAPITAL($group) }: arbeidsutprøving for { $trials } av { $could_begin } som kunne begynne.

week-by-week = Uke for uke
week-from-monday = { CAPITAL($week) }, fra mandag { $day }
already-agreed = { $place }, allerede avtalt
quiet-weeks = Ingen begynner i { $weeks }.

specialists-hours = Jobbspesialistenes timer: planlagt / ledig etter det som er lovet
caseload = { $specialist } har plass til { $room } til i porteføljen, og planen bruker { $used }.
