//! What comes with a request that changes something: its bytes, what they are, and whether one of the
//! server's own pages has sent them.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, StatusCode, header};

use crate::serve::answer::Asked;
use crate::serve::problem::Problem;

/// The media type of a form.
pub const FORM: &str = "application/x-www-form-urlencoded";

/// The bytes.
///
/// # Errors
///
/// Where they are more than `most`, or did not come in whole.
pub fn taken(body: Result<Bytes, BytesRejection>, most: usize) -> Result<Bytes, Problem> {
    body.map_err(|error| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::too_large(most),
        _ => Problem::bad_request(error.body_text()),
    })
}

/// What they are said to be, in small letters and without what is said besides.
pub fn kind(headers: &HeaderMap) -> String {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    kind.unwrap_or("").split(';').next().unwrap_or("").trim().to_ascii_lowercase()
}

/// Holds that what a session sends carries the word that only the session's own pages know: in the form
/// (`csrf`), or in the header `X-CSRF-Token`. Whoever shows a token with each request needs none.
///
/// # Errors
///
/// Where it does not.
pub fn own_page(asked: &Asked, headers: &HeaderMap, csrf: Option<&str>) -> Result<(), Problem> {
    let Some(word) = asked.caller.csrf.as_deref() else { return Ok(()) };
    let header = headers.get("x-csrf-token").and_then(|value| value.to_str().ok());
    if csrf == Some(word) || header == Some(word) {
        return Ok(());
    }
    Err(Problem::forbidden(
        "the page is too old: load it again and send it once more (a session's request carries its \
         `x-csrf-token`)",
    ))
}
