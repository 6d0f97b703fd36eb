## Orda for kodane i dei lukka listene, slik dei står inne i ei setning.

activity-jobbsmak = jobbsmak
activity-trial = arbeidsutprøving

family-shop = butikkarbeid
family-kitchen = arbeid på kjøkken og kafé
family-care = arbeid med menneske i omsorga
family-children = arbeid med barn i barnehage og skule
family-caretaking = vaktmeisterarbeid og reinhald
family-driving = køyring og levering
family-animals = arbeid med dyr
family-recycling = gjenvinning og ombruk
family-office = kontorarbeid
family-production = produksjon og pakking
family-gardening = arbeid med plantar
family-library = arbeid på bibliotek og arkiv
family-warehouse = lagerarbeid
family-laundry = arbeid på vaskeri
family-media = arbeid med data, foto og medium

task-routine = faste oppgåver
task-varied = oppgåver som skiftar
task-customers = kundar og gjester
task-people = menneske som treng omsorg
task-food = mat og servering
task-cleaning = vask og rydding
task-machines = verktøy og maskinar
task-lifting = løfting og bering
task-computer = arbeid på datamaskin
task-outdoors = arbeid ute
task-driving = køyring
task-animals = arbeid med dyr

adaptation-step-free = trinnfri tilkomst
adaptation-quiet = rolege omgivnader
adaptation-no-customers = ingen kundekontakt
adaptation-fixed-routine = fast rutine
adaptation-picture-instructions = oppgåver forklarte med bilete
adaptation-short-shifts = korte vakter
adaptation-no-heavy-lifting = ingen tunge løft
adaptation-safe-transport = trygg transport
adaptation-extra-breaks = pausar ved behov
adaptation-fixed-contact = ein fast kollega å spørje
adaptation-seated-work = arbeid ein kan gjere sitjande

certificate-police-certificate = politiattest
certificate-food-hygiene = kurs i mathygiene
certificate-driving-licence = førarkort
certificate-forklift = truckførarbevis
certificate-first-aid = førstehjelpskurs

preparation-travel-training = Øv på reisevegen
preparation-transport = Ordne transport
preparation-aids = Skaff hjelpemidla
preparation-home-support = Ordne støtta heime rundt arbeidstida

arena-own = ein arbeidsplass som tenesta driv sjølv
arena-ordinary = ein ordinær arbeidsplass

wage-bonus = bonusløn
wage-tariff-share = ein del av tariffløn
wage-tariff = tariffløn
wage-unpaid = inga løn

decider-nav = NAV
decider-health-and-social-office = helse- og sosialkontoret

condition-at-least-16 = fylt 16 år
condition-disability-benefit = uføretrygd no eller snart
condition-special-adaptation = behov for særskild tilrettelegging og oppfølging
condition-other-measures-unsuitable = andre tiltak vurderte og ikkje eigna
condition-below-67-at-end = under 67 år når avtalen er over
condition-effort-group = innsatsgruppe «jobbe delvis» eller «liten mulighet til å jobbe» hos NAV

route-gradual-start = byrje forsiktig og vekse til det minste tenesta kan tilby
route-day-centre = dagsenter eller arbeidssenter
route-education = utdanning
route-sheltered-work = tilrettelagt arbeid i ei tiltaksbedrift
route-ordinary-work-through-nav = tilrettelagt arbeid i ordinær verksemd gjennom NAV
route-helt-med = HELT MED
route-nav-cooperation = hjelp frå NAV
route-bought-place = ein plass som kommunen kjøper i ei tiltaksbedrift

sector-public = offentleg
sector-private = privat

said-by-candidate = kandidaten
said-by-specialist = jobbspesialisten
said-by-employer = arbeidsgivaren
said-by-school = skulen
said-by-family = nokon som står kandidaten nær
said-by-other-service = ei anna teneste

by-walk = til fots
by-bicycle = på sykkel
by-public-transport = med buss eller tog
by-car = med bil

topic-hours = dagar og tider
topic-position = storleiken på stillinga
topic-travel = reisevegen

weekday-monday = måndag
weekday-tuesday = tysdag
weekday-wednesday = onsdag
weekday-thursday = torsdag
weekday-friday = fredag
weekday-saturday = laurdag
weekday-sunday = sundag

step-engagement = 1 første kontakt
step-kartlegging = 2 kartlegging
step-job-finding = 3 jobbsøk
step-employer-engagement = 4 samarbeid med arbeidsgivar
step-support = 5 oppfølging i jobb

consent-not-yet = ikkje svart enno
consent-yes = ja
consent-later = seinare
consent-no = nei

readiness-not-yet = ikkje klar enno
readiness-jobbsmak = jobbsmak
readiness-trial = arbeidsutprøving

basis-tried = prøvd
basis-said = sagt
basis-guessed = gjetta

earlier-jobbsmak = jobbsmak
earlier-trial = arbeidsutprøving
earlier-job = jobb
earlier-school-placement = utplassering frå skulen

outcome-led-to-job = førte til jobb
outcome-went-well = gjekk bra
outcome-no-fit = passa ikkje
outcome-declined = valde noko anna
outcome-ended-early = slutta tidleg

release-given = gitt
release-refused = avslått
release-withdrawn = trekt tilbake
