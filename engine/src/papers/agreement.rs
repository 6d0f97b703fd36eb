//! An agreement, and what it lacks before it can count as signed.

use jiff::civil::Date;
use serde::Serialize;

use super::{AgreementRules, Item};
use crate::domain::{
    AgreementId, AgreementKind, EmployerId, LegalEmployer, Period, PositionPct, SchemeCode, Wage,
    WeekHours, Words, WorkplaceId,
};
use crate::journey::{GivenHow, Party};
use crate::reading::{Node, Unique, check_unique, codes, record};

codes! {
    /// Who signs an agreement.
    ///
    /// Source: Telemarksforsking report 811 (2024), 2.1.2, 2.2.3 and 2.2.4; navikt/tiltaksgjennomforing-api,
    /// August 2026.
    pub enum Signatory {
        /// The person.
        Candidate = "candidate",
        /// Who employs the person.
        LegalEmployer = "legal_employer",
        /// The workplace.
        Workplace = "workplace",
        /// The tiltaksbedrift or another provider.
        Provider = "provider",
        /// NAV's adviser.
        NavAdviser = "nav_adviser",
        /// Who decides on the money at NAV (beslutter).
        NavDecisionMaker = "nav_decision_maker",
    }

    /// Whether the employment ends by itself.
    ///
    /// Source: navikt/tiltaksgjennomforing-api, August 2026: FAST, MIDLERTIDIG.
    pub enum Tenure {
        /// Permanent.
        Permanent = "permanent",
        /// Temporary.
        Temporary = "temporary",
    }
}

record! {
    /// An agreement about a person's work at a workplace. What is not settled yet is not there.
    ///
    /// Source: the eleven items of tiltaksforskriften (FOR-2015-12-11-1598) § 14-10a; navikt/tiltaksgjennomforing-api,
    /// August 2026, for what NAV asks of a place. There is no field for a national identity number.
    pub struct Agreement {
        /// Its id.
        pub id: AgreementId,
        /// Its kind.
        pub kind: AgreementKind,
        /// The scheme that the job is under.
        pub scheme: Option<SchemeCode>,
        /// Who employs the person.
        pub legal_employer: Option<LegalEmployer>,
        /// Whose the workplace is.
        pub employer: EmployerId,
        /// The workplace.
        pub workplace: WorkplaceId,
        /// Who gives the follow-up, by the name of the organisation.
        pub provider: Option<Words>,
        /// From when; running on unless it has an end.
        pub period: Option<Period>,
        /// What the work is called.
        pub title: Option<Words>,
        /// What the work is.
        pub work: Option<Words>,
        /// The size of the position.
        pub position: Option<PositionPct>,
        /// Days and hours.
        pub hours: Option<WeekHours>,
        /// Breaks.
        pub breaks: Option<Words>,
        /// How it is paid.
        pub wage: Option<Wage>,
        /// What the workplace adapts, and how it trains.
        pub adaptation: Option<Words>,
        /// The follow-up, and how much of it.
        pub follow_up: Option<Words>,
        /// Who gives instructions.
        pub instructed_by: Party = Party::Unknown,
        /// Health, environment and safety.
        pub safety: Option<Words>,
        /// Whose insurance covers the person.
        pub insured_by: Party = Party::Unknown,
        /// How it is ended, and how long before.
        pub notice: Option<Words>,
        /// When it is looked at again.
        pub review_on: Option<Date>,
        /// Permanent or temporary.
        pub tenure: Option<Tenure>,
        /// Whether person and enterprise are of one family.
        pub family: Option<FamilyRelation>,
        /// Who has signed this version.
        pub signatures: Vec<Signature> = Vec::new(),
    }

    /// Whether person and enterprise are of one family.
    ///
    /// Source: tiltaksforskriften § 1-6: no grant for close persons, unless there are special reasons.
    pub struct FamilyRelation {
        /// Whether they are.
        pub related: bool,
        /// The special reasons, if they are.
        pub explanation: Option<Words>,
    }

    /// A signature.
    pub struct Signature {
        /// Whose.
        pub by: Signatory,
        /// The day.
        pub on: Date,
        /// How it was given.
        pub how: GivenHow = GivenHow::Signature,
    }
}

/// What an agreement lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Lack {
    /// Something that agreements of the kind say.
    #[error("`{0}` is not settled; agree on it, and write it down before anybody signs")]
    Item(Item),
    /// The reasons for a place with somebody's own family.
    #[error("`family` has no explanation; write the special reasons, or find another enterprise")]
    FamilyExplanation,
    /// A signature.
    #[error("`{0}` has not signed this version; ask them, and add the signature with its day")]
    Signature(Signatory),
}

impl Lack {
    /// The field to fill in.
    #[must_use]
    pub fn field(self) -> &'static str {
        match self {
            Self::Item(item) => item.code(),
            Self::FamilyExplanation => Item::Family.code(),
            Self::Signature(_) => "signatures",
        }
    }
}

impl Agreement {
    /// Checks what reading the fields one by one does not see.
    pub fn check(agreement: &Node<'_>) {
        check_unique(agreement, &[Unique { list: "signatures", field: "by" }]);
    }

    /// What it lacks by the rules of a day: items first, then signatures. Unknown rules ask for nothing.
    #[must_use]
    pub fn lacks(&self, rules: &AgreementRules, day: Date) -> Vec<Lack> {
        let rules = rules.of(self.kind);
        let items = rules.items.on(day).into_iter().flatten();
        let items = items.filter(|item| !self.says(**item)).map(|item| Lack::Item(*item));
        let unexplained =
            self.family.as_ref().is_some_and(|it| it.related && it.explanation.is_none());
        let unsigned = rules.signed_by.on(day).into_iter().flatten();
        let unsigned = unsigned.filter(|party| !self.signatures.iter().any(|it| it.by == **party));
        items
            .chain(unexplained.then_some(Lack::FamilyExplanation))
            .chain(unsigned.map(|party| Lack::Signature(*party)))
            .collect()
    }

    /// Signatures of the version before that stand although what was signed is another text now, by their place.
    #[must_use]
    pub fn outdated_signatures(&self, before: &Self) -> Vec<usize> {
        let text = |agreement: &Self| Self { signatures: Vec::new(), ..agreement.clone() };
        if text(self) == text(before) {
            return Vec::new();
        }
        let old = self.signatures.iter().enumerate();
        old.filter(|(_, it)| before.signatures.contains(it)).map(|(place, _)| place).collect()
    }

    fn says(&self, item: Item) -> bool {
        match item {
            Item::Period => self.period.is_some_and(|period| period.from().is_some()),
            Item::Title => self.title.is_some(),
            Item::Work => self.work.is_some(),
            Item::Position => self.position.is_some(),
            Item::Hours => self.hours.is_some(),
            Item::Breaks => self.breaks.is_some(),
            Item::Wage => self.wage.is_some(),
            Item::Adaptation => self.adaptation.is_some(),
            Item::FollowUp => self.follow_up.is_some(),
            Item::InstructedBy => self.instructed_by != Party::Unknown,
            Item::Safety => self.safety.is_some(),
            Item::InsuredBy => self.insured_by != Party::Unknown,
            Item::Notice => self.notice.is_some(),
            Item::ReviewOn => self.review_on.is_some(),
            Item::Tenure => self.tenure.is_some(),
            Item::Family => self.family.is_some(),
        }
    }
}
