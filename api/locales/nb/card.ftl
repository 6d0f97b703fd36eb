## Kortet til kandidaten, med enkle ord: korte setninger, ingen fagspråk, ingenting om andre kandidater.

card-heading = Til deg ({ $candidate })
card-own-words = Du har sagt: «{ $words }»
card-agreed = Du har en avtale: { $place }. Du begynner mandag { $day }. Det varer { weeks }.

card-where-label = Hvor?
card-where = { $workplace }.
card-way-about = Veien tar om lag { $time } { $by }.
card-way = Veien tar { $time }.
card-way-unknown = Vi vet ikke ennå hvor lang veien er.
card-made-for-you = Plassen er laget for deg.

card-what-label = Hva?
card-jobbsmak = Dette er en jobbsmak. Du kan prøve jobben i { weeks }.
card-trial = Du kan prøve jobben i { weeks }.
card-finds-out = Du finner ut om { $work } er noe for deg.
card-tasks = Dette kan du gjøre der:

card-when-label = Når?
card-start = Du kan begynne mandag { $day }.
card-days = Disse dagene passer: { $days }.
card-hours = Du jobber om lag { hours } i uka.

card-help-label = Hvem hjelper deg?
card-specialist-comes = Jobbspesialisten din blir med. Den første uka er det { hours }.
card-specialist-is-there = Jobbspesialisten din er der for deg.
card-specialist-first = Først får du en jobbspesialist. Det ordner vi.
card-mentor = En kollega på jobben hjelper deg hver dag.
card-mentor-to-be-named = Jobben skal finne en kollega som hjelper deg.
card-afterwards = Etterpå kan vi snakke om å prøve lenger.

card-before-label = Før du begynner
card-step-release = Vi sier ikke noe om deg til { $employer } før du sier ja.
card-step-certificate = Du trenger { $certificate }. Vi hjelper deg.
card-step-travel-training = Vi øver på veien til jobben.
card-step-transport = Vi ordner skyss.
card-step-aids = Vi skaffer det du trenger av hjelpemidler.
card-step-home-support = Vi ordner det slik at du får hjelp hjemme.
card-step-way = Vi ordner { $adaptation } til og fra jobben.
card-step-takes = { $step } Det tar om lag { weeks }.

card-good-label = Bra for deg
card-wish = Du vil gjerne ha { $work }.
card-curious = Du er nysgjerrig på { $work }.
card-others-think = Noen tror at du vil like { $work }.
card-mentor-has-time = De har god tid til å hjelpe deg.
card-short-way = Veien er kort.
card-adapted = De har { $adaptations }.
card-experience = Du har gjort slikt arbeid før.
card-sector-as-wished = Plassen er { $sector }. Det ville du.
card-went-well = Slikt arbeid har gått bra for deg.

card-think-label = Tenk også på
card-not-mentioned = Du har ikke selv sagt noe om { $work }.
card-little-interest = Du er ikke så opptatt av { $work }.
card-size = Tiden på jobb er ikke helt slik du ville.
card-alone = Du må gjøre mer alene enn du pleier.
card-mentor-has-little-time = De har lite tid til å hjelpe deg.
card-long-way = Veien er lang.
card-sector-not-as-wished = Plassen er { $sector }. Du ville helst noe annet.
card-did-not-fit = Sist du prøvde slikt arbeid, gikk det ikke så bra.

card-you-decide = Du bestemmer
card-yes-or-no = Du kan si ja. Du kan si nei. Et nei koster ingenting. Du beholder plassen din i køen.
card-yes-or-no-to-each = Du kan si ja eller nei til hvert forslag. Et nei koster ingenting. Du beholder plassen din i køen.
card-or-choose = Du kan også velge noe annet:
card-alternative = { $place }. Fra mandag { $day }.
card-none-of-these = Ingen av disse. Da leter vi videre sammen.
card-ask = Lurer du på noe? Spør jobbspesialisten din.
card-ask-the-service = Lurer du på noe? Spør oss: { $service }.

card-next = Hva skjer nå?
card-we-look-on = Vi leter videre sammen med deg. Du står fortsatt i køen.
card-still-in-the-queue = Du står fortsatt i køen. Vi prøver igjen.
card-wants-to-wait = Du vil vente. Det er helt greit. Plassen din i køen er den samme. Si fra når du vil.
card-said-no = Du har sagt nei takk. Det er helt greit. Du kan si ja senere om du vil.
card-not-decided = Du har ikke bestemt deg ennå. Det haster ikke. Vi gjør ingenting før du sier ja.
card-agreed-stands = Avtalen din står. Den endrer vi ikke.
card-another-way = Du vil jobbe litt. Det er bra. Hos oss er det minste { hours } i uka. Det finnes andre veier:
card-route-gradual-start = Begynn med litt. Jobb mer etter hvert.
card-route-day-centre = Et dagsenter.
card-route-education = Skole eller kurs.
card-route-sheltered-work = Jobb i en bedrift med mye hjelp.
card-route-nav = Jobb med hjelp fra NAV.
card-route-nav-cooperation = Samarbeid med NAV.
card-route-bought-place = En plass som kommunen betaler for.
card-route-helt-med = HELT MED: en vanlig jobb med hjelp fra jobben og fra kommunen.
card-nothing-works = Vi fant ingen plass til deg denne gangen. Det er ikke din feil.
card-too-far = Plassene ligger for langt unna.
card-ask-why = Du kan spørre hvorfor.
card-why-hours = Dagene dine og dagene deres passer ikke sammen.
card-why-position = Plassene har flere eller færre timer enn du vil ha.
card-why-adaptations = Stedene mangler noe som du trenger.
card-why-certificates = Stedene krever et bevis som du ikke har.
card-why-mentor = Stedene har ingen kollega som kan hjelpe deg ennå.
card-why-decision = Først må det gjøres et vedtak. Det hjelper vi deg med.
card-why-scheme = Ordningen har ikke plass til flere nå, eller den passer ikke.
card-why-weeks = Stedene kan ikke ta imot deg i disse ukene.
card-flexible = Du har sagt at vi kan snakke om { $topics }. Vil du det nå?
card-no-specialist = Det er plasser som kan passe for deg. Først får du en jobbspesialist. Det ordner vi.
card-set-aside = Vi har ikke noe forslag til deg nå. Det er ikke din feil.
card-nothing-new = Vi fant ikke noe nytt som du kan prøve nå.
card-shortage = Det er plasser som kan passe for deg. Men det går ikke denne gangen. Det er ikke din feil.
card-short-of-place = Plassene er i bruk.
card-short-of-jobs = De har ikke nok jobber.
card-short-of-mentor-hours = De som skal hjelpe deg på jobben, har for lite tid.
card-short-of-specialist-hours = Jobbspesialisten din har for lite tid.
