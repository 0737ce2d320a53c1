//! The one way in: every request passes here before its address is looked at.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use axum::response::{IntoResponse, Response};
use dateline_store::Store;

use super::limit::Counted;
use super::{Caller, session};
use crate::serve::answer::{Asked, Form, TWIN};
use crate::serve::problem::Problem;
use crate::serve::site::Site;
use crate::store::now;

/// What browsers are told about every answer. Nothing is loaded from elsewhere, nothing inside a page
/// is run, and no other site lays a page of this one into its own.
const HEADERS: [(HeaderName, &str); 6] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; \
         connect-src 'self'; worker-src 'self'; font-src 'self'; form-action 'self'; \
         base-uri 'none'; frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    // with `no-referrer` browsers say of a page's own forms that they come from nowhere (`Origin: null`)
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// Where a request comes from.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub SocketAddr);

/// What a request needs to be allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Needs {
    Nothing,
    Read,
    Add,
    Review,
}

/// Looks at who asks for what, lets the request through with what is known of it, and sees to the
/// headers of its answer.
pub async fn pass(
    site: Arc<Site>,
    mut request: Request,
    inner: impl AsyncFnOnce(Request) -> Response,
) -> Response {
    let path = request.uri().path().to_owned();
    let form = Form::of(request.method(), &path, request.headers());
    let twin_of = twin_of(&path);
    let asked = Asked {
        form,
        caller: Caller::default(),
        path: twin_of.unwrap_or(&path).to_owned(),
        query: request.uri().query().unwrap_or_default().to_owned(),
        has: request.headers().get(header::IF_NONE_MATCH).cloned(),
        site: site.clone(),
    };
    if twin_of.is_some()
        && let Some(uri) = without_twin(request.uri())
    {
        *request.uri_mut() = uri;
    }
    let mut asked_for_page = asked.clone();
    let (method, headers) = (request.method().clone(), request.headers().clone());
    let peer = request.extensions().get::<Peer>().copied();
    let mut response = match admit(&site, &asked.path, &method, &headers, peer).await {
        Ok(caller) => {
            let asked = Asked { caller, ..asked };
            asked_for_page.caller = asked.caller.clone();
            request.extensions_mut().insert(asked);
            inner(request).await
        }
        Err(problem) => problem.into_response(),
    };
    let pattern = response.extensions().get::<MatchedPath>().cloned();
    if response.status().is_client_error() && response.extensions().get::<Problem>().is_none() {
        // what reads requests has refused it before anything of ours was asked
        response = Problem::refused(response.status()).into_response();
    }
    if form == Form::Page
        && let Some(problem) = response.extensions_mut().remove::<Problem>()
    {
        response = page(&asked_for_page, problem);
    }
    if let Some(pattern) = pattern {
        response.extensions_mut().insert(pattern);
    }
    for (name, value) in HEADERS {
        let given = || HeaderValue::from_static(value);
        response.headers_mut().entry(name).or_insert_with(given);
    }
    response
}

/// The page whose JSON twin an address is; none of what is known by such a name of its own.
fn twin_of(path: &str) -> Option<&str> {
    let own = path == "/openapi.json" || path.starts_with(ASSETS);
    path.strip_suffix(TWIN).filter(|_| !own)
}

/// Where the files lie that pages need.
const ASSETS: &str = "/assets/";

fn without_twin(uri: &axum::http::Uri) -> Option<axum::http::Uri> {
    let path = uri.path().strip_suffix(TWIN)?;
    let path = if path == "/overview" { "/" } else { path };
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    format!("{path}{query}").parse().ok()
}

/// Who asks, if they may.
async fn admit(
    site: &Arc<Site>,
    path: &str,
    method: &Method,
    headers: &HeaderMap,
    peer: Option<Peer>,
) -> Result<Caller, Problem> {
    let access = &site.access;
    let needs = needs(method, path);
    // what is the same for everybody is not looked at further
    if needs == Needs::Nothing && path != "/session" && method.is_safe() {
        return Ok(Caller::anonymous(access.loopback));
    }
    if !access.origin.is_host(headers) {
        return Err(Problem::misdirected());
    }
    if !access.origin.is_own(method, headers) {
        return Err(Problem::forbidden("the request comes from a page of another site"));
    }
    let peer = counted(site, peer.ok_or_else(Problem::internal)?, headers);
    let caller = caller(site, headers, peer).await?;
    let counted = caller.token.map_or(peer, Counted::Token);
    access.limits.request(counted).map_err(Problem::too_many)?;
    if !method.is_safe() {
        access.limits.change(counted).map_err(Problem::too_many)?;
    }
    let may = match needs {
        Needs::Nothing => true,
        Needs::Read => caller.read,
        Needs::Add => caller.add,
        Needs::Review => caller.review,
    };
    if may {
        return Ok(caller);
    }
    let what = match needs {
        Needs::Nothing | Needs::Read => "read",
        Needs::Add => "add",
        Needs::Review => "review",
    };
    Err(match caller.who {
        Some(_) => Problem::forbidden(format!("the token does not have the scope “{what}”")),
        None => Problem::unauthorized(format!(
            "this takes a token with the scope “{what}”: sign in at /session, or send it as \
             `Authorization: Bearer …`; `dateline token new` makes one"
        )),
    })
}

fn needs(method: &Method, path: &str) -> Needs {
    if path == "/healthz"
        || path == "/session"
        || path == "/session/end"
        || path.starts_with(ASSETS)
    {
        return Needs::Nothing;
    }
    match (method.is_safe(), path) {
        (true, _) => Needs::Read,
        (false, "/reports") => Needs::Add,
        (false, _) => Needs::Review,
    }
}

