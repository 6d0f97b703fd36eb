//! Sessions of people who have logged in: a cookie that the browser alone has, and a row that knows its hash.
//!
//! Source of the times and the cookie's attributes: OWASP, Session Management Cheat Sheet.

use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use engine::domain::{OrganisationNumber, SpecialistId};
use jiff::SignedDuration;
use openidconnect::CsrfToken;
use sha2::{Digest, Sha256};

use super::caller::{Identity, Role};
use super::{Auth, Denied};
use crate::error::ApiError;
use crate::store::sessions::{self, StoredSession};
use crate::store::{Store, Ts, new_uuid};

/// How long a session lasts, however much it is used. An assumption: a working day.
pub const LASTS: SignedDuration = SignedDuration::from_hours(8);

/// How long a session lasts without being used. An assumption.
const IDLE: SignedDuration = SignedDuration::from_mins(30);

/// How exactly it is known when a session was used: not every look needs a write.
const NOTED: SignedDuration = SignedDuration::from_mins(1);

const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// What a secret is known by.
pub(super) fn hash(secret: &str) -> Vec<u8> {
    Sha256::digest(secret).to_vec()
}

impl Auth {
    /// What a cookie of the service is called. The prefix makes browsers keep it to this very host, over https;
    /// plain http is for this machine alone.
    pub(super) fn cookie(&self, name: &str) -> String {
        if self.is_https() { format!("__Host-{name}") } else { name.to_owned() }
    }

    fn is_https(&self) -> bool {
        self.address.starts_with("https://")
    }

    /// The header that gives the browser a cookie for so many seconds; 0 takes it back.
    pub(super) fn set_cookie(&self, name: &str, value: &str, seconds: i64) -> HeaderValue {
        let (name, secure) = (self.cookie(name), if self.is_https() { "; Secure" } else { "" });
        let text =
            format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}");
        HeaderValue::try_from(text).expect("names and values are ASCII")
    }

    /// The value of a cookie of the service, if there is one and no more.
    pub(super) fn cookie_of<'h>(&self, name: &str, headers: &'h HeaderMap) -> Option<&'h str> {
        let name = self.cookie(name);
        let lines = headers.get_all(header::COOKIE).into_iter().filter_map(|it| it.to_str().ok());
        let pairs =
            lines.flat_map(|line| line.split(';')).filter_map(|it| it.trim().split_once('='));
        let mut found = pairs.filter(|(named, _)| *named == name).map(|(_, value)| value);
        found.next().filter(|_| found.next().is_none())
    }

    /// Begins a session, and gives its key.
    pub(super) async fn begin(
        &self,
        store: &Store,
        identity: &Identity,
        before: Option<&str>,
        now: Ts,
    ) -> Result<String, ApiError> {
        let key = CsrfToken::new_random_len(32).into_secret();
        let Identity { municipality, subject, roles, specialist, organisation } = identity;
        let roles: Vec<&str> = roles.iter().map(|role| role.code()).collect();
        let session = StoredSession {
            municipality_id: *municipality,
            id: new_uuid(now).to_string(),
            subject: subject.clone(),
            roles: roles.join(" "),
            specialist_id: specialist.as_ref().map(ToString::to_string),
            organisation_number: organisation.as_ref().map(ToString::to_string),
            created_at: now,
            used_at: now,
        };
        let mut tx = store.write().await?;
        // Whoever logs in again has one session, under a new key.
        if let Some(before) = before {
            sessions::end(&mut tx, &hash(before)).await?;
        }
        sessions::begin(&mut tx, &hash(&key), &session).await?;
        tx.commit().await?;
        Ok(key)
    }

    /// Whose session a key is.
    pub(super) async fn session(
        &self,
        store: &Store,
        key: &str,
        now: Ts,
    ) -> Result<Identity, ApiError> {
        let hash = hash(key);
        let (begun, used) = since(now);
        let found = sessions::find(&mut store.glance().await?, &hash, begun, used).await?;
        let found = found.ok_or(Denied::NoSession)?;
        if found.used_at < ago(now, NOTED) {
            let mut tx = store.write().await?;
            sessions::touch(&mut tx, &hash, now).await?;
            tx.commit().await?;
        }
        // Whom the configuration does not know any more is not known any more.
        let issuer = found.subject.split(':').next().unwrap_or_default();
        let is_known = self.issuers.iter().any(|it| it.config.name.0 == issuer);
        if !is_known || !self.municipalities().any(|it| it == found.municipality_id) {
            return Err(Denied::NoSession.into());
        }
        Ok(Identity {
            municipality: found.municipality_id,
            subject: found.subject,
            roles: found.roles.split(' ').filter_map(Role::read).collect(),
            specialist: found.specialist_id.and_then(|it| SpecialistId::new(&it)),
            organisation: found
                .organisation_number
                .and_then(|it| OrganisationNumber::new(&it).ok()),
        })
    }

    /// Refuses a change that another site makes a browser send: the cookie goes along without anybody's will.
    ///
    /// Source: OWASP, Cross-Site Request Forgery Prevention Cheat Sheet (Fetch Metadata, and `Origin`).
    pub(super) fn expect_own_site(
        &self,
        method: &Method,
        headers: &HeaderMap,
    ) -> Result<(), ApiError> {
        let is = |name: HeaderName, value: &str| {
            headers.get(name).is_some_and(|it| it.as_bytes() == value.as_bytes())
        };
        let is_own = match (headers.contains_key(&FETCH_SITE), headers.contains_key(header::ORIGIN))
        {
            (true, _) => is(FETCH_SITE, "same-origin"),
            (false, true) => is(header::ORIGIN, &self.address),
            (false, false) => false,
        };
        if is_own || method.is_safe() { Ok(()) } else { Err(ApiError::OtherSite) }
    }
}

/// Since when a session must have begun, and been used, to be one now.
#[must_use]
pub fn since(now: Ts) -> (Ts, Ts) {
    (ago(now, LASTS), ago(now, IDLE))
}

fn ago(now: Ts, time: SignedDuration) -> Ts {
    Ts::new(now.timestamp() - time)
}
