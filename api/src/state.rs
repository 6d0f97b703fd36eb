//! What every handler can reach.

use std::ops::Deref;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use metrics_exporter_prometheus::PrometheusHandle;
use tokio::sync::Semaphore;

use crate::auth::Auth;
use crate::hooks::Reach;
use crate::manners::{InFlight, Limits, Rate};
use crate::runs::Bell;
use crate::store::{Clock, Store};

/// What every handler can reach; cheap to clone, for every layer around a route has one.
#[derive(Clone)]
pub struct AppState(Arc<Means>);

/// What there is one of in a service.
pub struct Means {
    /// What is kept.
    pub store: Store,
    /// Where the time comes from.
    pub clock: Clock,
    /// Who is believed to be whom.
    pub auth: Arc<Auth>,
    /// How much one caller, and all together, may ask.
    pub limits: Limits,
    /// How fast each caller has asked.
    pub rate: Arc<Rate>,
    /// The POSTs that run now.
    pub in_flight: InFlight,
    /// How far webhooks reach.
    pub reach: Reach,
    /// Wakes whoever works on match runs here.
    pub bell: Bell,
    /// The numbers for `/metrics`.
    pub metrics: PrometheusHandle,
    /// Whoever plans for a request waits for their turn here.
    pub planning: Semaphore,
    /// Set when the service is told to end.
    pub stopping: Arc<AtomicBool>,
}

impl From<Means> for AppState {
    fn from(means: Means) -> Self {
        Self(Arc::new(means))
    }
}

impl Deref for AppState {
    type Target = Means;

    fn deref(&self) -> &Means {
        &self.0
    }
}

impl Means {
    /// Whether the service is on its way down.
    #[must_use]
    pub fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Relaxed)
    }
}
