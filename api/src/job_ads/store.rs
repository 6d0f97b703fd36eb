//! Ads and the store: each is kept once, however often it comes; one that was stopped loses its contacts.

use serde_json::Value;

use super::{Ad, Ads};
use crate::store::opening_steps::{self, OpeningStep};
use crate::store::openings::{self, OpeningStatus};
use crate::store::{Document, MunicipalityId, StoreError, Ts, Tx, job_ads};

/// What came of taking in ads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Taken {
    /// Ads that were not there before.
    pub new: u32,
    /// Ads that say something else now.
    pub changed: u32,
    /// Ads that say what they said.
    pub unchanged: u32,
    /// Ads that were stopped: their contacts are gone, and a draft that came from them is closed.
    pub closed: u32,
}

/// Takes in ads, all or none.
///
/// # Errors
///
/// When the database cannot keep them.
pub async fn take(
    tx: &mut Tx,
    here: MunicipalityId,
    Ads(ads): Ads,
    by: &str,
    now: Ts,
) -> Result<Taken, StoreError> {
    let mut taken = Taken::default();
    for Ad { id, says } in ads {
        let there = job_ads::find(tx, here, &id).await?;
        let Some(says) = says else {
            if let Some(ad) = there.filter(|ad| ad.is_active) {
                job_ads::put(tx, here, &id, false, &without_contacts(&ad.body), now).await?;
                close_draft(tx, here, &id, by, now).await?;
                taken.closed += 1;
            } else {
                taken.unchanged += 1;
            }
            continue;
        };
        let body = Document::of(&says);
        match there {
            Some(ad) if ad.is_active && ad.body == body => taken.unchanged += 1,
            other => {
                let count = if other.is_some() { &mut taken.changed } else { &mut taken.new };
                *count += 1;
                job_ads::put(tx, here, &id, true, &body, now).await?;
            }
        }
    }
    Ok(taken)
}

fn without_contacts(body: &Document) -> Document {
    let mut body: Value =
        serde_json::from_str(&body.0).expect("the database takes nothing but JSON");
    if let Some(fields) = body.as_object_mut() {
        fields.remove("contacts");
        // Names and numbers stand in the text as well.
        fields.remove("text");
    }
    Document::of(&body)
}

/// Closes the opening that came from an ad, if nobody has posted it.
async fn close_draft(
    tx: &mut Tx,
    here: MunicipalityId,
    id: &engine::domain::OpeningId,
    by: &str,
    now: Ts,
) -> Result<(), StoreError> {
    let opening = openings::find(tx, here, id).await?;
    if let Some(draft) = opening.filter(|it| it.status == OpeningStatus::Draft) {
        let step = OpeningStep {
            status: OpeningStatus::Closed,
            taken_by: by.to_owned(),
            why: Some("NAV har stoppet annonsen".to_owned()),
            acknowledged: Document("[]".to_owned()),
        };
        opening_steps::take(tx, here, draft, &step, now).await?;
    }
    Ok(())
}
