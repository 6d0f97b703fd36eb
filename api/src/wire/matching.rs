//! Match runs and proposals as the API shows them.

use std::collections::BTreeMap;

use engine::domain::{CandidateId, OpeningId, Outcome, PlacementId, SaidBy, Words};
use engine::journey::{ExitReason, FamilyTie, LegalVehicle, Party, SafetyTraining, Sequence};
use engine::problem::Activity;
use engine::reading::{Node, Read, Wrong};
use engine::revise::WhyNot;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use utoipa::ToSchema;

use super::{PeriodFillBody, Raw, UnpaidWorkBody, schema};
use crate::manners::Document;
use crate::runs::gather::PostalMap;
use crate::runs::{Facts, InTheWay, Priced, divide};
use crate::store::maps::StoredMap;
use crate::store::match_runs::{RunState, StoredRun};
use crate::store::outcomes::StoredOutcome;
use crate::store::proposals::{ProposalState, StoredProposal, StoredStep};
use crate::text::{self, Language, Said};

macro_rules! states {
    ($(#[$meta:meta])* $name:ident from $stored:ident { $($(#[$doc:meta])* $state:ident,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $($(#[$doc])* $state,)+
        }

        impl From<$stored> for $name {
            fn from(state: $stored) -> Self {
                match state {
                    $($stored::$state => Self::$state,)+
                }
            }
        }

        impl From<$name> for $stored {
            fn from(state: $name) -> Self {
                match state {
                    $($name::$state => Self::$state,)+
                }
            }
        }
    };
}

states! {
    /// How far a match run is.
    MatchRunState from RunState {
        /// Nobody has taken it yet.
        Waiting,
        /// A server is at work.
        Running,
        /// It has a plan.
        Done,
        /// It came to nothing, and says why.
        Failed,
        /// Somebody has called it off.
        Cancelled,
    }
}

states! {
    /// What has come in the way of a proposal.
    InTheWayCode from InTheWay {
        /// The opening is over.
        OpeningClosed,
        /// The opening takes nobody new for now.
        OpeningPaused,
        /// Nobody at the workplace instructs.
        MentorGone,
        /// Others have the places in its weeks.
        PlaceGone,
    }
}

states! {
    /// How far a proposal is.
    ProposalStateCode from ProposalState {
        /// People have not decided yet.
        Awaiting,
        /// It is booked.
        Approved,
        /// Somebody has said no.
        Rejected,
        /// It does not stand any more, for no fault of anybody's.
        Withdrawn,
        /// A later run proposes something else, and nobody had been told.
        Replaced,
        /// The week in which it was to begin is over.
        Expired,
    }
}

/// What is asked of a match run. All of it may be left out.
#[derive(Debug, ToSchema)]
pub struct MatchQuestion {
    /// The Monday on which the plan begins; the next one unless it is said.
    #[schema(value_type = Option<String>, format = Date)]
    pub first_monday: Option<Date>,
    /// Its length in weeks.
    #[schema(minimum = 1, maximum = 26, default = 10)]
    pub horizon_weeks: Option<usize>,
    /// Stop when no plan can be better by more than this share of it.
    #[schema(minimum = 0, maximum = 1, default = 0.0002)]
    pub gap: Option<f64>,
    /// Stop after so many units of work, of about 10 µs of one core each.
    #[schema(minimum = 1, maximum = 10_000_000, default = 300_000)]
    pub work: Option<u64>,
    /// Pairs that are to be in the plan.
    #[schema(value_type = Option<Vec<schema::Pin>>)]
    pub pins: Vec<()>,
    /// Pairs that are not to be in the plan.
    #[schema(value_type = Option<Vec<schema::Ban>>)]
    pub bans: Vec<()>,
}

