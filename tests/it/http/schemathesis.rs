//! Schemathesis over all operations: what the document says can be sent, and what it says cannot.

use std::fs;
use std::process::Command;

use super::resources::fill;
use super::service::Service;
use crate::databases::{Folder, each_database};
use crate::house::root;

/// Cases for each operation; `FEMTRINN_SCHEMATHESIS_CASES=200` is the whole.
fn cases() -> String {
    std::env::var("FEMTRINN_SCHEMATHESIS_CASES").unwrap_or_else(|_| "20".to_owned())
}

#[test]
fn no_case_fails_the_service_or_breaks_its_document() {
    let program = root().join("target/python/bin/schemathesis");
    assert!(program.exists(), "schemathesis is not there: run .ci/setup");
    each_database(|url| {
        let service = Service::start_with(url, &["--rate", "1000000"], "warn").among_others();
        fill(&service);
        let folder = Folder::new();
        let document = folder.path().join("openapi.json");
        fs::write(&document, service.get("/openapi.json").body).unwrap();
        let mut command = Command::new(&program);
        command.current_dir(folder.path()).args(["--no-color", "--config-file"]);
        command.arg(root().join("tests/it/http/schemathesis.toml")).arg("run").arg(&document);
        command.args(["--url", service.address(), "--checks", "all", "--seed", "1"]);
        command.args(["--generation-deterministic", "--continue-on-failure"]);
        command.args(["--header", &format!("Authorization: {}", service.bearer("all"))]);
        command.args(["--header", "Femtrinn-Reason: matching"]);
        command.args(["--max-examples", &cases()]);
        let output = command.output().unwrap();
        let told = String::from_utf8_lossy(&output.stdout);
        println!("{told}");
        let log = service.log();
        assert!(
            output.status.success(),
            "{told}{}\n{log}",
            String::from_utf8_lossy(&output.stderr)
        );
        assert!(!log.contains("\"ERROR\""), "{log}");
    });
}
