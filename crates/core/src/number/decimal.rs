//! Numbers as text: decimals, and `n/d` where a decimal does not end.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::wide::Wide;
use super::{NumberError, Rational};

/// A mantissa of this many digits always fits 128 bits, so such a decimal parses back.
const MANTISSA_DIGITS: usize = 38;

/// The most places an endless decimal is cut to, whatever the caller asks for.
const MAX_PLACES: u32 = 100;

/// A number as decimal text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decimal {
    /// A sign if negative, digits, and where needed a point and more digits.
    pub text: String,
    /// Whether the text is the number itself; otherwise it is rounded.
    pub exact: bool,
}

impl Rational {
    /// Reads a number in the grammar of JSON (RFC 8259): `-12`, `0.5`, `1.4e4`.
    ///
    /// # Errors
    /// `Syntax` for any other text, a leading `+`, leading zeros and full-width digits included;
    /// `Overflow` if the number does not fit, such as `1e400`, or has more than 38 significant digits.
    pub fn parse_decimal(text: &str) -> Result<Self, NumberError> {
        if let Some(value) = short_integer(text.as_bytes()) {
            return Ok(Self::integer(value));
        }
        let mut rest = text.as_bytes();
        let negative = take(&mut rest, b'-');
        let mut digits = Digits::default();
        let before = digits.read(&mut rest)?;
        if before == 0 || (before > 1 && text.trim_start_matches('-').starts_with('0')) {
            return Err(NumberError::Syntax);
        }
        let mut places = 0;
        if take(&mut rest, b'.') {
            places = digits.read(&mut rest)?;
            if places == 0 {
                return Err(NumberError::Syntax);
            }
        }
        let exponent = read_exponent(&mut rest)?;
        if !rest.is_empty() {
            return Err(NumberError::Syntax);
        }
        let mantissa = digits.mantissa()?;
        let power = exponent.saturating_sub(places).saturating_add(digits.pending_zeros);
        from_mantissa(negative, mantissa, power)
    }

    /// The number as decimal text: exact if its decimal ends, otherwise rounded half up to
    /// `places_if_endless` places (100 at most), trailing zeros kept.
    pub fn to_decimal(self, places_if_endless: u32) -> Decimal {
        let (numerator, denominator) = self.magnitudes();
        let exact_places = places_of(denominator);
        let places = exact_places.unwrap_or(places_if_endless.min(MAX_PLACES));
        let whole = numerator / denominator;
        let (fraction, rest) = fraction_digits(numerator % denominator, denominator, places);
        let mut text = if places == 0 { whole.to_string() } else { format!("{whole}.{fraction}") };
        if Wide::from_narrow(rest).doubled() >= Wide::from_narrow(denominator) {
            text = one_more(&text);
        }
        if self.is_negative() && text.bytes().any(|byte| matches!(byte, b'1'..=b'9')) {
            text.insert(0, '-');
        }
        Decimal { text, exact: exact_places.is_some() }
    }
}

/// A plain integer of at most 18 digits, the bulk of what cases hold.
fn short_integer(text: &[u8]) -> Option<i128> {
    let (negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        all => (false, all),
    };
    if digits.is_empty() || digits.len() > 18 || (digits.len() > 1 && digits.first() == Some(&b'0')) {
        return None;
    }
    let mut value = 0i64;
    for byte in digits {
        if !byte.is_ascii_digit() {
            return None;
        }
        value = value * 10 + i64::from(byte - b'0');
    }
    Some(i128::from(if negative { -value } else { value }))
}

/// Digits read so far. Zeros wait until a digit follows them, so that trailing zeros cost no mantissa.
#[derive(Default)]
struct Digits {
    mantissa: u128,
    pending_zeros: i64,
    overflowed: bool,
}

impl Digits {
    /// Takes digits off the front of `rest`; how many there were.
    fn read(&mut self, rest: &mut &[u8]) -> Result<i64, NumberError> {
        let mut count = 0i64;
        while let [byte @ b'0'..=b'9', tail @ ..] = *rest {
            self.push(byte - b'0');
            count = count.checked_add(1).ok_or(NumberError::Overflow)?;
            *rest = tail;
        }
        Ok(count)
    }

    fn push(&mut self, digit: u8) {
        if digit == 0 {
            self.pending_zeros += i64::from(self.mantissa != 0);
            return;
        }
        let shifted = u32::try_from(self.pending_zeros + 1)
            .ok()
            .and_then(|zeros| 10u128.checked_pow(zeros))
            .and_then(|power| self.mantissa.checked_mul(power))
            .and_then(|mantissa| mantissa.checked_add(u128::from(digit)));
        match shifted {
            Some(mantissa) => self.mantissa = mantissa,
            None => self.overflowed = true,
        }
        self.pending_zeros = 0;
    }

    /// The digits as one number. Reported late, so that bad text is `Syntax` however long it is.
    fn mantissa(&self) -> Result<u128, NumberError> {
        if self.overflowed { Err(NumberError::Overflow) } else { Ok(self.mantissa) }
    }
}

/// Takes one byte off the front of `rest` if it is `wanted`.
fn take(rest: &mut &[u8], wanted: u8) -> bool {
    match *rest {
        [first, tail @ ..] if *first == wanted => {
            *rest = tail;
            true
        }
        _ => false,
    }
}

