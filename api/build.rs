//! Builds again when a migration is added: they are embedded, and a folder is no source that cargo sees.

fn main() {
    println!("cargo:rerun-if-changed=../migrations");
}
