//! Looks: nothing of a person is read or written but through one, and what was shown is in the log before it is shown.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex, PoisonError};

use engine::domain::CandidateId;

use super::audit::{self, Action, Decision, Ends, Happening};
use super::keys::{Keys, Ring};
use super::seal::{Place, generation};
use super::{Document, Held, MunicipalityId, Store, StoreError, Ts, Tx};

/// Where it was looked up whether somebody may look, for the look itself to go on; whoever is first takes it.
#[derive(Debug, Clone, Default)]
pub struct Lent(Arc<Mutex<Option<Tx>>>);

impl Lent {
    /// Lends a glance at PostgreSQL. Those who read SQLite are few, and do not wait for the one who writes.
    pub fn lend(&self, glance: Tx) {
        if let Tx::Postgres(Held::Connection(_)) = glance {
            *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(glance);
        }
    }

    /// What is lent, if nobody has it yet.
    pub fn take(&self) -> Option<Tx> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// Who asks, for what and from where: what the log says of a request, beside whom it showed.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The municipality whose log it is.
    pub municipality: MunicipalityId,
    /// When.
    pub at: Ts,
    /// Who, as issuer and subject: a pseudonym that the municipality's login can resolve.
    pub actor: String,
    /// In which role.
    pub role: String,
    /// What is done to what there is of people.
    pub action: Action,
    /// Why, where a reason was asked for.
    pub reason: Option<String>,
    /// The method and the template of the address (`GET /v1/candidates/{id}`), or the command.
    pub request: String,
    /// The network address that it came from.
    pub origin: Option<String>,
    /// The trace that it belongs to.
    pub trace: Option<String>,
    /// Where the look may go on.
    pub lent: Lent,
}

impl Asked {
    /// A command on the machine of the database: who may run it there is the operating system's business.
    #[must_use]
    pub fn by_command(municipality: MunicipalityId, command: &str, action: Action, at: Ts) -> Self {
        let (actor, role) = ("command line".to_owned(), "operator".to_owned());
        let request = format!("femtrinn {command}");
        Self {
            municipality,
            at,
            actor,
            role,
            action,
            reason: None,
            request,
            origin: None,
            trace: None,
            lent: Lent::default(),
        }
    }
}

/// A transaction that knows who looks. Whom it has shown is logged in it, with the answer or not at all.
///
/// On PostgreSQL each statement sees what is committed when it begins: a snapshot could not add to the log after
/// somebody else has.
pub struct Look {
    tx: Tx,
    asked: Asked,
    people: BTreeSet<CandidateId>,
    keys: Keys,
    ends: Ends,
    /// The keys that were needed so far.
    rings: BTreeMap<(MunicipalityId, CandidateId), Ring>,
    sees_restricted: bool,
}

impl fmt::Debug for Look {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Look").field("asked", &self.asked).finish_non_exhaustive()
    }
}

impl Store {
    /// Begins to look at people, or to change what there is of them.
    ///
    /// # Errors
    ///
    /// As [`Database::write`](super::Database::write), for who looks, writes; [`StoreError::NoKeys`] when the store
    /// was opened without keys.
    pub async fn look(&self, asked: Asked) -> Result<Look, StoreError> {
        let keys = self.keys.clone().ok_or(StoreError::NoKeys)?;
        let (people, rings, ends) = (BTreeSet::new(), BTreeMap::new(), self.ends.clone());
        let sees_restricted = asked.reason.is_some();
        let tx = self.write_on(asked.lent.take()).await?;
        Ok(Look { tx, asked, people, keys, ends, rings, sees_restricted })
    }
}

impl Look {
    /// Notes that something of a person is shown or changed.
    pub(crate) fn shows(&mut self, person: &CandidateId) {
        if !self.people.contains(person) {
            self.people.insert(person.clone());
        }
    }

    /// Whose log it is.
    pub(crate) fn municipality(&self) -> MunicipalityId {
        self.asked.municipality
    }

    /// Looks past restrictions: what the person has asked for is done to all that there is.
    pub(crate) fn see_restricted(&mut self) {
        self.sees_restricted = true;
    }

    /// Whether restrictions hide nobody: somebody has said why they look.
    pub(super) fn sees_restricted(&self) -> bool {
        self.sees_restricted
    }

    /// Says what is done to people, where it is not what the method says.
    pub(crate) fn acts(&mut self, action: Action) {
        self.asked.action = action;
    }

    /// The keys of people.
    pub(super) fn keys(&self) -> &Keys {
        &self.keys
    }

    /// What tells texts of a municipality apart, and lets nobody guess them who has not got the keys.
    pub(super) async fn fingerprint(
        &self,
        municipality: MunicipalityId,
        parts: &[&[u8]],
    ) -> Result<Vec<u8>, StoreError> {
        Box::pin(self.keys.fingerprint(municipality, parts, self.asked.at)).await
    }

