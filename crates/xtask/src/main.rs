//! Tasks of this repository: `cargo xtask header`, `cargo xtask install --prefix /usr/local`, `cargo xtask corpus`,
//! `cargo xtask wasm`, `cargo xtask words --to words.json`.

mod corpus;
mod header;
mod install;
mod wasm;
mod words;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// What a task failed of.
type Failure = Box<dyn std::error::Error>;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Tasks of this repository")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Write the C header, or check that it is the one the library has.
    Header {
        /// Only check, and fail if it is not fresh.
        #[arg(long)]
        check: bool,
    },
    /// Write the conformance corpus as calls of the façade, with the replies every binding must give.
    Corpus {
        /// Where the calls go.
        #[arg(long)]
        calls: PathBuf,
        /// Where the replies go.
        #[arg(long)]
        replies: PathBuf,
    },
    /// Build the C library and install it with its headers and its pkg-config file.
    Install {
        /// Where to.
        #[arg(long, default_value = "/usr/local")]
        prefix: PathBuf,
        /// A directory to put before the prefix, for packagers.
        #[arg(long)]
        destdir: Option<PathBuf>,
        /// Install what is in this directory instead of building.
        #[arg(long)]
        built: Option<PathBuf>,
    },
    /// Build the WebAssembly code of the npm package, with its JavaScript and the schemas of its types.
    Wasm,
    /// Write the words of the language as JSON, for editors to highlight them.
    Words {
        /// Where to.
        #[arg(long)]
        to: PathBuf,
    },
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().task {
        Task::Corpus { calls, replies } => corpus::run(&calls, &replies),
        Task::Header { check } => header::run(check),
        Task::Install { prefix, destdir, built } => {
            install::run(&prefix, destdir.as_deref(), built.as_deref())
        }
        Task::Wasm => wasm::run(),
        Task::Words { to } => words::run(&to),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("xtask: {failure}");
            ExitCode::FAILURE
        }
    }
}

/// The directory of the workspace.
fn root() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.ancestors().nth(2).unwrap_or(package).to_owned()
}
