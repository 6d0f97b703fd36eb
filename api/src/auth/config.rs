//! The file that says who is believed: `femtrinn serve --auth FILE`.
//!
//! Issuers, and how what they say of somebody becomes a role, a municipality, a job specialist or an organisation.
//! Addresses that are asked over the network come from here and from the metadata of issuers named here alone.

use engine::domain::{MunicipalityNumber, OrganisationNumber, SpecialistId};
use engine::reading::{
    Fault, Node, Read, Unique, Wrong, check_not_empty, check_unique, each, read,
};
use jsonwebtoken::Algorithm;
use openidconnect::url::{Host, Url};

use super::caller::Role;

/// Who is believed.
#[derive(Debug, Clone)]
pub struct Config {
    /// The service's own address, as browsers see it; without it, the one that it listens on.
    pub address: Option<Address>,
    /// Who is believed.
    pub issuers: Vec<IssuerConfig>,
    /// Users of an issuer within the program, for a demo and for tests.
    pub local: Vec<LocalUser>,
}

/// An issuer of tokens.
#[derive(Debug, Clone)]
pub struct IssuerConfig {
    /// What it is called here.
    pub name: Name,
    /// What it calls itself: `iss`.
    pub issuer: Address,
    /// For whom its tokens are meant: `aud`.
    pub audience: String,
    /// Where its metadata is; without it, at the place that `OpenID` Connect Discovery gives it.
    pub metadata: Option<Address>,
    /// The signatures that are taken.
    pub algorithms: Vec<Signature>,
    /// What a token must say beside.
    pub require: Vec<Required>,
    /// Which claim tells the callers apart.
    pub subject: Pointer,
    /// The municipality.
    pub municipality: Mapping,
    /// The roles.
    pub roles: Mapping,
    /// The job specialist.
    pub specialist: Option<Mapping>,
    /// The employer's organisation number.
    pub organisation: Option<Mapping>,
    /// How people log in.
    pub login: Option<LoginConfig>,
}

/// How people log in with an issuer.
#[derive(Debug, Clone)]
pub struct LoginConfig {
    /// The service's id there.
    pub client_id: String,
    /// Where its secret is.
    pub secret: Secret,
    /// Scopes beside `openid`.
    pub scopes: Vec<String>,
    /// Further parameters of the request, such as `acr_values`.
    pub parameters: Vec<Parameter>,
}

/// Where a secret is; never in the file itself, and never on the command line.
#[derive(Debug, Clone)]
pub enum Secret {
    /// In a file, whose last line end is no part of it.
    File(String),
    /// In an environment variable.
    Variable(String),
}

/// A further parameter of the request to log in.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// What a token must say.
#[derive(Debug, Clone)]
pub struct Required {
    /// Where.
    pub claim: Pointer,
    /// One of these.
    pub one_of: Vec<String>,
}

/// How something follows from claims: the same for all, or a claim, or what a claim's values mean.
#[derive(Debug, Clone)]
pub struct Mapping {
    /// The same for all.
    pub always: Option<String>,
    /// The claim; a text, words in a text, or a list of texts.
    pub claim: Option<Pointer>,
    /// What its values mean. Without these, the claim says it itself.
    pub values: Vec<Meaning>,
}

/// What a value of a claim means.
#[derive(Debug, Clone)]
pub struct Meaning {
    /// The value.
    pub is: String,
    /// What it means.
    pub means: String,
}

/// A user of the issuer within the program.
#[derive(Debug, Clone)]
pub struct LocalUser {
    /// What the user is called.
    pub name: Name,
    /// The municipality.
    pub municipality: MunicipalityNumber,
    /// What the user is.
    pub roles: Vec<Role>,
    /// The job specialist.
    pub specialist: Option<SpecialistId>,
    /// The organisation.
    pub organisation: Option<OrganisationNumber>,
}

/// A short name: small letters, digits and `-`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name(pub String);

/// An address on the network: `https`, or `http` on this machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address(pub String);

/// A place in the claims: a JSON Pointer (RFC 6901).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pointer(pub String);

/// A signature that is taken. Never `none`, and never one whose key the verifier could sign with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signature(pub Algorithm);

impl Config {
    /// Reads the file, with all its faults at once.
    ///
    /// # Errors
    ///
    /// Every fault, with its place and what to do.
    pub fn read(text: &str) -> Result<Self, Vec<Fault>> {
        read(text, check)
    }
}

/// Whether an address may be asked: nobody on the way reads or changes what it answers.
#[must_use]
pub(super) fn is_safe(url: &Url) -> bool {
    let here = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    let plain = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
    plain && (url.scheme() == "https" || url.scheme() == "http" && here)
}

