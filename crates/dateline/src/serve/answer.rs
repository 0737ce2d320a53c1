//! One thing, told to a program as JSON or to a person as a page.
//!
//! A page is a template that is filled with what its JSON twin says, so that both can only say the
//! same. Templates escape every value; none is ever taken for markup.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use dateline_store::Store;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, context};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::access::Caller;
use super::catalogue::Catalogue;
use super::problem::Problem;
use super::site::Site;
use super::{functions, review};
use crate::render::html::escape::Escaped;

/// What a request wants to have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Json,
    Page,
}

impl Form {
    /// The form that a request asks for: by the end of its path, else by what it says that it takes.
    pub fn of(method: &Method, path: &str, headers: &HeaderMap) -> Self {
        let says = |name, what| {
            let value = headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
            value.is_some_and(|value| value.contains(what))
        };
        if path.ends_with(TWIN) {
            Self::Json
        } else if says(header::ACCEPT, "text/html") {
            Self::Page
        } else if says(header::ACCEPT, "json") || says(header::CONTENT_TYPE, "application/json") {
            Self::Json
        } else if (method == Method::GET || method == Method::HEAD) && !is_file(path) {
            Self::Page
        } else {
            Self::Json
        }
    }
}

/// True of an address whose answer is a file or a stream: whoever asks for it is a program, unless it says
/// that it takes pages.
fn is_file(path: &str) -> bool {
    const FILES: [&str; 5] =
        ["/corrections.jsonl", "/feed.atom", "/healthz", "/metrics", "/stream"];
    path.starts_with("/exports/") || FILES.contains(&path)
}

/// The end of the address of a JSON twin.
pub const TWIN: &str = ".json";

/// What is known of a request before its address is looked at.
#[derive(Clone)]
pub struct Asked {
    pub form: Form,
    pub caller: Caller,
    /// As the client sent it, but for the end that asks for JSON.
    pub path: String,
    pub query: String,
    /// What the client has already.
    pub has: Option<HeaderValue>,
    pub site: Arc<Site>,
}

impl<S: Sync> FromRequestParts<S> for Asked {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        // it is laid there before the address is looked at
        parts.extensions.get::<Self>().cloned().ok_or_else(Problem::internal)
    }
}

/// The store as of one moment, for whoever works out an answer.
pub struct View<'a> {
    pub store: &'a Store,
    pub catalogue: Arc<Catalogue>,
    pub site: &'a Site,
}