/// A match run: figures, and nobody.
#[derive(Debug, Serialize, ToSchema)]
pub struct MatchRunBody {
    /// Its id.
    pub id: String,
    /// How far it is.
    pub state: MatchRunState,
    /// When it was asked for.
    #[schema(format = DateTime)]
    pub created_at: String,
    /// When it changed last.
    #[schema(format = DateTime)]
    pub changed_at: String,
    /// What was asked; whom it names is left out.
    #[schema(value_type = Object)]
    pub question: Box<RawValue>,
    /// How far the plan has come: `objective`, `bound`, `work`, `work_limit`.
    #[schema(value_type = Option<Object>)]
    pub progress: Option<Box<RawValue>>,
    /// What came of it.
    pub result: Option<MatchResultBody>,
    /// Why it came to nothing; what to do about each.
    pub faults: Vec<String>,
}

/// What came of a match run.
#[derive(Debug, Serialize, ToSchema)]
pub struct MatchResultBody {
    /// The version of the program that made it.
    pub engine: String,
    /// The version of the value model it rests on.
    pub value_model: String,
    /// The version of the municipality's rules it was made under.
    pub rules_version: Option<i64>,
    /// SHA-256 of the case, the problem, the plan and the answer: `femtrinn rerun` gives the same.
    #[schema(value_type = BTreeMap<String, String>)]
    pub hashes: BTreeMap<String, String>,
    /// How many starts it proposes.
    pub proposals: usize,
    /// For how many it proposes nothing.
    pub without: usize,
    /// What the plan is worth, in lasting starts with priority and time counted in.
    pub objective: f64,
    /// What no plan can exceed.
    pub bound: f64,
    /// The difference as a share of the plan.
    pub gap: f64,
    /// Why the solver stopped.
    pub status: String,
    /// Work units it took.
    pub work: u64,
}

impl From<StoredRun> for MatchRunBody {
    fn from(run: StoredRun) -> Self {
        #[derive(Deserialize)]
        struct Failed {
            faults: Vec<String>,
        }
        let StoredRun { id, state, question, progress, rules_version, facts, .. } = run;
        let facts = facts.map(|it| it.0);
        let read = facts.as_deref().and_then(|it| serde_json::from_str::<Facts>(it).ok());
        let failed = facts.as_deref().and_then(|it| serde_json::from_str::<Failed>(it).ok());
        let result = read.map(|facts| {
            let Facts {
                engine,
                value_model,
                hashes,
                proposals,
                without,
                objective,
                bound,
                gap,
                status,
                work,
            } = facts;
            MatchResultBody {
                engine,
                value_model,
                rules_version: rules_version.map(|it| it.0),
                hashes,
                proposals,
                without,
                objective,
                bound,
                gap,
                status,
                work,
            }
        });
        Self {
            id,
            state: state.into(),
            created_at: run.created_at.to_string(),
            changed_at: run.changed_at.to_string(),
            question: question.raw(),
            progress: progress.filter(|_| state == RunState::Running).map(Raw::raw),
            result,
            faults: failed.map(|it| it.faults).unwrap_or_default(),
        }
    }
}

/// What the last run says of one person.
#[derive(Debug, Serialize, ToSchema)]
pub struct CandidateMatchBody {
    /// Who.
    pub candidate: String,
    /// The run.
    pub run: String,
    /// When it was asked for.
    #[schema(format = DateTime)]
    pub created_at: String,
    /// What is proposed, and why.
    #[schema(value_type = Vec<Object>)]
    pub proposals: Vec<Box<RawValue>>,
    /// What else there is room for: the person chooses, or none of these.
    #[schema(value_type = Vec<Object>)]
    pub alternatives: Vec<Box<RawValue>>,
    /// Why nothing is proposed: rules and shortages.
    #[schema(value_type = Vec<Object>)]
    pub without: Vec<Box<RawValue>>,
    /// Why no trial is proposed to somebody who is ready for one.
    #[schema(value_type = Vec<Object>)]
    pub without_trial: Vec<Box<RawValue>>,
    /// The smallest changes that would help, the workplace's and the service's first.
    #[schema(value_type = Vec<Object>)]
    pub repairs: Vec<Box<RawValue>>,
    /// What was decided beforehand, and what became of it.
    #[schema(value_type = Vec<Object>)]
    pub decisions: Vec<Box<RawValue>>,
    /// What was published before and is not in the plan, and why.
    #[schema(value_type = Vec<Object>)]
    pub moved: Vec<Box<RawValue>>,
    /// Why the person was not matched at all.
    #[schema(value_type = Vec<Object>)]
    pub left_out: Vec<Box<RawValue>>,
    /// The same in words, in the language of `Accept-Language`; nothing of runs from before there were words.
    pub said: Vec<SaidBody>,
}

