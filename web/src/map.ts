/** The interactive map. This file and MapLibre are one chunk, which is loaded only where there is a map to draw. */
import type { Feature as Drawn, FeatureCollection, MultiPolygon } from "geojson";
import {
  type GeoJSONSource,
  Map as LibreMap,
  NavigationControl,
  type PointLike,
  Popup,
  ScaleControl,
  setWorkerUrl,
} from "maplibre-gl";
import { feature } from "topojson-client";
import type { Topology } from "topojson-specification";
import { type Box, boxOf, eastBehindWest, grown, holds, isSpot, type Near } from "./box";
import { coloursOf, onColours } from "./colours";
import { beside, button, element } from "./dom";
import { between, drawing, extent, outline, ringed } from "./features";
import { layers, OPENABLE, style } from "./map-style";
import { popup } from "./popup";
import type { Feature, Listed, Place } from "./types";

/** What the page does when the reader uses the map; a map that only shows what it is given has none. */
export interface MapHooks {
  /** Another part of the world is seen. */
  onView(box: Box, zoom: number): void;
  /** Only what lies in this box is asked for; null: no longer. */
  onWithin(box: Box | null): void;
  /** The first incidents that fit and lie in this box, and how many do. */
  list(box: Box): Promise<Listed | null>;
}

export interface MapView {
  /** Draws these features in place of those before. */
  show(features: readonly Feature[]): void;
  /** Moves so that these features are seen; at once, or as the reader's settings for motion have it. */
  fit(features: readonly Feature[], atOnce?: boolean): void;
  /** Draws what the filters ask for: a box, what is near a point. */
  asked(box: Box | null, near: Near | null): void;
  /** Rings a place; null: none. */
  point(place: Place | null): void;
  /** Tells of what goes on: a failure, or nothing. */
  say(text: string): void;
}

/** The whole world but for the poles. */
const WORLD: Box = { west: -180, south: -60, east: 180, north: 78 };

/** Part of a view's width and height that is asked for on each side, so that a small move shows no gap. */
const MARGIN = 0.25;

/** Milliseconds after a move before the server is asked. */
const REST = 200;

/** Pixels around a spot in which a click finds something. */
const REACH = 6;

/** Pixels around the middle in which the Enter key finds something. */
const MIDDLE = 24;

