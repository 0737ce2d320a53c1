//! What persons decide, by a form of a page or by a program.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use dateline_core::incident::Member;
use dateline_core::incident::correction::CorrectedValue;
use dateline_core::incident::record::Slot;
use dateline_store::{By, Correction, Decided};
use serde::{Deserialize, Serialize};

use super::body;
use crate::serve::answer::{Asked, Form};
use crate::serve::filters::encode;
use crate::serve::problem::Problem;

/// A decision as it comes in.
#[derive(Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Decision {
    /// `merge` (of one incident alone: its events are confirmed to be one), `split`, `never-merge`, `settle`, `reopen`, `note`, `correct` or `undo`
    #[schema(example = "note")]
    kind: String,
    /// Ids of the incidents that it is about
    incidents: Vec<String>,
    /// Of a split: the events that are taken out; of a correction: the one that is corrected. As
    /// `report:e1`
    members: Vec<String>,
    /// Of `settle`, `reopen` and `correct`: what it is about, `killed` for instance
    slot: Option<String>,
    /// Of `correct`: what the report says, as the command `dateline correct` has it; none where it does
    /// not say it
    value: Option<String>,
    /// Of `undo`: the entry of the log that is taken back
    entry: Option<i64>,
    /// The reason, which the log keeps
    #[schema(example = "two wire reports of one strike")]
    why: String,
    /// The word that a session's request carries
    csrf: Option<String>,
}

/// What it has come to.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Done {
    /// The entry of the log, by which it can be taken back.
    pub entry: i64,
    /// The incidents that it was about, as they are called now.
    pub incidents: Vec<String>,
}

/// Decides something. Every decision has a reason, is an entry of the log, and can be taken back.
#[utoipa::path(post, path = "/decisions", tag = "review",
    request_body(content((Decision = "application/json"), (Decision = "application/x-www-form-urlencoded"))),
    responses((status = 201, body = Done), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 415, body = Problem)))]
pub async fn decide(
    asked: Asked,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    let body = body::taken(body, super::REQUEST)?;
    let (decision, is_form) = read(&headers, &body)?;
    body::own_page(&asked, &headers, decision.csrf.as_deref())?;
    let who = asked.caller.who.clone().ok_or_else(Problem::internal)?;
    let done = tokio::task::spawn_blocking(move || {
        let done = asked.site.write(|store, now| {
            let by = By { who: &who, why: decision.why.trim(), now };
            apply(store, &decision, by)
        })?;
        let Decided { entry, incidents } = done;
        if is_form && asked.form == Form::Page {
            let page = incidents.first().map(|id| format!("/incidents/{}", encode(id)));
            let to = format!("{}?done={entry}", page.unwrap_or_else(|| format!("/log/{entry}")));
            return Ok((StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response());
        }
        let asked = Asked { form: Form::Json, ..asked };
        asked.send(StatusCode::CREATED, "", &Done { entry, incidents })
    });
    done.await.map_err(|_| Problem::internal())?
}

/// The decision of a request, and whether a form has sent it.
fn read(headers: &HeaderMap, bytes: &[u8]) -> Result<(Decision, bool), Problem> {
    match body::kind(headers).as_str() {
        "application/json" => {
            let decision = serde_json::from_slice(bytes);
            let decision = decision.map_err(|error| Problem::bad_request(error.to_string()))?;
            Ok((decision, false))
        }
        body::FORM => Ok((of_form(bytes)?, true)),
        other => Err(Problem::unsupported(format!(
            "“{other}” is not read; send application/json or a form"
        ))),
    }
}

fn of_form(body: &[u8]) -> Result<Decision, Problem> {
    let mut decision = Decision::default();
    for (name, value) in url::form_urlencoded::parse(body) {
        let value = value.into_owned();
        let set = || Some(value.clone()).filter(|value| !value.trim().is_empty());
        match &*name {
            "kind" => decision.kind = value,
            // a field for several has them side by side
            "incidents" => decision.incidents.extend(value.split_whitespace().map(str::to_owned)),
            "members" => decision.members.extend(set()),
            "slot" => decision.slot = set(),
            "value" => decision.value = set(),
            "entry" => {
                let entry = value.trim().parse();
                let entry =
                    entry.map_err(|_| Problem::bad_filter("entry", &value, "not a number"))?;
                decision.entry = Some(entry);
            }
            "why" => decision.why = value,
            "csrf" => decision.csrf = set(),
            other => return Err(Problem::bad_request(format!("there is no field “{other}”"))),
        }
    }
    Ok(decision)
}

fn apply(
    store: &mut dateline_store::Store,
    decision: &Decision,
    by: By<'_>,
) -> Result<Decided, Problem> {
    if by.why.is_empty() {
        return Err(Problem::bad_request("why: every decision has a reason"));
    }
    let ids: Vec<&str> = decision.incidents.iter().map(String::as_str).collect();
    let one = || match ids.as_slice() {
        [id] => Ok(*id),
        _ => Err(Problem::bad_request("incidents: this is about one incident")),
    };
    let slot = || {
        let name = decision.slot.as_deref().unwrap_or("");
        Slot::of_name(name)
            .ok_or_else(|| Problem::bad_filter("slot", name, "no slot of an incident"))
    };
    let members = || -> Result<Vec<Member>, Problem> {
        decision.members.iter().map(|member| member_of(member)).collect()
    };
    Ok(match decision.kind.as_str() {
        "merge" => store.merge(&ids, by)?,
        "split" => store.split(one()?, &members()?, by)?,
        "never-merge" => match ids.as_slice() {
            [a, b] => store.never_merge(a, b, by)?,
            _ => return Err(Problem::bad_request("incidents: this is about two incidents")),
        },
        "settle" => store.settle(one()?, slot()?, by)?,
        "reopen" => store.reopen(one()?, slot()?, by)?,
        "note" => store.note(one()?, by)?,
        "correct" => {
            let members = members()?;
            let [member] = members.as_slice() else {
                return Err(Problem::bad_request("members: a correction is about one event"));
            };
            let slot = slot()?;
            let value = decision.value.as_deref();
            let value = value.map(|value| {
                let read = CorrectedValue::of_text(slot, value);
                read.map_err(|why| Problem::bad_request(format!("value: {why}")))
            });
            let correction = Correction { member: member.clone(), slot, value: value.transpose()? };
            store.correct(&correction, by)?
        }
        "undo" => {
            let entry = decision.entry;
            let entry = entry.ok_or_else(|| Problem::bad_request("entry: which one is missing"))?;
            store.undo(entry, by)?
        }
        other => return Err(Problem::bad_filter("kind", other, "no decision")),
    })
}

/// `report:e1`, as the command line has it, or `report/e1`; a report's name may have either sign.
fn member_of(text: &str) -> Result<Member, Problem> {
    match text.rsplit_once([':', '/']) {
        Some((report, event)) if !report.is_empty() && !event.is_empty() => {
            Ok(Member { report: report.to_owned(), event: event.to_owned() })
        }
        _ => Err(Problem::bad_filter("members", text, "no event of a report (write report:e1)")),
    }
}
