## What speaks for and against a proposal.

nothing-particular = nothing in particular
usual = what holds for everyone

interest = { $strength ->
    [5] a strong wish for { $work }
    [4] a wish for { $work }
    [3] curious about { $work }
   *[other] little interest in { $work }
}
interest-tried = { interest }, and has tried it
interest-guessed = { interest }, others think
interest-not-said = has not mentioned { $work } so far

position-partly =
    the position can be { $offered } per cent, and meets only a part of the wish for { $wished } per cent

more-independence = the work asks for more independence ({ $asked } of 5)
more-independence-than-shown = { more-independence } than shown so far ({ $shown })

no-mentor-yet = no mentor yet ({ $needed } hours a week are needed)
mentor-has-time = the mentor has plenty of time ({ $offered } hours a week; { $needed } needed)
mentor-has-little-time = the mentor has little time ({ $offered } hours a week; { $needed } needed)

short-way = a short way to work ({ $time })
long-way = a long way to work ({ $time })
way-unknown = a travel time that nobody has given
way-estimated = { $time } { $by } (estimate)

already-adapted = the workplace already has { $adaptations }

years-of-experience = { WORD($years) } years’ experience of { $work }
months-of-experience = { $months ->
    [one] one month’s experience of { $work }
   *[other] { WORD($months) } months’ experience of { $work }
}

sector-as-wished = the wish for a { $sector } workplace is met
sector-not-as-wished = the workplace is { $sector }, and the wish is another

went-well = such work has gone well before
went-well-here = such work has gone well here before
did-not-fit = such work did not fit last time
did-not-fit-here = such work did not fit here last time
