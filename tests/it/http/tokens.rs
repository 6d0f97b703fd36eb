//! Tokens that are forged, stale or meant for somebody else: none of them opens anything.

use std::fs;

use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Map, Value, json};

use super::issuer::{Issuer, Key};
use super::service::{Reply, Service};
use crate::databases::{Folder, each_database};

const AUDIENCE: &str = "api://femtrinn";

/// A service that believes an issuer, in a folder that must stay.
struct Believing {
    service: Service,
    _folder: Folder,
}

impl Believing {
    fn start(url: &str, issuer: &Issuer) -> Self {
        let folder = Folder::new();
        let file = folder.path().join("auth.json");
        let config = json!({"issuers": [{
            "name": "entra", "issuer": issuer.address, "audience": AUDIENCE, "algorithms": ["RS256", "ES256"],
            "require": [{"claim": "/tid", "one_of": ["our-tenant"]}],
            "municipality": {"claim": "/places", "values": [
                {"is": "lillestrom", "means": "3205"}, {"is": "oslo", "means": "0301"},
            ]},
            "roles": {"claim": "/roles", "values": [
                {"is": "Jobbspesialist", "means": "job_specialist"}, {"is": "Arbeidsgiver", "means": "employer"},
            ]},
            "specialist": {"claim": "/specialist"},
            "organisation": {"claim": "/party/orgno/ID"},
        }]});
        fs::write(&file, config.to_string()).unwrap();
        let service = Service::start_trusting(url, &file);
        Self { service, _folder: folder }
    }

    fn ask(&self, authorization: &[&str]) -> Reply {
        let headers: Vec<(&str, &str)> =
            authorization.iter().map(|it| ("authorization", *it)).collect();
        self.service.send_bare("GET", "/v1/me", &headers, None).unwrap()
    }

    fn ask_with(&self, token: &str) -> Reply {
        self.ask(&[&format!("Bearer {token}")])
    }
}

/// What a sound token says.
fn claims(issuer: &Issuer) -> Map<String, Value> {
    let now = jiff::Timestamp::now().as_second();
    let Value::Object(claims) = json!({
        "iss": issuer.address, "aud": AUDIENCE, "sub": "5f1a7c02", "tid": "our-tenant",
        "iat": now, "nbf": now, "exp": now + 600,
        "places": "lillestrom", "roles": ["Jobbspesialist", "Helt annet"], "specialist": "S-1",
    }) else {
        unreachable!()
    };
    claims
}

/// Sound claims with one that is other, or gone.
fn with(issuer: &Issuer, name: &str, value: Value) -> Map<String, Value> {
    let mut claims = claims(issuer);
    if value.is_null() {
        claims.remove(name)
    } else {
        claims.insert(name.to_owned(), value)
    };
    claims
}

/// A token whose header and claims are any text, and whose signature is another's.
fn spliced(header: &Value, claims: &Map<String, Value>, signature: &str) -> String {
    let claims = Value::Object(claims.clone()).to_string();
    format!("{}.{}.{signature}", base64(header.to_string().as_bytes()), base64(claims.as_bytes()))
}

/// Base64 as tokens have it. Source: RFC 4648, section 5, without padding.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let bits = chunk.iter().fold(0u32, |bits, byte| bits << 8 | u32::from(*byte))
            << (8 * (3 - chunk.len()));
        for place in 0..=chunk.len() {
            let digit = bits >> (18 - 6 * place) & 63;
            text.push(char::from(DIGITS[usize::try_from(digit).unwrap()]));
        }
    }
    text
}

