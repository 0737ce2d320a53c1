import { counted, element, several } from "./dom";
import type { Incident } from "./types";

/**
 * The item of one incident. The page may have a `<template id="result">` with one `<li>`: then an
 * item is a copy of it, and what carries `data-field` is filled. Otherwise it is made here.
 */
function blank(): HTMLLIElement {
  const page = document.querySelector<HTMLTemplateElement>("template#result")?.content.querySelector("li");
  if (page) return document.importNode(page, true);
  const field = (name: string, kind: "span" | "code" = "span") => element(kind, { class: name, "data-field": name });
  return element(
    "li",
    { class: "incident" },
    element("a", { "data-field": "link" }, field("summary")),
    element(
      "p",
      { class: "facts" },
      field("date"),
      " · ",
      field("place"),
      " · ",
      field("grade"),
      " · ",
      field("sources"),
      " ",
      field("conflict"),
    ),
    field("id", "code"),
  );
}

/** What the page calls a country, by the list that its field for a place is filled from; else its code. */
function countryName(code: string): string {
  const option = document.querySelector(`#countries option[data-code="${CSS.escape(code)}"]`);
  return option?.textContent ?? code;
}

/** What each field of an item says, with names for the codes of countries; null where the field is left out. */
export function fields(incident: Incident, nameOf: (code: string) => string): Record<string, string | null> {
  const open = incident.conflicts.filter((conflict) => conflict.open).map((conflict) => conflict.slot);
  const copies = incident.sources - incident.independent_sources;
  const country = incident.place?.country;
  const parts = [incident.place?.name, country && nameOf(country)];
  const place = parts.filter((part, at) => part && parts.indexOf(part) === at);
  return {
    id: incident.id,
    summary: incident.summary,
    date: incident.time?.edtf ?? "no date",
    place: place.length > 0 ? place.join(", ") : "no place",
    grade: incident.grade,
    sources:
      several(incident.sources, "source") +
      (copies > 0 ? `, ${counted(incident.independent_sources)} independent` : ""),
    conflict: open.length > 0 ? `in conflict: ${open.join(", ")}` : null,
  };
}

function item(incident: Incident): HTMLLIElement {
  const made = blank();
  made.dataset.id = incident.id;
  const link = made.querySelector<HTMLAnchorElement>('[data-field="link"]');
  if (link) link.href = `/incidents/${encodeURIComponent(incident.id)}`;
  for (const [name, text] of Object.entries(fields(incident, countryName))) {
    for (const place of made.querySelectorAll<HTMLElement>(`[data-field="${name}"]`)) {
      if (text === null) place.remove();
      else place.textContent = text;
      if (name === "grade") place.dataset.grade = incident.grade;
    }
  }
  return made;
}

/** Fills the list with these incidents. */
export function fillList(list: HTMLElement, incidents: readonly Incident[]): void {
  list.replaceChildren(...incidents.map(item));
}
