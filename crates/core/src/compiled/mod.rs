//! A compiled policy as bytes: one self-contained file, loaded again without the texts it was made from.
//!
//! The bytes begin with a mark, the number of their format, the length and the SHA-256 of the rest. The
//! rest is the program, its parts one after the other in the order of `layout`. Whatever the bytes are,
//! and even if the hash is right, what is loaded is a program that executors can rely on: `check` makes
//! sure of it.

mod check;
mod layout;
mod months;
mod reader;
mod rules;
mod sound;
mod stored;
#[cfg(test)]
mod tests;
mod walk;

use sha2::{Digest, Sha256};

use crate::diagnostic::{Code, Diagnostic, Severity, Text};
use crate::program::Program;
use reader::Reader;
use stored::Stored;

/// The number of the format. It changes with anything in `layout`.
pub const FORMAT: u16 = 4;
/// The largest content, in bytes.
pub const LARGEST: usize = 64 << 20;

/// What a compiled policy begins with. The last two bytes suffer where a file is sent as text.
const MARK: [u8; 8] = *b"huimin\r\n";
const HEADER: usize = MARK.len() + size_of::<u16>() + size_of::<u64>() + 32;

/// A file that a policy was compiled from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyFile {
    /// Its name.
    pub name: String,
    /// The SHA-256 of its bytes in hexadecimal.
    pub hash: String,
}

/// The header's parts, and the content.
struct Parts<'b> {
    format: u16,
    length: u64,
    digest: &'b [u8],
    content: &'b [u8],
}

/// Whether bytes are meant to be a compiled policy, damaged or not.
#[must_use]
pub fn is_compiled(bytes: &[u8]) -> bool {
    bytes.starts_with(&MARK)
}

/// The hash of a policy: that of its file, or that of the hashes of its files one after the other.
#[must_use]
pub fn hash(files: &[PolicyFile]) -> String {
    let [one] = files else {
        let mut all = Sha256::new();
        files.iter().for_each(|file| all.update(octets(&file.hash)));
        return hexadecimal(&all.finalize());
    };
    one.hash.clone()
}

/// Bytes as hexadecimal digits.
#[must_use]
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The bytes that hexadecimal digits write.
fn octets(digits: &str) -> Vec<u8> {
    let mut octets = Vec::with_capacity(digits.len() / 2);
    for pair in digits.as_bytes().chunks(2) {
        let digits = std::str::from_utf8(pair).unwrap_or_default();
        octets.extend(u8::from_str_radix(digits, 16).ok());
    }
    octets
}

/// A program and the files it was compiled from as bytes. The same policy gives the same bytes.
///
/// # Errors
/// If the policy is too large for the bytes to be loaded again.
pub fn to_bytes(program: &Program, files: &[PolicyFile]) -> Result<Vec<u8>, Box<Diagnostic>> {
    let mut content = Vec::new();
    stored::write_all(files.iter(), &mut content);
    program.write(&mut content);
    if content.len() > LARGEST || check::check(program).is_err() {
        return Err(Box::new(too_large()));
    }
    let mut bytes = Vec::with_capacity(HEADER.saturating_add(content.len()));
    bytes.extend(MARK);
    bytes.extend(FORMAT.to_le_bytes());
    bytes.extend((content.len() as u64).to_le_bytes());
    bytes.extend(Sha256::digest(&content));
    bytes.extend(content);
    Ok(bytes)
}

/// The program that bytes hold, and the files it was compiled from.
///
/// # Errors
/// If the bytes are no compiled policy, of another format, or damaged.
pub fn from_bytes(bytes: &[u8]) -> Result<(Program, Vec<PolicyFile>), Box<Diagnostic>> {
    if !is_compiled(bytes) {
        return Err(Box::new(not_compiled()));
    }
    let parts = Parts::of(bytes).ok_or_else(|| Box::new(cut_off(bytes.len(), None)))?;
    if parts.format != FORMAT {
        return Err(Box::new(other_format(parts.format)));
    }
    let whole = parts.length.saturating_add(HEADER as u64);
    if whole > bytes.len() as u64 {
        return Err(Box::new(cut_off(bytes.len(), Some(whole))));
    }
    if parts.content.len() > LARGEST {
        return Err(Box::new(too_large()));
    }
    let (program, files) = intact(&parts).ok_or_else(|| Box::new(damaged()))?;
    check::check(&program).map_err(|sound::Unsound| Box::new(damaged()))?;
    Ok((program, files))
}

