//! The closed lists of the domain. Readers' words for the codes are made outside the engine.

use crate::reading::codes;

codes! {
    /// What can be tried at a workplace.
    pub enum Activity {
        /// A job taster with the specialist close by.
        Jobbsmak = "jobbsmak",
        /// A trial placement.
        Trial = "trial",
    }

    /// A family of occupations that people have interests in.
    ///
    /// Source: Telemarksforsking report 811 (2024), 2.1.2, and the pilots of its chapter 2. Its "omsorg" is
    /// two families here, since people who want to be with old people and with children are not the same.
    pub enum JobFamily {
        /// Shop work.
        Shop = "shop",
        /// Kitchen, canteen, café and restaurant.
        Kitchen = "kitchen",
        /// Care for old people and for those who need it at home.
        Care = "care",
        /// Children in kindergarten and school.
        Children = "children",
        /// Caretaking and cleaning.
        Caretaking = "caretaking",
        /// Driving and delivery.
        Driving = "driving",
        /// Stable and farm.
        Animals = "animals",
        /// Recycling and reuse.
        Recycling = "recycling",
        /// Office and reception.
        Office = "office",
        /// Production and packing.
        Production = "production",
        /// Parks and gardens.
        Gardening = "gardening",
        /// Library and archive.
        Library = "library",
        /// Warehouse.
        Warehouse = "warehouse",
        /// Laundry.
        Laundry = "laundry",
        /// Computers, photo and media.
        Media = "media",
    }

    /// A kind of task, for which independence and support need are known.
    pub enum TaskKind {
        /// The same steps each time.
        Routine = "routine",
        /// Steps that vary from day to day.
        Varied = "varied",
        /// Meeting customers or guests.
        Customers = "customers",
        /// Being with people who are cared for, children among them.
        People = "people",
        /// Preparing or serving food.
        Food = "food",
        /// Cleaning and tidying.
        Cleaning = "cleaning",
        /// Tools and machines.
        Machines = "machines",
        /// Lifting and carrying.
        Lifting = "lifting",
        /// Work at a computer.
        Computer = "computer",
        /// Work outdoors.
        Outdoors = "outdoors",
        /// Driving.
        Driving = "driving",
        /// Work with animals.
        Animals = "animals",
    }

    /// An adaptation that a person needs and a workplace can offer.
    pub enum Adaptation {
        /// No steps on the way or at the workplace.
        StepFree = "step_free",
        /// A quiet place.
        Quiet = "quiet",
        /// No contact with customers.
        NoCustomers = "no_customers",
        /// The same routine each day.
        FixedRoutine = "fixed_routine",
        /// Instructions in pictures.
        PictureInstructions = "picture_instructions",
        /// Short shifts.
        ShortShifts = "short_shifts",
        /// No heavy lifting.
        NoHeavyLifting = "no_heavy_lifting",
        /// Safe transport to and from work.
        SafeTransport = "safe_transport",
        /// Breaks when they are needed.
        ExtraBreaks = "extra_breaks",
        /// The same colleague to turn to each day.
        FixedContact = "fixed_contact",
        /// Work that can be done seated.
        SeatedWork = "seated_work",
    }

    /// Proof that some work asks for.
    pub enum Certificate {
        /// A police certificate of conduct.
        PoliceCertificate = "police_certificate",
        /// A course in food hygiene.
        FoodHygiene = "food_hygiene",
        /// A driving licence for cars.
        DrivingLicence = "driving_licence",
        /// A forklift certificate.
        Forklift = "forklift",
        /// A course in first aid.
        FirstAid = "first_aid",
    }

    /// What must be in place before a start, beside certificates.
    pub enum PreparationKind {
        /// Practising the way to work.
        TravelTraining = "travel_training",
        /// Transport that must be arranged.
        Transport = "transport",
        /// Aids that must be ordered.
        Aids = "aids",
        /// Support at home that must be arranged around working hours.
        HomeSupport = "home_support",
    }

    /// A way to get to work.
    pub enum TravelMode {
        /// On foot.
        Walk = "walk",
        /// By bicycle.
        Bicycle = "bicycle",
        /// By bus or train.
        PublicTransport = "public_transport",
        /// By car, driving or being driven.
        Car = "car",
    }

    /// Public or private.
    pub enum Sector {
        /// Municipality, county or state.
        Public = "public",
        /// Everything else.
        Private = "private",
    }

    /// The five steps of Supported Employment.
    ///
    /// Source: European Union of Supported Employment, the five-stage process.
    pub enum Step {
        /// 1: first contact, information, an informed choice.
        Engagement = "engagement",
        /// 2: vocational profiling.
        Kartlegging = "kartlegging",
        /// 3: job finding.
        JobFinding = "job_finding",
        /// 4: employer engagement.
        EmployerEngagement = "employer_engagement",
        /// 5: support on and off the job.
        Support = "support",
    }

    /// The candidate's informed answer to taking part.
    pub enum Consent {
        /// Not asked yet, or still thinking.
        NotYet = "not_yet",
        /// Wants to take part.
        Yes = "yes",
        /// Wants to wait.
        Later = "later",
        /// Does not want to.
        No = "no",
    }

    /// What the candidate is ready to try.
    pub enum Readiness {
        /// Not yet.
        NotYet = "not_yet",
        /// A jobbsmak.
        Jobbsmak = "jobbsmak",
        /// A trial, and so a jobbsmak too.
        Trial = "trial",
    }

    /// How an interest is known.
    pub enum InterestBasis {
        /// The person has tried it.
        Tried = "tried",
        /// The person has said so.
        Said = "said",
        /// Someone has guessed it.
        Guessed = "guessed",
    }

    /// Who said it.
    pub enum SaidBy {
        /// The candidate.
        Candidate = "candidate",
        /// A job specialist.
        Specialist = "specialist",
        /// An employer or mentor.
        Employer = "employer",
        /// A school.
        School = "school",
        /// Someone close to the candidate.
        Family = "family",
        /// Another service.
        OtherService = "other_service",
    }

    /// The candidate's answer to a specialist's telling an employer about them.
    pub enum Answer {
        /// The employer may be told.
        Given = "given",
        /// The employer may not be told.
        Refused = "refused",
        /// The employer may no longer be told.
        Withdrawn = "withdrawn",
    }

    /// What was tried before.
    pub enum EarlierActivity {
        /// A job taster.
        Jobbsmak = "jobbsmak",
        /// A trial placement.
        Trial = "trial",
        /// A job, with or without a scheme.
        Job = "job",
        /// A placement from school.
        SchoolPlacement = "school_placement",
    }

    /// How it went.
    pub enum Outcome {
        /// It led to a job.
        LedToJob = "led_to_job",
        /// It went well.
        WentWell = "went_well",
        /// It did not fit.
        NoFit = "no_fit",
        /// The person chose something else.
        Declined = "declined",
        /// It ended early.
        EndedEarly = "ended_early",
    }

    /// What a person has said may be talked about.
    pub enum Flexibility {
        /// Days and hours.
        Hours = "hours",
        /// The size of the position.
        Position = "position",
        /// The way to work.
        Travel = "travel",
    }

    /// How work is paid.
    pub enum WageKind {
        /// A bonus wage on top of a benefit.
        Bonus = "bonus",
        /// A share of the tariff.
        TariffShare = "tariff_share",
        /// The tariff.
        Tariff = "tariff",
        /// No wage.
        Unpaid = "unpaid",
    }

    /// Where the journey can lead besides a job through the service: a normal outcome, not a failure.
    ///
    /// Source: Telemarksforsking report 811 (2024), 2.2 and 2.2.1.
    pub enum Route {
        /// Beginning with less and growing into the smallest position.
        GradualStart = "gradual_start",
        /// A day centre or work centre.
        DayCentre = "day_centre",
        /// Education.
        Education = "education",
        /// Adapted work in a pre-approved enterprise.
        ShelteredWork = "sheltered_work",
        /// Adapted work in an ordinary enterprise through NAV.
        OrdinaryWorkThroughNav = "ordinary_work_through_nav",
        /// The foundation HELT MED.
        HeltMed = "helt_med",
    }

    /// A day of the week.
    pub enum Weekday {
        /// Monday.
        Monday = "monday",
        /// Tuesday.
        Tuesday = "tuesday",
        /// Wednesday.
        Wednesday = "wednesday",
        /// Thursday.
        Thursday = "thursday",
        /// Friday.
        Friday = "friday",
        /// Saturday.
        Saturday = "saturday",
        /// Sunday.
        Sunday = "sunday",
    }
}

impl JobFamily {
    /// Occupations of the family, as STYRK-08 codes.
    ///
    /// Source: STYRK-08, Statistics Norway.
    #[must_use]
    pub fn styrk08_examples(self) -> &'static [&'static str] {
        match self {
            Self::Shop => &["5223", "9334"],
            Self::Kitchen => &["9412", "5120", "5131", "5246"],
            Self::Care => &["5321", "5322", "5329"],
            Self::Children => &["5311", "5312"],
            Self::Caretaking => &["5153", "9112", "9622"],
            Self::Driving => &["8322"],
            Self::Animals => &["6121", "9212"],
            Self::Recycling => &["9611", "9612"],
            Self::Office => &["4110", "4226"],
            Self::Production => &["8219", "9321", "9329"],
            Self::Gardening => &["6113", "9214"],
            Self::Library => &["4411", "4415"],
            Self::Warehouse => &["4321"],
            Self::Laundry => &["8157"],
            Self::Media => &["2513", "3431"],
        }
    }
}
