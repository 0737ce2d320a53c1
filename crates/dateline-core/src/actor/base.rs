//! The actor base: armed groups, forces, governments, bodies and persons known by name.

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use jiff::civil::Date;

use super::entry::{self, Entry, File, Flaw};
use super::fold::{Piece, name_pieces};
use super::lexicon::{Countries, Country, Lexicon};
use super::office::{Membership, Role};
use crate::record::Kind;

/// An actor of the base.
#[derive(Clone, Debug)]
pub struct Actor {
    /// Kebab-case id: `hezbollah`.
    pub id: Box<str>,
    /// Canonical English name.
    pub name: Box<str>,
    /// What kind of being.
    pub kind: Kind,
    /// ISO 3166-1 alpha-3 of the country it belongs to or mainly works in.
    pub country: Option<Box<str>>,
    /// The actors that it is or was a part of.
    pub part_of: Vec<Membership>,
    /// Wikidata item, where it is sure.
    pub wikidata: Option<Box<str>>,
    /// True of news agencies, newspapers, broadcasters.
    pub media: bool,
    /// Offices held, of persons.
    pub roles: Vec<Role>,
    /// In how many ways it is written, in all languages: the more, the better it is known.
    pub spellings: usize,
}

impl Actor {
    /// The id of the actor that this one is a part of on a day; without a day, of one that it never
    /// ceased to be a part of.
    #[must_use]
    pub fn owner(&self, day: Option<Date>) -> Option<&str> {
        self.part_of.iter().find(|one| one.holds(day)).map(|one| &*one.of)
    }
}

/// One spelling of a name: what follows its first word, and whose it is.
#[derive(Clone, Debug)]
struct Spelling {
    rest: Box<[Box<str>]>,
    actor: usize,
    /// Where only one language writes it so.
    language: Option<Box<str>>,
    /// Written in capitals: "ELN".
    acronym: bool,
    /// Written in small letters: "dpa", "хуситы".
    lower: bool,
    /// The actor's canonical name.
    own: bool,
}

/// All actors, and the ways in which they are written.
#[derive(Clone, Debug, Default)]
pub struct Base {
    actors: Vec<Actor>,
    spellings: HashMap<Box<str>, Vec<Spelling>>,
    ids: BTreeMap<Box<str>, usize>,
    branches: BTreeMap<(Box<str>, Box<str>), usize>,
    countries: Countries,
}

/// A name found: how many pieces it takes, and which actors are written so.
pub(super) struct Hit {
    pub pieces: usize,
    /// How many words the spelling has behind its first.
    words: usize,
    pub actors: Vec<usize>,
    pub acronym: bool,
    pub lower: bool,
}

