//! What each kind of agreement must say, and who signs it: data with periods and sources.

use super::Signatory;
use crate::domain::AgreementKind;
use crate::domain::service_model::Rule;
use crate::reading::{Fault, codes, record};

codes! {
    /// Something that an agreement says.
    pub enum Item {
        /// From when, and until when if it ends.
        Period = "period",
        /// What the work is called.
        Title = "title",
        /// What the work is.
        Work = "work",
        /// The size of the position.
        Position = "position",
        /// Days and hours.
        Hours = "hours",
        /// Breaks.
        Breaks = "breaks",
        /// How it is paid.
        Wage = "wage",
        /// What the workplace adapts, and how it trains.
        Adaptation = "adaptation",
        /// The follow-up, and how much of it.
        FollowUp = "follow_up",
        /// Who gives instructions.
        InstructedBy = "instructed_by",
        /// Health, environment and safety.
        Safety = "safety",
        /// Whose insurance covers the person.
        InsuredBy = "insured_by",
        /// How it is ended, and how long before.
        Notice = "notice",
        /// When it is looked at again.
        ReviewOn = "review_on",
        /// Permanent or temporary.
        Tenure = "tenure",
        /// Whether person and enterprise are of one family.
        Family = "family",
    }
}

record! {
    /// What each kind of agreement must say, and who signs it.
    pub struct AgreementRules {
        /// A contract of work.
        pub employment: KindRules,
        /// Utplasseringskontrakt.
        pub outplacement: KindRules,
        /// Trepartsavtale.
        pub tripartite: KindRules,
        /// The three-party agreement on hospitering.
        pub secondment: KindRules,
        /// NAV's agreement on a place and its grant.
        pub nav_place: KindRules,
        /// On the reinforced follow-up.
        pub follow_up: KindRules,
    }

    /// The rules for a kind of agreement.
    pub struct KindRules {
        /// What it must say.
        pub items: Rule<Vec<Item>>,
        /// Who signs it.
        pub signed_by: Rule<Vec<Signatory>>,
    }
}

impl AgreementRules {
    /// Reads a file of rules.
    ///
    /// # Errors
    ///
    /// All faults, each with its place.
    pub fn read(text: &str) -> Result<Self, Vec<Fault>> {
        crate::reading::read(text, |_| {})
    }

    /// The rules for a kind.
    #[must_use]
    pub fn of(&self, kind: AgreementKind) -> &KindRules {
        match kind {
            AgreementKind::Employment => &self.employment,
            AgreementKind::Outplacement => &self.outplacement,
            AgreementKind::Tripartite => &self.tripartite,
            AgreementKind::Secondment => &self.secondment,
            AgreementKind::NavPlace => &self.nav_place,
            AgreementKind::FollowUp => &self.follow_up,
        }
    }
}
