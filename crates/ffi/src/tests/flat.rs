//! Runners and records of fixed width.

use std::mem::MaybeUninit;

use super::host::{CASE, Variable, parts, read, ready};
use crate::case::huimin_case_read;
use crate::record::*;
use crate::runner::*;
use crate::status::{Answer, State, Status};

const BLANK: Outcome = Outcome {
    result: 9,
    instance: 9,
    state: State::Absent,
    entitled: Answer::Unknown,
    tier: -9,
    exact: false,
    coins: -9,
};

#[test]
fn a_runner_fills_an_array_of_the_callers() {
    let (policy, plan) = ready();
    let mut runner = Variable::new();
    assert_eq!(huimin_runner_new(Some(&plan), runner.place(), None), Status::Ok);
    let mut runner = runner.take();
    let mut outcomes = [BLANK; 3];
    let mut decide = |json: &str, capacity| {
        let (json, length) = parts(json);
        let (mut case, mut count) = (Variable::new(), MaybeUninit::uninit());
        // SAFETY: the text is whole, and the array has room for 3.
        let status = unsafe {
            huimin_case_read(Some(&policy), json, length, case.place(), None);
            let (case, count) = (case.take(), Some(&mut count));
            huimin_runner_decide(
                runner.as_deref_mut(),
                case.as_deref(),
                outcomes.as_mut_ptr(),
                capacity,
                count,
                None,
            )
        };
        // SAFETY: it is always set.
        (status, unsafe { count.assume_init() }, outcomes)
    };
    let (status, count, outcomes) = decide(CASE, 3);
    assert_eq!((status, count), (Status::Ok, 3));
    assert_eq!((outcomes[0].tier, outcomes[1].coins, outcomes[2].instance), (0, 81_500, 1));
    assert_eq!((outcomes[1].entitled, outcomes[2].entitled), (Answer::Yes, Answer::No));
    let (status, count, outcomes) = decide(&CASE.replace("true", "false"), 1);
    assert_eq!((status, count, outcomes[0].tier), (Status::TooSmall, 3, 1));
    assert_eq!(outcomes[1].coins, 81_500);
    let (_, _, outcomes) = decide(r#"{"members": []}"#, 3);
    assert_eq!((outcomes[0].state, outcomes[0].tier), (State::Undecided, -1));
    assert_eq!((outcomes[1].state, outcomes[1].exact), (State::Undecided, false));
    let named = Some(&*policy);
    assert_eq!(huimin_policy_result_count(named), 3);
    assert_eq!(read(huimin_policy_result_name(named, 2)), "each");
    assert_eq!(read(huimin_policy_result_case(named, 0, 1)), "none");
}

#[test]
fn records_of_fixed_width_are_decided() {
    let (_, plan) = ready();
    let mut record = Variable::new();
    assert_eq!(huimin_record_new(Some(&plan), record.place(), None), Status::Ok);
    let mut record = record.take();
    for (path, offset, width) in [
        ("poor            ", 0, 3),
        ("members[0].name ", 3, 4),
        ("members[0].income", 7, 8),
        ("members[1].name ", 15, 4),
        ("members[1].income", 19, 8),
    ] {
        let (path, length) = parts(path);
        // SAFETY: the text is whole.
        let status =
            unsafe { huimin_record_column(record.as_deref_mut(), path, length, offset, width, None) };
        assert_eq!(status, Status::Ok);
    }
    let mut count = MaybeUninit::uninit();
    let (data, length) = parts("yes户1  99.99 ");
    // SAFETY: the text is whole.
    let status = unsafe { huimin_record_decide(record.as_deref_mut(), data, length, Some(&mut count), None) };
    assert_eq!((status, unsafe { count.assume_init() }), (Status::Ok, 3));
    let (mut name, mut of, mut tier) = ([b'x'; 6], [b'x'; 12], [b'x'; 3]);
    let mut result = |index, of_length| {
        let (mut state, mut coins) = (MaybeUninit::uninit(), MaybeUninit::uninit());
        // SAFETY: the arrays have that much room.
        let status = unsafe {
            huimin_record_result(
                record.as_deref(),
                index,
                Some(&mut state),
                Some(&mut coins),
                name.as_mut_ptr().cast(),
                name.len(),
                of.as_mut_ptr().cast(),
                of_length,
                tier.as_mut_ptr().cast(),
                tier.len(),
            )
        };
        // SAFETY: both are always set.
        let (state, coins) = unsafe { (state.assume_init(), coins.assume_init()) };
        (status, state, coins, name, of, tier)
    };
    let too_small = (Status::TooSmall, State::Decided, 0, *b"help  ", [b' '; 12], *b"som");
    assert_eq!(result(0, 12), too_small);
    assert_eq!(result(1, 0), (Status::Ok, State::Decided, 81_501, *b"pay   ", [b' '; 12], *b"   "));
    assert_eq!(result(2, 12), (Status::Ok, State::Decided, 150, *b"each  ", *b"members[0]  ", *b"   "));
    assert_eq!(result(3, 12).0, Status::BadArgument);
    let (data, length) = parts("yes户");
    let cut = length - 1;
    let mut error = Variable::new();
    let count = Some(&mut count);
    // SAFETY: a part of a whole text.
    let status = unsafe { huimin_record_decide(record.as_deref_mut(), data, cut, count, error.place()) };
    assert_eq!(
        (status, super::host::message(error.take().as_deref()).as_str()),
        (Status::BadArgument, "a text is not UTF-8")
    );
    huimin_record_free(Some(&mut record));
    assert!(record.is_none());
}