/// What is said of a proposal, of why there is none, or of what would help.
#[derive(Debug, Serialize, ToSchema)]
pub struct SaidBody {
    /// Of what: `proposal`, `without`, `without_trial` or `repair`, in the order of the lists.
    pub about: String,
    /// Where, of a proposal or of what a repair gives.
    pub opening: Option<String>,
    /// What, of the same: `jobbsmak` or `trial`.
    pub activity: Option<String>,
    /// The lines.
    pub lines: Vec<String>,
}

/// What a person's part of a run says in words.
fn said(part: &divide::Part) -> impl Iterator<Item = Said> + '_ {
    part.list("/said").filter_map(|it| serde_json::from_str::<Said>(it.get()).ok())
}

impl CandidateMatchBody {
    /// What a person's part of a run says.
    #[must_use]
    pub fn of(candidate: String, run: &StoredRun, part: &divide::Part, language: Language) -> Self {
        let in_words = |it: Said| SaidBody {
            about: it.about.clone(),
            opening: it.opening.clone(),
            activity: it.activity.clone(),
            lines: it.lines(language),
        };
        let list = |address: &str| part.list(address).map(ToOwned::to_owned).collect();
        Self {
            candidate,
            run: run.id.clone(),
            created_at: run.created_at.to_string(),
            proposals: list("/answer/proposals"),
            alternatives: list("/answer/alternatives"),
            without: list("/answer/without"),
            without_trial: list("/answer/without_trial"),
            repairs: list("/answer/repairs"),
            decisions: list("/answer/decisions"),
            moved: list("/answer/moved"),
            left_out: list("/left_out"),
            said: said(part).map(in_words).collect(),
        }
    }
}

/// A proposal in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProposalRow {
    /// Its id.
    pub id: String,
    /// Who.
    pub candidate: String,
    /// Where.
    pub opening: String,
    /// What: `jobbsmak` or `trial`.
    pub activity: String,
    /// The Monday on which it begins.
    #[schema(format = Date)]
    pub monday: String,
    /// How many weeks.
    pub weeks: i64,
    /// How far it is.
    pub state: ProposalStateCode,
    /// Whose answer is next: `candidate`, `employer` or `specialist`.
    pub waits_for: Option<&'static str>,
    /// The day by which they were to answer. It reminds; nothing happens to the person when it passes.
    #[schema(format = Date)]
    pub answer_by: Option<String>,
    /// Whether that day has passed.
    pub is_overdue: bool,
    /// What has come in the way since it was proposed, while it is decided on.
    pub in_the_way: Vec<InTheWayCode>,
}

impl ProposalRow {
    /// A proposal as it stands on a day.
    #[must_use]
    pub fn of(proposal: &StoredProposal, in_the_way: &[InTheWay], today: Date) -> Self {
        let StoredProposal { id, candidate_id, opening_id, state, answer_by, .. } = proposal;
        let waits_for = match proposal {
            StoredProposal { state: ProposalState::Awaiting, candidate_yes_on: None, .. } => {
                Some("candidate")
            }
            StoredProposal { state: ProposalState::Awaiting, employer_yes_on: None, .. } => {
                Some("employer")
            }
            StoredProposal { state: ProposalState::Awaiting, .. } => Some("specialist"),
            _ => None,
        };
        let day = answer_by.as_ref().and_then(|day| day.parse::<Date>().ok());
        Self {
            id: id.clone(),
            candidate: candidate_id.to_string(),
            opening: opening_id.to_string(),
            activity: proposal.activity.clone(),
            monday: proposal.monday.clone(),
            weeks: proposal.weeks,
            state: (*state).into(),
            waits_for,
            answer_by: answer_by.clone(),
            is_overdue: waits_for.is_some() && day.is_some_and(|day| day < today),
            in_the_way: in_the_way.iter().copied().map(Into::into).collect(),
        }
    }
}

