//! Learning from outcomes as the API shows it.

use std::collections::BTreeMap;

use engine::domain::Words;
use engine::learn::{Calibration, Counted, Learnt, ModelVersion, OUTCOMES_LEAST, Weight};
use engine::reading::{Node, Read};
use engine::value::Feature;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use utoipa::ToSchema;

use super::Raw;
use crate::manners::Document;
use crate::store::Ts;
use crate::store::learning::{StoredPair, StoredStep};
use crate::store::model_versions::StoredChoice;

/// Whether outcomes teach, and what that rests on. All but `on` is asked for where it is turned on.
#[derive(Debug, ToSchema)]
pub struct LearningRequest {
    /// Whether outcomes teach from now on.
    pub on: bool,
    /// Who decided, by name or office.
    #[schema(value_type = Option<String>, min_length = 1, max_length = 2000)]
    pub decided_by: Option<Words>,
    /// The day of the decision.
    #[schema(value_type = Option<String>, format = Date)]
    pub decided_on: Option<Date>,
    /// The legal basis for learning from outcomes.
    #[schema(value_type = Option<String>, min_length = 1, max_length = 2000)]
    pub legal_basis: Option<Words>,
    /// Where the assessment of impact on data protection is: its number in the archive, or an address.
    #[schema(value_type = Option<String>, min_length = 1, max_length = 2000)]
    pub assessment: Option<Words>,
}

impl Read for LearningRequest {
    fn read(node: &Node<'_>) -> Option<Self> {
        let fields =
            node.fields(&["on", "decided_by", "decided_on", "legal_basis", "assessment"])?;
        let on = fields.take("on");
        let decided_by: Option<Option<Words>> = fields.take("decided_by");
        let decided_on: Option<Option<Date>> = fields.take("decided_on");
        let legal_basis: Option<Option<Words>> = fields.take("legal_basis");
        let assessment: Option<Option<Words>> = fields.take("assessment");
        Some(Self {
            on: on?,
            decided_by: decided_by?,
            decided_on: decided_on?,
            legal_basis: legal_basis?,
            assessment: assessment?,
        })
    }
}

impl Document for LearningRequest {}

/// Whether a person objects to being learnt from.
#[derive(Debug, ToSchema)]
pub struct ObjectionRequest {
    /// Whether they do. It costs nothing.
    pub objects: bool,
}

impl Read for ObjectionRequest {
    fn read(node: &Node<'_>) -> Option<Self> {
        Some(Self { objects: node.fields(&["objects"])?.take("objects")? })
    }
}

impl Document for ObjectionRequest {}

/// By when outcomes count that a version is learnt from.
#[derive(Debug, ToSchema)]
pub struct LearnRequest {
    /// The day on which they count; today unless it is said.
    #[schema(value_type = Option<String>, format = Date)]
    pub as_of: Option<Date>,
}

impl Read for LearnRequest {
    fn read(node: &Node<'_>) -> Option<Self> {
        let as_of: Option<Option<Date>> = node.fields(&["as_of"])?.take("as_of");
        Some(Self { as_of: as_of? })
    }
}

impl Document for LearnRequest {}

/// Why a version is put in force.
#[derive(Debug, ToSchema)]
pub struct InForceRequest {
    /// Why, for those who look at it later.
    #[schema(value_type = String, min_length = 1, max_length = 2000)]
    pub reason: Words,
}

impl Read for InForceRequest {
    fn read(node: &Node<'_>) -> Option<Self> {
        Some(Self { reason: node.fields(&["reason"])?.take("reason")? })
    }
}

impl Document for InForceRequest {}

/// Whether outcomes teach, and by which version of the value model is planned.
#[derive(Debug, Serialize, ToSchema)]
pub struct LearningBody {
    /// Whether outcomes teach.
    pub is_on: bool,
    /// The version that the next match run rests on.
    pub in_force: String,
    /// Each time the switch was turned, the last one first.
    pub switched: Vec<SwitchedBody>,
    /// Each time a version was put in force, the last one first.
    pub chosen: Vec<ChosenBody>,
}

