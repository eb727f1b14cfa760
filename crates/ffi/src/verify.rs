//! Decisions kept for audit, decided once more.

use std::ffi::c_char;
use std::mem::MaybeUninit;

use huimin::{Decision as Decided, Verification};

use crate::bytes::given;
use crate::call::{Error, guarded};
use crate::decision::Decision;
use crate::failure::Failure;
use crate::handle::{self, Handle};
use crate::policy::Policy;
use crate::status::Status;

/// What came of deciding once more.
#[repr(i32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The decision comes out again, word for word, whatever version of the engine made it.
    Same = 0,
    /// Another decision comes out.
    Different = 1,
    /// The decision was made with another text of the policy.
    OtherPolicy = 2,
}

/// Verifies a decision that was kept: decides its case once more for the date and region it names, with
/// its explanation if it has one, and compares all but the version of the engine.
///
/// `stored` is the JSON of the decision and `case` that of its case. `*verdict` says what came of it. Where
/// `again` is not null, `*again` is the decision as it comes out now, to be freed with
/// `huimin_decision_free`, or null for another policy. Any number of threads may verify at the same time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn huimin_policy_verify(
    policy: Option<&Policy>,
    stored: *const c_char,
    stored_length: usize,
    case: *const c_char,
    case_length: usize,
    verdict: Option<&mut MaybeUninit<Verdict>>,
    again: Option<&mut MaybeUninit<Option<Box<Decision>>>>,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Status {
    guarded(error, || {
        let again = again.map(|again| again.write(None));
        let verdict = verdict.ok_or_else(|| Failure::null("huimin_verdict"))?.write(Verdict::Different);
        let policy = handle::get(policy)?;
        // SAFETY: the caller's promise for both texts.
        let (stored, case) = unsafe { (given(stored, stored_length)?, given(case, case_length)?) };
        let stored: Decided = serde_json::from_slice(stored).map_err(|error| Failure::request(&error))?;
        let decided = match policy.verify(&stored, case).map_err(|error| Failure::plan(&error))? {
            Verification::OtherPolicy => {
                *verdict = Verdict::OtherPolicy;
                return Ok(());
            }
            Verification::Same(decided) => {
                *verdict = Verdict::Same;
                decided
            }
            Verification::Different(decided) => decided,
        };
        if let Some(again) = again {
            *again = Some(Handle::new(*decided));
        }
        Ok(())
    })
}
