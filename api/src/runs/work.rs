//! A server at work on runs: it takes one, holds it while it plans, and writes what came of it. When it dies, another
//! takes the run once nobody has held it for [`LEASE`].

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use engine::RulesLacking;
use engine::reading::{Fault, read};
use engine::solve::Progress;
use jiff::civil::Date;
use serde_json::json;
use tokio::sync::Notify;
use tokio::task::JoinError;

use super::gather::{GatherError, Gathered, gather};
use super::make::{Made, Means};
use super::{Question, divide, make, record};
use crate::audit::MATCH_RUN;
use crate::error::ApiError;
use crate::state::AppState;
use crate::store::audit::Action;
use crate::store::match_runs::{self, Taken};
use crate::store::{Asked, Clock, Document, Lent, Look, Store, StoreError, Ts, Tx, municipalities};

/// How long a run is held without a sign of life. An assumption: several times what a busy machine may stall.
pub const LEASE: Duration = Duration::from_secs(10);

/// How often a run is taken before it fails: what ends every server that works on it is not to end them all.
const TAKINGS_MOST: i64 = 5;

/// How often whoever holds a run says so.
const HEARTBEAT: Duration = Duration::from_secs(2);

/// How often a server looks for runs of which it has not been told.
const LOOKS: Duration = Duration::from_secs(1);

/// Wakes the worker of this server when a run is asked for here.
#[derive(Debug, Clone, Default)]
pub struct Bell(Arc<Notify>);

impl Bell {
    /// There is a run to take.
    pub fn ring(&self) {
        self.0.notify_one();
    }
}

/// Takes runs and works on them, one after the other, until it is told to stop; then it gives back what it has not
/// finished.
pub async fn work(store: Store, clock: Clock, bell: Bell, stopping: Arc<AtomicBool>) {
    while !stopping.load(Ordering::Relaxed) {
        let done = match take(&store, clock).await {
            Ok(Some(taken)) => Box::pin(one(&store, clock, &taken, &stopping)).await.map(|()| true),
            Ok(None) => Ok(false),
            Err(error) => Err(error),
        };
        match done {
            Ok(true) => {}
            Ok(false) => {
                let _ = tokio::time::timeout(LOOKS, bell.0.notified()).await;
            }
            Err(error) => {
                tracing::warn!(%error, "a match run could not be worked on; tried again");
                tokio::time::sleep(LOOKS).await;
            }
        }
    }
}

async fn take(store: &Store, clock: Clock) -> Result<Option<Taken>, StoreError> {
    // To look costs nobody anything; only what is there is taken.
    let now = clock.now();
    if !match_runs::is_due(&mut store.glance().await?, now).await? {
        return Ok(None);
    }
    let mut tx = store.write().await?;
    let taken = match_runs::take(&mut tx, now, now.after(LEASE)).await?;
    tx.commit().await?;
    Ok(taken)
}

