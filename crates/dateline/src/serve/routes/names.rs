//! Who takes part and where: lists of names, and all that is told of one.

use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query};
use axum::response::Response;
use dateline_core::actor::Base;
use dateline_core::place::gazetteer::Country;
use dateline_store::{Name, Named};
use serde::{Deserialize, Serialize};

use super::overview::{Overview, address, given};
use crate::serve::answer::Asked;
use crate::serve::filters::{Parameters, encode, page_length};
use crate::serve::problem::Problem;

/// Which names.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct NameParameters {
    /// Names that begin so
    prefix: Option<String>,
    /// So many at most: 50 where nothing is said, never more than 500
    limit: Option<String>,
    /// Those behind this one: as `next` of the page before has it
    after: Option<String>,
}

/// A page of the names of those who take part.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Actors {
    #[schema(value_type = Vec<Object>)]
    pub actors: Vec<Name>,
    pub prefix: String,
    /// The address of the next page; null where this is the last.
    pub next: Option<String>,
}

/// A page of the names of places.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Places {
    #[schema(value_type = Vec<Object>)]
    pub places: Vec<Name>,
    pub prefix: String,
    /// The address of the next page; null where this is the last.
    pub next: Option<String>,
}

/// Who takes part in incidents, by the alphabet: names in small letters. Private persons are not listed.
#[utoipa::path(get, path = "/actors.json", params(NameParameters), tag = "names",
    responses((status = 200, body = Actors), (status = 400, body = Problem)))]
pub async fn actors(
    asked: Asked,
    parameters: Result<Query<NameParameters>, QueryRejection>,
) -> Result<Response, Problem> {
    let list = List::of(given(parameters)?, asked.twin_of("/actors"))?;
    asked
        .answer("actors.html", move |view| {
            let (actors, next) = list.page(view.store, Named::Actor)?;
            Ok(Actors { actors, next, prefix: list.prefix })
        })
        .await
}

/// Where incidents were, by the alphabet: names in small letters. Of a country’s name, all that lie there are
/// counted.
#[utoipa::path(get, path = "/places.json", params(NameParameters), tag = "names",
    responses((status = 200, body = Places), (status = 400, body = Problem)))]
pub async fn places(
    asked: Asked,
    parameters: Result<Query<NameParameters>, QueryRejection>,
) -> Result<Response, Problem> {
    let list = List::of(given(parameters)?, asked.twin_of("/places"))?;
    asked
        .answer("places.html", move |view| {
            let (mut places, next) = list.page(view.store, Named::Place)?;
            // a country's name leads to all that lies there
            for place in &mut places {
                if Country::named(&place.name).is_some() {
                    place.incidents = view.rows_named(Named::Place, &place.name)?.len() as u64;
                }
            }
            Ok(Places { places, next, prefix: list.prefix })
        })
        .await
}

struct List {
    prefix: String,
    limit: usize,
    after: Option<String>,
    path: String,
}

impl List {
    fn of(parameters: NameParameters, path: String) -> Result<Self, Problem> {
        let NameParameters { prefix, limit, after } = parameters;
        let after = after.filter(|after| !after.is_empty());
        Ok(Self { prefix: prefix.unwrap_or_default(), limit: page_length(limit)?, after, path })
    }

    fn page(
        &self,
        store: &dateline_store::Store,
        kind: Named,
    ) -> Result<(Vec<Name>, Option<String>), Problem> {
        let mut names = store.names(kind, &self.prefix, self.after.as_deref(), self.limit + 1)?;
        let more = names.len() > self.limit;
        names.truncate(self.limit);
        let next = names.last().filter(|_| more).map(|last| {
            let limit = self.limit.to_string();
            let prefix = (!self.prefix.is_empty()).then_some(self.prefix.as_str());
            address(
                &self.path,
                &[("prefix", prefix), ("limit", Some(&limit)), ("after", Some(&last.name))],
            )
        });
        Ok((names, next))
    }
}

/// Who somebody is, as the actor base has it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct KnownActor {
    pub id: String,
    pub name: String,
    /// `armed-group`, `armed-forces`, `government`, …
    pub kind: String,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
}

/// All that is told of one name.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct OneActor {
    pub name: String,
    /// What the actor base has of it; null where it is not in there.
    pub known: Option<KnownActor>,
    #[serde(flatten)]
    pub overview: Overview,
}

/// All that is told of one place.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct OnePlace {
    pub name: String,
    #[serde(flatten)]
    pub overview: Overview,
}

/// One who takes part: the incidents, in time and on the map. All other filters hold as well.
#[utoipa::path(get, path = "/actors/{name}.json", tag = "names",
    params(("name" = String, Path, description = "A name, or an id of the actor base"), Parameters),
    responses((status = 200, body = OneActor), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub async fn actor(
    asked: Asked,
    Path(name): Path<String>,
    parameters: Result<Query<Parameters>, QueryRejection>,
) -> Result<Response, Problem> {
    let parameters = Parameters { actor: Some(name.clone()), ..given(parameters)? };
    let filters = parameters.filters()?;
    asked
        .answer("actor.html", move |view| {
            if view.rows_named(Named::Actor, &name)?.is_empty() {
                return Err(Problem::not_found(format!("nobody is called “{name}”")));
            }
            let path = format!("/actors/{}", encode(&name));
            let overview = view.overview(filters, &path)?;
            Ok(OneActor { known: known(view.site.equipment.actors(), &name), name, overview })
        })
        .await
}

/// One place, or a country by its code: the incidents, in time and on the map. All other filters hold
/// as well.
#[utoipa::path(get, path = "/places/{name}.json", tag = "names",
    params(("name" = String, Path, description = "A name, or a country's code"), Parameters),
    responses((status = 200, body = OnePlace), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub async fn place(
    asked: Asked,
    Path(name): Path<String>,
    parameters: Result<Query<Parameters>, QueryRejection>,
) -> Result<Response, Problem> {
    let parameters = Parameters { place: Some(name.clone()), ..given(parameters)? };
    let filters = parameters.filters()?;
    asked
        .answer("place.html", move |view| {
            if view.rows_named(Named::Place, &name)?.is_empty() {
                return Err(Problem::not_found(format!("no place is called “{name}”")));
            }
            let overview = view.overview(filters, &format!("/places/{}", encode(&name)))?;
            Ok(OnePlace { name, overview })
        })
        .await
}

/// What the actor base has of an id or a name.
fn known(base: &Base, name: &str) -> Option<KnownActor> {
    let same = |known: &str| known.to_lowercase() == name.to_lowercase();
    let actor =
        base.actor(name).or_else(|| base.actors().iter().find(|actor| same(&actor.name)))?;
    Some(KnownActor {
        id: actor.id.to_string(),
        name: actor.name.to_string(),
        kind: crate::render::words::code(actor.kind),
        country: actor.country.as_deref().map(str::to_owned),
    })
}
