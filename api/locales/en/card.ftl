## The card for the candidate, in easy words: short sentences, no jargon, nothing about other candidates.

card-heading = For you ({ $candidate })
card-own-words = You have said: “{ $words }”
card-agreed = You have an agreement: { $place }. You start on Monday { $day }. It lasts { weeks }.

card-where-label = Where?
card-where = { $workplace }.
card-way-about = The journey takes about { $time } { $by }.
card-way = The journey takes { $time }.
card-way-unknown = We do not know yet how long the journey is.
card-made-for-you = This place was made for you.

card-what-label = What?
card-jobbsmak = This is a job taster (jobbsmak). You can try the job for { weeks }.
card-trial = You can try the job for { weeks }.
card-finds-out = You find out if { $work } is for you.
card-tasks = This is what you can do there:

card-when-label = When?
card-start = You can start on Monday { $day }.
card-days = These days work: { $days }.
card-hours = You work about { hours } a week.

card-help-label = Who helps you?
card-specialist-comes = Your job specialist comes with you: { hours } in the first week.
card-specialist-is-there = Your job specialist is there for you.
card-specialist-first = First you get a job specialist. We will see to that.
card-mentor = A colleague at work helps you every day.
card-mentor-to-be-named = The workplace will find a colleague who helps you.
card-afterwards = Afterwards we can talk about trying for longer.

card-before-label = Before you start
card-step-release = We tell { $employer } nothing about you until you say yes.
card-step-certificate = You need { $certificate }. We help you.
card-step-travel-training = We practise the journey to work.
card-step-transport = We find you a lift.
card-step-aids = We get you the aids you need.
card-step-home-support = We make sure that you get help at home.
card-step-way = We find { $adaptation } to and from work.
card-step-takes = { $step } It takes about { weeks }.

card-good-label = Good for you
card-wish = You would like { $work }.
card-curious = You are curious about { $work }.
card-others-think = Some people think you will like { $work }.
card-mentor-has-time = They have plenty of time to help you.
card-short-way = The journey is short.
card-adapted = They have { $adaptations }.
card-experience = You have done work like this before.
card-sector-as-wished = The workplace is { $sector }. You wanted that.
card-went-well = Work like this has gone well for you.

card-think-label = Think about this too
card-not-mentioned = You have not said anything about { $work } yourself.
card-little-interest = You are not so interested in { $work }.
card-size = The hours are not quite what you wanted.
card-alone = You have to do more on your own than you are used to.
card-mentor-has-little-time = They have little time to help you.
card-long-way = The journey is long.
card-sector-not-as-wished = The workplace is { $sector }. You would rather have another kind.
card-did-not-fit = The last time you tried work like this, it did not go so well.

card-you-decide = You decide
card-yes-or-no = You can say yes. You can say no. A no costs nothing. You keep your place in the queue.
card-yes-or-no-to-each = You can say yes or no to each proposal. A no costs nothing. You keep your place in the queue.
card-or-choose = You can also choose something else:
card-alternative = { $place }. From Monday { $day }.
card-none-of-these = None of these. Then we keep looking together.
card-ask = Do you have a question? Ask your job specialist.
card-ask-the-service = Do you have a question? Ask us: { $service }.

card-next = What happens now?
card-we-look-on = We keep looking together with you. You are still in the queue.
card-still-in-the-queue = You are still in the queue. We will try again.
card-wants-to-wait = You want to wait. That is fine. Your place in the queue is the same. Tell us when you are ready.
card-said-no = You have said no, thank you. That is fine. You can say yes later if you want.
card-not-decided = You have not decided yet. There is no hurry. We do nothing until you say yes.
card-agreed-stands = Your agreement stands. We do not change it.
card-another-way = You want to work a little. That is good. With us the least is { hours } a week. There are other ways:
card-route-gradual-start = Start with a little. Work more in time.
card-route-day-centre = A day centre.
card-route-education = School or a course.
card-route-sheltered-work = A job in a workplace with a lot of help.
card-route-nav = A job with help from NAV.
card-route-nav-cooperation = Help together with NAV.
card-route-bought-place = A place that the municipality pays for.
card-route-helt-med = HELT MED: an ordinary job with help from the workplace and the municipality.
card-nothing-works = We found no place for you this time. It is not your fault.
card-too-far = The places are too far away.
card-ask-why = You can ask why.
card-why-hours = Your days and their days do not fit together.
card-why-position = The places have more or fewer hours than you want.
card-why-adaptations = The places lack something that you need.
card-why-certificates = The places ask for a certificate that you do not have.
card-why-mentor = The places have no colleague who can help you yet.
card-why-decision = A decision must be made first. We help you with that.
card-why-scheme = The scheme has no room for more now, or does not fit.
card-why-weeks = The places cannot take you in these weeks.
card-flexible = You have said that we can talk about { $topics }. Do you want to now?
card-no-specialist = There are places that could suit you. First you get a job specialist. We will see to that.
card-set-aside = We have no proposal for you now. It is not your fault.
card-nothing-new = We found nothing new that you can try now.
card-shortage = There are places that could suit you. But it does not work out this time. It is not your fault.
card-short-of-place = The places are in use.
card-short-of-jobs = They do not have enough jobs.
card-short-of-mentor-hours = Those who will help you at work have too little time.
card-short-of-specialist-hours = Your job specialist has too little time.
