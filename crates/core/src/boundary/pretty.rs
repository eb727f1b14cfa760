//! JSON laid out for people, with decimals as they are. `serde_json` writes them as floats, or takes them from a
//! text that it reads once more, for which a page would load its reader and with that the code of floats.

use std::borrow::Cow;

/// What JSON says.
pub(super) enum Json<'p> {
    Text(Cow<'p, str>),
    /// A number, `true`, `false`.
    Plain(String),
    List(Vec<Json<'p>>),
    Object(Members<'p>),
}

/// The members of an object in their order.
pub(super) type Members<'p> = Vec<(Cow<'p, str>, Json<'p>)>;

impl Json<'_> {
    /// The text, each item and member on a line of its own.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        self.write(0, &mut text);
        text
    }

    fn write(&self, depth: usize, out: &mut String) {
        match self {
            Self::Text(text) => out.push_str(&quoted(text)),
            Self::Plain(plain) => out.push_str(plain),
            Self::List(items) => lines(['[', ']'], items, depth, out, |item, out| item.write(depth + 1, out)),
            Self::Object(members) => lines(['{', '}'], members, depth, out, |(name, value), out| {
                out.push_str(&quoted(name));
                out.push_str(": ");
                value.write(depth + 1, out);
            }),
        }
    }
}

fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

fn lines<T>(
    [open, close]: [char; 2],
    items: &[T],
    depth: usize,
    out: &mut String,
    write: impl Fn(&T, &mut String),
) {
    out.push(open);
    for (index, item) in items.iter().enumerate() {
        out.push_str(if index == 0 { "\n" } else { ",\n" });
        out.push_str(&"  ".repeat(depth + 1));
        write(item, out);
    }
    if !items.is_empty() {
        out.push('\n');
        out.push_str(&"  ".repeat(depth));
    }
    out.push(close);
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn it_is_laid_out_as_serde_json_does() {
        let json = Json::Object(vec![
            ("a \"b\"".into(), Json::Text("c\n\u{1}中".into())),
            ("b".into(), Json::List(Vec::new())),
            ("c".into(), Json::Object(Vec::new())),
            (
                "d".into(),
                Json::List(vec![Json::Plain("1".to_owned()), Json::List(vec![Json::Text("".into())])]),
            ),
        ]);
        let same = json!({ "a \"b\"": "c\n\u{1}中", "b": [], "c": {}, "d": [1, [""]] });
        assert_eq!(json.text(), serde_json::to_string_pretty(&same).unwrap());
    }

    #[test]
    fn digits_stay_as_they_are() {
        let digits = "123456789012345678901234567890.10";
        assert_eq!(Json::Plain(digits.to_owned()).text(), digits);
    }
}
