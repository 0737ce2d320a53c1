//! What the server says of itself, and the files that its pages need.

use std::collections::BTreeMap;
use std::io::Write;
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde::Serialize;
use serde_json::Value;

use crate::serve::answer::Asked;
use crate::serve::openapi;
use crate::serve::problem::Problem;
use crate::serve::site::Site;

/// That the server is there and can read its store.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Health {
    pub status: &'static str,
    pub version: &'static str,
    /// The last entry of the log.
    pub entry: i64,
}

/// That the server is there and can read its store. Takes no token.
#[utoipa::path(get, path = "/healthz", tag = "operation",
    responses((status = 200, body = Health), (status = 503, body = Problem)))]
pub async fn health(asked: Asked) -> Result<Response, Problem> {
    let entry = asked.work(|_, view| Ok(view.store.last_entry()?)).await;
    let entry = entry.map_err(|_| Problem::busy("the store cannot be read"))?;
    let health = Health { status: "ok", version: env!("CARGO_PKG_VERSION"), entry };
    let body = serde_json::to_vec(&health).map_err(|_| Problem::internal())?;
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
    Ok((headers, body).into_response())
}

/// Counts and times for Prometheus, in the form of OpenMetrics.
#[utoipa::path(get, path = "/metrics", tag = "operation", responses((status = 200, content_type = "application/openmetrics-text")))]
pub async fn metrics(State(site): State<Arc<Site>>) -> Response {
    let catalogue = site.catalogue();
    let text = site.metrics.text(catalogue.len(), catalogue.entry);
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "no-store")], text).into_response()
}

/// This API as an OpenAPI document.
#[utoipa::path(get, path = "/openapi.json", tag = "operation", responses((status = 200, content_type = "application/json")))]
pub async fn openapi() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], openapi::text()).into_response()
}

/// This API for people: every address with what it takes and gives.
pub async fn docs(asked: Asked) -> Result<Response, Problem> {
    let document: Value =
        serde_json::from_str(&openapi::text()).map_err(|_| Problem::internal())?;
    asked.send(StatusCode::OK, "docs.html", &document)
}

/// What is built from `web/`; nothing where that was not.
#[derive(rust_embed::RustEmbed)]
#[folder = "../../web/dist"]
#[allow_missing = true]
struct Built;

/// What is in the repository as it is.
#[derive(rust_embed::RustEmbed)]
#[folder = "src/serve/assets"]
struct Kept;

/// A file that pages need. It is packed once and sent as it is from then on: the map's scripts and borders
/// are two megabytes.
pub async fn asset(Path(path): Path<String>, headers: HeaderMap) -> Result<Response, Problem> {
    let none = || Problem::not_found("there is no such file");
    let file = Kept::get(&path).or_else(|| Built::get(&path)).ok_or_else(none)?;
    let hash = file.metadata.sha256_hash();
    let tag: String = hash[..12].iter().map(|byte| format!("{byte:02x}")).collect();
    let tag = format!("W/\"{tag}\"");
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let mut packed = false;
    let mut response = if text(header::IF_NONE_MATCH) == Some(&*tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else if text(header::ACCEPT_ENCODING).is_some_and(|takes| takes.contains("gzip")) {
        packed = true;
        let found = PACKED.lock().unwrap_or_else(PoisonError::into_inner).get(&hash).cloned();
        match found {
            Some(packed) => packed.into_response(),
            None => {
                let bytes = tokio::task::spawn_blocking(move || pack(&file.data));
                let bytes = bytes.await.map_err(|_| Problem::internal())?;
                let mut all = PACKED.lock().unwrap_or_else(PoisonError::into_inner);
                all.insert(hash, bytes.clone());
                bytes.into_response()
            }
        }
    } else {
        file.data.into_owned().into_response()
    };
    let answer = response.headers_mut();
    answer.insert(header::CONTENT_TYPE, HeaderValue::from_static(media(&path)));
    answer.insert(header::ETAG, HeaderValue::from_str(&tag).map_err(|_| Problem::internal())?);
    answer.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=300"));
    answer.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if packed {
        answer.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    Ok(response)
}

/// Files as they are sent, by the hash of what they hold.
static PACKED: Mutex<BTreeMap<[u8; 32], Bytes>> = Mutex::new(BTreeMap::new());

fn pack(bytes: &[u8]) -> Bytes {
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    // writing to memory cannot fail
    let _ = packer.write_all(bytes);
    packer.finish().unwrap_or_default().into()
}

/// The media type of a file, by its name.
fn media(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, end)| end) {
        Some("css") => "text/css; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("txt") => "text/plain; charset=utf-8",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        _ => "application/octet-stream",
    }
}
