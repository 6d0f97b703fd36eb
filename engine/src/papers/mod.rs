//! What is put on paper around a job: agreements, and what person and employer say of it.
//!
//! Documents come in; what they still lack goes out as data. What an agreement of a kind must say, and who signs
//! it, is in a file of rules ([`AgreementRules`]), each with its period and its source; where nobody has read the
//! law, it is `unknown` and demands nothing. No text of a law stands in here.

mod agreement;
mod review;
mod rules;
mod survey;

pub use agreement::{Agreement, FamilyRelation, Lack, Signatory, Signature, Tenure};
pub use review::{Review, next_review};
pub use rules::{AgreementRules, Item, KindRules};
pub use survey::{
    CandidateAnswer, CandidateItem, CandidateSurvey, EmployerAnswer, EmployerItem, EmployerSurvey,
    Often, Scale,
};

#[cfg(test)]
mod tests;
