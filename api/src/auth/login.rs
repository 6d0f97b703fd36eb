//! Logging in with an issuer: `OpenID` Connect, the authorization code flow with PKCE, state and nonce.
//!
//! A login that has begun is a row that is used once, and bound to the browser by a cookie; what comes of it is a
//! session. Source: `OpenID` Connect Core 1.0, RFC 7636 (PKCE), RFC 9207 (`iss` in the answer), RFC 9700.

use std::fmt::Write;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use jiff::SignedDuration;
use jsonwebtoken::dangerous::insecure_decode_claims;
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreJwsSigningAlgorithm, CoreProviderMetadata,
};
use openidconnect::{
    AsyncHttpClient, AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndpointMaybeSet,
    EndpointNotSet, EndpointSet, HttpRequest, HttpResponse, IssuerUrl, Nonce, PkceCodeChallenge,
    PkceCodeVerifier, RedirectUrl, Scope,
};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::config::{IssuerConfig, LoginConfig, Parameter, Secret, is_safe};
use super::session::{LASTS, hash};
use super::{Auth, Identity};
use crate::error::ApiError;
use crate::manners::{Path, Query};
use crate::state::AppState;
use crate::store::Ts;
use crate::store::logins::{self, Attempt};

/// How long a login may take, with everything that the issuer asks for. An assumption.
const ATTEMPT: SignedDuration = SignedDuration::from_mins(10);

const SESSION: &str = "femtrinn";
const ATTEMPTS: &str = "femtrinn-login";

/// Where a browser goes when it has logged in.
const HOME: &str = "/docs";

/// In whose name all strangers together ask, so that they do not ask too fast.
const STRANGERS: &str = "strangers";

/// Why a login came to nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LoginError {
    /// No login has begun that this could end.
    #[error("not-begun")]
    NotBegun,
    /// The issuer says no.
    #[error("refused")]
    Refused,
    /// Somebody else's answer.
    #[error("other-issuer")]
    OtherIssuer,
    /// What the issuer gives cannot be believed.
    #[error("not-believed")]
    NotBelieved,
    /// The issuer does not answer.
    #[error("silent")]
    Silent,
}

/// The pages of logging in.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/login", get(choose))
        .route("/login/callback", get(end))
        .route("/login/local/{code}", get(local))
        .route("/login/{issuer}", get(begin))
        .route("/logout", post(leave))
}

type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// The issuers that one can log in with; where there is one, to that one.
async fn choose(State(state): State<AppState>) -> Response {
    let names = state.auth.issuers.iter().filter(|it| it.config.login.is_some());
    let names: Vec<&str> = names.map(|it| it.config.name.0.as_str()).collect();
    if let [only] = names[..] {
        return redirect(&format!("/login/{only}"));
    }
    let mut html =
        "<!doctype html>\n<html lang=\"nb\">\n<meta charset=\"utf-8\">\n<title>Logg inn</title>\n\
                    <link rel=\"stylesheet\" href=\"/docs.css\">\n\
                    <h1>Logg inn</h1>\n<ul>\n"
            .to_owned();
    for name in names {
        writeln!(html, "<li><a href=\"/login/{name}\">{name}</a></li>")
            .expect("a string takes everything");
    }
    html.push_str("</ul>\n");
    if state.auth.local.is_some() {
        html.push_str("<p>Tjenesten har en lokal utsteder, for demo og test. Adressene som logger inn, står der den ble startet.</p>\n");
    }
    html.push_str("</html>\n");
    let policy = "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
    ([(header::CONTENT_SECURITY_POLICY, policy)], Html(html)).into_response()
}

/// Sends the browser to the issuer.
async fn begin(
    State(state): State<AppState>,
    Path(name): Path<String>,
) -> Result<Response, ApiError> {
    state.rate.take(STRANGERS, std::time::Instant::now())?;
    let (issuer, login) = state.auth.login(&name).ok_or(ApiError::NotFound { what: "issuer" })?;
    let client = state.auth.client(issuer, login).await?;
    let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
    let flow = CoreAuthenticationFlow::AuthorizationCode;
    let random = (|| CsrfToken::new_random_len(32), || Nonce::new_random_len(32));
    let mut request = client.authorize_url(flow, random.0, random.1).set_pkce_challenge(challenge);
    for scope in &login.scopes {
        request = request.add_scope(Scope::new(scope.clone()));
    }
    for Parameter { name, value } in &login.parameters {
        request = request.add_extra_param(name, value);
    }
    let (address, begun, nonce) = request.url();
    let attempt =
        Attempt { issuer: name, nonce: nonce.secret().clone(), verifier: verifier.into_secret() };
    let now = state.clock.now();
    let mut tx = state.store.write().await?;
    logins::begin(&mut tx, &hash(begun.secret()), &attempt, now).await?;
    tx.commit().await?;
    let mut response = redirect(address.as_str());
    let cookie = state.auth.set_cookie(ATTEMPTS, begun.secret(), ATTEMPT.as_secs());
    response.headers_mut().append(header::SET_COOKIE, cookie);
    Ok(response)
}

