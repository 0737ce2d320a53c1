//! Sessions of visitors who have shown a token. They live in memory: when the server ends, so do they.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::http::{HeaderMap, HeaderValue, header};
use sha2::{Digest, Sha256};

/// How long one lasts.
const LASTS: Duration = Duration::from_hours(12);

/// Sessions at most; the oldest ends when there is one more.
const MOST: usize = 10_000;

/// Sessions by the hash of what their cookie says, so that nobody finds one by timing.
#[derive(Debug, Default)]
pub struct Sessions(Mutex<HashMap<[u8; 32], Session>>);

/// One of them.
#[derive(Clone, Debug)]
struct Session {
    token: i64,
    csrf: String,
    since: Instant,
}

/// What a cookie leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The token that was shown at its start, which must still hold.
    pub token: i64,
    pub csrf: String,
}

impl Sessions {
    /// Begins a session; gives what its cookie says.
    ///
    /// # Errors
    ///
    /// Where the machine has no randomness.
    pub fn begin(&self, token: i64) -> Result<String, getrandom::Error> {
        let (secret, csrf) = (random()?, random()?);
        let session = Session { token, csrf, since: Instant::now() };
        let mut sessions = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        sessions.retain(|_, session| session.since.elapsed() < LASTS);
        if sessions.len() >= MOST
            && let Some(oldest) =
                sessions.iter().min_by_key(|(_, one)| one.since).map(|(hash, _)| *hash)
        {
            sessions.remove(&oldest);
        }
        sessions.insert(hash(&secret), session);
        Ok(secret)
    }

    /// The session of a cookie, if it lasts.
    pub fn find(&self, secret: &str) -> Option<Found> {
        let sessions = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let session = sessions.get(&hash(secret)).filter(|one| one.since.elapsed() < LASTS)?;
        Some(Found { token: session.token, csrf: session.csrf.clone() })
    }

    /// Ends a session.
    pub fn end(&self, secret: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&hash(secret));
    }
}

/// 32 random bytes in hexadecimal digits.
///
/// # Errors
///
/// Where the machine has no randomness.
fn random() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

fn hash(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}

/// The name of the cookie: one that only the host itself can have set, where it comes over TLS.
const fn name(secure: bool) -> &'static str {
    if secure { "__Host-dateline" } else { "dateline" }
}

/// The cookie of a session; one that ends it where there is none.
pub fn cookie(secret: Option<&str>, secure: bool) -> Option<HeaderValue> {
    let name = name(secure);
    let (secret, age) = secret.map_or(("", 0), |secret| (secret, LASTS.as_secs()));
    let over = if secure { "; Secure" } else { "" };
    let cookie = format!("{name}={secret}; Path=/; Max-Age={age}; HttpOnly; SameSite=Strict{over}");
    HeaderValue::from_str(&cookie).ok()
}

/// What the cookie of a request says.
pub fn of_request(headers: &HeaderMap, secure: bool) -> Option<String> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs =
        cookies.flat_map(|value| value.split(';')).filter_map(|one| one.split_once('='));
    let found = pairs.find(|(found, _)| found.trim() == name(secure));
    found.map(|(_, secret)| secret.trim().to_owned()).filter(|secret| !secret.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_is_found_by_its_cookie_until_it_ends() {
        let sessions = Sessions::default();
        let secret = sessions.begin(7).unwrap();
        let found = sessions.find(&secret).unwrap();
        assert_eq!(found.token, 7);
        assert_ne!(found.csrf, secret);
        assert_eq!(sessions.find("00"), None);
        sessions.end(&secret);
        assert_eq!(sessions.find(&secret), None);
    }

    #[test]
    fn the_cookie_of_another_name_is_passed_over() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static("xdateline=1; dateline = abc"));
        assert_eq!(of_request(&headers, false).as_deref(), Some("abc"));
        assert_eq!(of_request(&headers, true), None);
    }
}
