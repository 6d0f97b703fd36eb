## What can be done.

ask-for-release = Ask whether { $employers } may be told who it is about
get-certificate = Get { $certificate }
arrange-for-the-way = Arrange { $adaptation } to and from work
map-tasks = Find out how it goes with { $tasks }
talk-about-readiness = Talk about when it suits to try work
talk-about-trial = Talk about a work trial at the same place once the job taster is over
settle-scheme = Settle which scheme a job here is to be under
check-conditions = Settle what { $scheme } requires: { $conditions }
name-mentor = Ask the workplace to name a mentor
assign-specialist = Find the candidate a job specialist
expected-in = { $step } (expected in { weeks })

next-for-each-specialist = What to do next, for each job specialist
nobody-s-list = Without a job specialist
before-week = { $candidate }, before { $week }:
present-the-proposal = Present the proposal.
without-label = { $candidate }, no proposal:
talk-about-another-way = Talk about another way; the ways stand further up.
