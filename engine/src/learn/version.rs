//! A version of the value model as a file: `femtrinn-model/1`.

use jiff::civil::Date;
use ndarray::Array2;
use sha2::{Digest, Sha256};

use super::linear::cholesky;
use crate::reading::{Fault, Node, Read, Wrong, check_format, record};
use crate::value::prior::PRIOR_VERSION;
use crate::value::{Feature, Model};

/// The value of `format` in a version of the value model.
pub const MODEL_FORMAT: &str = "femtrinn-model/1";

record! {
    /// A version of the value model: what is believed of the features' weights. Every weight is in logit for each
    /// unit of its feature, and the weights are normal with these means, variances and covariances.
    pub(crate) struct Document {
        /// Always [`MODEL_FORMAT`].
        pub format: String,
        /// Names the version in every plan; it follows from all that stands below.
        pub version: String,
        /// What it was learnt from; nothing where it was not.
        pub learnt: Option<Learnt>,
        /// One weight for each feature.
        pub weights: Vec<Weight>,
        /// How weights hang together; pairs that are not named do not.
        pub covariances: Vec<Covariance> = Vec::new(),
    }

    /// What a version was learnt from.
    pub struct Learnt {
        /// The version that stood before any of these outcomes.
        pub before: String,
        /// How many outcomes.
        pub outcomes: u32,
        /// How many of them became a job that lasted.
        pub lasted: u32,
        /// The day on which they counted.
        pub as_of: Date,
        /// The day on which the first of them was due.
        pub first_due: Date,
        /// The day on which the last of them was due.
        pub last_due: Date,
    }

    /// What is believed of one weight.
    pub struct Weight {
        /// Whose weight.
        pub feature: Feature,
        /// What is expected.
        pub mean: f64,
        /// How uncertain it is; above 0.
        pub variance: f64,
    }

    /// How two weights hang together.
    pub struct Covariance {
        /// One feature.
        pub one: Feature,
        /// Another.
        pub other: Feature,
        /// Their covariance.
        pub covariance: f64,
    }
}

/// A version of the value model, with a name that follows from what it says.
#[derive(Debug, Clone, PartialEq)]
pub struct ModelVersion {
    document: Document,
    model: Model,
}

impl ModelVersion {
    /// The version that rests on the prior alone.
    #[must_use]
    pub fn prior() -> Self {
        Self::of(&Model::prior(), None)
    }

    /// The version that believes what a model does, under the name that follows from it.
    pub(super) fn of(model: &Model, learnt: Option<Learnt>) -> Self {
        let weight = |feature| Weight {
            feature,
            mean: model.mean(feature),
            variance: model.covariance(feature, feature),
        };
        let pairs = Feature::ALL.into_iter().enumerate();
        let pairs =
            pairs.flat_map(|(at, one)| Feature::ALL[at + 1..].iter().map(move |it| (one, *it)));
        let covariances = pairs.map(|(one, other)| Covariance {
            one,
            other,
            covariance: model.covariance(one, other),
        });
        let mut document = Document {
            format: MODEL_FORMAT.to_owned(),
            version: String::new(),
            learnt,
            weights: Feature::ALL.map(weight).to_vec(),
            covariances: covariances.filter(|it| it.covariance != 0.0).collect(),
        };
        document.version = name(&document);
        let model = believed(&document);
        Self { document, model }
    }

    /// What every plan that rests on it calls it.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.document.version
    }

    /// What it was learnt from; nothing for one that was not.
    #[must_use]
    pub fn learnt(&self) -> Option<&Learnt> {
        self.document.learnt.as_ref()
    }

    /// What it believes of each weight, in the order of [`Feature::ALL`].
    #[must_use]
    pub fn weights(&self) -> &[Weight] {
        &self.document.weights
    }

    /// The model that values pairs by it.
    #[must_use]
    pub fn model(&self) -> Model {
        self.model.clone()
    }
}