/// What an issuer sends back through the browser.
#[derive(Deserialize)]
struct Answer {
    state: String,
    code: Option<String>,
    iss: Option<String>,
}

/// Takes what the issuer sends back, and begins a session.
async fn end(
    State(state): State<AppState>,
    headers: HeaderMap,
    Query(answer): Query<Answer>,
) -> Result<Response, ApiError> {
    state.rate.take(STRANGERS, std::time::Instant::now())?;
    let (auth, now) = (&state.auth, state.clock.now());
    // The browser that comes back must be the one that went.
    if auth.cookie_of(ATTEMPTS, &headers) != Some(answer.state.as_str()) {
        return Err(LoginError::NotBegun.into());
    }
    let mut tx = state.store.write().await?;
    let since = Ts::new(now.timestamp() - ATTEMPT);
    let attempt = logins::take(&mut tx, &hash(&answer.state), since).await?;
    tx.commit().await?;
    let attempt = attempt.ok_or(LoginError::NotBegun)?;
    let (issuer, login) = auth.login(&attempt.issuer).ok_or(LoginError::NotBegun)?;
    if answer.iss.is_some_and(|iss| iss != issuer.issuer.0) {
        return Err(LoginError::OtherIssuer.into());
    }
    let code = answer.code.ok_or(LoginError::Refused)?;
    let identity = auth.redeem(issuer, login, code, attempt).await?;
    let before = auth.cookie_of(SESSION, &headers);
    let key = auth.begin(&state.store, &identity, before, now).await?;
    Ok(auth.welcome(&key))
}

/// Logs in as a user of the local issuer.
async fn local(
    State(state): State<AppState>,
    headers: HeaderMap,
    Path(code): Path<String>,
) -> Result<Response, ApiError> {
    let (auth, now) = (&state.auth, state.clock.now());
    let users = auth.local.iter().flat_map(|local| &local.users);
    // By their hashes, so that the time it takes tells nothing.
    let user = users.into_iter().find(|user| hash(&user.code) == hash(&code));
    let token = &user.ok_or(LoginError::NotBegun)?.token;
    let identity = auth.believe(token, now).await?;
    let key = auth.begin(&state.store, &identity, auth.cookie_of(SESSION, &headers), now).await?;
    Ok(auth.welcome(&key))
}

/// Ends the session.
async fn leave(State(state): State<AppState>, headers: HeaderMap) -> Result<Response, ApiError> {
    state.auth.expect_own_site(&Method::POST, &headers)?;
    if let Some(key) = state.auth.cookie_of(SESSION, &headers) {
        let mut tx = state.store.write().await?;
        crate::store::sessions::end(&mut tx, &hash(key)).await?;
        tx.commit().await?;
    }
    let mut response = redirect("/login");
    response.headers_mut().append(header::SET_COOKIE, state.auth.set_cookie(SESSION, "", 0));
    Ok(response)
}

