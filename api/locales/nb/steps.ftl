## Hva som kan gjøres.

ask-for-release = Spør om { $employers } kan få vite hvem det gjelder
get-certificate = Få på plass { $certificate }
arrange-for-the-way = Ordne { $adaptation } til og fra jobb
map-tasks = Kartlegg hvordan det går med { $tasks }
talk-about-readiness = Snakk om når det passer å prøve arbeid
talk-about-trial = Snakk om arbeidsutprøving samme sted når jobbsmaken er over
settle-scheme = Avklar hvilken ordning en jobb her skal gå under
check-conditions = Avklar vilkårene i { $scheme }: { $conditions }
name-mentor = Be arbeidsplassen peke ut en fadder
assign-specialist = Finn en jobbspesialist til kandidaten
expected-in = { $step } (ventes om { weeks })

next-for-each-specialist = Det neste å gjøre, for hver jobbspesialist
nobody-s-list = Uten jobbspesialist
before-week = { $candidate }, før { $week }:
present-the-proposal = Legg forslaget fram.
without-label = { $candidate }, uten forslag:
talk-about-another-way = Snakk om en annen vei; veiene står lenger opp.