fn check(root: &Node<'_>) {
    let name = |list| Unique { list, field: "name" };
    check_unique(root, &[name("issuers"), name("local")]);
    check_not_empty(root, &["issuers.algorithms", "issuers.require.one_of", "local.roles"]);
    let mut someone = false;
    each(root, "issuers.name", |name| {
        if matches!(name.text(), Some("local" | "callback")) {
            together(name, "`local` and `callback` are the service's own; take another name");
        }
    });
    each(root, "issuers", |_| someone = true);
    each(root, "local", |_| someone = true);
    if !someone {
        together(root, "name at least one of `issuers`, or of `local` for a demo");
    }
    for (mapping, is_sound, expected) in MEANINGS {
        let check = |value: &Node<'_>| {
            if value.text().is_some_and(|text| !is_sound(text)) {
                value.fault(Wrong::Form { expected });
            }
        };
        each(root, &format!("issuers.{mapping}.always"), check);
        each(root, &format!("issuers.{mapping}.values.means"), check);
    }
    each(root, "issuers.municipality", |mapping| {
        let closed = mapping.get("always").is_some() || mapping.get("values").is_some();
        if !closed {
            together(
                mapping,
                "say what each value means in `values`: no token names a municipality that is not in this file",
            );
        }
    });
}

/// Whether a mapping can mean this.
type Sound = fn(&str) -> bool;

/// What each mapping can mean.
const MEANINGS: [(&str, Sound, &str); 4] = [
    (
        "municipality",
        |text| MunicipalityNumber::new(text).is_ok(),
        "a municipality number of four digits, such as \"3205\"",
    ),
    (
        "roles",
        |text| Role::read(text).is_some(),
        "a role: \"job_specialist\", \"employer\", \"municipality\", \"administrator\" or \"auditor\"",
    ),
    (
        "specialist",
        |text| SpecialistId::new(text).is_some(),
        "a job specialist's id, such as \"S-1\"",
    ),
    (
        "organisation",
        |text| OrganisationNumber::new(text).is_ok(),
        "an organisation number of nine digits whose last digit is right (modulo 11)",
    ),
];

fn together(node: &Node<'_>, rule: &str) {
    node.fault(Wrong::Together { rule: rule.to_owned() });
}

impl Read for Config {
    fn read(node: &Node<'_>) -> Option<Self> {
        let fields = node.fields(&["address", "issuers", "local"])?;
        let address = fields.take("address");
        let issuers = fields.take_or_else("issuers", || Some(Vec::new()));
        let local = fields.take_or_else("local", || Some(Vec::new()));
        Some(Self { address: address?, issuers: issuers?, local: local? })
    }
}

impl Read for IssuerConfig {
    fn read(node: &Node<'_>) -> Option<Self> {
        let fields = node.fields(&[
            "name",
            "issuer",
            "audience",
            "metadata",
            "algorithms",
            "require",
            "subject",
            "municipality",
            "roles",
            "specialist",
            "organisation",
            "login",
        ])?;
        let (name, issuer, audience) =
            (fields.take("name"), fields.take("issuer"), fields.take("audience"));
        let (metadata, algorithms) = (fields.take("metadata"), fields.take("algorithms"));
        let require = fields.take_or_else("require", || Some(Vec::new()));
        let subject = fields.take_or_else("subject", || Some(Pointer("/sub".to_owned())));
        let (municipality, roles) = (fields.take("municipality"), fields.take("roles"));
        let (specialist, organisation) = (fields.take("specialist"), fields.take("organisation"));
        let login = fields.take("login");
        Some(Self {
            name: name?,
            issuer: issuer?,
            audience: audience?,
            metadata: metadata?,
            algorithms: algorithms?,
            require: require?,
            subject: subject?,
            municipality: municipality?,
            roles: roles?,
            specialist: specialist?,
            organisation: organisation?,
            login: login?,
        })
    }
}

impl Read for LoginConfig {
    fn read(node: &Node<'_>) -> Option<Self> {
        let known = ["client_id", "secret_file", "secret_variable", "scopes", "parameters"];
        let fields = node.fields(&known)?;
        let client_id = fields.take("client_id");
        let (file, variable) = (fields.take("secret_file"), fields.take("secret_variable"));
        let scopes = fields.take_or_else("scopes", || Some(Vec::new()));
        let parameters = fields.take_or_else("parameters", || Some(Vec::new()));
        let secret = match (file?, variable?) {
            (Some(file), None) => Some(Secret::File(file)),
            (None, Some(variable)) => Some(Secret::Variable(variable)),
            _ => {
                together(
                    node,
                    "say where the client's secret is: `secret_file` or `secret_variable`",
                );
                None
            }
        };
        Some(Self {
            client_id: client_id?,
            secret: secret?,
            scopes: scopes?,
            parameters: parameters?,
        })
    }
}

