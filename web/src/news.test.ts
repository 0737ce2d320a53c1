import { expect, test } from "vitest";
import { Since } from "./news";

test("what comes is counted by incident", () => {
  const since = new Since(7);
  expect(since.words).toBe(null);
  since.take({ entry: 8, id: "i-2024-05-05-7f3a" });
  since.take({ entry: 9, id: "i-2024-05-05-7f3a" });
  expect([since.words, since.entry]).toEqual(["1 incident is new or has changed.", 9]);
  since.take({ entry: 9, id: "i-2024-05-06-0001" });
  expect(since.words).toBe("2 incidents are new or have changed.");
});

test("where none is named they are many, until they have been seen", () => {
  const since = new Since(7);
  since.take({ entry: 800, id: null });
  expect(since.words).toBe("Many incidents are new or have changed.");
  since.clear();
  expect([since.words, since.entry]).toEqual([null, 800]);
});
