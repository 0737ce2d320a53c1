//! Showing a token once, and being known from then on.

use std::borrow::Cow;

use axum::Extension;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use std::sync::Arc;

use crate::serve::access::gate::{self, Peer};
use crate::serve::access::session;
use crate::serve::answer::Asked;
use crate::serve::problem::Problem;
use crate::serve::site::Site;

/// Who is known here, and what they may do.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Known {
    /// The name by which the log knows them; null of somebody who only reads.
    pub who: Option<String>,
    pub read: bool,
    pub add: bool,
    pub review: bool,
    /// Where the form leads once the token holds: a path of this server.
    pub back: String,
}

/// Who is known here; as a page the form that takes a token.
#[utoipa::path(get, path = "/session.json", tag = "access", responses((status = 200, body = Known)))]
pub async fn form(asked: Asked) -> Result<Response, Problem> {
    let caller = &asked.caller;
    let query = url::form_urlencoded::parse(asked.query.as_bytes());
    let back = value(query, "back");
    let known = Known {
        who: caller.who.clone(),
        read: caller.read,
        add: caller.add,
        review: caller.review,
        back: own(&back).to_owned(),
    };
    asked.send(StatusCode::OK, "session.html", &known)
}

/// Takes a token (form field `token`) and begins a session.
#[utoipa::path(post, path = "/session", tag = "access",
    request_body(content = String, content_type = "application/x-www-form-urlencoded"),
    responses((status = 303), (status = 401, body = Problem), (status = 429, body = Problem)))]
pub async fn begin(
    State(site): State<Arc<Site>>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    let token = value(url::form_urlencoded::parse(&body), "token");
    let back = value(url::form_urlencoded::parse(&body), "back");
    let peer = gate::counted(&site, peer, &headers);
    let caller = gate::shown(&site, token.trim(), peer).await?;
    let token = caller.token.ok_or_else(Problem::internal)?;
    let secret = site.access.sessions.begin(token).map_err(|_| Problem::internal())?;
    Ok(moved(own(&back), session::cookie(Some(&secret), site.access.origin.is_secure())))
}

/// Ends the session.
#[utoipa::path(post, path = "/session/end", tag = "access", responses((status = 303)))]
pub async fn end(State(site): State<Arc<Site>>, asked: Asked) -> Response {
    if let Some(secret) = &asked.caller.session {
        site.access.sessions.end(secret);
    }
    moved("/", session::cookie(None, site.access.origin.is_secure()))
}

fn moved(to: &str, cookie: Option<HeaderValue>) -> Response {
    let mut response = (StatusCode::SEE_OTHER, [(header::LOCATION, to.to_owned())]).into_response();
    response.headers_mut().extend(cookie.map(|cookie| (header::SET_COOKIE, cookie)));
    response
}

fn value<'a>(mut pairs: impl Iterator<Item = (Cow<'a, str>, Cow<'a, str>)>, name: &str) -> String {
    let found = pairs.find(|(found, _)| found == name);
    found.map(|(_, value)| value.into_owned()).unwrap_or_default()
}

/// A path of this server, and no address of another in the guise of one.
fn own(path: &str) -> &str {
    let plain = path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if plain && path.starts_with('/') && !path.starts_with("//") { path } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_leads_to_this_server_alone() {
        assert_eq!(own("/review?kind=weak"), "/review?kind=weak");
        for elsewhere in ["//evil.example", "https://evil.example", "/\\evil.example", "", "/a\nb"]
        {
            assert_eq!(own(elsewhere), "/", "{elsewhere}");
        }
    }
}
