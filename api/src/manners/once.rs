//! `Idempotency-Key`: a POST that is sent again is carried out once.
//!
//! Source: draft-ietf-httpapi-idempotency-key-header-07.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::FromRequestParts;
use axum::http::HeaderName;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use engine::domain::CandidateId;

use super::conditions::only;
use crate::auth::Caller;
use crate::error::ApiError;
use crate::state::AppState;
use crate::store::idempotency::{self, Claim};
use crate::store::{Asked, Document, Look, MunicipalityId};
use crate::wire::{Answer, Flaw};

const NAME: HeaderName = HeaderName::from_static("idempotency-key");

/// The longest key; a UUID has 36 characters.
const KEY_LENGTH_MOST: usize = 255;

/// The key of a POST, and what it was sent for.
#[derive(Debug)]
pub struct Once {
    key: String,
    address: String,
    asked: Asked,
}

/// What to do about a POST.
#[derive(Debug)]
pub enum Begun {
    /// It was answered before, like this.
    Before(Response),
    /// It is carried out now.
    Now(Box<Writing>),
}

/// A POST that is carried out: everything it writes, and its answer, are kept together or not at all.
#[derive(Debug)]
pub struct Writing {
    /// The transaction to write in.
    pub tx: Look,
    municipality: MunicipalityId,
    key: String,
    _held: Held,
}

impl FromRequestParts<AppState> for Once {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let key = only(&parts.headers, &NAME)?.ok_or(ApiError::KeyMissing)?;
        let written = key.bytes().all(|byte| byte.is_ascii_graphic());
        if !written || !(1..=KEY_LENGTH_MOST).contains(&key.len()) {
            let detail = format!("write 1 to {KEY_LENGTH_MOST} printable characters, and no space");
            return Err(ApiError::Malformed(vec![Flaw::header(NAME.as_str(), detail)]));
        }
        let address = format!("{} {}", parts.method, parts.uri);
        let key = key.to_owned();
        let asked = Asked::from_request_parts(parts, state).await?;
        Ok(Self { key, address, asked })
    }
}

impl Once {
    /// Begins to carry out the request, unless it was carried out before.
    ///
    /// # Errors
    ///
    /// [`ApiError::KeyReused`] when the key was used for another request, [`ApiError::KeyInUse`] when the first
    /// still runs, or when the store fails.
    pub async fn begin(
        self,
        state: &AppState,
        caller: &Caller,
        body: &[u8],
    ) -> Result<Begun, ApiError> {
        let Self { key, address, asked } = self;
        let municipality = caller.municipality;
        let held = state.in_flight.hold(municipality, &key).ok_or(ApiError::KeyInUse)?;
        let request = [caller.subject.as_bytes(), address.as_bytes(), body];
        let mut tx = state.store.look(asked).await?;
        let now = state.clock.now();
        match idempotency::claim(&mut tx, municipality, &key, &request, now).await? {
            Claim::New => Ok(Begun::Now(Box::new(Writing { tx, municipality, key, _held: held }))),
            Claim::Different => Err(ApiError::KeyReused),
            Claim::Answered(kept) => {
                let answer: Answer =
                    serde_json::from_str(&kept.0).map_err(|_| ApiError::Internal)?;
                Ok(Begun::Before(tx.answer(answer).await?.into_response()))
            }
        }
    }
}

impl Writing {
    /// Keeps what was written, and the answer with it, and gives the answer.
    ///
    /// # Errors
    ///
    /// When the store fails; then nothing was written.
    pub async fn finish(mut self, answer: Answer) -> Result<Response, ApiError> {
        let kept = Document::of(&answer);
        idempotency::answer(&mut self.tx, self.municipality, &self.key, &kept).await?;
        Ok(self.tx.answer(answer).await?.into_response())
    }

    /// Keeps what was written and an answer without what is shown once, and gives the one that shows it.
    ///
    /// # Errors
    ///
    /// When the store fails; then nothing was written.
    pub async fn finish_once(mut self, kept: &Answer, told: Answer) -> Result<Response, ApiError> {
        let kept = Document::of(kept);
        idempotency::answer(&mut self.tx, self.municipality, &self.key, &kept).await?;
        Ok(self.tx.answer(told).await?.into_response())
    }

    /// Lets go of the database, for what takes long to try; nothing is kept but whom it was tried on.
    #[must_use]
    pub fn let_go(self) -> Trying {
        let Self { tx, municipality: _, key: _, _held: held } = self;
        Trying { asked: tx.let_go(), _held: held }
    }

    /// Gives the answer to what was only tried: nothing is kept but whom it was tried on.
    ///
    /// # Errors
    ///
    /// When the store fails.
    pub async fn tried(self, state: &AppState, answer: Answer) -> Result<Response, ApiError> {
        Ok(self.tx.answer_unwritten(&state.store, answer).await?.into_response())
    }
}

/// A POST that only tries something: it holds no database, and keeps nothing but whom it was tried on.
#[derive(Debug)]
pub struct Trying {
    asked: Asked,
    _held: Held,
}

impl Trying {
    /// Gives the answer, once the log has whom it shows.
    ///
    /// # Errors
    ///
    /// When the store fails.
    pub async fn answer(
        self,
        state: &AppState,
        people: BTreeSet<CandidateId>,
        answer: Answer,
    ) -> Result<Response, ApiError> {
        let mut look = state.store.look(self.asked).await?;
        for person in &people {
            look.shows(person);
        }
        Ok(look.answer(answer).await?.into_response())
    }
}

/// The POSTs that run in this program. Another program's are seen in the database.
#[derive(Debug, Clone, Default)]
pub struct InFlight(Arc<Mutex<BTreeSet<(MunicipalityId, String)>>>);

/// Takes the key out when the POST has ended, however it ended.
#[derive(Debug)]
struct Held {
    all: InFlight,
    key: (MunicipalityId, String),
}

impl InFlight {
    fn hold(&self, municipality: MunicipalityId, key: &str) -> Option<Held> {
        let key = (municipality, key.to_owned());
        let mut keys = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        keys.insert(key.clone()).then(|| Held { all: self.clone(), key })
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.all.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.key);
    }
}
