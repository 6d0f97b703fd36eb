## "Why not this one?", "what if", and what people have decided.

why-not-heading = Why not { $candidate } as { $place }?
activity-label = { CAPITAL($activity) }:
why-not-chosen = This is proposed, from { $week }.
why-not-agreed = This is agreed already.
why-not-closed = Not possible now.
why-not-banned-by = Possible, but { $specialist } has set it aside. That can be taken back at any time.
why-not-banned = Possible, but a job specialist has set it aside. That can be taken back at any time.
why-not-no-specialist = Nothing stands in the way, but { $candidate } has no job specialist yet.
why-not-not-offered = The workplace does not offer this now; it offers something else.
why-not-not-ready = The profile says that { $candidate } is not ready for this now. You can talk about that at any time.
why-not-nothing-to-learn = Possible, but it would show nothing new.
why-not-no-room = What is agreed and decided leaves no week with a place and hours enough.
why-not-lacks = There is not enough in any week: { $lacks }.

cost-nothing = Possible from { $week }. It costs the plan next to nothing.
cost-some = Possible from { $week }. It costs the plan { $part }.
cost-by-prices = Possible. With places and hours as scarce as they are, it costs the plan at least { $part }.
cost-by-prices-nothing =
    Possible. With places and hours as scarce as they are, it need not cost the plan anything to speak of.
cost-not-solved = Possible. What it costs is not known from prices: the plan was proven by going through what was left, which gives no prices. Solve again (without --prices-only) to see it.
cost-proved = It is proven that it cannot cost noticeably less.
cost-proved-from = It is proven that it costs at least { $part }.
plan-now = The plan now:
plan-then = With this:
plan-figures = { trials } and { jobbsmak }; { $jobs } jobs are expected to last; { $hours } hours of job specialists.
cost-is-no-verdict = Waiting time and priority are counted in. The price is for when the rest of the plan is made over as well as can be, and then more people may be moved. It is no verdict on anyone: you decide.
scheme-not-settled = It is not settled which scheme the place is under. This holds in every scheme that is possible here.
part-less = less than a tenth of a lasting job
part-tenth = about a tenth of a lasting job
part-fifth = about a fifth of a lasting job
part-third = about a third of a lasting job
part-half = about half a lasting job
part-two-thirds = about two thirds of a lasting job
part-one = about one lasting job
part-more = about { $jobs } lasting jobs

what-if = What if
change-set = { $path } becomes { $value }
change-made = { CAPITAL($change) }.
change-taken-away = { CAPITAL($what) } is taken away.
change-pin = { $candidate } begins here: { $place }
change-ban = { $candidate } does not begin here: { $place }
difference-heading = The difference
nothing-changes = The plan stays the same.
from-to = { $before }, and becomes { $after }
people-label = People with a proposal:
trials-label = Work trials:
trials-in-group-label = Work trials, { $group }:
jobbsmak-label = Job tasters:
lasting-jobs-label = Jobs expected to last:
specialist-hours-label = Hours of job specialists:
mentor-hours-label = Hours of mentors:
unused-label = Openings without a proposal:
starts-that-stay = { $starts ->
    [0] None of the proposals stands as before.
    [one] One proposal stands as before.
   *[other] { $starts } proposals stand as before.
}
whose-plan-changes = Who it changes for
not-any-more = No longer:
now-instead = Now:
start-told = { $activity }, { $place }, from { $week }

decided-heading = Decided beforehand
decided-in-plan = { $candidate }: { $activity }, { $place }, from { $week }. It stands.
decided-not-in-plan = Cannot be put in: { $candidate }, { $place }. { CAPITAL($why) }
moved-heading = Moved since the last plan
moved = { $candidate }: { $activity }, { $place }, from { $week } is out of the plan. { $why }
stop-agreed = What is agreed with the same person stands in the way.
stop-not-that-week = It is possible in other weeks: { $weeks }.
stop-no-room = Places, hours or caseload do not suffice beside what else is decided.
stop-banned = Another decision says no to it.
gave-way = It is still possible, but the plan as a whole gains more by moving it.

floor-costs = { CAPITAL($group) }: that at least { $trials } are to begin costs the plan { $part }.
both-would-rather = Both would rather
both-would-rather-why =
    Here the candidate and the workplace would rather have each other than what the plan gives them. These are
    facts for the job specialist, and no fault of the plan.
blocking-beside = { $candidate }: { $activity }, { $place } (wish { $strength } of 5). { $side }
blocking-instead = { $candidate }: { $activity }, { $place } (wish { $strength } of 5), rather than { $instead }. { $side }
blocking-room = There is room.
blocking-wishes = It suits better what the employer has wished of tasks and hours.
