## Days, times, amounts and lists.

month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

day = { $day } { $month }
day-and-year = { $day } { $year }
week = week { $week }
weeks-from-to = weeks { $first } to { $last }
days-from-to = { $first } to { $last }
from-day = from { $day }
until-day = until { $day }
time-of-day = { $minute ->
   *[other] { $hour }:{ $two_digits }
}

hours = { $hours ->
    [1] 1 hour
   *[other] { $hours } hours
}
minutes = { $minutes ->
    [one] 1 minute
   *[other] { $minutes } minutes
}
hours-and-minutes = { hours } and { minutes }

list-and = { $first } and { $last }

## A number of things; small numbers in words.

candidates = { $candidates ->
    [0] no candidates
    [one] one candidate
   *[other] { WORD($candidates) } candidates
}
openings = { $openings ->
    [0] no openings
    [one] one opening
   *[other] { WORD($openings) } openings
}
specialists = { $specialists ->
    [0] no job specialists
    [one] one job specialist
   *[other] { WORD($specialists) } job specialists
}
# The Norwegian terms stand beside the English ones here, where they are first met.
trials = { $trials ->
    [one] one work trial (arbeidsutprøving)
   *[other] { WORD($trials) } work trials (arbeidsutprøving)
}
jobbsmak = { $jobbsmak ->
    [one] one job taster (jobbsmak)
   *[other] { WORD($jobbsmak) } job tasters (jobbsmak)
}
weeks = { $weeks ->
    [one] one week
   *[other] { WORD($weeks) } weeks
}
