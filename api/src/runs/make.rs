//! A case in, everything that a run keeps out; the same today and when it is run again.

use std::collections::BTreeMap;

use engine::domain::{Case, ServiceModel, case};
use engine::explain::explain;
use engine::problem::Start;
use engine::solve::{Progress, Settings};
use engine::value::Model;
use engine::{Reply, RulesLacking, repair, revise};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};

use super::gather::LeftOut;
use super::priced::{Priced, priced};
use super::{Question, divide};
use crate::store::transfer::hex;
use crate::text::{Said, said};

/// What a run keeps.
#[derive(Debug)]
pub struct Made {
    /// The answer to the case.
    pub reply: Reply,
    /// Figures and hashes, about nobody.
    pub facts: Facts,
    /// The documents, as one: question, case, problem, plan, answer, who and what was left out, what
    /// else there was, and what is said of it.
    pub document: String,
}

/// Figures of a run, and hashes of its documents.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    /// The version of the program.
    pub engine: String,
    /// The version of the value model.
    pub value_model: String,
    /// SHA-256 of each document, in hexadecimal.
    pub hashes: BTreeMap<String, String>,
    /// How many starts are proposed.
    pub proposals: usize,
    /// For how many nothing is proposed.
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

/// The documents of a run, as they are kept.
#[derive(Debug, Deserialize)]
pub struct Kept<'t> {
    /// What was asked.
    #[serde(borrow)]
    pub question: &'t RawValue,
    /// The case.
    #[serde(borrow)]
    pub case: &'t RawValue,
    /// The placement problem that was left to plan around what people had decided.
    #[serde(borrow)]
    pub problem: &'t RawValue,
    /// The plan of that problem, with its certificate: `femtrinn check` judges the two.
    #[serde(borrow)]
    pub plan: &'t RawValue,
    /// The answer.
    #[serde(borrow)]
    pub answer: &'t RawValue,
}

#[derive(Serialize)]
struct Document<'d> {
    question: &'d Question,
    case: &'d Case,
    /// Starts that people have decided, and that the problem is without.
    decided: &'d [Start],
    problem: &'d RawValue,
    plan: &'d RawValue,
    answer: &'d RawValue,
    left_out: &'d [LeftOut],
    /// What else there was, and what it would cost.
    priced: &'d [Priced],
    /// What is said of each person, in words.
    said: &'d [Said],
}

/// What may be used, who may stop it, and who is told how far it is.
pub struct Means<'m> {
    /// Threads; the answer does not depend on them.
    pub threads: usize,
    /// Whether to stop.
    pub is_over: &'m (dyn Fn() -> bool + Sync),
    /// Told of each improvement.
    pub progress: &'m (dyn Fn(Progress) + Sync),
}

/// Answers a case by what a version of the value model believes.
///
/// # Errors
///
/// [`RulesLacking`] when the rules do not say what no plan can do without.
///
/// # Panics
///
/// Never: what the engine answers has text keys and finite numbers.
pub fn make(
    case: &Case,
    rules: &ServiceModel,
    model: &Model,
    question: &Question,
    left_out: &[LeftOut],
    means: &Means<'_>,
) -> Result<Made, RulesLacking> {
    const SOUND: &str = "answers have text keys and finite numbers only";
    let settings = Settings {
        gap: question.gap,
        work: Some(question.work),
        threads: means.threads,
        time_is_up: means.is_over,
        progress: means.progress,
    };
    engine::planned(case, rules, model, &settings, |grounds, revised| {
        let answer = explain(grounds, &revised.plan);
        let work = repair::advice_work(&settings, &grounds.stated.problem);
        let advice = repair::advise(grounds, &revised.plan, &answer, work);
        let review = revise::review(grounds, revised, &settings);
        let reply = Reply { answer, review, advice };
        let raw = |json: Result<Box<RawValue>, serde_json::Error>| json.expect(SOUND);
        let problem = raw(serde_json::value::to_raw_value(&revised.open));
        let plan = raw(serde_json::value::to_raw_value(&revised.solved));
        let answer = raw(serde_json::value::to_raw_value(&reply));
        let case_text = serde_json::to_string(case).expect(SOUND);
        let hashes = [
            ("case", case_text.as_str()),
            ("problem", problem.get()),
            ("plan", plan.get()),
            ("answer", answer.get()),
        ];
        let hashes = hashes.map(|(name, text)| (name.to_owned(), hash(text))).into();
        let status = serde_json::to_value(revised.plan.status).expect(SOUND);
        let facts = Facts {
            engine: env!("CARGO_PKG_VERSION").to_owned(),
            value_model: reply.answer.value_model.clone(),
            hashes,
            proposals: reply.answer.proposals.len(),
            without: reply.answer.without.len(),
            objective: revised.plan.objective,
            bound: revised.plan.bound,
            gap: revised.plan.gap,
            status: status.as_str().unwrap_or_default().to_owned(),
            work: revised.plan.work,
        };
        let decided = &revised.decided;
        let (problem, plan, answer) = (&*problem, &*plan, &*answer);
        let priced = &priced(case.first_monday, revised);
        let said = &said(case, rules, &reply);
        let document =
            Document { question, case, decided, problem, plan, answer, left_out, priced, said };
        let document = serde_json::to_string(&document).expect(SOUND);
        Made { reply, facts, document }
    })
}

/// SHA-256 of a text, in hexadecimal.
#[must_use]
pub fn hash(text: &str) -> String {
    hex(&Sha256::digest(text))
}

/// What came of running a run again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Again {
    /// Every document is the same, to the byte: their names and hashes.
    Same(BTreeMap<String, String>),
    /// These are not: name, hash then, hash now.
    Differs(Vec<(String, String, String)>),
    /// What the run knew is not whole any more: somebody's data was erased, or it was changed.
    Incomplete,
}

/// Runs what was kept again, under the rules it was made under and by the version of the value model that it names.
///
/// # Errors
///
/// When what is kept cannot be read at all.
pub fn again<'p>(
    shared: &str,
    parts: impl IntoIterator<Item = &'p divide::Part>,
    facts: &Facts,
    rules: &ServiceModel,
    model: &Model,
    means: &Means<'_>,
) -> Result<Again, String> {
    let document = divide::join(shared, parts).map_err(|error| error.to_string())?;
    let kept: Kept<'_> = serde_json::from_str(&document).map_err(|error| error.to_string())?;
    let mut there = BTreeMap::new();
    for (name, text) in [
        ("case", kept.case),
        ("problem", kept.problem),
        ("plan", kept.plan),
        ("answer", kept.answer),
    ] {
        there.insert(name.to_owned(), hash(text.get()));
    }
    if there != facts.hashes {
        return Ok(Again::Incomplete);
    }
    let faults = |faults: Vec<engine::reading::Fault>| {
        faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
    };
    let question: Question = engine::reading::read(kept.question.get(), |_| {}).map_err(faults)?;
    let case = case::read(kept.case.get(), std::slice::from_ref(rules)).map_err(faults)?;
    let made =
        make(&case, rules, model, &question, &[], means).map_err(|lacking| lacking.to_string())?;
    let now = made.facts.hashes;
    let differs: Vec<_> = facts
        .hashes
        .iter()
        .filter(|(name, then)| now.get(*name) != Some(*then))
        .map(|(name, then)| {
            (name.clone(), then.clone(), now.get(name).cloned().unwrap_or_default())
        })
        .collect();
    Ok(if differs.is_empty() { Again::Same(now) } else { Again::Differs(differs) })
}