/// Works on a run that was taken.
async fn one(
    store: &Store,
    clock: Clock,
    taken: &Taken,
    stopping: &AtomicBool,
) -> Result<(), StoreError> {
    tracing::info!(run = taken.id, taking = taken.taking, "taken");
    if taken.taking > TAKINGS_MOST {
        let mut look = store.look(asked(taken, Action::Access, clock.now())).await?;
        let why = format!("{TAKINGS_MOST} servers have given it up; their logs say why");
        record::fail(&mut look, taken, &[why], clock.now()).await?;
        return look.answer(()).await;
    }
    let today = clock.now().in_norway().date();
    let mut look = store.look(asked(taken, Action::Access, clock.now())).await?;
    let question = question(&mut look, taken).await?;
    let is_over = Arc::new(AtomicBool::new(false));
    let progress: Arc<Mutex<Option<Progress>>> = Arc::default();
    let gathering = Box::pin(gather(&mut look, taken.municipality_id, &question, today));
    let Some(gathered) = meanwhile_held(store, clock, taken, &progress, gathering).await else {
        given_up(taken);
        return Ok(());
    };
    let gathered = match gathered {
        Ok(gathered) => {
            // In the same transaction: where only one can write at a time, nobody takes it before the first sign of life.
            if !say_held(&mut look, clock, taken, &progress).await? {
                given_up(taken);
                return Ok(());
            }
            look.answer(gathered).await?
        }
        Err(GatherError::Store(error)) => return Err(error),
        Err(other) => {
            // A look after a failure may still write: nothing was wrong with the database.
            record::fail(&mut look, taken, &faults(&other), clock.now()).await?;
            return look.answer(()).await;
        }
    };
    let solving = {
        let (is_over, progress, question) = (is_over.clone(), progress.clone(), question.clone());
        let gathered = gathered.clone();
        tokio::task::spawn_blocking(move || {
            let threads = std::thread::available_parallelism().map_or(1, usize::from);
            let told = |now: Progress| {
                *progress.lock().unwrap_or_else(PoisonError::into_inner) = Some(now);
            };
            let over = || is_over.load(Ordering::Relaxed);
            let means = Means { threads, is_over: &over, progress: &told };
            let Gathered { case, rules, rules_version: _, model, left_out } = &gathered;
            make(case, rules, &model.model(), &question, left_out, &means)
        })
    };
    tokio::pin!(solving);
    let mut beats = tokio::time::interval(HEARTBEAT);
    let made = loop {
        tokio::select! {
            made = &mut solving => break made,
            _ = beats.tick() => {
                if stopping.load(Ordering::Relaxed) {
                    is_over.store(true, Ordering::Relaxed);
                    let mut tx = store.write().await?;
                    match_runs::release(&mut tx, taken, clock.now()).await?;
                    tx.commit().await?;
                } else if !hold(store, clock, taken, &progress).await {
                    is_over.store(true, Ordering::Relaxed);
                }
            }
        }
    };
    if is_over.load(Ordering::Relaxed) {
        given_up(taken);
        return Ok(());
    }
    let planned_from = (&question, &gathered, today);
    Box::pin(write_down(store, clock, taken, made, planned_from, &progress)).await
}

/// Writes what came of planning, or of the attempt, from what was gathered on a day.
async fn write_down(
    store: &Store,
    clock: Clock,
    taken: &Taken,
    made: Result<Result<Made, RulesLacking>, JoinError>,
    (question, gathered, today): (&Question, &Gathered, Date),
    progress: &Mutex<Option<Progress>>,
) -> Result<(), StoreError> {
    let (now, here) = (clock.now(), taken.municipality_id);
    let mut look = store.look(asked(taken, Action::Create, now)).await?;
    let written = match made {
        Ok(Ok(made)) => {
            municipalities::hold(&mut look, here).await?;
            let gathering = Box::pin(gather(&mut look, here, question, today));
            match meanwhile_held(store, clock, taken, progress, gathering).await {
                None => false,
                Some(Ok(present)) => {
                    let (cases, today) = ((gathered, &present), now.in_norway().date());
                    Box::pin(record::record(&mut look, taken, &made, cases, today, now)).await?
                }
                Some(Err(GatherError::Store(error))) => return Err(error),
                Some(Err(other)) => record::fail(&mut look, taken, &faults(&other), now).await?,
            }
        }
        Ok(Err(lacking)) => record::fail(&mut look, taken, &[lacking.to_string()], now).await?,
        Err(panicked) => {
            tracing::error!(%panicked, run = taken.id, "a match run failed");
            let fault = "planning failed for a reason of its own, which is in the log".to_owned();
            record::fail(&mut look, taken, &[fault], now).await?
        }
    };
    if written {
        look.answer(()).await?;
        tracing::info!(run = taken.id, "done");
    } else {
        given_up(taken);
    }
    Ok(())
}

/// It is another's now, or was called off; what was found is nobody's.
fn given_up(taken: &Taken) {
    tracing::info!(run = taken.id, "given up");
}

