//! The nouns of the field and their units; values that cannot be wrong.
//!
//! A [`Case`] is everything a job specialist's question rests on: people, openings, colleagues. Its JSON
//! (`femtrinn-case/1`) is the fields of these types, read by [`case::read`] with all faults at once.
//! The rules of a scheme and a place are data too: a [`ServiceModel`], read by [`service_model::read`].

mod calendar;
mod candidate;
pub mod case;
mod codes;
mod ids;
mod opening;
mod organisation;
pub mod service_model;
mod team;
mod units;
mod week_hours;

pub use calendar::{Period, day_of_week, is_public_holiday, monday_of_week};
pub use candidate::{
    Candidate, ComingCertificate, Earlier, Experience, Interest, NotUsed, PlaceDecision,
    Preparation, Release, Seen, TaskProfile, Travel,
};
pub use case::{
    Agreed, Ban, Case, Declined, Pin, PostalPoint, Published, TakenHours, TakenPlaces,
    TravelOverride,
};
pub use codes::{
    Activity, Adaptation, AgreementKind, Answer, Arena, Certificate, Condition, Consent,
    DecidedBefore, Decider, EarlierActivity, Flexibility, FollowUpParty, GrantReceiver, GrantUnit,
    InterestBasis, JobFamily, LegalEmployer, Outcome, PanelSeat, PreparationKind, Readiness, Route,
    SaidBy, Sector, Selection, Step, TaskKind, TravelMode, WageKind, Weekday,
};
pub use ids::{
    AgreementId, CandidateId, EmployerId, FloorGroup, OpeningId, OutcomeId, PlacementId,
    SchemeCode, ServiceModelCode, SpecialistId, StaffId, SurveyId, WorkplaceId,
};
pub use opening::{EmployerWishes, MadeFor, Mentor, Opening, Task, Wage};
pub use organisation::{Employer, Workplace};
pub use service_model::ServiceModel;
pub use team::{FollowUp, JobSpecialist, Placement};
pub use units::{
    Detour, FixedMinutes, InvalidValue, KmPerHour, Latitude, Level, Longitude, MinuteOfDay, Months,
    MunicipalityNumber, OrganisationNumber, PositionPct, PositionRange, PostalCode, Share, Styrk08,
    TravelMinutes, WeekCount, WeeklyMinutes, Weeks, Words,
};
pub use week_hours::WeekHours;
