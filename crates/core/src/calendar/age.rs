//! Counting whole years and months between two days.
//!
//! All three counts follow one rule: a period of months or years ends on the day of the same number, and
//! on the month's last day where there is none. That is article 202 of the Civil Code of the People's
//! Republic of China (民法典第二百零二条: 没有对应日的，月末日为期间的最后一日).

use super::Date;

/// The age in whole years (周岁) of someone born on `birth`, on the day `on`.
///
/// The birthday itself counts. Someone born on 29 February reaches the year on 28 February of a common
/// year: article 202 of the Civil Code takes the month's last day where there is no corresponding one.
/// Before the birth the age is negative, -1 throughout the year that ends the day before it. (Criminal
/// law counts from the day after the birthday; social assistance does not.)
pub fn age(birth: Date, on: Date) -> i64 {
    months_begun(birth, on).div_euclid(12)
}

/// The whole months from `from` to `to`: the largest `n` for which `from.add_months(n)` is not after `to`.
///
/// If `to` is the earlier day, the count is that of the exchanged days with a minus sign.
pub fn whole_months(from: Date, to: Date) -> i64 {
    if to < from { -months_begun(to, from) } else { months_begun(from, to) }
}

/// The whole years from `from` to `to`, under the rule of [`whole_months`].
///
/// If `to` is the earlier day, the count is that of the exchanged days with a minus sign.
pub fn whole_years(from: Date, to: Date) -> i64 {
    whole_months(from, to) / 12
}

/// The largest `n`, negative before `from`, for which `from.add_months(n)` is not after `to`.
fn months_begun(from: Date, to: Date) -> i64 {
    let between = to.month().months_since(from.month());
    let due = from.day().min(to.month().days());
    if to.day() < due { between - 1 } else { between }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::date::tests::{any_date, date};
    use super::*;

    #[test]
    fn the_birthday_counts() {
        let birth = date("2007-06-15");
        assert_eq!(age(birth, date("2025-06-14")), 17);
        assert_eq!(age(birth, date("2025-06-15")), 18);
        assert_eq!(age(birth, birth), 0);
    }

    #[test]
    fn a_leap_day_birthday_falls_on_28_february_in_a_common_year() {
        let birth = date("2004-02-29");
        assert_eq!(age(birth, date("2022-02-27")), 17);
        assert_eq!(age(birth, date("2022-02-28")), 18);
        assert_eq!(age(birth, date("2024-02-28")), 19);
        assert_eq!(age(birth, date("2024-02-29")), 20);
    }

    #[test]
    fn before_birth_the_age_is_negative() {
        let birth = date("2020-06-15");
        assert_eq!(age(birth, date("2020-06-14")), -1);
        assert_eq!(age(birth, date("2019-06-15")), -1);
        assert_eq!(age(birth, date("2019-06-14")), -2);
        assert_eq!(age(date("9999-12-31"), date("0001-01-01")), -9999);
    }

    #[test]
    fn a_month_ends_with_the_month_where_it_has_no_such_day() {
        assert_eq!(whole_months(date("2023-01-31"), date("2023-02-27")), 0);
        assert_eq!(whole_months(date("2023-01-31"), date("2023-02-28")), 1);
        assert_eq!(whole_months(date("2023-02-28"), date("2023-01-31")), -1);
        assert_eq!(whole_months(date("2023-02-28"), date("2023-03-31")), 1);
        assert_eq!(whole_years(date("2023-06-15"), date("2022-06-16")), 0);
        assert_eq!(whole_years(date("2023-06-15"), date("2022-06-15")), -1);
    }

    proptest! {
        #[test]
        fn whole_months_are_the_largest_that_fit(a in any_date(), b in any_date(), near in -800i64..800) {
            for b in [Some(b), a.add_days(near).ok()].into_iter().flatten() {
                let (from, to) = (a.min(b), a.max(b));
                let months = whole_months(from, to);
                prop_assert!(months >= 0);
                prop_assert!(from.add_months(months).unwrap() <= to);
                prop_assert!(from.add_months(months + 1).is_ok_and(|later| later > to) || to.year() == 9999);
                prop_assert_eq!(whole_months(to, from), -months);
                prop_assert_eq!(whole_years(from, to), months / 12);
                prop_assert_eq!(age(from, to), months / 12);
                prop_assert_eq!(age(to, from) < 0, from < to);
            }
        }

        #[test]
        fn age_is_the_largest_count_of_years_reached(birth in any_date(), on in any_date()) {
            let years = age(birth, on);
            if let Ok(birthday) = birth.add_months(years * 12) {
                prop_assert!(birthday <= on);
            }
            if let Ok(birthday) = birth.add_months((years + 1) * 12) {
                prop_assert!(birthday > on);
            }
        }
    }
}
