## Kva som kan hjelpe: endringar som gir eit forslag, plassar som står tomme, arbeidsstader å ringje.

repairs-heading = Dette kan gi eit forslag. Kvar linje er prøvd ved å planleggje på nytt, og gjeld så lenge planen elles står:
repairs-try = { $last ->
    [one] Sjå kva som skjer: femtrinn what-if SAK --repair { $candidate }:1
   *[other] Sjå kva ei linje gjer: femtrinn what-if SAK --repair { $candidate }:1 (til { $candidate }:{ $last })
}
no-repair = Inga endring åleine, og ingen to saman, vart funne som gir eit forslag no.
repairs-cut-short = Det vart ikkje leita etter alt som kan hjelpe: grensa for arbeid (--work) vart nådd.
side-workplace = Spør arbeidsstaden:
side-service = Tenesta:
side-person = Eit spørsmål til kandidaten:
repair-line = { $side } { $change }.
repair-both = To ting trengst, saman.
repair-gives = Då er { $activity } mogleg frå måndag { $day }: { $place }.
repair-others = Andre kan kome føre om planen blir lagd heilt på nytt, eller når andre som ventar, òg kan få det.

repair-name-mentor = { $place } får ein fadder med namn, { $hours } i veka
repair-start-in = { $place } tek imot ein ny i { $week }
repair-offer-activity = { $place } tilbyr { $activity } òg
repair-mentor-hours = fadderen på { $place } har { $to } i veka i staden for { $from }
repair-specialist-hours = { $specialist } har { $to } i veka til oppfølging i staden for { $from }
repair-opening-position = { $place } kan vere { $to } prosent i staden for { $from }
repair-opening-hours = { $place } har arbeid òg { $times }
repair-offer-adaptations = { $place } kan leggje til rette med { $adaptations }
repair-places = { $place } har { $to } plassar i staden for { $from }
repair-jobs = { $place } kan ta { $to } til utprøving i staden for { $from }
repair-scheme = { $place } går under { $to } i staden for { $from }
repair-caseload = { $specialist } kan følgje opp { $to } personar i staden for { $from }
repair-assign-specialist = { $specialist } blir jobbspesialist for { $candidate }
repair-transport = nokon køyrer til { $place } (omtrent { $minutes })
repair-quota = { $scheme } får { $to } plassar i staden for { $from }
repair-horizon = sjå { $to } veker fram i staden for { $from }
repair-ask-position = stilling på { $to } prosent i staden for { $from }
repair-ask-hours = arbeid òg { $times }
repair-ask-travel = ein reiseveg på inntil { $to } i staden for { $from }

unused-openings = Ledige plassar utan forslag
possible-for = { $place }: mogleg for { $people }
kept-opening = { $place }: er halden av
fewer-than-five = færre enn fem
keeps-away = Det som held flest borte: { $facts }.
fact-for = { $fact } ({ $people })
fact-position = storleiken på stillinga
fact-hours = dagar og tider
fact-way = vegen dit
fact-adaptations = det som ikkje er lagt til rette
fact-certificates = krav om bevis og attestar
fact-mentor = ingen fadder med namn
fact-scheme = ordninga
fact-activities = det som kan prøvast
fact-weeks = vekene då nokon kan byrje
more-people = Mogleg for { $people } dersom { $change }.
more-people-fills = Då er det nokon som kan byrje.
bundle = Oppgåver og tider som ville passe flest som ventar: { $tasks }, { $times }. Då er det mogleg for { $people } av dei, éin om gongen.

calls-heading = Kven du kan ringje på måndag
call = { CAPITAL($family) } der postnummeret byrjar på { $near }: kan gi { $people } som ventar, ein ønskt start.
call-tasks = Vanlege oppgåver: { $tasks }.
call-suits = Det som passar: { $position } prosent, { $times }. Fadder inntil { $mentor } i veka.
call-for-few =
    Stilling, tider og tilrettelegging står ikkje her: det gjeld så få at det kunne vise kven. Spør kva
    arbeidsplassen kan tilby, og legg det inn som ein ledig plass.
call-adaptations = Spør om arbeidsstaden kan leggje til rette med { $adaptations }.
scarce-place = ein plass til
scarce-mentor-hour = ein faddertime til i veka
scarce-job = ein jobb til
scarce = Spør òg { $place }: { $more } der kan gi planen inntil { $worth } fleire jobbar som varer.
