//! Sealing: what is personal is kept under the person's own key, and reads as noise to whoever has not got it.
//!
//! A sealed document is a JSON string, `"sealed:1:GENERATION:BASE64"`: a random nonce and the text under
//! XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03; a nonce of 192 bits may be drawn at random). Where it belongs is
//! part of what is authenticated, so that no document can stand in another's place.

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD as BASE64;
use chacha20poly1305::aead::{Aead, Generate, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use engine::domain::CandidateId;
use ring::hmac;

use super::{Document, MunicipalityId, StoreError};

/// How a sealed document begins.
const MARK: &str = "\"sealed:1:";

/// Bytes of a nonce.
const NONCE: usize = 24;

/// A key of 256 bits that shows itself to nobody.
pub(super) struct SecretKey(XChaCha20Poly1305);

/// A key as bytes, to be wrapped in another.
pub(super) type KeyBytes = [u8; 32];

/// A new key.
pub(super) fn new_key() -> KeyBytes {
    Key::generate().into()
}

impl SecretKey {
    pub(super) fn new(bytes: KeyBytes) -> Self {
        Self(XChaCha20Poly1305::new(&Key::from(bytes)))
    }

    /// Noise that only this key turns back, and only under the same label.
    pub(super) fn close(&self, label: &str, text: &[u8]) -> Vec<u8> {
        let nonce = XNonce::generate();
        let payload = Payload { msg: text, aad: label.as_bytes() };
        let noise = self.0.encrypt(&nonce, payload).expect("a text of this size can be sealed");
        [nonce.as_slice(), &noise].concat()
    }

    /// The text; `None` when it is not what was closed, or was closed under another label or key.
    pub(super) fn open(&self, label: &str, noise: &[u8]) -> Option<Vec<u8>> {
        let (nonce, noise) = noise.split_at_checked(NONCE)?;
        let nonce = XNonce::try_from(nonce).ok()?;
        self.0.decrypt(&nonce, Payload { msg: noise, aad: label.as_bytes() }).ok()
    }
}

/// What tells two texts apart, and says nothing of either to whoever has not got the key: short texts could be guessed
/// from a hash without one.
pub(super) fn fingerprint(key: &KeyBytes, parts: &[&[u8]]) -> Vec<u8> {
    let mut made = hmac::Context::with_key(&hmac::Key::new(hmac::HMAC_SHA256, key));
    for part in parts {
        made.update(&(part.len() as u64).to_be_bytes());
        made.update(part);
    }
    made.sign().as_ref().to_vec()
}

/// Where a sealed document stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) table: &'static str,
    pub(super) municipality: MunicipalityId,
    pub(super) candidate: &'a CandidateId,
    /// What tells the person's rows of the table apart: a version, a number or a key.
    pub(super) row: &'a str,
}

impl Place<'_> {
    fn label(&self) -> String {
        let Self { table, municipality, candidate, row } = self;
        format!("{table}\n{municipality}\n{candidate}\n{row}")
    }

    /// Seals a document that stands here.
    pub(super) fn seal(&self, generation: i64, key: &SecretKey, body: &Document) -> Document {
        let noise = key.close(&self.label(), body.0.as_bytes());
        Document(format!("{MARK}{generation}:{}\"", BASE64.encode(noise)))
    }

    /// Opens a sealed document that stands here.
    pub(super) fn open(&self, key: &SecretKey, body: &Document) -> Result<Document, StoreError> {
        let noise = parts(body).and_then(|(_, noise)| BASE64.decode(noise).ok());
        let text = noise.and_then(|noise| key.open(&self.label(), &noise));
        let text = text.and_then(|text| String::from_utf8(text).ok());
        text.map(Document).ok_or_else(|| self.unreadable("it is not what was sealed here"))
    }

    /// Why a document that stands here cannot be read. What is in it is not told.
    pub(super) fn unreadable(&self, why: &str) -> StoreError {
        StoreError::Corrupt {
            what: format!("a sealed document of `{}`", self.table),
            source: sqlx::Error::Decode(why.into()),
        }
    }
}

/// The generation of the key under which a document is sealed; `None` where it is not.
pub(super) fn generation(body: &Document) -> Option<i64> {
    parts(body).and_then(|(generation, _)| generation.parse().ok())
}

fn parts(body: &Document) -> Option<(&str, &str)> {
    body.0.strip_prefix(MARK)?.strip_suffix('"')?.split_once(':')
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail where it stands")]
mod tests {
    use engine::domain::CandidateId;

    use super::{Place, SecretKey, generation, new_key};
    use crate::store::{Clock, Document, MunicipalityId};

    #[test]
    fn what_is_sealed_opens_in_its_place_with_its_key_and_nowhere_else() {
        let (one, other) = (SecretKey::new(new_key()), SecretKey::new(new_key()));
        let (k, l) = (CandidateId::new("K-1").unwrap(), CandidateId::new("K-2").unwrap());
        let here = MunicipalityId::new(Clock::System.now());
        let place = Place { table: "t", municipality: here, candidate: &k, row: "1" };
        let body = Document("{\"name\": \"Kari æøå\"}".to_owned());
        let sealed = place.seal(3, &one, &body);
        assert_eq!(generation(&sealed), Some(3));
        assert_eq!(generation(&body), None);
        assert!(!sealed.0.contains("Kari"));
        assert_ne!(sealed, place.seal(3, &one, &body), "each time with another nonce");
        assert_eq!(place.open(&one, &sealed).unwrap(), body);
        assert!(place.open(&other, &sealed).is_err());
        let elsewhere = MunicipalityId::new(Clock::System.now());
        for wrong in [
            Place { table: "u", ..place },
            Place { municipality: elsewhere, ..place },
            Place { candidate: &l, ..place },
            Place { row: "2", ..place },
        ] {
            assert!(wrong.open(&one, &sealed).is_err(), "{wrong:?}");
        }
        for at in 12..sealed.0.len() - 1 {
            let mut bytes = sealed.0.clone().into_bytes();
            bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
            let changed = Document(String::from_utf8(bytes).unwrap());
            assert!(place.open(&one, &changed).is_err(), "byte {at}");
        }
    }
}
