//! One plan, many threads.

use super::host::{CASE, Variable, parts, read_text, ready};
use crate::plan::huimin_plan_decide_json;

#[test]
fn a_plan_is_shared() {
    let (_, plan) = ready();
    let plan = &*plan;
    let decide = move || {
        let (case, length) = parts(CASE);
        let mut text = Variable::new();
        // SAFETY: the text is whole.
        unsafe { huimin_plan_decide_json(Some(plan), case, length, 0, text.place(), None) };
        read_text(&text.take().unwrap())
    };
    let expected = decide();
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(decide)).collect();
        for thread in threads {
            assert_eq!(thread.join().unwrap(), expected);
        }
    });
}
