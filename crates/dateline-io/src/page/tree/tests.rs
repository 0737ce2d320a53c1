//! What broken markup becomes.

use super::*;

fn shape(html: &str) -> String {
    let tree = Tree::parse(html);
    let mut said = String::new();
    let mut open: Vec<Id> = Vec::new();
    for id in 1..tree.nodes.len() {
        while open.last().is_some_and(|it| tree.end(*it) <= id) {
            open.pop();
            said.push(')');
        }
        match &tree.nodes[id].data {
            Data::Element(name, _) => {
                said.push_str(name);
                said.push('(');
                open.push(id);
            }
            Data::Text(text) => said.push_str(text),
        }
    }
    said.extend(open.iter().map(|_| ')'));
    said
}

#[test]
fn what_is_left_open_is_closed() {
    let cases = [
        ("<p>a<p>b", "p(a)p(b)"),
        ("<p>a<div>b</div>c", "p(a)div(b)c"),
        ("<ul><li>a<li>b<ul><li>c</ul><li>d</ul>e", "ul(li(a)li(bul(li(c)))li(d))e"),
        ("<dl><dt>a<dd>b<dt>c</dl>", "dl(dt(a)dd(b)dt(c))"),
        ("<table><tr><td>a<td>b<tr><td>c</table>d", "table(tr(td(a)td(b))tr(td(c)))d"),
        ("<h2>a<h3>b</h3>c", "h2(a)h3(b)c"),
        ("<b><p>a</b>b</p>c", "b(p(ab))c"),
        ("<a href=x>a<a href=y>b</a>c", "a(a)a(b)c"),
        ("<p>a<br>b</p></div>c", "p(abr()b)c"),
        ("<td></div>a", "td(a)"),
        // The form ends with the block that was open in it.
        ("<div><form><div>a</form>b</div>c</div>d", "div(form(div(ab))c)d"),
        ("<svg><path/><g><title>t</title></g></svg>a", "svg(path()g(title(t)))a"),
        ("<html><head><title>t</title><p>a", "head(title(t))p(a)"),
        ("<head><meta a>text<body class=x>b", "head(meta())textbody(b)"),
        ("<body>a</body></html><p>b", "body(ap(b))"),
        ("</p></b></x>", ""),
        ("", ""),
    ];
    for (html, expected) in cases {
        assert_eq!(shape(html), expected, "{html}");
    }
}

#[test]
fn depth_is_bounded() {
    let html = format!("{}text{}after", "<div>".repeat(10_000), "</div>".repeat(10_000));
    let tree = Tree::parse(&html);
    assert!(tree.raw_text(0).contains("text"));
    for id in 0..tree.nodes.len() {
        let mut depth = 0;
        let mut at = id;
        while let Some(parent) = tree.parent(at) {
            at = parent;
            depth += 1;
        }
        assert!(depth <= MAX_DEPTH);
    }
}

#[test]
fn nodes_are_bounded() {
    let html = "<b>".repeat(MAX_NODES + 10);
    let tree = Tree::parse(&html);
    assert!(tree.cut);
    assert_eq!(tree.nodes.len(), MAX_NODES);
}
