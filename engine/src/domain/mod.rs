//! The nouns of the field and their units; values that cannot be wrong.
