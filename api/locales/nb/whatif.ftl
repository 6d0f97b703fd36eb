## «Hvorfor ikke denne?», «hva om», og det som mennesker har bestemt.

why-not-heading = Hvorfor ikke { $candidate } som { $place }?
activity-label = { CAPITAL($activity) }:
why-not-chosen = Dette er foreslått, fra { $week }.
why-not-agreed = Dette er allerede avtalt.
why-not-closed = Går ikke nå.
why-not-banned-by = Mulig, men { $specialist } har lagt det til side. Det kan tas tilbake når som helst.
why-not-banned = Mulig, men en jobbspesialist har lagt det til side. Det kan tas tilbake når som helst.
why-not-no-specialist = Ingenting står i veien, men { $candidate } har ingen jobbspesialist ennå.
why-not-not-offered = Arbeidsplassen tilbyr ikke dette nå, men noe annet.
why-not-not-ready = Kartleggingen sier at { $candidate } ikke er klar for dette nå. Det kan dere snakke om når som helst.
why-not-nothing-to-learn = Mulig, men det ville ikke vise noe nytt.
why-not-no-room = Det som er avtalt og bestemt, gir ikke plass og timer nok i noen uke.
why-not-lacks = Det strekker ikke til i noen uke: { $lacks }.

# Hva et annet valg koster.
cost-nothing = Mulig fra { $week }. Det koster planen så godt som ingenting.
cost-some = Mulig fra { $week }. Det koster planen { $part }.
cost-by-prices = Mulig. Så knapt som det er om plasser og timer, koster det planen minst { $part }.
cost-by-prices-nothing =
    Mulig. Så knapt som det er om plasser og timer, trenger det ikke å koste planen noe nevneverdig.
cost-not-solved = Mulig. Hva det koster, er ikke kjent ut fra prisene: planen er bevist ved å gå gjennom det som var igjen, og det gir ingen priser. Regn på nytt (uten --prices-only), så vises det.
cost-proved = Det er bevist at det ikke kan koste nevneverdig mindre.
cost-proved-from = Det er bevist at det koster minst { $part }.
plan-now = Planen nå:
plan-then = Med dette:
plan-figures = { trials } og { jobbsmak }; { $jobs } jobber ventes å vare; { $hours } timer av jobbspesialister.
cost-is-no-verdict = Ventetid og prioritet er regnet med. Prisen gjelder når resten av planen legges om så godt det går, og da kan flere bli flyttet. Den er ingen dom over noen: dere bestemmer.
scheme-not-settled = Det er ikke avklart hvilken ordning plassen går under. Dette gjelder i alle ordningene som er mulige her.
part-less = mindre enn en tidel av en jobb som varer
part-tenth = omtrent en tidel av en jobb som varer
part-fifth = omtrent en femdel av en jobb som varer
part-third = omtrent en tredel av en jobb som varer
part-half = omtrent en halv jobb som varer
part-two-thirds = omtrent to tredeler av en jobb som varer
part-one = omtrent én jobb som varer
part-more = omtrent { $jobs } jobber som varer

# Hva om.
what-if = Hva om
change-set = { $path } blir { $value }
change-made = { CAPITAL($change) }.
change-taken-away = { CAPITAL($what) } tas bort.
change-pin = { $candidate } begynner her: { $place }
change-ban = { $candidate } begynner ikke her: { $place }
difference-heading = Forskjellen
nothing-changes = Planen blir den samme.
from-to = { $before }, og blir { $after }
people-label = Personer med forslag:
trials-label = Arbeidsutprøvinger:
trials-in-group-label = Arbeidsutprøvinger, { $group }:
jobbsmak-label = Jobbsmak:
lasting-jobs-label = Jobber som ventes å vare:
specialist-hours-label = Timer av jobbspesialister:
mentor-hours-label = Timer av faddere:
unused-label = Ledige plasser uten forslag:
starts-that-stay = { $starts ->
    [0] Ingen av forslagene står som før.
    [one] Ett forslag står som før.
   *[other] { $starts } forslag står som før.
}
whose-plan-changes = Hvem det blir annerledes for
not-any-more = Ikke lenger:
now-instead = Nå:
start-told = { $activity }, { $place }, fra { $week }

# Det som var bestemt eller fortalt, og det som er flyttet.
decided-heading = Bestemt på forhånd
decided-in-plan = { $candidate }: { $activity }, { $place }, fra { $week }. Det står.
decided-not-in-plan = Kan ikke legges inn: { $candidate }, { $place }. { CAPITAL($why) }
moved-heading = Flyttet siden forrige plan
moved = { $candidate }: { $activity }, { $place }, fra { $week } er ute av planen. { $why }
stop-agreed = Det som er avtalt med samme person, står i veien.
stop-not-that-week = Det går i andre uker: { $weeks }.
stop-no-room = Plasser, timer eller portefølje strekker ikke til ved siden av det andre som er bestemt.
stop-banned = En annen beslutning sier nei til det.
gave-way = Det går fortsatt an, men planen som helhet vinner mer på å flytte det.

# Gulv, og par som begge heller ville hatt.
floor-costs = { CAPITAL($group) }: at minst { $trials } skal begynne, koster planen { $part }.
both-would-rather = Begge ville heller
both-would-rather-why =
    Her ønsker kandidaten og arbeidsplassen hverandre mer enn det planen gir dem. Det er opplysninger til
    jobbspesialisten, og ingen feil i planen.
blocking-beside = { $candidate }: { $activity }, { $place } (ønske { $strength } av 5). { $side }
blocking-instead = { $candidate }: { $activity }, { $place } (ønske { $strength } av 5), heller enn { $instead }. { $side }
blocking-room = Det er plass.
blocking-wishes = Det passer bedre med det arbeidsgiveren har ønsket av oppgaver og tider.
