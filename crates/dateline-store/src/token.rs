//! Tokens: who may do what through a server.
//!
//! A token is a text that only its bearer has; the store keeps its hash. Making and revoking one are
//! entries of the log, which have neither.

use std::fmt;

use jiff::civil::Date;
use jiff::{Timestamp, tz::TimeZone};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::error::{Error, Kind, Result};
use crate::log::{self, Act, Body};
use crate::{By, RULE, Store};

/// What every token begins with, by which it is known wherever it turns up.
const PREFIX: &str = "dateline_";

/// Bytes of its digits' hash that a token ends with, so that what merely looks like one is told from it.
const CHECK: usize = 4;

/// Hexadecimal digits of a token behind [`PREFIX`].
const DIGITS: usize = 2 * (32 + CHECK);

/// What a token's bearer may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// See everything.
    Read,
    /// Put reports in.
    Add,
    /// Decide: merge, split, settle, correct. Does not include adding.
    Review,
}

impl Scope {
    /// All that there are.
    pub const ALL: [Self; 3] = [Self::Read, Self::Add, Self::Review];

    /// The name on the command line and in the file: `read`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Add => "add",
            Self::Review => "review",
        }
    }

    /// The scope of a name; none where there is no such.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.name() == name)
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A token as the store knows it: all but its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Token {
    /// Its number.
    pub id: i64,
    /// Whose it is.
    pub who: String,
    /// What its bearer may do, each once, in the order of [`Scope::ALL`].
    pub scopes: Vec<Scope>,
    /// When it was made.
    pub made: String,
    /// The last day on which it holds, in UTC; null where it holds until it is revoked.
    pub expires: Option<String>,
    /// When it was revoked; null where it was not.
    pub revoked: Option<String>,
    /// The day of its last use; null where it has not been used.
    pub last_used: Option<String>,
}

/// A token that has just been made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewToken {
    /// What the store knows of it.
    pub token: Token,
    /// Its text, which cannot be had again.
    pub text: String,
}

/// Who has come with a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bearer {
    /// The token's number.
    pub id: i64,
    /// Whose it is.
    pub who: String,
    /// What they may do.
    pub scopes: Vec<Scope>,
    /// The day of the last use that is written down ([`Store::used_token`]).
    pub last_used: Option<String>,
}

impl Bearer {
    /// True where they may do it.
    #[must_use]
    pub fn may(&self, scope: Scope) -> bool {
        self.scopes.contains(&scope)
    }
}

/// What the log says of a token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Granted {
    /// Its number.
    pub id: i64,
    /// Whose it is.
    pub who: String,
    /// What its bearer may do.
    pub scopes: Vec<Scope>,
}

impl Store {
    /// Makes a token for somebody. `secret` are random bytes, which whoever calls has from the
    /// system; `expires` is the last day on which the token holds. `by` is who makes it.
    ///
    /// ```
    /// use dateline_store::{By, Scope, Store};
    ///
    /// let mut store = Store::in_memory()?;
    /// let by = By { who: "anna", why: "", now: "2024-05-05T12:00:00Z" };
    /// let made = store.make_token("ben", &[Scope::Read], Some("2024-12-31"), by, [7; 32])?;
    /// let bearer = store.token(&made.text, "2024-06-01T12:00:00Z")?.expect("it holds");
    /// assert_eq!(bearer.who, "ben");
    /// # Ok::<(), dateline_store::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Where it would be nobody's, would allow nothing or hold no more ([`Error::is_bad_request`]), or
    /// the store cannot be written.
    pub fn make_token(
        &mut self,
        who: &str,
        scopes: &[Scope],
        expires: Option<&str>,
        by: By<'_>,
        secret: [u8; 32],
    ) -> std::result::Result<NewToken, Error> {
        self.write(|db, _| make(db, who, scopes, expires, by, secret))
    }

