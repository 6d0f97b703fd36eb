//! An issuer within the program, for a demo and for tests: only when it is configured, and every page says so.
//!
//! Its key is made at the start and is gone at the end. Whoever reads what the program prints can log in.

use std::collections::BTreeSet;

use engine::domain::{OrganisationNumber, SpecialistId};
use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use openidconnect::CsrfToken;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
use serde_json::json;

use super::config::{Address, IssuerConfig, LocalUser, Mapping, Meaning, Name, Pointer, Signature};
use super::keys::Keys;
use super::token::Issuer;
use crate::store::Ts;

/// What it calls itself; no address, so that nobody is asked over the network.
const ISSUER: &str = "femtrinn:local";

const AUDIENCE: &str = "femtrinn";

const KEY_ID: &str = "made-at-the-start";

/// How long its tokens are good, in seconds: a working day.
const TOKEN_ENDS_S: i64 = 12 * 3600;

/// The issuer's users, with what each can log in with.
#[derive(Debug)]
pub struct Local {
    /// The users, by name.
    pub users: Vec<LocalLogin>,
}

/// What a user of the local issuer can log in with.
#[derive(Debug)]
pub struct LocalLogin {
    /// The user's name.
    pub name: String,
    /// A bearer token.
    pub token: String,
    /// The last part of an address that logs in.
    pub code: String,
}

/// Makes a key, and a token for each user; nothing when there are no users.
pub(super) fn make(users: &[LocalUser], now: Ts) -> Option<(Issuer, Local)> {
    if users.is_empty() {
        return None;
    }
    let random = SystemRandom::new();
    let key = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random);
    let key = EncodingKey::from_ec_der(key.expect("the system gives random bytes").as_ref());
    let public = Jwk::from_encoding_key(&key, Algorithm::ES256);
    let public = public.expect("a key that was just made has a public half");
    let header = Header { kid: Some(KEY_ID.to_owned()), ..Header::new(Algorithm::ES256) };
    let now_s = now.timestamp().as_second();
    let logins = users.iter().map(|user| {
        let LocalUser { name, municipality, roles, specialist, organisation } = user;
        let claims = json!({
            "iss": ISSUER, "aud": AUDIENCE, "iat": now_s, "exp": now_s + TOKEN_ENDS_S, "sub": name.0,
            "municipality": municipality.as_str(),
            "roles": roles.iter().map(|role| role.code()).collect::<Vec<_>>(),
            "specialist": specialist.as_ref().map(SpecialistId::as_str),
            "organisation": organisation.as_ref().map(OrganisationNumber::as_str),
        });
        let token = encode(&header, &claims, &key).expect("a key that was just made signs");
        let code = CsrfToken::new_random_len(32).into_secret();
        LocalLogin { name: name.0.clone(), token, code }
    });
    let local = Local { users: logins.collect() };
    let keys = Keys::fixed(ISSUER, KEY_ID, public);
    Some((Issuer { config: config(users), keys }, local))
}

fn config(users: &[LocalUser]) -> IssuerConfig {
    let says = |claim: &str, values| Mapping {
        always: None,
        claim: Some(Pointer(claim.to_owned())),
        values,
    };
    let numbers: BTreeSet<&str> = users.iter().map(|it| it.municipality.as_str()).collect();
    let itself = |number: &&str| Meaning { is: (*number).to_owned(), means: (*number).to_owned() };
    IssuerConfig {
        name: Name("local".to_owned()),
        issuer: Address(ISSUER.to_owned()),
        audience: AUDIENCE.to_owned(),
        metadata: None,
        algorithms: vec![Signature(Algorithm::ES256)],
        require: Vec::new(),
        subject: Pointer("/sub".to_owned()),
        municipality: says("/municipality", numbers.iter().map(itself).collect()),
        roles: says("/roles", Vec::new()),
        specialist: Some(says("/specialist", Vec::new())),
        organisation: Some(says("/organisation", Vec::new())),
        login: None,
    }
}
