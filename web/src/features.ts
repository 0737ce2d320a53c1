import type { Feature as Drawn, FeatureCollection, Point, Polygon, Position } from "geojson";
import { around, type Box, boxOf, eastBehindWest, type Near } from "./box";
import { circle, reach } from "./circle";
import type { Feature, Place } from "./types";

/** What the map draws, by how it is drawn. `at` is the index of the feature that it was made from. */
export interface Drawing {
  /** Incidents at a known place. */
  points: FeatureCollection<Point>;
  /** How far from its point such an incident may have been. */
  halos: FeatureCollection<Polygon>;
  /** Many at once. */
  clusters: FeatureCollection<Point>;
  /** Where something happened somewhere within: an area, never a point. */
  areas: FeatureCollection<Polygon>;
  /** Areas of which nobody knows how far they reach. */
  vague: FeatureCollection<Point>;
}

/** Sorts the server's features by how they are drawn. */
export function drawing(features: readonly Feature[]): Drawing {
  const points: Drawn<Point>[] = [];
  const halos: Drawn<Polygon>[] = [];
  const clusters: Drawn<Point>[] = [];
  const areas: Drawn<Polygon>[] = [];
  const vague: Drawn<Point>[] = [];
  features.forEach((feature, at) => {
    const point: Point = { type: "Point", coordinates: [feature.lon, feature.lat] };
    const properties = { at, conflicting: Number(feature.conflicting) > 0 };
    const round = (km: number): Drawn<Polygon> => ({
      type: "Feature",
      properties,
      geometry: { type: "Polygon", coordinates: [circle(feature.lon, feature.lat, km)] },
    });
    if (feature.kind === "area") {
      if (feature.radius_km === null) vague.push({ type: "Feature", properties, geometry: point });
      else areas.push(round(feature.radius_km));
    } else if (feature.kind === "cluster") {
      const label = shortNumber(feature.count);
      clusters.push({ type: "Feature", properties: { ...properties, count: feature.count, label }, geometry: point });
    } else {
      points.push({ type: "Feature", properties, geometry: point });
      if (feature.radius_km !== null && feature.radius_km > 0) halos.push(round(feature.radius_km));
    }
  });
  // the largest lies lowest, so that a smaller one inside it can be clicked
  const size = (area: Drawn<Polygon>) => {
    const feature = features[area.properties?.at];
    return feature?.kind === "area" ? (feature.radius_km ?? 0) : 0;
  };
  areas.sort((one, other) => size(other) - size(one));
  return {
    points: collection(points),
    halos: collection(halos),
    clusters: collection(clusters),
    areas: collection(areas),
    vague: collection(vague),
  };
}

function collection<G extends Point | Polygon>(features: Drawn<G>[]): FeatureCollection<G> {
  return { type: "FeatureCollection", features };
}

/** `25`, `1.2k`, `38k`, `1.1M`: short enough to stand in a circle. */
export function shortNumber(number: number): string {
  if (number < 1000) return String(number);
  const [value, unit] = number < 999_500 ? [number / 1000, "k"] : [number / 1_000_000, "M"];
  return `${value < 9.95 ? Math.round(value * 10) / 10 : Math.round(value)}${unit}`;
}

/** The box around all that features cover; null where there are none. */
export function extent(features: readonly Feature[]): Box | null {
  return around(
    features.map((feature) => {
      if (feature.kind === "cluster") {
        const { west, south, east, north } = feature;
        return { west, south, east: eastBehindWest({ west, south, east, north }), north };
      }
      const { south, north, side } = reach(feature.lat, feature.radius_km ?? 0);
      return { west: feature.lon - side, south, east: feature.lon + side, north };
    }),
  );
}

/** From this step of UCDP's scale on what is known of a place is an area, and no point in it. */
const AREA = 3;

/** A ring around a place that is known, the outline of one of which only the area is; nothing for none. */
export function ringed(place: Place | null): FeatureCollection<Point | Polygon> {
  if (place === null || place.lat === null || place.lon === null) return collection([]);
  const { lat, lon, radius_km } = place;
  const isArea = (place.where_prec ?? AREA) >= AREA && radius_km !== null;
  const geometry: Point | Polygon = isArea
    ? { type: "Polygon", coordinates: [circle(lon, lat, radius_km)] }
    : { type: "Point", coordinates: [lon, lat] };
  return collection([{ type: "Feature", properties: {}, geometry }]);
}

/** The outline of what the filters ask for: a box, a circle, both or neither. */
export function outline(box: Box | null, near: Near | null): FeatureCollection<Polygon> {
  const rings: Position[][] = [];
  if (box) {
    const { west, south, north } = box;
    const east = eastBehindWest(box);
    rings.push([west, east, east, west, west].map((lon, at) => [lon, at === 2 || at === 3 ? north : south]));
  }
  if (near) rings.push(circle(near.lon, near.lat, near.km));
  return collection(
    rings.map((ring) => ({ type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates: [ring] } })),
  );
}

/** The box between two corners, whichever they are. */
export function between(one: { lng: number; lat: number }, other: { lng: number; lat: number }): Box {
  return boxOf(
    Math.min(one.lng, other.lng),
    Math.min(one.lat, other.lat),
    Math.max(one.lng, other.lng),
    Math.max(one.lat, other.lat),
  );
}
