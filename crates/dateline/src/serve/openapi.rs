//! The API as an OpenAPI document, made from the code that answers.

use utoipa::OpenApi;

use super::routes;

/// The document.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Dateline",
        description = "Reports of conflict incidents, what they claim, and where they disagree. \
            Every page has a twin whose address ends in `.json`. On the server's own machine reading \
            takes no token; changes, and everything asked for from elsewhere, do.",
        license(name = "MIT OR Apache-2.0")
    ),
    paths(
        routes::overview::overview,
        routes::overview::map,
        routes::incidents::list,
        routes::incidents::one,
        routes::lists::conflicts,
        routes::lists::events,
        routes::lists::claims,
        routes::lists::search,
        routes::names::actors,
        routes::names::actor,
        routes::names::places,
        routes::names::place,
        routes::reports::list,
        routes::reports::one,
        routes::intake::add,
        routes::log::list,
        routes::log::one,
        routes::log::decisions,
        routes::decisions::decide,
        routes::review::queue,
        routes::exports::formats,
        routes::exports::export,
        routes::exports::corrections,
        routes::stream::changes,
        routes::stream::feed,
        routes::session::form,
        routes::session::begin,
        routes::session::end,
        routes::operation::openapi,
        routes::operation::health,
        routes::operation::metrics,
    ),
    modifiers(&Problems, &Tokens, &Names),
    security((), ("token" = []))
)]
struct Document;

/// Says how a token is shown.
struct Tokens;

impl utoipa::Modify for Tokens {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
        let components = document.components.get_or_insert_default();
        let bearer = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
        components.add_security_scheme("token", bearer);
    }
}

/// Says of every address how what goes wrong is told: in its own media type, whatever the status is.
struct Problems;

impl utoipa::Modify for Problems {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        use utoipa::openapi::{Content, Ref, RefOr, ResponseBuilder};
        const MEDIA: &str = "application/problem+json";
        let problem = || Content::new(Some(Ref::from_schema_name("Problem")));
        for item in document.paths.paths.values_mut() {
            for operation in [&mut item.get, &mut item.post].into_iter().flatten() {
                let responses = &mut operation.responses.responses;
                for (status, response) in responses.iter_mut() {
                    if status.starts_with(['4', '5'])
                        && let RefOr::T(response) = response
                    {
                        response.content =
                            [(MEDIA.to_owned(), RefOr::T(problem()))].into_iter().collect();
                    }
                }
                let any = ResponseBuilder::new()
                    .description("What went wrong")
                    .content(MEDIA, problem())
                    .build();
                responses.insert("default".to_owned(), RefOr::T(any));
            }
        }
    }
}

/// Gives every operation a name of its own: `get-incidents-id`.
struct Names;

impl utoipa::Modify for Names {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        for (path, item) in &mut document.paths.paths {
            let words = path.split(|c: char| !c.is_ascii_alphanumeric());
            let words: Vec<&str> = words.filter(|word| !matches!(*word, "" | "json")).collect();
            for (method, operation) in [("get", &mut item.get), ("post", &mut item.post)] {
                if let Some(operation) = operation {
                    operation.operation_id = Some(format!("{method}-{}", words.join("-")));
                }
            }
        }
    }
}

/// The document as JSON, with its members in order.
pub fn text() -> String {
    let mut text = Document::openapi().to_pretty_json().unwrap_or_default();
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    /// `docs/openapi.json` is what the code says; `UPDATE_EXPECT=1` writes it anew.
    #[test]
    fn the_document_in_the_repository_is_what_the_code_says() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/openapi.json");
        let text = super::text();
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            std::fs::write(path, &text).unwrap();
        }
        let kept = std::fs::read_to_string(path).unwrap();
        assert!(kept == text, "docs/openapi.json is behind: UPDATE_EXPECT=1 cargo test openapi");
    }
}