/** Draws a map into a box of the page; ends when it is first drawn. Throws where the browser cannot. */
export async function drawMap(box: HTMLElement, hooks: MapHooks | null): Promise<MapView> {
  setWorkerUrl(beside("maplibre-gl-worker.js"));
  const { countries, labels } = await borders();
  const map = new LibreMap({
    container: box,
    style: style(coloursOf(box), countries, labels),
    bounds: [WORLD.west, WORLD.south, WORLD.east, WORLD.north],
    // told under the map, where it covers nothing
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    maxPitch: 0,
    maxZoom: 14,
    fadeDuration: 0,
    // so that it can be printed
    canvasContextAttributes: { preserveDrawingBuffer: true },
    // on a touch screen one finger moves the page, two the map
    cooperativeGestures: matchMedia("(pointer: coarse)").matches,
    locale: { "Map.Title": "Map: arrow keys move it, plus and minus zoom, Enter opens what is in the middle" },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new ScaleControl({ unit: "metric" }), "bottom-left");
  await new Promise<void>((done, failed) => {
    map.once("load", () => done());
    map.once("error", (event) => failed(event.error));
  }).catch((error: unknown) => {
    map.remove();
    throw error;
  });
  return new View(map, box, hooks);
}

/** A property that one of the layers has; which of them is known only when it runs. */
type ColourName = Parameters<LibreMap["setPaintProperty"]>[1];

class View implements MapView {
  readonly #map: LibreMap;
  readonly #hooks: MapHooks | null;
  readonly #status: HTMLElement;
  #features: readonly Feature[] = [];
  #popup: Popup | null = null;
  #pointed: Place | null = null;
  #without: HTMLButtonElement | null = null;

  constructor(map: LibreMap, box: HTMLElement, hooks: MapHooks | null) {
    this.#map = map;
    this.#hooks = hooks;
    this.#status = element("p", { class: "map-status", role: "status" });
    box.append(element("div", { class: "map-middle", "aria-hidden": "true" }));
    box.after(this.#status);
    map.on("error", (event) => this.say(`The map is not drawn in full: ${event.error.message}`));
    map.on("click", (event) => this.#open([event.point.x, event.point.y], REACH));
    map.on("mousemove", (event) => {
      const found = this.#found([event.point.x, event.point.y], REACH);
      map.getCanvas().style.cursor = found.length > 0 ? "pointer" : "";
    });
    map.getCanvas().addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      const { width, height } = map.getCanvas().getBoundingClientRect();
      this.#open([width / 2, height / 2], MIDDLE);
    });
    box.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.#popup?.remove();
    });
    onColours(() => this.#recolour(box));
    if (hooks) {
      this.#watch(hooks);
      this.#buttons(box, hooks);
    }
  }

  show(features: readonly Feature[]): void {
    this.#features = features;
    for (const [name, data] of Object.entries(drawing(features))) this.#source(name)?.setData(data);
  }

  fit(features: readonly Feature[], atOnce = false): void {
    // close enough to tell places apart, far enough to see in which country they lie
    this.#go(extent(features) ?? WORLD, 5, atOnce);
  }

  asked(box: Box | null, near: Near | null): void {
    this.#source("asked")?.setData(outline(box, near));
    if (this.#without) this.#without.hidden = box === null;
  }

  point(place: Place | null): void {
    if (place === this.#pointed) return;
    this.#pointed = place;
    this.#source("pointed")?.setData(ringed(place));
  }

  say(text: string): void {
    this.#status.textContent = text;
  }

  /** Calls back when the map rests at another view than the one that was asked for. */
  #watch(hooks: MapHooks): void {
    let wait = 0;
    let asked: { box: Box; zoom: number } | null = null;
    const look = () => {
      const [bounds, zoom] = [this.#map.getBounds(), Math.max(0, Math.round(this.#map.getZoom()))];
      const sides = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()] as const;
      if (asked?.zoom === zoom && holds(asked.box, boxOf(...sides))) return;
      asked = { box: grown(...sides, MARGIN), zoom };
      hooks.onView(asked.box, asked.zoom);
    };
    this.#map.on("moveend", () => {
      clearTimeout(wait);
      wait = setTimeout(look, REST);
    });
  }

  #buttons(box: HTMLElement, hooks: MapHooks): void {
    const all = button("Show all", () => this.fit(this.#features));
    const view = button("Filter by this view", () => {
      const bounds = this.#map.getBounds();
      hooks.onWithin(boxOf(bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()));
    });
    const draw = button("Draw a box", () => this.#drawBox(draw, hooks));
    draw.setAttribute("aria-pressed", "false");
    this.#without = button("Remove the box", () => {
      hooks.onWithin(null);
      view.focus();
    });
    this.#without.hidden = true;
    box.after(element("div", { class: "map-buttons" }, all, view, draw, this.#without));
  }

  /** Has the reader drag a box over the map; a second press of the button or Escape ends it. */
  #drawBox(pressed: HTMLButtonElement, hooks: MapHooks): void {
    if (pressed.getAttribute("aria-pressed") === "true") {
      pressed.dispatchEvent(new Event("end"));
      return;
    }
    const frame = this.#map.getContainer();
    const [cover, drawn] = [element("div", { class: "map-cover" }), element("div", { class: "map-drawn" })];
    const end = () => {
      cover.remove();
      pressed.setAttribute("aria-pressed", "false");
      document.removeEventListener("keydown", onKey);
      pressed.removeEventListener("end", end);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape") end();
    };
    const at = (event: PointerEvent): [number, number] => {
      const { left, top } = frame.getBoundingClientRect();
      return [event.clientX - left, event.clientY - top];
    };
    cover.addEventListener("pointerdown", (down) => {
      const from = at(down);
      cover.setPointerCapture(down.pointerId);
      cover.append(drawn);
      const move = (event: PointerEvent) => {
        const to = at(event);
        drawn.style.left = `${Math.min(from[0], to[0])}px`;
        drawn.style.top = `${Math.min(from[1], to[1])}px`;
        drawn.style.width = `${Math.abs(from[0] - to[0])}px`;
        drawn.style.height = `${Math.abs(from[1] - to[1])}px`;
      };
      move(down);
      cover.addEventListener("pointermove", move);
      cover.addEventListener("pointerup", (up) => {
        const to = at(up);
        end();
        const large = Math.abs(from[0] - to[0]) > 3 && Math.abs(from[1] - to[1]) > 3;
        if (large) hooks.onWithin(between(this.#map.unproject(from), this.#map.unproject(to)));
      });
    });
    pressed.setAttribute("aria-pressed", "true");
    pressed.addEventListener("end", end);
    document.addEventListener("keydown", onKey);
    frame.append(cover);
  }

  /** The features around a spot of the screen, topmost first. */
  #found([x, y]: [number, number], reach: number): Feature[] {
    const around: [PointLike, PointLike] = [
      [x - reach, y - reach],
      [x + reach, y + reach],
    ];
    const drawn = this.#map.queryRenderedFeatures(around, { layers: [...OPENABLE] });
    const indexes = new Set(drawn.map((found) => Number(found.properties.at)));
    return [...indexes].flatMap((at) => this.#features[at] ?? []);
  }

  /** Opens what is at a spot: goes into a cluster, tells of an incident or an area. */
  #open(spot: [number, number], reach: number): void {
    this.#popup?.remove();
    const found = this.#found(spot, reach);
    const cluster = found.find((feature) => feature.kind === "cluster");
    if (cluster && !isSpot(cluster) && this.#map.getZoom() < this.#map.getMaxZoom()) {
      this.#go(cluster, this.#map.getZoom() + 4);
      return;
    }
    const exact = cluster ?? found.find((feature) => feature.kind === "incident");
    if (found.length === 0) return;
    this.#popup = new Popup({ maxWidth: "20rem", closeOnClick: false })
      .setLngLat(exact ? [exact.lon, exact.lat] : this.#map.unproject(spot))
      .setDOMContent(popup(found, this.#hooks, () => this.#popup?.remove()))
      .addTo(this.#map);
    // whoever closes it with a key goes on where they were
    this.#popup.on("close", () => {
      if (document.activeElement === document.body) this.#map.getCanvas().focus();
    });
  }

  #go(box: Box, maxZoom: number, atOnce = false): void {
    const { west, south, north } = box;
    this.#map.fitBounds([west, Math.max(south, -80), eastBehindWest(box), Math.min(north, 84)], {
      padding: 40,
      maxZoom,
      animate: !atOnce,
    });
  }

  #recolour(box: HTMLElement): void {
    for (const layer of layers(coloursOf(box))) {
      for (const [name, value] of Object.entries(layer.paint ?? {})) {
        if (name.endsWith("-color")) this.#map.setPaintProperty(layer.id, name as ColourName, value);
      }
    }
  }

  #source(name: string): GeoJSONSource | undefined {
    return this.#map.getSource<GeoJSONSource>(name);
  }
}

interface Country {
  name: string;
  label: [number, number];
  size: number;
}

/** The countries that lie beside the scripts, and a point for the name of each. */
async function borders(): Promise<{ countries: FeatureCollection; labels: FeatureCollection }> {
  const response = await fetch(beside("countries.json"));
  if (!response.ok) throw new Error(`The borders could not be had (${response.status}).`);
  const topology = (await response.json()) as Topology;
  const named = topology.objects.countries;
  if (!named) throw new Error("The borders hold no countries.");
  const countries = feature(topology, named) as FeatureCollection<MultiPolygon, Country>;
  const labels = countries.features.map(
    ({ properties: { name, label, size } }): Drawn => ({
      type: "Feature",
      properties: { name, size },
      geometry: { type: "Point", coordinates: label },
    }),
  );
  return { countries, labels: { type: "FeatureCollection", features: labels } };
}
