//! One policy, one set of households, several engines, one run: the benchmark of huimin.
//!
//! [`households`] draws the cases, [`reference`] is the hand-written function whose answers are taken as
//! right, [`engines`] holds everything that is timed in its [`lane`], [`measure`] lets them run and [`report`]
//! says what came out.
//! `README.md` says what each figure means.

extern crate alloc; // pest without its `std` feature names it

pub mod args;
pub mod clock;
pub mod compile;
pub mod engines;
pub mod households;
pub mod lane;
pub mod measure;
pub mod memory;
pub mod reference;
pub mod report;
mod rng;
pub mod standards;
pub mod targets;

use std::process::ExitCode;

/// Runs the benchmark for a command line. The program and `cargo bench` are both this call.
pub fn run(arguments: impl Iterator<Item = String>) -> ExitCode {
    let args = match args::parse(arguments) {
        Ok(args::Command::Run(args)) => args,
        Ok(args::Command::Help) => {
            print!("{}", args::HELP);
            return ExitCode::SUCCESS;
        }
        Err(message) => {
            eprintln!("{message}\n\n{}", args::HELP);
            return ExitCode::from(2);
        }
    };

    let run = measure::run(&args);
    let report = report::Report::new(&args, &run);
    print!("{report}");
    if let Some(path) = &args.json
        && let Err(error) = std::fs::write(path, format!("{:#}\n", report.json()))
    {
        eprintln!("cannot write {}: {error}", path.display());
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}
