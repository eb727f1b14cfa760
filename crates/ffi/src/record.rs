//! Records of fixed width, as COBOL programs and flat files have them.

use std::ffi::c_char;
use std::mem::MaybeUninit;

use huimin::boundary::CasePath;
use huimin::program::Case;

use crate::bytes::{given, given_name, pad};
use crate::call::{Error, guarded};
use crate::failure::Failure;
use crate::handle::{self, Content, Handle};
use crate::plan::Plan;
use crate::runner::{Outcome, Running, cases, result};
use crate::status::{State, Status};

/// How the records of a file are laid out, and what came of the last one.
pub type Record = Handle<Layout>;

/// What stands behind a record.
#[derive(Debug)]
pub struct Layout {
    running: Running,
    columns: Vec<Column>,
    last: Option<Last>,
}

/// Where a fact stands.
#[derive(Debug)]
struct Column {
    path: CasePath,
    offset: usize,
    length: usize,
}

/// What came of a record.
#[derive(Debug)]
struct Last {
    case: Case,
    outcomes: Vec<Outcome>,
}

impl Content for Layout {
    const TAG: u64 = 0x6875_696d_0052_4543;
    const NAME: &'static str = "huimin_record";
}

impl Layout {
    fn decide(&mut self, data: &[u8]) -> Result<usize, Failure> {
        self.last = None;
        let policy = self.running.plan().policy().clone();
        let mut builder = policy.case_builder();
        for column in &self.columns {
            // A record whose trailing blanks were cut off is as good as the whole.
            let rest = data.get(column.offset..).unwrap_or_default();
            let field = rest.get(..column.length).unwrap_or(rest);
            let value = std::str::from_utf8(field).map_err(|_| Failure::not_utf8())?;
            builder.set(&column.path, value.trim_matches(['\0', ' ']));
        }
        let case = builder.finish().map_err(|errors| Failure::case(&errors))?;
        let mut outcomes = Vec::new();
        self.running.decide(&case, |outcome| outcomes.push(outcome));
        let count = outcomes.len();
        self.last = Some(Last { case, outcomes });
        Ok(count)
    }

    /// The name of a result, whom it belongs to, and the case that a tier came to.
    fn texts(&self, last: &Last, outcome: &Outcome) -> Option<(&str, String, &str)> {
        let program = self.running.plan().policy().program();
        let value = result(program, outcome.result as usize)?;
        let of = last.case.path(program, huimin::program::InstanceId(outcome.instance), None);
        let came_to = usize::try_from(outcome.tier).ok();
        let came_to = came_to.and_then(|case| cases(program, value).get(case).map(|(name, _)| *name));
        Some((&value.name, of, came_to.unwrap_or_default()))
    }
}

