//! `femtrinn match-runs`: asks for a match run in each of several municipalities, which any server works on.
//!
//! A plan is of one municipality: there are as many runs as municipalities.

use std::fmt::Write;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::Args;
use engine::domain::MunicipalityNumber;
use engine::reading::read;
use femtrinn_api::manners::Document as _;
use femtrinn_api::runs::gather::next_monday;
use femtrinn_api::runs::{Facts, Question};
use femtrinn_api::store::audit::Action;
use femtrinn_api::store::match_runs::{self, NewRun, RunState, StoredRun};
use femtrinn_api::store::municipalities::{self, StoredMunicipality};
use femtrinn_api::store::{Asked, Clock, Document, Store, StoreError, Ts, new_uuid};
use jiff::civil::Date;
use serde_json::{Map, Value, json};

use super::counted;
use super::database::{Database, municipality};
use super::serve::runtime;
use crate::failure::Failure;
use crate::files;

/// How often it is looked whether a run has ended.
const LOOKS: Duration = Duration::from_millis(250);

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    database: Database,
    /// The number (kommunenummer) of a municipality; may be given several times. Without it, all that are there
    #[arg(long, value_name = "NUMBER", value_parser = municipality)]
    municipality: Vec<MunicipalityNumber>,
    /// The Monday on which the plans begin; the next one unless it is said
    #[arg(long, value_name = "DAY")]
    first_monday: Option<Date>,
    /// How many weeks are planned, 1 to 26; 10 unless it is said
    #[arg(long, value_name = "WEEKS")]
    horizon_weeks: Option<u16>,
    /// Wait until every run has ended, for so many seconds at the most, and say how
    #[arg(long, value_name = "SECONDS")]
    wait: Option<u64>,
}

/// Asks for the runs, all of them or none, and says how they ended where it is to wait for that.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let now = Clock::System.now();
    let question = question(arguments, now)?;
    let (text, code) = runtime()?.block_on(async {
        let store = Store::open(&arguments.database.database_url).await?;
        let here = places(&store, &arguments.municipality).await?;
        let asked = ask(&store, here, &question, now).await?;
        let told = match arguments.wait {
            None => (told(&asked), ExitCode::SUCCESS),
            Some(seconds) => {
                let ended = wait(&store, asked, Duration::from_secs(seconds)).await?;
                let all_done = ended.iter().all(|(_, run)| run.state == RunState::Done);
                (told(&ended), if all_done { ExitCode::SUCCESS } else { ExitCode::from(1) })
            }
        };
        store.close().await;
        Ok::<_, Failure>(told)
    })?;
    files::print(text)?;
    Ok(code)
}

/// What is asked, as `POST /v1/match-runs` would read it.
fn question(arguments: &Arguments, now: Ts) -> Result<Question, Failure> {
    let mut fields = Map::new();
    if let Some(day) = arguments.first_monday {
        fields.insert("first_monday".to_owned(), json!(day));
    }
    if let Some(weeks) = arguments.horizon_weeks {
        fields.insert("horizon_weeks".to_owned(), json!(weeks));
    }
    let question: Result<Question, _> = read(&Value::Object(fields).to_string(), Question::check);
    let refused = |faults| Failure::Malformed { name: "the command line".to_owned(), faults };
    let mut question = question.map_err(|faults| {
        let faults =
            faults.iter().map(|it| format!("--{}: {}", it.place.replace('_', "-"), it.wrong));
        refused(faults.collect())
    })?;
    let today = now.in_norway().date();
    if let Some(detail) = question.untimely(today) {
        return Err(refused(vec![format!("--first-monday: {detail}")]));
    }
    // What was not said is said now: whoever works on it tomorrow asks the same.
    question.first_monday = question.first_monday.or_else(|| Some(next_monday(today)));
    Ok(question)
}

/// The municipalities that are named, each once, or all; every number that is not there is told.
async fn places(
    store: &Store,
    numbers: &[MunicipalityNumber],
) -> Result<Vec<StoredMunicipality>, Failure> {
    let mut tx = store.read().await?;
    let all = municipalities::all(&mut tx).await?;
    let lost = numbers.iter().filter(|it| !all.iter().any(|one| one.number == it.as_str()));
    let mut faults: Vec<String> =
        lost.map(|it| format!("there is no municipality {it} in the database")).collect();
    if all.is_empty() {
        faults.push("there is no municipality in the database".to_owned());
    }
    if !faults.is_empty() {
        return Err(Failure::Malformed { name: "--municipality".to_owned(), faults });
    }
    let is_meant = |it: &StoredMunicipality| {
        numbers.is_empty() || numbers.iter().any(|number| number.as_str() == it.number)
    };
    Ok(all.into_iter().filter(is_meant).collect())
}

/// Asks for a run in each: all of them, or none.
async fn ask(
    store: &Store,
    here: Vec<StoredMunicipality>,
    question: &Question,
    now: Ts,
) -> Result<Vec<(StoredMunicipality, StoredRun)>, StoreError> {
    let mut tx = store.write().await?;
    let mut asked = Vec::with_capacity(here.len());
    for one in here {
        let Asked { actor, role, .. } =
            Asked::by_command(one.id, "match-runs", Action::Create, now);
        let new = NewRun { question: Document::of(question), asked_by: actor, asked_role: role };
        let id = new_uuid(now).to_string();
        let run = match_runs::insert(&mut tx, one.id, &id, &new, now).await?;
        asked.push((one, run));
    }
    tx.commit().await?;
    Ok(asked)
}

/// Waits until all have ended, or it has taken too long.
async fn wait(
    store: &Store,
    mut asked: Vec<(StoredMunicipality, StoredRun)>,
    at_most: Duration,
) -> Result<Vec<(StoredMunicipality, StoredRun)>, StoreError> {
    let begun = Instant::now();
    loop {
        for (here, run) in &mut asked {
            let mut tx = store.glance().await?;
            if let Some(now) = match_runs::find(&mut tx, here.id, &run.id).await? {
                *run = now;
            }
        }
        let is_over =
            |(_, run): &(_, StoredRun)| !matches!(run.state, RunState::Waiting | RunState::Running);
        if asked.iter().all(is_over) || begun.elapsed() >= at_most {
            return Ok(asked);
        }
        tokio::time::sleep(LOOKS).await;
    }
}

/// A line for each run: where, which, how far it is.
fn told(runs: &[(StoredMunicipality, StoredRun)]) -> String {
    const GROWS: &str = "text grows";
    let mut text = String::new();
    writeln!(text, "{:<14}{:<38}state", "municipality", "run").expect(GROWS);
    for (here, run) in runs {
        writeln!(text, "{:<14}{:<38}{}", here.number, run.id, state(run)).expect(GROWS);
    }
    text
}

fn state(run: &StoredRun) -> String {
    let facts = run.facts.as_ref().map_or("{}", |it| &it.0);
    match run.state {
        RunState::Waiting => "waiting for a server".to_owned(),
        RunState::Running => "a server is at work".to_owned(),
        RunState::Cancelled => "called off".to_owned(),
        RunState::Done => match serde_json::from_str::<Facts>(facts) {
            Ok(Facts { proposals, without, .. }) => {
                format!("done: {}, nothing for {without}", counted(proposals, "proposal"))
            }
            Err(_) => "done".to_owned(),
        },
        RunState::Failed => {
            let facts: Value = serde_json::from_str(facts).unwrap_or_default();
            let faults = facts["faults"].as_array().into_iter().flatten();
            let faults: Vec<&str> = faults.filter_map(Value::as_str).collect();
            format!("failed: {}", faults.join("; "))
        }
    }
}
