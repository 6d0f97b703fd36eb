## Det som kan hjelpe en kandidat uten forslag, med enkle ord. Arbeidsplassen og tjenesten først; egne grenser bare som spørsmål.

help-label = Dette kan hjelpe
help-place = { $place }.
help-both = Begge deler må til.
help-begin = Da kan du kanskje begynne mandag { $day }.
help-try = Det er ikke sikkert at det går. Vil du at vi skal prøve? Et nei koster ingenting.

help-mentor = Vi kan spørre om en kollega der kan hjelpe deg.
help-start = Vi kan spørre om du kan begynne en annen uke.
help-jobbsmak = Vi kan spørre om du kan få en jobbsmak der.
help-trial = Vi kan spørre om du kan prøve jobben i flere uker.
help-mentor-hours = Vi kan spørre om de har mer tid til å hjelpe deg.
help-smaller-position = Vi kan spørre arbeidsplassen om du kan få færre timer der.
help-larger-position = Vi kan spørre arbeidsplassen om du kan få flere timer der.
help-hours = Vi kan spørre om de har jobb til deg også { $times }.
help-adaptations = Vi kan be om { $adaptations }.
help-places = Vi kan spørre om de har plass til én til.
help-jobs = Vi kan spørre om de har en jobb til.
help-scheme = Vi kan spørre om plassen kan ordnes på en annen måte.
help-specialist-hours = Vi kan se om jobbspesialisten din kan få mer tid.
help-caseload = Vi kan se om jobbspesialisten din kan hjelpe én til.
help-specialist = Vi kan finne en jobbspesialist til deg.
help-transport = Vi kan se om noen kan kjøre deg.
help-quota = Vi kan spørre om det kan bli en plass til.
help-horizon = Vi kan se litt lenger fram.

help-question-label = Et spørsmål til deg
help-question-no = Du har sagt at vi kan snakke om det. Du kan si nei. Et nei koster ingenting.
help-ask-position = Kan du tenke deg å jobbe { hours } i uka?
help-ask-hours = Kan du tenke deg å jobbe også { $times }?
help-ask-travel = Kan du tenke deg å reise i { $time }?
