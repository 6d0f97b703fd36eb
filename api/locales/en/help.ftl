## What could help a candidate without a proposal, in easy words. Workplace and service first; own limits only as a question.

help-label = This could help
help-place = { $place }.
help-both = Both are needed.
help-begin = Then you could perhaps start on Monday { $day }.
help-try = We cannot promise that it works out. Do you want us to try? A no costs nothing.

help-mentor = We can ask if a colleague there can help you.
help-start = We can ask if you can start in another week.
help-jobbsmak = We can ask if you can have a job taster there.
help-trial = We can ask if you can try the job for more weeks.
help-mentor-hours = We can ask if they have more time to help you.
help-smaller-position = We can ask the workplace if you can have fewer hours there.
help-larger-position = We can ask the workplace if you can have more hours there.
help-hours = We can ask if they have work for you also { $times }.
help-adaptations = We can ask for { $adaptations }.
help-places = We can ask if they have room for one more.
help-jobs = We can ask if they have one more job.
help-scheme = We can ask if the place can be arranged in another way.
help-specialist-hours = We can see if your job specialist can get more time.
help-caseload = We can see if your job specialist can help one more.
help-specialist = We can find a job specialist for you.
help-transport = We can see if somebody can drive you.
help-quota = We can ask if there can be one more place.
help-horizon = We can look a little further ahead.

help-question-label = A question for you
help-question-no = You have said that we can talk about it. You can say no. A no costs nothing.
help-ask-position = Would you think about working { hours } a week?
help-ask-hours = Would you think about working also { $times }?
help-ask-travel = Would you think about a journey of { $time }?