    /// Makes a person a new key, which seals from now on, and gives its generation.
    pub(super) async fn new_generation(
        &mut self,
        municipality: MunicipalityId,
        candidate: &CandidateId,
    ) -> Result<i64, StoreError> {
        self.fetch(municipality, candidate).await?;
        let at = self.asked.at;
        let ring = self.rings.entry((municipality, candidate.clone())).or_default();
        let next = ring.last_key_value().map_or(1, |(last, _)| last + 1);
        let key = Box::pin(self.keys.add(municipality, candidate, next, at)).await?;
        ring.insert(next, key);
        Ok(next)
    }

    /// Seals a document of a person under the person's present key, which is made where there is none.
    pub(super) async fn seal(
        &mut self,
        place: Place<'_>,
        body: &Document,
    ) -> Result<Document, StoreError> {
        let Place { municipality, candidate, .. } = place;
        self.fetch(municipality, candidate).await?;
        let at = self.asked.at;
        let ring = self.rings.entry((municipality, candidate.clone())).or_default();
        if ring.is_empty() {
            let key = Box::pin(self.keys.add(municipality, candidate, 1, at)).await?;
            ring.insert(1, key);
        }
        let (generation, key) = ring.last_key_value().expect("there is one now");
        Ok(place.seal(*generation, key, body))
    }

    /// Opens a document of a person.
    pub(super) async fn open(
        &mut self,
        place: Place<'_>,
        body: &Document,
    ) -> Result<Document, StoreError> {
        let Place { municipality, candidate, .. } = place;
        let generation = generation(body).ok_or_else(|| place.unreadable("it was never sealed"))?;
        if let Some(key) = self.keys.recall(municipality, candidate, generation) {
            return place.open(&key, body);
        }
        self.fetch(municipality, candidate).await?;
        let ring = self.rings.get(&(municipality, candidate.clone()));
        let key = ring.and_then(|ring| ring.get(&generation));
        place.open(key.ok_or_else(|| place.unreadable("its key is gone"))?, body)
    }

    /// Fetches the keys of all whose ids lie between two: once for a page.
    pub(super) async fn fetch_between(
        &mut self,
        municipality: MunicipalityId,
        first: &CandidateId,
        last: &CandidateId,
    ) -> Result<(), StoreError> {
        for (candidate, ring) in Box::pin(self.keys.between(municipality, first, last)).await? {
            let candidate = CandidateId::new(&candidate).expect("a key is somebody's");
            self.rings.insert((municipality, candidate), ring);
        }
        Ok(())
    }

    async fn fetch(
        &mut self,
        municipality: MunicipalityId,
        candidate: &CandidateId,
    ) -> Result<(), StoreError> {
        if self.rings.contains_key(&(municipality, candidate.clone())) {
            return Ok(());
        }
        self.fetch_between(municipality, candidate, candidate).await
    }

    /// The person, if the look is at one alone.
    pub(super) fn only_person(&self) -> Option<&CandidateId> {
        self.people.first().filter(|_| self.people.len() == 1)
    }

    /// Gives the answer, once the log has who was shown and all that was written lasts. No event, no answer.
    ///
    /// # Errors
    ///
    /// When the log could not be written: then nothing was.
    pub async fn answer<T>(self, answer: T) -> Result<T, StoreError> {
        if self.people.is_empty() {
            self.tx.commit().await?;
        } else {
            self.log(Decision::Permit).await?;
        }
        Ok(answer)
    }

    /// Gives an answer to what was only tried: nothing is written but whom it was tried on.
    ///
    /// # Errors
    ///
    /// When the log could not be written.
    pub async fn answer_unwritten<T>(self, store: &Store, answer: T) -> Result<T, StoreError> {
        let Self { tx, asked, people, .. } = self;
        drop(tx);
        let asked = Asked { action: Action::Access, ..asked };
        let look = Self { people, ..store.look(asked).await? };
        look.answer(answer).await
    }

    /// Logs that somebody was asked for who is there, and not shown to who asks.
    ///
    /// # Errors
    ///
    /// When the log could not be written.
    pub(crate) async fn refuse_to_show(mut self, person: &CandidateId) -> Result<(), StoreError> {
        self.shows(person);
        self.refuse().await
    }

    /// Logs that the request was refused, and writes nothing else.
    ///
    /// # Errors
    ///
    /// When the log could not be written.
    pub async fn refuse(self) -> Result<(), StoreError> {
        self.log(Decision::Deny).await
    }

    /// Adds to the log, and makes it last with all that was written.
    async fn log(mut self, decision: Decision) -> Result<(), StoreError> {
        let happening = Happening { decision, asked: &self.asked, people: &self.people };
        let municipality = self.asked.municipality;
        let known = self.ends.find(municipality);
        let end = Box::pin(audit::append(&mut self.tx, &happening, known)).await?;
        self.tx.commit().await?;
        self.ends.note(municipality, end);
        Ok(())
    }
}

impl Deref for Look {
    type Target = Tx;

    fn deref(&self) -> &Tx {
        &self.tx
    }
}

impl DerefMut for Look {
    fn deref_mut(&mut self) -> &mut Tx {
        &mut self.tx
    }
}
