//! The queue of what needs a person's eyes.

use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use axum::response::Response;
use dateline_core::incident::Incident;
use dateline_store::weakest;
use serde::{Deserialize, Serialize};

use super::overview::{address, given};
use crate::serve::answer::Asked;
use crate::serve::catalogue::Queue;
use crate::serve::filters::{number_given, page_length};
use crate::serve::problem::Problem;
use crate::serve::review::Kind;

/// Incidents on a page of the queue, unless it is asked for more.
const PAGE: usize = 10;

/// Which part of the queue.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct ReviewParameters {
    /// `conflicts`, `weak` (joins) or `low` (on the ladder of confidence)
    #[param(inline)]
    kind: Option<String>,
    /// So many at most: 10 where nothing is said, never more than 500
    limit: Option<String>,
    /// Those behind so many: as `next` of the page before has it
    after: Option<String>,
}

/// A page of the queue.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Review {
    pub kind: Kind,
    pub counts: Queue,
    pub queue: Vec<Waiting>,
    /// The address of the next page; null where this is the last.
    pub next: Option<String>,
}

/// An incident that waits.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Waiting {
    /// The least sure of the links that hold its members; null where it has one member.
    pub score: Option<f64>,
    #[schema(value_type = Object)]
    pub incident: Incident,
}

/// What needs a person's eyes, the most urgent first.
#[utoipa::path(get, path = "/review.json", params(ReviewParameters), tag = "review",
    responses((status = 200, body = Review), (status = 400, body = Problem)))]
pub async fn queue(
    asked: Asked,
    parameters: Result<Query<ReviewParameters>, QueryRejection>,
) -> Result<Response, Problem> {
    let ReviewParameters { kind, limit, after } = given(parameters)?;
    let kind = match kind.as_deref() {
        None | Some("" | "conflicts") => Kind::Conflicts,
        Some("weak") => Kind::Weak,
        Some("low") => Kind::Low,
        Some(other) => {
            return Err(Problem::bad_filter("kind", other, "not conflicts, weak or low"));
        }
    };
    let limit = if limit.as_deref().is_none_or(str::is_empty) { PAGE } else { page_length(limit)? };
    let after: usize = number_given("after", after)?.unwrap_or(0);
    let path = asked.twin_of("/review");
    asked
        .answer("review.html", move |view| {
            let mut rows = view.catalogue.waiting(kind, after, limit + 1);
            let more = rows.len() > limit;
            rows.truncate(limit);
            let next = more.then(|| {
                let kind = crate::render::words::code(kind);
                let (limit, after) = (limit.to_string(), (after + limit).to_string());
                let parts =
                    [("kind", Some(&*kind)), ("limit", Some(&*limit)), ("after", Some(&*after))];
                address(&path, &parts)
            });
            let incidents = view.store.rows(&rows)?.into_iter();
            let queue = incidents.map(|incident| Waiting { score: weakest(&incident), incident });
            Ok(Review { kind, counts: view.catalogue.queue(), queue: queue.collect(), next })
        })
        .await
}
