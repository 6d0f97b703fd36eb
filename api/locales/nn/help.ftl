## Det som kan hjelpe ein kandidat utan forslag, med enkle ord. Arbeidsstaden og tenesta først; eigne grenser berre som spørsmål.

help-label = Dette kan hjelpe
help-place = { $place }.
help-both = Begge delar må til.
help-begin = Då kan du kanskje byrje måndag { $day }.
help-try = Det er ikkje sikkert at det går. Vil du at vi skal prøve? Eit nei kostar ingenting.

help-mentor = Vi kan spørje om ein kollega der kan hjelpe deg.
help-start = Vi kan spørje om du kan byrje ei anna veke.
help-jobbsmak = Vi kan spørje om du kan få ein jobbsmak der.
help-trial = Vi kan spørje om du kan prøve jobben i fleire veker.
help-mentor-hours = Vi kan spørje om dei har meir tid til å hjelpe deg.
help-smaller-position = Vi kan spørje arbeidsplassen om du kan få færre timar der.
help-larger-position = Vi kan spørje arbeidsplassen om du kan få fleire timar der.
help-hours = Vi kan spørje om dei har jobb til deg òg { $times }.
help-adaptations = Vi kan be om { $adaptations }.
help-places = Vi kan spørje om dei har plass til éin til.
help-jobs = Vi kan spørje om dei har ein jobb til.
help-scheme = Vi kan spørje om plassen kan ordnast på ein annan måte.
help-specialist-hours = Vi kan sjå om jobbspesialisten din kan få meir tid.
help-caseload = Vi kan sjå om jobbspesialisten din kan hjelpe éin til.
help-specialist = Vi kan finne ein jobbspesialist til deg.
help-transport = Vi kan sjå om nokon kan køyre deg.
help-quota = Vi kan spørje om det kan bli ein plass til.
help-horizon = Vi kan sjå litt lenger fram.

help-question-label = Eit spørsmål til deg
help-question-no = Du har sagt at vi kan snakke om det. Du kan seie nei. Eit nei kostar ingenting.
help-ask-position = Kan du tenkje deg å jobbe { hours } i veka?
help-ask-hours = Kan du tenkje deg å jobbe òg { $times }?
help-ask-travel = Kan du tenkje deg å reise i { $time }?