/// Does something in a transaction of its own while it says that the run is worked on; nothing comes of it when the run
/// is another's meanwhile, or was called off.
///
/// Where only one can write at a time, nobody can take the run meanwhile, and nothing need be said.
async fn meanwhile_held<T>(
    store: &Store,
    clock: Clock,
    taken: &Taken,
    progress: &Mutex<Option<Progress>>,
    work: impl Future<Output = T>,
) -> Option<T> {
    let lost = async {
        let mut beats = tokio::time::interval(HEARTBEAT);
        loop {
            beats.tick().await;
            if store.has_several_writers() && !hold(store, clock, taken, progress).await {
                return;
            }
        }
    };
    tokio::select! {
        done = work => Some(done),
        () = lost => None,
    }
}

/// Plans for a request: one at a time, and only while somebody waits for it.
///
/// # Errors
///
/// [`ApiError::Internal`] when planning fails for a reason of its own.
pub async fn plan_while_waited_for<T: Send + 'static>(
    state: &AppState,
    plan: impl FnOnce(&(dyn Fn() -> bool + Sync)) -> T + Send + 'static,
) -> Result<T, ApiError> {
    /// Whoever is given up stops.
    struct Waits(Arc<AtomicBool>);
    impl Drop for Waits {
        fn drop(&mut self) {
            self.0.store(true, Ordering::Relaxed);
        }
    }
    let _turn = state.planning.acquire().await.map_err(|_| ApiError::Internal)?;
    let is_over = Arc::new(AtomicBool::new(false));
    let _waits = Waits(is_over.clone());
    let planning = tokio::task::spawn_blocking(move || plan(&|| is_over.load(Ordering::Relaxed)));
    planning.await.map_err(|_| ApiError::Internal)
}

/// Says that the run is worked on, and how far it is. A database that does not answer now may answer the next time:
/// the lease is long enough for that.
async fn hold(
    store: &Store,
    clock: Clock,
    taken: &Taken,
    progress: &Mutex<Option<Progress>>,
) -> bool {
    let held = async {
        let mut tx = store.write().await?;
        let held = say_held(&mut tx, clock, taken, progress).await?;
        tx.commit().await?;
        Ok::<_, StoreError>(held)
    };
    held.await.unwrap_or_else(|error| {
        tracing::warn!(%error, run = taken.id, "a sign of life could not be given");
        true
    })
}

/// Says the same in a transaction; `false` when the run is another's now, or was called off.
async fn say_held(
    tx: &mut Tx,
    clock: Clock,
    taken: &Taken,
    progress: &Mutex<Option<Progress>>,
) -> Result<bool, StoreError> {
    let now = *progress.lock().unwrap_or_else(PoisonError::into_inner);
    let progress = now.map_or(json!({"work": 0}), |it| {
        json!({
            "objective": it.objective, "bound": it.bound, "work": it.work,
            "work_limit": it.work_limit,
        })
    });
    match_runs::hold(tx, taken, &Document::of(&progress), clock.now().after(LEASE)).await
}

/// What was asked, with what it says of people.
async fn question(look: &mut Look, taken: &Taken) -> Result<Question, StoreError> {
    let (_, parts) = match_runs::whole(look, taken.municipality_id, &taken.id).await?;
    let corrupt = || StoreError::Corrupt {
        what: "the question of a match run".to_owned(),
        source: sqlx::Error::Decode("it cannot be read".into()),
    };
    let parts: Result<Vec<divide::Part>, _> =
        parts.iter().map(|(_, part)| serde_json::from_str(&part.0)).collect();
    let text = divide::join(&taken.question.0, &parts.map_err(|_| corrupt())?);
    read(&text.map_err(|_| corrupt())?, |_| {}).map_err(|_| corrupt())
}

