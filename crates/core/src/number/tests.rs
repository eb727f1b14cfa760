use std::cmp::Ordering;

use proptest::prelude::*;

use super::divisor::gcd;
use super::wide::Wide;
use super::{Decimal, NumberError, Rational, RoundMode};

fn q(numerator: i128, denominator: i128) -> Rational {
    Rational::new(numerator, denominator).unwrap()
}

fn parsed(text: &str) -> Rational {
    Rational::parse_decimal(text).unwrap()
}

const MODES: [RoundMode; 4] = [RoundMode::Up, RoundMode::Down, RoundMode::HalfUp, RoundMode::HalfEven];

#[test]
fn fractions_are_reduced_and_signs_move_to_the_numerator() {
    assert_eq!(q(6, -4), q(-3, 2));
    assert_eq!((q(6, -4).numerator(), q(6, -4).denominator()), (-3, 2));
    assert_eq!(q(0, -7), Rational::ZERO);
    assert_eq!(Rational::new(1, 0), Err(NumberError::DivisionByZero));
    assert_eq!(Rational::default(), Rational::ZERO);
}

#[test]
fn the_extremes_are_numbers_like_any_other() {
    let (min, max) = (Rational::integer(i128::MIN), Rational::integer(i128::MAX));
    assert_eq!(min.checked_neg(), Err(NumberError::Overflow));
    assert_eq!(min.abs(), Err(NumberError::Overflow));
    assert_eq!(min.gcd(Rational::ZERO), Err(NumberError::Overflow));
    assert_eq!(min.gcd(Rational::from(6)), Ok(Rational::from(2)));
    assert_eq!(Rational::new(i128::MIN, -1), Err(NumberError::Overflow));
    assert_eq!(Rational::new(i128::MIN, i128::MIN), Ok(Rational::ONE));
    assert_eq!(Rational::new(1, i128::MIN), Err(NumberError::Overflow));
    assert_eq!(Rational::new(2, i128::MIN), Ok(q(-1, 1 << 126)));
    assert_eq!(min.checked_sub(min), Ok(Rational::ZERO));
    assert_eq!(Rational::from(-1).checked_sub(min), Ok(max));
    assert_eq!(Rational::ZERO.checked_sub(min), Err(NumberError::Overflow));
    assert_eq!(min.checked_div(min), Ok(Rational::ONE));
    assert_eq!(min.checked_div(Rational::from(-1)), Err(NumberError::Overflow));
    assert_eq!(min.checked_mul(q(1, 2)), Ok(Rational::integer(i128::MIN / 2)));
    assert_eq!(max.checked_add(Rational::ONE), Err(NumberError::Overflow));
    assert_eq!(min.floor(), i128::MIN);
    assert!(min < max && q(i128::MIN, i128::MAX) < q(-1, i128::MAX));
    assert_eq!(parsed("-170141183460469231731687303715884105728"), min);
    assert_eq!(min.to_string().parse(), Ok(min));
    assert_eq!(min.round(RoundMode::HalfEven, Rational::ONE), Ok(min));
}

#[test]
fn overflow_is_reported_only_if_the_reduced_result_does_not_fit() {
    let half_max = q(i128::MAX, 2);
    assert_eq!(half_max.checked_add(half_max), Ok(Rational::integer(i128::MAX)));
    assert_eq!(half_max.checked_sub(q(-i128::MAX, 2)), Ok(Rational::integer(i128::MAX)));
    let tiny = q(1, 3 << 120);
    assert_eq!(tiny.checked_add(tiny).unwrap().checked_add(tiny), Ok(q(1, 1 << 120)));
    assert_eq!(q(1 << 100, 3).checked_mul(q(3, 1 << 100)), Ok(Rational::ONE));
    assert_eq!(q(1, 1 << 100).checked_mul(q(1, 1 << 100)), Err(NumberError::Overflow));
    assert_eq!(q(1, 1 << 100).checked_add(q(1, 3i128.pow(40))), Err(NumberError::Overflow));
}

#[test]
fn division_by_zero_is_named() {
    assert_eq!(Rational::ONE.checked_div(Rational::ZERO), Err(NumberError::DivisionByZero));
    assert_eq!(Rational::ZERO.checked_div(Rational::ZERO), Err(NumberError::DivisionByZero));
}

