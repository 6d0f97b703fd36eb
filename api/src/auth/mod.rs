//! Who asks, in which role, for which municipality, and whether they may.
//!
//! What comes in are the headers of a request and the [`Config`] that says which issuers are believed; what goes out
//! is a [`Caller`], or a refusal before anything else of the request is looked at ([`gate`]). Who may what stands in
//! one table ([`TABLE`]). Nothing in here knows what an operation does, and no name of anybody is kept.

mod caller;
mod claims;
mod config;
mod gate;
mod keys;
mod local;
mod login;
mod own;
mod session;
mod table;
mod token;

pub use caller::{Caller, Identity, Reason, Role};
pub use config::Config;
pub use gate::{REASON, gate, only_listed};
pub use local::{Local, LocalLogin};
pub use login::{LoginError, routes as login_pages};
pub use own::{expect_own_employer, expect_own_workplace};
pub use session::{LASTS as SESSION_LASTS, since as session_times};
pub use table::{About, Cell, Operation, Outcome, Reach, Relation, TABLE};

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use axum::http::{HeaderMap, Method, header};
use engine::domain::MunicipalityNumber;
use openidconnect::reqwest::{Client, redirect};

use crate::error::ApiError;
use crate::store::{self, MunicipalityId, Store, StoreError, Ts};
use config::Mapping;
use keys::Keys;
use token::{Issuer, Remembered};

/// How long an issuer may take to answer. An assumption.
const ISSUER_ANSWERS: Duration = Duration::from_secs(5);

/// Why somebody is not known here, as a code: it helps whoever connects a system, and nobody else. docs/login.md
/// says what to do about each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// Neither a token nor a session.
    #[error("nothing")]
    Nothing,
    /// Several, or of another kind.
    #[error("header")]
    Header,
    /// No token at all.
    #[error("unreadable")]
    Unreadable,
    /// A token for something else.
    #[error("other-kind")]
    OtherKind,
    /// Nobody who is believed.
    #[error("other-issuer")]
    OtherIssuer,
    /// Meant for somebody else.
    #[error("other-audience")]
    OtherAudience,
    /// A signature that is not taken.
    #[error("other-algorithm")]
    OtherAlgorithm,
    /// The key has no name.
    #[error("no-key-id")]
    NoKeyId,
    /// No key of the issuer.
    #[error("other-key")]
    OtherKey,
    /// The signature is wrong.
    #[error("signature")]
    Signature,
    /// No beginning or no end.
    #[error("no-time")]
    NoTime,
    /// Over.
    #[error("expired")]
    Expired,
    /// Not begun.
    #[error("not-yet")]
    NotYet,
    /// A claim that must be there.
    #[error("lacking")]
    Lacking,
    /// Nobody.
    #[error("no-subject")]
    NoSubject,
    /// Of no municipality, or of several.
    #[error("no-municipality")]
    NoMunicipality,
    /// No role.
    #[error("no-role")]
    NoRole,
    /// An employer of no organisation.
    #[error("no-organisation")]
    NoOrganisation,
    /// More than one, where one is meant.
    #[error("ambiguous")]
    Ambiguous,
    /// No such session.
    #[error("no-session")]
    NoSession,
    /// The issuer does not answer.
    #[error("issuer-silent")]
    IssuerSilent,
}

/// Who is believed, and what is remembered of them.
#[derive(Debug)]
pub struct Auth {
    issuers: Vec<Issuer>,
    municipalities: BTreeMap<String, MunicipalityId>,
    remembered: Remembered,
    http: Client,
    address: String,
    /// The issuer within the program, where one is configured.
    pub local: Option<Local>,
}

impl Auth {
    /// Makes ready to know people; `listens_on` is the service's address where the configuration has none, such as
    /// `http://127.0.0.1:8080`. Municipalities that are new are stored under their number alone.
    ///
    /// # Errors
    ///
    /// When the database does not do its part.
    ///
    /// # Panics
    ///
    /// When the system has no random bytes.
    pub async fn open(
        config: Config,
        store: &Store,
        listens_on: &str,
        now: Ts,
    ) -> Result<Self, StoreError> {
        let Config { address, issuers, local } = config;
        let address = address.map_or_else(|| listens_on.to_owned(), |it| it.0);
        let numbers = issuers.iter().flat_map(|it| places(&it.municipality));
        let mut numbers: BTreeSet<String> = numbers.collect();
        numbers.extend(local.iter().map(|it| it.municipality.to_string()));
        let mut municipalities = BTreeMap::new();
        for number in numbers {
            let read = MunicipalityNumber::new(&number).expect("the configuration is read");
            let id = store::municipalities::known(store, &read, now).await?;
            municipalities.insert(number, id);
        }
        let issuers = issuers.into_iter().map(|config| {
            let metadata = config.metadata.as_ref().map(|it| it.0.as_str());
            Issuer { keys: Keys::of(&config.issuer.0, metadata), config }
        });
        let mut issuers: Vec<Issuer> = issuers.collect();
        let local = local::make(&local, now).map(|(issuer, local)| {
            issuers.push(issuer);
            local
        });
        let http = Client::builder()
            // An answer that sends us elsewhere could send us anywhere.
            .redirect(redirect::Policy::none())
            .timeout(ISSUER_ANSWERS)
            .build()
            .expect("a client needs nothing from outside");
        Ok(Self {
            issuers,
            municipalities,
            remembered: Remembered::default(),
            http,
            address,
            local,
        })
    }

    /// The municipalities that somebody can belong to.
    pub fn municipalities(&self) -> impl Iterator<Item = MunicipalityId> {
        self.municipalities.values().copied()
    }

    /// Who sends a token that was believed a moment ago: nothing is verified, and nothing is read.
    fn recall(&self, headers: &HeaderMap, now: Ts) -> Option<Identity> {
        let mut given = headers.get_all(header::AUTHORIZATION).iter();
        let (Some(only), None) = (given.next(), given.next()) else { return None };
        self.believed(only.to_str().ok().and_then(bearer)?, now)
    }

    /// Who sends a request with these headers.
    async fn identify(
        &self,
        store: &Store,
        method: &Method,
        headers: &HeaderMap,
        now: Ts,
    ) -> Result<Identity, ApiError> {
        let mut given = headers.get_all(header::AUTHORIZATION).iter();
        match (given.next(), given.next()) {
            (None, _) => {
                let key = self.session_key(headers).ok_or(Denied::Nothing)?;
                let identity = self.session(store, key, now).await?;
                self.expect_own_site(method, headers)?;
                Ok(identity)
            }
            (Some(_), Some(_)) => Err(Denied::Header.into()),
            (Some(only), None) => {
                let token = only.to_str().ok().and_then(bearer).ok_or(Denied::Header)?;
                Ok(self.believe(token, now).await?)
            }
        }
    }
}

/// The token of a header. Source: RFC 6750, 2.1; the scheme's case does not matter (RFC 9110, 11.1).
fn bearer(header: &str) -> Option<&str> {
    let (scheme, token) = header.split_once(' ')?;
    let sound = scheme.eq_ignore_ascii_case("bearer") && !token.is_empty() && !token.contains(' ');
    sound.then_some(token)
}

/// The municipalities that a mapping can give.
fn places(mapping: &Mapping) -> impl Iterator<Item = String> {
    let means = mapping.values.iter().map(|it| it.means.clone());
    mapping.always.clone().into_iter().chain(means)
}
