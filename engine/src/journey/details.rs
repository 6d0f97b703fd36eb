//! What each kind of event says.

use jiff::civil::Date;

use super::{
    ContactHow, Event, ExitReason, Explained, FamilyTie, GivenHow, HandOverReason, LegalVehicle,
    Mandate, MoneyTopic, Party, ReferralSource, ReleaseLine, Ruling, SafetyTraining, Sequence,
    Supporter, Vote,
};
use crate::domain::{
    Activity, AgreementId, AgreementKind, Consent, Decider, EmployerId, LegalEmployer, MinuteOfDay,
    MunicipalityNumber, OpeningId, Outcome, PanelSeat, PlacementId, PositionPct, Readiness, Route,
    SaidBy, SchemeCode, SpecialistId, Step, SurveyId, Wage, Words, WorkplaceId,
};
use crate::reading::{Node, Read, record};

/// An event that says no more than that it happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Nothing {}

impl Read for Nothing {
    fn read(node: &Node<'_>) -> Option<Self> {
        node.fields(&[]).map(|_| Self {})
    }

    fn absent() -> Option<Self> {
        Some(Self {})
    }
}

record! {
    /// The candidate was referred, or came of their own accord.
    pub struct Referred {
        /// Who referred.
        pub source: ReferralSource,
        /// The office or school, when it is known; no person's name.
        pub office: Option<Words>,
        /// What the candidate hopes for, in their own words.
        pub wish: Option<Words>,
    }

    /// An information meeting was held.
    pub struct InformationMeetingHeld {
        /// How it was explained.
        pub explained: Vec<Explained>,
        /// Who was there to support the person.
        pub supported_by: Vec<Supporter> = Vec::new(),
    }

    /// What work would mean for benefits and wage was talked through.
    pub struct BenefitTalkHeld {
        /// What it was about.
        pub topics: Vec<MoneyTopic>,
        /// How it was explained.
        pub explained: Vec<Explained>,
        /// Who was there to support the person.
        pub supported_by: Vec<Supporter> = Vec::new(),
    }

    /// The candidate's informed answer: yes, no or later.
    pub struct Answered {
        /// The answer; `not_yet` is none.
        pub answer: Consent,
        /// How it was explained.
        pub explained: Vec<Explained>,
        /// How it was given.
        pub given_how: GivenHow,
        /// Who supported the person in deciding.
        pub supported_by: Vec<Supporter> = Vec::new(),
        /// A guardian, if the person has one.
        pub guardian: Option<Guardian>,
        /// When the person wants to be asked again.
        pub ask_again_on: Option<Date>,
        /// What the person said.
        pub own_words: Option<Words>,
    }

    /// A guardian. The answer is the person's own all the same.
    pub struct Guardian {
        /// What the mandate covers.
        pub mandate: Mandate,
        /// Whether the guardian took part.
        pub took_part: bool,
    }

    /// An intake team or appointment panel voted.
    pub struct PanelVoted {
        /// The scheme it is about.
        pub scheme: SchemeCode,
        /// One vote for each seat of the panel.
        pub votes: Vec<SeatVote>,
        /// What the panel came to.
        pub ruling: Ruling,
        /// Its grounds.
        pub grounds: Words,
        /// Whom the candidate can ask; needed when left out.
        pub ask_whom: Option<Words>,
    }

    /// The vote of a seat: whom it represents, not who sits on it.
    pub struct SeatVote {
        /// The seat.
        pub seat: PanelSeat,
        /// The vote.
        pub vote: Vote,
    }

    /// A body decided.
    pub struct Decided {
        /// The scheme it is about.
        pub scheme: SchemeCode,
        /// Who made the formal decision (enkeltvedtak); nobody where the provider said yes or no, which is none.
        pub by: Option<Decider>,
        /// What it came to.
        pub ruling: Ruling,
        /// Its grounds.
        pub grounds: Words,
        /// The day the notice reached the person; needed for a formal decision.
        pub notified_on: Option<Date>,
        /// The body that handles a complaint; needed for a formal decision.
        pub complaint_to: Option<Words>,
        /// The last day to complain, as the notice says; needed where the service model has no rule for it.
        pub complaint_until: Option<Date>,
        /// Whom the candidate can ask; needed when left out.
        pub ask_whom: Option<Words>,
    }

    /// The candidate complained about a decision.
    pub struct Complained {
        /// The scheme that the candidate was left out of.
        pub scheme: SchemeCode,
        /// Who helped.
        pub supported_by: Vec<Supporter> = Vec::new(),
    }

