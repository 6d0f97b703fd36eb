## Ordene for kodene i de lukkede listene, slik de står inne i en setning.

activity-jobbsmak = jobbsmak
activity-trial = arbeidsutprøving

family-shop = butikkarbeid
family-kitchen = arbeid på kjøkken og kafé
family-care = arbeid med mennesker i omsorg
family-children = arbeid med barn i barnehage og skole
family-caretaking = vaktmesterarbeid og renhold
family-driving = kjøring og levering
family-animals = arbeid med dyr
family-recycling = gjenvinning og ombruk
family-office = kontorarbeid
family-production = produksjon og pakking
family-gardening = arbeid med planter
family-library = arbeid på bibliotek og arkiv
family-warehouse = lagerarbeid
family-laundry = arbeid på vaskeri
family-media = arbeid med data, foto og medier

task-routine = faste oppgaver
task-varied = oppgaver som skifter
task-customers = kunder og gjester
task-people = mennesker som trenger omsorg
task-food = mat og servering
task-cleaning = vask og rydding
task-machines = verktøy og maskiner
task-lifting = løfting og bæring
task-computer = arbeid på datamaskin
task-outdoors = arbeid ute
task-driving = kjøring
task-animals = arbeid med dyr

adaptation-step-free = trinnfri adkomst
adaptation-quiet = rolige omgivelser
adaptation-no-customers = ingen kundekontakt
adaptation-fixed-routine = fast rutine
adaptation-picture-instructions = oppgaver forklart med bilder
adaptation-short-shifts = korte vakter
adaptation-no-heavy-lifting = ingen tunge løft
adaptation-safe-transport = trygg transport
adaptation-extra-breaks = pauser ved behov
adaptation-fixed-contact = en fast kollega å spørre
adaptation-seated-work = arbeid som kan gjøres sittende

certificate-police-certificate = politiattest
certificate-food-hygiene = kurs i mathygiene
certificate-driving-licence = førerkort
certificate-forklift = truckførerbevis
certificate-first-aid = førstehjelpskurs

preparation-travel-training = Øv på reiseveien
preparation-transport = Ordne transport
preparation-aids = Skaff hjelpemidlene
preparation-home-support = Ordne støtten hjemme rundt arbeidstiden

arena-own = en arbeidsplass som tjenesten driver selv
arena-ordinary = en ordinær arbeidsplass

wage-bonus = bonuslønn
wage-tariff-share = en andel av tarifflønn
wage-tariff = tarifflønn
wage-unpaid = ingen lønn

decider-nav = NAV
decider-health-and-social-office = helse- og sosialkontoret

condition-at-least-16 = fylt 16 år
condition-disability-benefit = uføretrygd nå eller snart
condition-special-adaptation = behov for særskilt tilrettelegging og oppfølging
condition-other-measures-unsuitable = andre tiltak vurdert og ikke egnet
condition-below-67-at-end = under 67 år når avtalen er over
condition-effort-group = innsatsgruppe «jobbe delvis» eller «liten mulighet til å jobbe» hos NAV

route-gradual-start = begynne forsiktig og vokse til det minste tjenesten kan tilby
route-day-centre = dagsenter eller arbeidssenter
route-education = utdanning
route-sheltered-work = tilrettelagt arbeid i en tiltaksbedrift
route-ordinary-work-through-nav = tilrettelagt arbeid i ordinær virksomhet gjennom NAV
route-helt-med = HELT MED
route-nav-cooperation = hjelp fra NAV
route-bought-place = en plass som kommunen kjøper i en tiltaksbedrift

sector-public = offentlig
sector-private = privat

said-by-candidate = kandidaten
said-by-specialist = jobbspesialisten
said-by-employer = arbeidsgiveren
said-by-school = skolen
said-by-family = noen som står kandidaten nær
said-by-other-service = en annen tjeneste

by-walk = til fots
by-bicycle = på sykkel
by-public-transport = med buss eller tog
by-car = med bil

topic-hours = dager og tider
topic-position = størrelsen på stillingen
topic-travel = reiseveien

weekday-monday = mandag
weekday-tuesday = tirsdag
weekday-wednesday = onsdag
weekday-thursday = torsdag
weekday-friday = fredag
weekday-saturday = lørdag
weekday-sunday = søndag

step-engagement = 1 første kontakt
step-kartlegging = 2 kartlegging
step-job-finding = 3 jobbsøk
step-employer-engagement = 4 samarbeid med arbeidsgiver
step-support = 5 oppfølging i jobb

consent-not-yet = ikke svart ennå
consent-yes = ja
consent-later = senere
consent-no = nei

readiness-not-yet = ikke klar ennå
readiness-jobbsmak = jobbsmak
readiness-trial = arbeidsutprøving

basis-tried = prøvd
basis-said = sagt
basis-guessed = gjettet

earlier-jobbsmak = jobbsmak
earlier-trial = arbeidsutprøving
earlier-job = jobb
earlier-school-placement = utplassering fra skolen

outcome-led-to-job = førte til jobb
outcome-went-well = gikk bra
outcome-no-fit = passet ikke
outcome-declined = valgte noe annet
outcome-ended-early = sluttet tidlig

release-given = gitt
release-refused = avslått
release-withdrawn = trukket tilbake
