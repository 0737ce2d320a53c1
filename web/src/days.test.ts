import { expect, test } from "vitest";
import { edges, firstDay, fromNumber, lastDay, nearest, ticks, toNumber } from "./days";

const day = (text: string) => toNumber(text) as number;

test("days and numbers are each other's inverse, and what is no day is none", () => {
  expect(fromNumber(day("2024-02-29"))).toBe("2024-02-29");
  expect(day("1970-01-01")).toBe(0);
  for (const wrong of ["2023-02-29", "2024-13-01", "2024-05", "", "2024-05-01/2024-05-02"])
    expect(toNumber(wrong)).toBeNull();
});

test("a month or a year begins and ends where the calendar has it", () => {
  expect([firstDay("2024-02"), lastDay("2024-02")]).toEqual([day("2024-02-01"), day("2024-02-29")]);
  expect([firstDay("2023"), lastDay("2023")]).toEqual([day("2023-01-01"), day("2023-12-31")]);
  expect(firstDay("last week")).toBeNull();
});

test("edges go over bins that nothing lies in, and end a day after the last", () => {
  expect(edges("day", "2024-05-30", "2024-06-01", []).map(fromNumber)).toEqual([
    "2024-05-30",
    "2024-05-31",
    "2024-06-01",
    "2024-06-02",
  ]);
  expect(edges("month", "2023-12-10", "2024-01-31", []).map(fromNumber)).toEqual([
    "2023-12-01",
    "2024-01-01",
    "2024-02-01",
  ]);
  expect(edges("year", "2023-12-10", "2023-12-31", []).map(fromNumber)).toEqual(["2023-01-01", "2024-01-01"]);
  expect(edges("day", "2024-05-02", "2024-05-01", [])).toEqual([]);
});

test("weeks start on the day on which the server's do", () => {
  const sunday = [{ from: "2024-05-05", until: "2024-05-11", certain: 1, conflicting: 0 }];
  expect(edges("week", "2024-05-01", "2024-05-07", sunday).map(fromNumber)).toEqual([
    "2024-04-28",
    "2024-05-05",
    "2024-05-12",
  ]);
  expect(edges("week", "2024-05-01", "2024-05-05", []).map(fromNumber)).toEqual(["2024-04-29", "2024-05-06"]);
});

test("a week that is cut short does not tell on which day weeks start", () => {
  const bin = (from: string, until: string) => ({ from, until, certain: 1, conflicting: 0 });
  const bins = [bin("2024-05-01", "2024-05-04"), bin("2024-05-05", "2024-05-11")];
  expect(edges("week", "2024-05-01", "2024-05-11", bins).map(fromNumber)).toEqual([
    "2024-04-28",
    "2024-05-05",
    "2024-05-12",
  ]);
});

test("the nearest edge is found at both ends and between", () => {
  const all = [10, 20, 30, 40];
  expect([0, 14, 16, 34, 36, 99].map((at) => nearest(all, at))).toEqual([0, 0, 1, 2, 3, 3]);
  expect(nearest([5], 9)).toBe(0);
});

test("an axis has no more ticks than fit, at round dates", () => {
  expect(ticks(day("2024-05-01"), day("2024-05-03"), 5).map((tick) => tick.label)).toEqual([
    "1 May 2024",
    "2 May",
    "3 May",
  ]);
  expect(ticks(day("2023-11-15"), day("2024-03-20"), 5).map((tick) => tick.label)).toEqual([
    "Dec 2023",
    "Jan 2024",
    "Feb",
    "Mar",
  ]);
  expect(ticks(day("1990-01-01"), day("2024-05-03"), 8).map((tick) => tick.label)).toEqual([
    "1990",
    "1995",
    "2000",
    "2005",
    "2010",
    "2015",
    "2020",
  ]);
});
