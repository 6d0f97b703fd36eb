## Those without a proposal: why, and what could help.

without-and-why = Without a proposal now, and why
question-label = A question:
worth-doing-label = Worth doing:
flexible = { CAPITAL($topics) } can be talked about, the candidate has said.

wants-to-wait = Wants to wait. That is fine; the place in the queue and the priority stand as before.
said-no = Has said no, thank you. That is fine, and the door is open.
not-decided = Has not decided about taking part yet. Nothing is planned before a yes.
has-agreed = Already has an agreement that stands: { $activities }.
agreed-activity = { $activity }, { $place }, from { $day } for { weeks }
another-way =
    Wants at most { $wanted } per cent, and the service begins at { $least } per cent. This is not a refusal, but
    another way: { $routes }.
no-specialist-yet = There are places that could suit, but { $candidate } has no job specialist yet.
set-aside = A job specialist has set aside what is possible for this plan. That can be taken back at any time.
nothing-to-learn =
    Only a job taster is possible now, and only in work that is known already or that the candidate has not
    mentioned; it would show nothing new.

no-opening-works = { $openings ->
    [0] There are no openings now.
    [one] The one opening does not work now.
   *[other] None of the { $openings } openings works now.
}
places = { $places ->
    [one] one place
   *[other] { WORD($places) } places
}
too-far = { $places ->
    [one] One place lies too far away.
   *[other] { CAPITAL(places) } lie too far away.
}
all-too-far = All { $openings } openings lie too far away. The nearest is { $nearest }, { $way } away.
too-far-and-nearest = { $places ->
    [one]
        One place lies too far away: { $nearest }, { $way } away. { CAPITAL($most) } is the longest that the candidate
        wants to travel.
   *[other]
        { CAPITAL(places) } lie too far away; the nearest is { $nearest }, { $way } away. { CAPITAL($most) } is the
        longest that the candidate wants to travel.
}
stopped-those-near = This stopped those that are near enough:
places-stopped = { CAPITAL(places) }
stopped = { $stopped }: { $reason } ({ $opening }).

proposals-possible = { $options ->
    [one] One proposal is possible, but something is lacking this time.
   *[other] { CAPITAL(WORD($options)) } proposals are possible, but something is lacking this time.
}
left-out = { $options ->
    [one] One proposal is possible, but the plan leaves it out; it can still be put in by hand.
   *[other] { CAPITAL(WORD($options)) } proposals are possible, but the plan leaves them out; they can still be put in by hand.
}
possible-by-hand = { $options ->
    [one] One of them can still be put in by hand.
   *[other] { CAPITAL(WORD($options)) } of them can still be put in by hand.
}
without-a-week = { $options ->
    [one] For one of them no week suits.
   *[other] For { WORD($options) } of them no week suits.
}
this-is-it = It is this:
proposals-stopped = { $options ->
    [one] One proposal
   *[other] { CAPITAL(WORD($options)) } proposals
}
and-only-this = { $stopped }, and only this
only-this-for = { $alone ->
    [one] { $stopped }, for one of them only this
   *[other] { $stopped }, for { WORD($alone) } of them only this
}

short-of-place = no place is free in { $week }
short-of-jobs = no more work trials begin here than there are jobs for, and that number is reached
short-of-mentor-hours = the mentor has { hours } left in { $week }, and { $needed } are needed
short-of-specialist-hours = the job specialist has { hours } left in { $week }, and { $needed } are needed
short-of-caseload = the job specialist follows up as many as can be
short-of-specialist = no job specialist
passed-over-now = { $times ->
    [one] Others begin this time where this was possible too; it has happened once. Once entered, it gives priority next time.
   *[other] Others begin this time where this was possible too; it has happened { WORD($times) } times. Once entered, it gives priority next time.
}