#[test]
#[expect(clippy::too_many_lines, reason = "one line a kind of forgery")]
fn no_forged_or_stale_token_opens_anything() {
    let (ours, rsa, theirs) = (Key::new("one"), Key::rsa("two"), Key::new("one"));
    let mut for_secrets = Key::new("secrets").public();
    for_secrets.common.public_key_use = Some(jsonwebtoken::jwk::PublicKeyUse::Encryption);
    let secrets = Key::new("secrets");
    let issuer = Issuer::start(&[ours.public(), rsa.public(), for_secrets]);
    let attacker = Issuer::start(&[theirs.public()]);
    let sound = claims(&issuer);
    let signed = ours.sign(&sound);
    let [head, body, signature] = signed.split('.').collect::<Vec<_>>()[..] else { unreachable!() };
    let now = sound["iat"].as_i64().unwrap();
    let other = |name: &str, value: Value| ours.sign(&with(&issuer, name, value));
    let with_header = |change: &dyn Fn(&mut Header), key: &Key| {
        let mut header = key.header();
        change(&mut header);
        encode(&header, &sound, &key.secret).unwrap()
    };
    let confused = |secret: &[u8]| {
        let header = Header { kid: Some("two".to_owned()), ..Header::new(Algorithm::HS256) };
        encode(&header, &sound, &EncodingKey::from_secret(secret)).unwrap()
    };
    let public = serde_json::to_string(&rsa.public()).unwrap();
    let unsigned =
        |alg: &str| spliced(&json!({"alg": alg, "typ": "JWT", "kid": "one"}), &sound, "");
    let many: String = "x".repeat(20_000);
    #[rustfmt::skip]
    let forged: Vec<(&str, String)> = vec![
        ("no token at all",                       String::new()),
        ("text that is no token",                 "abc".to_owned()),
        ("two parts",                             format!("{head}.{body}")),
        ("five parts, as an encrypted one has",   format!("{signed}.{head}.{body}")),
        ("too long",                              other("more", many.into())),
        ("`none`",                                unsigned("none")),
        ("`None`",                                unsigned("None")),
        ("`none` with a signature",               spliced(&json!({"alg": "none", "kid": "one"}), &sound, signature)),
        ("no algorithm",                          spliced(&json!({"kid": "one"}), &sound, signature)),
        ("the public key as a secret",            confused(public.as_bytes())),
        ("an empty secret",                       confused(b"")),
        ("an algorithm that is not taken",        encode(&Header { kid: Some("two".to_owned()), ..Header::new(Algorithm::RS384) }, &sound, &rsa.secret).unwrap()),
        ("a family that is not the key's",        with_header(&|it| it.kid = Some("two".to_owned()), &ours)),
        ("another's key under our key's name",    theirs.sign(&sound)),
        ("claims changed after signing",          format!("{head}.{}.{signature}", base64(Value::Object(with(&issuer, "specialist", "S-2".into())).to_string().as_bytes()))),
        ("a header changed after signing",        format!("{}.{body}.{signature}", base64(br#"{"alg":"ES256","kid":"one","typ":"JWT "}"#))),
        ("no signature",                          format!("{head}.{body}.")),
        ("half a signature",                      format!("{head}.{body}.{}", &signature[..40])),
        ("a signature of zeros",                  format!("{head}.{body}.{}", "A".repeat(86))),
        ("a key that nobody has",                 with_header(&|it| it.kid = Some("three".to_owned()), &theirs)),
        ("no key's name",                         with_header(&|it| it.kid = None, &ours)),
        ("its own key along with it",             with_header(&|it| { it.jwk = Some(theirs.public()); it.kid = Some("four".to_owned()) }, &theirs)),
        ("an address for its key",                with_header(&|it| it.jku = Some(format!("{}/keys", attacker.address)), &theirs)),
        ("a certificate along with it",           with_header(&|it| { it.x5u = Some(format!("{}/keys", attacker.address)); it.x5c = Some(vec!["MIIB".to_owned()]) }, &theirs)),
        ("something critical that is unknown",    with_header(&|it| it.crit = Some(vec!["b64".to_owned()]), &ours)),
        ("a key that is for secrets",             with_header(&|it| it.kid = Some("secrets".to_owned()), &secrets)),
        ("a token of another kind",               with_header(&|it| it.typ = Some("logout+jwt".to_owned()), &ours)),
        ("an ID token",                           other("nonce", "n".into())),
        ("another issuer, whose keys are sound",  theirs.sign(&with(&issuer, "iss", attacker.address.clone().into()))),
        ("nearly the issuer",                     other("iss", format!("{}/", issuer.address).into())),
        ("no issuer",                             other("iss", Value::Null)),
        ("another service",                       other("aud", "api://another".into())),
        ("several other services",                other("aud", json!(["api://another", "api://femtrinn2"]))),
        ("no audience",                           other("aud", Value::Null)),
        ("it has expired",                        other("exp", (now - 60).into())),
        ("it never ends",                         other("exp", Value::Null)),
        ("its end is no time",                    other("exp", "tomorrow".into())),
        ("it is for tomorrow",                    other("nbf", (now + 3600).into())),
        ("it was made tomorrow",                  other("iat", (now + 3600).into())),
        ("it was made at no time",                other("iat", Value::Null)),
        ("another tenant",                        other("tid", "their-tenant".into())),
        ("no tenant",                             other("tid", Value::Null)),
        ("nobody",                                other("sub", Value::Null)),
        ("a number for somebody",                 other("sub", 7.into())),
        ("no role here",                          other("roles", json!(["Helt annet"]))),
        ("our own word for a role",               other("roles", json!(["administrator"]))),
        ("a municipality that is not here",       other("places", "trondheim".into())),
        ("our own number for a municipality",     other("places", "3205".into())),
        ("two municipalities",                    other("places", json!(["lillestrom", "oslo"]))),
        ("two job specialists",                   other("specialist", json!(["S-1", "S-2"]))),
        ("an employer of nobody",                 other("roles", json!(["Arbeidsgiver"]))),
    ];
    each_database(|url| {
        let believing = Believing::start(url, &issuer);
        let good = believing.ask_with(&signed);
        assert_eq!(good.status, 200, "{good:?}");
        assert_eq!(good.json()["roles"], json!(["job_specialist"]));
        assert_eq!(believing.ask_with(&rsa.sign(&sound)).status, 200);
        assert_eq!(believing.ask(&[&format!("bearer {signed}")]).status, 200);
        for (why, token) in &forged {
            let reply = believing.ask_with(token);
            assert_eq!(reply.problem(), (401, "unauthenticated".to_owned()), "{why}: {reply:?}");
            assert!(reply.header("www-authenticate").starts_with("Bearer "), "{why}");
        }
        let (bearer, basic) = (format!("Bearer {signed}"), format!("Basic {signed}"));
        let doubled = format!("Bearer  {signed}");
        for (why, headers) in [
            ("the same twice", &[bearer.as_str(), bearer.as_str()][..]),
            ("another scheme", &[basic.as_str()]),
            ("no scheme", &[signed.as_str()]),
            ("two spaces", &[doubled.as_str()]),
        ] {
            assert_eq!(believing.ask(headers).status, 401, "{why}");
        }
        println!("{} kinds of forged or stale tokens, all refused", forged.len() + 4);
    });
    assert_eq!(attacker.asked("/keys"), 0, "nobody is asked whom a token names");
}

#[test]
fn keys_change_and_unknown_keys_make_no_nuisance() {
    each_database(|url| {
        let (before, after) = (Key::new("before"), Key::new("after"));
        let issuer = Issuer::start(&[before.public()]);
        let believing = Believing::start(url, &issuer);
        let sound = claims(&issuer);
        assert_eq!(believing.ask_with(&before.sign(&sound)).status, 200);
        issuer.has(&[after.public()]);
        assert_eq!(believing.ask_with(&after.sign(&sound)).status, 200, "the new key is fetched");
        let stale = believing.ask_with(&before.sign(&with(&issuer, "jti", "again".into())));
        assert_eq!(stale.status, 401, "a key that is gone is not believed: {stale:?}");
        for kid in ["a", "b", "c", "d", "e"] {
            assert_eq!(believing.ask_with(&Key::new(kid).sign(&sound)).status, 401);
        }
        assert_eq!(issuer.asked("/keys"), 2, "at the first token, and at the first unknown key");
    });
}

#[test]
fn an_issuer_that_does_not_answer_as_it_should_is_not_believed() {
    let key = Key::new("one");
    let elsewhere = Issuer::start(&[key.public()]);
    each_database(|url| {
        for (why, metadata) in [
            (
                "another issuer",
                json!({"issuer": "https://login.example.no", "jwks_uri": format!("{}/keys", elsewhere.address)}),
            ),
            (
                "keys without https",
                json!({"issuer": Value::Null, "jwks_uri": "http://192.0.2.1/keys"}),
            ),
            ("a file for keys", json!({"issuer": Value::Null, "jwks_uri": "file:///etc/passwd"})),
        ] {
            let issuer = Issuer::start(&[key.public()]);
            let mut metadata = metadata;
            if metadata["issuer"].is_null() {
                metadata["issuer"] = issuer.address.clone().into();
            }
            issuer.say("/.well-known/openid-configuration", &metadata);
            let believing = Believing::start(url, &issuer);
            let reply = believing.ask_with(&key.sign(&claims(&issuer)));
            assert_eq!(reply.problem(), (503, "unavailable".to_owned()), "{why}");
        }
    });
    assert_eq!(elsewhere.asked("/keys"), 0);
}
