//! What a run says: a table for a reader, JSON for a script.

use std::fmt::{Display, Formatter, Result};
use std::time::Duration;

use serde_json::{Value, json};

use crate::args::Args;
use crate::compile::Compiled;
use crate::engines::Role;
use crate::measure::{Measured, Run, median};
use crate::targets::{Target, judge};

pub struct Report<'a> {
    args: &'a Args,
    measured: &'a [Measured],
    compiled: &'a Compiled,
    peak: Option<u64>,
    targets: Vec<Target>,
    processor: String,
}

impl<'a> Report<'a> {
    pub fn new(args: &'a Args, run: &'a Run) -> Self {
        let measured = run.measured.as_slice();
        let targets = judge(measured, &run.compiled);
        Self { args, measured, compiled: &run.compiled, peak: run.peak, targets, processor: processor() }
    }

    /// How often the hand-written function fits into an engine's time.
    fn ratio(&self, one: &Measured) -> f64 {
        let hand_written = self.measured.iter().find(|one| one.role == Role::HandWritten);
        hand_written.map_or(f64::NAN, |hand_written| one.ns() / hand_written.ns())
    }

    /// Time that passed for each unit the engines spent on a processor.
    fn wall_per_cpu(&self) -> f64 {
        let spent = || self.measured.iter().flat_map(|one| &one.rounds);
        let seconds = |wall: bool| -> f64 {
            spent().map(|spent| if wall { spent.wall } else { spent.cpu }.as_secs_f64()).sum()
        };
        seconds(true) / seconds(false)
    }

    pub fn json(&self) -> Value {
        let engines: Vec<Value> = self
            .measured
            .iter()
            .map(|one| {
                let (fastest, slowest) = one.spread();
                json!({
                    "name": one.name,
                    "version": version(one),
                    "role": format!("{:?}", one.role),
                    "ns_per_household": one.ns(),
                    "fastest_round": fastest,
                    "slowest_round": slowest,
                    "times_hand_written": self.ratio(one),
                    "wrong": one.wrong.results,
                    "wrong_tiers": one.wrong.tiers,
                    "peak_bytes": one.peak.map(|peak| peak.resident),
                    "growth_bytes": one.peak.map(|peak| peak.growth),
                })
            })
            .collect();
        let targets: Vec<Value> = self
            .targets
            .iter()
            .map(|target| {
                let (measured, met) = target.result.clone().unzip();
                json!({ "target": target.text, "measured": measured, "met": met })
            })
            .collect();
        json!({
            "households": self.args.households,
            "rounds": self.args.rounds,
            "block": self.args.block,
            "seed": self.args.seed,
            "processor": self.processor,
            "wall_per_cpu": self.wall_per_cpu(),
            "engines": engines,
            "compiling": {
                "lines": self.compiled.lines,
                "bytes": self.compiled.bytes,
                "huimin_ms": milliseconds(&self.compiled.huimin),
                "pest_alone_ms": milliseconds(&self.compiled.pest),
            },
            "targets": targets,
            "peak_bytes": self.peak,
        })
    }
}

impl Display for Report<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let Args { households, rounds, block, seed, .. } = self.args;
        writeln!(f, "{households} households in blocks of {block}, median of {rounds} rounds, seed {seed}")?;
        writeln!(
            f,
            "{}, one thread, wall time {:.2} times processor time\n",
            self.processor,
            self.wall_per_cpu()
        )?;

        let head =
            ["engine", "ns/household", "fastest–slowest", "× hand-written", "wrong", "tiers", "MiB", "grown"];
        let mut rows = vec![head.map(str::to_owned)];
        rows.extend(self.measured.iter().map(|one| self.row(one)));
        table(f, &rows)?;

        let Compiled { lines, bytes, huimin, pest } = self.compiled;
        writeln!(
            f,
            "\ncompiling {lines} lines, {bytes} bytes: {:.2} ms; pest alone: {:.2} ms",
            milliseconds(huimin),
            milliseconds(pest)
        )?;

        writeln!(f, "\ntargets")?;
        for Target { text, result } in &self.targets {
            match result {
                Some((measured, true)) => writeln!(f, "  PASS  {text}: {measured}")?,
                Some((measured, false)) => writeln!(f, "  FAIL  {text}: {measured}")?,
                None => writeln!(f, "  ----  {text}: not in this run")?,
            }
        }
        match self.peak {
            Some(peak) => writeln!(f, "\npeak memory {} MiB", mebibytes(peak)),
            None => writeln!(f, "\npeak memory unknown on this system"),
        }
    }
}

impl Report<'_> {
    fn row(&self, one: &Measured) -> [String; 8] {
        let (fastest, slowest) = one.spread();
        // The version belongs to the crate, the first word of the name; what follows says how it is used.
        let crate_name = one.name.split(' ').next().unwrap_or_default();
        let name = version(one).map_or_else(
            || one.name.clone(),
            |version| one.name.replacen(crate_name, &format!("{crate_name} {version}"), 1),
        );
        let peak = |bytes: Option<u64>| bytes.map_or_else(|| "?".to_owned(), mebibytes);
        [
            name,
            figure(one.ns()),
            format!("{}–{}", figure(fastest), figure(slowest)),
            figure(self.ratio(one)),
            one.wrong.results.to_string(),
            one.wrong.tiers.to_string(),
            peak(one.peak.map(|peak| peak.resident)),
            peak(one.peak.map(|peak| peak.growth)),
        ]
    }
}

/// Columns as wide as their widest cell, the first to the left and figures to the right.
fn table<const N: usize>(f: &mut Formatter<'_>, rows: &[[String; N]]) -> Result {
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default();
    for row in rows {
        write!(f, "{:<1$}", row[0], width(0))?;
        for (column, cell) in row.iter().enumerate().skip(1) {
            write!(f, "  {cell:>0$}", width(column))?;
        }
        writeln!(f)?;
    }
    Ok(())
}

/// As many digits as a timing is worth.
fn figure(value: f64) -> String {
    if value < 100.0 { format!("{value:.1}") } else { format!("{value:.0}") }
}

/// The median round.
fn milliseconds(rounds: &[Duration]) -> f64 {
    median(rounds.to_vec()).as_secs_f64() * 1e3
}

fn mebibytes(bytes: u64) -> String {
    (bytes >> 20).to_string()
}

/// The version of a peer's crate, from the lock file this program was built with.
fn version(one: &Measured) -> Option<&'static str> {
    if one.role != Role::Peer {
        return None;
    }
    let package = one.name.split(' ').next()?;
    let (_, after) =
        include_str!("../Cargo.lock").split_once(&format!("name = \"{package}\"\nversion = \""))?;
    after.split('"').next()
}

fn processor() -> String {
    let cpuinfo = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpuinfo.lines().find(|line| line.starts_with("model name"));
    let model = model.and_then(|line| line.split_once(": ")).map(|(_, model)| model);
    model.unwrap_or("unknown processor").to_owned()
}
