## The rules that stopped openings, with the two figures where they are closest.

rule-no-yes-to-taking-part = the candidate has not said yes to taking part
rule-wants-to-wait = the candidate wants to wait with taking part
rule-said-no = the candidate has said no thanks
rule-closed-in-all-weeks = the place is closed in all the weeks
rule-declined = { $found } has said no to exactly this
rule-below-minimum-position = the wish is at most { $found }, and the service begins at { $needed }
rule-opening-below-minimum-position = the place is at most { $found }, and the service begins at { $needed }
rule-position-apart =
    the positions do not meet: the least for one is { $needed }, the most for the other is { $found }
rule-too-few-common-hours =
    days and hours meet too little: { $needed } a week are needed, { $found } are shared
rule-out-of-reach = the way is too long: { $needed }, and { $found } is the longest
rule-adaptation-missing = what is missing: { $needed }
rule-certificate-missing = the work asks for { $needed }
rule-avoided-family = the candidate does not want { $needed }
rule-avoided-employer = the candidate does not want this employer
rule-mentor-missing = no mentor is named, and the service asks for one
rule-release-refused = the employer is not to be told about the candidate
rule-scheme-wrong = the place is under { $needed }, the candidate under { $found }
rule-district-outside-scheme = the scheme does not reach { $found }
rule-arena-outside-scheme = the scheme asks for { $needed }, and this is { $found }
rule-sector-outside-scheme = the scheme asks for a { $needed } workplace, and this one is { $found }
rule-wage-outside-scheme = the wage here is { $found }, and the scheme has { $needed }
rule-wage-too-low = the wage here is { $found } an hour, and the scheme asks for more than { $needed }
rule-work-not-independent = the scheme asks for independent work: { $needed } is needed, and { $found } is mapped
rule-quota-full = the scheme is full: { $needed } are needed, { $found } is the limit
rule-decision-missing = { $needed } must have made a decision before anyone looks for a workplace
rule-made-for-another = kept until { $needed } for the person it was made for
rule-preparation = something must be in place before a start
rule-activity-not-offered = one can try a { $found } here, and the candidate is ready for a { $needed }
rule-not-open-in-these-weeks = the place is not open in these weeks; it is open { $found }
rule-horizon-too-short = it takes { $needed }, and the plan is for { $found }
rule-not-ready-in-time = all is in place only in { $needed }, and the last possible start is { $found }
rule-no-start-on-these-days = the workplace takes nobody new until after { $found }
rule-scheme-not-open = the scheme is not open to new people
rule-decision-later = the decision holds from { $found }, and the last possible start is { $needed }
rule-follow-up-lacking =
    the job specialist has too little time to follow up: { $needed } a week are needed, { $found } are free
rule-too-few-working-days =
    the period in which the place is open, holidays and closed days make the weeks too short: { $needed } a week
    are needed, { $found } is the most
rule-no-common-week = no week suits both

level = level { $value } of 5
kroner = { $value } kroner
per-cent = { $value } per cent
nothing = nothing
