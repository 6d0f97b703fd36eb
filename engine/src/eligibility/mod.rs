//! The hard rules, one per file: a pair is eligible, or here is every reason it is not.
