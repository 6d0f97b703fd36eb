## Reglane som stoppa ledige plassar, med dei to tala der dei er nærast kvarandre.

rule-no-yes-to-taking-part = kandidaten har ikkje sagt ja til å vere med
rule-wants-to-wait = kandidaten vil vente med å vere med
rule-said-no = kandidaten har sagt nei takk
rule-closed-in-all-weeks = plassen er stengd i alle vekene
rule-declined = { $found } har sagt nei til akkurat dette
rule-below-minimum-position = ønsket er høgst { $found }, og tenesta byrjar på { $needed }
rule-opening-below-minimum-position = plassen er høgst { $found }, og tenesta byrjar på { $needed }
rule-position-apart =
    stillingane møtest ikkje: det minste for den eine er { $needed }, det meste for den andre er { $found }
rule-too-few-common-hours =
    dagar og tider møtest for lite: { $needed } i veka trengst, { $found } er felles
rule-out-of-reach = vegen er for lang: { $needed }, og { $found } er det lengste
rule-adaptation-missing = det manglar { $needed }
rule-certificate-missing = arbeidet krev { $needed }
rule-avoided-family = kandidaten vil ikkje ha { $needed }
rule-avoided-employer = kandidaten vil ikkje til denne arbeidsgivaren
rule-mentor-missing = ingen fadder er peikt ut, og tenesta krev ein
rule-release-refused = arbeidsgivaren skal ikkje få vite om kandidaten
rule-scheme-wrong = plassen går under { $needed }, kandidaten under { $found }
rule-district-outside-scheme = ordninga gjeld ikkje i { $found }
rule-arena-outside-scheme = ordninga krev { $needed }, og dette er { $found }
rule-sector-outside-scheme = ordninga krev { $needed } arbeidsplass, og denne er { $found }
rule-wage-outside-scheme = løna her er { $found }, og ordninga har { $needed }
rule-wage-too-low = løna her er { $found } i timen, og ordninga krev meir enn { $needed }
rule-work-not-independent = ordninga krev sjølvstendig arbeid: { $needed } trengst, og { $found } er kartlagt
rule-quota-full = ordninga er full: { $needed } trengst, { $found } er taket
rule-decision-missing = { $needed } må ha gjort vedtak før nokon ser etter arbeidsplass
rule-made-for-another = blir halden av til { $needed } for den plassen er laga for
rule-preparation = noko må vere på plass før start
rule-activity-not-offered = her kan ein prøve { $found }, og kandidaten er klar for { $needed }
rule-not-open-in-these-weeks = plassen er ikkje open i desse vekene; han er open { $found }
rule-horizon-too-short = det tek { $needed }, og planen er på { $found }
rule-not-ready-in-time = alt er på plass først { $needed }, og siste moglege start er { $found }
rule-no-start-on-these-days = arbeidsplassen tek ikkje imot nye før etter { $found }
rule-scheme-not-open = ordninga er ikkje open for nye
rule-decision-later = vedtaket gjeld frå { $found }, og siste moglege start er { $needed }
rule-follow-up-lacking =
    jobbspesialisten har for lite tid til å følgje opp: { $needed } i veka trengst, { $found } er ledig
rule-too-few-working-days =
    perioden plassen er open, ferie og stengde dagar gir for korte veker: { $needed } i veka trengst,
    { $found } er det meste
rule-no-common-week = inga veke passar for begge

level = nivå { $value } av 5
kroner = { $value } kroner
per-cent = { $value } prosent
nothing = ingenting
