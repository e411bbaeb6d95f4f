//! How many courses may fail before a rollout stops.

use std::str::FromStr;

/// How many courses may fail before a rollout stops: a number, or a part of all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MaxFailures {
    /// So many courses.
    Courses(usize),
    /// So many of a hundred courses.
    Percent(u8),
}

impl MaxFailures {
    /// How many of `courses` may fail.
    pub fn of(self, courses: usize) -> usize {
        match self {
            Self::Courses(number) => number,
            Self::Percent(percent) => courses * usize::from(percent) / 100,
        }
    }
}

impl FromStr for MaxFailures {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let problem = || "write a number of courses, such as 3, or a part of all, such as 5%".to_owned();
        match text.strip_suffix('%') {
            Some(percent) => {
                percent.parse().ok().filter(|percent| *percent <= 100).map(Self::Percent).ok_or_else(problem)
            }
            None => text.parse().map(Self::Courses).map_err(|_| problem()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_rounded_down() {
        for (text, courses, expected) in [("0", 200, 0), ("3", 200, 3), ("5%", 200, 10), ("5%", 19, 0)] {
            assert_eq!(text.parse::<MaxFailures>().unwrap().of(courses), expected, "{text} of {courses}");
        }
        for text in ["", "-1", "101%", "%", "few"] {
            assert!(text.parse::<MaxFailures>().is_err(), "{text}");
        }
    }
}
