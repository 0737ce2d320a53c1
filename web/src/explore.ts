/** The interactive part of the overview, of the pages of actors and places, and the small map of an incident. */
import { type Box, boxText, type Near, parseBox, parseNear } from "./box";
import { toNumber } from "./days";
import { counted, several, stylesheet } from "./dom";
import { address, changed, type Fields, filtersOf, fromForm, NAMES, withFixed } from "./filters";
import { Failure, Latest } from "./latest";
import { fillList } from "./list";
import type { MapHooks, MapView } from "./map";
import { figureMap } from "./map-figure";
import { News } from "./news";
import { Timeline } from "./timeline";
import type { Feature, Incident, Listed, MapAnswer, Overview, Timeline as Times } from "./types";

/** Incidents of one spot that a popup lists. */
const LISTED = 6;

class Explore {
  readonly #section: HTMLElement;
  readonly #form: HTMLFormElement | null;
  readonly #fixed: URLSearchParams;
  readonly #overview = new Latest();
  readonly #around = new Latest();
  readonly #view = new Latest();
  readonly #timeline: Timeline | null;
  #filters = filtersOf(new URLSearchParams(location.search));
  /** What the form said when the filters were last written into it. */
  #written: Fields = [];
  /** The incidents of the list, by id. */
  #listed: ReadonlyMap<string, Incident> = new Map();
  #map: MapView | null = null;
  #seen: { box: Box; zoom: number } | null = null;
  /** All dates that the filters but `since` and `until` let through, and those filters. */
  #whole: { of: string; times: Times } | null = null;

