//! The addresses, and what each of them tells.

mod body;
pub mod decisions;
pub mod exports;
pub mod incidents;
pub mod intake;
pub mod lists;
pub mod log;
pub mod names;
pub mod operation;
pub mod overview;
pub mod reports;
pub mod review;
pub mod session;
pub mod stream;

use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, MatchedPath, Request};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use axum::routing::{get, post};

use super::problem::Problem;
use super::site::Site;

/// Bytes of a report that comes in, or of several.
pub const REPORT: usize = 10 << 20;

/// Bytes of any other request.
const REQUEST: usize = 256 << 10;

/// All of them. A page and its JSON twin have one entry: which of both is wanted is known by now.
pub fn all(site: Arc<Site>) -> Router {
    Router::new()
        .route("/", get(overview::overview))
        .route("/map", get(overview::map))
        .route("/incidents", get(incidents::list))
        .route("/incidents/{id}", get(incidents::one))
        .route("/conflicts", get(lists::conflicts))
        .route("/events", get(lists::events))
        .route("/claims", get(lists::claims))
        .route("/search", get(lists::search))
        .route("/actors", get(names::actors))
        .route("/actors/{name}", get(names::actor))
        .route("/places", get(names::places))
        .route("/places/{name}", get(names::place))
        .route("/reports/{name}", get(reports::one))
        .route("/log", get(log::list))
        .route("/log/{entry}", get(log::one))
        .route("/review", get(review::queue))
        .route("/decisions", get(log::decisions).post(decisions::decide))
        .route("/corrections.jsonl", get(exports::corrections))
        .route("/exports", get(exports::formats))
        .route("/exports/{format}", get(exports::export))
        .route("/stream", get(stream::changes))
        .route("/feed.atom", get(stream::feed))
        .route("/session", get(session::form).post(session::begin))
        .route("/session/end", post(session::end))
        .route("/openapi.json", get(operation::openapi))
        .route("/docs", get(operation::docs))
        .route("/healthz", get(operation::health))
        .route("/metrics", get(operation::metrics))
        .route("/assets/{*path}", get(operation::asset))
        .layer(DefaultBodyLimit::max(REQUEST))
        .merge(
            Router::new()
                .route("/reports", get(reports::list).post(intake::add))
                .layer(DefaultBodyLimit::max(REPORT)),
        )
        .route_layer(from_fn(known))
        .fallback(async || Problem::not_found("there is nothing at this address"))
        .method_not_allowed_fallback(async || {
            Problem::method("this address does not take requests of this method")
        })
        .with_state(site)
}

/// Has the pattern of the address in the answer, which is counted by it.
async fn known(request: Request, next: Next) -> Response {
    let pattern = request.extensions().get::<MatchedPath>().cloned();
    let mut response = next.run(request).await;
    if let Some(pattern) = pattern {
        response.extensions_mut().insert(pattern);
    }
    response
}
