//! `femtrinn serve`: the service, for whoever the configuration of logins lets in.

use std::fmt::Write;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use clap::Args;
use femtrinn_api::auth::{Auth, Config, Local, LocalLogin, SESSION_LASTS};
use femtrinn_api::hooks::{self, Reach};
use femtrinn_api::manners::{HEAD_TIME, InFlight, Limits, Rate, answer};
use femtrinn_api::routes;
use femtrinn_api::runs::{self, Bell};
use femtrinn_api::state::{AppState, Means};
use femtrinn_api::store::{Clock, Store, Ts, idempotency, logins, sessions, webhooks};
use jiff::SignedDuration;
use metrics_exporter_prometheus::PrometheusBuilder;
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::Semaphore;
use tracing_subscriber::EnvFilter;

use super::database::Database;
use super::keys::Sealing;
use crate::failure::Failure;
use crate::files;

/// How long the service still answers after it was told to end, so that nobody is sent here who finds nobody.
const NOT_READY_FIRST: Duration = Duration::from_secs(2);

/// How long what has begun may still take.
const DRAIN: Duration = Duration::from_secs(23);

/// How long the answer to a POST is kept for the case that it is sent again. An assumption.
const ANSWERS_KEPT: SignedDuration = SignedDuration::from_hours(24);

/// How long it is kept what became of an event that others were told of. An assumption.
const DELIVERIES_KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    database: Database,
    #[command(flatten)]
    sealing: Sealing,
    /// Who is believed to be whom: issuers of logins and tokens, as JSON; docs/login.md says how
    #[arg(long, value_name = "FILE", env = "FEMTRINN_AUTH")]
    auth: PathBuf,
    #[command(flatten)]
    listening: Listening,
}

#[derive(Debug, Args)]
pub(crate) struct Listening {
    /// Where to listen; port 0 takes a free one
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Requests a second that one caller may send
    #[arg(long, value_name = "REQUESTS", default_value_t = 200, value_parser = clap::value_parser!(u32).range(1..))]
    rate: u32,
    /// Let webhooks go to addresses of the own network too, and to this machine without TLS
    #[arg(long)]
    webhooks_inside: bool,
}

/// Serves until it is told to end.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let Arguments { database, sealing, auth, listening } = arguments;
    let config = Config::read(&files::read(auth)?).map_err(|faults| Failure::Malformed {
        name: auth.display().to_string(),
        faults: faults.iter().map(ToString::to_string).collect(),
    })?;
    runtime()?.block_on(async {
        let store = sealing.open(database).await?;
        serve(store, config, listening, "info", "").await
    })
}

/// What runs the service: as many threads as there are cores.
pub(super) fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.map_err(|source| Failure::Serve { what: "start its threads".to_owned(), source })
}

/// Serves whoever is let in until SIGTERM or SIGINT, with a log of a level unless `RUST_LOG` says otherwise; `more`
/// is told below the address.
pub(super) async fn serve(
    store: Store,
    config: Config,
    listening: &Listening,
    log: &str,
    more: &str,
) -> Result<ExitCode, Failure> {
    let Listening { listen, rate, webhooks_inside } = listening;
    let reach = if *webhooks_inside { Reach::Inside } else { Reach::Public };
    let fails = |what: String| move |source| Failure::Serve { what, source };
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(log));
    // Each line says its request once.
    let log = tracing_subscriber::fmt().json().with_span_list(false);
    log.with_env_filter(filter).with_writer(std::io::stderr).init();
    let metrics = PrometheusBuilder::new().install_recorder().expect("no other recorder is there");
    let stopping = Arc::new(AtomicBool::new(false));
    let is_local = listen.ip().is_loopback();
    if !is_local && (!config.local.is_empty() || config.address.is_none()) {
        let why = "others reach it there: the configuration needs an `address` with https, and no `local` users";
        let source = std::io::Error::other(why);
        return Err(fails(format!("listen on {listen}"))(source));
    }
    let listener = TcpListener::bind(listen).await.map_err(fails(format!("listen on {listen}")))?;
    let address = listener.local_addr().map_err(fails("tell where it listens".to_owned()))?;
    let auth =
        Auth::open(config, &store, &format!("http://{address}"), Clock::System.now()).await?;
    let auth = Arc::new(auth);
    let state = AppState::from(Means {
        store: store.clone(),
        clock: Clock::System,
        auth: auth.clone(),
        limits: Limits::default(),
        rate: Arc::new(Rate::per_second(*rate)),
        in_flight: InFlight::default(),
        reach,
        bell: Bell::default(),
        planning: Semaphore::new(1),
        metrics,
        stopping: stopping.clone(),
    });
    let mut ends = Ends::new().map_err(fails("wait for signals".to_owned()))?;
    let users = auth.local.as_ref().map(|local| told(local, &address)).unwrap_or_default();
    files::print(format!("Femtrinn listens on http://{address}\n{more}{users}"))?;
    tracing::info!(%address, "listening");
    let working =
        tokio::spawn(runs::work(store.clone(), state.clock, state.bell.clone(), stopping.clone()));
    let telling = tokio::spawn(hooks::deliver(store.clone(), state.clock, reach, stopping.clone()));
    let forgetting = tokio::spawn(forget(store.clone(), auth));
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let stopped = async { stopped.await.unwrap_or_default() };
    let server = tokio::spawn(answer(listener, routes::router(&state), HEAD_TIME, stopped));
    ends.told(&stopping).await;
    stop.send(()).expect("the server listens until it is told to stop");
    if let Ok(ended) = tokio::time::timeout(DRAIN, server).await {
        ended.expect("serving does not panic");
    } else {
        tracing::warn!("some requests were given up");
    }
    forgetting.abort();
    // Between two runs it sees for itself that it is to end; a run that is not finished goes to another server.
    state.bell.ring();
    if tokio::time::timeout(DRAIN, working).await.is_err() {
        tracing::warn!("a match run was left to whoever takes it over");
    }
    if tokio::time::timeout(DRAIN, telling).await.is_err() {
        tracing::warn!("some events are delivered by whoever takes them over");
    }
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
async fn forget(store: Store, auth: Arc<Auth>) {
    let mut hours = tokio::time::interval(Duration::from_hours(1));
    loop {
        hours.tick().await;
        let before = Ts::new(Clock::System.now().timestamp() - ANSWERS_KEPT);
        let forgotten = async {
            let mut tx = store.write().await?;
            for municipality in auth.municipalities() {
                idempotency::forget(&mut tx, municipality, before).await?;
                let long_ago = Ts::new(Clock::System.now().timestamp() - DELIVERIES_KEPT);
                webhooks::forget(&mut tx, municipality, long_ago).await?;
            }
            let begun = Ts::new(Clock::System.now().timestamp() - SESSION_LASTS);
            sessions::forget(&mut tx, begun).await?;
            logins::forget(&mut tx, begun).await?;
            tx.commit().await
        };
        if let Err(error) = forgotten.await {
            tracing::warn!(%error, "old answers could not be forgotten; tried again in an hour");
        }
    }
}

/// How each user of the local issuer logs in.
fn told(local: &Local, address: &SocketAddr) -> String {
    let mut text = "
A LOCAL ISSUER is configured: whoever reads this can log in. Never for what is about real people.
Open an address in a browser, or send a token as `Authorization: Bearer ..`.
"
    .to_owned();
    for login in &local.users {
        let LocalLogin { name, token, code } = login;
        writeln!(
            text,
            "  login {name} http://{address}/login/local/{code}\n  token {name} {token}"
        )
        .expect("a string takes everything");
    }
    text.push('\n');
    text
}