/// A proposal with its reasons. Who reads it has read the reasons.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProposalBody {
    /// The proposal in short.
    #[serde(flatten)]
    pub row: ProposalRow,
    /// How often it was changed, and once more.
    #[schema(minimum = 1)]
    pub version: i64,
    /// The run that proposes it.
    pub run: String,
    /// When the candidate or the employer was told first; from then on it stands.
    #[schema(format = Date)]
    pub told_on: Option<String>,
    /// When the candidate said yes.
    #[schema(format = Date)]
    pub candidate_yes_on: Option<String>,
    /// When the employer said yes.
    #[schema(format = Date)]
    pub employer_yes_on: Option<String>,
    /// What is proposed, what speaks for and against it, and what it takes.
    #[schema(value_type = Object)]
    pub proposal: Box<RawValue>,
    /// What the candidate could choose instead, beside none of it.
    #[schema(value_type = Vec<Object>)]
    pub alternatives: Vec<Box<RawValue>>,
    /// What is proposed and why, and what has come in the way, in the language of `Accept-Language`; a line for each.
    #[schema(value_type = Vec<String>)]
    pub said: Vec<String>,
    /// What people have done about it.
    pub steps: Vec<ProposalStepBody>,
    /// Work without pay so far, of the person and at the workplace, while it is decided on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unpaid_work: Option<UnpaidWorkBody>,
}

impl ProposalBody {
    /// A proposal with all there is to say of it.
    #[must_use]
    pub fn of(
        stored: StoredProposal,
        part: Option<&divide::Part>,
        steps: Vec<StoredStep>,
        (in_the_way, today): (&[InTheWay], Date),
        language: Language,
    ) -> Self {
        let is_this = |it: &Said| {
            it.about == "proposal"
                && it.opening.as_deref() == Some(stored.opening_id.as_str())
                && it.activity.as_ref() == Some(&stored.activity)
        };
        let of_pair = part.into_iter().flat_map(said).find(is_this);
        let mut words = of_pair.map(|it| it.lines(language)).unwrap_or_default();
        words.extend(text::in_the_way(language, in_the_way));
        let row = ProposalRow::of(&stored, in_the_way, today);
        let of_person = part.into_iter().flat_map(|part| part.list("/answer/alternatives"));
        Self {
            row,
            version: stored.version.0,
            run: stored.run_id,
            told_on: stored.told_on,
            candidate_yes_on: stored.candidate_yes_on,
            employer_yes_on: stored.employer_yes_on,
            proposal: stored.body.raw(),
            alternatives: of_person.map(ToOwned::to_owned).collect(),
            said: words,
            steps: steps.into_iter().map(ProposalStepBody::from).collect(),
            unpaid_work: None,
        }
    }
}

/// A step that was taken.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProposalStepBody {
    /// Which.
    pub step: String,
    /// Why, as a code.
    pub reason: Option<String>,
    /// Who took it.
    pub by: String,
    /// Whether they had opened the reasons for the proposal before.
    pub has_read_reasons: bool,
    /// When.
    #[schema(format = DateTime)]
    pub at: String,
}

impl From<StoredStep> for ProposalStepBody {
    fn from(step: StoredStep) -> Self {
        let StoredStep { version: _, step, reason, taken_by, has_read, created_at } = step;
        Self { step, reason, by: taken_by, has_read_reasons: has_read, at: created_at.to_string() }
    }
}