/// A layout without columns, for cases of a plan.
///
/// On success `*record` is a new layout, to be freed with `huimin_record_free`; on failure it is null. It
/// keeps what it needs of the plan. One layout serves one thread at a time; each thread makes its own.
#[unsafe(no_mangle)]
pub extern "C" fn huimin_record_new(
    plan: Option<&Plan>,
    record: Option<&mut MaybeUninit<Option<Box<Record>>>>,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Status {
    guarded(error, || {
        let out = handle::clear(record)?;
        let running = Running::new(handle::get(plan)?);
        out.write(Some(Handle::new(Layout { running, columns: Vec::new(), last: None })));
        Ok(())
    })
}

/// Says where a fact stands: `length` bytes from `offset` on, counted from 0. The path, such as
/// `members[0].income`, may have blanks after it. `HUIMIN_STATUS_BAD_CASE` if it leads to no fact.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn huimin_record_column(
    record: Option<&mut Record>,
    path: *const c_char,
    path_length: usize,
    offset: usize,
    length: usize,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Status {
    guarded(error, || {
        let layout = handle::get_mut(record)?;
        // SAFETY: the caller's promise.
        let path = unsafe { given_name(path, path_length) }?;
        let path = layout.running.plan().policy().path(path).map_err(|error| Failure::case(&[*error]))?;
        layout.columns.push(Column { path, offset, length });
        Ok(())
    })
}

/// Decides a record of `length` bytes in UTF-8. A field that is blank gives nothing, and an entry of a
/// list of which nothing is given does not exist; `[]` in the field of a list says that there is nobody.
/// Values are written as for `huimin_case_set`. What lies beyond the end of the record is blank, as where
/// blanks at the end of lines were cut off.
///
/// `*count` is how many results there are, to be had with `huimin_record_result` until the next record.
/// `HUIMIN_STATUS_BAD_CASE` if the record cannot be read; the error tells all that is wrong with it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn huimin_record_decide(
    record: Option<&mut Record>,
    data: *const c_char,
    length: usize,
    count: Option<&mut MaybeUninit<usize>>,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Status {
    guarded(error, || {
        let count = count.ok_or_else(|| Failure::null("size_t"))?.write(0);
        // SAFETY: the caller's promise.
        *count = handle::get_mut(record)?.decide(unsafe { given(data, length) }?)?;
        Ok(())
    })
}

/// Finds a result of the last record by its name and by whom it belongs to: `of` is the path of an entry
/// of a list, such as `members[0]`, and blank or empty for the case itself. Both may have blanks after
/// them. `HUIMIN_STATUS_BAD_ARGUMENT` where there is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn huimin_record_find(
    record: Option<&Record>,
    name: *const c_char,
    name_length: usize,
    of: *const c_char,
    of_length: usize,
    index: Option<&mut MaybeUninit<usize>>,
) -> Status {
    guarded(None, || {
        let index = index.ok_or_else(|| Failure::null("size_t"))?.write(0);
        let layout = handle::get(record)?;
        // SAFETY: the caller's promise for both texts.
        let (name, of) = unsafe { (given_name(name, name_length)?, given_name(of, of_length)?) };
        let last = layout.last.as_ref().ok_or_else(Failure::no_result)?;
        let found = last.outcomes.iter().position(|outcome| {
            layout.texts(last, outcome).is_some_and(|texts| texts.0 == name && texts.1 == of)
        });
        *index = found.ok_or_else(Failure::no_result)?;
        Ok(())
    })
}

/// A result of the last record, written to places of the caller's. `*state` says whether it is known;
/// `*coins` is the amount of a benefit in the smallest coin, 0 where it is not known. `name`, `of` and
/// `tier` are filled up with blanks: the name of the tier or benefit, the path of the entry it belongs to,
/// and the case that a tier came to. A place of length 0 is not written.
///
/// `HUIMIN_STATUS_TOO_SMALL` if a text does not fit; all else has been written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn huimin_record_result(
    record: Option<&Record>,
    index: usize,
    state: Option<&mut MaybeUninit<State>>,
    coins: Option<&mut MaybeUninit<i64>>,
    name: *mut c_char,
    name_length: usize,
    of: *mut c_char,
    of_length: usize,
    tier: *mut c_char,
    tier_length: usize,
) -> Status {
    guarded(None, || {
        let state = state.ok_or_else(|| Failure::null("huimin_state"))?.write(State::Absent);
        let coins = coins.ok_or_else(|| Failure::null("int64_t"))?.write(0);
        let layout = handle::get(record)?;
        let last = layout.last.as_ref().ok_or_else(Failure::no_result)?;
        let outcome = last.outcomes.get(index).ok_or_else(Failure::no_result)?;
        let (named, of_whom, came_to) = layout.texts(last, outcome).ok_or_else(Failure::no_result)?;
        (*state, *coins) = (outcome.state, outcome.coins);
        let places = [(named, name, name_length), (&of_whom, of, of_length), (came_to, tier, tier_length)];
        let written = places.map(|(text, place, length)| match length {
            0 => Ok(()),
            // SAFETY: the caller's promise for each place.
            _ => unsafe { pad(text, place, length) },
        });
        written.into_iter().collect()
    })
}

/// Frees a layout and sets the variable to null. Null is left alone. No other thread may be using it.
#[unsafe(no_mangle)]
pub extern "C" fn huimin_record_free(record: Option<&mut Option<Box<Record>>>) {
    handle::free(record);
}
