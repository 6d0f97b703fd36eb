## Planen som heilskap.

proposals-for = Forslag for { $service }
horizon = { CAPITAL($weeks) }, frå måndag { $day }
people-decide =
    Dette er forslag. Kandidaten seier ja eller nei, arbeidsgivaren svarer, og ein namngitt jobbspesialist
    avgjer.

in-short = Kort fortalt
the-question = { CAPITAL(candidates) }, { openings } og { specialists }.
nothing-proposed = Ingenting er føreslått denne gongen.
proposed = Føreslått: { $activities }, for { candidates }.
everyone-has-a-proposal = Alle kandidatane har eit forslag.
without-a-proposal =
    { CAPITAL(candidates) } har ikkje noko forslag no; kvifor, og kva som kan hjelpe, står lenger nede.

trial-longer-than-the-plan =
    Ei arbeidsutprøving tek { $trial }, og planen er på { $plan }: berre jobbsmak kan føreslåast.

# Kor god planen er, i jobbar som varer.
nothing-possible = Ingen plan kan gi nokon ein start no; det er bevist.
no-better-plan = Ingen annan plan er venta å gi fleire jobbar som varer; det er bevist.
hardly-a-better-plan = Ingen annan plan er venta å gi nemneverdig fleire jobbar som varer; det er bevist.
a-better-plan-by-at-most = { $jobs ->
    [one] Høgst om lag éin varig jobb til er mogleg med ein annan plan; det er bevist.
   *[other] Høgst om lag { $jobs } varige jobbar til er moglege med ein annan plan; det er bevist.
}

group-of-need = støttebehov { $range } av 5
starts-in-group = { CAPITAL($group) }: arbeidsutprøving for { $trials } av { $could_begin } som kunne byrje.

week-by-week = Veke for veke
week-from-monday = { CAPITAL($week) }, frå måndag { $day }
already-agreed = { $place }, allereie avtalt
quiet-weeks = Ingen byrjar i { $weeks }.

specialists-hours = Timane til jobbspesialistane: planlagt / ledig etter det som er lova
caseload = { $specialist } har plass til { $room } til i porteføljen, og planen bruker { $used }.