    /// The candidate got an own job specialist.
    pub struct SpecialistAssigned {
        /// The candidate's own job specialist.
        pub specialist: SpecialistId,
    }

    /// The candidate got another job specialist.
    pub struct HandedOver {
        /// From whom.
        pub from: SpecialistId,
        /// To whom.
        pub to: SpecialistId,
        /// Why.
        pub reason: HandOverReason,
        /// The day all three met.
        pub met_on: Option<Date>,
    }

    /// A version of the profile was recorded.
    pub struct KartleggingRecorded {
        /// The version of the profile, from 1.
        pub version: u32,
    }

    /// What the candidate is ready to try.
    pub struct ReadinessSet {
        /// What the candidate is ready to try.
        pub readiness: Readiness,
        /// The next step; needed for "not yet", which closes no door.
        pub next_step: Option<Words>,
    }

    /// The candidate lets a named employer be told named things, until a day.
    pub struct ReleaseGiven {
        /// The employer who may be told.
        pub employer: EmployerId,
        /// What the employer may be told.
        pub lines: Vec<ReleaseLine>,
        /// The last day of it.
        pub until: Date,
        /// How it was given.
        pub given_how: GivenHow,
        /// Who supported the person in deciding.
        pub supported_by: Vec<Supporter> = Vec::new(),
    }

    /// An employer that the candidate does not let be told, or takes a release back from.
    pub struct ReleaseOf {
        /// The employer.
        pub employer: EmployerId,
    }

    /// An employer was contacted.
    pub struct EmployerContacted {
        /// The employer.
        pub employer: EmployerId,
        /// The opening it was about, if any.
        pub opening: Option<OpeningId>,
        /// How.
        pub how: ContactHow,
        /// What was told about the candidate; nothing when the talk was about work alone.
        pub told: Vec<ReleaseLine> = Vec::new(),
    }

    /// Someone said no to a proposal, which costs nothing.
    pub struct ProposalDeclined {
        /// The opening.
        pub opening: OpeningId,
        /// Who said no. No reason is owed.
        pub by: SaidBy,
    }

    /// A jobbsmak or a trial was booked.
    pub struct ActivityBooked {
        /// What.
        pub activity: Activity,
        /// The opening.
        pub opening: OpeningId,
        /// The employer.
        pub employer: EmployerId,
        /// The workplace.
        pub workplace: WorkplaceId,
        /// The first day.
        pub first_day: Date,
        /// The last day.
        pub last_day: Date,
        /// The day the candidate said yes to it.
        pub candidate_yes_on: Date,
        /// The day the employer said yes to it.
        pub employer_yes_on: Date,
        /// The job specialist who approved it.
        pub approved_by: SpecialistId,
        /// Whether it is settled who the mentor is.
        pub mentor_named: bool,
        /// What it rests on in law.
        pub legal_vehicle: LegalVehicle,
        /// Who answers for it.
        pub responsible: Party,
        /// Whose insurance covers the person.
        pub insured_by: Party,
        /// When the person is trained in what is dangerous there.
        pub safety_training: SafetyTraining,
        /// Whether person and enterprise are of one family.
        pub family: FamilyTie = FamilyTie::Unknown,
        /// The special reasons, if they are.
        pub family_reasons: Option<Words>,
    }

    /// A booked activity began.
    pub struct ActivityStarted {
        /// The number of the event that booked it.
        pub booking: Sequence,
    }

    /// An activity ended.
    pub struct ActivityEnded {
        /// The number of the event that booked it.
        pub booking: Sequence,
        /// How it went.
        pub outcome: Outcome,
        /// What the person says about it.
        pub own_words: Option<Words>,
    }

    /// A booked activity will not be.
    pub struct ActivityCancelled {
        /// The number of the event that booked it.
        pub booking: Sequence,
        /// Who cancelled. From the candidate, it costs nothing.
        pub by: SaidBy,
    }

    /// An agreement was signed.
    pub struct AgreementSigned {
        /// Its kind.
        pub kind: AgreementKind,
        /// The employer whose workplace it is about.
        pub employer: EmployerId,
        /// The agreement, where it is kept here.
        pub agreement: Option<AgreementId>,
    }

    /// A probation period began.
    pub struct ProbationStarted {
        /// The employer.
        pub employer: EmployerId,
        /// The workplace.
        pub workplace: WorkplaceId,
        /// The last day.
        pub until: Date,
    }

