//! The command line of Femtrinn.

fn main() {}
