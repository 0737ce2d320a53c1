// The pictures of the pages in docs/images, from the example reports: node scripts/screenshots.mjs, after a release build.
import { stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { launch, mapReady } from "../tests/browser.mjs";
import { served } from "../tests/served.mjs";

/** More is too much for a README. */
const LARGEST = 300_000;

const site = await served({ withSeeds: false });
const browser = await launch();
try {
  const context = await browser.newContext({
    viewport: { width: 1400, height: 900 },
    deviceScaleFactor: 1,
    colorScheme: "light",
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  const take = async (name) => {
    const path = fileURLToPath(new URL(`../../docs/images/${name}.png`, import.meta.url));
    await page.screenshot({ path });
    const { size } = await stat(path);
    console.log(`${name}.png: ${Math.round(size / 1000)} KB`);
    if (size > LARGEST) throw new Error(`${name}.png is larger than ${LARGEST} bytes`);
  };

  await page.goto(`${site.base}/?since=2025`);
  await mapReady(page);
  await take("overview");

  // the incident that most reports tell of, where they disagree
  const { queue } = await site.json("/review.json?kind=conflicts&limit=100");
  const all = queue.map(({ incident }) => incident).filter(({ place }) => place);
  const most = all.reduce((one, other) => (other.members.length > one.members.length ? other : one));
  await page.goto(`${site.base}/incidents/${most.id}`);
  await mapReady(page);
  await take("incident");

  await page.goto(`${site.base}/session?back=/review`);
  await page.locator("main [name=token]").fill(site.token);
  await page.locator("main [name=token]").press("Enter");
  await page.waitForURL(/\/review/);
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await page.waitForTimeout(300);
  await take("review");
} finally {
  await browser.close();
  await site.stop();
}
