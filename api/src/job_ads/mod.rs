//! NAV's job ads, read as what they say of an opening: no more than that.
//!
//! Two shapes are read: ads of the feed (`pam-stilling-feed`, by `uuid`) and ads as they are sent in
//! (`pam-import-api`, by `reference`). Fields that we do not know are let be. What an opening needs and the ad does
//! not say is listed, to be asked the employer; a position is never inferred from full time or part time.
//!
//! Source: navikt/pam-stilling-feed and navikt/pam-import-api, August 2026.

mod plain;
mod store;
#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail where it stands")]
mod tests;

pub use store::{Taken, take};

use engine::domain::{JobFamily, OpeningId, OrganisationNumber, PositionPct, Styrk08};
use engine::reading::{Node, Read, Wrong};
use serde::Serialize;
use sha2::{Digest, Sha256};

use plain::plain;

/// The longest text of an ad that is kept, in characters.
const TEXT_MOST: usize = 20_000;

/// What is asked the employer, since no ad says it.
const NEVER_SAID: [&str; 6] =
    ["workplace", "tasks", "hours", "independence_asked", "mentor", "activities"];

/// An ad.
#[derive(Debug, Clone, PartialEq)]
pub struct Ad {
    /// The id: the ad's own where it has the form of one, or else made of it.
    pub id: OpeningId,
    /// What it says; an ad that was stopped says nothing more.
    pub says: Option<Says>,
}

/// What an ad says.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Says {
    /// The uuid or reference by which NAV knows it.
    pub reference: String,
    /// What the work is called.
    pub title: String,
    /// The text, without HTML.
    pub text: String,
    /// Who the employer is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub employer: Option<String>,
    /// The employer's organisation number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisation_number: Option<OrganisationNumber>,
    /// The first place of work's postal code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<String>,
    /// The occupation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub styrk08: Option<Styrk08>,
    /// The family that the occupation is an example of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub family: Option<JobFamily>,
    /// The position in per cent, where the ad has a figure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<PositionPct>,
    /// Positions to fill.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub places: Option<u32>,
    /// Whom to ask.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contacts: Vec<AdContact>,
    /// The fields of an opening that must be asked.
    pub to_ask: Vec<&'static str>,
}

/// Whom to ask about an ad; gone when it is stopped.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AdContact {
    /// The name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The e-mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The telephone number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

/// The ads of a file: one, a list, or a page of the feed with its `items`.
#[derive(Debug, Clone, PartialEq)]
pub struct Ads(pub Vec<Ad>);

impl Read for Ads {
    fn read(node: &Node<'_>) -> Option<Self> {
        if let Some(page) = node.get("items") {
            return Vec::read(&page).map(Self);
        }
        if node.get("uuid").or(node.get("reference")).is_some() {
            return Ad::read(node).map(|ad| Self(vec![ad]));
        }
        Vec::read(node).map(Self)
    }
}

impl crate::manners::Document for Ads {}

/// Text that is there and not empty.
fn text(node: &Node<'_>, name: &str) -> Option<String> {
    let text = node.get(name)?.text()?.trim().to_owned();
    (!text.is_empty()).then_some(text)
}

impl Read for Ad {
    fn read(node: &Node<'_>) -> Option<Self> {
        let entry = node.get("_feed_entry");
        let of_entry = |name| entry.as_ref().and_then(|entry| text(entry, name));
        let reference = text(node, "uuid").or_else(|| text(node, "reference"));
        let reference = reference.or_else(|| of_entry("uuid")).or_else(|| {
            let field = "uuid` or `reference".to_owned();
            node.fault(Wrong::Missing { field });
            None
        });
        let status = text(node, "status").or_else(|| of_entry("status"));
        let runs = match status.as_deref() {
            None | Some("ACTIVE" | "RECEIVED") => Some(true),
            Some("INACTIVE" | "STOPPED" | "DELETED") => Some(false),
            Some(_) => {
                let known = vec!["ACTIVE", "RECEIVED", "INACTIVE", "STOPPED", "DELETED"];
                let at = node.get("status").or_else(|| entry.as_ref()?.get("status"));
                at.as_ref().unwrap_or(node).fault(Wrong::UnknownCode { known });
                None
            }
        };
        let content = node.get("ad_content");
        let ad = content.as_ref().filter(|content| !content.is_null()).unwrap_or(node);
        let says = match runs {
            Some(false) => Some(None),
            _ => Says::read(ad, reference.as_deref().unwrap_or_default()).map(Some),
        };
        runs?;
        Some(Self { id: id(&reference?), says: says? })
    }
}