/// Reads `e`, a sign and digits, or nothing. An exponent beyond 64 bits saturates.
fn read_exponent(rest: &mut &[u8]) -> Result<i64, NumberError> {
    if !take(rest, b'e') && !take(rest, b'E') {
        return Ok(0);
    }
    let negative = take(rest, b'-');
    if !negative {
        take(rest, b'+');
    }
    if !rest.first().is_some_and(u8::is_ascii_digit) {
        return Err(NumberError::Syntax);
    }
    let mut value = 0i64;
    while let [byte @ b'0'..=b'9', tail @ ..] = *rest {
        value = value.saturating_mul(10).saturating_add(i64::from(byte - b'0'));
        *rest = tail;
    }
    Ok(if negative { -value } else { value })
}

/// `mantissa · 10^power`, reduced. The mantissa does not end in zero unless it is zero.
fn from_mantissa(negative: bool, mantissa: u128, power: i64) -> Result<Rational, NumberError> {
    if mantissa == 0 {
        return Ok(Rational::ZERO);
    }
    let places = u32::try_from(power.unsigned_abs()).map_err(|_| NumberError::Overflow)?;
    if power >= 0 {
        let scale = 10u128.checked_pow(places).ok_or(NumberError::Overflow)?;
        let numerator = mantissa.checked_mul(scale).ok_or(NumberError::Overflow)?;
        return Rational::from_reduced(negative, numerator, 1);
    }
    let twos = mantissa.trailing_zeros().min(places);
    let (numerator, fives) = without_fives(mantissa >> twos, places);
    let scale = |base: u128, power: u32| base.checked_pow(power).ok_or(NumberError::Overflow);
    let denominator = scale(2, places - twos)?.checked_mul(scale(5, places - fives)?);
    Rational::from_reduced(negative, numerator, denominator.ok_or(NumberError::Overflow)?)
}

/// Divides by five while that is exact, at most `limit` times; the rest and how often.
fn without_fives(mut number: u128, limit: u32) -> (u128, u32) {
    let mut count = 0;
    while count < limit && number.is_multiple_of(5) {
        number /= 5;
        count += 1;
    }
    (number, count)
}

/// The places a fraction over `denominator` needs in lowest terms, if its decimal ends.
fn places_of(denominator: u128) -> Option<u32> {
    let twos = denominator.trailing_zeros();
    let (rest, fives) = without_fives(denominator >> twos, u32::MAX);
    (rest == 1).then_some(twos.max(fives))
}

/// The first `places` decimals of `rest / denominator` by long division, and what is left over.
fn fraction_digits(mut rest: u128, denominator: u128, places: u32) -> (String, u128) {
    let mut text = String::new();
    for _ in 0..places {
        let (digit, left) = Wide::product(rest, 10).divide(Wide::from_narrow(denominator));
        let digit = digit.narrow().and_then(|digit| u8::try_from(digit).ok()).unwrap_or(0);
        text.push(char::from(b'0' + digit));
        rest = left.narrow().unwrap_or(0);
    }
    (text, rest)
}

/// Decimal text with one added in its last place.
fn one_more(text: &str) -> String {
    let mut carry = true;
    let mut reversed: Vec<char> = Vec::with_capacity(text.len() + 1);
    for digit in text.chars().rev() {
        reversed.push(match digit {
            '9' if carry => '0',
            '0'..='8' if carry => {
                carry = false;
                char::from_u32(u32::from(digit) + 1).unwrap_or(digit)
            }
            other => other,
        });
    }
    if carry {
        reversed.push('1');
    }
    reversed.into_iter().rev().collect()
}

impl fmt::Display for Rational {
    /// The decimal if it ends within 38 digits, otherwise `n/d`; either form parses back.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_integer() {
            return fmt::Display::fmt(&self.numerator(), formatter);
        }
        let decimal = self.to_decimal(0);
        let digits = decimal.text.bytes().filter(u8::is_ascii_digit).count();
        if decimal.exact && digits <= MANTISSA_DIGITS {
            formatter.pad(&decimal.text)
        } else {
            formatter.pad(&format!("{}/{}", self.numerator(), self.denominator()))
        }
    }
}

impl FromStr for Rational {
    type Err = NumberError;

    /// Reads what `Display` writes: a decimal, or `n/d` with an unsigned denominator.
    fn from_str(text: &str) -> Result<Self, NumberError> {
        let Some((numerator, denominator)) = text.split_once('/') else {
            return Self::parse_decimal(text);
        };
        let plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if !plain(numerator.strip_prefix('-').unwrap_or(numerator)) || !plain(denominator) {
            return Err(NumberError::Syntax);
        }
        Self::parse_decimal(numerator)?.checked_div(Self::parse_decimal(denominator)?)
    }
}

impl Serialize for Rational {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Rational {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;

        impl de::Visitor<'_> for Text {
            type Value = Rational;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a number as text, such as \"915\", \"0.5\" or \"1/3\"")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Rational, E> {
                text.parse().map_err(E::custom)
            }
        }

        deserializer.deserialize_str(Text)
    }
}
