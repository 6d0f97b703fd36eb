## Reglene som stoppet ledige plasser, med de to tallene der de er nærmest hverandre.

rule-no-yes-to-taking-part = kandidaten har ikke sagt ja til å være med
rule-wants-to-wait = kandidaten vil vente med å være med
rule-said-no = kandidaten har sagt nei takk
rule-closed-in-all-weeks = plassen er stengt i alle ukene
rule-declined = { $found } har sagt nei til akkurat dette
rule-below-minimum-position = ønsket er høyst { $found }, og tjenesten begynner på { $needed }
rule-opening-below-minimum-position = plassen er høyst { $found }, og tjenesten begynner på { $needed }
rule-position-apart =
    stillingene møtes ikke: det minste for den ene er { $needed }, det meste for den andre er { $found }
rule-too-few-common-hours =
    dager og tider møtes for lite: { $needed } i uken trengs, { $found } er felles
rule-out-of-reach = veien er for lang: { $needed }, og { $found } er det lengste
rule-adaptation-missing = det mangler { $needed }
rule-certificate-missing = arbeidet krever { $needed }
rule-avoided-family = kandidaten vil ikke ha { $needed }
rule-avoided-employer = kandidaten vil ikke til denne arbeidsgiveren
rule-mentor-missing = ingen fadder er pekt ut, og tjenesten krever en
rule-release-refused = arbeidsgiveren skal ikke få vite om kandidaten
rule-scheme-wrong = plassen går under { $needed }, kandidaten under { $found }
rule-district-outside-scheme = ordningen gjelder ikke i { $found }
rule-arena-outside-scheme = ordningen krever { $needed }, og dette er { $found }
rule-sector-outside-scheme = ordningen krever { $needed } arbeidsplass, og denne er { $found }
rule-wage-outside-scheme = lønnen her er { $found }, og ordningen har { $needed }
rule-wage-too-low = lønnen her er { $found } i timen, og ordningen krever mer enn { $needed }
rule-work-not-independent = ordningen krever selvstendig arbeid: { $needed } trengs, og { $found } er kartlagt
rule-quota-full = ordningen er full: { $needed } trengs, { $found } er taket
rule-decision-missing = { $needed } må ha gjort vedtak før noen ser etter arbeidsplass
rule-made-for-another = holdes av til { $needed } for den plassen er laget for
rule-preparation = noe må være på plass før start
rule-activity-not-offered = her kan en prøve { $found }, og kandidaten er klar for { $needed }
rule-not-open-in-these-weeks = plassen er ikke åpen i disse ukene; den er åpen { $found }
rule-horizon-too-short = det tar { $needed }, og planen er på { $found }
rule-not-ready-in-time = alt er på plass først { $needed }, og siste mulige start er { $found }
rule-no-start-on-these-days = arbeidsplassen tar ikke imot nye før etter { $found }
rule-scheme-not-open = ordningen er ikke åpen for nye
rule-decision-later = vedtaket gjelder fra { $found }, og siste mulige start er { $needed }
rule-follow-up-lacking =
    jobbspesialisten har for lite tid til å følge opp: { $needed } i uken trengs, { $found } er ledig
rule-too-few-working-days =
    perioden plassen er åpen, ferie og stengte dager gir for korte uker: { $needed } i uken trengs,
    { $found } er det meste
rule-no-common-week = ingen uke passer for begge

level = nivå { $value } av 5
kroner = { $value } kroner
per-cent = { $value } prosent
nothing = ingenting
