## Kva som talar for og imot eit forslag.

nothing-particular = ikkje noko særskilt
usual = det som gjeld for alle

interest = { $strength ->
    [5] sterkt ønske om { $work }
    [4] ønske om { $work }
    [3] nysgjerrig på { $work }
   *[other] lita interesse for { $work }
}
interest-tried = { interest }, og har prøvd det
interest-guessed = { interest }, trur andre
interest-not-said = har ikkje sjølv nemnt { $work }

position-partly =
    plassen kan vere { $offered } prosent, og følgjer berre ein del av ønsket om { $wished } prosent

more-independence = arbeidet krev meir på eiga hand ({ $asked } av 5)
more-independence-than-shown = { more-independence } enn det som er vist til no ({ $shown })

no-mentor-yet = ingen fadder enno ({ $needed } timar i veka trengst)
mentor-has-time = fadderen har god tid ({ $offered } timar i veka; { $needed } trengst)
mentor-has-little-time = fadderen har lita tid ({ $offered } timar i veka; { $needed } trengst)

short-way = kort veg ({ $time })
long-way = lang veg ({ $time })
way-unknown = reisetid som ingen har oppgitt
way-estimated = { $time } { $by } (overslag)

already-adapted = arbeidsplassen har allereie { $adaptations }

years-of-experience = { WORD($years) } års erfaring med { $work }
months-of-experience = { $months ->
    [one] éin månads erfaring med { $work }
   *[other] { WORD($months) } månaders erfaring med { $work }
}

sector-as-wished = ønsket om { $sector } arbeidsplass er møtt
sector-not-as-wished = arbeidsplassen er { $sector }, og ønsket er eit anna

went-well = slikt arbeid har gått bra før
went-well-here = slikt arbeid har gått bra her før
did-not-fit = slikt arbeid passa ikkje sist
did-not-fit-here = slikt arbeid passa ikkje her sist
