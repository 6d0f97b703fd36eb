//! Names in the OpenAPI document for what the engine reads; their schemas are put in when it is completed.

use utoipa::openapi::{ObjectBuilder, RefOr, Schema, schema::SchemaType};
use utoipa::{PartialSchema, ToSchema};

macro_rules! documents {
    ($($(#[$meta:meta])* $name:ident,)*) => {$(
        $(#[$meta])*
        #[derive(Debug)]
        pub struct $name;

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                let object = utoipa::openapi::Type::Object;
                ObjectBuilder::new().schema_type(SchemaType::Type(object)).into()
            }
        }

        impl ToSchema for $name {}
    )*};
}

documents! {
    /// What a municipality is called.
    MunicipalityName,
    /// A municipality's rules, each with its period and its source.
    ServiceModel,
    /// An employer, as in a case.
    Employer,
    /// An employer whose `id` may be left out.
    NewEmployer,
    /// A workplace, as in a case.
    Workplace,
    /// A workplace whose `id` may be left out.
    NewWorkplace,
    /// An opening, as in a case.
    Opening,
    /// An opening whose `id` may be left out.
    NewOpening,
    /// A job specialist, as in a case.
    JobSpecialist,
    /// A job specialist whose `id` may be left out.
    NewJobSpecialist,
    /// A job that is followed up, as in a case.
    Placement,
    /// A job that is followed up; its `id` may be left out.
    NewPlacement,
    /// A pair that is to be in the plan, as in a case.
    Pin,
    /// A pair that is not to be in the plan, as in a case.
    Ban,
    /// Where a postal code is.
    PostalPoint,
    /// What an activity rests on in law.
    LegalVehicle,
    /// A party to what happens at a workplace.
    Party,
    /// Whether person and enterprise are of one family.
    FamilyTie,
    /// When somebody is trained in what is dangerous.
    SafetyTraining,
    /// A candidate, as in a case, under a pseudonym.
    Candidate,
    /// A candidate whose `id` may be left out.
    NewCandidate,
    /// Who a candidate is and how to reach them.
    Contact,
    /// An event of a journey: `on`, `by`, `role`, `why`, `what`, `details`.
    Event,
    /// Where a journey stands on a day, and what may come next.
    Journey,
    /// An agreement about a person's work.
    Agreement,
    /// An agreement whose `id` may be left out.
    NewAgreement,
    /// What a person says of the job.
    CandidateSurvey,
    /// What a person says of the job; its `id` may be left out.
    NewCandidateSurvey,
    /// What an employer says of a job and of the support.
    EmployerSurvey,
    /// What an employer says of a job and of the support; its `id` may be left out.
    NewEmployerSurvey,
}
