//! Ids: one type for each kind of thing, so that they cannot be mixed up.

use std::fmt;
use std::str::FromStr;

use super::InvalidValue;
use crate::reading::{Node, Read, Wrong, value_schema};

/// What an id looks like.
const FORM: &str = "an id of 1 to 40 letters a to z, digits, `-`, `_` or `.`, such as \"K-07\"; never \
                    eleven digits, which could be a national identity number";

fn is_sound(text: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let national = text.len() == 11 && text.bytes().all(|b| b.is_ascii_digit());
    (1..=40).contains(&text.len()) && text.chars().all(allowed) && !national
}

macro_rules! ids {
    ($($(#[doc = $doc:literal])* $name:ident,)*) => {$(
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
        pub struct $name(String);

        impl $name {
            /// Reads an id; `None` when it has another form.
            #[must_use]
            pub fn new(text: &str) -> Option<Self> {
                is_sound(text).then(|| Self(text.to_owned()))
            }

            /// The id as it is written.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl FromStr for $name {
            type Err = InvalidValue;

            fn from_str(text: &str) -> Result<Self, InvalidValue> {
                Self::new(text).ok_or(InvalidValue { expected: FORM })
            }
        }
        value_schema!($name, &[$($doc),*], {
            "type": "string",
            "pattern": "^[A-Za-z0-9._-]{1,40}$",
            "not": {"pattern": "^[0-9]{11}$"},
        });

        impl Read for $name {
            fn read(node: &Node<'_>) -> Option<Self> {
                let text = node.text().or_else(|| node.wrong_kind(FORM))?;
                Self::new(text).or_else(|| {
                    node.fault(Wrong::Form { expected: FORM });
                    None
                })
            }
        }
    )*};
}

ids! {
    /// A candidate, under a pseudonym.
    CandidateId,
    /// An opening.
    OpeningId,
    /// An employer.
    EmployerId,
    /// A workplace of an employer.
    WorkplaceId,
    /// A job specialist.
    SpecialistId,
    /// Someone who works for the service or for a body that decides.
    StaffId,
    /// Someone's lasting job that is followed up.
    PlacementId,
    /// An agreement.
    AgreementId,
    /// Somebody's answers to a survey.
    SurveyId,
    /// A trial whose outcome teaches, by the id of its proposal; never by a person's.
    OutcomeId,
    /// A scheme of a service model.
    SchemeCode,
    /// A service model.
    ServiceModelCode,
    /// A group of candidates that a floor is for.
    FloorGroup,
}

#[cfg(test)]
mod tests {
    use super::CandidateId;

    #[test]
    fn an_id_has_one_form() {
        let long = "x".repeat(40);
        let too_long = "x".repeat(41);
        #[rustfmt::skip]
        let cases = [
            // text           accepted  why
            ("K-07",           true,    "a pseudonym"),
            ("0190c4a2-3f5e-7cc0-9b1d-4f5f6a7b8c9d", true, "a UUID fits later"),
            (long.as_str(),    true,    "the longest"),
            (too_long.as_str(), false,  "one letter over"),
            ("",               false,   "nobody"),
            ("K 07",           false,   "a space"),
            ("Kåre",           false,   "looks like a name, and is no id"),
            ("01019912345",    false,   "eleven digits: could be a national identity number"),
            ("0101991234",     true,    "ten digits"),
        ];
        for (text, accepted, why) in cases {
            assert_eq!(CandidateId::new(text).is_some(), accepted, "{text}: {why}");
        }
    }
}