impl Base {
    /// The built-in base, read once.
    ///
    /// # Panics
    ///
    /// Where a built-in file has a flaw, which a test rules out.
    #[must_use]
    pub fn get() -> &'static Self {
        static BASE: OnceLock<Base> = OnceLock::new();
        BASE.get_or_init(|| {
            let mut base = Self::empty();
            let entries: Vec<Entry> = serde_json::from_str(dateline_data::ACTORS)
                .unwrap_or_else(|error| panic!("data/actors: {error}"));
            entries.into_iter().for_each(|entry| base.add(entry));
            base.sort();
            base
        })
    }

    /// A base without actors, which knows the countries.
    pub(super) fn empty() -> Self {
        let countries = toml::from_str(dateline_data::COUNTRIES)
            .unwrap_or_else(|error| panic!("data/actors/countries.toml: {error}"));
        Self { countries, ..Self::default() }
    }

    /// This base with the actors of more files. An entry with an id that is known adds its names and
    /// offices to that actor; what else it says stands in place of what was known.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the files, in their order.
    ///
    /// ```
    /// use dateline_core::actor::{Base, File};
    ///
    /// let text = "[[actors]]\nid = \"river-guard\"\nname = \"River Guard\"\nkind = \"armed-group\"\n";
    /// let base = Base::get().extended(&[File { name: "mine.toml", text }]).unwrap();
    /// assert_eq!(&*base.actor("river-guard").unwrap().name, "River Guard");
    ///
    /// let text = "kind = \"armed-group\"\n\n[[actors]]\nid = \"River\"\nname = \"River Guard\"\n";
    /// let flaws = Base::get().extended(&[File { name: "mine.toml", text }]).unwrap_err();
    /// assert_eq!(flaws[0].line, 3);
    /// ```
    pub fn extended(&self, files: &[File<'_>]) -> Result<Self, Vec<Flaw>> {
        let mut base = self.clone();
        let mut flaws = Vec::new();
        let mut added = Vec::new();
        for &file in files {
            for placed in entry::read(file, &mut flaws) {
                let known = base.ids.contains_key(&*placed.entry.id);
                if !known && placed.entry.name.is_none() {
                    flaws.push(placed.flaw(file, format!("“{}” has no name", placed.entry.id)));
                    continue;
                }
                if !known && placed.entry.kind.is_none() {
                    flaws.push(placed.flaw(file, format!("“{}” has no kind", placed.entry.id)));
                    continue;
                }
                added.push((file, placed.line, placed.entry.id.clone()));
                base.add(placed.entry);
            }
        }
        // What an entry belongs to may stand behind it, or in another file.
        for (file, line, id) in added {
            if let Some(reason) = base.dangling(&id) {
                flaws.push(Flaw { file: file.name.to_owned(), line, reason });
            }
        }
        base.sort();
        if flaws.is_empty() { Ok(base) } else { Err(flaws) }
    }

    /// Puts the spellings that begin with one word into the order in which they are tried.
    fn sort(&mut self) {
        let actors = &self.actors;
        let known = |spelling: &Spelling| actors[spelling.actor].spellings;
        #[expect(
            clippy::iter_over_hash_type,
            reason = "each list is sorted for itself, in any order"
        )]
        for spellings in self.spellings.values_mut() {
            // The longest first; of bearers of one name first whose own name it is, then the best known.
            spellings.sort_by_key(|spelling| {
                let rest = std::cmp::Reverse(spelling.rest.len());
                (rest, !spelling.own, std::cmp::Reverse(known(spelling)), spelling.actor)
            });
        }
    }

    /// What an actor of the base names that is not there.
    fn dangling(&self, id: &str) -> Option<String> {
        let actor = self.actor(id)?;
        let country = |code: &str| self.countries.contains_key(code);
        if let Some(code) = actor.country.as_deref().filter(|code| !country(code)) {
            return Some(format!("“{id}”: no country “{code}”"));
        }
        let owners = actor.part_of.iter().map(|one| &one.of);
        if let Some(of) = owners.clone().find(|of| self.actor(of).is_none()) {
            return Some(format!("“{id}” is part of “{of}”, which is not there"));
        }
        if self.is_part_of_itself(actor) {
            return Some(format!("“{id}” is part of itself"));
        }
        let mut bodies = actor.roles.iter().map(|role| &role.of);
        bodies
            .find(|of| !country(of) && self.actor(of).is_none())
            .map(|of| format!("“{id}” has an office of “{of}”, which is not there"))
    }

    fn is_part_of_itself(&self, actor: &Actor) -> bool {
        let mut reached: Vec<&str> = actor.part_of.iter().map(|one| &*one.of).collect();
        let mut at = 0;
        while let Some(id) = reached.get(at).copied() {
            let owners = self.actor(id).into_iter().flat_map(|owner| &owner.part_of);
            for one in owners {
                if !reached.contains(&&*one.of) {
                    reached.push(&one.of);
                }
            }
            at += 1;
        }
        reached.contains(&&*actor.id)
    }

    fn add(&mut self, entry: Entry) {
        let boxed = |text: Option<String>| text.map(String::into_boxed_str);
        let index = match self.ids.get(&*entry.id) {
            Some(&index) => index,
            None => {
                self.ids.insert(entry.id.as_str().into(), self.actors.len());
                self.actors.push(Actor {
                    id: entry.id.as_str().into(),
                    name: Box::default(),
                    kind: Kind::default(),
                    country: None,
                    part_of: Vec::new(),
                    wikidata: None,
                    media: false,
                    roles: Vec::new(),
                    spellings: 0,
                });
                self.actors.len() - 1
            }
        };
        if let Some(name) = &entry.name {
            self.spell(name, index, None, true);
        }
        for (language, names) in &entry.names {
            let only = (language != "en").then_some(language.as_str());
            names.iter().for_each(|name| self.spell(name, index, only, false));
        }
        let actor = &mut self.actors[index];
        actor.name = boxed(entry.name).unwrap_or_else(|| std::mem::take(&mut actor.name));
        actor.kind = entry.kind.unwrap_or(actor.kind);
        actor.country = boxed(entry.country).or_else(|| actor.country.take());
        actor.wikidata = boxed(entry.wikidata).or_else(|| actor.wikidata.take());
        actor.media |= entry.media;
        actor.roles.extend(entry.roles);
        let memberships = entry.part_of.into_memberships();
        if !memberships.is_empty() {
            actor.part_of = memberships;
        }
        if let (Some(country), Some(branch)) = (&actor.country, &entry.branch) {
            self.branches.insert((country.clone(), branch.as_str().into()), index);
        }
    }

    fn spell(&mut self, name: &str, actor: usize, language: Option<&str>, own: bool) {
        let mut pieces = name_pieces(name).into_iter();
        let Some(first) = pieces.next() else { return };
        let letters = || name.chars().filter(|c| c.is_alphabetic());
        let spelling = Spelling {
            rest: pieces.collect(),
            actor,
            language: language.map(Into::into),
            acronym: letters().count() <= 6 && letters().all(char::is_uppercase),
            lower: letters().all(char::is_lowercase),
            own,
        };
        let known = self.spellings.entry(first).or_default();
        if !known
            .iter()
            .any(|k| k.actor == actor && k.rest == spelling.rest && k.language == spelling.language)
        {
            known.push(spelling);
            self.actors[actor].spellings += 1;
        }
    }

    /// True where a word begins a name that one language alone writes so.
    #[must_use]
    pub fn begins(&self, word: &str, language: &str) -> bool {
        self.spellings.get(&super::fold::fold(word)).is_some_and(|spellings| {
            spellings.iter().any(|spelling| spelling.language.as_deref() == Some(language))
        })
    }

    /// All actors.
    #[must_use]
    pub fn actors(&self) -> &[Actor] {
        &self.actors
    }

    /// The actor with an id.
    #[must_use]
    pub fn actor(&self, id: &str) -> Option<&Actor> {
        self.ids.get(id).map(|&at| &self.actors[at])
    }

    /// The actor with this id or name, in whatever case; of several the best known.
    ///
    /// ```
    /// use dateline_core::actor::Base;
    /// assert_eq!(&*Base::get().named("hizballah").unwrap().id, "hezbollah");
    /// assert!(Base::get().named("nobody whom anybody knows").is_none());
    /// ```
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&Actor> {
        let mut pieces = name_pieces(name).into_iter();
        let first = pieces.next()?;
        let rest: Box<[Box<str>]> = pieces.collect();
        let written = self.spellings.get(&first).into_iter().flatten();
        let mut known = written.filter(|one| one.rest == rest && one.language.is_none());
        self.actor(name).or_else(|| known.next().map(|spelling| &self.actors[spelling.actor]))
    }

    /// The arm of a country's state: its `army`, `police`, `government`, …
    #[must_use]
    pub fn branch(&self, country: &str, branch: &str) -> Option<&Actor> {
        self.branches.get(&(country.into(), branch.into())).map(|&at| &self.actors[at])
    }

    pub(super) fn country(&self, code: &str) -> Option<&Country> {
        self.countries.get(code)
    }

    /// True where a country is governed from a town of this name.
    pub(super) fn is_seat(&self, country: &str, town: &str) -> bool {
        self.country(country).is_some_and(|country| country.seats.iter().any(|seat| seat == town))
    }

    /// The longest name that begins with `pieces[0]`, as it stands or in a case.
    pub(super) fn name_at(&self, pieces: &[Piece], lexicon: &Lexicon) -> Option<Hit> {
        let first = &pieces.first()?.word;
        let ends = &lexicon.genitive;
        let bare =
            || ends.iter().find_map(|end| first.strip_suffix(&**end)).filter(|word| word.len() > 2);
        let found = self
            .longest(first, pieces, lexicon)
            .or_else(|| self.longest(bare()?, pieces, lexicon).filter(|hit| hit.pieces == 1));
        if lexicon.inflection.is_empty() || first.chars().count() < SHORTEST_INFLECTED {
            return found;
        }
        let forms = lexicon.inflection.nouns(first);
        let inflected = forms.iter().filter_map(|form| self.longest(form, pieces, lexicon));
        found.into_iter().chain(inflected).reduce(|a, b| if b.pieces > a.pieces { b } else { a })
    }

    fn longest(&self, first: &str, pieces: &[Piece], lexicon: &Lexicon) -> Option<Hit> {
        let spellings = self.spellings.get(first)?;
        let mut hit: Option<Hit> = None;
        for spelling in spellings {
            if hit.as_ref().is_some_and(|hit| hit.words > spelling.rest.len()) {
                break;
            }
            if spelling.language.as_deref().is_some_and(|only| only != lexicon.code) {
                continue;
            }
            let Some(length) = follows(spelling, pieces, lexicon) else { continue };
            match &mut hit {
                Some(hit) => hit.actors.push(spelling.actor),
                None => {
                    hit = Some(Hit {
                        pieces: length,
                        words: spelling.rest.len(),
                        actors: vec![spelling.actor],
                        acronym: spelling.acronym,
                        lower: spelling.lower,
                    });
                }
            }
        }
        hit
    }
}

