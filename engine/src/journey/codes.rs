//! The closed lists of the journey.

use crate::domain::Step;
use crate::reading::codes;

codes! {
    /// Where a journey stands: finer than the five steps, since each stage has its own next events.
    pub enum Stage {
        /// Nothing has been recorded yet.
        NotReferred = "not_referred",
        /// Referred; information is due.
        Referred = "referred",
        /// Informed; the answer is the candidate's, and has no deadline.
        Informed = "informed",
        /// The candidate wants to wait; the place in the queue is kept.
        Considering = "considering",
        /// The candidate said no; the door stays open.
        Declined = "declined",
        /// The candidate said yes; admission and a job specialist may be due.
        Accepted = "accepted",
        /// A panel or a decision left the candidate out; someone can be asked, and a decision be complained about.
        NotAdmitted = "not_admitted",
        /// Vocational profiling.
        Kartlegging = "kartlegging",
        /// Looking for work.
        JobFinding = "job_finding",
        /// A jobbsmak is under way.
        Jobbsmak = "jobbsmak",
        /// A trial is under way.
        Trial = "trial",
        /// After what went well: an agreement is being made.
        Agreeing = "agreeing",
        /// A probation period is under way.
        Probation = "probation",
        /// At work, with follow-up.
        Employed = "employed",
        /// Employed, and a new workplace is being looked for.
        BetweenWorkplaces = "between_workplaces",
        /// On pause; the place in the queue is kept.
        Paused = "paused",
        /// Out of a job or an activity; the way back is to step 2 or 3.
        DroppedOut = "dropped_out",
        /// Gone another way.
        Closed = "closed",
    }

    /// Who acts. People are named by id, never by name.
    ///
    /// Source: Telemarksforsking report 811 (2024), 2.1 to 2.6 and 3.3.
    pub enum Role {
        /// Jobbspesialist, jobbkonsulent or jobbveileder.
        JobSpecialist = "job_specialist",
        /// Seksjonsleder.
        SectionLeader = "section_leader",
        /// Saksbehandler who makes decisions.
        Caseworker = "caseworker",
        /// NAV-veileder.
        NavAdviser = "nav_adviser",
        /// Overgangsansvarlig, from school to work.
        TransitionCoordinator = "transition_coordinator",
        /// The secretary or a member of an intake team or appointment panel.
        PanelMember = "panel_member",
        /// HR adviser.
        HrAdviser = "hr_adviser",
        /// Miljøarbeider or miljøterapeut.
        MilieuWorker = "milieu_worker",
        /// Prosjektleder.
        ProjectLeader = "project_leader",
    }

    /// Who referred the candidate.
    ///
    /// Source: Telemarksforsking report 811 (2024), 2.1.2, 2.2.3 to 2.6 and 4.2.
    pub enum ReferralSource {
        /// NAV.
        Nav = "nav",
        /// Bo- og miljøtjenesten.
        HousingAndMilieu = "housing_and_milieu",
        /// Miljøarbeidertjenesten.
        MilieuWork = "milieu_work",
        /// A caseworker who decides on services.
        Caseworker = "caseworker",
        /// A service unit of the district.
        DistrictService = "district_service",
        /// Bolig med bistand.
        AssistedLiving = "assisted_living",
        /// Støttetiltak for funksjonshemmede.
        DisabilitySupport = "disability_support",
        /// The ADL team.
        AdlTeam = "adl_team",
        /// Kommunal psykisk helsetjeneste.
        MentalHealthService = "mental_health_service",
        /// Fagsenter for barn og unge.
        ChildrenAndYouth = "children_and_youth",
        /// A school.
        School = "school",
        /// A day centre, work centre or activity centre.
        DayCentre = "day_centre",
        /// The candidate, by the municipality's web page or in another way.
        Candidate = "candidate",
        /// An application to the helse- og sosialkontor.
        HealthAndSocialOffice = "health_and_social_office",
        /// The waiting list of a tiltaksbedrift.
        ShelteredWaitingList = "sheltered_waiting_list",
        /// Informal contacts.
        InformalContact = "informal_contact",
    }

    /// Why a job or an activity ended.
    ///
    /// Source: Telemarksforsking report 811 (2024), 2.2.5, 2.6 and 3.8; ASVL on VTA in ordinary enterprises.
    pub enum ExitReason {
        /// The pay was low.
        LowPay = "low_pay",
        /// The person quit.
        Quit = "quit",
        /// Helped onward to what fits better.
        HelpedOnward = "helped_onward",
        /// A pause from the job.
        Pause = "pause",
        /// An unresolved situation.
        UnresolvedSituation = "unresolved_situation",
        /// The work did not suit.
        NotSuited = "not_suited",
        /// Health; what it is about is never stored.
        Health = "health",
        /// More follow-up was needed than could be given.
        FollowUpNeed = "follow_up_need",
        /// It did not work out with the employer.
        Employer = "employer",
        /// The person started a business.
        OwnBusiness = "own_business",
        /// The person moved to a job in the municipality.
        MunicipalJob = "municipal_job",
        /// The person moved to ordinary work.
        OrdinaryWork = "ordinary_work",
    }

    /// A way out. Being employed is none: follow-up has no end; a no or a "later" is none either.
    pub enum WayOut {
        /// On to work or a business of one's own, without the service.
        Onward = "onward",
        /// Referred elsewhere: a normal outcome.
        ReferredElsewhere = "referred_elsewhere",
        /// The candidate no longer takes part.
        Withdrew = "withdrew",
        /// The candidate lives in another municipality now.
        Moved = "moved",
    }

    /// How something was explained.
    pub enum Explained {
        /// In a conversation.
        Spoken = "spoken",
        /// In easy-to-read text.
        EasyRead = "easy_read",
        /// In pictures or symbols.
        Pictures = "pictures",
        /// With the person's own communication aid.
        CommunicationAid = "communication_aid",
        /// Through an interpreter.
        Interpreter = "interpreter",
        /// In sign language.
        SignLanguage = "sign_language",
        /// On a visit to a workplace.
        Visit = "visit",
    }

    /// Who supported the person in deciding. The answer is the person's own.
    pub enum Supporter {
        /// Family.
        Family = "family",
        /// A friend.
        Friend = "friend",
        /// A guardian.
        Guardian = "guardian",
        /// Staff of another service.
        ServiceStaff = "service_staff",
        /// A school.
        School = "school",
        /// Someone from an organisation of or for people with disabilities.
        Organisation = "organisation",
    }

    /// What a guardian's mandate covers.
    pub enum Mandate {
        /// Personal matters.
        Personal = "personal",
        /// Financial matters.
        Financial = "financial",
        /// Both.
        Both = "both",
        /// Not known; ask the guardian to show it.
        Unknown = "unknown",
    }

    /// How a person gave an answer; most ways need no electronic ID.
    pub enum GivenHow {
        /// With an electronic ID.
        ElectronicId = "electronic_id",
        /// With a signature on paper.
        Signature = "signature",
        /// Spoken; whoever records it has heard it.
        Spoken = "spoken",
        /// With the person's own communication aid; whoever records it has seen it.
        CommunicationAid = "communication_aid",
    }

    /// What a benefit and wage talk was about.
    pub enum MoneyTopic {
        /// Benefits.
        Benefits = "benefits",
        /// Wage.
        Wage = "wage",
        /// Support for housing.
        Housing = "housing",
    }

    /// How people were in touch.
    pub enum ContactHow {
        /// In person.
        InPerson = "in_person",
        /// By telephone.
        Telephone = "telephone",
        /// By video.
        Video = "video",
        /// In writing.
        Writing = "writing",
    }

    /// What an employer may be told about a candidate. There is no line for a diagnosis.
    pub enum ReleaseLine {
        /// Who the person is.
        Identity = "identity",
        /// What work the person wants.
        Wishes = "wishes",
        /// What the person can do.
        Strengths = "strengths",
        /// Days, hours and the size of the position.
        Hours = "hours",
        /// Adaptations of the workplace.
        Adaptations = "adaptations",
        /// How much help a mentor would give.
        Support = "support",
        /// Certificates.
        Certificates = "certificates",
        /// The way to work.
        Travel = "travel",
        /// Earlier work.
        EarlierWork = "earlier_work",
    }

    /// Who lets a candidate in under a scheme, or does not.
    pub enum Admitting {
        /// An intake team or appointment panel.
        Panel = "panel",
        /// The body that makes the formal decision.
        Decider = "decider",
        /// The provider, which can say no with a good reason.
        Provider = "provider",
    }

    /// What a panel, a body that decides or a provider came to.
    pub enum Ruling {
        /// The candidate is admitted.
        Granted = "granted",
        /// The candidate is left out.
        Refused = "refused",
    }

    /// A vote.
    pub enum Vote {
        /// For.
        For = "for",
        /// Against.
        Against = "against",
        /// Neither.
        Abstained = "abstained",
    }

    /// What an activity at a workplace rests on in law.
    ///
    /// Source: tiltaksforskriften (FOR-2015-12-11-1598) chapters 2 and 3 and § 14-10; Telemarksforsking
    /// report 811 (2024), 2.2.3 and 2.3.
    pub enum LegalVehicle {
        /// Arbeidstrening through NAV.
        WorkTraining = "work_training",
        /// Avklaring through NAV.
        Clarification = "clarification",
        /// Hospitering by someone employed in a tiltaksbedrift.
        Hospitering = "hospitering",
        /// An activity that the municipality has decided to give.
        MunicipalService = "municipal_service",
        /// An employment contract.
        Employment = "employment",
        /// A placement from school.
        SchoolPlacement = "school_placement",
        /// Not known.
        Unknown = "unknown",
    }

    /// A party to what happens at a workplace.
    pub enum Party {
        /// The municipality.
        Municipality = "municipality",
        /// A district.
        District = "district",
        /// NAV.
        Nav = "nav",
        /// A tiltaksbedrift or another provider.
        Provider = "provider",
        /// The workplace.
        Workplace = "workplace",
        /// A school.
        School = "school",
        /// Not known.
        Unknown = "unknown",
    }

    /// When the person is trained in what is dangerous at the workplace.
    pub enum SafetyTraining {
        /// Before the first day.
        BeforeStart = "before_start",
        /// On the first day.
        FirstDay = "first_day",
        /// Nobody has agreed on it.
        Unknown = "unknown",
    }

    /// Whether person and enterprise are of one family.
    ///
    /// Source: tiltaksforskriften (FOR-2015-12-11-1598) § 1-6: no grant for close persons, unless there are special
    /// reasons.
    pub enum FamilyTie {
        /// They are not.
        None = "none",
        /// They are.
        Related = "related",
        /// Nobody has asked, or nobody knows.
        Unknown = "unknown",
    }

    /// Why a candidate gets another job specialist.
    pub enum HandOverReason {
        /// The specialist is leaving or on leave.
        Absence = "absence",
        /// The caseload is balanced.
        Caseload = "caseload",
        /// The candidate asked for it.
        CandidateWish = "candidate_wish",
        /// The candidate's district changed.
        District = "district",
    }

    /// Which kind of day to remember.
    pub enum DeadlineKind {
        /// The last day to complain about a decision.
        Complaint = "complaint",
        /// The day the candidate wants to be asked again; nothing happens to the candidate when it passes.
        AskAgain = "ask_again",
        /// The last day of a release.
        ReleaseEnds = "release_ends",
        /// The last day of an activity.
        ActivityEnds = "activity_ends",
        /// The last day of a probation period.
        ProbationEnds = "probation_ends",
        /// The last day of a contract.
        ContractEnds = "contract_ends",
        /// The next follow-up.
        FollowUp = "follow_up",
    }
}

