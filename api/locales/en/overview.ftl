## The plan as a whole.

proposals-for = Proposals for { $service }
horizon = { CAPITAL($weeks) }, from Monday { $day }
people-decide =
    These are proposals. The candidate says yes or no, the employer answers, and a named job specialist
    decides.

in-short = In short
the-question = { CAPITAL(candidates) }, { openings } and { specialists }.
nothing-proposed = Nothing is proposed this time.
proposed = Proposed: { $activities }, for { candidates }.
everyone-has-a-proposal = Every candidate has a proposal.
without-a-proposal = { $candidates ->
    [one] One candidate has no proposal now; why, and what could help, stands further down.
   *[other] { CAPITAL(candidates) } have no proposal now; why, and what could help, stands further down.
}

trial-longer-than-the-plan =
    A work trial takes { $trial }, and the plan is for { $plan }: only job tasters can be proposed.

# How good the plan is, in jobs that last.
nothing-possible = No plan can give anyone a start now; this is proved.
no-better-plan = No other plan is expected to give more jobs that last; this is proved.
hardly-a-better-plan = No other plan is expected to give notably more jobs that last; this is proved.
a-better-plan-by-at-most = { $jobs ->
    [one] At most about one more lasting job is possible with another plan; this is proved.
   *[other] At most about { $jobs } more lasting jobs are possible with another plan; this is proved.
}

group-of-need = support need { $range } of 5
starts-in-group = { CAPITAL($group) }: a work trial for { $trials } of { $could_begin } who could begin.

week-by-week = Week by week
week-from-monday = { CAPITAL($week) }, from Monday { $day }
already-agreed = { $place }, already agreed
quiet-weeks = Nobody begins in { $weeks }.

specialists-hours = Job specialists' hours: planned / free once what is promised is taken off
caseload = { $specialist } has room for { $room } more in the caseload, and the plan uses { $used }.
