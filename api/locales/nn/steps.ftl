## Kva som kan gjerast.

ask-for-release = Spør om { $employers } kan få vite kven det gjeld
get-certificate = Få på plass { $certificate }
arrange-for-the-way = Ordne { $adaptation } til og frå jobb
map-tasks = Kartlegg korleis det går med { $tasks }
talk-about-readiness = Snakk om når det passar å prøve arbeid
talk-about-trial = Snakk om arbeidsutprøving same staden når jobbsmaken er over
settle-scheme = Avklar kva ordning ein jobb her skal gå under
check-conditions = Avklar vilkåra i { $scheme }: { $conditions }
name-mentor = Be arbeidsplassen peike ut ein fadder
assign-specialist = Finn ein jobbspesialist til kandidaten
expected-in = { $step } (venta om { weeks })

next-for-each-specialist = Det neste å gjere, for kvar jobbspesialist
nobody-s-list = Utan jobbspesialist
before-week = { $candidate }, før { $week }:
present-the-proposal = Legg fram forslaget.
without-label = { $candidate }, utan forslag:
talk-about-another-way = Snakk om ein annan veg; vegane står lenger oppe.
