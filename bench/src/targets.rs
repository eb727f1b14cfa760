//! The targets of the benchmark: ratios within one run, so that they mean the same on every machine.

use std::time::Duration;

use crate::compile::Compiled;
use crate::engines::Role;
use crate::measure::{Measured, median};

pub struct Target {
    pub text: &'static str,
    /// What was measured and whether it is met; nothing while an engine it speaks of is not in the run.
    pub result: Option<(String, bool)>,
}

pub fn judge(measured: &[Measured], compiled: &Compiled) -> Vec<Target> {
    let ns = |role| measured.iter().filter(move |one| one.role == role).map(Measured::ns);
    let hand_written = ns(Role::HandWritten).next();
    let prepared = ns(Role::Prepared).next();
    let json = ns(Role::Json).next();
    let fastest_peer = ns(Role::Peer).min_by(f64::total_cmp);

    let ours = || measured.iter().filter(|one| !matches!(one.role, Role::HandWritten | Role::Peer));
    let wrong: usize = ours().map(|one| one.wrong.results).sum();

    let seconds = |rounds: &Vec<Duration>| {
        if rounds.is_empty() { None } else { Some(median(rounds.clone()).as_secs_f64()) }
    };
    let times = |a: Option<f64>, b: Option<f64>| Some(a? / b?);
    vec![
        Target {
            text: "huimin gets every result right",
            result: ours().next().map(|_| (format!("{wrong} wrong"), wrong == 0)),
        },
        Target {
            text: "an untraced decision of a prepared case takes at most 8 times the hand-written function",
            result: times(prepared, hand_written).map(|r| (format!("{r:.2} times"), r <= 8.0)),
        },
        Target {
            text: "it is at least 20 times faster than the fastest peer",
            result: times(fastest_peer, prepared).map(|r| (format!("{r:.1} times"), r >= 20.0)),
        },
        Target {
            text: "JSON text in to JSON decision out is faster than any peer's evaluation alone",
            result: times(json, fastest_peer).map(|r| (format!("{r:.2} of the fastest"), r < 1.0)),
        },
        Target {
            text: "compiling 300 lines takes under 3 times what pest alone takes to parse them",
            result: times(seconds(&compiled.huimin), seconds(&compiled.pest))
                .map(|r| (format!("{r:.2} times"), r < 3.0)),
        },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Spent;
    use crate::measure::Wrong;

    fn one(role: Role, ns: u64, wrong: usize) -> Measured {
        Measured {
            name: String::new(),
            role,
            households: 1,
            rounds: vec![Spent { cpu: Duration::from_nanos(ns), wall: Duration::ZERO }],
            wrong: Wrong { results: wrong, ..Wrong::default() },
            peak: None,
        }
    }

    fn met(measured: &[Measured]) -> Vec<Option<bool>> {
        let ms = |n| vec![Duration::from_millis(n)];
        let compiled = Compiled { huimin: ms(29), pest: ms(10), ..Compiled::default() };
        judge(measured, &compiled).iter().map(|target| target.result.as_ref().map(|(_, met)| *met)).collect()
    }

    #[test]
    fn without_huimin_nothing_is_claimed() {
        let without = met(&[one(Role::HandWritten, 10, 0), one(Role::Peer, 2000, 9)]);
        assert_eq!(without, [None, None, None, None, Some(true)]);
    }

    #[test]
    fn the_fastest_peer_is_the_measure() {
        let run = |prepared, json, wrong| {
            met(&[
                one(Role::HandWritten, 10, 0),
                one(Role::Peer, 2000, 9),
                one(Role::Peer, 1600, 0),
                one(Role::Prepared, prepared, wrong),
                one(Role::Json, json, 0),
            ])
        };
        assert_eq!(run(80, 1599, 0), [Some(true); 5]);
        assert_eq!(run(81, 1600, 1)[..4], [Some(false); 4]);
    }
}
