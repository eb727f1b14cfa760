//! Digits and points in the width that all figures are read in.

/// Full-width digits and points as ASCII.
pub(super) fn half_width(text: &str) -> String {
    text.chars().map(|c| if c == '．' { '.' } else { half_width_digit(c) }).collect()
}

fn half_width_digit(c: char) -> char {
    let digit = u32::from(c).checked_sub(u32::from('０')).filter(|digit| *digit < 10);
    digit.and_then(|digit| char::from_digit(digit, 10)).unwrap_or(c)
}
