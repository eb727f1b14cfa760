//! The command line of the benchmark.

use std::path::PathBuf;

pub const HELP: &str = "\
Decides the same households with every engine in one process and prints how long each took.

  --households N   how many households to draw (default 100000)
  --rounds K       how often each engine decides all of them; the median round counts (default 5)
  --block N        how many households are prepared, then decided, at a time (default 1024)
  --seed N         the seed the households are drawn from (default 1)
  --json FILE      also write the report as JSON
  --help           this text
";

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Args {
    pub households: usize,
    pub rounds: usize,
    pub block: usize,
    pub seed: u64,
    pub json: Option<PathBuf>,
}

impl Default for Args {
    fn default() -> Self {
        Self { households: 100_000, rounds: 5, block: 1024, seed: 1, json: None }
    }
}

#[derive(Debug, PartialEq, Eq)]
pub enum Command {
    Run(Args),
    Help,
}

/// Reads the arguments that follow the program's name.
pub fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Command, String> {
    let mut args = Args::default();
    while let Some(flag) = arguments.next() {
        let mut value = || arguments.next().ok_or_else(|| format!("`{flag}` needs a value"));
        match flag.as_str() {
            "--households" => args.households = positive(&flag, &value()?)?,
            "--rounds" => args.rounds = positive(&flag, &value()?)?,
            "--block" => args.block = positive(&flag, &value()?)?,
            "--seed" => args.seed = number(&flag, &value()?)?,
            "--json" => args.json = Some(PathBuf::from(value()?)),
            "--help" | "-h" => return Ok(Command::Help),
            _ => return Err(format!("`{flag}` is not an option")),
        }
    }
    Ok(Command::Run(args))
}

fn number(flag: &str, text: &str) -> Result<u64, String> {
    text.parse().map_err(|_| format!("`{flag}` takes a whole number, not `{text}`"))
}

fn positive(flag: &str, text: &str) -> Result<usize, String> {
    match usize::try_from(number(flag, text)?) {
        Ok(n) if n > 0 => Ok(n),
        _ => Err(format!("`{flag}` takes a number above 0, not `{text}`")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Command, String> {
        parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn options_replace_the_defaults() {
        let expected = Args { households: 5000, rounds: 2, ..Args::default() };
        assert_eq!(parsed("--households 5000 --rounds 2"), Ok(Command::Run(expected)));
        assert_eq!(parsed("--seed 0 --help"), Ok(Command::Help));
    }

    #[test]
    fn what_cannot_be_meant_is_refused() {
        for line in ["--rounds", "--rounds 0", "--households many", "--fast"] {
            assert!(parsed(line).is_err(), "{line}");
        }
    }
}
