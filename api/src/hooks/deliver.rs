//! A server that delivers what happened: it takes an event, holds it while it sends it, and writes what was answered.
//! When it dies, another takes the event once nobody has held it for [`LEASE`]; whoever is told twice sees the same id.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use openidconnect::reqwest::{Client, StatusCode, redirect};
use tokio::task::JoinSet;

use super::address::Guarded;
use super::{Reach, allowed, signature};
use crate::store::webhooks::{self, Taken, Tried};
use crate::store::{Clock, Store, StoreError, Ts};

/// How long a receiver may take to answer. An assumption.
const ANSWERS: Duration = Duration::from_secs(10);

/// How long an event is held: longer than a receiver may take.
const LEASE: Duration = Duration::from_secs(30);

/// How often a server looks for something to deliver.
const LOOKS: Duration = Duration::from_millis(500);

/// Events that one server delivers at a time.
pub const AT_ONCE: usize = 8;

/// How long it is waited after each try before the next one; then it is tried no more. An assumption: a receiver may
/// be gone for a night and a working day.
pub const WAITS: [Duration; 8] = [
    Duration::from_secs(1),
    Duration::from_secs(10),
    Duration::from_mins(1),
    Duration::from_mins(10),
    Duration::from_hours(1),
    Duration::from_hours(4),
    Duration::from_hours(12),
    Duration::from_hours(24),
];

/// Delivers what happened until it is told to stop, and ends what it has begun.
///
/// # Panics
///
/// Never: a client needs nothing from outside.
pub async fn deliver(store: Store, clock: Clock, reach: Reach, stopping: Arc<AtomicBool>) {
    let http = Client::builder()
        // An answer that sends us elsewhere could send us anywhere; so could another's proxy.
        .redirect(redirect::Policy::none())
        .no_proxy()
        .dns_resolver(Arc::new(Guarded(reach)))
        .timeout(ANSWERS)
        .user_agent(concat!("femtrinn/", env!("CARGO_PKG_VERSION")))
        .build()
        .expect("a client needs nothing from outside");
    let mut under_way = JoinSet::new();
    while !stopping.load(Ordering::Relaxed) {
        while under_way.len() >= AT_ONCE {
            under_way.join_next().await;
        }
        match take(&store, clock).await {
            Ok(Some(taken)) => {
                let (store, http) = (store.clone(), http.clone());
                under_way.spawn(async move {
                    if let Err(error) = one(&store, clock, reach, &http, &taken).await {
                        tracing::warn!(%error, event = taken.event_id, "what came of it was lost; tried again");
                    }
                });
            }
            Ok(None) => tokio::time::sleep(LOOKS).await,
            Err(error) => {
                tracing::warn!(%error, "events could not be looked for; tried again");
                tokio::time::sleep(LOOKS).await;
            }
        }
        while under_way.try_join_next().is_some() {}
    }
    while under_way.join_next().await.is_some() {}
}

async fn take(store: &Store, clock: Clock) -> Result<Option<Taken>, StoreError> {
    // To look costs nobody anything; only what is there is taken.
    let now = clock.now();
    if !webhooks::is_due(&mut store.glance().await?, now).await? {
        return Ok(None);
    }
    let mut tx = store.write().await?;
    let taken = webhooks::take(&mut tx, now, now.after(LEASE)).await?;
    tx.commit().await?;
    Ok(taken)
}

/// Sends an event that was taken, and writes what was answered.
async fn one(
    store: &Store,
    clock: Clock,
    reach: Reach,
    http: &Client,
    taken: &Taken,
) -> Result<(), StoreError> {
    let Taken { municipality_id, webhook_id, event_id, attempts, .. } = taken;
    let secret = store.webhook_secret(*municipality_id, webhook_id, clock.now()).await?;
    let answered = send(http, reach, &secret, taken, clock.now()).await;
    let now = clock.now();
    let (came, answer) = match answered {
        Err(why) if taken.has_ended => (Some(Tried::Failed), why),
        Ok(StatusCode::GONE) => (None, StatusCode::GONE.as_str().to_owned()),
        Ok(status) if status.is_success() => (Some(Tried::Delivered), status.as_str().to_owned()),
        Ok(status) => (Some(next(*attempts, now)), status.as_str().to_owned()),
        Err(why) => (Some(next(*attempts, now)), why),
    };
    tracing::info!(event = event_id, webhook = webhook_id, attempt = attempts, answer, "told");
    let mut tx = store.write().await?;
    match came {
        None => webhooks::gone(&mut tx, taken, &answer, now).await?,
        Some(came) => _ = webhooks::tried(&mut tx, taken, came, &answer, now).await?,
    }
    tx.commit().await
}

/// Sends an event; what is answered beside the status is not read. Why there is no answer is told without the address.
async fn send(
    http: &Client,
    reach: Reach,
    secret: &[u8],
    Taken { event_id, body, url, has_ended, .. }: &Taken,
    now: Ts,
) -> Result<StatusCode, String> {
    if *has_ended {
        return Err("the webhook has ended".to_owned());
    }
    let url = allowed(url, reach).map_err(|why| why.to_string())?;
    let seconds = now.timestamp().as_second();
    let request = http
        .post(url)
        .header("content-type", "application/cloudevents+json; charset=utf-8")
        .header("webhook-id", event_id)
        .header("webhook-timestamp", seconds.to_string())
        .header("webhook-signature", signature(secret, event_id, seconds, &body.0))
        .body(body.0.clone());
    match request.send().await {
        Ok(answer) => Ok(answer.status()),
        Err(error) if error.is_timeout() => Err("no answer in time".to_owned()),
        Err(_) => Err("no connection".to_owned()),
    }
}

/// What comes after a try that failed.
fn next(attempts: i64, now: Ts) -> Tried {
    let wait = usize::try_from(attempts - 1).ok().and_then(|tried| WAITS.get(tried));
    wait.map_or(Tried::Failed, |wait| Tried::Again(now.after(*wait)))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail where it stands")]
mod tests {
    use super::{Tried, WAITS, next};
    use crate::store::Ts;

    #[test]
    fn waits_grow_and_come_to_an_end() {
        let now: Ts = "2026-11-22T12:00:00Z".parse().unwrap();
        let mut last = now;
        for attempt in 1..=8 {
            let Tried::Again(at) = next(attempt, now) else { panic!("{attempt}") };
            assert!(at > last, "{attempt}");
            last = at;
        }
        assert_eq!(next(1, now), Tried::Again("2026-11-22T12:00:01Z".parse().unwrap()));
        assert_eq!(last, "2026-11-23T12:00:00Z".parse().unwrap());
        assert_eq!(next(9, now), Tried::Failed, "{} waits, and no more", WAITS.len());
    }
}
