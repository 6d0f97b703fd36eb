//! What an employer is told of people, as the API shows it.

use serde::Serialize;
use utoipa::ToSchema;

/// The work of an opening, and those who have let its employer be told something.
#[derive(Debug, Serialize, ToSchema)]
pub struct IntroductionsBody {
    /// The opening.
    pub opening: String,
    /// What is to be done.
    pub tasks: Vec<String>,
    /// When, in words.
    pub hours: String,
    /// By pseudonym, which ranks nobody. Nobody is here before they have said yes and ticked what may be told.
    pub items: Vec<IntroductionBody>,
}

/// What somebody lets an employer know.
#[derive(Debug, Serialize, ToSchema)]
pub struct IntroductionBody {
    /// The pseudonym.
    pub candidate: String,
    /// The last day on which this may be told.
    #[schema(format = Date)]
    pub until: Option<String>,
    /// What the workplace does, for each line that was ticked and says something of this work.
    pub lines: Vec<IntroductionLine>,
}

/// One line.
#[derive(Debug, Serialize, ToSchema)]
pub struct IntroductionLine {
    /// What was ticked: a code of `release_given`.
    pub line: &'static str,
    /// What the workplace does about it.
    pub said: String,
}
