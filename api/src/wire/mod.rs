//! The JSON shapes of the API that are not the case format's own.

mod answer;
mod audit;
mod caller;
mod documents;
mod follow;
mod imported;
mod introduction;
mod job_ad;
mod journey;
mod learning;
mod matching;
mod opening;
mod opening_step;
mod page;
mod papers;
pub mod person;
mod problem;
pub mod schema;
mod session;
mod stored;
mod travel;
mod webhook;
mod what_if;

pub use answer::Answer;
pub use audit::AuditEventBody;
pub use caller::CallerBody;
pub use documents::{Contact, MunicipalityName};
pub use follow::{
    AlarmBody, FillBody, FollowUpBody, FollowedActivityBody, FollowedJobBody, GroupFillBody,
    MentorBody, MilestoneBody, MonthFillBody, PeriodFillBody, ReadingsBody, RetentionBody,
    RetentionRow, UnpaidMostBody, UnpaidSum, UnpaidWorkBody, UnplannedBody, VisitBody, WarningBody,
    WorkplaceUnpaidBody,
};
pub use imported::ImportedBody;
pub use introduction::{IntroductionBody, IntroductionLine, IntroductionsBody};
pub use job_ad::{JobAdBody, TakenAdsBody};
pub use journey::{CaseloadBody, EventBody, JourneyRow, StageCode};
pub use learning::{
    CalibrationBody, ChosenBody, CountedBody, InForceRequest, KeptBody, LearnRequest, LearningBody,
    LearningRequest, LearningResultBody, LearntBody, ModelVersionBody, ObjectionBody,
    ObjectionRequest, SwitchedBody, WeightBody,
};
pub use matching::{
    BookingTerms, CandidateMatchBody, DecisionFiguresBody, FillRateBody, MapBody, MatchQuestion,
    MatchResultBody, MatchRunBody, MatchRunState, NoReason, OpeningFillBody,
    OpeningRecommendationsBody, OutcomeBody, OutcomeRequest, PostalCodes, ProposalBody,
    ProposalRow, ProposalStateCode, ProposalStep, ProposalStepBody, ProposalStepRequest,
    ReasonCountBody, RecommendationBody, RecommendationsBody, SaidBody, WhyNotBody,
};
pub use opening::{OpeningBody, OpeningState};
pub use opening_step::{OpeningLifeBody, OpeningStepBody, TakenStepBody};
pub use page::Page;
pub use papers::{AgreementBody, CandidateSurveyBody, EmployerSurveyBody, LackBody};
pub use person::{
    AccessBody, ErasedBody, ErasureBody, KnownBody, PersonBody, RecordedBody, RestrictBody,
    RestrictionBody,
};
pub use problem::{Flaw, Problem};
pub use session::{EndedBody, SessionBody};
pub use stored::{
    CandidateBody, ContactBody, EmployerBody, MunicipalityBody, PlacementBody, ProfileBody,
    ServiceModelBody, SpecialistBody, WorkplaceBody,
};
pub use travel::{PlaceBody, TravelTimeBody, TravelTimeRequest};
pub use webhook::{DeliveryBody, EventType, WebhookBody, WebhookRequest};
pub use what_if::{Figure, WhatIfBody, WhatIfRequest};

use serde_json::value::RawValue;

use crate::store::Document;

/// A stored document as part of an answer, without reading it.
pub(crate) trait Raw {
    /// The document as it stands.
    fn raw(self) -> Box<RawValue>;
}

impl Raw for Document {
    fn raw(self) -> Box<RawValue> {
        RawValue::from_string(self.0).expect("the database takes nothing but JSON")
    }
}
