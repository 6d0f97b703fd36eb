//! Why a command could not do its work, and the exit code that says so.

use std::io::{self, Write};
use std::process::ExitCode;

use femtrinn_api::store::transfer::TransferError;
use femtrinn_api::store::{MasterKeyError, StoreError};

/// Why a command could not do its work.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// An input is malformed.
    #[error("{name} is malformed: {} {}", .faults.len(), if .faults.len() == 1 { "fault" } else { "faults" })]
    Malformed {
        /// The input's name.
        name: String,
        /// Every fault, with its place.
        faults: Vec<String>,
    },
    /// A file could not be read.
    #[error("cannot read {name}")]
    Read {
        /// The file's name.
        name: String,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// A file, or the standard output, could not be written.
    #[error("cannot write {name}")]
    Write {
        /// The file's name.
        name: String,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// The service could not be run.
    #[error("cannot {what}")]
    Serve {
        /// What it could not do.
        what: String,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// The database cannot be used.
    #[error("{0}")]
    Store(#[from] StoreError),
    /// There is no master key where it should be.
    #[error("{name}: {source}")]
    MasterKey {
        /// The file's name.
        name: String,
        /// Why.
        #[source]
        source: MasterKeyError,
    },
    /// What was to be done to a database came to nothing.
    #[error("{0}")]
    Transfer(#[from] TransferError),
}

impl Failure {
    /// Tells the failure on the standard error, and gives its exit code.
    pub(crate) fn report(&self) -> ExitCode {
        let mut lines = vec![format!("femtrinn: {self}")];
        let code = match self {
            Self::Malformed { faults, .. } => {
                lines.extend(faults.iter().map(|fault| format!("  {fault}")));
                3
            }
            Self::Serve { source, .. } => {
                lines.push(format!("  {source}"));
                5
            }
            Self::Store(error) => {
                lines.extend(std::error::Error::source(error).map(|it| format!("  {it}")));
                5
            }
            Self::MasterKey { source, .. } => {
                lines.extend(std::error::Error::source(source).map(|it| format!("  {it}")));
                4
            }
            Self::Read { source, .. } | Self::Write { source, .. } => {
                lines.push(format!("  {source}"));
                4
            }
            Self::Transfer(error) => {
                lines.extend(std::error::Error::source(error).map(|it| format!("  {it}")));
                match error {
                    TransferError::Malformed { .. } => 3,
                    TransferError::File(_) => 4,
                    _ => 5,
                }
            }
        };
        // Where even the standard error is gone, the exit code still tells.
        let _ = writeln!(io::stderr(), "{}", lines.join("\n"));
        code.into()
    }
}
