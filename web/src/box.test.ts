import { expect, test } from "vitest";
import { around, boxOf, boxText, grown, holds, isSpot, parseBox, parseNear, spotBox } from "./box";

test("a view beyond the 180th meridian becomes a box over it", () => {
  expect(boxText(boxOf(170, -20, 190, -10))).toBe("170,-20,-170,-10");
  expect(boxText(boxOf(-190, -20, -170, -10))).toBe("170,-20,-170,-10");
  expect(boxText(boxOf(10.12345, -1, 180, 1))).toBe("10.123,-1,180,1");
});

test("more than once around is the whole world, and no box goes beyond the poles", () => {
  expect(boxText(boxOf(-300, -95, 100, 95))).toBe("-180,-90,180,90");
  expect(boxText(grown(0, 80, 10, 90, 0.5))).toBe("-5,75,15,90");
});

test("a box is read back, and what is none is none", () => {
  expect(parseBox("170,-20,-170,-10")).toEqual({ west: 170, south: -20, east: -170, north: -10 });
  for (const wrong of [null, "", "1,2,3", "1,2,3,x", "1,5,3,4", "1,,3,4", "-200,0,1,1"])
    expect(parseBox(wrong)).toBeNull();
});

test("a box in a box, also over the 180th meridian", () => {
  const over = { west: 170, south: -20, east: -170, north: 20 };
  expect(holds(over, { west: 175, south: 0, east: -175, north: 1 })).toBe(true);
  expect(holds(over, { west: 171, south: 0, east: 179, north: 1 })).toBe(true);
  expect(holds(over, { west: 160, south: 0, east: 179, north: 1 })).toBe(false);
  expect(holds(over, { west: 171, south: 0, east: 179, north: 21 })).toBe(false);
  expect(holds({ west: -180, south: -90, east: 180, north: 90 }, over)).toBe(true);
  expect(holds({ west: 0, south: -90, east: 10, north: 90 }, over)).toBe(false);
});

test("the box around boxes", () => {
  expect(around([])).toBeNull();
  expect(around([boxOf(0, 0, 1, 1), boxOf(5, -3, 6, 0)])).toEqual({ west: 0, south: -3, east: 6, north: 1 });
});

test("what is near a point is read, and what is none is none", () => {
  expect(parseNear("15.08,-2.22,50")).toEqual({ lat: 15.08, lon: -2.22, km: 50 });
  for (const wrong of [null, "15,2", "95,0,5", "15,2,0", "a,b,c"]) expect(parseNear(wrong)).toBeNull();
});

test("a spot is small, and the box around it holds it whatever the rounding", () => {
  const spot = { west: 10.12345678, south: 1.00049, east: 10.12345678, north: 1.00049 };
  expect(isSpot(spot)).toBe(true);
  expect(isSpot({ ...spot, north: 1.1 })).toBe(false);
  expect(holds(spotBox(spot), spot)).toBe(true);
});