fn intact(parts: &Parts<'_>) -> Option<(Program, Vec<PolicyFile>)> {
    if parts.content.len() as u64 != parts.length || *Sha256::digest(parts.content) != *parts.digest {
        return None;
    }
    let mut content = Reader::new(parts.content);
    let (files, program) = <(Vec<PolicyFile>, Program)>::read(&mut content);
    let is_hash = |text: &str| text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let named = !files.is_empty() && files.iter().all(|file| is_hash(&file.hash));
    (content.is_done() && named).then_some((program, files))
}

impl<'b> Parts<'b> {
    fn of(bytes: &'b [u8]) -> Option<Self> {
        let rest = bytes.strip_prefix(&MARK)?;
        let (format, rest) = rest.split_first_chunk()?;
        let (length, rest) = rest.split_first_chunk()?;
        let (digest, content) = rest.split_at_checked(32)?;
        let (format, length) = (u16::from_le_bytes(*format), u64::from_le_bytes(*length));
        Some(Self { format, length, digest, content })
    }
}

fn not_compiled() -> Diagnostic {
    problem(Code::NotCompiled, Text::new("this is not a compiled policy", "这不是编译后的政策")).help(
        Text::new(
            "compiled policies are written by `huimin compile`; a text is compiled first",
            "编译后的政策由 `huimin compile` 生成；政策文本须先编译",
        ),
    )
}

fn other_format(format: u16) -> Diagnostic {
    let engine = env!("CARGO_PKG_VERSION");
    let problem = problem(
        Code::OtherFormat,
        Text::new(
            format!("the compiled policy has format {format}, and huimin {engine} reads format {FORMAT}"),
            format!("编译后的政策为第{format}版格式，huimin {engine} 读取第{FORMAT}版格式"),
        ),
    );
    if format > FORMAT {
        problem.help(Text::new(
            "a newer huimin wrote it: use that one, or compile the text again with this one",
            "该文件由较新的 huimin 生成：请使用该版本，或用当前版本重新编译政策文本",
        ))
    } else {
        problem.help(Text::new(
            "an older huimin wrote it: compile the text again",
            "该文件由较旧的 huimin 生成：请重新编译政策文本",
        ))
    }
}

fn cut_off(length: usize, whole: Option<u64>) -> Diagnostic {
    let (en, zh) = match whole {
        Some(whole) => (
            format!("the compiled policy is cut off: {length} of {whole} bytes are there"),
            format!("编译后的政策不完整：应有{whole}字节，只有{length}字节"),
        ),
        None => (
            format!("the compiled policy is cut off after {length} bytes"),
            format!("编译后的政策不完整，只有{length}字节"),
        ),
    };
    get_again(problem(Code::DamagedPolicy, Text::new(en, zh)))
}

fn damaged() -> Diagnostic {
    get_again(problem(Code::DamagedPolicy, Text::new("the compiled policy is damaged", "编译后的政策已损坏")))
}

fn get_again(problem: Diagnostic) -> Diagnostic {
    problem.help(Text::new(
        "get the file again, or compile the text again",
        "请重新获取该文件，或重新编译政策文本",
    ))
}

fn too_large() -> Diagnostic {
    let most = LARGEST >> 20;
    problem(
        Code::CompiledTooLarge,
        Text::new(
            format!("the policy is too large for a compiled file, which holds at most {most} MiB"),
            format!("政策过大，无法存为编译文件（上限 {most} MiB）"),
        ),
    )
}

/// A problem with bytes, which have no lines to point at.
fn problem(code: Code, message: Text) -> Diagnostic {
    Diagnostic {
        code,
        severity: Severity::Error,
        message,
        labels: Vec::new(),
        notes: Vec::new(),
        help: Vec::new(),
    }
}
