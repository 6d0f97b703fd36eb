## Hva som kan hjelpe: endringer som gir et forslag, plasser som står tomme, arbeidsplasser å ringe.

repairs-heading = Dette kan gi et forslag. Hver linje er prøvd ved å planlegge på nytt, og gjelder så lenge planen ellers står:
repairs-try = { $last ->
    [one] Se hva som skjer: femtrinn what-if SAK --repair { $candidate }:1
   *[other] Se hva en linje gjør: femtrinn what-if SAK --repair { $candidate }:1 (til { $candidate }:{ $last })
}
no-repair = Ingen endring alene, og ingen to sammen, ble funnet som gir et forslag nå.
repairs-cut-short = Det ble ikke lett etter alt som kan hjelpe: grensen for arbeid (--work) ble nådd.
side-workplace = Spør arbeidsplassen:
side-service = Tjenesten:
side-person = Et spørsmål til kandidaten:
repair-line = { $side } { $change }.
repair-both = To ting trengs, sammen.
repair-gives = Da er { $activity } mulig fra mandag { $day }: { $place }.
repair-others = Andre kan komme foran hvis planen legges helt på nytt, eller når andre som venter, også kan få det.

repair-name-mentor = { $place } får en fadder med navn, { $hours } i uken
repair-start-in = { $place } tar imot en ny i { $week }
repair-offer-activity = { $place } tilbyr { $activity } også
repair-mentor-hours = fadderen på { $place } har { $to } i uken i stedet for { $from }
repair-specialist-hours = { $specialist } har { $to } i uken til oppfølging i stedet for { $from }
repair-opening-position = { $place } kan være { $to } prosent i stedet for { $from }
repair-opening-hours = { $place } har arbeid også { $times }
repair-offer-adaptations = { $place } kan legge til rette med { $adaptations }
repair-places = { $place } har { $to } plasser i stedet for { $from }
repair-jobs = { $place } kan ta { $to } til utprøving i stedet for { $from }
repair-scheme = { $place } går under { $to } i stedet for { $from }
repair-caseload = { $specialist } kan følge opp { $to } personer i stedet for { $from }
repair-assign-specialist = { $specialist } blir jobbspesialist for { $candidate }
repair-transport = noen kjører til { $place } (omtrent { $minutes })
repair-quota = { $scheme } får { $to } plasser i stedet for { $from }
repair-horizon = se { $to } uker fram i stedet for { $from }
repair-ask-position = stilling på { $to } prosent i stedet for { $from }
repair-ask-hours = arbeid også { $times }
repair-ask-travel = en reisevei på inntil { $to } i stedet for { $from }

unused-openings = Ledige plasser uten forslag
possible-for = { $place }: mulig for { $people }
kept-opening = { $place }: holdes av
fewer-than-five = færre enn fem
keeps-away = Det som holder flest borte: { $facts }.
fact-for = { $fact } ({ $people })
fact-position = stillingens størrelse
fact-hours = dager og tider
fact-way = veien dit
fact-adaptations = det som ikke er lagt til rette
fact-certificates = krav om bevis og attester
fact-mentor = ingen fadder med navn
fact-scheme = ordningen
fact-activities = det som kan prøves
fact-weeks = ukene da noen kan begynne
more-people = Mulig for { $people } hvis { $change }.
more-people-fills = Da er det noen som kan begynne.
bundle = Oppgaver og tider som ville passe flest som venter: { $tasks }, { $times }. Da er det mulig for { $people } av dem, én om gangen.

calls-heading = Hvem du kan ringe på mandag
call = { CAPITAL($family) } der postnummeret begynner på { $near }: kan gi { $people } som venter, en ønsket start.
call-tasks = Vanlige oppgaver: { $tasks }.
call-suits = Det som passer: { $position } prosent, { $times }. Fadder inntil { $mentor } i uken.
call-for-few =
    Stilling, tider og tilrettelegging står ikke her: det gjelder så få at det kunne vise hvem. Spør hva
    arbeidsplassen kan tilby, og legg det inn som en ledig plass.
call-adaptations = Spør om arbeidsplassen kan legge til rette med { $adaptations }.
scarce-place = en plass til
scarce-mentor-hour = en faddertime til i uken
scarce-job = en jobb til
scarce = Spør også { $place }: { $more } der kan gi planen inntil { $worth } flere jobber som varer.