impl Read for Parameter {
    fn read(node: &Node<'_>) -> Option<Self> {
        let fields = node.fields(&["name", "value"])?;
        let (name, value) = (fields.take("name"), fields.take("value"));
        Some(Self { name: name?, value: value? })
    }
}

impl Read for Required {
    fn read(node: &Node<'_>) -> Option<Self> {
        let fields = node.fields(&["claim", "one_of"])?;
        let (claim, one_of) = (fields.take("claim"), fields.take("one_of"));
        Some(Self { claim: claim?, one_of: one_of? })
    }
}

impl Read for Mapping {
    fn read(node: &Node<'_>) -> Option<Self> {
        let fields = node.fields(&["always", "claim", "values"])?;
        let (always, claim): (Option<Option<String>>, Option<Option<Pointer>>) =
            (fields.take("always"), fields.take("claim"));
        let values: Option<Vec<Meaning>> = fields.take_or_else("values", || Some(Vec::new()));
        let (always, claim, values) = (always?, claim?, values?);
        if always.is_some() == claim.is_some() || always.is_some() && !values.is_empty() {
            together(node, "write either `always`, or `claim` and what its `values` mean");
            return None;
        }
        Some(Self { always, claim, values })
    }
}

impl Read for Meaning {
    fn read(node: &Node<'_>) -> Option<Self> {
        let fields = node.fields(&["is", "means"])?;
        let (is, means) = (fields.take("is"), fields.take("means"));
        Some(Self { is: is?, means: means? })
    }
}

impl Read for LocalUser {
    fn read(node: &Node<'_>) -> Option<Self> {
        let fields =
            node.fields(&["name", "municipality", "roles", "specialist", "organisation"])?;
        let (name, municipality) = (fields.take("name"), fields.take("municipality"));
        let (roles, specialist) = (fields.take("roles"), fields.take("specialist"));
        let organisation = fields.take("organisation");
        Some(Self {
            name: name?,
            municipality: municipality?,
            roles: roles?,
            specialist: specialist?,
            organisation: organisation?,
        })
    }
}

impl Read for Role {
    fn read(node: &Node<'_>) -> Option<Self> {
        let found = node.text().and_then(Self::read);
        if found.is_none() {
            node.fault(Wrong::UnknownCode { known: Self::ALL.map(Self::code).to_vec() });
        }
        found
    }
}

/// Reads text of a form.
fn formed<T>(
    node: &Node<'_>,
    expected: &'static str,
    form: impl Fn(&str) -> Option<T>,
) -> Option<T> {
    let found = node.text().and_then(form);
    if found.is_none() {
        node.fault(Wrong::Form { expected });
    }
    found
}

impl Read for Name {
    fn read(node: &Node<'_>) -> Option<Self> {
        formed(
            node,
            "1 to 40 small letters, digits and `-`, such as \"entra-lillestrom\"",
            |text| {
                let sound = text.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-'));
                (sound && (1..=40).contains(&text.len())).then(|| Self(text.to_owned()))
            },
        )
    }
}

impl Read for Address {
    fn read(node: &Node<'_>) -> Option<Self> {
        formed(
            node,
            "an address with https, such as \"https://login.example.no\"; http is for this machine alone",
            |text| Url::parse(text).is_ok_and(|url| is_safe(&url)).then(|| Self(text.to_owned())),
        )
    }
}

impl Read for Pointer {
    fn read(node: &Node<'_>) -> Option<Self> {
        formed(
            node,
            "a JSON Pointer into the claims, such as \"/roles\"; never \"/pid\", which is a national identity number",
            |text| (text.starts_with('/') && text != "/pid").then(|| Self(text.to_owned())),
        )
    }
}

impl Read for Signature {
    fn read(node: &Node<'_>) -> Option<Self> {
        let all = [Algorithm::RS256, Algorithm::PS256, Algorithm::ES256];
        let names = ["RS256", "PS256", "ES256"];
        let found = all.into_iter().zip(names).find(|(_, name)| node.text() == Some(*name));
        if found.is_none() {
            node.fault(Wrong::UnknownCode { known: names.to_vec() });
        }
        found.map(|(algorithm, _)| Self(algorithm))
    }
}
