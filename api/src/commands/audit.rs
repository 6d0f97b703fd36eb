//! `femtrinn audit`: the log of who looked at whom, checked or handed out.

use std::fmt::Write;
use std::process::ExitCode;
use std::str::FromStr;

use clap::{Args, Subcommand, ValueEnum};
use engine::domain::MunicipalityNumber;
use femtrinn_api::audit::{Chain, cef, verify};
use femtrinn_api::store::audit::{self, Head};
use femtrinn_api::store::{MunicipalityId, Store, StoreError, Tx, Version, municipalities};
use femtrinn_api::wire::AuditEventBody;

use super::database::Database;
use super::serve::runtime;
use super::sheet::Place;
use crate::failure::Failure;
use crate::files;

/// How many events are read at a time.
const EVENTS_AT_A_TIME: i64 = 1000;

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Check each event against its hash and each chain against its end; tells what was changed, and ends with 1
    Verify {
        #[command(flatten)]
        database: Database,
        /// An end that was printed before and kept elsewhere: it must still be there
        #[arg(long, value_name = "END")]
        kept: Vec<Kept>,
    },
    /// Write the events of a municipality, for whatever collects its logs
    Export {
        #[command(flatten)]
        place: Place,
        /// One line an event (json), or one line for each event and person (cef)
        #[arg(long, value_enum, default_value_t = Format::Cef)]
        format: Format,
        /// Only events after this number
        #[arg(long, value_name = "NUMBER", default_value_t = 0)]
        after: i64,
    },
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// Common Event Format
    Cef,
    /// JSON, as the service shows events
    Json,
}

/// The end of a municipality's chain, as it is printed: `NUMBER:EVENTS:HASH`.
#[derive(Debug, Clone)]
struct Kept {
    municipality: MunicipalityNumber,
    head: Head,
}

impl FromStr for Kept {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let read = || {
            let (number, head) = text.split_once(':')?;
            let municipality = MunicipalityNumber::new(number).ok()?;
            Some(Self { municipality, head: head.parse().ok()? })
        };
        read().ok_or_else(|| {
            "write an end as `femtrinn audit verify` prints it: NUMBER:EVENTS:HASH".to_owned()
        })
    }
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    match &arguments.what {
        What::Verify { database, kept } => run_verify(database, kept),
        What::Export { place, format, after } => run_export(place, *format, *after),
    }
}

fn run_verify(database: &Database, kept: &[Kept]) -> Result<ExitCode, Failure> {
    let (mut text, mut sound) = (String::new(), true);
    runtime()?.block_on(async {
        let store = Store::open(&database.database_url).await?;
        let mut tx = store.read().await?;
        let mut ends = Vec::new();
        for Kept { municipality, head } in kept {
            if let Some(found) = municipalities::find_by_number(&mut tx, municipality).await? {
                ends.push((found.id, head.clone()));
            } else {
                sound = false;
                writeln!(text, "Municipality {municipality}: its log is gone.")
                    .expect("text grows");
            }
        }
        drop(tx);
        let chains = verify(&store, &ends).await?;
        let mut tx = store.read().await?;
        for chain in &chains {
            sound &= chain.faults.is_empty();
            let name = name(&mut tx, chain.municipality).await?;
            text += &told(&name, chain);
        }
        drop(tx);
        store.close().await;
        Ok::<_, Failure>(())
    })?;
    files::print(&text)?;
    Ok(if sound { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// The number of a municipality, or its id where the row is gone.
async fn name(tx: &mut Tx, id: MunicipalityId) -> Result<String, StoreError> {
    let found = municipalities::find(tx, id).await?;
    Ok(found.map_or_else(|| id.to_string(), |it| it.number.clone()))
}

fn told(name: &str, Chain { events, head, faults, municipality: _ }: &Chain) -> String {
    let mut text = format!("Municipality {name}: {events} events, ");
    if faults.is_empty() {
        text += "each as it was written.\n";
    } else {
        text += "and the log is NOT what was written:\n";
    }
    for fault in faults {
        writeln!(text, "  {fault}").expect("text grows");
    }
    writeln!(text, "  end: {name}:{head}").expect("text grows");
    text
}

fn run_export(place: &Place, format: Format, after: i64) -> Result<ExitCode, Failure> {
    runtime()?.block_on(async {
        let store = Store::open(&place.database.database_url).await?;
        let mut tx = store.read().await?;
        let here = municipalities::find_by_number(&mut tx, &place.municipality).await?;
        let here = here.ok_or_else(|| nowhere(&place.municipality))?.id;
        let mut after = Version(after);
        loop {
            let page = audit::list(&mut tx, here, after, EVENTS_AT_A_TIME).await?;
            let Some(last) = page.last() else { break };
            after = last.sequence;
            let lines = page.into_iter().map(|event| match format {
                Format::Cef => cef(&event),
                Format::Json => AuditEventBody::from(event).to_line(),
            });
            files::print(lines.collect::<String>())?;
        }
        drop(tx);
        store.close().await;
        Ok(ExitCode::SUCCESS)
    })
}

fn nowhere(number: &MunicipalityNumber) -> Failure {
    let fault = format!("there is no municipality {number} in the database");
    Failure::Malformed { name: "--municipality".to_owned(), faults: vec![fault] }
}
