## Dagar, tider, mengder og lister.

month-1 = januar
month-2 = februar
month-3 = mars
month-4 = april
month-5 = mai
month-6 = juni
month-7 = juli
month-8 = august
month-9 = september
month-10 = oktober
month-11 = november
month-12 = desember

day = { $day }. { $month }
day-and-year = { $day } { $year }
week = veke { $week }
weeks-from-to = veke { $first } til { $last }
days-from-to = { $first } til { $last }
from-day = frå { $day }
until-day = til { $day }
time-of-day = { $minute ->
    [0] { $hour }
   *[other] { $hour }.{ $two_digits }
}

hours = { $hours ->
    [1] 1 time
   *[other] { $hours } timar
}
minutes = { $minutes ->
    [one] 1 minutt
   *[other] { $minutes } minutt
}
hours-and-minutes = { hours } og { minutes }

list-and = { $first } og { $last }

## Eit tal på ting; små tal i ord.

candidates = { $candidates ->
    [0] ingen kandidatar
    [one] éin kandidat
   *[other] { WORD($candidates) } kandidatar
}
openings = { $openings ->
    [0] ingen ledige plassar
    [one] éin ledig plass
   *[other] { WORD($openings) } ledige plassar
}
specialists = { $specialists ->
    [0] ingen jobbspesialistar
    [one] éin jobbspesialist
   *[other] { WORD($specialists) } jobbspesialistar
}
trials = { $trials ->
    [one] éi arbeidsutprøving
   *[other] { WORD($trials) } arbeidsutprøvingar
}
jobbsmak = { $jobbsmak ->
    [one] éin jobbsmak
   *[other] { WORD($jobbsmak) } jobbsmak
}
weeks = { $weeks ->
    [one] éi veke
   *[other] { WORD($weeks) } veker
}
