//! `huimin`: check, test, decide, run, schedule and format policies of social assistance.
//!
//! Exit codes: 0 everything is well; 1 the policy, a test, a format or a case has something wrong; 2 the
//! command line is wrong; 3 a file cannot be read or written.

mod arguments;
mod cases;
mod clock;
mod commands;
mod exit;
mod help;
mod in_order;
mod input;
mod keys;
mod language;
mod ledger;
mod lined;
mod output;
mod policy;
mod results;
mod show;

use std::process::ExitCode;

use clap::FromArgMatches as _;

use arguments::{Arguments, Command};
use language::chosen;
use output::Output;

fn main() -> ExitCode {
    let (language, explicit) = chosen(std::env::args_os());
    let mut output = Output::new(language);
    let parsed = help::command(language).try_get_matches();
    let arguments = match parsed.and_then(|matches| Arguments::from_arg_matches(&matches)) {
        Ok(arguments) => arguments,
        Err(error) => return help::report(&error, &mut output).into(),
    };
    let outcome = match arguments.command {
        Command::Check(check) => commands::check::run(&check, &mut output),
        Command::Test(test) => commands::test::run(&test, &mut output),
        Command::Decide(decide) => commands::decide::run(&decide, &mut output),
        Command::Run(run) => commands::run::run(&run, &mut output),
        Command::Schedule(schedule) => commands::schedule::run(&schedule, &mut output),
        Command::Stack(stack) => commands::stack::run(&stack, &mut output),
        Command::Compile(compile) => commands::compile::run(&compile, &mut output),
        Command::Fmt(fmt) => commands::fmt::run(&fmt, explicit, &mut output),
        Command::Schema(schema) => commands::schema::run(&schema, &mut output),
        Command::Completions(completions) => commands::completions::run(&completions, &mut output),
    };
    outcome.unwrap_or_else(|failure| failure.report(&mut output)).into()
}