    /// The candidate was employed.
    pub struct Employed {
        /// The job.
        pub placement: PlacementId,
        /// Whose the workplace is.
        pub employer: EmployerId,
        /// The workplace.
        pub workplace: WorkplaceId,
        /// Who employs the person in law.
        pub legal_employer: LegalEmployer,
        /// The scheme.
        pub scheme: Option<SchemeCode>,
        /// The size of the position.
        pub position: PositionPct,
        /// How it is paid.
        pub wage: Option<Wage>,
        /// The last day of the contract, if it has one.
        pub contract_until: Option<Date>,
    }

    /// The person or the workplace was followed up.
    pub struct FollowedUp {
        /// With whom.
        pub with: Vec<SaidBy>,
        /// How.
        pub how: ContactHow,
        /// The next time, if it is agreed.
        pub next: Option<Date>,
        /// The time of that day, in Norway, if it is agreed.
        pub next_at: Option<MinuteOfDay>,
    }

    /// A visit that was agreed was not held. Whose fault it was is not asked.
    pub struct VisitMissed {
        /// The next time, if it is agreed.
        pub next: Option<Date>,
        /// The time of that day, in Norway, if it is agreed.
        pub next_at: Option<MinuteOfDay>,
    }

    /// The person, the employer or the mentor said that something is wrong.
    pub struct ConcernRaised {
        /// Who said it; a mentor is of the employer.
        pub by: SaidBy,
        /// What they said.
        pub own_words: Option<Words>,
    }

    /// Whoever said that something is wrong got an answer.
    pub struct ConcernAnswered {
        /// The number of the event in which it was said.
        pub concern: Sequence,
        /// How they were answered.
        pub how: ContactHow,
        /// What was agreed on.
        pub agreed: Option<Words>,
    }

    /// It is settled who the mentor is, and whether somebody can stand in. Nobody's name is asked for.
    pub struct MentorNamed {
        /// Whether it is settled who stands in when the mentor is away.
        pub stand_in: bool,
    }

    /// The mentor left.
    pub struct MentorLeft {
        /// Whether the stand-in has taken over.
        pub stand_in_takes_over: bool,
    }

    /// A survey was answered.
    pub struct SurveyAnswered {
        /// Whose survey: the candidate's or the employer's.
        pub of: SaidBy,
        /// The answers, where they are kept here.
        pub survey: Option<SurveyId>,
        /// Who helped fill it in.
        pub supported_by: Vec<Supporter> = Vec::new(),
    }

    /// Position, wage or contract changed. What is not given stays.
    pub struct TermsChanged {
        /// The size of the position from now on.
        pub position: Option<PositionPct>,
        /// How it is paid from now on.
        pub wage: Option<Wage>,
        /// The scheme from now on.
        pub scheme: Option<SchemeCode>,
        /// The last day of the contract from now on.
        pub contract_until: Option<Date>,
    }

    /// The workplace ended, and the employment did not.
    pub struct WorkplaceEnded {
        /// Why.
        pub reason: ExitReason,
    }

    /// Someone employed got another workplace.
    pub struct PlacedAgain {
        /// Whose the workplace is.
        pub employer: EmployerId,
        /// The workplace.
        pub workplace: WorkplaceId,
    }

    /// A job or an activity ended, and the journey goes on.
    pub struct DroppedOut {
        /// Why.
        pub reason: ExitReason,
    }

    /// The person is back.
    pub struct Reentered {
        /// Back to kartlegging or to job finding.
        pub step: Step,
    }

    /// A pause began.
    pub struct Paused {
        /// Who asked for it.
        pub by: SaidBy,
        /// When the person wants to be asked again.
        pub ask_again_on: Option<Date>,
    }

    /// Another service takes over.
    pub struct ReferredElsewhere {
        /// Where to.
        pub route: Route,
        /// Whom the person can turn to there.
        pub contact: Words,
    }

    /// The candidate moved to another municipality.
    pub struct Moved {
        /// The new municipality, if the person wants it told.
        pub to: Option<MunicipalityNumber>,
    }

    /// The person went on to something of their own.
    pub struct Exited {
        /// On to what.
        pub reason: ExitReason,
    }

    /// An earlier event was wrong. It stays in the history; what follows from it changes.
    pub struct Corrected {
        /// The number of the event that was wrong.
        pub event: Sequence,
        /// What it should have been; nothing when it should not be there at all.
        pub instead: Option<Event>,
    }
}
