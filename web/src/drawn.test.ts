import { expect, test } from "vitest";
import { circle, reach } from "./circle";
import { mixed } from "./colours";
import { drawing, extent, ringed, shortNumber } from "./features";
import { lanes } from "./lanes";
import type { AreaFeature, ClusterFeature, IncidentFeature } from "./types";

const area: AreaFeature = {
  kind: "area",
  lat: 10,
  lon: 20,
  radius_km: 100,
  where_prec: 4,
  count: 7,
  conflicting: 1,
  name: "Gao",
};
const incident: IncidentFeature = {
  kind: "incident",
  lat: 1,
  lon: 2,
  id: "i-1",
  summary: "",
  radius_km: 3,
  where_prec: 1,
  conflicting: false,
};
const cluster: ClusterFeature = {
  kind: "cluster",
  lat: 0,
  lon: 0,
  count: 1250,
  conflicting: 0,
  west: -1,
  south: -2,
  east: 3,
  north: 4,
};

/** Kilometres between two places on the sphere. */
function apart([lon1, lat1]: number[], [lon2, lat2]: number[]): number {
  const radians = (degrees = 0) => (degrees * Math.PI) / 180;
  const half = (one: number, other: number) => Math.sin((one - other) / 2) ** 2;
  const [one, other] = [radians(lat1), radians(lat2)];
  const share = half(one, other) + Math.cos(one) * Math.cos(other) * half(radians(lon1), radians(lon2));
  return 2 * 6371.0088 * Math.asin(Math.sqrt(share));
}

test("every corner of a circle lies as far from its middle as it says, on the equator and far north", () => {
  for (const lat of [0, 10, -35, 70]) {
    const ring = circle(20, lat, 120);
    expect(ring[0]).toEqual(ring.at(-1));
    for (const corner of ring) expect(apart([20, lat], corner)).toBeCloseTo(120, 3);
  }
});

test("a circle over the 180th meridian stays one piece", () => {
  const longitudes = circle(179.9, -18, 190).map(([lon = 0]) => lon);
  expect(Math.max(...longitudes) - Math.min(...longitudes)).toBeLessThan(5);
});

test("the box around a circle holds it", () => {
  const { south, north, side } = reach(60, 200.001);
  for (const [lon = 0, lat = 0] of circle(0, 60, 200)) {
    expect(Math.abs(lon)).toBeLessThanOrEqual(side);
    expect(lat).toBeGreaterThanOrEqual(south);
    expect(lat).toBeLessThanOrEqual(north);
  }
});

test("an area is drawn as an area and never as a point", () => {
  const drawn = drawing([area, incident, cluster]);
  expect(drawn.areas.features.map((feature) => feature.geometry.type)).toEqual(["Polygon"]);
  expect(drawn.points.features.map((feature) => feature.properties?.at)).toEqual([1]);
  expect(drawn.halos.features).toHaveLength(1);
  expect(drawn.clusters.features[0]?.properties).toMatchObject({ at: 2, label: "1.3k", conflicting: false });
});

test("an area of unknown reach is no point either", () => {
  const drawn = drawing([{ ...area, radius_km: null }]);
  expect([drawn.areas.features.length, drawn.points.features.length, drawn.vague.features.length]).toEqual([0, 0, 1]);
});

test("the smaller of two areas lies above", () => {
  const drawn = drawing([{ ...area, radius_km: 5 }, area]);
  expect(drawn.areas.features.map((feature) => feature.properties?.at)).toEqual([1, 0]);
});

test("what is pointed at is ringed where it is known, and outlined where only its area is", () => {
  const place = { name: "Gao", country: "MLI", lat: 16, lon: 0, where_prec: 4, radius_km: 200 };
  const drawn = (each: typeof place | null) => ringed(each).features.map((feature) => feature.geometry.type);
  expect(drawn(place)).toEqual(["Polygon"]);
  expect(drawn({ ...place, where_prec: 1 })).toEqual(["Point"]);
  expect(drawn(null)).toEqual([]);
});

test("all that is drawn lies in the extent", () => {
  expect(extent([])).toBeNull();
  expect(extent([cluster])).toEqual({ west: -1, south: -2, east: 3, north: 4 });
  const box = extent([area, cluster]);
  expect(box?.north).toBeCloseTo(10.9, 1);
  expect(box?.east).toBeCloseTo(20.91, 1);
});

test("numbers fit into a circle", () => {
  expect([7, 999, 1000, 1249, 9940, 9960, 38_400, 999_499, 999_500, 12_000_000].map(shortNumber)).toEqual([
    "7",
    "999",
    "1k",
    "1.2k",
    "9.9k",
    "10k",
    "38k",
    "999k",
    "1M",
    "12M",
  ]);
});

test("bars of uncertain dates never lie over each other, and what has no room is counted", () => {
  const { bars, left } = lanes(
    [
      { from: "2024-05-01", until: "2024-05-31", count: 4 },
      { from: "2024-05-20", until: "2024-06-10", count: 9 },
      { from: "2024-06-01", until: "2024-06-30", count: 2 },
      { from: "2024-05-25", until: "2024-06-05", count: 1 },
    ],
    2,
    0,
  );
  expect(bars.map(({ count, lane }) => [count, lane])).toEqual([
    [9, 0],
    [4, 1],
    [2, 1],
  ]);
  expect(left).toBe(1);
});

test("a colour with a share of another", () => {
  expect(mixed("rgb(0, 0, 0)", "rgb(200, 100, 50)", 0.5)).toBe("rgb(100, 50, 25)");
});
