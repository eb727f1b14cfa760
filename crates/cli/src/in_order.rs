//! Many pieces of work on several threads, with what comes of them in the order of the pieces.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// How many pieces may be under way for each thread, so that nobody waits and memory is bounded.
const UNDER_WAY: usize = 4;

/// The number of threads to use: those asked for, or one for each core.
pub fn threads(asked_for: Option<NonZero<usize>>) -> NonZero<usize> {
    asked_for.or_else(|| thread::available_parallelism().ok()).unwrap_or(NonZero::<usize>::MIN)
}

/// Takes piece after piece, lets `worker` work on each on some thread, and keeps what comes of it, in order.
/// Each thread has a worker of its own.
///
/// # Errors
/// The first failure to take or to keep a piece. What was taken before a failure to take is still kept.
pub fn in_order<Piece, Done, Failure, Worker>(
    threads: NonZero<usize>,
    take: impl FnMut() -> Result<Option<Piece>, Failure> + Send,
    worker: impl Fn() -> Worker + Sync,
    mut keep: impl FnMut(Done) -> Result<(), Failure>,
) -> Result<(), Failure>
where
    Piece: Send,
    Done: Send,
    Failure: Send,
    Worker: FnMut(Piece) -> Done,
{
    let most = threads.get().saturating_mul(UNDER_WAY);
    let (to_workers, pieces) = sync_channel::<(u64, Piece)>(most);
    let (to_keeper, done) = sync_channel::<(u64, Done)>(most);
    // A piece is taken against a ticket, which comes back when what came of it was kept.
    let (give_back, tickets) = sync_channel::<()>(most);
    for _ in 0..most {
        // There is room for all of them.
        let _ = give_back.send(());
    }
    let pieces = Mutex::new(pieces);
    let stopped = AtomicBool::new(false);
    thread::scope(|scope| {
        let stopped = &stopped;
        let may_take = move || tickets.recv().is_ok() && !stopped.load(Ordering::Relaxed);
        let taking = scope.spawn(move || take_all(take, may_take, |piece| to_workers.send(piece).is_ok()));
        for _ in 0..threads.get() {
            let (to_keeper, pieces, worker) = (to_keeper.clone(), &pieces, &worker);
            scope.spawn(move || {
                let mut work = worker();
                while let Some((number, piece)) = next(pieces) {
                    if to_keeper.send((number, work(piece))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(to_keeper);
        let (mut waiting, mut turn) = (BTreeMap::new(), 0u64);
        let mut kept = Ok(());
        'keeping: for (number, found) in &done {
            waiting.insert(number, found);
            while let Some(found) = waiting.remove(&turn) {
                turn = turn.saturating_add(1);
                kept = keep(found);
                if kept.is_err() {
                    break 'keeping;
                }
                let _ = give_back.try_send(());
            }
        }
        // Whoever still waits for a ticket, or to hand something on, ends with these.
        stopped.store(true, Ordering::Relaxed);
        drop((give_back, done));
        let taken = taking.join().unwrap_or(Ok(()));
        kept.and(taken)
    })
}

fn take_all<Piece, Failure>(
    mut take: impl FnMut() -> Result<Option<Piece>, Failure>,
    may_take: impl Fn() -> bool,
    mut hand_on: impl FnMut((u64, Piece)) -> bool,
) -> Result<(), Failure> {
    let mut number = 0u64;
    while may_take() {
        let Some(piece) = take()? else { break };
        if !hand_on((number, piece)) {
            break;
        }
        number = number.saturating_add(1);
    }
    Ok(())
}

fn next<Piece>(pieces: &Mutex<Receiver<Piece>>) -> Option<Piece> {
    pieces.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn run(
        threads: usize,
        fail_to_take: Option<u64>,
        fail_to_keep: Option<u64>,
    ) -> (Result<(), String>, Vec<u64>) {
        let (mut taken, mut kept) = (0..200u64, Vec::new());
        let outcome = in_order(
            NonZero::new(threads).unwrap(),
            || match taken.next() {
                piece if piece.is_some() && piece == fail_to_take => Err("taking".to_owned()),
                piece => Ok(piece),
            },
            || {
                |piece: u64| {
                    // Some pieces take longer than those after them.
                    thread::sleep(Duration::from_micros(if piece.is_multiple_of(7) { 900 } else { 10 }));
                    piece
                }
            },
            |done| {
                if Some(done) == fail_to_keep {
                    return Err("keeping".to_owned());
                }
                kept.push(done);
                Ok(())
            },
        );
        (outcome, kept)
    }

    #[test]
    fn everything_comes_in_order() {
        for threads in [1, 3, 16] {
            assert_eq!(run(threads, None, None), (Ok(()), (0..200).collect()));
        }
    }

    #[test]
    fn what_was_taken_before_a_failure_is_kept() {
        for threads in [1, 4] {
            assert_eq!(run(threads, Some(60), None), (Err("taking".to_owned()), (0..60).collect()));
        }
    }

    #[test]
    fn a_failure_to_keep_ends_everything() {
        for threads in [1, 4] {
            assert_eq!(run(threads, None, Some(60)), (Err("keeping".to_owned()), (0..60).collect()));
        }
    }
}
