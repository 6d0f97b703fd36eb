//! The outcome teaches: what the model measured and foretold of a trial is kept until it is known how it went, and
//! what became of them makes a new version of the value model.
//!
//! A proposal and a journey come in; what teaches goes out, and the version in force. Who turns the switch, who
//! objects and which version is in force, people say; what is learnt is the engine's business.

use std::collections::BTreeMap;

use engine::domain::{Activity, Months, OutcomeId, service_model};
use engine::journey::{Journey, Sequence};
use engine::learn::{self, Ending, LASTS_MONTHS, Lasting, ModelVersion, TrialOutcome, of_trial};
use engine::reading::{Node, Read, read};
use engine::value::Valued;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::runs::Facts;
use crate::runs::gather::activity;
use crate::store::proposals::StoredProposal;
use crate::store::{
    Document, Look, MunicipalityId, StoreError, Ts, Tx, journeys, learning, match_runs,
    model_versions, outcomes, service_models,
};
use crate::wire::OutcomeRequest;

/// What is learnt from cannot be read, or the store fails.
#[derive(Debug, thiserror::Error)]
pub enum TeachError {
    /// A document cannot be read any more.
    #[error("a stored document cannot be read: {0}")]
    Unreadable(&'static str),
    /// The store fails.
    #[error("the store could not tell")]
    Store(#[from] StoreError),
}

/// What is kept of a trial that was approved.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Kept {
    /// The version of the model that valued the pair.
    model: String,
    /// The number of the event that booked the trial.
    booking: Sequence,
    /// The pair as it was valued.
    pair: Valued,
}

impl Read for Kept {
    fn read(node: &Node<'_>) -> Option<Self> {
        let fields = node.fields(&["model", "booking", "pair"])?;
        let (model, booking, pair) =
            (fields.take("model"), fields.take("booking"), fields.take("pair"));
        Some(Self { model: model?, booking: booking?, pair: pair? })
    }
}

/// The pair of a proposal as it was valued: each feature stands with its reason. Nothing for one that an earlier
/// version of the program proposed, which did not say how uncertain the fit was.
fn valued(proposal: &Document) -> Option<Valued> {
    #[derive(Deserialize)]
    struct Said {
        speaks_for: Vec<Weighed>,
        speaks_against: Vec<Weighed>,
        as_usual: Vec<Weighed>,
        belief: Belief,
    }
    #[derive(Deserialize)]
    struct Weighed {
        feature: String,
        measure: f64,
    }
    #[derive(Deserialize)]
    struct Belief {
        chance: f64,
        fit_variance: f64,
    }
    let Said { speaks_for, speaks_against, as_usual, belief } =
        serde_json::from_str(&proposal.0).ok()?;
    let all = speaks_for.into_iter().chain(speaks_against).chain(as_usual);
    let measures: BTreeMap<String, f64> = all.map(|it| (it.feature, it.measure)).collect();
    let Belief { chance, fit_variance } = belief;
    let pair = json!({"measures": measures, "fit_variance": fit_variance, "chance": chance});
    read(&pair.to_string(), |_| {}).ok()
}

/// Keeps what was measured and foretold of a trial that is approved and booked, where the switch is on and the person
/// does not object.
///
/// # Errors
///
/// When the database cannot keep it.
pub async fn keep(
    look: &mut Look,
    here: MunicipalityId,
    proposal: &StoredProposal,
    booking: Sequence,
    now: Ts,
) -> Result<(), StoreError> {
    let person = &proposal.candidate_id.0;
    if activity(proposal) != Some(Activity::Trial)
        || !learning::is_on(look, here).await?
        || learning::objects_since(look, here, person).await?.is_some()
    {
        return Ok(());
    }
    let run = match_runs::find(look, here, &proposal.run_id).await?;
    let facts: Option<Facts> =
        run.and_then(|it| it.facts).and_then(|facts| serde_json::from_str(&facts.0).ok());
    let (Some(facts), Some(pair)) = (facts, valued(&proposal.body)) else {
        tracing::warn!(proposal = proposal.id, "an earlier version proposed it; nothing is learnt");
        return Ok(());
    };
    let kept = Document::of(&Kept { model: facts.value_model, booking, pair });
    learning::keep(look, here, &proposal.id, person, &kept, now).await
}

/// What became of the trials of all who can be learnt from, by the ids of their proposals.
///
/// Whoever objects and whoever a restriction hides is not among them, and nothing of theirs is opened.
///
/// # Errors
///
/// [`TeachError`].
///
/// # Panics
///
/// Never: six months are months.
pub async fn known(
    look: &mut Look,
    here: MunicipalityId,
    today: Date,
) -> Result<BTreeMap<OutcomeId, TrialOutcome>, TeachError> {
    let mut found = BTreeMap::new();
    // Without rules there is no journey.
    let Some(rules) = service_models::latest(look, here).await? else { return Ok(found) };
    let rules = service_model::read(&rules.body.0)
        .map_err(|_| TeachError::Unreadable("the service model"))?;
    let months = Months::new(LASTS_MONTHS).expect("six months are months");
    for person in learning::learnable(look, here).await? {
        let events = journeys::events(look, here, &person).await?;
        let events: Result<Vec<_>, _> =
            events.iter().map(|it| engine::journey::read(&it.body.0)).collect();
        let events = events.map_err(|_| TeachError::Unreadable("an event"))?;
        let journey = Journey::of(events, &rules);
        let said = outcomes::of_candidate(look, here, &person).await?;
        let said: Vec<Ending> = said.iter().filter_map(|it| ending(&it.body)).collect();
        for pair in learning::kept_of(look, here, &person).await? {
            let kept: Kept =
                read(&pair.body.0, |_| {}).map_err(|_| TeachError::Unreadable("what was kept"))?;
            let Kept { model, booking, pair: valued } = kept;
            let came = of_trial(&journey, booking, &said, months, today);
            let id = OutcomeId::new(&pair.proposal_id);
            let (Some(Lasting { due_on, lasted }), Some(id)) = (came, id) else { continue };
            found.insert(id, TrialOutcome { model, pair: valued, due_on, lasted, objects: false });
        }
    }
    Ok(found)
}

/// That a job has ended, where that is what somebody has said became of it.
fn ending(said: &Document) -> Option<Ending> {
    let said: OutcomeRequest = read(&said.0, |_| {}).ok()?;
    Some(Ending { placement: said.placement?, on: said.on, reason: said.reason? })
}

/// The version of the value model in force.
///
/// # Errors
///
/// [`TeachError`].
pub async fn in_force(tx: &mut Tx, here: MunicipalityId) -> Result<ModelVersion, TeachError> {
    // Off goes before whatever was put in force.
    let is_on = learning::is_on(tx, here).await?;
    match model_versions::in_force(tx, here).await? {
        Some(stored) if is_on => model(&stored.body),
        _ => Ok(ModelVersion::prior()),
    }
}

/// The version of the value model of a name: the prior, or one that was learnt here.
///
/// # Errors
///
/// [`TeachError`].
pub async fn named(
    tx: &mut Tx,
    here: MunicipalityId,
    version: &str,
) -> Result<Option<ModelVersion>, TeachError> {
    let prior = ModelVersion::prior();
    if prior.version() == version {
        return Ok(Some(prior));
    }
    let found = model_versions::find(tx, here, version).await?;
    found.map(|stored| model(&stored.body)).transpose()
}

/// A version as it was stored; its name says that it was not changed since.
pub(crate) fn model(Document(text): &Document) -> Result<ModelVersion, TeachError> {
    learn::read(text).map_err(|_| TeachError::Unreadable("a version of the value model"))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail where it stands")]
mod tests {
    use serde_json::json;

    use super::valued;
    use crate::store::Document;

    #[test]
    fn a_pair_is_kept_as_it_was_valued_and_only_whole() {
        let of = |features: &[&str]| -> Vec<_> {
            let one =
                |it: &&str| json!({"feature": it, "measure": 0.1, "logit": 0.2, "evidence": {}});
            features.iter().map(one).collect()
        };
        let mut said = json!({
            "candidate": "K-1", "speaks_for": of(&["interest", "position", "independence"]),
            "speaks_against": of(&["travel", "support", "adaptations"]),
            "as_usual": of(&["base", "experience", "sector_wish", "earlier_tries"]),
            "belief": {"logit": 0.3, "chance": 0.57, "from": 0.1, "to": 0.9, "fit_variance": 0.4},
        });
        let pair = valued(&Document::of(&said)).unwrap();
        let bits = |numbers: &[f64]| numbers.iter().map(|it| it.to_bits()).collect::<Vec<_>>();
        assert_eq!(bits(&[pair.chance, pair.fit_variance]), bits(&[0.57, 0.4]));
        assert_eq!(bits(&pair.measures.in_order()), bits(&[0.1; 10]));
        let kept = serde_json::to_string(&pair).unwrap();
        assert!(!kept.contains("K-1"), "{kept}");
        said["as_usual"].as_array_mut().unwrap().pop();
        assert_eq!(valued(&Document::of(&said)), None, "a feature is missing");
        assert_eq!(valued(&Document("{}".to_owned())), None);
    }
}