#[test]
fn granularity() {
    assert_eq!(q(1, 100).gcd(Rational::from(915)), Ok(q(1, 100)));
    assert_eq!(q(3, 4).gcd(q(-5, 6)), Ok(q(1, 12)));
    assert_eq!(Rational::ZERO.gcd(q(-5, 6)), Ok(q(5, 6)));
    assert!(q(3, 4).is_multiple_of(q(1, 12)));
    assert!(!q(3, 4).is_multiple_of(q(1, 10)));
    assert!(Rational::ZERO.is_multiple_of(Rational::ZERO));
    assert!(!Rational::ONE.is_multiple_of(Rational::ZERO));
    assert!(q(-3, 4).is_multiple_of(q(-1, 4)));
}

#[test]
fn floors_and_machine_integers() {
    assert_eq!(q(-7, 2).floor(), -4);
    assert_eq!(q(7, 2).floor(), 3);
    assert_eq!(q(7, 2).to_i64(), None);
    assert_eq!(Rational::from(-7i64).to_i64(), Some(-7));
    assert_eq!(Rational::integer(1 << 63).to_i64(), None);
}

#[test]
fn json_numbers_are_read_exactly() {
    assert_eq!(parsed("0"), Rational::ZERO);
    assert_eq!(parsed("-0"), Rational::ZERO);
    assert_eq!(parsed("915"), Rational::from(915));
    assert_eq!(parsed("2745.01"), q(274_501, 100));
    assert_eq!(parsed("-0.50"), q(-1, 2));
    assert_eq!(parsed("1.4e4"), Rational::from(14_000));
    assert_eq!(parsed("25E-2"), q(1, 4));
    assert_eq!(parsed("25e+2"), Rational::from(2500));
    assert_eq!(parsed("0e999999999999999999999999"), Rational::ZERO);
    assert_eq!(parsed("1000e-3"), Rational::ONE);
    assert_eq!(parsed(&format!("1.{}", "0".repeat(1000))), Rational::ONE);
    assert_eq!(parsed(&format!("1{}e-1000", "0".repeat(1000))), Rational::ONE);
    assert_eq!(parsed("1267650600228229401496703205376e-40"), q(1 << 60, 5i128.pow(40)));
}

#[test]
fn other_text_is_not_a_number() {
    for text in [
        "",
        "-",
        "abc",
        "+1",
        "01",
        "-01",
        "00.5",
        "1.",
        ".5",
        "1e",
        "1e+",
        "1_000",
        "1,000",
        " 1",
        "1 ",
        "9１5",
        "９１５",
        "--1",
        "1.5.2",
        "1e1e1",
        "NaN",
        "0x10",
        "1/2",
    ] {
        assert_eq!(Rational::parse_decimal(text), Err(NumberError::Syntax), "{text:?}");
    }
}

#[test]
fn numbers_too_large_are_refused_at_once() {
    for text in ["1e400", "1e-400", "-9e99999999999999999999", "1e-9223372036854775808", "1e2147483648"] {
        assert_eq!(Rational::parse_decimal(text), Err(NumberError::Overflow), "{text:?}");
    }
    assert_eq!(Rational::parse_decimal(&"9".repeat(1_000_000)), Err(NumberError::Overflow));
    assert_eq!(Rational::parse_decimal(&format!("{}x", "9".repeat(100))), Err(NumberError::Syntax));
}

#[test]
fn decimals_end_or_are_marked_as_rounded() {
    let decimal = |value: Rational, places| value.to_decimal(places);
    let of = |text: &str, exact| Decimal { text: text.into(), exact };
    assert_eq!(decimal(Rational::from(915), 2), of("915", true));
    assert_eq!(decimal(q(-5, 8), 0), of("-0.625", true));
    assert_eq!(decimal(q(2, 3), 2), of("0.67", false));
    assert_eq!(decimal(q(-2, 3), 0), of("-1", false));
    assert_eq!(decimal(q(-1, 3), 0), of("0", false));
    assert_eq!(decimal(q(29_999, 3), 3), of("9999.667", false));
    assert_eq!(decimal(q(299_999, 30_000), 2), of("10.00", false));
    assert_eq!(decimal(q(1, 3), u32::MAX).text.len(), 102);
    assert_eq!(decimal(q(1, 1 << 126), 0).text.len(), 128);
    let endless = decimal(q(i128::MAX - 1, i128::MAX), 5);
    assert_eq!(endless, of("1.00000", false));
}

