import { type Box, spotBox } from "./box";
import { button, counted, element, several } from "./dom";
import { Latest } from "./latest";
import type { MapHooks } from "./map";
import type { AreaFeature, Feature, Incident, IncidentFeature } from "./types";

/** At most so many of one spot are told in a popup. */
const MOST = 6;

/** What a popup says of features that lie on one spot; it is filled further when the server has answered. */
export function popup(features: readonly Feature[], hooks: MapHooks | null, close: () => void): HTMLElement {
  const clusters = features.filter((feature) => feature.kind === "cluster");
  const points = features.filter((feature) => feature.kind === "incident");
  const areas = features.filter((feature) => feature.kind === "area");
  // the most exact first: an area that holds them is told only where there is nothing else
  const told = [
    ...clusters.map((cluster) => many(cluster, `${several(cluster.count, "incident")} at one place`, hooks, close)),
    ...points.map(incident),
  ];
  if (told.length === 0) told.push(...areas.map((each) => many(areaBox(each), areaWords(each), hooks, close)));
  const box = element("div", { class: "map-popup" }, ...told.slice(0, MOST));
  if (told.length > MOST) box.append(element("p", {}, `and ${counted(told.length - MOST)} more here`));
  return box;
}

function linked(id: string, text: string): HTMLAnchorElement {
  return element("a", { href: `/incidents/${encodeURIComponent(id)}` }, text);
}

function incident(feature: IncidentFeature): HTMLElement {
  const link = linked(feature.id, feature.summary ?? feature.id);
  if (feature.summary === undefined) void fill(link);
  const parts: string[] = [];
  if (feature.radius_km) parts.push(`within about ${kilometres(feature.radius_km)}`);
  if (feature.conflicting) parts.push("reports disagree");
  return element("p", {}, link, ...(parts.length > 0 ? [element("br"), element("small", {}, parts.join(" · "))] : []));
}

/** Puts the summary of the incident that a link leads to in place of its id; where it cannot be had the id stays. */
async function fill(link: HTMLAnchorElement): Promise<void> {
  const answer = await new Latest().ask<{ incident: Incident }>(`${link.pathname}.json`).catch(() => null);
  if (answer) link.textContent = answer.incident.summary;
}

/** What lies at one place or somewhere in one area: how many, the first of them, a button that asks for them alone. */
function many(box: Box, words: string, hooks: MapHooks | null, close: () => void): HTMLElement {
  const made = element("div", {}, element("p", {}, words));
  if (!hooks) return made;
  const spot = spotBox(box);
  const only = button("Only these", () => {
    close();
    hooks.onWithin(spot);
  });
  made.append(only);
  hooks.list(spot).then(
    (answer) => {
      if (answer) only.before(element("ul", {}, ...answer.incidents.map(line)));
    },
    () => only.before(element("p", {}, "What they are could not be asked.")),
  );
  return made;
}

function line({ id, summary, time }: Incident): HTMLElement {
  return element("li", {}, linked(id, summary), ` ${time?.edtf ?? "no date"}`);
}

/** Incidents of which only the area is known all have its middle as their place. */
function areaBox({ lat, lon }: AreaFeature): Box {
  return { west: lon, south: lat, east: lon, north: lat };
}

function areaWords({ name, count, conflicting, radius_km }: AreaFeature): string {
  const where = radius_km === null ? "somewhere around here" : `somewhere within about ${kilometres(radius_km)}`;
  const disagree = conflicting > 0 ? ` · reports of ${counted(conflicting)} disagree` : "";
  return `${name ? `${name}: ` : ""}${several(count, "incident")} ${where}${disagree}`;
}

/** `3 km`, `120 km`, `0.5 km`. */
function kilometres(km: number): string {
  return `${km < 10 ? Math.round(km * 10) / 10 : Math.round(km)} km`;
}
