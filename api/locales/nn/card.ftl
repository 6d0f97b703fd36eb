## Kortet til kandidaten, med enkle ord: korte setningar, ikkje fagspråk, ingenting om andre kandidatar.

card-heading = Til deg ({ $candidate })
card-own-words = Du har sagt: «{ $words }»
card-agreed = Du har ein avtale: { $place }. Du byrjar måndag { $day }. Det varer { weeks }.

card-where-label = Kvar?
card-where = { $workplace }.
card-way-about = Vegen tek om lag { $time } { $by }.
card-way = Vegen tek { $time }.
card-way-unknown = Vi veit ikkje enno kor lang vegen er.
card-made-for-you = Plassen er laga for deg.

card-what-label = Kva?
card-jobbsmak = Dette er ein jobbsmak. Du kan prøve jobben i { weeks }.
card-trial = Du kan prøve jobben i { weeks }.
card-finds-out = Du finn ut om { $work } er noko for deg.
card-tasks = Dette kan du gjere der:

card-when-label = Når?
card-start = Du kan byrje måndag { $day }.
card-days = Desse dagane passar: { $days }.
card-hours = Du jobbar om lag { hours } i veka.

card-help-label = Kven hjelper deg?
card-specialist-comes = Jobbspesialisten din blir med. Den første veka er det { hours }.
card-specialist-is-there = Jobbspesialisten din er der for deg.
card-specialist-first = Først får du ein jobbspesialist. Det ordnar vi.
card-mentor = Ein kollega på jobben hjelper deg kvar dag.
card-mentor-to-be-named = Jobben skal finne ein kollega som hjelper deg.
card-afterwards = Etterpå kan vi snakke om å prøve lenger.

card-before-label = Før du byrjar
card-step-release = Vi seier ikkje noko om deg til { $employer } før du seier ja.
card-step-certificate = Du treng { $certificate }. Vi hjelper deg.
card-step-travel-training = Vi øver på vegen til jobben.
card-step-transport = Vi ordnar skyss.
card-step-aids = Vi skaffar det du treng av hjelpemiddel.
card-step-home-support = Vi ordnar det slik at du får hjelp heime.
card-step-way = Vi ordnar { $adaptation } til og frå jobben.
card-step-takes = { $step } Det tek om lag { weeks }.

card-good-label = Bra for deg
card-wish = Du vil gjerne ha { $work }.
card-curious = Du er nysgjerrig på { $work }.
card-others-think = Nokon trur at du vil like { $work }.
card-mentor-has-time = Dei har god tid til å hjelpe deg.
card-short-way = Vegen er kort.
card-adapted = Dei har { $adaptations }.
card-experience = Du har gjort slikt arbeid før.
card-sector-as-wished = Plassen er { $sector }. Det ville du.
card-went-well = Slikt arbeid har gått bra for deg.

card-think-label = Tenk òg på
card-not-mentioned = Du har ikkje sjølv sagt noko om { $work }.
card-little-interest = Du er ikkje så oppteken av { $work }.
card-size = Tida på jobb er ikkje heilt slik du ville.
card-alone = Du må gjere meir åleine enn du plar.
card-mentor-has-little-time = Dei har lita tid til å hjelpe deg.
card-long-way = Vegen er lang.
card-sector-not-as-wished = Plassen er { $sector }. Du ville helst noko anna.
card-did-not-fit = Sist du prøvde slikt arbeid, gjekk det ikkje så bra.

card-you-decide = Du bestemmer
card-yes-or-no = Du kan seie ja. Du kan seie nei. Eit nei kostar ingenting. Du held på plassen din i køen.
card-yes-or-no-to-each = Du kan seie ja eller nei til kvart forslag. Eit nei kostar ingenting. Du held på plassen din i køen.
card-or-choose = Du kan òg velje noko anna:
card-alternative = { $place }. Frå måndag { $day }.
card-none-of-these = Ingen av desse. Då leitar vi vidare saman.
card-ask = Lurer du på noko? Spør jobbspesialisten din.
card-ask-the-service = Lurer du på noko? Spør oss: { $service }.

card-next = Kva skjer no?
card-we-look-on = Vi leitar vidare saman med deg. Du står framleis i køen.
card-still-in-the-queue = Du står framleis i køen. Vi prøver igjen.
card-wants-to-wait = Du vil vente. Det er heilt greitt. Plassen din i køen er den same. Sei frå når du vil.
card-said-no = Du har sagt nei takk. Det er heilt greitt. Du kan seie ja seinare om du vil.
card-not-decided = Du har ikkje bestemt deg enno. Det hastar ikkje. Vi gjer ingenting før du seier ja.
card-agreed-stands = Avtalen din står. Den endrar vi ikkje.
card-another-way = Du vil jobbe litt. Det er bra. Hos oss er det minste { hours } i veka. Det finst andre vegar:
card-route-gradual-start = Byrj med litt. Jobb meir etter kvart.
card-route-day-centre = Eit dagsenter.
card-route-education = Skule eller kurs.
card-route-sheltered-work = Jobb i ei bedrift med mykje hjelp.
card-route-nav = Jobb med hjelp frå NAV.
card-route-nav-cooperation = Samarbeid med NAV.
card-route-bought-place = Ein plass som kommunen betaler for.
card-route-helt-med = HELT MED: ein vanleg jobb med hjelp frå jobben og frå kommunen.
card-nothing-works = Vi fann ingen plass til deg denne gongen. Det er ikkje din feil.
card-too-far = Plassane ligg for langt unna.
card-ask-why = Du kan spørje kvifor.
card-why-hours = Dagane dine og dagane deira passar ikkje saman.
card-why-position = Plassane har fleire eller færre timar enn du vil ha.
card-why-adaptations = Stadene manglar noko som du treng.
card-why-certificates = Stadene krev eit bevis som du ikkje har.
card-why-mentor = Stadene har ingen kollega som kan hjelpe deg enno.
card-why-decision = Først må det gjerast eit vedtak. Det hjelper vi deg med.
card-why-scheme = Ordninga har ikkje plass til fleire no, eller ho passar ikkje.
card-why-weeks = Stadene kan ikkje ta imot deg i desse vekene.
card-flexible = Du har sagt at vi kan snakke om { $topics }. Vil du det no?
card-no-specialist = Det er plassar som kan passe for deg. Først får du ein jobbspesialist. Det ordnar vi.
card-set-aside = Vi har ikkje noko forslag til deg no. Det er ikkje din feil.
card-nothing-new = Vi fann ikkje noko nytt som du kan prøve no.
card-shortage = Det er plassar som kan passe for deg. Men det går ikkje denne gongen. Det er ikkje din feil.
card-short-of-place = Plassane er i bruk.
card-short-of-jobs = Dei har ikkje nok jobbar.
card-short-of-mentor-hours = Dei som skal hjelpe deg på jobben, har for lita tid.
card-short-of-specialist-hours = Jobbspesialisten din har for lita tid.
