//! Which of the known languages a text is in, or none of them.
//!
//! Three signs are weighed. The script leaves one to four languages. The letters that a language
//! of the script does not use rule it out: Persian has "پ", Ukrainian no "ы". The most common
//! words then decide: they make up a third of running text in their own language and a tenth or
//! less in another. Where a text is too short for them, or may be in a language that Dateline does
//! not know, the trigrams of `whatlang` are asked. A wrong language costs every slot of a record,
//! so doubt gives `None`.

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use whatlang::{Detector, Lang};

use super::Language;

/// Most characters that are looked at: enough to be sure, and a bound on the time it takes.
const SAMPLE: usize = 20_000;

/// The share of foreign letters that a text may have; more in Latin script, which keeps the
/// letters of foreign names ("Sévaré").
const FOREIGN: f32 = 0.012;
const FOREIGN_LATIN: f32 = 0.03;

/// The share of common words from which a text is plainly in a language.
const PLAIN: f32 = 0.25;

/// The share from which it is, whatever the trigrams say.
const PLAINEST: f32 = PLAIN * 1.4;

/// Languages that whatlang is asked to tell apart: those that Dateline knows and those that are
/// written with the same letters and met in news.
const CANDIDATES: [Lang; 45] = [
    Lang::Eng,
    Lang::Deu,
    Lang::Fra,
    Lang::Spa,
    Lang::Ara,
    Lang::Heb,
    Lang::Rus,
    Lang::Ukr,
    Lang::Por,
    Lang::Ita,
    Lang::Nld,
    Lang::Cat,
    Lang::Ron,
    Lang::Pol,
    Lang::Ces,
    Lang::Slk,
    Lang::Hrv,
    Lang::Slv,
    Lang::Hun,
    Lang::Swe,
    Lang::Dan,
    Lang::Nob,
    Lang::Fin,
    Lang::Est,
    Lang::Lav,
    Lang::Lit,
    Lang::Tur,
    Lang::Aze,
    Lang::Uzb,
    Lang::Tuk,
    Lang::Ind,
    Lang::Jav,
    Lang::Tgl,
    Lang::Vie,
    Lang::Afr,
    Lang::Zul,
    Lang::Sna,
    Lang::Epo,
    Lang::Bel,
    Lang::Bul,
    Lang::Srp,
    Lang::Mkd,
    Lang::Pes,
    Lang::Urd,
    Lang::Yid,
];

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Script {
    Latin,
    Cyrillic,
    Arabic,
    Hebrew,
    Other,
}

/// A language that can be recognised.
struct Known {
    code: &'static str,
    script: Script,
    foreign: Vec<char>,
    own: Vec<char>,
}

/// All languages that can be recognised, with the common words of each.
struct Signs {
    known: Vec<Known>,
    /// By word, a bit for each language that has it.
    words: HashMap<String, u8>,
}

/// What a text shows.
struct Sample {
    lower: String,
    script: Script,
    letters: Letters,
    total: u32,
}

/// How often each letter stands in a text.
struct Letters {
    /// The letters of the known scripts, by code point.
    common: Vec<u32>,
    others: BTreeMap<char, u32>,
}

impl Letters {
    /// The code points that are counted without a search: Latin to Arabic.
    const COMMON: usize = 0x700;

    fn new() -> Self {
        Self { common: vec![0; Self::COMMON], others: BTreeMap::new() }
    }

    fn add(&mut self, letter: char) {
        match self.common.get_mut(letter as usize) {
            Some(count) => *count += 1,
            None => *self.others.entry(letter).or_default() += 1,
        }
    }

    /// How many of these letters there are.
    fn sum(&self, letters: &[char]) -> u32 {
        let count = |letter: &char| match self.common.get(*letter as usize) {
            Some(count) => *count,
            None => self.others.get(letter).copied().unwrap_or_default(),
        };
        letters.iter().map(count).sum()
    }
}

