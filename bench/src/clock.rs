//! Time the calling thread has spent on a processor, and time that has passed.

use std::ops::{AddAssign, Sub};
use std::time::{Duration, Instant};

use rustix::time::{ClockId, clock_gettime};

/// An amount of both times. Engines are compared by `cpu`: on a machine that builds something else beside the
/// benchmark the other time also holds what the neighbour took.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Spent {
    pub cpu: Duration,
    pub wall: Duration,
}

impl AddAssign for Spent {
    fn add_assign(&mut self, other: Self) {
        self.cpu += other.cpu;
        self.wall += other.wall;
    }
}

#[derive(Clone, Copy)]
struct Reading {
    cpu: Duration,
    wall: Instant,
}

impl Reading {
    fn now() -> Self {
        let cpu = clock_gettime(ClockId::ThreadCPUTime);
        Self { cpu: Duration::new(cpu.tv_sec as u64, cpu.tv_nsec as u32), wall: Instant::now() }
    }
}

impl Sub for Reading {
    type Output = Spent;

    fn sub(self, earlier: Self) -> Spent {
        Spent { cpu: self.cpu.saturating_sub(earlier.cpu), wall: self.wall - earlier.wall }
    }
}

/// A clock that knows what looking at it costs: nothing beside an engine's block, but several
/// percent of the hand-written function's.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    overhead: Spent,
}

impl Clock {
    pub fn calibrated() -> Self {
        let mut nothing: Vec<Spent> = (0..999).map(|_| measure(|| {})).collect();
        nothing.sort_unstable_by_key(|spent| spent.cpu);
        Self { overhead: nothing[nothing.len() / 2] }
    }

    /// What `work` spends.
    pub fn time(&self, work: impl FnOnce()) -> Spent {
        let spent = measure(work);
        Spent {
            cpu: spent.cpu.saturating_sub(self.overhead.cpu),
            wall: spent.wall.saturating_sub(self.overhead.wall),
        }
    }
}

fn measure(work: impl FnOnce()) -> Spent {
    let start = Reading::now();
    work();
    Reading::now() - start
}
