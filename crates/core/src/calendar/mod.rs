//! The civil calendar: dates, months, and counting years and months between them.
//!
//! There are no times of day and no time zones here: a policy knows days.

mod age;
mod date;
mod month;

pub use age::{age, whole_months, whole_years};
pub use date::Date;
pub use month::Month;

/// The first year a date can have.
const FIRST_YEAR: i32 = 1;
/// The last year a date can have; it is also the last that ISO 8601 writes with four digits.
const LAST_YEAR: i32 = 9999;

/// Why there is no such date.
#[derive(thiserror::Error, Clone, Copy, Debug, PartialEq, Eq)]
pub enum CalendarError {
    /// The result lies outside the years 1 to 9999.
    #[error("the date is outside the years 1 to 9999")]
    OutOfRange,
}

/// The text is not a date or month of the calendar as ISO 8601 writes it.
#[derive(thiserror::Error, Clone, Copy, Debug, PartialEq, Eq)]
#[error("not a calendar date")]
pub struct NotADate;

/// The number that two ASCII digits write.
fn two_digits(tens: u8, ones: u8) -> Option<u32> {
    let digit = |byte: u8| byte.is_ascii_digit().then(|| u32::from(byte - b'0'));
    Some(digit(tens)? * 10 + digit(ones)?)
}

/// The year that four ASCII digits write.
fn four_digits(century: [u8; 2], rest: [u8; 2]) -> Option<i32> {
    i32::try_from(two_digits(century[0], century[1])? * 100 + two_digits(rest[0], rest[1])?).ok()
}

/// Serialises a calendar type as its ISO text and reads it back.
macro_rules! serde_as_text {
    ($type:ty, $expected:literal) => {
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Text;

                impl serde::de::Visitor<'_> for Text {
                    type Value = $type;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        formatter.write_str($expected)
                    }

                    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<$type, E> {
                        text.parse().map_err(E::custom)
                    }
                }

                deserializer.deserialize_str(Text)
            }
        }
    };
}
use serde_as_text;