impl Asked {
    /// Works out an answer on a thread that may wait, and sends it in the form that was asked for.
    ///
    /// # Errors
    ///
    /// Where `work` says so, or too many ask at once.
    pub async fn answer<T: Serialize>(
        self,
        template: &'static str,
        work: impl FnOnce(&View<'_>) -> Result<T, Problem> + Send + 'static,
    ) -> Result<Response, Problem> {
        self.work(move |asked, view| {
            let told = work(view)?;
            asked.send(StatusCode::OK, template, &told)
        })
        .await
    }

    /// Does something on a thread that may wait.
    ///
    /// # Errors
    ///
    /// Where `work` says so, or it fails.
    pub async fn work<T: Send + 'static>(
        self,
        work: impl FnOnce(&Self, &View<'_>) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let site = self.site.clone();
        let _permit = site.readers.quick.acquire().await.map_err(|_| Problem::internal())?;
        let done = tokio::task::spawn_blocking(move || {
            let site = &self.site;
            site.readers.with(|store| {
                // the catalogue first: what is remembered for it must not be older than it
                let catalogue = site.catalogue();
                store.at_one_moment(|store| work(&self, &View { store, catalogue, site }))
            })
        });
        done.await.map_err(|_| Problem::internal())?
    }

    /// Sends something in the form that was asked for; nothing but that it has not changed where the
    /// client has it already.
    ///
    /// # Errors
    ///
    /// Where a template is broken.
    pub fn send<T: Serialize>(
        &self,
        status: StatusCode,
        template: &'static str,
        told: &T,
    ) -> Result<Response, Problem> {
        match self.form {
            Form::Json => self.send_bytes(status, serde_json::to_vec(told).map_err(broken)?.into()),
            Form::Page => {
                let page = self.page(template, told)?;
                self.sealed(status, "text/html; charset=utf-8", page.into())
            }
        }
    }

    /// Sends what is JSON already, as [`Asked::send`] does.
    ///
    /// # Errors
    ///
    /// None that is known.
    pub fn send_bytes(&self, status: StatusCode, json: Bytes) -> Result<Response, Problem> {
        self.sealed(status, "application/json", json)
    }

    /// Sends what was told as JSON before, in the form that was asked for.
    ///
    /// # Errors
    ///
    /// As [`Asked::send`].
    pub fn send_told(
        &self,
        status: StatusCode,
        template: &'static str,
        told: Bytes,
    ) -> Result<Response, Problem> {
        if self.form == Form::Json {
            return self.send_bytes(status, told);
        }
        let told: serde_json::Value = serde_json::from_slice(&told).map_err(broken)?;
        self.send(status, template, &told)
    }

    /// An answer with the headers that tell whether it has changed.
    fn sealed(
        &self,
        status: StatusCode,
        kind: &'static str,
        body: Bytes,
    ) -> Result<Response, Problem> {
        let digest = Sha256::digest(&body);
        let tag: String = digest[..12].iter().map(|byte| format!("{byte:02x}")).collect();
        let tag = HeaderValue::from_str(&format!("W/\"{tag}\"")).map_err(broken)?;
        let has = self.has.as_ref().and_then(|has| has.to_str().ok());
        let same = has.zip(tag.to_str().ok()).is_some_and(|(has, tag)| {
            has.split(',').any(|one| one.trim() == tag || one.trim() == "*")
        });
        let mut response = if same && status == StatusCode::OK {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            (status, body).into_response()
        };
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
        headers.insert(header::VARY, HeaderValue::from_static("accept, cookie, authorization"));
        headers.insert(header::ETAG, tag);
        Ok(response)
    }

    /// A page.
    ///
    /// # Errors
    ///
    /// Where its template is broken.
    pub fn page<T: Serialize>(&self, template: &str, told: &T) -> Result<String, Problem> {
        let caller = &self.caller;
        let path = led_to(&self.path);
        let page = context! {
            path => path.as_str(),
            query => self.query.as_str(),
            twin => twin(&path, &self.query),
            user => caller.who.as_deref(),
            csrf => caller.csrf.as_deref(),
            can => context! { read => caller.read, add => caller.add, review => caller.review },
            version => env!("CARGO_PKG_VERSION"),
            open_reviews => review::many(&self.site.catalogue()),
            feed => format!("/feed.atom{}", if self.query.is_empty() { String::new() } else { format!("?{}", self.query) }),
        };
        let told = minijinja::Value::from(Serde(told));
        let template = self.site.templates.0.get_template(template).map_err(broken)?;
        template.render(context! { page, ..told }).map_err(broken)
    }
}

/// An address as a page may lead to it: with two strokes at its beginning, or one that leans back, it
/// would be another server's.
fn led_to(path: &str) -> String {
    format!("/{}", path.trim_start_matches(['/', '\\']))
}

/// The address of a page's JSON twin.
fn twin(path: &str, query: &str) -> String {
    let path = if path == "/" { "/overview" } else { path };
    let query = if query.is_empty() { String::new() } else { format!("?{query}") };
    format!("{path}{TWIN}{query}")
}

fn broken(error: impl std::error::Error) -> Problem {
    tracing::error!(%error, "an answer could not be written");
    Problem::internal()
}

/// All templates.
#[derive(Debug)]
pub struct Templates(Environment<'static>);

#[derive(rust_embed::RustEmbed)]
#[folder = "src/serve/templates"]
struct Sources;

impl Templates {
    pub fn new() -> Self {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(minijinja::UndefinedBehavior::Chainable);
        let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
        environment.set_syntax(syntax.unwrap_or_default());
        environment.set_auto_escape_callback(|_| AutoEscape::Html);
        // beside markup, a report's words must not turn the direction of what stands behind them
        environment.set_formatter(|out, _, value| {
            if value.is_undefined() || value.is_none() {
                return Ok(());
            }
            let text = value.to_string();
            let written = if value.is_safe() {
                out.write_str(&text)
            } else {
                write!(out, "{}", Escaped(&text))
            };
            Ok(written?)
        });
        environment.set_loader(|name| {
            let file = Sources::get(name);
            Ok(file.map(|file| String::from_utf8_lossy(&file.data).into_owned()))
        });
        functions::add(&mut environment);
        Self(environment)
    }
}
