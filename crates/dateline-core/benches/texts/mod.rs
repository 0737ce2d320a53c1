//! The texts that the benches read: invented reports of about the size that news has, and texts of
//! any length made of the same sentences, so that growth with length can be seen.

use std::fmt::Write as _;

/// Bytes of a news report as people keep them.
pub const REPORT: usize = 3_000;

const ENGLISH: &[&str] = &[
    "At least {n} people were killed and {m} wounded when a rocket struck a market in {place} on {day}, the mayor said.",
    "The Defence Ministry denied that its forces had shelled {place}, blaming rebels instead.",
    "“We heard {n} explosions before dawn,” said a shopkeeper in {place}, who asked not to be named.",
    "Gunmen abducted {n} aid workers near {place} last week, according to the United Nations.",
    "According to police, a car bomb went off outside a bank in {place} at about {hour} p.m. on {day}.",
    "Protesters in {place} demanded the release of {m} prisoners; police fired tear gas and arrested {n} of them.",
    "The army said it had destroyed {n} tanks and recaptured a village east of {place}.",
    "No group claimed responsibility for the attack, the {k} in {place} since October 8th.",
    "Hospitals in {place} have run out of fuel, the Red Cross warned on {day}.",
    "The talks in {place} ended without an agreement, and both sides threatened to resume fighting.",
    "A schoolteacher and her two children were among the dead, her brother told reporters.",
    "The bridge, which links {place} with the north, has been closed for {n} days.",
];

const GERMAN: &[&str] = &[
    "Bei einem Raketenangriff auf {place} sind am {tag} mindestens {n} Menschen getötet und {m} verletzt worden, wie der Bürgermeister mitteilte.",
    "Das Verteidigungsministerium wies den Vorwurf zurück, seine Truppen hätten {place} beschossen.",
    "„Wir haben vor Sonnenaufgang {n} Explosionen gehört“, sagte ein Händler aus {place}, der seinen Namen nicht nennen wollte.",
    "Bewaffnete entführten nach Angaben der Vereinten Nationen vorige Woche {n} Helfer bei {place}.",
    "Laut Polizei explodierte am {tag} gegen {hour} Uhr eine Autobombe vor einer Bank in {place}.",
    "Demonstranten forderten in {place} die Freilassung von {m} Gefangenen; die Polizei setzte Tränengas ein und nahm {n} von ihnen fest.",
    "Die Armee hat nach eigenen Angaben {n} Panzer zerstört und ein Dorf östlich von {place} zurückerobert.",
    "Zu dem Anschlag bekannte sich zunächst niemand; es ist der {n}. in {place} seit Anfang Oktober.",
    "Den Krankenhäusern in {place} sei der Treibstoff ausgegangen, warnte das Rote Kreuz am {tag}.",
    "Die Gespräche in {place} endeten ohne Einigung, beide Seiten drohten mit neuen Kämpfen.",
    "Unter den Toten seien eine Lehrerin und ihre beiden Kinder, sagte ihr Bruder vor Journalisten.",
    "Die Brücke, die {place} mit dem Norden verbindet, ist seit {n} Tagen gesperrt.",
];

const PLACES: &[&str] = &[
    "Aleppo",
    "Charkiw",
    "Mogadishu",
    "Goma",
    "Kandahar",
    "Donezk",
    "Maiduguri",
    "Hebron",
    "Sanaa",
    "Kirkuk",
    "Tripoli",
];
const DAYS: &[&str] =
    &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const TAGE: &[&str] =
    &["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"];
const KINDS: &[&str] = &["deadliest", "second", "most intense", "first"];

/// A text in `language` of at least `bytes` bytes, a headline and paragraphs of three sentences.
pub fn text(language: &str, bytes: usize) -> String {
    let (headline, sentences) = match language {
        "de" => ("Viele Tote bei Raketenangriff auf Markt", GERMAN),
        _ => ("Rocket hits market, many dead", ENGLISH),
    };
    let mut text = format!("{headline}\n\n");
    let mut at = 0;
    while text.len() < bytes {
        let sentence = sentences[at % sentences.len()]
            .replace("{place}", PLACES[(at * 7 + at / 11) % PLACES.len()])
            .replace("{day}", DAYS[(at * 3) % DAYS.len()])
            .replace("{tag}", TAGE[(at * 3) % TAGE.len()])
            .replace("{k}", KINDS[at % KINDS.len()])
            .replace("{hour}", &(1 + at % 11).to_string())
            .replace("{n}", &(2 + at % 37).to_string())
            .replace("{m}", &(40 + at % 211).to_string());
        at += 1;
        let end = if at % 3 == 0 { "\n\n" } else { " " };
        let _ = write!(text, "{sentence}{end}");
    }
    text
}

/// The reports of `../shared/seeds`, where that folder lies beside the project.
#[allow(dead_code, reason = "not every bench reads them")]
#[allow(clippy::disallowed_methods, reason = "a bench may read files")]
pub fn seeds() -> Vec<String> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/seeds");
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    paths.iter().filter_map(|path| std::fs::read_to_string(path).ok()).collect()
}
