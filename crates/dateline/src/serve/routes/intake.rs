//! Reports that come in: from programs, and from the form of a page.

use std::collections::BTreeMap;

use axum::body::Bytes;
use axum::extract::Query;
use axum::extract::rejection::{BytesRejection, QueryRejection};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use dateline_core::Input;
use dateline_io::intake::{self, Told};
use dateline_store::{Added, By};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::overview::given;
use super::{REPORT, body};
use crate::reader;
use crate::serve::answer::Asked;
use crate::serve::problem::Problem;

/// Reports of one request at most.
const AT_ONCE: usize = 100;

/// What is known of a report that comes in as words or as a page.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct InputParameters {
    /// The name by which it is cited; made of its address or content where nothing is said
    name: Option<String>,
    /// Its address
    url: Option<String>,
    /// When it was published: 2024-05-31, 2024-05 or 2024
    published: Option<String>,
    /// An ISO 639-1 code; recognised where nothing is said
    language: Option<String>,
}

/// What became of reports that came in.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Stored {
    pub reports: Vec<OneStored>,
}

/// What became of one.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct OneStored {
    /// The name by which it is cited; null where it could not be read.
    pub name: Option<String>,
    /// `new`, `same` (it was there already), `supersedes` (an earlier version) or `unreadable`.
    pub outcome: &'static str,
    /// Why it could not be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The incidents that its events are in.
    pub incidents: BTreeMap<String, String>,
}

/// Takes in reports: one as words (`text/plain`), as a web page (`text/html`) or by a form, or one or
/// several (100 at most) as JSON objects with the fields that docs/intake.md has. They are read and
/// stored before the answer comes.
#[utoipa::path(post, path = "/reports", params(InputParameters), tag = "reports",
    request_body(content(
        (serde_json::Value = "application/json", example = json!({"name": "bridge", "published": "2024-05-05", "text": "A bridge fell."})),
        (String = "text/plain", example = "A bridge fell."),
        (String = "text/html"),
        (ReportForm = "application/x-www-form-urlencoded"))),
    responses((status = 201, body = Stored), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem)))]
pub async fn add(
    asked: Asked,
    parameters: Result<Query<InputParameters>, QueryRejection>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    let mut known = given(parameters)?;
    let body = body::taken(body, REPORT)?;
    let site = asked.site.clone();
    let is_form = body::kind(&headers) == body::FORM;
    let form = is_form.then(|| ReportForm::of(&body)).transpose()?;
    body::own_page(&asked, &headers, form.as_ref().map(|form| form.csrf.as_str()))?;
    let inputs = match form {
        Some(form) => {
            let object = form.object()?.to_string();
            known = form.known();
            objects(object.as_bytes(), &known)?
        }
        None => inputs(&known, &headers, &body)?,
    };
    let inputs = laid_over(inputs, &known)?;
    let _permit = site.readings.acquire().await.map_err(|_| Problem::internal())?;
    let read = tokio::task::spawn_blocking(move || {
        let stored = inputs.into_iter().map(|input| store(&asked, input));
        let stored = Stored { reports: stored.collect::<Result<_, _>>()? };
        if let [OneStored { outcome: "unreadable", detail: Some(detail), .. }] = &stored.reports[..]
        {
            return Err(Problem::unreadable(detail.clone()));
        }
        asked.send(StatusCode::CREATED, "stored.html", &stored)
    });
    read.await.map_err(|_| Problem::internal())?
}

/// What the form of a page says.
#[derive(Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct ReportForm {
    /// The report's words, or the source of its page
    #[schema(example = "A bridge fell.")]
    content: String,
    /// What that is: `text` (where nothing is said) or `html`
    #[serde(rename = "as")]
    form: String,
    title: String,
    publisher: String,
    /// The name by which it is cited; made of its content where nothing is said
    name: String,
    /// Its address
    url: String,
    /// When it was published: 2024-05-31, 2024-05 or 2024
    published: String,
    /// An ISO 639-1 code; recognised where nothing is said
    language: String,
    /// The word that a session's request carries
    csrf: String,
}

impl ReportForm {
    fn of(body: &[u8]) -> Result<Self, Problem> {
        let mut form = Self::default();
        for (name, value) in url::form_urlencoded::parse(body) {
            let field = match &*name {
                "content" => &mut form.content,
                "as" => &mut form.form,
                "title" => &mut form.title,
                "publisher" => &mut form.publisher,
                "name" => &mut form.name,
                "url" => &mut form.url,
                "published" => &mut form.published,
                "language" => &mut form.language,
                "csrf" => &mut form.csrf,
                other => return Err(Problem::bad_request(format!("there is no field “{other}”"))),
            };
            *field = value.into_owned();
        }
        Ok(form)
    }

    /// The same as a program would send it.
    fn object(&self) -> Result<Value, Problem> {
        let content = match self.form.as_str() {
            "" | "text" => "text",
            "html" => "html",
            other => return Err(Problem::bad_filter("as", other, "neither text nor html")),
        };
        let mut object = serde_json::Map::new();
        object.insert(content.to_owned(), self.content.clone().into());
        for (name, value) in [("title", &self.title), ("publisher", &self.publisher)] {
            if !value.trim().is_empty() {
                object.insert(name.to_owned(), value.trim().into());
            }
        }
        Ok(Value::Object(object))
    }

