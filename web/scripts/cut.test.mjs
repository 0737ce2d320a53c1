import { expect, test } from "vitest";
import { countries } from "./countries.mjs";
import { area, centre, cutGeometry, cutRing } from "./cut.mjs";

const square = (west, south, east, north) => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
];
const reach = (ring) => [Math.min(...ring.map(([lon]) => lon)), Math.max(...ring.map(([lon]) => lon))];

test("a ring far from the 180th meridian stays as it is", () => {
  expect(cutRing(square(10, 0, 20, 5))).toHaveLength(1);
  expect(area(cutRing(square(10, 0, 20, 5))[0])).toBe(50);
  expect(centre(square(10, 0, 20, 5))).toEqual([15, 2.5]);
});

test("a ring over the 180th meridian becomes a piece on each side, and nothing is lost", () => {
  const pieces = cutRing([
    [170, 0],
    [-170, 0],
    [-170, 5],
    [170, 5],
    [170, 0],
  ]);
  expect(pieces.map(reach)).toEqual([
    [-180, -170],
    [170, 180],
  ]);
  expect(pieces.reduce((sum, piece) => sum + area(piece), 0)).toBeCloseTo(100);
});

test("a ring around a pole holds the pole", () => {
  const around = Array.from({ length: 37 }, (_, at) => [((at * 10 + 180) % 360) - 180, -70]);
  const pieces = cutRing(around);
  expect(pieces.reduce((sum, piece) => sum + Math.abs(area(piece)), 0)).toBeCloseTo(360 * 20);
});

test("a hole stays in the piece that it lies in", () => {
  const cut = cutGeometry({ type: "Polygon", coordinates: [square(0, 0, 10, 10), square(4, 4, 6, 6)] });
  expect(cut.coordinates.map((rings) => rings.length)).toEqual([2]);
});

test("no country of the atlas draws a band across the map", async () => {
  for (const country of await countries("110m")) {
    for (const [outer] of country.geometry.coordinates) {
      for (let at = 1; at < outer.length; at += 1) {
        const step = Math.abs(outer[at][0] - outer[at - 1][0]);
        expect(step < 180 || outer[at][1] === -90, country.properties.name).toBe(true);
      }
    }
  }
});
