## «Kvifor ikkje denne?», «kva om», og det som menneske har avgjort.

why-not-heading = Kvifor ikkje { $candidate } som { $place }?
activity-label = { CAPITAL($activity) }:
why-not-chosen = Dette er føreslått, frå { $week }.
why-not-agreed = Dette er alt avtalt.
why-not-closed = Går ikkje no.
why-not-banned-by = Mogleg, men { $specialist } har lagt det til side. Det kan takast tilbake når som helst.
why-not-banned = Mogleg, men ein jobbspesialist har lagt det til side. Det kan takast tilbake når som helst.
why-not-no-specialist = Ingenting står i vegen, men { $candidate } har ingen jobbspesialist enno.
why-not-not-offered = Arbeidsplassen tilbyr ikkje dette no, men noko anna.
why-not-not-ready = Kartlegginga seier at { $candidate } ikkje er klar for dette no. Det kan de snakke om når som helst.
why-not-nothing-to-learn = Mogleg, men det ville ikkje vise noko nytt.
why-not-no-room = Det som er avtalt og avgjort, gjev ikkje plass og timar nok i noka veke.
why-not-lacks = Det strekk ikkje til i noka veke: { $lacks }.

cost-nothing = Mogleg frå { $week }. Det kostar planen så godt som ingenting.
cost-some = Mogleg frå { $week }. Det kostar planen { $part }.
cost-by-prices = Mogleg. Så knapt som det er om plassar og timar, kostar det planen minst { $part }.
cost-by-prices-nothing =
    Mogleg. Så knapt som det er om plassar og timar, treng det ikkje koste planen noko nemnande.
cost-not-solved = Mogleg. Kva det kostar, er ikkje kjent ut frå prisane: planen er bevist ved å gå gjennom det som var att, og det gir ingen prisar. Rekn på nytt (utan --prices-only), så viser det seg.
cost-proved = Det er prova at det ikkje kan koste nemnande mindre.
cost-proved-from = Det er prova at det kostar minst { $part }.
plan-now = Planen no:
plan-then = Med dette:
plan-figures = { trials } og { jobbsmak }; { $jobs } jobbar er venta å vare; { $hours } timar av jobbspesialistar.
cost-is-no-verdict = Ventetid og prioritet er rekna med. Prisen gjeld når resten av planen blir lagd om så godt det går, og då kan fleire bli flytta. Han er ingen dom over nokon: de avgjer.
scheme-not-settled = Det er ikkje avklart kva ordning plassen går under. Dette gjeld i alle ordningane som er moglege her.
part-less = mindre enn ein tidel av ein jobb som varer
part-tenth = om lag ein tidel av ein jobb som varer
part-fifth = om lag ein femdel av ein jobb som varer
part-third = om lag ein tredel av ein jobb som varer
part-half = om lag ein halv jobb som varer
part-two-thirds = om lag to tredelar av ein jobb som varer
part-one = om lag éin jobb som varer
part-more = om lag { $jobs } jobbar som varer

what-if = Kva om
change-set = { $path } blir { $value }
change-made = { CAPITAL($change) }.
change-taken-away = { CAPITAL($what) } blir teken bort.
change-pin = { $candidate } byrjar her: { $place }
change-ban = { $candidate } byrjar ikkje her: { $place }
difference-heading = Skilnaden
nothing-changes = Planen blir den same.
from-to = { $before }, og blir { $after }
people-label = Personar med forslag:
trials-label = Arbeidsutprøvingar:
trials-in-group-label = Arbeidsutprøvingar, { $group }:
jobbsmak-label = Jobbsmak:
lasting-jobs-label = Jobbar som er venta å vare:
specialist-hours-label = Timar av jobbspesialistar:
mentor-hours-label = Timar av fadrar:
unused-label = Ledige plassar utan forslag:
starts-that-stay = { $starts ->
    [0] Ingen av forslaga står som før.
    [one] Eitt forslag står som før.
   *[other] { $starts } forslag står som før.
}
whose-plan-changes = Kven det blir annleis for
not-any-more = Ikkje lenger:
now-instead = No:
start-told = { $activity }, { $place }, frå { $week }

decided-heading = Avgjort på førehand
decided-in-plan = { $candidate }: { $activity }, { $place }, frå { $week }. Det står.
decided-not-in-plan = Kan ikkje leggjast inn: { $candidate }, { $place }. { CAPITAL($why) }
moved-heading = Flytt sidan førre plan
moved = { $candidate }: { $activity }, { $place }, frå { $week } er ute av planen. { $why }
stop-agreed = Det som er avtalt med same person, står i vegen.
stop-not-that-week = Det går i andre veker: { $weeks }.
stop-no-room = Plassar, timar eller portefølje strekk ikkje til ved sida av det andre som er avgjort.
stop-banned = Ei anna avgjerd seier nei til det.
gave-way = Det går framleis an, men planen som heilskap vinn meir på å flytte det.

floor-costs = { CAPITAL($group) }: at minst { $trials } skal byrje, kostar planen { $part }.
both-would-rather = Begge ville heller
both-would-rather-why =
    Her ønskjer kandidaten og arbeidsstaden kvarandre meir enn det planen gjev dei. Det er opplysningar til
    jobbspesialisten, og ingen feil i planen.
blocking-beside = { $candidate }: { $activity }, { $place } (ønske { $strength } av 5). { $side }
blocking-instead = { $candidate }: { $activity }, { $place } (ønske { $strength } av 5), heller enn { $instead }. { $side }
blocking-room = Det er plass.
blocking-wishes = Det høver betre med det arbeidsgivaren har ønskt av oppgåver og tider.
