//! What agreements must say, from the file that is built in.

use std::sync::OnceLock;

use engine::papers::AgreementRules;

/// The rules, with their periods and sources.
///
/// # Panics
///
/// Never: the engine's tests read the same file.
pub fn rules() -> &'static AgreementRules {
    static RULES: OnceLock<AgreementRules> = OnceLock::new();
    RULES.get_or_init(|| {
        let text = include_str!("../../../fixtures/agreements/rules.json");
        AgreementRules::read(text).expect("the file that is built in has been read by a test")
    })
}
