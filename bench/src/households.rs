//! The cases: households of 1 to 6 members, many of them exactly on a line of the policy or one fen off it.
//!
//! Of every 20 households 2 have a counted income that is exactly a line, 1 is a fen below one and 1 a fen
//! above; the other 16 have any income. Lines are where engines differ: away from them even a wrong
//! arithmetic gives the right tier.

use crate::rng::Rng;
use crate::standards::Standards;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Date {
    pub year: u16,
    pub month: u8,
    pub day: u8,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    pub birth_date: Date,
    /// Fen a month.
    pub income: i64,
    pub imprisoned: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Household {
    pub members: Vec<Member>,
    pub property_ok: bool,
}

/// How incomes are written for an engine that has only plain numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Money {
    /// `915.25`: as a notice, a pay slip and a spreadsheet have it. Always two decimals, so that an engine
    /// which tells `915` from `915.0` sees one type.
    Yuan,
    /// `91525`: scaled to whole fen by whoever wrote the policy and everybody who feeds it.
    Fen,
}

impl Household {
    /// The household as a JSON object.
    pub fn json(&self, money: Money) -> String {
        let mut text = String::from("{\"members\":[");
        for (i, member) in self.members.iter().enumerate() {
            let comma = if i == 0 { "" } else { "," };
            let Member { income, imprisoned, .. } = member;
            let birth_date = member.birth_date.to_string();
            let income = match money {
                Money::Yuan => format!("{}.{:02}", income / 100, income % 100),
                Money::Fen => income.to_string(),
            };
            text += &format!(
                "{comma}{{\"birth_date\":\"{birth_date}\",\"income\":{income},\"imprisoned\":{imprisoned}}}"
            );
        }
        text + "],\"property_ok\":" + if self.property_ok { "true}" } else { "false}" }
    }
}

impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// Where a household's counted income is put.
#[derive(Clone, Copy)]
enum Place {
    Anywhere,
    /// This many fen off one of the lines.
    Line(i64),
}

const PLACES: [Place; 20] = {
    let mut places = [Place::Anywhere; 20];
    places[0] = Place::Line(0);
    places[1] = Place::Line(0);
    places[2] = Place::Line(-1);
    places[3] = Place::Line(1);
    places
};

/// Draws `count` households for the lines of `standards`.
pub fn draw(count: usize, seed: u64, standards: &Standards) -> Vec<Household> {
    let mut rng = Rng::new(seed);
    let mut households = Vec::with_capacity(count);
    while households.len() < count {
        // Shuffled within each twenty: the share is exact, the order is nothing a processor can learn.
        let mut places = PLACES;
        rng.shuffle(&mut places);
        let wanted = places.len().min(count - households.len());
        households.extend(places[..wanted].iter().map(|&place| household(&mut rng, place, standards)));
    }
    households
}

fn household(rng: &mut Rng, place: Place, standards: &Standards) -> Household {
    let size = 1 + rng.below(6) as usize;
    let mut members: Vec<Member> = (0..size).map(|_| member(rng)).collect();
    if let Place::Line(offset) = place {
        // A line needs somebody who counts.
        let counted = rng.below(size as u64) as usize;
        members[counted].imprisoned = false;
        let line = if rng.one_in(2) { standards.dibao } else { standards.margin_line() };
        let counted = members.iter().filter(|member| !member.imprisoned).count();
        let mut shares = split(rng, line * counted as i64 + offset, counted).into_iter();
        for member in members.iter_mut().filter(|member| !member.imprisoned) {
            member.income = shares.next().unwrap_or_default();
        }
    }
    Household { members, property_ok: !rng.one_in(16) }
}

fn member(rng: &mut Rng) -> Member {
    let birth_date = Date {
        year: 1940 + rng.below(84) as u16,
        month: 1 + rng.below(12) as u8,
        day: 1 + rng.below(28) as u8,
    };
    // Children and the very old have no income; the rest of these households little, to the fen.
    let income = if rng.one_in(3) { 0 } else { rng.below(300_000) as i64 };
    Member { birth_date, income, imprisoned: rng.one_in(16) }
}

/// `total` fen as `parts` uneven shares.
fn split(rng: &mut Rng, total: i64, parts: usize) -> Vec<i64> {
    let mut cuts: Vec<i64> = (1..parts).map(|_| rng.below(total as u64 + 1) as i64).collect();
    cuts.push(total);
    cuts.sort_unstable();
    let mut from = 0;
    cuts.into_iter().map(|cut| cut - std::mem::replace(&mut from, cut)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const COUNT: usize = 20_000;

    fn drawn() -> Vec<Household> {
        draw(COUNT, 1, &Standards::NANCHANG_2023)
    }

    /// The number of counted members and how far their income is from the nearer line, in fen.
    fn place(household: &Household) -> (usize, i64) {
        let standards = Standards::NANCHANG_2023;
        let counted: Vec<i64> =
            household.members.iter().filter(|m| !m.imprisoned).map(|m| m.income).collect();
        let sum: i64 = counted.iter().sum();
        let size = counted.len() as i64;
        let offsets = [standards.dibao, standards.margin_line()].map(|line| sum - line * size);
        (counted.len(), offsets.into_iter().min_by_key(|offset| offset.abs()).unwrap())
    }

    #[test]
    fn a_tenth_is_exactly_on_a_line() {
        let places: Vec<_> = drawn().iter().map(place).filter(|&(size, _)| size > 0).collect();
        let at = |offset| places.iter().filter(|&&(_, at)| at == offset).count();
        // A household of any income lands on a line once in a hundred thousand.
        assert!((COUNT / 10..COUNT / 10 + 5).contains(&at(0)), "{}", at(0));
        assert!((COUNT / 20..COUNT / 20 + 5).contains(&at(1)), "{}", at(1));
        assert!((COUNT / 20..COUNT / 20 + 5).contains(&at(-1)), "{}", at(-1));
        assert!(places.iter().any(|&(size, at)| at == 1 && size > 1), "some do not divide evenly");
    }

    #[test]
    fn every_kind_of_household_occurs() {
        let households = drawn();
        for size in 1..=6 {
            assert!(households.iter().any(|h| h.members.len() == size), "{size} members");
        }
        assert!(households.iter().all(|h| h.members.len() <= 6));
        assert!(households.iter().any(|h| place(h).0 == 0), "nobody counted");
        assert!(households.iter().any(|h| !h.property_ok));
        assert!(households.iter().flat_map(|h| &h.members).all(|m| m.income >= 0));
    }

    #[test]
    fn the_seed_decides() {
        let standards = Standards::NANCHANG_2023;
        assert_eq!(draw(99, 7, &standards), draw(99, 7, &standards));
        assert_ne!(draw(99, 7, &standards), draw(99, 8, &standards));
        assert_eq!(draw(30, 7, &standards), draw(99, 7, &standards)[..30]);
    }

    #[test]
    fn json_has_the_facts() {
        let household = Household {
            members: vec![Member {
                birth_date: Date { year: 1980, month: 5, day: 1 },
                income: 91_505,
                imprisoned: false,
            }],
            property_ok: true,
        };
        assert_eq!(
            household.json(Money::Yuan),
            r#"{"members":[{"birth_date":"1980-05-01","income":915.05,"imprisoned":false}],"property_ok":true}"#
        );
        assert!(household.json(Money::Fen).contains(r#""income":91505,"#));
    }
}