impl Auth {
    /// The key of a session that a request carries, if it carries one.
    pub(super) fn session_key<'h>(&self, headers: &'h HeaderMap) -> Option<&'h str> {
        self.cookie_of(SESSION, headers)
    }

    fn login(&self, name: &str) -> Option<(&IssuerConfig, &LoginConfig)> {
        let issuer = &self.issuers.iter().find(|it| it.config.name.0 == name)?.config;
        Some((issuer, issuer.login.as_ref()?))
    }

    /// Sends the browser home with a session.
    fn welcome(&self, key: &str) -> Response {
        let mut response = redirect(HOME);
        let headers = response.headers_mut();
        headers.append(header::SET_COOKIE, self.set_cookie(SESSION, key, LASTS.as_secs()));
        headers.append(header::SET_COOKIE, self.set_cookie(ATTEMPTS, "", 0));
        response
    }

    /// A client of the issuer, as it describes itself now: its keys may have changed since.
    async fn client(&self, issuer: &IssuerConfig, login: &LoginConfig) -> Result<Client, ApiError> {
        let failed = |reason: String| {
            tracing::warn!(issuer = issuer.name.0, reason, "an issuer cannot be used to log in");
            LoginError::Silent
        };
        let url = IssuerUrl::new(issuer.issuer.0.clone()).map_err(|it| failed(it.to_string()))?;
        let found = CoreProviderMetadata::discover_async(url, &Asking(self)).await;
        let found = found.map_err(|it| failed(chain(&it)))?;
        let secret = secret(&login.secret).map_err(failed)?;
        let back = RedirectUrl::new(format!("{}/login/callback", self.address));
        let id = ClientId::new(login.client_id.clone());
        let client = CoreClient::from_provider_metadata(found, id, Some(ClientSecret::new(secret)));
        Ok(client.set_redirect_uri(back.map_err(|it| failed(it.to_string()))?))
    }

    /// Who has logged in, for a code that the issuer gave.
    async fn redeem(
        &self,
        issuer: &IssuerConfig,
        login: &LoginConfig,
        code: String,
        attempt: Attempt,
    ) -> Result<Identity, ApiError> {
        let client = self.client(issuer, login).await?;
        let request =
            client.exchange_code(AuthorizationCode::new(code)).map_err(|_| LoginError::Silent)?;
        let verifier = PkceCodeVerifier::new(attempt.verifier);
        let answer = request.set_pkce_verifier(verifier).request_async(&Asking(self)).await;
        let answer = answer.map_err(|error| {
            tracing::info!(issuer = issuer.name.0, reason = chain(&error), "a login was refused");
            LoginError::Refused
        })?;
        let token = answer.extra_fields().id_token().ok_or(LoginError::NotBelieved)?;
        let algorithms = issuer.algorithms.iter().map(|it| match it.0 {
            jsonwebtoken::Algorithm::PS256 => CoreJwsSigningAlgorithm::RsaSsaPssSha256,
            jsonwebtoken::Algorithm::ES256 => CoreJwsSigningAlgorithm::EcdsaP256Sha256,
            _ => CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
        });
        let verifier = client.id_token_verifier().set_allowed_algs(algorithms);
        token.claims(&verifier, &Nonce::new(attempt.nonce)).map_err(|error| {
            tracing::warn!(
                issuer = issuer.name.0,
                reason = chain(&error),
                "an ID token is not believed"
            );
            LoginError::NotBelieved
        })?;
        // What was verified is read again, with the claims that are the configuration's to name.
        let claims: Map<String, Value> =
            insecure_decode_claims(token.to_string()).map_err(|_| LoginError::NotBelieved)?;
        Ok(self.identity(issuer, &claims)?)
    }
}

/// Asks issuers only where they may be asked.
struct Asking<'a>(&'a Auth);

impl<'c> AsyncHttpClient<'c> for Asking<'_> {
    type Error = openidconnect::HttpClientError<openidconnect::reqwest::Error>;
    type Future = std::pin::Pin<
        Box<dyn Future<Output = Result<HttpResponse, Self::Error>> + Send + Sync + 'c>,
    >;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(async move {
            let url = openidconnect::url::Url::parse(&request.uri().to_string());
            if !url.is_ok_and(|url| is_safe(&url)) {
                return Err(openidconnect::HttpClientError::Other(
                    "an address without https".to_owned(),
                ));
            }
            self.0.http.call(request).await
        })
    }
}

/// The secret, from where it is kept.
fn secret(place: &Secret) -> Result<String, String> {
    match place {
        Secret::File(path) => {
            let read = std::fs::read_to_string(path);
            let read =
                read.map_err(|error| format!("the client's secret cannot be read: {error}"))?;
            Ok(read.trim_end_matches(['\r', '\n']).to_owned())
        }
        Secret::Variable(name) => std::env::var(name)
            .map_err(|_| format!("the variable {name} with the client's secret is not set")),
    }
}

/// An error with what it comes from.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        write!(text, ": {error}").expect("a string takes everything");
        source = error.source();
    }
    text
}

fn redirect(to: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    let to = HeaderValue::try_from(to).expect("addresses are ASCII");
    response.headers_mut().insert(header::LOCATION, to);
    response
}
