//! The readers' words for the engine's codes: `family-shop` in `codes.ftl` is the word for [`JobFamily::Shop`].

use engine::domain::{
    Activity, Adaptation, Answer, Arena, Certificate, Condition, Consent, Decider, EarlierActivity,
    Flexibility, InterestBasis, JobFamily, Outcome, PreparationKind, Readiness, Route, SaidBy,
    Sector, Step, TaskKind, TravelMode, WageKind, Weekday,
};

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
}

fn key<C: Coded>(code: C) -> String {
    format!("{}-{}", C::LIST, code.code().replace('_', "-"))
}

impl Voice {
    /// The words of a code, as they stand within a sentence.
    pub(super) fn word<C: Coded>(&self, code: C) -> String {
        self.say(&key(code), [])
    }
}
