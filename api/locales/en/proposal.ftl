## Person by person.

person-by-person = Person by person
with-specialist = { $candidate }, job specialist { $specialist }
without-specialist = { $candidate }, without a job specialist
own-words = “{ $words }”

where-and-when = { $place }. From Monday { $day } ({ $weeks }).

made-for-this-person = { $place } The place was made for this candidate.
agreed-label = Already agreed:

agreement-label = Terms:
finds-out-label = Finds out:
speaks-for-label = For:
speaks-against-label = Against:
takes-label = Takes:
before-start-label = Before:
on-the-way-label = On the way:

agreement = { $position } per cent. Both can do { $days }. { CAPITAL($travel) }.

finds-out = whether { $work } is something to go on with.
tried-before = Such work has been tried before.
said-and-not-tried = The wish has been said, and not tried.
guessed-and-not-tried = It is what others think, and not tried.
nobody-has-said = Nobody has said anything about it yet.

takes = one place, { $specialist } of the job specialist
takes-with-mentor = one place, { $mentor } of the mentor and { $specialist } of the job specialist
takes-standing-in = { $takes }; { $hours } of them in the mentor’s stead

ready-for-trial = Is ready for a work trial, but none is possible now:
trial-lacks = Is ready for a work trial, but something is lacking this time:
trial-is-possible-too = { $options ->
    [one] Is ready for a work trial; one place has room for it too, instead of what is proposed.
   *[other] Is ready for a work trial; { WORD($options) } places have room for it too, instead of what is proposed.
}

possible-for-others-too = { $others ->
    [one] The place is possible for one other too.
   *[other] The place is possible for { WORD($others) } others too.
}
other-places = { $places ->
    [0] No other place is possible now.
    [one] One other place is possible too.
   *[other] { CAPITAL(WORD($places)) } other places are possible too.
}

priority = Priority { $priority }: { $because }.
waiting-since = waiting since { $day }
passed-over = { $times ->
    [one] others went first once
   *[other] others went first { WORD($times) } times
}
comes-back = back after a job that ended
leaves-school = leaving school

in-the-way-opening-closed = The opening has been closed since this was proposed: open it again, or withdraw the proposal.
in-the-way-opening-paused = The opening has been paused since this was proposed: resume it, or withdraw the proposal.
in-the-way-mentor-gone = Nobody is mentor at the workplace now: settle who takes over before anybody begins.
in-the-way-place-gone = Others have the place in these weeks: withdraw the proposal, or ask the workplace for one more.