macro_rules! listed {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $item:ident = $code:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $($(#[$doc])* $item,)+
        }

        impl $name {
            /// Every one of them.
            pub const ALL: [Self; [$($code),+].len()] = [$(Self::$item),+];

            /// As it is written.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$item => $code,)+
                }
            }
        }

        impl Read for $name {
            fn read(node: &Node<'_>) -> Option<Self> {
                match node.text() {
                    $(Some($code) => Some(Self::$item),)+
                    _ => {
                        node.fault(Wrong::UnknownCode { known: vec![$($code),+] });
                        None
                    }
                }
            }
        }
    };
}

listed! {
    /// What is done about a proposal.
    ProposalStep {
        /// The candidate has been told of it. From now on no plan moves it.
        Tell = "tell",
        /// The candidate says yes.
        CandidateYes = "candidate_yes",
        /// The candidate says no. No reason is owed, and it costs nothing.
        CandidateNo = "candidate_no",
        /// The employer accepts.
        EmployerYes = "employer_yes",
        /// The employer says no, and why.
        EmployerNo = "employer_no",
        /// A named job specialist approves: it is booked.
        Approve = "approve",
        /// A job specialist rejects it, and says why. Later plans leave the pair out.
        Reject = "reject",
        /// It does not stand any more, for no fault of anybody's.
        Withdraw = "withdraw",
    }
}

listed! {
    /// Why somebody says no. The list is an assumption; what is behind it is nobody's business.
    NoReason {
        /// None of what was offered suits the person.
        NoneOfThese = "none_of_these",
        /// The person wants another kind of work.
        OtherWish = "other_wish",
        /// The time does not suit.
        Timing = "timing",
        /// The way to work does not suit.
        Travel = "travel",
        /// Days or hours do not suit.
        Hours = "hours",
        /// The workplace has no fadder for it now.
        NoMentor = "no_mentor",
        /// The workplace has no room or work for it now.
        NoRoom = "no_room",
        /// The workplace wants certificates that are not there yet.
        Certificates = "certificates",
        /// The job specialist knows something that the plan does not.
        LocalKnowledge = "local_knowledge",
        /// The job specialist's hours do not suffice.
        SpecialistHours = "specialist_hours",
        /// What it rested on has changed.
        Changed = "changed",
    }
}

/// A step to take about a proposal.
#[derive(Debug, ToSchema)]
pub struct ProposalStepRequest {
    /// What is done.
    pub step: ProposalStep,
    /// The day it happened; today unless it is said.
    #[schema(value_type = Option<String>, format = Date)]
    pub on: Option<Date>,
    /// Why; `employer_no`, `reject` and `withdraw` ask for it.
    pub reason: Option<NoReason>,
    /// What a booking must say; `approve` asks for it.
    pub booking: Option<BookingTerms>,
}

/// What a booking must say beside what is proposed. What is unknown blocks it.
#[derive(Debug, ToSchema)]
pub struct BookingTerms {
    /// The first day; the Monday of the proposal unless it is said.
    #[schema(value_type = Option<String>, format = Date)]
    pub first_day: Option<Date>,
    /// The last day; the Friday of the last week unless it is said.
    #[schema(value_type = Option<String>, format = Date)]
    pub last_day: Option<Date>,
    /// Whether it is settled who the fadder is.
    pub mentor_named: bool,
    /// What it rests on in law.
    #[schema(value_type = schema::LegalVehicle)]
    pub legal_vehicle: LegalVehicle,
    /// Who answers for it.
    #[schema(value_type = schema::Party)]
    pub responsible: Party,
    /// Whose insurance covers the person.
    #[schema(value_type = schema::Party)]
    pub insured_by: Party,
    /// When the person is trained in what is dangerous there.
    #[schema(value_type = schema::SafetyTraining)]
    pub safety_training: SafetyTraining,
    /// Whether person and enterprise are of one family: `none`, `related` or `unknown`, which it is unless it is said.
    #[schema(value_type = schema::FamilyTie, required = false)]
    pub family: FamilyTie,
    /// The special reasons, if they are.
    #[schema(value_type = Option<String>, min_length = 1, max_length = 2000)]
    pub family_reasons: Option<Words>,
    /// Why there is to be more work without pay than the rules reckon with; asked for where there is.
    #[schema(value_type = Option<String>, min_length = 1, max_length = 2000)]
    pub beyond_because: Option<Words>,
}