    /// All tokens, the oldest first, those that hold no more included.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn tokens(&self) -> std::result::Result<Vec<Token>, Error> {
        self.read(all)
    }

    /// Revokes a token: from now on it holds no more.
    ///
    /// # Errors
    ///
    /// Where there is none of that number ([`Error::is_not_found`]), or it is revoked already
    /// ([`Error::is_bad_request`]).
    pub fn revoke_token(&mut self, id: i64, by: By<'_>) -> std::result::Result<Token, Error> {
        self.write(|db, _| {
            let mut token = by_id(db, id)?;
            if let Some(when) = &token.revoked {
                return Err(Kind::Asked(format!("token {id} is revoked already, since {when}")));
            }
            db.execute("UPDATE token SET revoked = ?2 WHERE id = ?1", params![id, by.now])?;
            log::write(db, Act::RevokeToken, by, &body(&token))?;
            token.revoked = Some(by.now.to_owned());
            Ok(token)
        })
    }

    /// Who has come with this text; none where it is no token, or one that holds no more.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn token(&self, text: &str, now: &str) -> std::result::Result<Option<Bearer>, Error> {
        if !is_token(text) {
            return Ok(None);
        }
        self.read(|db| {
            // the hash is looked up, not compared: how long that takes says nothing of the text
            let sql = format!("{SELECT} WHERE hash = ?");
            let hash = hash(text);
            let found = db.prepare_cached(&sql)?.query_row([hash], columns).optional()?;
            found.map_or(Ok(None), |columns| holding(columns.token()?, now))
        })
    }

    /// Who has come with a token before, by its number, if it still holds at an instant.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn bearer(&self, id: i64, now: &str) -> std::result::Result<Option<Bearer>, Error> {
        self.read(|db| {
            let sql = format!("{SELECT} WHERE id = ?");
            let found = db.prepare_cached(&sql)?.query_row([id], columns).optional()?;
            found.map_or(Ok(None), |columns| holding(columns.token()?, now))
        })
    }

    /// Writes down that a token has been used this day. Writes nothing where that stands there
    /// already, so it can be called at every use.
    ///
    /// # Errors
    ///
    /// Where the store cannot be written.
    pub fn used_token(&mut self, bearer: &Bearer, now: &str) -> std::result::Result<(), Error> {
        let today = day(now).map_err(|kind| Error::new(&self.name, kind))?.to_string();
        if bearer.last_used.as_ref().is_some_and(|last| *last >= today) {
            return Ok(());
        }
        self.write(|db, _| {
            db.prepare_cached(
                "UPDATE token SET last_used = ?2
                 WHERE id = ?1 AND coalesce(last_used, '') < ?2",
            )?
            .execute(params![bearer.id, today])?;
            Ok(())
        })
    }
}

/// The bearer of a token that has neither expired nor been revoked.
fn holding(token: Token, now: &str) -> Result<Option<Bearer>> {
    let today = day(now)?.to_string();
    let over = token.expires.is_some_and(|last| last < today);
    if over || token.revoked.is_some() {
        return Ok(None);
    }
    let Token { id, who, scopes, last_used, .. } = token;
    Ok(Some(Bearer { id, who, scopes, last_used }))
}

/// True of what has the form of a token: `dateline_`, 64 hexadecimal digits of the secret, 8 that
/// follow from those.
#[must_use]
pub fn is_token(text: &str) -> bool {
    let Some(digits) = text.strip_prefix(PREFIX) else { return false };
    let plain = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
    if digits.len() != DIGITS || !digits.chars().all(plain) {
        return false;
    }
    let (secret, check) = digits.split_at(DIGITS - 2 * CHECK);
    check_of(secret) == check
}

