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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::{Grid, Point};

    fn any_point() -> impl Strategy<Value = Point> {
        // A town, or anywhere in Norway up to Svalbard.
        let degrees =
            prop_oneof![(59.5..60.5_f64, 10.5..11.5_f64), (57.0..81.0_f64, 4.0..36.0_f64)];
        degrees.prop_map(|(north, east)| Point {
            latitude: north.to_radians(),
            longitude: east.to_radians(),
        })
    }

    proptest! {
        #[test]
        fn the_grid_finds_exactly_what_is_within_the_radius(
            points in prop::collection::vec(any_point(), 0..60),
            centre in any_point(),
            radius_km in prop_oneof![0.0..40.0_f64, 0.0..1_500.0_f64],
        ) {
            let grid = Grid::new(points.iter().copied().zip(0..points.len()));
            let found: BTreeSet<usize> = grid.within(centre, radius_km).collect();
            let expected: BTreeSet<usize> =
                (0..points.len()).filter(|&i| centre.km_to(points[i]) <= radius_km).collect();
            prop_assert_eq!(found, expected);
        }
    }

    #[test]
    fn distances_are_those_of_the_globe() {
        let point = |north: f64, east: f64| Point {
            latitude: north.to_radians(),
            longitude: east.to_radians(),
        };
        // A degree of latitude is 2 π R / 360.
        let degree = 2.0 * std::f64::consts::PI * super::super::travel::EARTH_RADIUS_KM / 360.0;
        assert!((point(59.0, 11.0).km_to(point(60.0, 11.0)) - degree).abs() < 1e-9);
        assert!(point(59.0, 11.0).km_to(point(59.0, 11.0)).abs() < 1e-9);
        assert!(
            (point(60.0, 4.0).km_to(point(60.0, 6.0)) - degree).abs() < 0.02,
            "cos 60° is a half"
        );
    }
}
