## What would help: changes that give a proposal, openings that stand empty, workplaces to call.

repairs-heading = This can give a proposal. Each line has been tried by planning again, and holds while the rest of the plan is kept:
repairs-try = { $last ->
    [one] See what happens: femtrinn what-if CASE --repair { $candidate }:1
   *[other] See what a line does: femtrinn what-if CASE --repair { $candidate }:1 (to { $candidate }:{ $last })
}
no-repair = No change alone, and no two together, were found that give a proposal now.
repairs-cut-short = Not everything that could help was looked for: the limit of work (--work) was reached.
side-workplace = Ask the workplace:
side-service = The service:
side-person = A question for the candidate:
repair-line = { $side } { $change }.
repair-both = Two things are needed, together.
repair-gives = Possible then, from Monday { $day }: { $activity }, { $place }.
repair-others = Others may come first if the plan is made all anew, or when others who wait can have it too.

repair-name-mentor = { $place } names a mentor, with { $hours } a week
repair-start-in = { $place } takes somebody new in { $week }
repair-offer-activity = { $place } offers { $activity } as well
repair-mentor-hours = the mentor at { $place } has { $to } a week instead of { $from }
repair-specialist-hours = { $specialist } has { $to } a week for support instead of { $from }
repair-opening-position = { $place } can be { $to } per cent instead of { $from }
repair-opening-hours = { $place } has work also { $times }
repair-offer-adaptations = { $place } can adapt: { $adaptations }
repair-places = { $place } has { $to } places instead of { $from }
repair-jobs = { $place } can take { $to } for a trial instead of { $from }
repair-scheme = { $place } comes under { $to } instead of { $from }
repair-caseload = { $specialist } can follow up { $to } people instead of { $from }
repair-assign-specialist = { $specialist } becomes job specialist for { $candidate }
repair-transport = somebody drives to { $place } (about { $minutes })
repair-quota = { $scheme } gets { $to } places instead of { $from }
repair-horizon = look { $to } weeks ahead instead of { $from }
repair-ask-position = a position of { $to } per cent instead of { $from }
repair-ask-hours = work also { $times }
repair-ask-travel = a journey of up to { $to } instead of { $from }

unused-openings = Openings without a proposal
possible-for = { $place }: possible for { $people }
kept-opening = { $place }: is being kept
fewer-than-five = fewer than five
keeps-away = What keeps most people away: { $facts }.
fact-for = { $fact } ({ $people })
fact-position = the size of the position
fact-hours = days and hours
fact-way = the way there
fact-adaptations = what is not adapted
fact-certificates = certificates asked for
fact-mentor = no mentor named
fact-scheme = the scheme
fact-activities = what can be tried
fact-weeks = the weeks in which somebody can begin
more-people = Possible for { $people } if { $change }.
more-people-fills = Then there is somebody who can begin.
bundle = Tasks and hours that would suit most of those who wait: { $tasks }, { $times }. Then it is possible for { $people } of them, one at a time.

calls-heading = Who to call on Monday
call = { CAPITAL($family) } where the postal code begins with { $near }: can give { $people } who are waiting a start that they wish for.
call-tasks = Usual tasks: { $tasks }.
call-suits = What would suit: { $position } per cent, { $times }. Mentor up to { $mentor } a week.
call-for-few =
    Position, times and adaptations are not told here: they concern so few that it could show whom. Ask what
    the workplace can offer, and add it as an opening.
call-adaptations = Ask whether the workplace can adapt: { $adaptations }.
scarce-place = one place more
scarce-mentor-hour = one mentor hour more a week
scarce-job = one job more
scarce = Ask { $place } too: { $more } there could give the plan up to { $worth } more jobs that last.