#[test]
fn display_is_a_decimal_or_a_fraction() {
    assert_eq!(q(274_501, 300).to_string(), "274501/300");
    assert_eq!(q(-3, 2).to_string(), "-1.5");
    assert_eq!(q(1, 1 << 126).to_string(), format!("1/{}", 1i128 << 126));
    for text in ["1/0", "1/-2", "1.5/2", "1/", "/2", "1/2/3", "+1/2"] {
        assert!(text.parse::<Rational>().is_err(), "{text:?}");
    }
}

#[test]
fn serde_uses_text() {
    assert_eq!(serde_json::to_string(&q(1, 3)).unwrap(), "\"1/3\"");
    assert_eq!(serde_json::from_str::<Rational>("\"-0.25\"").unwrap(), q(-1, 4));
    assert!(serde_json::from_str::<Rational>("0.25").is_err());
}

#[test]
fn rounding_modes_act_on_absolute_values() {
    let rounded = |text: &str, mode| parsed(text).round(mode, Rational::ONE).unwrap().to_i64().unwrap();
    let table = [
        ("1.2", [2, 1, 1, 1]),
        ("1.5", [2, 1, 2, 2]),
        ("2.5", [3, 2, 3, 2]),
        ("1.8", [2, 1, 2, 2]),
        ("2", [2, 2, 2, 2]),
        ("0", [0, 0, 0, 0]),
    ];
    for (text, expected) in table {
        for (mode, expected) in MODES.into_iter().zip(expected) {
            assert_eq!(rounded(text, mode), expected, "{text} {mode:?}");
            assert_eq!(rounded(&format!("-{text}"), mode), -expected, "-{text} {mode:?}");
        }
    }
}

#[test]
fn rounding_takes_any_step_above_zero() {
    assert_eq!(parsed("913.01").round(RoundMode::Up, Rational::from(10)), Ok(Rational::from(920)));
    assert_eq!(q(1, 3).round(RoundMode::HalfUp, q(1, 100)), Ok(q(33, 100)));
    assert_eq!(q(1, 3).round(RoundMode::Down, q(1, 4)), Ok(q(1, 4)));
    for step in [Rational::ZERO, Rational::from(-1)] {
        assert_eq!(Rational::ONE.round(RoundMode::Up, step), Err(NumberError::Step));
    }
    let max = Rational::integer(i128::MAX);
    assert_eq!(max.round(RoundMode::Down, Rational::from(10)).unwrap().numerator() % 10, 0);
    assert_eq!(max.round(RoundMode::Up, Rational::from(10)), Err(NumberError::Overflow));
    let fine = q(i128::MAX, i128::MAX - 1);
    assert_eq!(fine.round(RoundMode::Up, q(1, 100)), Ok(q(101, 100)));
    assert_eq!(fine.round(RoundMode::HalfEven, q(1, 1 << 100)), Ok(Rational::ONE));
}

#[test]
fn long_division_agrees_with_the_product() {
    let b = u128::MAX - 58;
    let (quotient, rest) =
        Wide::product(u128::MAX, b).plus(Wide::from_narrow(77)).divide(Wide::from_narrow(b));
    assert!(quotient.narrow() == Some(u128::MAX) && rest.narrow() == Some(77));
}

fn small() -> impl Strategy<Value = Rational> {
    (-1000i128..1000, 1i128..200).prop_map(|(n, d)| q(n, d))
}

fn any_rational() -> impl Strategy<Value = Rational> {
    let part = prop_oneof![
        any::<i128>(),
        any::<i64>().prop_map(i128::from),
        -100i128..100,
        Just(i128::MIN),
        Just(i128::MAX),
        (0u32..127, -2i128..3).prop_map(|(shift, by)| (1i128 << shift) + by),
    ];
    (part.clone(), part).prop_filter_map("no such fraction", |(n, d)| Rational::new(n, d).ok())
}

fn schoolbook_gcd(a: u128, b: u128) -> u128 {
    if b == 0 { a } else { schoolbook_gcd(b, a % b) }
}

