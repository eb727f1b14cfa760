//! The WebAssembly builds for the npm package: the code, its JavaScript, and the schemas that its types are
//! made from.

mod order;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use wasm_bindgen_cli_support::Bindgen;

use crate::{Failure, root};

/// A build: its name in the package, and the features of the crate.
struct Build {
    name: &'static str,
    features: &'static [&'static str],
}

const BUILDS: [Build; 2] =
    [Build { name: "full", features: &["compiler"] }, Build { name: "runtime", features: &[] }];

/// The parts of WebAssembly beyond its first version that a page's engine may use: those that browsers of 2020
/// understand. The compiler would use references to JavaScript's objects too, which came a year later and which no
/// more than an address of memory is handed over by. wasm-opt refuses what is not listed.
const UNDERSTOOD: [&str; 4] = ["bulk-memory", "multivalue", "mutable-globals", "sign-ext"];

/// How wasm-opt makes it small for a page, which loads it compressed: functions that one other calls stay of
/// their own and no values are kept for later, as large functions with many locals compress badly. Functions
/// with names alike are mostly the same code for several types, which is where [`order`] begins. Runs of zeros
/// among the data are next to nothing for gzip, unlike the heads of all the pieces between them.
const SMALL: [&str; 7] = [
    "--reorder-functions-by-name",
    "-Oz",
    "--one-caller-inline-max-function-size=0",
    "--skip-pass=local-cse",
    "--skip-pass=memory-packing",
    "--strip-debug",
    "--strip-producers",
];

/// Makes everything in `web/packages/huimin/src/generated`.
pub fn run() -> Result<(), Failure> {
    let web = root().join("web");
    let generated = web.join("packages/huimin/src/generated");
    fs::create_dir_all(&generated)?;
    for build in &BUILDS {
        make(build, &web, &generated.join(build.name))?;
    }
    let schemas = serde_json::to_string_pretty(&huimin::boundary::schemas())?;
    Ok(fs::write(generated.join("schemas.json"), schemas)?)
}

fn make(build: &Build, web: &Path, to: &Path) -> Result<(), Failure> {
    let root = root();
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(&root).args(["build", "--package", "huimin-wasm", "--no-default-features"]);
    cargo.args(["--profile", "wasm", "--target", "wasm32-unknown-unknown"]);
    cargo.args(["--config", &rustflags()?]);
    cargo.args(build.features.iter().flat_map(|feature| ["--features", feature]));
    must(&mut cargo)?;
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), Into::into);
    let compiled = target.join("wasm32-unknown-unknown/wasm/huimin_wasm.wasm");
    Bindgen::new()
        .input_path(compiled)
        .out_name("huimin")
        .web(true)?
        .omit_default_module_path(true)
        .typescript(true)
        .remove_producers_section(true)
        .generate(to)?;
    let wasm = to.join("huimin_bg.wasm");
    let mut optimise = Command::new(web.join("node_modules/.bin/wasm-opt"));
    optimise.args(SMALL).args(UNDERSTOOD.map(|feature| format!("--enable-{feature}")));
    must(optimise.arg(&wasm).arg("--output").arg(&wasm))?;
    fs::write(to.join("huimin.wasm"), order::reordered(&fs::read(&wasm)?)?)?;
    Ok(fs::remove_file(wasm)?)
}

/// The setting of the compiler's flags, which is added to those in `.cargo/config.toml`.
fn rustflags() -> Result<String, Failure> {
    let flags = [told_features(), without_places()?].concat();
    let flags = serde_json::to_string(&flags)?;
    Ok(format!("target.wasm32-unknown-unknown.rustflags={flags}"))
}

/// The flags by which the linker tells that the code uses what is [`UNDERSTOOD`] alone: the standard library says
/// of itself that it uses more, which it does not, and wasm-bindgen goes by what is told.
fn told_features() -> Vec<String> {
    let features = format!("--features={}", UNDERSTOOD.join(","));
    [features, "--no-check-features".to_owned()].map(|flag| format!("-Clink-arg={flag}")).to_vec()
}

/// The flags by which messages of panics name the files of libraries without the folders of this machine.
fn without_places() -> Result<Vec<String>, Failure> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let sysroot = String::from_utf8(Command::new(rustc).args(["--print", "sysroot"]).output()?.stdout)?;
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(std::env::home_dir()?.join(".cargo"))).ok_or("no folder of cargo's")?;
    let mut places = vec![Path::new(sysroot.trim()).join("lib/rustlib/src/rust")];
    // Each registry has a folder of its own.
    if let Ok(registries) = fs::read_dir(home.join("registry/src")) {
        places.extend(registries.filter_map(|registry| Some(registry.ok()?.path())));
    }
    Ok(places.iter().map(|place| format!("--remap-path-prefix={}=", place.display())).collect())
}

fn must(command: &mut Command) -> Result<(), Failure> {
    let program = command.get_program().display().to_string();
    let status = command.status().map_err(|error| format!("{program}: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{program}: {status}").into()) }
}
