## The words for the codes of the closed lists, as they stand within a sentence.

activity-jobbsmak = job taster
activity-trial = work trial

family-shop = shop work
family-kitchen = kitchen and café work
family-care = care work with people
family-children = work with children in nurseries and schools
family-caretaking = caretaking and cleaning
family-driving = driving and delivery
family-animals = work with animals
family-recycling = recycling and reuse
family-office = office work
family-production = production and packing
family-gardening = work with plants
family-library = library and archive work
family-warehouse = warehouse work
family-laundry = laundry work
family-media = work with computers, photos and media

task-routine = fixed tasks
task-varied = tasks that change
task-customers = customers and guests
task-people = people who need care
task-food = food and serving
task-cleaning = cleaning and tidying
task-machines = tools and machines
task-lifting = lifting and carrying
task-computer = computer work
task-outdoors = outdoor work
task-driving = driving
task-animals = work with animals

adaptation-step-free = step-free access
adaptation-quiet = quiet surroundings
adaptation-no-customers = no contact with customers
adaptation-fixed-routine = a fixed routine
adaptation-picture-instructions = tasks explained in pictures
adaptation-short-shifts = short shifts
adaptation-no-heavy-lifting = no heavy lifting
adaptation-safe-transport = safe transport
adaptation-extra-breaks = breaks when needed
adaptation-fixed-contact = one colleague to ask
adaptation-seated-work = work that can be done sitting down

certificate-police-certificate = a police certificate
certificate-food-hygiene = a food hygiene course
certificate-driving-licence = a driving licence
certificate-forklift = a forklift licence
certificate-first-aid = a first aid course

preparation-travel-training = Practise the way to work
preparation-transport = Arrange transport
preparation-aids = Get the aids that are needed
preparation-home-support = Arrange support at home around the working hours

arena-own = a workplace that the service runs itself
arena-ordinary = an ordinary workplace

wage-bonus = a bonus wage
wage-tariff-share = a share of the tariff wage
wage-tariff = the tariff wage
wage-unpaid = no wage

decider-nav = NAV
decider-health-and-social-office = the health and social office

condition-at-least-16 = 16 years or older
condition-disability-benefit = disability benefit now or soon
condition-special-adaptation = a need for special adaptation and follow-up
condition-other-measures-unsuitable = other measures looked at and not suited
condition-below-67-at-end = below 67 years when the agreement ends
condition-effort-group = NAV's effort group "jobbe delvis" or "liten mulighet til å jobbe"

route-gradual-start = start gently and grow to the least that the service can offer
route-day-centre = a day centre or work centre
route-education = education
route-sheltered-work = adapted work in a work-inclusion enterprise
route-ordinary-work-through-nav = adapted work in an ordinary enterprise through NAV
route-helt-med = HELT MED
route-nav-cooperation = help from NAV
route-bought-place = a place that the municipality buys in a work-inclusion enterprise

sector-public = public
sector-private = private

said-by-candidate = the candidate
said-by-specialist = the job specialist
said-by-employer = the employer
said-by-school = the school
said-by-family = someone close to the candidate
said-by-other-service = another service

by-walk = on foot
by-bicycle = by bicycle
by-public-transport = by bus or train
by-car = by car

topic-hours = days and hours
topic-position = the size of the position
topic-travel = the way to work

weekday-monday = Monday
weekday-tuesday = Tuesday
weekday-wednesday = Wednesday
weekday-thursday = Thursday
weekday-friday = Friday
weekday-saturday = Saturday
weekday-sunday = Sunday

step-engagement = 1 first contact
step-kartlegging = 2 vocational profiling
step-job-finding = 3 job finding
step-employer-engagement = 4 employer engagement
step-support = 5 support on the job

consent-not-yet = not answered yet
consent-yes = yes
consent-later = later
consent-no = no

readiness-not-yet = not ready yet
readiness-jobbsmak = job taster
readiness-trial = work trial

basis-tried = tried
basis-said = said
basis-guessed = guessed

earlier-jobbsmak = job taster
earlier-trial = work trial
earlier-job = job
earlier-school-placement = placement from school

outcome-led-to-job = led to a job
outcome-went-well = went well
outcome-no-fit = did not fit
outcome-declined = chose something else
outcome-ended-early = ended early

release-given = given
release-refused = refused
release-withdrawn = withdrawn
