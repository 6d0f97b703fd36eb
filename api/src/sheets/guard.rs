//! Text that a spreadsheet would take for a formula.
//!
//! Source: OWASP, CSV Injection: `=`, `+`, `-`, `@`, tab and carriage return at the beginning.

fn looks_like_a_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// Puts `'` in front of what would be taken for a formula.
pub(super) fn guarded(text: String) -> String {
    if looks_like_a_formula(&text) { format!("'{text}") } else { text }
}

/// Takes away what [`guarded`] has put in front.
pub(super) fn unguarded(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(inner) if looks_like_a_formula(inner) => inner,
        _ => text,
    }
}
