//! Official code lists: municipalities, postal codes and occupations as CSV files.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use csv::StringRecord;
use engine::domain::{Latitude, Longitude, MunicipalityNumber, PostalCode, PostalPoint, Words};
use engine::simulate::{Municipality, Settlement, occupations};

use crate::commands::malformed;
use crate::failure::Failure;
use crate::files;

/// What postal codes are for that people live at.
const LIVED_AT: [&str; 3] =
    ["Gate-/veg-adresse", "Gateadresser og postboksar", "Fleire bruksområde"];

/// The municipalities of a folder with `kommuner2024.csv` and `postnummer_2024.csv`, in the order of their numbers;
/// `styrk08.csv` must have every occupation that openings are drawn from.
pub(crate) fn municipalities(folder: &Path) -> Result<Vec<Municipality>, Failure> {
    expect_occupations(&folder.join("styrk08.csv"))?;
    let mut settlements: BTreeMap<String, Vec<Settlement>> = BTreeMap::new();
    let codes = rows(
        &folder.join("postnummer_2024.csv"),
        ["bruksomrade", "kommunenr2024", "postnr", "lat", "lon", "folketal"],
        |[used_for, number, code, latitude, longitude, inhabitants]| {
            if !LIVED_AT.contains(&used_for) {
                return Ok(None);
            }
            let point = PostalPoint {
                code: PostalCode::new(code).map_err(|it| format!("postnr {code}: {it}"))?,
                latitude: degrees("lat", latitude, Latitude::new)?,
                longitude: degrees("lon", longitude, Longitude::new)?,
            };
            // Where nobody is counted, hardly anybody lives.
            let inhabitants = if inhabitants.is_empty() { "0" } else { inhabitants };
            let inhabitants: u32 = inhabitants
                .parse()
                .map_err(|_| format!("folketal {inhabitants}: write a whole number"))?;
            let inhabitants = f64::from(inhabitants);
            Ok(Some((number.to_owned(), Settlement { point, inhabitants })))
        },
    )?;
    for (number, settlement) in codes {
        settlements.entry(number).or_default().push(settlement);
    }
    let path = folder.join("kommuner2024.csv");
    let mut all = rows(&path, ["kommunenummer", "navn"], |[number, name]| {
        let settlements =
            settlements.remove(number).ok_or_else(|| format!("{number} has no postal code"))?;
        Ok(Some(Municipality {
            number: MunicipalityNumber::new(number)
                .map_err(|it| format!("kommunenummer {number}: {it}"))?,
            name: Words::new(name).map_err(|it| format!("navn {name}: {it}"))?,
            settlements,
        }))
    })?;
    if all.is_empty() {
        return Err(malformed(&path, &["there are no municipalities in it"]));
    }
    all.sort_by(|a, b| a.number.cmp(&b.number));
    Ok(all)
}

fn degrees<T>(
    field: &str,
    text: &str,
    new: fn(f64) -> Result<T, engine::domain::InvalidValue>,
) -> Result<T, String> {
    let number: f64 = text.parse().map_err(|_| format!("{field} {text}: write degrees"))?;
    new(number).map_err(|invalid| format!("{field} {text}: {invalid}"))
}

fn expect_occupations(path: &Path) -> Result<(), Failure> {
    let known = rows(path, ["code"], |[code]| Ok(Some(code.to_owned())))?;
    let known: BTreeSet<String> = known.into_iter().collect();
    let lacking: Vec<String> = occupations()
        .filter(|code| !known.contains(*code))
        .map(|code| format!("there is no row for the occupation {code}"))
        .collect();
    if lacking.is_empty() { Ok(()) } else { Err(malformed(path, &lacking)) }
}

/// What `read` makes of the columns of each row; all faults at once, each with its line.
fn rows<const N: usize, T>(
    path: &Path,
    columns: [&str; N],
    mut read: impl FnMut([&str; N]) -> Result<Option<T>, String>,
) -> Result<Vec<T>, Failure> {
    let text = files::read(path)?;
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().map_err(|fault| malformed(path, &[fault]))?.clone();
    let at = columns.map(|column| header.iter().position(|it| it == column));
    let lacking: Vec<String> = columns
        .iter()
        .zip(at)
        .filter(|(_, at)| at.is_none())
        .map(|(column, _)| format!("there is no column `{column}`"))
        .collect();
    if !lacking.is_empty() {
        return Err(malformed(path, &lacking));
    }
    let (mut found, mut faults) = (Vec::new(), Vec::new());
    for row in reader.records() {
        let row: StringRecord = match row {
            Ok(row) => row,
            Err(fault) => {
                faults.push(fault.to_string());
                continue;
            }
        };
        let cells = at.map(|at| at.and_then(|at| row.get(at)).unwrap_or_default());
        match read(cells) {
            Ok(item) => found.extend(item),
            Err(fault) => {
                let line = row.position().map_or(0, csv::Position::line);
                faults.push(format!("line {line}: {fault}"));
            }
        }
    }
    if faults.is_empty() { Ok(found) } else { Err(malformed(path, &faults)) }
}
