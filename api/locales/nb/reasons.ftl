## Hva som taler for og mot et forslag.

nothing-particular = ingenting særskilt
usual = det som gjelder for alle

interest = { $strength ->
    [5] sterkt ønske om { $work }
    [4] ønske om { $work }
    [3] nysgjerrig på { $work }
   *[other] liten interesse for { $work }
}
interest-tried = { interest }, og har prøvd det
interest-guessed = { interest }, tror andre
interest-not-said = har ikke selv nevnt { $work }

position-partly =
    plassen kan være { $offered } prosent, og følger bare en del av ønsket om { $wished } prosent

more-independence = arbeidet krever mer på egen hånd ({ $asked } av 5)
more-independence-than-shown = { more-independence } enn vist til nå ({ $shown })

no-mentor-yet = ingen fadder ennå ({ $needed } timer i uken trengs)
mentor-has-time = fadderen har god tid ({ $offered } timer i uken; { $needed } trengs)
mentor-has-little-time = fadderen har lite tid ({ $offered } timer i uken; { $needed } trengs)

short-way = kort vei ({ $time })
long-way = lang vei ({ $time })
way-unknown = reisetid som ingen har oppgitt
way-estimated = { $time } { $by } (anslag)

already-adapted = arbeidsplassen har allerede { $adaptations }

years-of-experience = { WORD($years) } års erfaring med { $work }
months-of-experience = { $months ->
    [one] én måneds erfaring med { $work }
   *[other] { WORD($months) } måneders erfaring med { $work }
}

sector-as-wished = ønsket om { $sector } arbeidsplass er møtt
sector-not-as-wished = arbeidsplassen er { $sector }, og ønsket er et annet

went-well = slikt arbeid har gått bra før
went-well-here = slikt arbeid har gått bra her før
did-not-fit = slikt arbeid passet ikke sist
did-not-fit-here = slikt arbeid passet ikke her sist