impl Default for Stage {
    /// Where every journey begins.
    fn default() -> Self {
        Self::NotReferred
    }
}

impl Stage {
    /// The step that a stage belongs to; those outside the five steps have none.
    #[must_use]
    pub fn step(self) -> Option<Step> {
        match self {
            Self::Referred | Self::Informed | Self::Accepted | Self::NotAdmitted => {
                Some(Step::Engagement)
            }
            Self::Kartlegging => Some(Step::Kartlegging),
            Self::JobFinding | Self::Jobbsmak => Some(Step::JobFinding),
            Self::Trial | Self::Agreeing | Self::Probation => Some(Step::EmployerEngagement),
            Self::Employed | Self::BetweenWorkplaces => Some(Step::Support),
            Self::NotReferred
            | Self::Considering
            | Self::Declined
            | Self::Paused
            | Self::DroppedOut
            | Self::Closed => None,
        }
    }
}

impl ExitReason {
    /// Whether the person went on to something of their own, so that the journey need not reopen.
    #[must_use]
    pub fn leads_onward(self) -> bool {
        match self {
            Self::HelpedOnward | Self::OwnBusiness | Self::MunicipalJob | Self::OrdinaryWork => {
                true
            }
            Self::LowPay
            | Self::Quit
            | Self::Pause
            | Self::UnresolvedSituation
            | Self::NotSuited
            | Self::Health
            | Self::FollowUpNeed
            | Self::Employer => false,
        }
    }
}
