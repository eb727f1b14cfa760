use std::process::ExitCode;

fn main() -> ExitCode {
    huimin_bench::run(std::env::args().skip(1))
}
