//! The candidate's profile from kartlegging.

use jiff::civil::Date;

use super::{
    Adaptation, Answer, CandidateId, Certificate, Consent, Decider, EarlierActivity, EmployerId,
    Flexibility, InterestBasis, JobFamily, Level, Outcome, Period, PlacementId, PositionRange,
    PostalCode, PreparationKind, Readiness, SaidBy, SchemeCode, Sector, SpecialistId, Step,
    TaskKind, TravelMinutes, TravelMode, WeekHours, Weeks, Words,
};
use crate::reading::{Node, Read, Unique, check_not_empty, check_unique, record};

record! {
    /// What is known about a candidate: what is wanted, what goes well, what is needed.
    ///
    /// There is no field for diagnosis, origin or national identity number, and what a file says of name,
    /// gender and age is let go of as it is read ([`NotUsed`]).
    pub struct Candidate {
        /// A pseudonym.
        pub id: CandidateId,
        /// What the person says about work, in their own words.
        pub own_words: Option<Words>,
        /// The part of the municipality.
        pub district: Option<Words>,
        /// Where the way to work begins.
        pub postal_code: PostalCode,
        /// The candidate's own job specialist.
        pub specialist: Option<SpecialistId>,
        /// How far the journey has come.
        pub step: Step,
        /// The informed answer to taking part.
        pub consent: Consent,
        /// What the person is ready to try.
        pub readiness: Readiness,
        /// When the waiting began.
        pub waiting_since: Date,
        /// How often others came first while this candidate had options.
        pub times_passed_over: u32 = 0,
        /// Back after a job that ended.
        pub reentry: bool = false,
        /// On the way out of school.
        pub leaving_school: bool = false,
        /// The job the person has now and wants to leave, if any.
        pub placement: Option<PlacementId>,
        /// How the person gets about.
        pub travel: Travel,
        /// The positions that are wanted.
        pub wanted_position: PositionRange,
        /// Days and hours that suit.
        pub available: WeekHours,
        /// Days when the person cannot come.
        pub away: Vec<Period> = Vec::new(),
        /// What the person has said may be talked about.
        pub flexible: Vec<Flexibility> = Vec::new(),
        /// What kinds of work attract.
        pub interests: Vec<Interest> = Vec::new(),
        /// Kinds of work the person does not want.
        pub avoid_families: Vec<JobFamily> = Vec::new(),
        /// Employers the person does not want.
        pub avoid_employers: Vec<EmployerId> = Vec::new(),
        /// Where the person would rather be.
        pub sector_wish: Option<Sector>,
        /// Independence and support need, by kind of task.
        pub tasks: Vec<TaskProfile> = Vec::new(),
        /// Adaptations that must be there.
        pub adaptations: Vec<Adaptation> = Vec::new(),
        /// Certificates held.
        pub certificates: Vec<Certificate> = Vec::new(),
        /// Certificates under way.
        pub coming_certificates: Vec<ComingCertificate> = Vec::new(),
        /// What must be in place before any start.
        pub preparations: Vec<Preparation> = Vec::new(),
        /// Months of work in a family.
        pub experience: Vec<Experience> = Vec::new(),
        /// What was tried before.
        pub earlier: Vec<Earlier> = Vec::new(),
        /// Answers to being told about, by employer; none yet for employers that are not named.
        pub releases: Vec<Release> = Vec::new(),
        /// Schemes the person can be placed under; none named is not settled yet.
        pub schemes: Vec<SchemeCode> = Vec::new(),
        /// Formal decisions on a place that have been made.
        pub decisions: Vec<PlaceDecision> = Vec::new(),
        /// The most jobbsmak within the horizon, if the person wants fewer than the service model.
        pub jobbsmak_most: Option<u32>,
        /// What a file from elsewhere says of the person and nothing here rests on.
        pub not_used: Option<NotUsed>,
    }