impl Read for ProposalStepRequest {
    fn read(node: &Node<'_>) -> Option<Self> {
        let fields = node.fields(&["step", "on", "reason", "booking"])?;
        let step = fields.take("step");
        let on: Option<Option<Date>> = fields.take("on");
        let reason: Option<Option<NoReason>> = fields.take("reason");
        let booking: Option<Option<BookingTerms>> = fields.take("booking");
        Some(Self { step: step?, on: on?, reason: reason?, booking: booking? })
    }
}

impl BookingTerms {
    /// The fields that must be there.
    pub const ASKED_FOR: [&str; 5] =
        ["mentor_named", "legal_vehicle", "responsible", "insured_by", "safety_training"];
}

impl Read for BookingTerms {
    fn read(node: &Node<'_>) -> Option<Self> {
        let fields = node.fields(&[
            "first_day",
            "last_day",
            "mentor_named",
            "legal_vehicle",
            "responsible",
            "insured_by",
            "safety_training",
            "family",
            "family_reasons",
            "beyond_because",
        ])?;
        let first_day: Option<Option<Date>> = fields.take("first_day");
        let last_day: Option<Option<Date>> = fields.take("last_day");
        let mentor_named = fields.take("mentor_named");
        let legal_vehicle = fields.take("legal_vehicle");
        let responsible = fields.take("responsible");
        let insured_by = fields.take("insured_by");
        let safety_training = fields.take("safety_training");
        let family = fields.take_or_else("family", || Some(FamilyTie::Unknown));
        let family_reasons: Option<Option<Words>> = fields.take("family_reasons");
        let beyond_because: Option<Option<Words>> = fields.take("beyond_because");
        Some(Self {
            first_day: first_day?,
            last_day: last_day?,
            mentor_named: mentor_named?,
            legal_vehicle: legal_vehicle?,
            responsible: responsible?,
            insured_by: insured_by?,
            safety_training: safety_training?,
            family: family?,
            family_reasons: family_reasons?,
            beyond_because: beyond_because?,
        })
    }
}

impl Document for ProposalStepRequest {}

/// What people have decided about proposals: about nobody. `null` where it could tell of single people.
#[derive(Debug, PartialEq, Serialize, ToSchema)]
pub struct DecisionFiguresBody {
    /// Proposals in each state.
    pub states: BTreeMap<String, Option<i64>>,
    /// Bookings that were approved.
    pub approved: Option<i64>,
    /// Of those, approved by somebody who had not opened the reasons.
    pub approved_unread: Option<i64>,
    /// Bookings on journeys that no proposal led to.
    pub booked_without_proposal: Option<i64>,
    /// Proposals that a job specialist has rejected.
    pub overridden: Option<i64>,
    /// Their share of what specialists have approved or rejected; nothing before the first.
    pub share_overridden: Option<f64>,
    /// How often somebody has said no or taken it back, by step and reason.
    pub reasons: Vec<ReasonCountBody>,
}

/// How often a reason was given.
#[derive(Debug, PartialEq, Serialize, ToSchema)]
pub struct ReasonCountBody {
    /// The step.
    pub step: String,
    /// The reason.
    pub reason: String,
    /// How often.
    pub count: Option<i64>,
}

/// Where a municipality's postal codes are.
#[derive(Debug, Serialize, ToSchema)]
pub struct MapBody {
    /// How often it was changed; 0 where there is none yet.
    pub version: i64,
    /// The map itself.
    #[schema(value_type = PostalCodes)]
    pub map: Box<RawValue>,
}

