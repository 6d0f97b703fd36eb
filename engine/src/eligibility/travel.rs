//! Travel times, estimated from the straight line between postal codes.

use jiff::civil::Date;

use super::{TravelBasis, WayToWork};
use crate::domain::service_model::TravelSpeed;
use crate::domain::{PostalPoint, ServiceModel, TravelMode};

/// Mean radius of the Earth in kilometres.
///
/// Source: IUGG, mean radius R1 of the reference ellipsoid.
pub(super) const EARTH_RADIUS_KM: f64 = 6_371.008_8;

/// A place on the globe, in radians.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Point {
    pub(super) latitude: f64,
    pub(super) longitude: f64,
}

impl Point {
    pub(super) fn of(place: &PostalPoint) -> Self {
        let latitude = place.latitude.get().to_radians();
        Self { latitude, longitude: place.longitude.get().to_radians() }
    }

    /// The straight line over the globe, by the haversine formula.
    pub(super) fn km_to(self, other: Self) -> f64 {
        let half_sine = |angle: f64| {
            let sine = libm::sin(angle / 2.0);
            sine * sine
        };
        let across = libm::cos(self.latitude) * libm::cos(other.latitude);
        let haversine = half_sine(other.latitude - self.latitude)
            + across * half_sine(other.longitude - self.longitude);
        2.0 * EARTH_RADIUS_KM * libm::asin(haversine.clamp(0.0, 1.0).sqrt())
    }
}

/// How ways are estimated on a day; empty where the service model has no speeds.
pub(super) struct Ways<'a> {
    speeds: &'a [TravelSpeed],
}

impl<'a> Ways<'a> {
    pub(super) fn new(model: &'a ServiceModel, day: Date) -> Self {
        Self { speeds: model.rules.travel_speeds.on(day).map_or(&[], Vec::as_slice) }
    }

    /// The quickest of the modes, in whole minutes.
    pub(super) fn estimate(&self, modes: &[TravelMode], from: Point, to: Point) -> WayToWork {
        let km = from.km_to(to);
        let ways = self.usable(modes).map(|speed| (minutes(speed, km), speed.mode));
        match ways.min_by(|a, b| a.0.total_cmp(&b.0)) {
            None => WayToWork { minutes: None, basis: TravelBasis::Unknown },
            Some((minutes, mode)) => {
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "clamped"
                )]
                let minutes = minutes.round().clamp(0.0, f64::from(u16::MAX)) as u16;
                WayToWork { minutes: Some(minutes), basis: TravelBasis::Estimate(mode) }
            }
        }
    }

    /// The straight line beyond which no mode can arrive in time; `None` when that cannot be told.
    pub(super) fn radius_km(&self, modes: &[TravelMode], minutes_most: u16) -> Option<f64> {
        // Minutes are rounded, so half a minute more still counts.
        let most = f64::from(minutes_most) + 0.5;
        let radius = |speed: &TravelSpeed| {
            let moving = (most - speed.fixed_minutes.get()).max(0.0);
            moving * speed.km_per_hour.get() / (60.0 * speed.detour.get())
        };
        self.usable(modes).map(radius).max_by(f64::total_cmp)
    }

    fn usable<'b>(&'b self, modes: &'b [TravelMode]) -> impl Iterator<Item = &'b TravelSpeed> {
        self.speeds.iter().filter(|speed| modes.contains(&speed.mode))
    }
}

/// fixed + 60 · detour · km / (km an hour)
fn minutes(speed: &TravelSpeed, km: f64) -> f64 {
    speed.fixed_minutes.get() + 60.0 * speed.detour.get() * km / speed.km_per_hour.get()
}