impl LearningBody {
    /// What is stored.
    #[must_use]
    pub fn of(steps: Vec<StoredStep>, choices: Vec<StoredChoice>) -> Self {
        let prior = ModelVersion::prior();
        let in_force = choices.first().and_then(|it| it.version.clone());
        Self {
            is_on: steps.first().is_some_and(|it| it.is_on),
            in_force: in_force.unwrap_or_else(|| prior.version().to_owned()),
            switched: steps.into_iter().map(SwitchedBody::from).collect(),
            chosen: choices.into_iter().map(|it| ChosenBody::of(it, &prior)).collect(),
        }
    }
}

/// That somebody turned the switch.
#[derive(Debug, Serialize, ToSchema)]
pub struct SwitchedBody {
    /// Whether outcomes taught from then on.
    pub on: bool,
    /// Who decided.
    pub decided_by: Option<String>,
    /// The day of the decision.
    #[schema(format = Date)]
    pub decided_on: Option<String>,
    /// The legal basis.
    pub legal_basis: Option<String>,
    /// Where the assessment of impact is.
    pub assessment: Option<String>,
    /// Who recorded it.
    pub recorded_by: String,
    /// When.
    #[schema(format = DateTime)]
    pub recorded_at: String,
}

impl From<StoredStep> for SwitchedBody {
    fn from(step: StoredStep) -> Self {
        let StoredStep {
            is_on,
            decided_by,
            decided_on,
            legal_basis,
            assessment,
            recorded_by,
            created_at,
        } = step;
        let recorded_at = created_at.to_string();
        Self {
            on: is_on,
            decided_by,
            decided_on,
            legal_basis,
            assessment,
            recorded_by,
            recorded_at,
        }
    }
}

/// That somebody put a version in force.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChosenBody {
    /// The version.
    pub version: String,
    /// Why.
    pub reason: String,
    /// Who.
    pub chosen_by: String,
    /// When.
    #[schema(format = DateTime)]
    pub chosen_at: String,
}

impl ChosenBody {
    fn of(choice: StoredChoice, prior: &ModelVersion) -> Self {
        let StoredChoice { version, reason, chosen_by, created_at } = choice;
        let version = version.unwrap_or_else(|| prior.version().to_owned());
        Self { version, reason, chosen_by, chosen_at: created_at.to_string() }
    }
}

/// Outcomes of trials, by what became of them: figures, and nobody.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
pub struct CountedBody {
    /// Those that count.
    pub counted: usize,
    /// Those of them that became a job that lasted.
    pub lasted: usize,
    /// Those left out because the person objects.
    pub objecting: usize,
    /// Those left out because it could not have been known yet whether they last, or nobody has said.
    pub not_known: usize,
}

impl From<Counted> for CountedBody {
    fn from(Counted { counted, lasted, objecting, not_known }: Counted) -> Self {
        Self { counted, lasted, objecting, not_known }
    }
}

/// What outcomes have taught.
#[derive(Debug, Serialize, ToSchema)]
pub struct LearningResultBody {
    /// Whether there are enough outcomes to learn from; the prior holds where there are not.
    pub is_enough: bool,
    /// How many it takes.
    pub least: usize,
    /// What was looked at.
    pub counted: CountedBody,
    /// The version that was learnt. It is not in force before somebody puts it in force.
    pub version: Option<String>,
}

impl LearningResultBody {
    /// What came of learning.
    #[must_use]
    pub fn of(counted: CountedBody, version: Option<&str>) -> Self {
        let version = version.map(str::to_owned);
        Self { is_enough: version.is_some(), least: OUTCOMES_LEAST, counted, version }
    }
}

/// A version of the value model: what is believed of the weights. It says nothing of anybody.
#[derive(Debug, Serialize, ToSchema)]
pub struct ModelVersionBody {
    /// Its name, which follows from what it says.
    pub version: String,
    /// Whether the next match run rests on it.
    pub is_in_force: bool,
    /// Who had it learnt; nobody for the prior.
    pub made_by: Option<String>,
    /// When.
    #[schema(format = DateTime)]
    pub made_at: Option<String>,
    /// What was looked at when it was learnt.
    pub counted: Option<CountedBody>,
    /// What it was learnt from.
    pub learnt: Option<LearntBody>,
    /// Each weight, and how far it is from the prior.
    pub weights: Vec<WeightBody>,
}