/// Postal codes, each with its place.
#[derive(Debug, ToSchema)]
pub struct PostalCodes {
    /// The codes.
    #[schema(value_type = Vec<schema::PostalPoint>)]
    pub postal_codes: Vec<()>,
}

impl Document for PostalMap {
    fn check(root: &Node<'_>) {
        engine::reading::check_unique(
            root,
            &[engine::reading::Unique { list: "postal_codes", field: "code" }],
        );
    }
}

impl From<Option<StoredMap>> for MapBody {
    fn from(stored: Option<StoredMap>) -> Self {
        let none = || crate::store::Document("{\"postal_codes\":[]}".to_owned());
        let (version, body) = stored.map_or_else(|| (0, none()), |it| (it.version.0, it.body));
        Self { version, map: body.raw() }
    }
}

/// How many of the places are used, on a day. Of places, and of nobody.
#[derive(Debug, Serialize, ToSchema)]
pub struct FillRateBody {
    /// The day.
    #[schema(format = Date)]
    pub on: String,
    /// Places that there are.
    pub places: i64,
    /// Places that are filled by people with a job.
    pub at_work: i64,
    /// Places that somebody tries this week.
    pub trying: i64,
    /// Places filled by people with a job, as a share of those there are; nothing where there are none.
    pub share: Option<f64>,
    /// The same by opening.
    pub openings: Vec<OpeningFillBody>,
    /// The field's four readings over a period: this month so far unless another one is asked for.
    pub period: PeriodFillBody,
}

/// How many of the places of an opening are used.
#[derive(Debug, Serialize, ToSchema)]
pub struct OpeningFillBody {
    /// Which.
    pub opening: String,
    /// Whose.
    pub employer: String,
    /// Places that there are.
    pub places: i64,
    /// Places that are filled by people with a job; more than there are where the employer took on more.
    pub at_work: i64,
    /// Places that somebody tries this week.
    pub trying: i64,
}

impl FillRateBody {
    /// Adds up openings. More people than places fill no other opening's.
    #[must_use]
    pub fn of(on: Date, openings: Vec<OpeningFillBody>, period: PeriodFillBody) -> Self {
        let sum = |of: &dyn Fn(&OpeningFillBody) -> i64| openings.iter().map(of).sum::<i64>();
        let (places, filled) = (sum(&|it| it.places), sum(&|it| it.at_work.min(it.places)));
        #[expect(clippy::cast_precision_loss, reason = "counts of places")]
        let share = (places > 0).then(|| filled as f64 / places as f64);
        let (at_work, trying) = (sum(&|it| it.at_work), sum(&|it| it.trying));
        Self { on: on.to_string(), places, at_work, trying, share, openings, period }
    }
}

/// Why an opening is not proposed to a candidate.
#[derive(Debug, Serialize, ToSchema)]
pub struct WhyNotBody {
    /// Who.
    pub candidate: String,
    /// Where.
    pub opening: String,
    /// The run that was asked.
    pub run: String,
    /// Why, for each activity: `chosen`, `closed` with every reason, `costs` with the least it would cost, and so on.
    #[schema(value_type = Vec<Object>)]
    pub why_not: Vec<Box<RawValue>>,
}

impl WhyNotBody {
    /// What was found.
    ///
    /// # Panics
    ///
    /// Never: what the engine answers has text keys and finite numbers.
    #[must_use]
    pub fn of(candidate: &CandidateId, opening: &OpeningId, run: String, found: &[WhyNot]) -> Self {
        let raw = |it: &WhyNot| serde_json::value::to_raw_value(it).expect("it has text keys");
        let (candidate, opening) = (candidate.to_string(), opening.to_string());
        Self { candidate, opening, run, why_not: found.iter().map(raw).collect() }
    }
}

