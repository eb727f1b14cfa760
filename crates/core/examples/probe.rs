use huimin::diagnostic::*;
use std::sync::Arc;
fn main() {
    let path = std::env::args().nth(1).unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    let mut map = SourceMap::default();
    let id = map.add(path, text.as_str());
    let t = std::time::Instant::now();
    let parsed = huimin::syntax::parse(id, &text);
    eprintln!("parse {:?}", t.elapsed());
    let map = Arc::new(map);
    let mut ds = parsed.diagnostics;
    let t = std::time::Instant::now();
    let (program, more) = huimin::semantics::analyse(&[parsed.file], map.clone());
    eprintln!("analyse {:?}", t.elapsed());
    ds.extend(more);
    let lang =
        if std::env::args().nth(2).as_deref() == Some("zh") { Language::Chinese } else { Language::English };
    print!("{}", render(&ds, &map, lang, RenderOptions::default()));
    if let Some(p) = program {
        println!("ok {} values {} nodes {} tests", p.values.len(), p.nodes.len(), p.tests.len());
    }
}