/// The faults of a case that could not be gathered, as whoever asks for figures may see them: of what is about people,
/// only which list it is.
fn faults(error: &GatherError) -> Vec<String> {
    const WORK: [&str; 6] =
        ["employers", "workplaces", "specialists", "openings", "postal_codes", "horizon_weeks"];
    let faults = match error {
        GatherError::Faults(faults) => faults,
        other => return vec![other.to_string()],
    };
    let told = faults.iter().map(|Fault { place, wrong, .. }| {
        let list = place.split(['[', '.']).next().unwrap_or_default();
        if WORK.contains(&list) {
            return format!("{place}: {wrong}");
        }
        let field = place.rsplit(['.', ']']).next().filter(|it| !it.is_empty());
        format!("{list}: {} does not fit the weeks or the rest", field.unwrap_or("something"))
    });
    told.collect::<BTreeSet<_>>().into_iter().collect()
}

/// Who looks: the run, for whoever asked for it. Whom a restriction hides stays hidden, whatever their reason.
fn asked(taken: &Taken, action: Action, at: Ts) -> Asked {
    Asked {
        municipality: taken.municipality_id,
        at,
        actor: taken.asked_by.clone(),
        role: taken.asked_role.clone(),
        action,
        reason: None,
        request: MATCH_RUN.to_owned(),
        origin: None,
        trace: None,
        lent: Lent::default(),
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail where it stands")]
mod tests {
    use engine::domain::case;
    use serde_json::{Value, json};

    use super::{GatherError, faults};
    use crate::demo;

    /// What a run says of a case that is spoilt at a place.
    fn told(pointer: &str, value: Value) -> Vec<String> {
        let mut spoilt: Value = serde_json::from_str(demo::CASE).unwrap();
        match spoilt.pointer_mut(pointer) {
            Some(there) => *there = value,
            None => spoilt[&pointer[1..]] = value,
        }
        let rules = engine::domain::service_model::read(demo::RULES).unwrap();
        let found = case::read(&spoilt.to_string(), &[rules]).unwrap_err();
        faults(&GatherError::Faults(found))
    }

    #[test]
    fn of_what_is_about_people_a_fault_says_only_which_list_it_is() {
        let (declined, pin) = (
            json!({"candidate": "K-99", "opening": "O-01", "by": "candidate"}),
            json!([{
                "candidate": "K-07", "opening": "O-06", "first_monday": "2028-01-03"
            }]),
        );
        #[rustfmt::skip]
        let cases = [
            // spoilt                              with                     the run says
            ("/openings/0/places",                 json!(-1),               "openings[O-01].places: write a whole number from 0 to 4294967295"),
            ("/openings/0/workplace",              json!("A-99"),           "openings[O-01].workplace: `workplaces` has no such item; correct it, or add it there"),
            ("/openings/12/made_for/candidate",    json!("K-99"),           "openings[O-13].made_for.candidate: `candidates` has no such item; correct it, or add it there"),
            ("/candidates/6/readiness",            json!("soon"),           "candidates: readiness does not fit the weeks or the rest"),
            ("/candidates/6/waiting_since",        json!("2028-01-03"),     "candidates: waiting_since does not fit the weeks or the rest"),
            ("/candidates/6/specialist",           json!("S-99"),           "candidates: specialist does not fit the weeks or the rest"),
            ("/declined",                          json!([declined]),       "declined: candidate does not fit the weeks or the rest"),
            ("/pins",                              pin,                     "pins: first_monday does not fit the weeks or the rest"),
            ("/agreed/0",                          json!("K-20"),           "agreed: something does not fit the weeks or the rest"),
        ];
        for (pointer, value, expected) in cases {
            let told = told(pointer, value);
            assert_eq!(told, [expected], "{pointer}");
            assert!(!told[0].contains("K-"), "nobody is named: {told:?}");
        }
    }

    #[test]
    fn the_same_fault_of_several_people_is_told_once() {
        let mut spoilt: Value = serde_json::from_str(demo::CASE).unwrap();
        for place in 0..3 {
            spoilt["candidates"][place]["waiting_since"] = json!("2028-01-03");
        }
        let rules = engine::domain::service_model::read(demo::RULES).unwrap();
        let found = case::read(&spoilt.to_string(), &[rules]).unwrap_err();
        assert_eq!(found.len(), 3);
        assert_eq!(faults(&GatherError::Faults(found)).len(), 1);
    }
}
