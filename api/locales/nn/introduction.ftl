## Til ein arbeidsgivar, om ein som har sagt ja til det: kva arbeidsplassen gjer.

you-meet = De møter { $name }.
you-give-what-is-wanted = De gir arbeid som er ønskt: { $what }.
you-give-as-own-tasks = De gir dette som eigne oppgåver: { $what }.
you-set-hours = De legg arbeidet til { $when }, i ei stilling på { $least } til { $most } prosent.
you-arrange = De legg til rette med { $what }.
you-have-somebody-beside = De har ein som er med frå starten på { $what }.
you-need-not-arrange = De treng ikkje å ordne { $what }; det er på plass.
you-are-reached = De reknar med at vegen til arbeidet går { $how }.
you-build-on = De byggjer vidare på erfaring med { $what }.