/// What a version was learnt from.
#[derive(Debug, Serialize, ToSchema)]
pub struct LearntBody {
    /// The version that stood before any of the outcomes.
    pub before: String,
    /// How many outcomes.
    pub outcomes: u32,
    /// How many of them became a job that lasted.
    pub lasted: u32,
    /// The day on which they counted.
    #[schema(format = Date)]
    pub as_of: String,
    /// The day on which the first of them was due.
    #[schema(format = Date)]
    pub first_due: String,
    /// The day on which the last of them was due.
    #[schema(format = Date)]
    pub last_due: String,
}

impl From<&Learnt> for LearntBody {
    fn from(learnt: &Learnt) -> Self {
        let Learnt { before, outcomes, lasted, as_of, first_due, last_due } = learnt;
        Self {
            before: before.clone(),
            outcomes: *outcomes,
            lasted: *lasted,
            as_of: as_of.to_string(),
            first_due: first_due.to_string(),
            last_due: last_due.to_string(),
        }
    }
}

/// What is believed of one weight, in logit for each unit of its feature.
#[derive(Debug, Serialize, ToSchema)]
pub struct WeightBody {
    /// The feature.
    pub feature: &'static str,
    /// What is expected.
    pub mean: f64,
    /// How uncertain it is.
    pub variance: f64,
    /// What the prior expects.
    pub prior_mean: f64,
    /// How uncertain the prior is.
    pub prior_variance: f64,
    /// How far it has moved from the prior, in the prior's standard deviations.
    pub moved: f64,
}

impl ModelVersionBody {
    /// A version, beside the prior; `made` is by whom and when it was learnt, and what was looked at.
    #[must_use]
    pub fn of(
        version: &ModelVersion,
        in_force: &str,
        made: Option<(String, Ts, CountedBody)>,
    ) -> Self {
        let prior = ModelVersion::prior().model();
        let weight = |it: &Weight| {
            let Weight { feature, mean, variance } = *it;
            let prior_mean = prior.mean(feature);
            let prior_variance = prior.covariance(feature, feature);
            let moved = (mean - prior_mean) / prior_variance.sqrt();
            let feature = Feature::code(feature);
            WeightBody { feature, mean, variance, prior_mean, prior_variance, moved }
        };
        let (made_by, made_at, counted) = match made {
            Some((by, at, counted)) => (Some(by), Some(at.to_string()), Some(counted)),
            None => (None, None, None),
        };
        Self {
            version: version.version().to_owned(),
            is_in_force: version.version() == in_force,
            made_by,
            made_at,
            counted,
            learnt: version.learnt().map(LearntBody::from),
            weights: version.weights().iter().map(weight).collect(),
        }
    }
}

/// Whether what was told came true, by the version of the model that told it.
#[derive(Debug, Serialize, ToSchema)]
pub struct CalibrationBody {
    /// Whether outcomes teach; nothing is looked at while they do not.
    pub is_on: bool,
    /// The day on which outcomes counted.
    #[schema(format = Date)]
    pub as_of: String,
    /// By version: `all`, `brier` and `tenths`, each group with how many were expected to last, how many did, and the
    /// range in which luck alone leaves it nine times in ten; nothing is told of a group under five.
    #[schema(value_type = Object)]
    pub versions: BTreeMap<String, Calibration>,
}

/// Whether a person objects to being learnt from.
#[derive(Debug, Serialize, ToSchema)]
pub struct ObjectionBody {
    /// Whose it is.
    pub candidate: String,
    /// Whether they object.
    pub objects: bool,
    /// Since when.
    #[schema(format = DateTime)]
    pub since: Option<String>,
}

/// What is kept of a person to learn from.
#[derive(Debug, Serialize, ToSchema)]
pub struct KeptBody {
    /// The proposal of the trial.
    pub proposal: String,
    /// What was measured and foretold.
    #[schema(value_type = Object)]
    pub kept: Box<RawValue>,
}

impl From<StoredPair> for KeptBody {
    fn from(StoredPair { proposal_id, candidate_id: _, body }: StoredPair) -> Self {
        Self { proposal: proposal_id, kept: body.raw() }
    }
}
