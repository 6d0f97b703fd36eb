//! `femtrinn demo`: the service with the invented Lillestrøm in it, for as long as it runs.

use std::path::PathBuf;
use std::process::ExitCode;

use femtrinn_api::auth::Config;
use femtrinn_api::demo::fill;
use femtrinn_api::store::{self, Clock, Keys, MasterKey, Store};

use super::serve::{Listening, runtime, serve};
use crate::failure::Failure;

const MORE: &str = "  /docs                        what can be asked, for people
  /openapi.json                the same for machines
  /v1/candidates               25 candidates, of whom 6 are of the job specialist who asks; the others with the
                               header `Femtrinn-Reason: matching`; /v1/openings 31 openings, /v1/employers
  /v1/journeys                 where each of them stands, and since when
  /v1/candidates/K-07/journey  one of them: what may come next, and what to remember
  /v1/match-runs               POST asks for a plan; /v1/proposals then has what it proposes
  /v1/caseloads                how many candidates each job specialist has
  /v1/municipalities/3205      Lillestrøm, and /service-model below it its rules
All people and employers are invented. What you change is gone when the demo ends: stop it with Ctrl-C.
";

/// Who can log in to the demo.
const USERS: &str = include_str!("../../../fixtures/auth/demo.json");

/// A database that is gone when the demo ends.
struct Passing(PathBuf);

impl Drop for Passing {
    fn drop(&mut self) {
        for ending in ["", "-wal", "-shm", ".keys", ".keys-wal", ".keys-shm"] {
            // A file that cannot be removed holds nothing but the demo.
            let _ = std::fs::remove_file(format!("{}{ending}", self.0.display()));
        }
    }
}

/// Serves the Lillestrøm case, which is built in, from a database that is made for it.
pub(crate) fn run(listening: &Listening) -> Result<ExitCode, Failure> {
    let file = format!("femtrinn-demo-{}.db", std::process::id());
    let passing = Passing(std::env::temp_dir().join(file));
    let url = format!("sqlite:{}", passing.0.display());
    runtime()?.block_on(async {
        store::migrate(&url).await?;
        let beside = Keys::beside(&url);
        Keys::make(&beside).await?;
        let keys = Keys::open(&beside, MasterKey::passing()).await?;
        let store = Store::open_with_keys(&url, keys).await?;
        Box::pin(fill(&store, Clock::System.now().in_norway().date())).await?;
        let users = Config::read(USERS).expect("the demo's users are shipped");
        serve(store, users, listening, "warn", MORE).await
    })
}