/// The language of a text, as an ISO 639-1 code, or `None` where the text is too short to tell or
/// in a language that Dateline does not know.
///
/// ```
/// use dateline_core::language::recognise::recognise;
/// assert_eq!(recognise("Die Armee hat am Montag die Stadt beschossen."), Some("de"));
/// assert_eq!(recognise("Як повідомила поліція, поранено двох людей."), Some("uk"));
/// assert_eq!(recognise("2024-05-05"), None);
/// ```
#[must_use]
pub fn recognise(text: &str) -> Option<&'static str> {
    let signs = signs();
    let sample = sample(text)?;
    let (counts, words) = common_words(signs, &sample);
    let share = |count: u32| count as f32 / words.max(1) as f32;
    let mut best: Option<(&Known, u32)> = None;
    let mut second = 0;
    for (i, known) in signs.known.iter().enumerate() {
        if known.script != sample.script || is_foreign(known, &sample) {
            continue;
        }
        match best {
            Some((_, count)) if count >= counts[i] => second = second.max(counts[i]),
            _ => {
                second = best.map_or(0, |(_, count)| count);
                best = Some((known, counts[i]));
            }
        }
    }
    let (known, count) = best?;
    let plain = share(count) >= PLAIN && count >= 4 && share(count) >= share(second) * 1.5;
    // So many common words that nothing the trigrams could say would change it.
    if plain && share(count) >= PLAINEST {
        return Some(known.code);
    }
    let guess = Detector::with_allowlist(CANDIDATES.to_vec()).detect(&sample.lower);
    let own = sample.letters.sum(&known.own);
    let other = guess
        .as_ref()
        .is_some_and(|guess| guess.is_reliable() && code(guess.lang()) != Some(known.code));
    if own > 0 && own * 25 >= sample.total && words >= 2 && second <= count && !other {
        return Some(known.code);
    }
    match guess {
        // Trigrams know more languages than Dateline does: they may say that it is another.
        Some(guess) if code(guess.lang()) == Some(known.code) => (count > 0
            && (plain || guess.is_reliable() || words >= 4 && count * 2 > second * 3)
            || guess.confidence() > 0.6 && words >= 4)
            .then_some(known.code),
        Some(guess) if guess.is_reliable() && code(guess.lang()).is_none() && words >= 12 => {
            (plain && share(count) >= PLAINEST).then_some(known.code)
        }
        _ => (plain || (count >= 2 && count >= second + 2 && share(count) >= PLAIN / 2.0))
            .then_some(known.code),
    }
}

fn signs() -> &'static Signs {
    static SIGNS: OnceLock<Signs> = OnceLock::new();
    SIGNS.get_or_init(|| {
        let mut signs = Signs { known: Vec::new(), words: HashMap::new() };
        for (i, source) in dateline_data::LANGUAGES.iter().enumerate().take(8) {
            let Ok(language) = toml::from_str::<Language>(source.language) else { continue };
            let first = language.common_words.iter().flat_map(|word| word.chars()).next();
            signs.known.push(Known {
                code: source.code,
                script: first.map_or(Script::Other, script),
                foreign: language.foreign_letters.chars().collect(),
                own: language.own_letters.chars().collect(),
            });
            for word in language.common_words {
                *signs.words.entry(word).or_default() |= 1 << i;
            }
        }
        signs
    })
}

fn sample(text: &str) -> Option<Sample> {
    let mut scripts = [0_u32; 5];
    let mut letters = Letters::new();
    let mut lower = String::with_capacity(text.len().min(SAMPLE * 2));
    for c in text.chars().take(SAMPLE).filter(|&c| !is_vowel_sign(c)) {
        lower.extend(c.to_lowercase());
        if c.is_alphabetic() {
            scripts[script(c) as usize] += 1;
            for c in c.to_lowercase() {
                letters.add(c);
            }
        }
    }
    let all: u32 = scripts.iter().sum();
    let kinds = [Script::Latin, Script::Cyrillic, Script::Arabic, Script::Hebrew, Script::Other];
    let script = kinds.into_iter().max_by_key(|&kind| scripts[kind as usize])?;
    let total = scripts[script as usize];
    (total >= 6 && total * 2 > all && script != Script::Other).then_some(Sample {
        lower,
        script,
        letters,
        total,
    })
}

