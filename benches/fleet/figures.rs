//! How large fleets are, and how times are told.

use crate::support::median;

/// Courses under way at a time, and threads of the floor.
pub(crate) const JOBS: usize = 16;
/// Databases that courses of the larger fleets share.
pub(crate) const DATABASES: usize = 40;

/// A line of a table of times.
pub(crate) fn row(name: &str, times: &[f64]) -> [String; 4] {
    let of = |pick: fn(f64, f64) -> f64| times.iter().copied().reduce(pick).unwrap_or(f64::NAN);
    let figure = |seconds: f64| format!("{seconds:.3}");
    [name.to_owned(), figure(median(times.iter().copied())), figure(of(f64::min)), figure(of(f64::max))]
}

/// The median of the ratios of neighbours.
pub(crate) fn ratio(ours: &[f64], floor: &[f64]) -> f64 {
    median(ours.iter().zip(floor).map(|(ours, floor)| ours / floor))
}