/// A name that follows from what is believed and what it was learnt from.
///
/// The prior has the name it has always had. Another version has sixteen hexadecimal digits of the SHA-256 of its
/// content, written as JSON without spaces: who changes a weight gets another name.
fn name(document: &Document) -> String {
    let Document { format, version: _, learnt, weights, covariances } = document;
    let model = believed(document);
    let prior = Model::prior();
    let mut all = Feature::ALL.iter().flat_map(|one| Feature::ALL.map(|other| (*one, other)));
    let as_prior =
        Feature::ALL.iter().all(|it| model.mean(*it).to_bits() == prior.mean(*it).to_bits())
            && all.all(|(one, other)| {
                model.covariance(one, other).to_bits() == prior.covariance(one, other).to_bits()
            });
    if learnt.is_none() && as_prior {
        return PRIOR_VERSION.to_owned();
    }
    let content = serde_json::to_string(&(format, learnt, weights, covariances));
    let digest = Sha256::digest(content.expect("numbers are finite, and keys are text"));
    let first = digest.iter().take(8).fold(0_u64, |number, byte| (number << 8) | u64::from(*byte));
    format!("{}-{first:016x}", if learnt.is_some() { "learnt" } else { "given" })
}

/// The model of a document whose features are there, once each.
fn believed(document: &Document) -> Model {
    let mut mean = [0.0; Feature::COUNT];
    let mut covariance = [[0.0; Feature::COUNT]; Feature::COUNT];
    for it in &document.weights {
        mean[it.feature as usize] = it.mean;
        covariance[it.feature as usize][it.feature as usize] = it.variance;
    }
    for it in &document.covariances {
        covariance[it.one as usize][it.other as usize] = it.covariance;
        covariance[it.other as usize][it.one as usize] = it.covariance;
    }
    Model::new(&document.version, mean, covariance)
}

/// What is wrong with a document whose values are each right: every fault.
fn faults(document: &Document) -> Vec<String> {
    let mut wrong = Vec::new();
    for feature in Feature::ALL {
        let found = document.weights.iter().filter(|it| it.feature == feature).count();
        if found != 1 {
            wrong.push(format!("`weights` has `{}` {found} times; give it once", feature.code()));
        }
    }
    let named = |it: &Covariance| [it.one.min(it.other), it.one.max(it.other)];
    for (at, it) in document.covariances.iter().enumerate() {
        let [one, other] = named(it).map(Feature::code);
        if it.one == it.other {
            wrong.push(format!(
                "`covariances` has `{one}` with itself; give its variance in `weights` instead"
            ));
        } else if document.covariances[..at].iter().any(|earlier| named(earlier) == named(it)) {
            wrong.push(format!("`covariances` has `{one}` and `{other}` twice; keep one"));
        }
    }
    if let Some(Learnt { outcomes, lasted, as_of, first_due, last_due, .. }) = &document.learnt {
        if lasted > outcomes {
            wrong.push("`lasted` is more than `outcomes`; correct one of them".to_owned());
        }
        if first_due > last_due || last_due > as_of {
            wrong.push(
                "`first_due`, `last_due` and `as_of` come in this order; correct them".to_owned(),
            );
        }
    }
    // A name, and whether a matrix is one of covariances, follow from what is there once.
    if wrong.is_empty() {
        let model = believed(document);
        let covariance = Array2::from_shape_fn((Feature::COUNT, Feature::COUNT), |(one, other)| {
            model.covariance(Feature::ALL[one], Feature::ALL[other])
        });
        if cholesky(&covariance).is_none() {
            let rule = "no weights have such variances and covariances: their matrix is not positive definite";
            wrong.push(format!("{rule}; take the file as it was written"));
        }
        let name = name(document);
        if name != document.version {
            wrong.push(format!(
                "what stands in the file has the version `{name}`: it was changed, or `version` was; take \
                 the file as it was written, or give it its own name"
            ));
        }
    }
    wrong
}

impl Read for ModelVersion {
    fn read(node: &Node<'_>) -> Option<Self> {
        let document = Document::read(node)?;
        let wrong = faults(&document);
        if wrong.is_empty() {
            let model = believed(&document);
            return Some(Self { document, model });
        }
        for rule in wrong {
            node.fault(Wrong::Together { rule });
        }
        None
    }
}

/// Reads a version of the value model.
///
/// # Errors
///
/// All faults, each with its place; also where the content is not what its version names.
pub fn read(text: &str) -> Result<ModelVersion, Vec<Fault>> {
    crate::reading::read(text, |root| {
        check_format(root, MODEL_FORMAT, "the text \"femtrinn-model/1\"");
    })
}

/// Writes a version as a file; [`read`] gives the same back, to the last bit.
///
/// # Panics
///
/// Never: a version has nothing that JSON cannot hold.
#[must_use]
pub fn write(version: &ModelVersion) -> String {
    let text = serde_json::to_string_pretty(&version.document);
    text.expect("a version has text for keys and finite numbers") + "\n"
}