fn check_of(secret: &str) -> String {
    hex(&Sha256::digest(secret)[..CHECK])
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The text of a token.
fn text_of(secret: [u8; 32]) -> String {
    let secret = hex(&secret);
    let check = check_of(&secret);
    format!("{PREFIX}{secret}{check}")
}

fn hash(text: &str) -> [u8; 32] {
    // the text has 256 bits of chance: a slow hash would make none of them harder to guess
    Sha256::digest(text).into()
}

/// The day of an instant, in UTC.
fn day(now: &str) -> Result<Date> {
    let instant: Timestamp =
        now.parse().map_err(|_| Kind::Asked(format!("“{now}” is no instant")))?;
    Ok(instant.to_zoned(TimeZone::UTC).date())
}

fn make(
    db: &Connection,
    who: &str,
    scopes: &[Scope],
    expires: Option<&str>,
    by: By<'_>,
    secret: [u8; 32],
) -> Result<NewToken> {
    let who = who.trim();
    if who.is_empty() || who == RULE || who.chars().any(char::is_control) {
        return Err(Kind::Asked("a token is somebody's: say whose by a name".to_owned()));
    }
    let scopes: Vec<Scope> =
        Scope::ALL.into_iter().filter(|scope| scopes.contains(scope)).collect();
    if scopes.is_empty() {
        return Err(Kind::Asked("a token that allows nothing is none".to_owned()));
    }
    let expires = expires.map(|last| last_day(last, by.now)).transpose()?;
    let id: i64 =
        db.query_row("SELECT coalesce(max(id), 0) + 1 FROM token", [], |row| row.get(0))?;
    let token = Token {
        id,
        who: who.to_owned(),
        scopes,
        made: by.now.to_owned(),
        expires,
        revoked: None,
        last_used: None,
    };
    let text = text_of(secret);
    db.execute(
        "INSERT INTO token (id, who, hash, scopes, made, expires) VALUES (?, ?, ?, ?, ?, ?)",
        params![id, token.who, hash(&text), names(&token.scopes), token.made, token.expires],
    )?;
    log::write(db, Act::MakeToken, by, &body(&token))?;
    Ok(NewToken { token, text })
}

/// The last day on which a token holds, where it is one and not past.
fn last_day(last: &str, now: &str) -> Result<String> {
    let found: Date = last
        .trim()
        .parse()
        .map_err(|_| Kind::Asked(format!("“{last}” is no day (write 2027-12-31)")))?;
    if found < day(now)? {
        return Err(Kind::Asked(format!("{found} is past: the token would never hold")));
    }
    Ok(found.to_string())
}

fn body(token: &Token) -> Body {
    let Token { id, who, scopes, .. } = token.clone();
    Body { token: Some(Granted { id, who, scopes }), ..Body::default() }
}

/// "read,review".
fn names(scopes: &[Scope]) -> String {
    scopes.iter().map(|scope| scope.name()).collect::<Vec<_>>().join(",")
}

const SELECT: &str = "SELECT id, who, scopes, made, expires, revoked, last_used FROM token";

/// A row of the table, its scopes still to be read.
struct Columns {
    token: Token,
    scopes: String,
}

fn columns(row: &Row<'_>) -> rusqlite::Result<Columns> {
    let token = Token {
        id: row.get(0)?,
        who: row.get(1)?,
        scopes: Vec::new(),
        made: row.get(3)?,
        expires: row.get(4)?,
        revoked: row.get(5)?,
        last_used: row.get(6)?,
    };
    Ok(Columns { token, scopes: row.get(2)? })
}

impl Columns {
    fn token(self) -> Result<Token> {
        let scopes: Option<Vec<Scope>> = self.scopes.split(',').map(Scope::of_name).collect();
        let id = self.token.id;
        let scopes = scopes.ok_or_else(|| Kind::Damaged(format!("the scopes of token {id}")))?;
        Ok(Token { scopes, ..self.token })
    }
}

fn by_id(db: &Connection, id: i64) -> Result<Token> {
    let sql = format!("{SELECT} WHERE id = ?");
    let found = db.prepare_cached(&sql)?.query_row([id], columns).optional()?;
    found.ok_or(Kind::NoToken(id))?.token()
}

/// All tokens, by their numbers.
pub(crate) fn all(db: &Connection) -> Result<Vec<Token>> {
    let sql = format!("{SELECT} ORDER BY id");
    let mut query = db.prepare_cached(&sql)?;
    let rows = query.query_map([], columns)?;
    rows.map(|columns| columns?.token()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_known_by_its_form() {
        let text = text_of([0xab; 32]);
        assert!(text.starts_with("dateline_abab") && text.len() == 9 + 72, "{text}");
        assert!(is_token(&text));
        for wrong in [
            "",
            "dateline_",
            &text[1..],
            &text[..text.len() - 1],
            &text.to_uppercase(),
            &text.replacen("ab", "ac", 1),
            &format!("{text} "),
        ] {
            assert!(!is_token(wrong), "{wrong}");
        }
    }
}
