//! Which courses go first: a few, then more, then the rest.

use std::fmt;
use std::str::FromStr;

/// How large a wave is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wave {
    /// So many courses.
    Courses(usize),
    /// So many of a hundred courses of the whole fleet, at least one.
    Percent(u8),
    /// All that are left.
    Rest,
}

/// The waves of a rollout, in order. What they leave over is a last one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waves(Vec<Wave>);

impl Waves {
    /// All at once.
    pub fn all() -> Self {
        Self(vec![Wave::Rest])
    }

    /// The same with `courses` before them, for a look at how they fare.
    #[must_use]
    pub fn behind_canaries(mut self, courses: usize) -> Self {
        self.0.insert(0, Wave::Courses(courses));
        self
    }

    /// The wave of each of `courses`, in their order, from 0.
    pub fn split(&self, courses: usize) -> Vec<usize> {
        let mut places = Vec::with_capacity(courses);
        for (number, wave) in self.0.iter().enumerate() {
            let left = courses - places.len();
            let size = match wave {
                Wave::Courses(size) => *size,
                Wave::Percent(percent) => (courses * usize::from(*percent) / 100).max(1),
                Wave::Rest => left,
            };
            places.extend(std::iter::repeat_n(number, size.min(left)));
        }
        places.resize(courses, self.0.len());
        places
    }
}

impl FromStr for Waves {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let waves: Vec<Wave> = text.split(',').map(|wave| wave.trim().parse()).collect::<Result<_, _>>()?;
        match waves.iter().position(|wave| *wave == Wave::Rest) {
            Some(place) if place + 1 < waves.len() => Err("nothing is left behind `rest`".to_owned()),
            _ => Ok(Self(waves)),
        }
    }
}

impl FromStr for Wave {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wave = match text.strip_suffix('%') {
            _ if text == "rest" => Some(Self::Rest),
            Some(percent) => {
                percent.parse().ok().filter(|percent| (1..=100).contains(percent)).map(Self::Percent)
            }
            None => text.parse().ok().filter(|courses| *courses > 0).map(Self::Courses),
        };
        wave.ok_or_else(|| {
            format!("`{text}` is no wave: write a number of courses, a part such as 10%, or rest")
        })
    }
}

impl fmt::Display for Waves {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, wave) in self.0.iter().enumerate() {
            f.write_str(if place > 0 { "," } else { "" })?;
            match wave {
                Wave::Courses(courses) => write!(f, "{courses}")?,
                Wave::Percent(percent) => write!(f, "{percent}%")?,
                Wave::Rest => f.write_str("rest")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sizes(waves: &str, courses: usize) -> Vec<usize> {
        let split = waves.parse::<Waves>().unwrap().split(courses);
        let last = split.last().map_or(0, |last| last + 1);
        (0..last).map(|wave| split.iter().filter(|place| **place == wave).count()).collect()
    }

    #[test]
    fn waves_are_cut_from_the_whole() {
        assert_eq!(sizes("1,10%,rest", 200), [1, 20, 179]);
        assert_eq!(sizes("1,10%", 200), [1, 20, 179]);
        assert_eq!(sizes("1,10%,rest", 3), [1, 1, 1]);
        assert_eq!(sizes("5,rest", 3), [3]);
        assert_eq!(sizes("rest", 0), [0; 0]);
    }

    #[test]
    fn what_is_no_wave_is_refused() {
        for text in ["", "0", "0%", "101%", "rest,1", "1,,2", "half"] {
            assert!(text.parse::<Waves>().is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_course_is_in_a_wave_and_they_come_in_order(
            waves in proptest::collection::vec(1usize..9, 1..5), courses in 0usize..60,
        ) {
            let waves = Waves(waves.into_iter().map(Wave::Courses).collect());
            let split = waves.split(courses);
            prop_assert_eq!(split.len(), courses);
            prop_assert!(split.is_sorted());
        }
    }
}
