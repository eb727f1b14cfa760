//! What bytes become when they are read, and what becomes of bytes that nobody wrote.

use std::fmt::Debug;

use proptest::prelude::*;

use super::reader::Reader;
use super::stored::Stored;
use crate::calendar::{Date, Month};
use crate::number::Rational;
use crate::program::{NodeKind, Program, Type, Value};

fn written(thing: &impl Stored) -> Vec<u8> {
    let mut bytes = Vec::new();
    thing.write(&mut bytes);
    bytes
}

fn read<T: Stored>(bytes: &[u8]) -> Option<T> {
    let mut reader = Reader::new(bytes);
    let thing = T::read(&mut reader);
    reader.is_done().then_some(thing)
}

fn comes_back<T: Stored + PartialEq + Debug>(thing: &T) {
    let bytes = written(thing);
    assert_eq!(read::<T>(&bytes).as_ref(), Some(thing));
    for end in 0..bytes.len() {
        assert!(read::<T>(&bytes[..end]).is_none(), "{thing:?} cut at {end}");
    }
    assert!(read::<T>(&[&bytes[..], &[0]].concat()).is_none(), "{thing:?} with a byte more");
}

#[test]
fn the_ends_of_each_kind_of_number_come_back() {
    for number in [i128::MIN, i128::MIN + 1, -1, 0, 1, i128::MAX - 1, i128::MAX] {
        comes_back(&number);
    }
    for number in [i64::MIN, -64, -1, 0, 63, i64::MAX] {
        comes_back(&number);
    }
    for number in [0, 127, 128, u32::MAX - 1, u32::MAX] {
        comes_back(&number);
    }
    comes_back(&u16::MAX);
    comes_back(&u8::MAX);
    comes_back(&Rational::new(1 - i128::MAX, i128::MAX).unwrap());
    comes_back(&[Date::FIRST, Date::new(9999, 12, 31).unwrap()].to_vec());
    comes_back(&[Month::FIRST, Month::new(9999, 12).unwrap()].to_vec());
}

#[test]
fn small_numbers_take_few_bytes() {
    assert_eq!([written(&0u32), written(&127u32), written(&128u32)].map(|bytes| bytes.len()), [1, 1, 2]);
    assert_eq!([written(&0i128), written(&-64i128), written(&64i128)].map(|bytes| bytes.len()), [1, 1, 2]);
    assert_eq!(written(&Value::Number(Rational::integer(10))), [1, 20, 2]);
}

#[test]
fn what_nobody_writes_is_not_read() {
    let seven = |groups: usize, last: u8| [vec![0xff; groups], vec![last]].concat();
    assert_eq!(read::<u32>(&seven(4, 0x0f)), Some(u32::MAX));
    assert_eq!(read::<u32>(&seven(4, 0x10)), None);
    assert_eq!(read::<u16>(&seven(2, 0x04)), None);
    assert_eq!(read::<i64>(&seven(9, 0x03)), None);
    assert_eq!(read::<i128>(&seven(18, 0x03)), Some(i128::MIN));
    assert_eq!(read::<i128>(&seven(18, 0x04)), None);
    assert_eq!(read::<i128>(&seven(40, 0x00)), None);
    assert_eq!(read::<bool>(&[2]), None);
    assert_eq!(read::<Option<u8>>(&[2, 0]), None);
    assert_eq!(read::<String>(&[2, 0xff, 0xfe]), None);
    assert_eq!(read::<Type>(&[11]), None);
    assert!(read::<NodeKind>(&[36, 0, 0]).is_none() && read::<NodeKind>(&[u8::MAX]).is_none());
}

#[test]
fn values_keep_their_rules() {
    assert_eq!(read::<Date>(&written(&i64::from(Date::FIRST.packed()))), Some(Date::FIRST));
    for packed in [0, -1, i64::from(2023 << 9 | 2 << 5 | 29), i64::from(i32::MAX) + 1] {
        assert_eq!(read::<Date>(&written(&packed)), None);
    }
    for index in [11, -1, 120_000, i64::MAX] {
        assert_eq!(read::<Month>(&written(&index)), None);
    }
    for fraction in [(1i128, 0i128), (0, 0), (i128::MIN, -1)] {
        assert_eq!(read::<Rational>(&written(&fraction)), None);
    }
    assert_eq!(read::<Rational>(&written(&(2i128, -4i128))), Rational::new(-1, 2).ok());
}

#[test]
fn more_than_there_are_bytes_is_not_read() {
    for claimed in [1u32, 1000, u32::MAX] {
        assert_eq!(read::<Vec<u32>>(&written(&claimed)), None);
        assert_eq!(read::<String>(&written(&claimed)), None);
        assert_eq!(read::<Vec<Vec<u32>>>(&written(&(3u32, claimed))), None);
    }
    assert_eq!(read::<Vec<u32>>(&written(&i128::MAX)), None);
}

proptest! {
    #[test]
    fn everything_comes_back(
        numbers: Vec<i128>,
        texts: Vec<Option<String>>,
        pairs: Vec<((Option<String>, u32), Vec<bool>)>,
    ) {
        let all = (numbers, texts, pairs);
        prop_assert_eq!(read(&written(&all)), Some(all));
    }

    #[test]
    fn any_bytes_are_read_to_an_end(bytes: Vec<u8>) {
        if let Some(values) = read::<Vec<Value>>(&bytes) {
            prop_assert_eq!(read(&written(&values)), Some(values));
        }
    }
}

#[cfg(feature = "compiler")]
#[test]
fn figures_out_of_order_are_not_sound() {
    let text = "policy sample \"Sample\"\nenum area { town \"town\", village \"village\" }\n\
        entity person { area: area }\nparameter rate by area: number { town 1, village 2 }\n";
    let policy = crate::Policy::compile([("sample.huimin", text)]).policy.unwrap();
    let mut program: Program = read(&written(policy.program())).unwrap();
    assert!(super::check::check(&program).is_ok());
    program.parameters[0].series.reverse();
    assert!(super::check::check(&program).is_err());
}

#[cfg(feature = "compiler")]
#[test]
fn names_that_paths_and_json_cannot_hold_are_not_sound() {
    let text = "policy sample \"Sample\"\nentity person { 年龄: whole  paid: bool }\n";
    let policy = crate::Policy::compile([("sample.huimin", text)]).policy.unwrap();
    let mut program: Program = read(&written(policy.program())).unwrap();
    assert!(super::check::check(&program).is_ok());
    for name in ["p\"d", "p\\d", "p\0d", "p\u{85}d", "p.d", "p[0]"] {
        name.clone_into(&mut program.entities[0].fields[1].name);
        assert!(super::check::check(&program).is_err(), "{name}");
    }
}