    /// A formal decision that gives a place.
    pub struct PlaceDecision {
        /// Who made it.
        pub by: Decider,
        /// The first day on which it holds.
        pub from: Date,
    }

    /// How someone gets about.
    pub struct Travel {
        /// The ways that work for the person.
        pub modes: Vec<TravelMode>,
        /// The longest way to work, one way.
        pub minutes_most: TravelMinutes,
    }

    /// Who said something, when, and where it was seen.
    pub struct Seen {
        /// Who said it.
        pub by: SaidBy,
        /// When.
        pub on: Date,
        /// Where it was seen.
        pub at: Option<Words>,
    }

    /// An interest in a kind of work.
    pub struct Interest {
        /// The kind of work.
        pub family: JobFamily,
        /// How strong.
        pub strength: Level,
        /// How it is known.
        pub basis: InterestBasis,
        /// Where it comes from.
        pub seen: Option<Seen>,
    }

    /// How a kind of task goes. Levels that are not known yet are not there.
    pub struct TaskProfile {
        /// The kind of task.
        pub kind: TaskKind,
        /// How independently it goes.
        pub independence: Option<Level>,
        /// How much support it takes.
        pub support_need: Option<Level>,
        /// Where it comes from.
        pub seen: Option<Seen>,
    }

    /// A certificate under way.
    pub struct ComingCertificate {
        /// Which.
        pub certificate: Certificate,
        /// Weeks from the first Monday until it is there.
        pub weeks: Weeks,
    }

    /// Something that must be in place before any start.
    pub struct Preparation {
        /// What.
        pub kind: PreparationKind,
        /// Weeks from the first Monday until it is there.
        pub weeks: Weeks,
    }

    /// Work done before.
    pub struct Experience {
        /// The kind of work.
        pub family: JobFamily,
        /// For how many months.
        pub months: u32,
    }

    /// Something that was tried before.
    pub struct Earlier {
        /// What.
        pub activity: EarlierActivity,
        /// The kind of work.
        pub family: JobFamily,
        /// Where, if the employer is among those of the case.
        pub employer: Option<EmployerId>,
        /// When it ended.
        pub ended: Date,
        /// How it went.
        pub outcome: Outcome,
    }

    /// The candidate's answer to an employer's being told about them.
    pub struct Release {
        /// The employer.
        pub employer: EmployerId,
        /// The answer.
        pub answer: Answer,
    }
}

const UNIQUES: &[Unique] = &[
    Unique { list: "interests", field: "family" },
    Unique { list: "tasks", field: "kind" },
    Unique { list: "coming_certificates", field: "certificate" },
    Unique { list: "releases", field: "employer" },
];

impl Candidate {
    /// Checks what reading the fields one by one does not see.
    pub fn check(candidate: &Node<'_>) {
        check_unique(candidate, UNIQUES);
        check_not_empty(candidate, &["travel.modes", "available"]);
    }
}

/// Name, gender and age in a file that carries them: looked at for their form, and let go of.
///
/// Nothing of them is kept, so nothing can rest on them. Whoever has such a file need not take them out by
/// hand; whoever writes one leaves them out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct NotUsed {}

impl schemars::JsonSchema for NotUsed {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "NotUsed".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "Name, gender and age in a file that carries them: let go of as it is read.",
            "type": "object",
            "properties": {
                "name": {"type": ["string", "null"]},
                "gender": {"type": ["string", "null"]},
                "age": {"type": ["integer", "null"], "minimum": 0, "maximum": 255},
            },
            "additionalProperties": false,
        })
    }
}

impl Read for NotUsed {
    fn read(node: &Node<'_>) -> Option<Self> {
        let fields = node.fields(&["name", "gender", "age"])?;
        let name: Option<Option<String>> = fields.take("name");
        let gender: Option<Option<String>> = fields.take("gender");
        let age: Option<Option<u8>> = fields.take("age");
        (name.is_some() && gender.is_some() && age.is_some()).then_some(Self {})
    }
}