proptest! {
    #[test]
    fn the_divisor_is_euclids(a: u128, b: u128, shift in 0u32..128, other in 0u32..128) {
        let (a, b) = (a >> shift, b >> other);
        prop_assert_eq!(gcd(a, b), schoolbook_gcd(a, b));
    }

    #[test]
    fn wide_division_inverts_the_product(a: u128, b in 1u128.., rest: u128) {
        let rest = rest % b;
        let dividend = Wide::product(a, b).plus(Wide::from_narrow(rest));
        let (quotient, left) = dividend.divide(Wide::from_narrow(b));
        prop_assert_eq!((quotient.narrow(), left.narrow()), (Some(a), Some(rest)));
    }

    #[test]
    fn wide_division_takes_wide_divisors(a in 1u128..(1 << 100), b in 1u128..(1 << 127), c in 1u128..(1 << 27)) {
        let (quotient, rest) = Wide::product(a, b).divide(Wide::product(a, c));
        prop_assert_eq!(quotient.narrow(), Some(b / c));
        prop_assert!(rest == Wide::product(a, b % c));
    }

    #[test]
    fn small_arithmetic_is_that_of_fractions(
        a in -1000i128..1000, b in 1i128..200, c in -1000i128..1000, d in 1i128..200,
    ) {
        let (x, y) = (q(a, b), q(c, d));
        prop_assert_eq!(x.checked_add(y), Rational::new(a * d + c * b, b * d));
        prop_assert_eq!(x.checked_sub(y), Rational::new(a * d - c * b, b * d));
        prop_assert_eq!(x.checked_mul(y), Rational::new(a * c, b * d));
        prop_assert_eq!(x.checked_div(y), Rational::new(a * d, b * c));
        prop_assert_eq!(x.cmp(&y), (a * d).cmp(&(c * b)));
        prop_assert_eq!(x.is_multiple_of(y), if c == 0 { a == 0 } else { (a * d) % (b * c) == 0 });
        prop_assert_eq!(x.floor(), a.div_euclid(b));
    }

    #[test]
    fn field_laws_hold(x in small(), y in small(), z in small()) {
        let sum = x.checked_add(y)?;
        prop_assert_eq!(sum, y.checked_add(x)?);
        prop_assert_eq!(sum.checked_add(z)?, x.checked_add(y.checked_add(z)?)?);
        prop_assert_eq!(sum.checked_mul(z)?, x.checked_mul(z)?.checked_add(y.checked_mul(z)?)?);
        prop_assert_eq!(sum.checked_sub(y)?, x);
    }

    #[test]
    fn what_is_done_can_be_undone_at_any_size(x in any_rational(), y in any_rational()) {
        prop_assert_eq!(x.checked_add(y), y.checked_add(x));
        prop_assert_eq!(x.checked_mul(y), y.checked_mul(x));
        if let Ok(sum) = x.checked_add(y) {
            prop_assert_eq!(sum.checked_sub(y), Ok(x));
        }
        if let Ok(difference) = x.checked_sub(y) {
            prop_assert_eq!(difference.checked_add(y), Ok(x));
            prop_assert_eq!(x.cmp(&y), difference.cmp(&Rational::ZERO));
        }
        if let (Ok(product), false) = (x.checked_mul(y), y.is_zero()) {
            prop_assert_eq!(product.checked_div(y), Ok(x));
        }
    }

    #[test]
    fn results_stay_in_lowest_terms(x in any_rational(), y in any_rational()) {
        let results = [x.checked_add(y), x.checked_sub(y), x.checked_mul(y), x.checked_div(y), x.gcd(y)];
        for value in results.into_iter().flatten() {
            prop_assert!(value.denominator() > 0);
            prop_assert_eq!(Rational::new(value.numerator(), value.denominator()), Ok(value));
        }
    }

    #[test]
    fn the_order_is_total(x in any_rational(), y in any_rational(), z in any_rational()) {
        prop_assert_eq!(x.cmp(&y), y.cmp(&x).reverse());
        prop_assert_eq!(x == y, x.cmp(&y) == Ordering::Equal);
        if x <= y && y <= z {
            prop_assert!(x <= z);
        }
        // Continued fractions are an independent reference: equal floors leave the order to the rests.
        prop_assert_eq!(x.cmp(&y), by_continued_fraction(
            (x.numerator(), x.denominator()), (y.numerator(), y.denominator())));
    }

    #[test]
    fn the_granularity_divides_both(x in any_rational(), y in any_rational()) {
        if let Ok(step) = x.gcd(y) {
            prop_assert!(x.is_multiple_of(step) && y.is_multiple_of(step));
            prop_assert!(!step.is_negative());
        }
    }

    #[test]
    fn rounding_follows_its_definition(x in small(), n in 1i128..60, d in 1i128..60) {
        let step = q(n, d);
        let half = step.checked_div(Rational::from(2))?;
        for mode in MODES {
            let rounded = x.round(mode, step)?;
            let moved = rounded.abs()?.checked_sub(x.abs()?)?;
            prop_assert!(rounded.is_multiple_of(step));
            prop_assert!(rounded.is_zero() || rounded.signum() == x.signum());
            match mode {
                RoundMode::Up => prop_assert!(Rational::ZERO <= moved && moved < step),
                RoundMode::Down => prop_assert!(moved <= Rational::ZERO && moved.abs()? < step),
                RoundMode::HalfUp => prop_assert!(moved <= half && moved > half.checked_neg()?),
                RoundMode::HalfEven => {
                    prop_assert!(moved.abs()? <= half);
                    if moved.abs()? == half {
                        let two_steps = step.checked_add(step)?;
                        prop_assert!(rounded.is_multiple_of(two_steps));
                    }
                }
            }
        }
    }

    #[test]
    fn rounding_any_number_is_near_it(x in any_rational(), step in any_rational()) {
        for mode in MODES {
            match x.round(mode, step) {
                Ok(rounded) => {
                    prop_assert!(rounded.is_multiple_of(step));
                    if let Ok(moved) = rounded.checked_sub(x).and_then(Rational::abs) {
                        prop_assert!(moved < step);
                    }
                }
                Err(error) => prop_assert_eq!(error == NumberError::Step, step.signum() <= 0),
            }
        }
    }

    #[test]
    fn text_comes_back_as_the_same_number(x in any_rational()) {
        prop_assert_eq!(x.to_string().parse(), Ok(x));
        let json = serde_json::to_string(&x).unwrap();
        prop_assert_eq!(serde_json::from_str::<Rational>(&json).unwrap(), x);
        let decimal = x.to_decimal(2);
        if let (true, Ok(value)) = (decimal.exact, Rational::parse_decimal(&decimal.text)) {
            prop_assert_eq!(value, x);
        }
    }

    #[test]
    fn decimals_mean_their_digits(whole: u32, places in 0u32..9, fraction: u32, exponent in -12i32..12) {
        let scale = 10i128.pow(places);
        let fraction = i128::from(fraction) % scale;
        let mut text = whole.to_string();
        if places > 0 {
            text.push_str(&format!(".{fraction:0width$}", width = places as usize));
        }
        let plain = q(i128::from(whole) * scale + fraction, scale);
        prop_assert_eq!(parsed(&text), plain);
        let power = q(10i128.pow(exponent.max(0) as u32), 10i128.pow((-exponent).max(0) as u32));
        prop_assert_eq!(parsed(&format!("{text}e{exponent}")), plain.checked_mul(power)?);
    }

    #[test]
    fn any_text_gives_a_result(text in "\\PC*", numeric in "-?[0-9]{0,50}(\\.[0-9]{0,50})?([eE][-+]?[0-9]{0,30})?") {
        let _ = Rational::parse_decimal(&text);
        if let Ok(value) = Rational::parse_decimal(&numeric) {
            prop_assert_eq!(value.to_string().parse(), Ok(value));
        }
    }
}

fn by_continued_fraction((a, b): (i128, i128), (c, d): (i128, i128)) -> Ordering {
    let (left, right) = (a.div_euclid(b), c.div_euclid(d));
    if left != right {
        return left.cmp(&right);
    }
    match (a.rem_euclid(b), c.rem_euclid(d)) {
        (0, 0) => Ordering::Equal,
        (0, _) => Ordering::Less,
        (_, 0) => Ordering::Greater,
        (rest, other) => by_continued_fraction((d, other), (b, rest)),
    }
}
