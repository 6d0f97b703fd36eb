//! Reads the fixtures as the product reads them.

use std::path::{Path, PathBuf};
use std::process::Command;

use engine::domain::{Case, ServiceModel, case, service_model};

/// The folder `fixtures/`.
pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures")
}

/// The service models that the product ships.
pub(crate) fn service_models() -> Vec<ServiceModel> {
    let files = std::fs::read_dir(folder().join("service-models")).unwrap();
    let mut files: Vec<PathBuf> = files.map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|it| it == "json"));
    files.sort();
    let read = |path: &PathBuf| {
        service_model::read(&text(path))
            .unwrap_or_else(|faults| panic!("{}: {faults:#?}", path.display()))
    };
    files.iter().map(read).collect()
}

/// A case, which must be without fault.
pub(crate) fn case(path: &Path) -> Case {
    case::read(&text(path), &service_models())
        .unwrap_or_else(|faults| panic!("{}: {faults:#?}", path.display()))
}

/// What `femtrinn match` answers to a case.
pub(crate) fn answer(case: &Path, options: &[&str]) -> String {
    let output =
        Command::new(env!("CARGO_BIN_EXE_femtrinn")).arg("match").arg(case).args(options).output();
    let output = output.unwrap();
    assert!(
        output.status.success(),
        "{}: {}",
        case.display(),
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

fn text(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