    fn known(self) -> InputParameters {
        InputParameters {
            name: Some(self.name),
            url: Some(self.url),
            published: Some(self.published),
            language: Some(self.language),
        }
    }
}

/// What came in, report by report; or why one cannot be read.
fn inputs(
    known: &InputParameters,
    headers: &HeaderMap,
    bytes: &[u8],
) -> Result<Vec<Result<Input, String>>, Problem> {
    let one = |told: Told| {
        let input = intake::from_bytes(&known.called(bytes), bytes.to_vec(), told);
        vec![input.map_err(|error| error.reason())]
    };
    match body::kind(headers).as_str() {
        "text/plain" => Ok(one(Told::Text)),
        "text/html" | "application/xhtml+xml" => Ok(one(Told::Html)),
        "application/json" => objects(bytes, known),
        other => Err(Problem::unsupported(format!(
            "“{other}” is not read; send application/json, text/plain or text/html"
        ))),
    }
}

/// The reports of a JSON object, or of a list of such.
fn objects(body: &[u8], known: &InputParameters) -> Result<Vec<Result<Input, String>>, Problem> {
    let value: Value = serde_json::from_slice(body)
        .map_err(|error| Problem::bad_request(format!("no JSON: {error}")))?;
    let objects = match value {
        Value::Array(objects) => objects,
        object => vec![object],
    };
    if objects.is_empty() || objects.len() > AT_ONCE {
        return Err(Problem::bad_request(format!("a request has 1 to {AT_ONCE} reports")));
    }
    let inputs = objects.into_iter().map(|object| {
        let bytes = object.to_string().into_bytes();
        let own = ["name", "id"].iter().find_map(|key| object.get(key)?.as_str());
        let own = own.map(str::trim).filter(|name| !name.is_empty());
        let name = own.map_or_else(|| known.called(&bytes), str::to_owned);
        intake::from_bytes(&name, bytes, Told::Json).map_err(|error| error.reason())
    });
    Ok(inputs.collect())
}

impl InputParameters {
    /// The name of what came in.
    fn called(&self, bytes: &[u8]) -> String {
        let name = self.name.as_deref().map(str::trim).filter(|name| !name.is_empty());
        name.map_or_else(|| made_up(bytes), str::to_owned)
    }
}

/// A name for a report that comes without one: the same for the same content.
fn made_up(bytes: &[u8]) -> String {
    use sha2::Digest;
    let digest = sha2::Sha256::digest(bytes);
    let digits: String = digest[..6].iter().map(|byte| format!("{byte:02x}")).collect();
    format!("report-{digits}")
}

/// Reports with what is known of them besides.
fn laid_over(
    mut inputs: Vec<Result<Input, String>>,
    known: &InputParameters,
) -> Result<Vec<Result<Input, String>>, Problem> {
    for input in inputs.iter_mut().flatten() {
        lay_over(input, known)?;
    }
    Ok(inputs)
}

fn lay_over(input: &mut Input, known: &InputParameters) -> Result<(), Problem> {
    let set = |value: &Option<String>| {
        value.as_deref().map(str::trim).filter(|value| !value.is_empty()).map(str::to_owned)
    };
    if let Some(url) = set(&known.url) {
        input.url = Some(url);
    }
    if let Some(language) = set(&known.language) {
        input.language = Some(language);
    }
    if let Some(published) = set(&known.published) {
        let date = dateline_io::published::date(&published).ok_or_else(|| {
            let why = "not a date (write 2024-05-31, 2024-05 or 2024)";
            Problem::bad_filter("published", &published, why)
        })?;
        input.published = Some(date);
        input.published_basis = dateline_core::record::PublishedBasis::Given;
    }
    Ok(())
}

/// Reads a report and stores it.
fn store(asked: &Asked, input: Result<Input, String>) -> Result<OneStored, Problem> {
    let site = &asked.site;
    let unreadable = |detail| OneStored {
        name: None,
        outcome: "unreadable",
        detail: Some(detail),
        incidents: BTreeMap::new(),
    };
    let input = match input {
        Ok(input) => input,
        Err(reason) => return Ok(unreadable(reason)),
    };
    let known = site.readers.with(|store| Ok::<_, Problem>(store.has(&input)?))?;
    let added = match known {
        Some(name) => Added::Same(name),
        None => {
            let read = reader::guarded(|| site.equipment.reader().read(input.clone()).record);
            let record = match read {
                Ok(record) => record,
                Err(reason) => {
                    tracing::error!(reason, "a report could not be read");
                    return Ok(unreadable(
                        "the reader failed, which is a defect of dateline".into(),
                    ));
                }
            };
            let version = site.equipment.name();
            let who = asked.caller.who.as_deref().ok_or_else(Problem::internal)?;
            site.write(|store, now| {
                let by = By { who, why: "", now };
                Ok(store.add_by(&input, &record, version, by)?)
            })?
        }
    };
    site.metrics.reports.inc();
    let outcome = match &added {
        Added::New(_) => "new",
        Added::Same(_) => "same",
        Added::Supersedes(_) => "supersedes",
    };
    let name = added.name().to_owned();
    let incidents = site.readers.with(|store| Ok::<_, Problem>(store.incidents_of(&name)?))?;
    Ok(OneStored { name: Some(name), outcome, detail: None, incidents })
}
