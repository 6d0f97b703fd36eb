//! `femtrinn serve`: the service, for one municipality, on this machine.

use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use clap::Args;
use engine::domain::MunicipalityNumber;
use femtrinn_api::auth::Caller;
use femtrinn_api::manners::{HEAD_TIME, InFlight, Limits, Rate, answer};
use femtrinn_api::routes;
use femtrinn_api::state::AppState;
use femtrinn_api::store::{
    Clock, MunicipalityId, Store, StoreError, Ts, idempotency, municipalities,
};
use jiff::SignedDuration;
use metrics_exporter_prometheus::PrometheusBuilder;
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tracing_subscriber::EnvFilter;

use super::database::{Database, municipality};
use crate::failure::Failure;
use crate::files;

/// How long the service still answers after it was told to end, so that nobody is sent here who finds nobody.
const NOT_READY_FIRST: Duration = Duration::from_secs(2);

/// How long what has begun may still take.
const DRAIN: Duration = Duration::from_secs(23);

/// How long the answer to a POST is kept for the case that it is sent again. An assumption.
const ANSWERS_KEPT: SignedDuration = SignedDuration::from_hours(24);

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    database: Database,
    /// The number (kommunenummer) of the municipality that the service acts for
    #[arg(long, value_name = "NUMBER", value_parser = municipality)]
    municipality: MunicipalityNumber,
    #[command(flatten)]
    listening: Listening,
}

#[derive(Debug, Args)]
pub(crate) struct Listening {
    /// Where to listen: an address of this machine alone, as there is no login yet; port 0 takes a free one
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080", value_parser = loopback)]
    listen: SocketAddr,
    /// Requests a second that one caller may send
    #[arg(long, value_name = "REQUESTS", default_value_t = 200, value_parser = clap::value_parser!(u32).range(1..))]
    rate: u32,
}

/// Serves until it is told to end.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let Arguments { database, municipality, listening } = arguments;
    runtime()?.block_on(async {
        let store = Store::open(&database.database_url).await?;
        let municipality = known(&store, municipality).await?;
        serve(store, municipality, listening, "info", "").await
    })
}

/// What runs the service: as many threads as there are cores.
pub(super) fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.map_err(|source| Failure::Serve { what: "start its threads".to_owned(), source })
}

/// Serves one municipality until SIGTERM or SIGINT, with a log of a level unless `RUST_LOG` says otherwise; `more`
/// is told below the address.
pub(super) async fn serve(
    store: Store,
    municipality: MunicipalityId,
    listening: &Listening,
    log: &str,
    more: &str,
) -> Result<ExitCode, Failure> {
    let Listening { listen, rate } = listening;
    let fails = |what: String| move |source| Failure::Serve { what, source };
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(log));
    // Each line says its request once.
    let log = tracing_subscriber::fmt().json().with_span_list(false);
    log.with_env_filter(filter).with_writer(std::io::stderr).init();
    let metrics = PrometheusBuilder::new().install_recorder().expect("no other recorder is there");
    let stopping = Arc::new(AtomicBool::new(false));
    let state = AppState {
        store: store.clone(),
        clock: Clock::System,
        local_caller: Caller { municipality, name: "local".to_owned() },
        limits: Limits::default(),
        rate: Arc::new(Rate::per_second(*rate)),
        in_flight: InFlight::default(),
        metrics,
        stopping: stopping.clone(),
    };
    let listener = TcpListener::bind(listen).await.map_err(fails(format!("listen on {listen}")))?;
    let address = listener.local_addr().map_err(fails("tell where it listens".to_owned()))?;
    let mut ends = Ends::new().map_err(fails("wait for signals".to_owned()))?;
    files::print(format!("Femtrinn listens on http://{address}\n{more}"))?;
    tracing::info!(%address, "listening");
    let forgetting = tokio::spawn(forget(store.clone(), municipality));
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let stopped = async { stopped.await.unwrap_or_default() };
    let server = tokio::spawn(answer(listener, routes::router(&state), HEAD_TIME, stopped));
    ends.told(&stopping).await;
    stop.send(()).expect("the server listens until it is told to stop");
    match tokio::time::timeout(DRAIN, server).await {
        Ok(ended) => ended.expect("serving does not panic"),
        Err(_) => tracing::warn!("some requests were given up"),
    }
    forgetting.abort();
    store.close().await;
    tracing::info!("ended");
    Ok(ExitCode::SUCCESS)
}

/// The signals that end the service.
struct Ends {
    terminate: Signal,
    interrupt: Signal,
}

impl Ends {
    fn new() -> std::io::Result<Self> {
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }

    /// Waits until the service is told to end. Who sends SIGTERM keeps others from coming meanwhile; who presses
    /// Ctrl-C does not want to wait.
    async fn told(&mut self, stopping: &AtomicBool) {
        tokio::select! {
            _ = self.interrupt.recv() => stopping.store(true, Ordering::Relaxed),
            _ = self.terminate.recv() => {
                stopping.store(true, Ordering::Relaxed);
                tracing::info!("told to end");
                tokio::time::sleep(NOT_READY_FIRST).await;
            }
        }
    }
}

/// Forgets, every hour, the answers that are kept for requests which nobody sends again.
async fn forget(store: Store, municipality: MunicipalityId) {
    let mut hours = tokio::time::interval(Duration::from_hours(1));
    loop {
        hours.tick().await;
        let before = Ts::new(Clock::System.now().timestamp() - ANSWERS_KEPT);
        let forgotten = async {
            let mut tx = store.write().await?;
            idempotency::forget(&mut tx, municipality, before).await?;
            tx.commit().await
        };
        if let Err(error) = forgotten.await {
            tracing::warn!(%error, "old answers could not be forgotten; tried again in an hour");
        }
    }
}

/// The municipality; the first time, it is stored under its number alone.
pub(super) async fn known(
    store: &Store,
    number: &MunicipalityNumber,
) -> Result<MunicipalityId, StoreError> {
    let mut tx = store.write().await?;
    if let Some(found) = municipalities::find_by_number(&mut tx, number).await? {
        return Ok(found.id);
    }
    let name = format!("Kommune {number}");
    let stored = municipalities::insert(&mut tx, number, &name, Clock::System.now()).await?;
    tx.commit().await?;
    Ok(stored.id)
}

fn loopback(text: &str) -> Result<SocketAddr, String> {
    let address: SocketAddr = text
        .parse()
        .map_err(|_| "write an address and a port, such as 127.0.0.1:8080".to_owned())?;
    if address.ip().is_loopback() {
        Ok(address)
    } else {
        Err("others could reach it there, and there is no login yet; listen on 127.0.0.1 or [::1]"
            .to_owned())
    }
}