/// What somebody says became of an activity or a job.
#[derive(Debug, ToSchema)]
pub struct OutcomeRequest {
    /// The number of the event that booked the activity; this or `placement`.
    #[schema(value_type = Option<u32>, minimum = 1)]
    pub booking: Option<Sequence>,
    /// The job; this or `booking`.
    #[schema(value_type = Option<String>)]
    pub placement: Option<PlacementId>,
    /// Who says it: `specialist`, `employer` or `candidate`.
    #[schema(value_type = String)]
    pub by: SaidBy,
    /// The day it is said of.
    #[schema(value_type = String, format = Date)]
    pub on: Date,
    /// How it went.
    #[schema(value_type = String)]
    pub outcome: Outcome,
    /// Why it ended, where it did.
    #[schema(value_type = Option<String>)]
    pub reason: Option<ExitReason>,
    /// What whoever says it wants to have said.
    #[schema(value_type = Option<String>, min_length = 1, max_length = 2000)]
    pub own_words: Option<Words>,
}

impl Read for OutcomeRequest {
    fn read(node: &Node<'_>) -> Option<Self> {
        let fields =
            node.fields(&["booking", "placement", "by", "on", "outcome", "reason", "own_words"])?;
        let booking: Option<Option<Sequence>> = fields.take("booking");
        let placement: Option<Option<PlacementId>> = fields.take("placement");
        let by = fields.take("by");
        let on = fields.take("on");
        let outcome = fields.take("outcome");
        let reason: Option<Option<ExitReason>> = fields.take("reason");
        let own_words: Option<Option<Words>> = fields.take("own_words");
        Some(Self {
            booking: booking?,
            placement: placement?,
            by: by?,
            on: on?,
            outcome: outcome?,
            reason: reason?,
            own_words: own_words?,
        })
    }
}

impl Document for OutcomeRequest {}

/// What somebody says became of an activity or a job, and what the service knows about it.
#[derive(Debug, Serialize, ToSchema)]
pub struct OutcomeBody {
    /// Its id.
    pub id: String,
    /// When it was stored.
    #[schema(format = DateTime)]
    pub created_at: String,
    /// What is said, as it was sent.
    #[schema(value_type = OutcomeRequest)]
    pub outcome: Box<RawValue>,
}

impl From<StoredOutcome> for OutcomeBody {
    fn from(stored: StoredOutcome) -> Self {
        let StoredOutcome { id, candidate_id: _, body, created_at } = stored;
        Self { id, created_at: created_at.to_string(), outcome: body.raw() }
    }
}

/// What a candidate could try.
#[derive(Debug, Serialize, ToSchema)]
pub struct RecommendationsBody {
    /// The run whose prices these are.
    pub run: String,
    /// What costs the whole least first, and ten at the most.
    pub items: Vec<RecommendationBody>,
}

/// Who could try an opening.
#[derive(Debug, Serialize, ToSchema)]
pub struct OpeningRecommendationsBody {
    /// The run whose prices these are.
    pub run: String,
    /// By candidate: nobody is ranked.
    pub items: Vec<RecommendationBody>,
}

/// A pair that is open.
#[derive(Debug, Serialize, ToSchema)]
pub struct RecommendationBody {
    /// Who.
    pub candidate: String,
    /// Where.
    pub opening: String,
    /// What: `jobbsmak` or `trial`.
    pub activity: String,
    /// The Monday on which it begins in the plan, or on which it would cost the whole least.
    #[schema(format = Date)]
    pub monday: String,
    /// Whether the plan has it.
    pub is_proposed: bool,
    /// What the whole loses, about, by this rather than the best of the same activity for the same candidate, or than
    /// nothing where all of them cost others more. In lasting starts, with priority and time counted in, at the plan's
    /// prices of places and hours.
    pub costs_about: f64,
}

impl From<Priced> for RecommendationBody {
    fn from(priced: Priced) -> Self {
        let Priced { candidate, opening, activity, monday, is_proposed, costs_about } = priced;
        let activity = match activity {
            Activity::Jobbsmak => "jobbsmak",
            Activity::Trial => "trial",
        };
        Self {
            candidate,
            opening,
            activity: activity.to_owned(),
            monday: monday.to_string(),
            is_proposed,
            costs_about,
        }
    }
}
