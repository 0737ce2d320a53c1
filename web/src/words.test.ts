import { expect, test } from "vitest";
import { counted, several } from "./dom";
import { fields } from "./list";
import { command } from "./review-keys";
import type { Incident } from "./types";

const incident: Incident = {
  id: "i-2024-05-05-7f3a",
  summary: "Shells hit a market",
  time: { edtf: "2024-05" },
  place: { name: "Boni", country: "MLI", lat: 15.08, lon: -2.22, where_prec: 1, radius_km: 3 },
  grade: "contested",
  sources: 3,
  independent_sources: 2,
  conflicts: [
    { slot: "killed", open: true },
    { slot: "place", open: false },
  ],
};

const nameOf = (code: string) => (code === "MLI" ? "Mali" : code);

test("a country that is a place is named once", () => {
  const country = {
    ...incident,
    place: { name: "Mali", country: "MLI", lat: 17, lon: -4, where_prec: 6, radius_km: 600 },
  };
  expect(fields(country, nameOf).place).toBe("Mali");
});

test("an item says what is known, and that something is not", () => {
  expect(fields(incident, nameOf)).toEqual({
    id: "i-2024-05-05-7f3a",
    summary: "Shells hit a market",
    date: "2024-05",
    place: "Boni, Mali",
    grade: "contested",
    sources: "3 sources, 2 independent",
    conflict: "in conflict: killed",
  });
  const bare = { ...incident, time: null, place: null, sources: 1, independent_sources: 1, conflicts: [] };
  expect(fields(bare, nameOf)).toMatchObject({
    date: "no date",
    place: "no place",
    sources: "1 source",
    conflict: null,
  });
});

test("counts", () => {
  expect([counted(1200), several(1, "incident"), several(0, "incident")]).toEqual([
    "1,200",
    "1 incident",
    "0 incidents",
  ]);
});

test("keys mean nothing while one types, but for Escape", () => {
  expect(command("m", true, false)).toBeNull();
  expect(command("j", true, false)).toBeNull();
  expect(command("Escape", true, false)).toEqual({ kind: "leave" });
});

test("arrows and Enter are the queue's only where the focus is on an item", () => {
  expect(command("ArrowDown", false, false)).toBeNull();
  expect(command("Enter", false, false)).toBeNull();
  expect(command("ArrowDown", false, true)).toEqual({ kind: "move", by: 1 });
  expect(command("j", false, false)).toEqual({ kind: "move", by: 1 });
  expect(command("x", false, false)).toEqual({ kind: "act", key: "x" });
  expect(command("q", false, true)).toBeNull();
});
