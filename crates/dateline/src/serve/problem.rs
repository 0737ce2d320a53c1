//! What goes wrong, told as RFC 9457 has it, or as a page.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

/// Why a request has no answer. Never holds more than the client may know: no path of a file, no
/// message of the database, no trace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Problem {
    /// What kind of problem it is, as an address of its own: `/problems/not-found`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// The kind in words.
    pub title: &'static str,
    /// The status of the answer.
    #[serde(serialize_with = "code")]
    #[schema(value_type = u16)]
    pub status: StatusCode,
    /// What it is here, and what can be done.
    pub detail: String,
    /// Seconds to wait before the next try.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u64>,
}

fn code<S: serde::Serializer>(status: &StatusCode, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_u16(status.as_u16())
}

impl Problem {
    fn new(
        kind: &'static str,
        title: &'static str,
        status: StatusCode,
        detail: impl Into<String>,
    ) -> Self {
        Self { kind, title, status, detail: detail.into(), retry_after: None }
    }

    pub fn not_found(detail: impl Into<String>) -> Self {
        Self::new("/problems/not-found", "There is no such thing", StatusCode::NOT_FOUND, detail)
    }

    /// What was there once and has ended.
    pub fn gone(detail: impl Into<String>) -> Self {
        Self::new("/problems/gone", "It is no more", StatusCode::GONE, detail)
    }

    pub fn bad_request(detail: impl Into<String>) -> Self {
        let title = "The request makes no sense";
        Self::new("/problems/bad-request", title, StatusCode::BAD_REQUEST, detail)
    }

    pub fn bad_filter(name: &str, value: &str, why: &str) -> Self {
        Self::bad_request(format!("{name}: “{value}” is {why}"))
    }

    /// What comes in cannot be read as a report, or as what it says it is.
    pub fn unreadable(detail: impl Into<String>) -> Self {
        let title = "The content cannot be read";
        Self::new("/problems/unreadable", title, StatusCode::UNPROCESSABLE_ENTITY, detail)
    }

    pub fn too_large(most: usize) -> Self {
        let detail = format!("a request may have {most} bytes");
        let title = "The request is too large";
        Self::new("/problems/too-large", title, StatusCode::PAYLOAD_TOO_LARGE, detail)
    }

    pub fn unsupported(detail: impl Into<String>) -> Self {
        let title = "Content of this type is not read";
        Self::new("/problems/unsupported", title, StatusCode::UNSUPPORTED_MEDIA_TYPE, detail)
    }

    pub fn unauthorized(detail: impl Into<String>) -> Self {
        let title = "Who asks is not known";
        Self::new("/problems/unauthorized", title, StatusCode::UNAUTHORIZED, detail)
    }

    pub fn forbidden(detail: impl Into<String>) -> Self {
        let title = "Not allowed";
        Self::new("/problems/forbidden", title, StatusCode::FORBIDDEN, detail)
    }

    /// A request that came in for another host than this server has.
    pub fn misdirected() -> Self {
        Self::new(
            "/problems/misdirected",
            "The request is for another host",
            StatusCode::MISDIRECTED_REQUEST,
            "the request names a host that this server is not called; --public-address says what it \
             is called",
        )
    }

    /// What reads requests has refused one: its address or its body is not what it has to be.
    pub fn refused(status: StatusCode) -> Self {
        match status {
            StatusCode::PAYLOAD_TOO_LARGE => Self::new(
                "/problems/too-large",
                "The request is too large",
                status,
                "the request has more bytes than this address takes",
            ),
            StatusCode::METHOD_NOT_ALLOWED => {
                Self::method("this address does not take requests of this method")
            }
            _ => Self::bad_request("the address or what was sent with it is not well-formed"),
        }
    }

    pub fn method(detail: impl Into<String>) -> Self {
        let title = "Not done with this address";
        Self::new("/problems/method", title, StatusCode::METHOD_NOT_ALLOWED, detail)
    }

    pub fn too_many(seconds: u64) -> Self {
        let detail = format!("too many requests; try again in {seconds} s");
        let title = "Too many requests";
        let status = StatusCode::TOO_MANY_REQUESTS;
        let new = Self::new("/problems/too-many-requests", title, status, detail);
        Self { retry_after: Some(seconds), ..new }
    }

    pub fn busy(detail: impl Into<String>) -> Self {
        let title = "Not possible right now";
        let status = StatusCode::SERVICE_UNAVAILABLE;
        let new = Self::new("/problems/unavailable", title, status, detail);
        Self { retry_after: Some(2), ..new }
    }

    pub fn timed_out() -> Self {
        Self::new(
            "/problems/timed-out",
            "It took too long",
            StatusCode::REQUEST_TIMEOUT,
            "the request did not come in, or was not answered, in the time that there is for one",
        )
    }

    /// A defect, or a store that cannot be read. What it was stands in the server's log alone.
    pub fn internal() -> Self {
        Self::new(
            "/problems/internal",
            "The server failed",
            StatusCode::INTERNAL_SERVER_ERROR,
            "something went wrong that is not the request's fault; the server's log has more",
        )
    }
}

impl From<dateline_store::Error> for Problem {
    fn from(error: dateline_store::Error) -> Self {
        if error.is_ended() {
            Self::gone(format!("{}; the log has how it ended", error.reason()))
        } else if error.is_not_found() {
            Self::not_found(error.reason())
        } else if error.is_bad_request() {
            Self::bad_request(error.reason())
        } else if error.is_locked() {
            tracing::warn!(%error, "the store is being written by another program");
            Self::busy("another program is writing to the store")
        } else if error.is_full() {
            tracing::error!(%error, "no room left");
            Self::busy("no room left on the server’s disk; nothing of this was stored")
        } else {
            tracing::error!(%error, "the store failed");
            Self::internal()
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = serde_json::to_vec(&self).unwrap_or_default();
        let mut response = (self.status, body).into_response();
        let headers = response.headers_mut();
        let json = HeaderValue::from_static("application/problem+json");
        headers.insert(header::CONTENT_TYPE, json);
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if self.status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        // whoever lays a page around it finds it here
        response.extensions_mut().insert(self);
        response
    }
}
