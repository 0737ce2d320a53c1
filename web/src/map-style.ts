import type { FeatureCollection } from "geojson";
import type { LayerSpecification, StyleSpecification } from "maplibre-gl";
import { type Colours, mixed } from "./colours";

/** Layers whose features can be opened, topmost first. */
export const OPENABLE = ["clusters", "points", "vague", "areas"] as const;

const NOTHING: FeatureCollection = { type: "FeatureCollection", features: [] };

/** A style without `glyphs` has its labels drawn with fonts of the reader's machine. */
const FONT = ["sans-serif"];

/** The map's style: countries and labels that are given, and sources for the features that are to come. */
export function style(colours: Colours, countries: FeatureCollection, labels: FeatureCollection): StyleSpecification {
  const source = (data: FeatureCollection) => ({ type: "geojson" as const, data });
  return {
    version: 8,
    sources: {
      countries: source(countries),
      labels: source(labels),
      areas: source(NOTHING),
      vague: source(NOTHING),
      halos: source(NOTHING),
      points: source(NOTHING),
      clusters: source(NOTHING),
      asked: source(NOTHING),
      pointed: source(NOTHING),
    },
    layers: layers(colours),
  };
}

/** All layers in these colours, lowest first. */
export function layers(colours: Colours): LayerSpecification[] {
  const { ink, paper, line, accent, conflict, area, point, muted } = colours;
  const either = (yes: string, no: string) => ["case", ["get", "conflicting"], yes, no] as unknown as string;
  return [
    { id: "sea", type: "background", paint: { "background-color": mixed(paper, line, 0.45) } },
    { id: "land", type: "fill", source: "countries", paint: { "fill-color": paper, "fill-antialias": false } },
    {
      id: "borders",
      type: "line",
      source: "countries",
      paint: {
        "line-color": mixed(line, ink, 0.25),
        "line-width": ["interpolate", ["linear"], ["zoom"], 0, 0.5, 6, 1.2],
      },
    },
    { id: "areas", type: "fill", source: "areas", paint: { "fill-color": area, "fill-opacity": 0.14 } },
    {
      id: "areas-edge",
      type: "line",
      source: "areas",
      paint: { "line-color": area, "line-width": 1.5, "line-dasharray": [3, 2] },
    },
    {
      // larger than a point and with no edge of its own: it is somewhere around here
      id: "vague",
      type: "circle",
      source: "vague",
      paint: { "circle-radius": 18, "circle-color": area, "circle-opacity": 0.3, "circle-blur": 0.6 },
    },
    {
      id: "halos",
      type: "fill",
      source: "halos",
      paint: { "fill-color": either(conflict, point), "fill-opacity": 0.15 },
    },
    {
      id: "labels",
      type: "symbol",
      source: "labels",
      layout: {
        "text-field": ["get", "name"],
        "text-font": FONT,
        "text-size": ["interpolate", ["linear"], ["zoom"], 1, 10, 5, 14],
        "text-max-width": 7,
        "symbol-sort-key": ["-", 0, ["get", "size"]],
      },
      // a country's name comes when the country is large enough on the screen to hold it
      filter: [">=", ["get", "size"], ["step", ["zoom"], 250, 2, 60, 3, 12, 4, 2, 5, 0]],
      paint: { "text-color": muted, "text-halo-color": paper, "text-halo-width": 1.2 },
    },
    {
      id: "points",
      type: "circle",
      source: "points",
      paint: {
        "circle-radius": ["interpolate", ["linear"], ["zoom"], 1, 4.5, 8, 7],
        // told apart by shape too: an incident in conflict is a ring
        "circle-color": either(paper, point),
        "circle-stroke-color": either(conflict, paper),
        "circle-stroke-width": ["case", ["get", "conflicting"], 3, 1.2],
      },
    },
    {
      id: "clusters",
      type: "circle",
      source: "clusters",
      paint: {
        "circle-radius": ["interpolate", ["linear"], ["sqrt", ["get", "count"]], 1, 11, 10, 17, 100, 28],
        "circle-color": point,
        "circle-stroke-color": either(conflict, paper),
        "circle-stroke-width": ["case", ["get", "conflicting"], 3, 1.5],
      },
    },
    {
      id: "clusters-count",
      type: "symbol",
      source: "clusters",
      layout: { "text-field": ["get", "label"], "text-font": FONT, "text-size": 12, "text-allow-overlap": true },
      paint: { "text-color": paper },
    },
    {
      id: "asked",
      type: "line",
      source: "asked",
      paint: { "line-color": accent, "line-width": 2.5 },
    },
    {
      id: "pointed-area",
      type: "line",
      source: "pointed",
      filter: ["==", ["geometry-type"], "Polygon"],
      paint: { "line-color": ink, "line-width": 3 },
    },
    {
      id: "pointed-spot",
      type: "circle",
      source: "pointed",
      filter: ["==", ["geometry-type"], "Point"],
      paint: { "circle-radius": 13, "circle-opacity": 0, "circle-stroke-color": ink, "circle-stroke-width": 3 },
    },
  ];
}
