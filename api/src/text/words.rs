//! The readers' words for the engine's codes: `family-shop` in `codes.ftl` is the word for [`JobFamily::Shop`].

use engine::domain::{
    Activity, Adaptation, AgreementKind, Answer, Arena, Certificate, Condition, Consent, Decider,
    EarlierActivity, Flexibility, InterestBasis, JobFamily, LegalEmployer, Outcome,
    PreparationKind, Readiness, Route, SaidBy, Sector, Step, TaskKind, TravelMode, WageKind,
    Weekday,
};

use engine::journey::{
    ContactHow, ExitReason, GivenHow, LegalVehicle, Party, ReferralSource, SafetyTraining,
};
use engine::papers::{CandidateItem, EmployerItem, Item, Often, Scale, Signatory, Tenure};

use super::voice::Voice;

/// A code of a closed list that has words.
pub(super) trait Coded: Copy {
    /// What the keys of the list's words begin with.
    const LIST: &'static str;

    /// The code.
    fn code(self) -> &'static str;
}

macro_rules! coded {
    ($($list:literal $code:ident;)*) => {
        $(impl Coded for $code {
            const LIST: &'static str = $list;

            fn code(self) -> &'static str {
                $code::code(self)
            }
        })*

        /// The keys of the words for every code.
        #[cfg(test)]
        pub(super) fn keys() -> Vec<String> {
            let mut keys = Vec::new();
            $(keys.extend($code::ALL.iter().map(|code| key(*code)));)*
            keys.extend(Scale::ALL.iter().flat_map(|scale| (1..=5).map(|at| point(*scale, at))));
            keys
        }

        impl Voice {
            /// The words of a code, from whichever list it is in; one that is in none speaks for itself.
            pub(super) fn word_of(&self, code: &str) -> String {
                $(if let Some(found) = $code::ALL.iter().find(|it| it.code() == code) {
                    return self.word(*found);
                })*
                code.to_owned()
            }
        }
    };
}

coded! {
    "adaptation"  Adaptation;
    "certificate" Certificate;
    "family"      JobFamily;
    "said-by"     SaidBy;
    "activity"    Activity;
    "task"        TaskKind;
    "preparation" PreparationKind;
    "route"       Route;
    "sector"      Sector;
    "by"          TravelMode;
    "topic"       Flexibility;
    "weekday"     Weekday;
    "arena"       Arena;
    "wage"        WageKind;
    "decider"     Decider;
    "condition"   Condition;
    "step"        Step;
    "consent"     Consent;
    "readiness"   Readiness;
    "basis"       InterestBasis;
    "earlier"     EarlierActivity;
    "outcome"     Outcome;
    "release"     Answer;
    "agreement"   AgreementKind;
    "signatory"   Signatory;
    "item"        Item;
    "tenure"      Tenure;
    "employer"    LegalEmployer;
    "given"       GivenHow;
    "how"         ContactHow;
    "vehicle"     LegalVehicle;
    "party"       Party;
    "safety"      SafetyTraining;
    "source"      ReferralSource;
    "exit"        ExitReason;
    "asks"        CandidateItem;
    "often"       Often;
    "asks-employer" EmployerItem;
}

fn key<C: Coded>(code: C) -> String {
    format!("{}-{}", C::LIST, code.code().replace('_', "-"))
}

fn point(scale: Scale, at: u8) -> String {
    format!("scale-{scale}-{at}")
}

impl Voice {
    /// The words of the five points of a scale, from 1 to 5.
    pub(super) fn points(&self, scale: Scale) -> [String; 5] {
        [1, 2, 3, 4, 5].map(|at| self.say(&point(scale, at), []))
    }

    /// The words of a code, as they stand within a sentence.
    pub(super) fn word<C: Coded>(&self, code: C) -> String {
        self.say(&key(code), [])
    }
}