  constructor(section: HTMLElement) {
    this.#section = section;
    this.#fixed = new URLSearchParams(section.dataset.fixed ?? "");
    this.#form = document.querySelector<HTMLFormElement>("form#filters");
    const figure = section.querySelector<HTMLElement>("figure.timeline");
    this.#timeline = figure && new Timeline(figure, (chosen) => this.#set(changed(this.#filters, { ...chosen })));
    this.#form?.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#read();
    });
    this.#form?.addEventListener("change", () => this.#read());
    window.addEventListener("popstate", () => {
      const filters = filtersOf(new URLSearchParams(location.search));
      // a link within the page changes the address too
      if (filters.toString() === this.#filters.toString()) return;
      this.#filters = filters;
      this.#write();
      void this.#load(true);
    });
    for (const kind of ["pointerover", "focusin"] as const) {
      document.addEventListener(kind, (event) => this.#pointAt(event.target));
    }
    document.addEventListener("click", (event) => {
      const link = event.target instanceof Element && event.target.closest<HTMLAnchorElement>("a[data-set]");
      if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      this.#set(this.#with(link));
    });
  }

  async start(): Promise<void> {
    this.#write();
    // the server has written the list already
    const answer = this.#load(false);
    const entry = this.#section.dataset.entry;
    if (entry) new News(Number(entry), this.#section, () => void this.#load(true));
    const figure = this.#section.querySelector<HTMLElement>("figure.map");
    if (!figure) return;
    const hooks: MapHooks = {
      onView: (box, zoom) => {
        this.#seen = { box, zoom };
        void this.#look();
      },
      onWithin: (box) => this.#set(changed(this.#filters, { within: box && boxText(box) })),
      list: (box) => {
        // what is drawn lies within the filters' own box already
        const filters = changed(this.#asked, { within: boxText(box) });
        return new Latest().ask<Listed>(address("/incidents.json", filters, { limit: String(LISTED) }));
      },
    };
    const features = answer.then((overview) => overview?.map.features ?? []);
    this.#map = await figureMap(figure, hooks, features);
    this.#map?.asked(this.#within, this.#near);
  }

  get #asked(): URLSearchParams {
    return withFixed(this.#filters, this.#fixed);
  }

  get #within(): Box | null {
    return parseBox(this.#filters.get("within"));
  }

  get #near(): Near | null {
    return parseNear(this.#filters.get("near"));
  }

  /** Takes what the reader has changed in the form. */
  #read(): void {
    this.#set(fromForm(this.#written, this.#said(), this.#filters));
  }

  /** What the form says. */
  #said(): Fields {
    const entries = this.#form ? [...new FormData(this.#form)] : [];
    return entries.flatMap(([name, value]) => (typeof value === "string" ? [[name, value] as const] : []));
  }

  /** Writes the filters into the form and into links that carry them. */
  #write(): void {
    for (const field of this.#form?.elements ?? []) {
      const named = NAMES.find((name) => name === field.getAttribute("name"));
      if (!named) continue;
      const values = this.#filters.getAll(named);
      if (field instanceof HTMLInputElement && (field.type === "checkbox" || field.type === "radio")) {
        field.checked = values.includes(field.value);
      } else if (field instanceof HTMLSelectElement && field.multiple) {
        for (const option of field.options) option.selected = values.includes(option.value);
      } else if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) {
        const value = values[0] ?? "";
        // a field for a day takes no month, and would complain
        field.value = field.type === "date" && toNumber(value) === null ? "" : value;
      }
    }
    this.#written = this.#said();
    for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-carry]")) {
      link.href = address(link.pathname, this.#asked);
    }
    for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-set]")) {
      link.href = address(location.pathname, this.#with(link));
    }
  }

  /** The filters with those that a link sets; an empty value takes one away. */
  #with(link: HTMLAnchorElement): URLSearchParams {
    return changed(this.#filters, Object.fromEntries(new URLSearchParams(link.dataset.set)));
  }

  /** Other filters: they go into the URL, and everything is asked anew. */
  #set(filters: URLSearchParams): void {
    if (filters.toString() === this.#filters.toString()) return;
    this.#filters = filters;
    history.pushState(null, "", address(location.pathname, filters));
    this.#write();
    void this.#load(true);
  }

  /** Asks for everything but the map's view, and shows it. */
  async #load(list: boolean): Promise<Overview | null> {
    this.#map?.asked(this.#within, this.#near);
    if (this.#map) void this.#look();
    this.#busy(true);
    try {
      const [answer, whole] = await Promise.all([
        this.#overview.ask<Overview>(address(this.#section.dataset.overview ?? "/overview.json", this.#asked)),
        this.#wholeTimeline(),
      ]);
      if (answer === null) return null;
      this.#busy(false);
      this.#fail(null);
      const times = whole ?? answer.timeline;
      this.#timeline?.show(times, answer.timeline, this.#filters.get("since"), this.#filters.get("until"));
      this.#tell(answer, list);
      return answer;
    } catch (error) {
      this.#busy(false);
      this.#fail(error);
      return null;
    }
  }

  /** All dates without the chosen days, so that one sees what lies beside them; null where none are chosen. */
  async #wholeTimeline(): Promise<Times | null> {
    const asked = this.#asked;
    if (!asked.has("since") && !asked.has("until")) {
      this.#around.stop();
      return null;
    }
    const filters = changed(asked, { since: null, until: null });
    const of = filters.toString();
    if (this.#whole?.of !== of) {
      const answer = await this.#around.ask<Overview>(
        address(this.#section.dataset.overview ?? "/overview.json", filters),
      );
      if (answer) this.#whole = { of, times: answer.timeline };
    }
    return this.#whole?.of === of ? this.#whole.times : null;
  }

  /** Asks for what the map's view shows. */
  async #look(): Promise<void> {
    const [map, seen] = [this.#map, this.#seen];
    if (!map || !seen) return;
    try {
      const more = { zoom: String(seen.zoom), box: boxText(seen.box) };
      const answer = await this.#view.ask<MapAnswer>(
        address(this.#section.dataset.map ?? "/map.json", this.#asked, more),
      );
      if (answer === null) return;
      map.show(answer.features);
      map.say(answer.unplaced > 0 ? `${several(answer.unplaced, "incident")} without a place` : "");
    } catch (error) {
      map.say(`The map could not be brought up to date. ${words(error)}`);
    }
  }

  #tell(answer: Overview, list: boolean): void {
    const { total, matching } = answer;
    const output = document.getElementById("matching");
    const text =
      total === undefined ? several(matching, "incident") : `${counted(matching)} of ${several(total, "incident")}`;
    if (output && output.textContent !== text) output.textContent = text;
    const results = document.getElementById("results");
    if (list && results) fillList(results, answer.incidents);
    this.#listed = new Map(answer.incidents.map((incident) => [incident.id, incident]));
    const more = document.querySelector<HTMLAnchorElement>("a#more");
    if (list && more) {
      more.hidden = answer.next === null;
      if (answer.next !== null) more.href = answer.next;
    }
    for (const place of document.querySelectorAll<HTMLElement>("[data-facet]")) {
      const facets = answer.facets?.[place.dataset.facet ?? ""];
      if (facets) place.textContent = counted(facets.find((facet) => facet.value === place.dataset.value)?.count ?? 0);
    }
  }

  #busy(busy: boolean): void {
    this.#section.classList.toggle("loading", busy);
    document.getElementById("results")?.setAttribute("aria-busy", String(busy));
  }

  /** Shows on the map where the incident of the list is that the reader points at. */
  #pointAt(target: EventTarget | null): void {
    const item = target instanceof Element ? target.closest<HTMLElement>("#results > li[data-id]") : null;
    this.#map?.point(this.#listed.get(item?.dataset.id ?? "")?.place ?? null);
  }

  /** Tells of a failure, with a way to try again; null: there is none any more. */
  #fail(error: unknown): void {
    this.#section.querySelector(":scope > .failure")?.remove();
    if (error === null) return;
    const again = document.createElement("button");
    again.type = "button";
    again.textContent = "Try again";
    again.addEventListener("click", () => void this.#load(true));
    const box = document.createElement("p");
    box.className = "failure";
    box.setAttribute("role", "alert");
    box.append(`What is shown could not be brought up to date. ${words(error)} `, again);
    this.#section.prepend(box);
  }
}

function words(error: unknown): string {
  return error instanceof Failure ? error.message : "Something went wrong in this page.";
}

async function start(): Promise<void> {
  const section = document.getElementById("explore");
  const alone = [...document.querySelectorAll<HTMLElement>("figure.map[data-features]")];
  if (!section && alone.length === 0) return;
  await stylesheet("explore.css");
  for (const figure of alone) {
    const features = JSON.parse(figure.dataset.features ?? "[]") as Feature[];
    void figureMap(figure, null, Promise.resolve(features));
  }
  if (section) await new Explore(section).start();
}

void start();
