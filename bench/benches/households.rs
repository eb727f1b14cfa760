//! `cargo bench` is the same run as the program.

use std::process::ExitCode;

fn main() -> ExitCode {
    // cargo passes `--bench` to every benchmark it starts.
    huimin_bench::run(std::env::args().skip(1).filter(|argument| argument != "--bench"))
}
