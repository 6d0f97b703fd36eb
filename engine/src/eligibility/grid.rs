//! A uniform grid over the map, so that nobody is held against openings far away.

use std::collections::BTreeMap;

use super::travel::Point;

/// Kilometres along a side of a cell, south to north.
const CELL_KM: f64 = 5.0;
/// Kilometres from one degree of latitude to the next, rounded down so that a radius is never cut short.
const KM_A_DEGREE: f64 = 111.0;

/// Items by the cell that they lie in.
pub(super) struct Grid<T> {
    cells: BTreeMap<(i32, i32), Vec<(Point, T)>>,
}

impl<T: Copy> Grid<T> {
    pub(super) fn new(items: impl IntoIterator<Item = (Point, T)>) -> Self {
        let mut cells: BTreeMap<(i32, i32), Vec<(Point, T)>> = BTreeMap::new();
        for (point, item) in items {
            let cell = (cell(point.latitude), cell(point.longitude));
            cells.entry(cell).or_default().push((point, item));
        }
        Self { cells }
    }

    /// Everything within `radius_km` of `centre`, in no order that means anything.
    pub(super) fn within(&self, centre: Point, radius_km: f64) -> impl Iterator<Item = T> {
        let degrees = (radius_km / KM_A_DEGREE).to_radians();
        let (south, north) = (centre.latitude - degrees, centre.latitude + degrees);
        // A degree of longitude is shortest at the edge that is nearer to the pole.
        let shrunk = libm::cos(north.abs().max(south.abs()).min(1.55));
        let (west, east) =
            (centre.longitude - degrees / shrunk, centre.longitude + degrees / shrunk);
        let columns = (cell(west), cell(east));
        (cell(south)..=cell(north))
            .flat_map(move |row| self.cells.range((row, columns.0)..=(row, columns.1)))
            .flat_map(|(_, items)| items)
            .filter(move |(point, _)| centre.km_to(*point) <= radius_km)
            .map(|(_, item)| *item)
    }
}

/// Cells are as wide as they are high in degrees: about half as wide in kilometres in Norway.
fn cell(radians: f64) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "an angle has at most some thousand cells")]
    let cell = (radians.to_degrees() * KM_A_DEGREE / CELL_KM).floor() as i32;
    cell
}
