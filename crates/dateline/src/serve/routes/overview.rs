//! Everything at a glance: where, when, of what kind.

use std::sync::Arc;

use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use axum::http::StatusCode;
use axum::response::Response;
use dateline_core::incident::Incident;
use dateline_store::{Error, Named};
use serde::{Deserialize, Serialize};

use crate::serve::answer::{Asked, View};
use crate::serve::catalogue::{
    Drawn, Facets, Found, Selection, Timeline, View as Window, names_a_place,
};
use crate::serve::filters::{self, Filters, Parameters, query};
use crate::serve::problem::Problem;

/// Incidents beside the map.
const LISTED: usize = 25;

/// All incidents that fit, in figures, with the first of them.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Overview {
    /// Incidents of the store.
    pub total: usize,
    /// Those that fit.
    pub matching: usize,
    /// The filters as they were given.
    #[schema(value_type = std::collections::BTreeMap<String, String>)]
    pub filters: Filters,
    pub timeline: Timeline,
    pub map: Drawn,
    pub facets: Facets,
    /// The first 25 of them, as `/incidents.json` has them.
    #[schema(value_type = Vec<Object>)]
    pub incidents: Vec<Incident>,
    /// Where the list goes on; null where it is at its end.
    pub next: Option<String>,
    /// The last entry of the log that this knows of: `/stream?last=` with it tells what comes next.
    pub entry: i64,
}

/// The part of the world that is looked at.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct WindowParameters {
    /// Degrees west, south, east, north; all of the world where nothing is said
    #[param(value_type = Option<String>, example = "-5,12,3,18")]
    #[serde(rename = "box")]
    area: Option<String>,
    /// As web maps count: 0 is the whole world in 512 dots, each step doubles it
    #[param(value_type = Option<f64>, example = 4)]
    zoom: Option<String>,
}

impl View<'_> {
    /// The incidents that fit.
    ///
    /// # Errors
    ///
    /// Where the store cannot be read.
    pub fn select(&self, filters: &Filters) -> Result<Selection, Problem> {
        let mut found = Found::default();
        if let Some(actor) = &filters.actor {
            found.lists.push(self.rows_named(Named::Actor, actor)?);
        }
        if let Some(place) = filters.place.as_ref().filter(|_| names_a_place(filters)) {
            found.lists.push(self.rows_named(Named::Place, place)?);
        }
        if let Some(words) = &filters.words {
            let rows = || self.store.rows_with_words(words);
            found.lists.push(self.rows(&format!("words {words}"), &rows)?);
        }
        Ok(self.catalogue.select(filters, &found))
    }

    /// The rows of the incidents with a name.
    ///
    /// # Errors
    ///
    /// Where the store cannot be read.
    pub fn rows_named(&self, kind: Named, name: &str) -> Result<Arc<Vec<i64>>, Problem> {
        let what = match kind {
            Named::Actor => "actor",
            Named::Place => "place",
        };
        self.rows(&format!("{what} {name}"), &|| self.store.rows_named(kind, name))
    }

    /// Rows that were found before for this catalogue, or are found now.
    fn rows(
        &self,
        question: &str,
        find: &dyn Fn() -> Result<Vec<i64>, Error>,
    ) -> Result<Arc<Vec<i64>>, Problem> {
        self.site.remember_rows(self.catalogue.generation, question.to_owned(), find)
    }

    /// A page of incidents, and the address of the next.
    ///
    /// # Errors
    ///
    /// Where the store cannot be read.
    pub fn page(
        &self,
        selection: &Selection,
        filters: &Filters,
        path: &str,
    ) -> Result<(Vec<Incident>, Option<String>), Problem> {
        let page = self.catalogue.page(selection, filters);
        let next = page.more.map(|(first, id)| filters.next(path, first, &id));
        Ok((self.store.rows(&page.rows)?, next))
    }

    /// Everything at a glance.
    ///
    /// # Errors
    ///
    /// Where the store cannot be read.
    pub fn overview(&self, filters: Filters, path: &str) -> Result<Overview, Problem> {
        let selection = self.select(&filters)?;
        let filters = Filters { limit: LISTED, ..filters };
        let (incidents, next) = self.page(&selection, &filters, path)?;
        Ok(Overview {
            total: self.catalogue.len(),
            matching: selection.many,
            timeline: self.catalogue.timeline(&selection),
            map: self.catalogue.draw(&selection, Window::WORLD),
            facets: self.catalogue.facets(&selection),
            entry: self.catalogue.entry,
            incidents,
            next,
            filters,
        })
    }
}

/// Where, when and of what kind the incidents are that fit, and the first of them.
#[utoipa::path(get, path = "/overview.json", params(Parameters), tag = "incidents",
    responses((status = 200, body = Overview), (status = 400, body = Problem)))]
pub async fn overview(
    asked: Asked,
    parameters: Result<Query<Parameters>, QueryRejection>,
) -> Result<Response, Problem> {
    let filters = given(parameters)?.filters()?;
    asked
        .work(move |asked, view| {
            let question = format!("overview {} {:?}", filters.key(), filters.after);
            let told = view.site.remember(view.catalogue.generation, question, || {
                let overview = view.overview(filters, "/incidents")?;
                serde_json::to_vec(&overview).map_err(|_| Problem::internal())
            })?;
            asked.send_told(StatusCode::OK, "overview.html", told)
        })
        .await
}

/// What lies in a part of the map: points, clusters of points too close to tell apart, and areas.
#[utoipa::path(get, path = "/map.json", params(Parameters, WindowParameters), tag = "incidents",
    responses((status = 200, body = Drawn), (status = 400, body = Problem)))]
pub async fn map(
    asked: Asked,
    parameters: Result<Query<Parameters>, QueryRejection>,
    window: Result<Query<WindowParameters>, QueryRejection>,
) -> Result<Response, Problem> {
    let filters = given(parameters)?.filters()?;
    let WindowParameters { area, zoom } = given(window)?;
    let area = area.filter(|area| !area.is_empty());
    let zoom = zoom.filter(|zoom| !zoom.is_empty());
    let mut window = Window::WORLD;
    if let Some(area) = &area {
        window.area = filters::area(area).map_err(|why| Problem::bad_filter("box", area, &why))?;
    }
    if let Some(zoom) = &zoom {
        let number = zoom.parse().ok().filter(|zoom: &f64| zoom.is_finite());
        window.zoom = number.ok_or_else(|| Problem::bad_filter("zoom", zoom, "not a number"))?;
    }
    asked
        .work(move |asked, view| {
            let question = format!("map {} {area:?} {zoom:?}", filters.key());
            let told = view.site.remember(view.catalogue.generation, question, || {
                let drawn = view.catalogue.draw(&view.select(&filters)?, window);
                serde_json::to_vec(&drawn).map_err(|_| Problem::internal())
            })?;
            asked.send_told(StatusCode::OK, "map.html", told)
        })
        .await
}

/// What stands in an address behind `?`.
///
/// # Errors
///
/// Where it cannot be read, with the reason.
pub fn given<T>(query: Result<Query<T>, QueryRejection>) -> Result<T, Problem> {
    query.map(|Query(given)| given).map_err(|error| Problem::bad_request(error.body_text()))
}

/// An address with what stands behind `?`, without those that are not set.
pub fn address(path: &str, parts: &[(&str, Option<&str>)]) -> String {
    let parts = parts.iter().filter_map(|(name, value)| Some((*name, (*value)?)));
    let query = query(parts);
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}
