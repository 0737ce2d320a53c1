// A browser for tests: each page that it opens is watched, and must ask nobody else and break no rule.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { chromium } from "playwright-core";

const axeSource = await readFile(new URL("../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");

/** Chromium draws WebGL in software with these; without them a map may be blank and a test green on nothing. */
const DRAWS = ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"];

/** Starts Chromium; `withGl` false is a browser that has no WebGL. */
export function launch(withGl = true) {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: withGl ? DRAWS : ["--disable-gpu", "--disable-3d-apis"],
  });
}

/** Opens a page, gives it to `use`, and then asserts that it was well behaved. `expected` are errors that belong to the test. */
export async function visit(browser, base, path, use, { expected = [], ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const wrong = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) wrong.push(`${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => wrong.push(`thrown: ${error.message}`));
  page.on("request", (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(base)) wrong.push(`asked: ${request.url()}`);
  });
  await page.addInitScript(() => {
    addEventListener("securitypolicyviolation", (event) =>
      console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`),
    );
  });
  try {
    await page.goto(base + path);
    await use(page);
    assert.deepEqual(
      wrong.filter((text) => !expected.some((pattern) => pattern.test(text))),
      [],
    );
  } finally {
    await context.close();
  }
}

/** Waits until the map is drawn and its view has been asked for. */
export async function mapReady(page) {
  await page.locator("figure.map[data-state=ready]").waitFor({ timeout: 60_000 });
  await page.waitForLoadState("networkidle");
  await page.waitForTimeout(800);
}

/** How many pixels of a screenshot of an element have which colour, the commonest first: `[["r,g,b", count], …]`. */
export async function colours(page, locator) {
  const picture = (await locator.screenshot()).toString("base64");
  // counted on an empty page, where the site's policy does not stand in the way
  const counter = await page.context().newPage();
  const counts = await counter.evaluate(async (data) => {
    const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const pen = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
    pen.drawImage(bitmap, 0, 0);
    const { data: pixels } = pen.getImageData(0, 0, bitmap.width, bitmap.height);
    const found = {};
    for (let at = 0; at < pixels.length; at += 4) {
      const colour = `${pixels[at]},${pixels[at + 1]},${pixels[at + 2]}`;
      found[colour] = (found[colour] ?? 0) + 1;
    }
    return Object.entries(found).sort((one, other) => other[1] - one[1]);
  }, picture);
  await counter.close();
  return counts;
}

/** Asserts that axe finds nothing serious. */
export async function accessible(page) {
  // by the debugger, which the policy does not bind
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(() => window.axe.run(document));
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  assert.deepEqual(
    serious.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`),
    [],
  );
}
