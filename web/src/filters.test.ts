import { expect, test } from "vitest";
import { address, changed, type Fields, filtersOf, fromForm, withFixed } from "./filters";

const of = (query: string) => filtersOf(new URLSearchParams(query));

test("only filters are kept, without empty ones and in one order", () => {
  expect(of("after=xyz&until=2024-05-31&words=+convoy+&place=&since=2024-05").toString()).toBe(
    "words=convoy&since=2024-05&until=2024-05-31",
  );
  expect(of("type=ASSAULT&type=PROTEST").getAll("type")).toEqual(["ASSAULT", "PROTEST"]);
});

test("a change sets, and null takes away", () => {
  expect(changed(of("since=2024&place=MLI"), { since: null, until: "2024-05-01" }).toString()).toBe(
    "until=2024-05-01&place=MLI",
  );
});

test("a form changes what its reader has changed, and the rest stays", () => {
  const held = of("within=1,2,3,4&since=2024-05&conflicting=true");
  // the field for a day is empty, since 2024-05 is none
  const before: Fields = [
    ["words", ""],
    ["since", ""],
    ["conflicting", "true"],
  ];
  const now: Fields = [
    ["words", "market"],
    ["since", ""],
  ];
  expect(fromForm(before, now, held).toString()).toBe("words=market&since=2024-05&within=1%2C2%2C3%2C4");
  expect(fromForm([["since", "2024-05-01"]], [["since", ""]], of("since=2024-05-01")).toString()).toBe("");
});

test("what is fixed on a page wins over what the reader asks", () => {
  expect(withFixed(of("actor=b&since=2024"), new URLSearchParams("actor=a")).toString()).toBe("since=2024&actor=a");
});

test("addresses keep commas readable and have no bare question mark", () => {
  expect(address("/map.json", of("near=15.08,-2.22,50"), { zoom: "4" })).toBe("/map.json?near=15.08,-2.22,50&zoom=4");
  expect(address("/", of(""))).toBe("/");
  expect(address("/", of("words=a%26b"))).toBe("/?words=a%26b");
});
