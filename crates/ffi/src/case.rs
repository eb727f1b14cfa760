//! Cases, read from JSON or put together fact by fact.

use std::ffi::c_char;
use std::mem::MaybeUninit;

use crate::bytes::{given, given_name, given_text};
use crate::call::{Error, guarded};
use crate::facts::Facts;
use crate::failure::Failure;
use crate::handle::{self, Content, Handle};
use crate::policy::Policy;
use crate::status::Status;
use crate::text::{self, Text};

/// What is known of one household, person or whatever the policy is about.
pub type Case = Handle<Facts>;

impl Content for Facts {
    const TAG: u64 = 0x6875_696d_0043_4153;
    const NAME: &'static str = "huimin_case";
}

/// Whether two handles stand for one compiled policy.
pub(crate) fn same_policy(one: &huimin::Policy, other: &huimin::Policy) -> bool {
    std::ptr::eq(one.program(), other.program())
}

/// Reads a case from JSON, to decide it more than once.
///
/// On success `*case` is a new case, to be freed with `huimin_case_free`; on failure it is null. It belongs
/// to this policy and keeps what it needs of it. Any number of threads may read cases at the same time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn huimin_case_read(
    policy: Option<&Policy>,
    json: *const c_char,
    json_length: usize,
    case: Option<&mut MaybeUninit<Option<Box<Case>>>>,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Status {
    guarded(error, || {
        let out = handle::clear(case)?;
        let policy = handle::get(policy)?;
        // SAFETY: the caller's promise.
        let read = policy.read_case(unsafe { given(json, json_length) }?);
        let read = read.map_err(|errors| Failure::case(&errors))?;
        out.write(Some(Handle::new(Facts::read((**policy).clone(), read))));
        Ok(())
    })
}

/// A case of which nothing is known yet, to be filled with `huimin_case_set`.
///
/// On success `*case` is a new case, to be freed with `huimin_case_free`; on failure it is null. As long as
/// facts are added, one thread at a time may use it; after that any number may.
#[unsafe(no_mangle)]
pub extern "C" fn huimin_case_new(
    policy: Option<&Policy>,
    case: Option<&mut MaybeUninit<Option<Box<Case>>>>,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Status {
    guarded(error, || {
        let out = handle::clear(case)?;
        out.write(Some(Handle::new(Facts::none((**handle::get(policy)?).clone()))));
        Ok(())
    })
}

/// Gives a fact by its path, such as `members[0].income`, as text: a number by its digits, money in the
/// major unit (`915.00`), `yes` or `no`, a date as `2023-06-01`, a case of an enum by its name, label or
/// alias. Blanks around a value are left out; a blank value gives nothing. `[]` at the path of a list says
/// that there is nobody.
///
/// `HUIMIN_STATUS_BAD_CASE` if the path leads to no fact. Whether the value fits is found when the case is
/// decided. A case that was read from JSON takes no facts.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn huimin_case_set(
    case: Option<&mut Case>,
    path: *const c_char,
    path_length: usize,
    value: *const c_char,
    value_length: usize,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Status {
    guarded(error, || {
        let facts = handle::get_mut(case)?;
        if facts.is_read() {
            return Err(Failure::takes_no_facts());
        }
        // SAFETY: the caller's promise for both texts.
        let (path, value) = unsafe { (given_name(path, path_length)?, given_text(value, value_length)?) };
        let path = facts.policy().path(path).map_err(|error| Failure::case(&[*error]))?;
        facts.give(path, value);
        Ok(())
    })
}

/// Forgets all facts of a case, to use it for the next one.
#[unsafe(no_mangle)]
pub extern "C" fn huimin_case_clear(case: Option<&mut Case>) -> Status {
    guarded(None, || {
        handle::get_mut(case)?.clear();
        Ok(())
    })
}

/// The key of a case, empty where the policy has none or the case does not give it. Free the text with
/// `huimin_text_free`.
#[unsafe(no_mangle)]
pub extern "C" fn huimin_case_key(
    case: Option<&Case>,
    key: Option<&mut MaybeUninit<Option<Box<Text>>>>,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Status {
    guarded(error, || {
        text::put(key, || {
            let facts = handle::get(case)?;
            let case = facts.case().map_err(|errors| Failure::case(&errors))?;
            Ok(facts.policy().key_of(&case).unwrap_or_default())
        })
    })
}

/// Frees a case and sets the variable to null. Null is left alone. No other thread may be using it.
#[unsafe(no_mangle)]
pub extern "C" fn huimin_case_free(case: Option<&mut Option<Box<Case>>>) {
    handle::free(case);
}
