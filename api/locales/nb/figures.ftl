## Dager, tider, mengder og lister.

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
week = uke { $week }
weeks-from-to = uke { $first } til { $last }
days-from-to = { $first } til { $last }
from-day = fra { $day }
until-day = til { $day }
time-of-day = { $minute ->
    [0] { $hour }
   *[other] { $hour }.{ $two_digits }
}

hours = { $hours ->
    [1] 1 time
   *[other] { $hours } timer
}
minutes = { $minutes ->
    [one] 1 minutt
   *[other] { $minutes } minutter
}
hours-and-minutes = { hours } og { minutes }

list-and = { $first } og { $last }

## Et antall ting; små tall i ord.

candidates = { $candidates ->
    [0] ingen kandidater
    [one] én kandidat
   *[other] { WORD($candidates) } kandidater
}
openings = { $openings ->
    [0] ingen ledige plasser
    [one] én ledig plass
   *[other] { WORD($openings) } ledige plasser
}
specialists = { $specialists ->
    [0] ingen jobbspesialister
    [one] én jobbspesialist
   *[other] { WORD($specialists) } jobbspesialister
}
trials = { $trials ->
    [one] én arbeidsutprøving
   *[other] { WORD($trials) } arbeidsutprøvinger
}
jobbsmak = { $jobbsmak ->
    [one] én jobbsmak
   *[other] { WORD($jobbsmak) } jobbsmak
}
weeks = { $weeks ->
    [one] én uke
   *[other] { WORD($weeks) } uker
}
