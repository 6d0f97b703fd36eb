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
    /// Source: Telemarksforsking report 811 (2024), 2.2, 2.2.1 and 2.2.3 to 2.2.5.
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
        /// Help from NAV: with a claim for disability benefit, or another measure.
        NavCooperation = "nav_cooperation",
        /// A place bought in a pre-approved enterprise, without state money.
        BoughtPlace = "bought_place",
    }

    /// Whose workplace it is, to the service.
    pub enum Arena {
        /// The service's own: its staff lead the work and follow up from day to day.
        Own = "own",
        /// An ordinary workplace, public or private.
        Ordinary = "ordinary",
    }

    /// Something that must be true of a person for a scheme. Asked where it is known, and never kept.
    ///
    /// Source: tiltaksforskriften (FOR-2015-12-11-1598) §§ 1-3 and 14-3; navikt/tiltaksgjennomforing-api,
    /// August 2026.
    pub enum Condition {
        /// Sixteen years or older.
        AtLeast16 = "at_least_16",
        /// Gets disability benefit, or is soon expected to.
        DisabilityBenefit = "disability_benefit",
        /// Needs special adaptation and close follow-up.
        SpecialAdaptation = "special_adaptation",
        /// Other measures have been looked at and do not fit.
        OtherMeasuresUnsuitable = "other_measures_unsuitable",
        /// The agreement ends before the person is 67.
        Below67AtEnd = "below_67_at_end",
        /// NAV's effort group is "liten mulighet til å jobbe" or "jobbe delvis".
        EffortGroup = "effort_group",
    }

    /// How it is decided who gets a place.
    ///
    /// Source: Telemarksforsking report 811 (2024), 3.3; heltmed.org.
    pub enum Selection {
        /// NAV keeps the waiting list or refers one by one; the provider can say no with a good reason.
        NavOrders = "nav_orders",
        /// The provider decides.
        ProviderDecides = "provider_decides",
        /// A panel agrees, or recommends.
        Panel = "panel",
        /// Posts are advertised, and several people interviewed.
        Interviews = "interviews",
    }

    /// A seat on a panel.
    ///
    /// Source: Telemarksforsking report 811 (2024), 2.3, 2.5 and 3.3.
    pub enum PanelSeat {
        /// NAV.
        Nav = "nav",
        /// The municipality.
        Municipality = "municipality",
        /// The provider.
        Provider = "provider",
        /// The municipality's personnel office.
        Personnel = "personnel",
        /// The service for housing with support.
        HousingSupport = "housing_support",
    }

    /// Who makes a formal decision on a place.
    pub enum Decider {
        /// NAV.
        Nav = "nav",
        /// The municipality's health and social office.
        HealthAndSocialOffice = "health_and_social_office",
    }

    /// What cannot be done before a decision.
    pub enum DecidedBefore {
        /// Looking for a workplace.
        Search = "search",
        /// Agreeing on a job.
        Agreement = "agreement",
    }

    /// Who employs the person.
    pub enum LegalEmployer {
        /// The municipality.
        Municipality = "municipality",
        /// The city district.
        District = "district",
        /// The provider.
        Provider = "provider",
        /// The workplace's own employer.
        Workplace = "workplace",
    }

    /// What is agreed in writing.
    pub enum AgreementKind {
        /// A contract of work between the person and the legal employer.
        Employment = "employment",
        /// Between the legal employer and the workplace.
        Outplacement = "outplacement",
        /// Between the person, the legal employer and the workplace.
        Tripartite = "tripartite",
        /// Between the person, the provider and the firm in which the person stays for a time.
        Secondment = "secondment",
        /// NAV's agreement on a place and its grant.
        NavPlace = "nav_place",
        /// On the reinforced follow-up.
        FollowUp = "follow_up",
    }

    /// Who follows up person and workplace.
    pub enum FollowUpParty {
        /// The municipality or the district.
        Municipality = "municipality",
        /// NAV.
        Nav = "nav",
        /// The provider.
        Provider = "provider",
        /// The foundation HELT MED.
        Foundation = "foundation",
        /// The workplace, through its mentor.
        Workplace = "workplace",
    }

    /// For what the state pays.
    pub enum GrantUnit {
        /// A job, whatever its position.
        Job = "job",
        /// A place that was used.
        UsedPlace = "used_place",
        /// A place that was agreed on.
        AgreedPlace = "agreed_place",
    }

    /// Who gets what the state pays.
    pub enum GrantReceiver {
        /// The workplace's employer.
        Employer = "employer",
        /// The provider of follow-up.
        Provider = "provider",
        /// The municipality.
        Municipality = "municipality",
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

impl Default for Consent {
    /// Nobody has said yes before they were asked.
    fn default() -> Self {
        Self::NotYet
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