/// The id for a reference.
fn id(reference: &str) -> OpeningId {
    OpeningId::new(reference).unwrap_or_else(|| {
        let hash: [u8; 32] = Sha256::digest(reference).into();
        let (half, _) = hash.split_first_chunk().expect("a hash has 32 bytes");
        let number = u128::from_be_bytes(*half);
        OpeningId::new(&format!("ad-{number:032x}")).expect("35 letters and digits")
    })
}

impl Says {
    fn read(ad: &Node<'_>, reference: &str) -> Option<Self> {
        let title = text(ad, "title");
        if title.is_none() {
            ad.fault(Wrong::Missing { field: "title".to_owned() });
        }
        let html = text(ad, "description").or_else(|| text(ad, "adText")).unwrap_or_default();
        let employer = ad.get("employer");
        let number = employer.as_ref().and_then(|employer| employer.get("orgnr"));
        let number = number.filter(|number| !number.is_null());
        let organisation_number = match &number {
            Some(node) => OrganisationNumber::read(node).map(Some),
            None => Some(None),
        };
        let places = ad.get("positioncount").or_else(|| ad.get("positions"));
        let places = match places.filter(|places| !places.is_null()) {
            Some(node) => count(&node).map(Some),
            None => Some(None),
        };
        let position = position(ad);
        let styrk08 = styrk08(ad);
        let family = styrk08.as_ref().and_then(family);
        let unsaid = [
            ("family", family.is_none()),
            ("position", position.is_none()),
            ("places", matches!(places, Some(None))),
        ];
        let unsaid = unsaid.into_iter().filter_map(|(field, unsaid)| unsaid.then_some(field));
        Some(Self {
            reference: reference.to_owned(),
            title: plain(&title?),
            text: plain(&html).chars().take(TEXT_MOST).collect(),
            employer: employer.as_ref().and_then(|employer| text(employer, "name")),
            organisation_number: organisation_number?,
            postal_code: postal_code(ad),
            styrk08,
            family,
            position,
            places: places?,
            contacts: contacts(ad),
            to_ask: unsaid.chain(NEVER_SAID).collect(),
        })
    }
}

/// A number of positions, which NAV writes as a number or as text.
fn count(node: &Node<'_>) -> Option<u32> {
    let written = node.number().or_else(|| node.text());
    let count = written.and_then(|written| written.trim().parse().ok()).filter(|count| *count >= 1);
    if count.is_none() {
        node.fault(Wrong::OutOfRange {
            expected: "a whole number of positions, 1 or more".to_owned(),
        });
    }
    count
}

/// The figure of `jobpercentage`; `extent` says full time or part time, and is never taken for a figure.
fn position(ad: &Node<'_>) -> Option<PositionPct> {
    let properties = ad.get("properties")?;
    let node = properties.get("jobpercentage")?;
    let written = node.number().or_else(|| node.text())?;
    let figure: f64 = written.trim().trim_end_matches('%').trim().replace(',', ".").parse().ok()?;
    #[expect(clippy::cast_possible_truncation, reason = "it is a whole number from 1 to 100")]
    let whole = (figure.fract() == 0.0 && (1.0..=100.0).contains(&figure)).then_some(figure as i64);
    PositionPct::new(whole?).ok()
}

/// The first STYRK-08 code, by its four digits.
fn styrk08(ad: &Node<'_>) -> Option<Styrk08> {
    let categories = ad.get("categoryList")?;
    let codes: Vec<String> = categories
        .items()?
        .filter(|it| text(it, "categoryType").is_some_and(|kind| kind.starts_with("STYRK08")))
        .filter_map(|it| text(&it, "code"))
        .collect();
    codes.iter().find_map(|code| Styrk08::new(code.split('.').next()?).ok())
}

fn family(code: &Styrk08) -> Option<JobFamily> {
    let is_example = |family: &&JobFamily| family.styrk08_examples().contains(&code.as_str());
    JobFamily::ALL.iter().find(is_example).copied()
}

fn postal_code(ad: &Node<'_>) -> Option<String> {
    let places = ad.get("workLocations").or_else(|| ad.get("locationList"))?;
    let codes: Vec<String> =
        places.items()?.filter_map(|place| text(&place, "postalCode")).collect();
    codes.into_iter().find(|code| code.len() == 4 && code.bytes().all(|b| b.is_ascii_digit()))
}

fn contacts(ad: &Node<'_>) -> Vec<AdContact> {
    let Some(list) = ad.get("contactList").filter(|list| !list.is_null()) else {
        return Vec::new();
    };
    let contact = |it: Node<'_>| AdContact {
        name: text(&it, "name"),
        email: text(&it, "email"),
        phone: text(&it, "phone"),
    };
    list.items().map(|items| items.map(contact).collect()).unwrap_or_default()
}