/// The client's address: what a proxy that is trusted says, read from its own end, since clients can
/// write what they like before it.
fn client(peer: IpAddr, headers: &HeaderMap, proxies: &[IpAddr]) -> IpAddr {
    if !proxies.contains(&peer) {
        return peer;
    }
    let forwarded =
        headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
    let addresses: Vec<&str> = forwarded.flat_map(|value| value.split(',')).collect();
    let mut client = peer;
    for address in addresses.iter().rev() {
        let Ok(address) = address.trim().parse() else { break };
        client = address;
        if !proxies.contains(&client) {
            break;
        }
    }
    client
}

/// Who asks: by the token that comes with the request, else by the session that its cookie leads to.
async fn caller(site: &Arc<Site>, headers: &HeaderMap, peer: Counted) -> Result<Caller, Problem> {
    let access = &site.access;
    if let Some(value) = headers.get(header::AUTHORIZATION) {
        let token = value.to_str().ok().and_then(|value| {
            let (scheme, token) = value.split_once(' ')?;
            scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
        });
        let token =
            token.ok_or_else(|| Problem::unauthorized("write `Authorization: Bearer …`"))?;
        return shown(site, token, peer).await;
    }
    let Some(secret) = session::of_request(headers, access.origin.is_secure()) else {
        return Ok(Caller::anonymous(access.loopback));
    };
    let anonymous = || Caller::anonymous(access.loopback);
    let Some(found) = access.sessions.find(&secret) else { return Ok(anonymous()) };
    let bearer = look(site, move |store| Ok(store.bearer(found.token, &now())?)).await?;
    Ok(bearer.map_or_else(anonymous, |bearer| Caller {
        csrf: Some(found.csrf),
        session: Some(secret),
        ..Caller::bearing(bearer)
    }))
}

/// Looks something up in the store, on a thread that may wait.
async fn look<T: Send + 'static>(
    site: &Arc<Site>,
    work: impl FnOnce(&Store) -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    let site = site.clone();
    let found = tokio::task::spawn_blocking(move || site.readers.with(work));
    found.await.map_err(|_| Problem::internal())?
}

/// Whoever shows a token that holds.
///
/// # Errors
///
/// Where it does not, or too many were tried.
pub async fn shown(site: &Arc<Site>, token: &str, peer: Counted) -> Result<Caller, Problem> {
    let token = token.to_owned();
    let bearer = look(site, move |store| Ok(store.token(&token, &now())?)).await?;
    let Some(bearer) = bearer else {
        site.access.limits.try_token(peer).map_err(Problem::too_many)?;
        site.metrics.refused.inc();
        let detail = "no such token: it is unknown, has expired or was revoked";
        return Err(Problem::unauthorized(detail));
    };
    if !bearer.last_used.as_ref().is_some_and(|day| now().starts_with(day.as_str())) {
        // once a day; a store that cannot be written right now is told so at the next use
        let (site, used) = (site.clone(), bearer.clone());
        let written = tokio::task::spawn_blocking(move || {
            site.write(|store, now| Ok(store.used_token(&used, now)?))
        });
        if !matches!(written.await, Ok(Ok(()))) {
            tracing::warn!(token = bearer.id, "that a token was used could not be written down");
        }
    }
    Ok(Caller::bearing(bearer))
}

/// The peer of a request, as it is counted.
pub fn counted(site: &Site, peer: Peer, headers: &HeaderMap) -> Counted {
    Counted::peer(client(peer.0.ip(), headers, &site.access.proxies))
}

/// A problem as a page.
fn page(asked: &Asked, problem: Problem) -> Response {
    let mut response = match asked.page("problem.html", &problem) {
        Ok(page) => (problem.status, axum::response::Html(page)).into_response(),
        Err(_) => return problem.into_response(),
    };
    let no_store = HeaderValue::from_static("no-store");
    response.headers_mut().insert(header::CACHE_CONTROL, no_store);
    if let Some(seconds) = problem.retry_after {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_trusted_proxy_is_believed_and_only_its_own_end() {
        let proxy: IpAddr = "192.0.2.9".parse().unwrap();
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", HeaderValue::from_static("127.0.0.1, 198.51.100.7"));
        let client = |peer: &str, proxies: &[IpAddr]| {
            client(peer.parse().unwrap(), &headers, proxies).to_string()
        };
        assert_eq!(client("192.0.2.9", &[proxy]), "198.51.100.7");
        assert_eq!(client("192.0.2.8", &[proxy]), "192.0.2.8");
        assert_eq!(client("192.0.2.9", &[]), "192.0.2.9");
    }

    #[test]
    fn files_that_end_like_a_twin_are_none() {
        assert_eq!(twin_of("/incidents.json"), Some("/incidents"));
        assert_eq!(twin_of("/assets/countries.json"), None);
        assert_eq!(twin_of("/openapi.json"), None);
    }

    #[test]
    fn whatever_changes_something_needs_more_than_reading() {
        assert_eq!(needs(&Method::GET, "/log"), Needs::Read);
        assert_eq!(needs(&Method::POST, "/reports"), Needs::Add);
        assert_eq!(needs(&Method::POST, "/decisions"), Needs::Review);
        assert_eq!(needs(&Method::DELETE, "/anything"), Needs::Review);
        assert_eq!(needs(&Method::GET, "/healthz"), Needs::Nothing);
    }
}
