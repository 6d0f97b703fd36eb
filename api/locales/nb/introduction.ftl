## Til en arbeidsgiver, om en som har sagt ja til det: hva arbeidsplassen gjør.

you-meet = Dere møter { $name }.
you-give-what-is-wanted = Dere gir arbeid som er ønsket: { $what }.
you-give-as-own-tasks = Dere gir dette som egne oppgaver: { $what }.
you-set-hours = Dere legger arbeidet til { $when }, i en stilling på { $least } til { $most } prosent.
you-arrange = Dere legger til rette med { $what }.
you-have-somebody-beside = Dere har en som er med fra starten på { $what }.
you-need-not-arrange = Dere trenger ikke å ordne { $what }; det er på plass.
you-are-reached = Dere regner med at veien til arbeidet går { $how }.
you-build-on = Dere bygger videre på erfaring med { $what }.