/// A name has this many letters at least in a case that is not its first.
const SHORTEST_INFLECTED: usize = 4;

/// True of the marks around a part of a name: ЧВК «Вагнер».
fn is_quotation_mark(word: &str) -> bool {
    matches!(word, "«" | "»" | "“" | "”" | "„" | "\"")
}

/// The number of pieces of a spelling, where its rest stands behind `pieces[0]`. An elided word and
/// the next are one word of a spelling: "l'islam". A word of the rest may stand in quotation marks; the
/// closing one belongs to the name.
fn follows(spelling: &Spelling, pieces: &[Piece], lexicon: &Lexicon) -> Option<usize> {
    let count = spelling.rest.len();
    let mut at = 1;
    for (index, word) in spelling.rest.iter().enumerate() {
        while pieces.get(at).is_some_and(|piece| is_quotation_mark(&piece.word)) {
            at += 1;
        }
        let piece = pieces.get(at)?;
        let ends = || {
            let mut ends = lexicon.genitive.iter();
            ends.any(|end| piece.word.strip_suffix(&**end) == Some(&**word))
        };
        let case = || {
            let cases = &lexicon.inflection;
            !cases.is_empty()
                && piece.word.chars().next() == word.chars().next()
                && cases.nouns(&piece.word).iter().any(|form| **form == **word)
        };
        if piece.word == *word || (index + 1 == count && ends()) || case() {
            at += 1;
        } else if piece.elided
            && word.strip_prefix(&*piece.word) == pieces.get(at + 1).map(|next| &*next.word)
        {
            at += 2;
        } else {
            return None;
        }
    }
    let quoted = pieces[1..at.min(pieces.len())].iter().any(|piece| is_quotation_mark(&piece.word));
    let closes = pieces.get(at).is_some_and(|piece| is_quotation_mark(&piece.word));
    Some(if quoted && closes { at + 1 } else { at })
}