/// Signs over and under Arabic and Hebrew letters, which most texts leave out.
fn is_vowel_sign(c: char) -> bool {
    matches!(c, '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

fn script(c: char) -> Script {
    match c {
        'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => Script::Latin,
        '\u{400}'..='\u{52f}' => Script::Cyrillic,
        '\u{600}'..='\u{6ff}'
        | '\u{750}'..='\u{77f}'
        | '\u{fb50}'..='\u{fdff}'
        | '\u{fe70}'..='\u{fefc}' => Script::Arabic,
        '\u{590}'..='\u{5ff}' | '\u{fb1d}'..='\u{fb4f}' => Script::Hebrew,
        _ => Script::Other,
    }
}

fn is_foreign(known: &Known, sample: &Sample) -> bool {
    let foreign = sample.letters.sum(&known.foreign);
    let (share, some) = match known.script {
        Script::Latin => (FOREIGN_LATIN, 3),
        _ => (FOREIGN, 1),
    };
    foreign as f32 > sample.total as f32 * share && foreign > some
}

/// How many words are common in each language, and how many there are.
fn common_words(signs: &Signs, sample: &Sample) -> ([u32; 8], u32) {
    let (mut counts, mut all) = ([0; 8], 0);
    let words =
        sample.lower.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’' | 'ʼ'));
    for word in words.filter(|word| word.starts_with(|c: char| script(c) == sample.script)) {
        all += 1;
        let bits = signs.words.get(word).copied().unwrap_or_default();
        for (i, count) in counts.iter_mut().enumerate() {
            *count += u32::from(bits >> i & 1);
        }
    }
    (counts, all)
}

fn code(lang: Lang) -> Option<&'static str> {
    Some(match lang {
        Lang::Eng => "en",
        Lang::Deu => "de",
        Lang::Fra => "fr",
        Lang::Spa => "es",
        Lang::Ara => "ar",
        Lang::Heb => "he",
        Lang::Rus => "ru",
        Lang::Ukr => "uk",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(recognise(text), expected, "{text}");
    }

    #[test]
    fn running_text() {
        check("The army said it had taken the town.", Some("en"));
        check("Die Armee teilte mit, sie habe die Stadt eingenommen.", Some("de"));
        check("L'armée a indiqué avoir pris la ville dans la nuit.", Some("fr"));
        check("El ejército dijo que había tomado la ciudad por la noche.", Some("es"));
        check("قال الجيش إنه سيطر على المدينة خلال الليل", Some("ar"));
        check("הצבא מסר כי השתלט על העיר במהלך הלילה", Some("he"));
        check("Армия сообщила, что ночью заняла город.", Some("ru"));
        check("Армія повідомила, що вночі зайняла місто.", Some("uk"));
    }

    #[test]
    fn capitals() {
        check("THE ARMY SAID IT HAD TAKEN THE TOWN AFTER TWO DAYS OF FIGHTING.", Some("en"));
        check("DIE ARMEE HAT DIE STADT NACH ZWEI TAGEN EINGENOMMEN.", Some("de"));
        check("АРМИЯ ЗАЯВИЛА, ЧТО ЗАНЯЛА ГОРОД ПОСЛЕ ДВУХ ДНЕЙ БОЕВ.", Some("ru"));
        check("АРМІЯ ЗАЯВИЛА, ЩО ЗАЙНЯЛА МІСТО ПІСЛЯ ДВОХ ДНІВ БОЇВ.", Some("uk"));
    }

    #[test]
    fn two_languages_in_one_text() {
        check(
            "Share Tweet Print\nПоліція повідомила про вибух у місті, поранено трьох людей, їх доставили до лікарні.\nLeave a Reply",
            Some("uk"),
        );
        check(
            "Die Zeitung \"The Daily Post\" meldete, die Rebellen hätten sich aus dem Ort zurückgezogen.",
            Some("de"),
        );
    }

    #[test]
    fn other_languages_and_no_language() {
        check("", None);
        check("12:30 | 45 %", None);
        check(
            "O exército disse que não tinha tomado a cidade, mas os moradores contam outra história.",
            None,
        );
        check(
            "L'esercito ha detto di aver preso la città nella notte, ma gli abitanti lo negano.",
            None,
        );
        check(
            "Het leger zegt dat het de stad in de nacht heeft ingenomen, maar de bewoners ontkennen dat.",
            None,
        );
        check("ارتش گفت که شهر را در طول شب گرفته است و چند نفر کشته شدند", None);
        check("Армията съобщи, че през нощта е превзела града, но жителите отричат това.", None);
        check("Войска паведамілі, што ўначы занялі горад, але жыхары гэта адмаўляюць.", None);
        check(
            "Ordu, gece boyunca kasabayı ele geçirdiğini ancak sakinlerin bunu yalanladığını söyledi.",
            None,
        );
        check("军队说昨晚占领了该镇", None);
    }
}
