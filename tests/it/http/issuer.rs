//! An issuer of logins within the tests, which tells the truth or lies as a test wants it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::thread;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use jsonwebtoken::jwk::{Jwk, PublicKeyUse};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
use serde_json::{Map, Value, json};
use tokio::net::TcpListener;

/// An issuer that listens on this machine for as long as the tests run.
pub(crate) struct Issuer {
    /// What it calls itself: `http://127.0.0.1:PORT`.
    pub(crate) address: String,
    pages: Arc<Mutex<Pages>>,
}

#[derive(Default)]
struct Pages {
    /// What it answers, by path.
    answers: BTreeMap<String, String>,
    /// How often each path was asked for.
    asked: BTreeMap<String, u32>,
}

/// A key with its id.
pub(crate) struct Key {
    pub(crate) kid: &'static str,
    pub(crate) algorithm: Algorithm,
    pub(crate) secret: EncodingKey,
}

impl Key {
    /// A new key for ES256.
    pub(crate) fn new(kid: &'static str) -> Self {
        let made =
            EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new());
        let secret = EncodingKey::from_ec_der(made.unwrap().as_ref());
        Self { kid, algorithm: Algorithm::ES256, secret }
    }

    /// The RSA key of the tests, which is nobody's secret.
    pub(crate) fn rsa(kid: &'static str) -> Self {
        let secret = EncodingKey::from_rsa_pem(include_bytes!("rsa.pem")).unwrap();
        Self { kid, algorithm: Algorithm::RS256, secret }
    }

    /// Its public half.
    pub(crate) fn public(&self) -> Jwk {
        let mut jwk = Jwk::from_encoding_key(&self.secret, self.algorithm).unwrap();
        jwk.common.key_id = Some(self.kid.to_owned());
        jwk.common.public_key_use = Some(PublicKeyUse::Signature);
        jwk
    }

    /// The header of its tokens.
    pub(crate) fn header(&self) -> Header {
        Header { kid: Some(self.kid.to_owned()), ..Header::new(self.algorithm) }
    }

    /// A token with these claims.
    pub(crate) fn sign(&self, claims: &Map<String, Value>) -> String {
        encode(&self.header(), claims, &self.secret).unwrap()
    }
}

impl Issuer {
    /// Starts an issuer that has these keys.
    pub(crate) fn start(keys: &[Jwk]) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let pages = Arc::new(Mutex::new(Pages::default()));
        let routes = Router::new().fallback(answer).with_state(pages.clone());
        // It ends with the program of the tests.
        thread::spawn(move || runtime.block_on(axum::serve(listener, routes).into_future()));
        let issuer = Self { address, pages };
        let metadata =
            json!({"issuer": issuer.address, "jwks_uri": format!("{}/keys", issuer.address)});
        issuer.say("/.well-known/openid-configuration", &metadata);
        issuer.has(keys);
        issuer
    }

    /// Has these keys from now on.
    pub(crate) fn has(&self, keys: &[Jwk]) {
        self.say("/keys", &json!({"keys": keys}));
    }

    /// Answers so from now on.
    pub(crate) fn say(&self, path: &str, answer: &Value) {
        self.pages.lock().unwrap().answers.insert(path.to_owned(), answer.to_string());
    }

    /// How often a path was asked for.
    pub(crate) fn asked(&self, path: &str) -> u32 {
        self.pages.lock().unwrap().asked.get(path).copied().unwrap_or_default()
    }
}

async fn answer(State(pages): State<Arc<Mutex<Pages>>>, request: Request) -> impl IntoResponse {
    let path = request.uri().path().to_owned();
    let mut pages = pages.lock().unwrap();
    *pages.asked.entry(path.clone()).or_default() += 1;
    match pages.answers.get(&path) {
        Some(answer) => (StatusCode::OK, [("content-type", "application/json")], answer.clone()),
        None => (StatusCode::NOT_FOUND, [("content-type", "text/plain")], String::new()),
    }
}
