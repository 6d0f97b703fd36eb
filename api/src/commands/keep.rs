//! An earlier answer, whose proposals a new plan keeps where it can.

use std::path::Path;

use engine::domain::{Activity, CandidateId, Case, OpeningId, Published};
use engine::explain::ANSWER_FORMAT;
use jiff::civil::Date;
use serde::Deserialize;

use super::malformed;
use crate::failure::Failure;
use crate::files;

/// What is read of an answer.
#[derive(Deserialize)]
struct Earlier {
    format: String,
    proposals: Vec<Start>,
}

#[derive(Deserialize)]
struct Start {
    candidate: String,
    opening: String,
    activity: String,
    monday: Date,
}

/// Adds the proposals of an answer to what the case has published, as not told yet; what the case itself
/// says of a start stands. Returns a line for each start of somebody or somewhere the case no longer has.
pub(super) fn publish(case: &mut Case, path: &Path) -> Result<Vec<String>, Failure> {
    let text = files::read(path)?;
    let earlier: Earlier = serde_json::from_str(&text).map_err(|error| {
        let fault = format!("{error}; give an answer as `femtrinn match CASE --json` writes it");
        malformed(path, &[fault])
    })?;
    if earlier.format != ANSWER_FORMAT {
        let found = earlier.format;
        let fault = format!("format, found \"{found}\": write the text \"{ANSWER_FORMAT}\"");
        return Err(malformed(path, &[fault]));
    }
    let mut gone = Vec::new();
    for Start { candidate, opening, activity, monday } in earlier.proposals {
        let who = CandidateId::new(&candidate);
        let who = who.filter(|id| case.candidates.iter().any(|it| it.id == *id));
        let place = OpeningId::new(&opening);
        let place = place.filter(|id| case.openings.iter().any(|it| it.id == *id));
        let what = Activity::ALL.iter().copied().find(|it| it.code() == activity);
        let (Some(candidate), Some(opening), Some(activity)) = (who, place, what) else {
            gone.push(format!("{candidate} at {opening} ({activity}) is no longer in the case"));
            continue;
        };
        let same = |it: &Published| {
            (&it.candidate, &it.opening, it.activity) == (&candidate, &opening, activity)
        };
        if !case.published.iter().any(same) {
            let first_monday = monday;
            let told = false;
            case.published.push(Published { candidate, opening, activity, first_monday, told });
        }
    }
    Ok(gone)
}
