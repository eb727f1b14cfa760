//! Keeps panics inside, and quiet.

use std::cell::{Cell, RefCell};
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    /// Whether this thread is inside the library.
    static INSIDE: Cell<bool> = const { Cell::new(false) };
    /// Where the last panic of this thread was.
    static PLACE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Runs a function of the host's: what goes wrong there is its own.
pub fn outside<T>(work: impl FnOnce() -> T) -> T {
    let inside = INSIDE.replace(false);
    let outcome = work();
    INSIDE.set(inside);
    outcome
}

/// Runs the work of a function that has an answer for everything, `otherwise` if nothing else.
pub fn quietly<T>(otherwise: T, work: impl FnOnce() -> Option<T>) -> T {
    inside(work).ok().flatten().unwrap_or(otherwise)
}

/// The outcome, or where it panicked. What the work was changing is not looked at again: functions
/// change a handle only where a half-made change is harmless.
pub fn inside<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    static HOOK: Once = Once::new();
    HOOK.call_once(keep_quiet);
    let outer = INSIDE.replace(true);
    let outcome = panic::catch_unwind(AssertUnwindSafe(work));
    INSIDE.set(outer);
    outcome.map_err(|_| PLACE.take())
}

/// A panic prints a message, which the library must not. This is the one thing that is changed for the
/// process, and only for threads inside the library: all others get the hook there was.
fn keep_quiet() {
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        if !INSIDE.get() {
            return before(panic);
        }
        let payload = panic.payload();
        let message = payload.downcast_ref::<String>().map(String::as_str);
        let message = message.or(payload.downcast_ref::<&str>().copied()).unwrap_or_default();
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        PLACE.replace(format!("{place}: {message}"));
    }));
}
