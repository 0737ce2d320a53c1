// The island in a real browser, on invented data: node --test tests/ (after npm run build).
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { serve } from "../dev/server.mjs";
import { accessible, colours, launch, mapReady, visit } from "./browser.mjs";

let server;
let browser;
let base;

before(async () => {
  server = await serve(0);
  base = `http://127.0.0.1:${server.address().port}`;
  browser = await launch();
});

after(async () => {
  await browser?.close();
  server?.closeAllConnections();
  server?.close();
});

const matching = (page) => page.locator("#matching").textContent();
const parameter = (page, name) => new URL(page.url()).searchParams.get(name);
const first = (page) => page.locator("#results > li").first().getAttribute("data-id");
const changed = (page, before) =>
  page.waitForFunction((text) => document.getElementById("matching").textContent !== text, before);

test("the map is drawn: countries and incidents, in the page's colours", async () => {
  await visit(browser, base, "/", async (page) => {
    await mapReady(page);
    const found = await colours(page, page.locator(".map canvas"));
    const share = (colour) =>
      (found.find(([each]) => each === colour)?.[1] ?? 0) / found.reduce((sum, [, count]) => sum + count, 0);
    assert.ok(share("253,252,249") > 0.1, "land has the colour of paper");
    assert.ok(share("11,79,138") > 0.002, "clusters have the colour of points");
    assert.ok(found.length > 50);
    assert.equal(await page.locator("figure.map > svg").count(), 0);
  });
});

test("the map follows the colour scheme", async () => {
  await visit(
    browser,
    base,
    "/",
    async (page) => {
      await mapReady(page);
      const commonest = async () =>
        (await colours(page, page.locator(".map canvas"))).slice(0, 2).map(([colour]) => colour);
      assert.ok((await commonest()).includes("23,24,27"));
      await page.locator("#theme").click();
      assert.equal(await page.locator("#theme").textContent(), "Colours: light");
      await page.waitForTimeout(500);
      assert.ok((await commonest()).includes("253,252,249"));
      await page.reload();
      assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "light");
    },
    { colorScheme: "dark" },
  );
});

test("a drag over the timeline filters the list and the map, and back undoes it", async () => {
  await visit(browser, base, "/", async (page) => {
    await mapReady(page);
    const [all, top] = [await matching(page), await first(page)];
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    const plot = await page.locator(".timeline-plot").boundingBox();
    const y = plot.y + 60;
    await page.mouse.move(plot.x + plot.width * 0.4, y);
    await page.mouse.down();
    await page.mouse.move(plot.x + plot.width * 0.5, y, { steps: 5 });
    await page.mouse.move(plot.x + plot.width * 0.6, y, { steps: 5 });
    await page.mouse.up();
    await changed(page, all);
    const [since, until] = [parameter(page, "since"), parameter(page, "until")];
    assert.match(since, /^2024-04-\d\d$/);
    assert.ok(since < until);
    assert.notEqual(await first(page), top);
    assert.equal(await page.locator("#filters [name=since]").inputValue(), since);
    assert.match(await page.locator("a[data-carry]").getAttribute("href"), new RegExp(`since=${since}`));
    await page.waitForLoadState("networkidle");
    assert.ok(asked.some((url) => url.includes("/map.json") && url.includes(`since=${since}`) && url.includes("box=")));
    // what is not chosen stays, paled, so that one sees what lies beside it
    assert.ok((await page.locator(".bin.outside").count()) > 5);
    await page.goBack();
    await page.waitForFunction((text) => document.getElementById("matching").textContent === text, all);
    assert.equal(parameter(page, "since"), null);
    assert.equal(await first(page), top);
    await page.goForward();
    await changed(page, all);
    assert.equal(parameter(page, "since"), since);
  });
});

test("the handles are sliders that keys move", async () => {
  await visit(browser, base, "/", async (page) => {
    const handle = page.getByRole("slider", { name: "First day" });
    await handle.waitFor();
    const all = await matching(page);
    assert.equal(await handle.getAttribute("aria-valuetext"), "2024-03-01");
    await handle.focus();
    for (const key of ["ArrowRight", "ArrowRight", "PageUp", "ArrowLeft"]) await page.keyboard.press(key);
    assert.equal(await handle.getAttribute("aria-valuetext"), "2024-03-12");
    await changed(page, all);
    assert.equal(parameter(page, "since"), "2024-03-12");
    const last = page.getByRole("slider", { name: "Last day" });
    await last.focus();
    await page.keyboard.press("Home");
    assert.equal(await last.getAttribute("aria-valuetext"), "2024-03-12");
    await page.waitForURL(/until=2024-03-12/);
    await page.keyboard.press("Escape");
    await page.waitForFunction((text) => document.getElementById("matching").textContent === text, all);
    assert.equal(new URL(page.url()).search, "");
    assert.equal(await page.evaluate(() => document.activeElement.dataset.edge), "until");
  });
});

test("zooming the timeline keeps what is chosen", async () => {
  await visit(browser, base, "/?since=2024-04-01&until=2024-04-20", async (page) => {
    await page.getByRole("button", { name: "Zoom to these dates" }).click();
    await page.getByRole("button", { name: "Show the dates around them" }).waitFor();
    assert.equal(parameter(page, "since"), "2024-04-01");
    const all = await matching(page);
    await page.getByRole("button", { name: "All dates" }).click();
    await changed(page, all);
    assert.equal(parameter(page, "since"), null);
    assert.equal(await page.getByRole("button", { name: "Show the dates around them" }).count(), 0);
  });
});

test("the form filters without a new page, and the list holds text only", async () => {
  await visit(browser, base, "/", async (page) => {
    await mapReady(page);
    const all = await matching(page);
    await page.evaluate(() => {
      window.same = true;
    });
    await page.locator("[name=words]").fill("A note says");
    await page.locator("[name=words]").press("Enter");
    await changed(page, all);
    assert.equal(await matching(page), "1 of 420 incidents");
    assert.equal(await page.evaluate(() => window.same), true);
    assert.match(await page.locator("#results").textContent(), /<img src=x onerror=alert\(1\)>/);
    assert.equal(await page.locator("#results img").count(), 0);
    assert.equal(await page.locator("#more").isVisible(), false);
  });
});

test("a click on a cluster goes into it; Enter opens what is in the middle", async () => {
  await visit(browser, base, "/?place=Boni", async (page) => {
    await mapReady(page);
    const asked = [];
    page.on("request", (request) => {
      if (request.url().includes("/map.json")) asked.push(Number(new URL(request.url()).searchParams.get("zoom")));
    });
    await page.locator(".map canvas").focus();
    for (let times = 0; times < 12 && (await page.locator(".map-popup").count()) === 0; times += 1) {
      await page.keyboard.press(times % 2 === 0 ? "Enter" : "=");
      await page.waitForTimeout(900);
    }
    assert.ok(Math.max(...asked) >= 8, `zoomed to ${asked}`);
  });
  await visit(browser, base, "/?words=A+note", async (page) => {
    await mapReady(page);
    await page.locator(".map canvas").focus();
    await page.keyboard.press("Enter");
    const popup = page.locator(".map-popup");
    await popup.getByText("A note says").waitFor();
    assert.match(await popup.textContent(), /<img src=x onerror=alert\(1\)>.*within about 3 km/);
    assert.match(await popup.locator("a").getAttribute("href"), /^\/incidents\/i-/);
    assert.equal(await popup.locator("img").count(), 0);
    await accessible(page);
    await page.keyboard.press("Escape");
    await popup.waitFor({ state: "detached" });
    assert.equal(await page.evaluate(() => document.activeElement.tagName), "CANVAS");
    const map = await page.locator(".map-box").boundingBox();
    await page.mouse.click(map.x + map.width / 2, map.y + map.height / 2);
    await popup.waitFor();
    await page.mouse.click(map.x + 20, map.y + map.height / 2);
    await popup.waitFor({ state: "detached" });
  });
});

test("a cluster of one spot is listed, since no zoom takes it apart", async () => {
  await visit(browser, base, "/?place=Metula", async (page) => {
    await mapReady(page);
    await page.locator(".map canvas").focus();
    await page.keyboard.press("Enter");
    const popup = page.locator(".map-popup");
    await popup.locator("li").nth(5).waitFor();
    const [, count] = /^(\d+) incidents at one place/.exec(await popup.textContent());
    assert.equal(await matching(page), `${count} of 420 incidents`);
    assert.equal(await popup.locator("li").count(), 6);
    await popup.getByRole("button", { name: "Only these" }).click();
    await page.waitForURL(/within=/);
    await page.waitForLoadState("networkidle");
    assert.equal(await matching(page), `${count} of 420 incidents`);
    assert.equal(await popup.count(), 0);
  });
});

test("a box is drawn, filters, shows on the map and goes away again", async () => {
  await visit(browser, base, "/", async (page) => {
    await mapReady(page);
    const all = await matching(page);
    await page.getByRole("button", { name: "Draw a box" }).click();
    const map = await page.locator(".map-box").boundingBox();
    await page.mouse.move(map.x + 10, map.y + 120);
    await page.mouse.down();
    await page.mouse.move(map.x + 250, map.y + 320, { steps: 4 });
    await page.mouse.up();
    await changed(page, all);
    const within = parameter(page, "within").split(",").map(Number);
    assert.equal(within.length, 4);
    assert.ok(within[0] < within[2] && within[1] < within[3]);
    assert.equal(await page.locator(".map-cover").count(), 0);
    const some = await matching(page);
    await page.getByRole("button", { name: "Filter by this view" }).click();
    await changed(page, some);
    await page.getByRole("button", { name: "Remove the box" }).click();
    await page.waitForFunction((text) => document.getElementById("matching").textContent === text, all);
    assert.equal(parameter(page, "within"), null);
  });
});

test("a place's page keeps its place whatever is asked, and draws its area", async () => {
  await visit(browser, base, "/places/North%20Kivu", async (page) => {
    await mapReady(page);
    const found = await colours(page, page.locator(".map canvas"));
    assert.ok(found[0][1] + found[1][1] > 10_000);
    const all = await matching(page);
    await page.locator("[name=conflicting]").check();
    await changed(page, all);
    assert.equal(new URL(page.url()).search, "?conflicting=true");
    for (const place of await page.locator("#results .place").allTextContents()) assert.equal(place, "North Kivu, COD");
    await page.locator(".map canvas").focus();
    await page.keyboard.press("Enter");
    assert.match(
      await page.locator(".map-popup").textContent(),
      /North Kivu: \d+ incidents somewhere within about 160 km/,
    );
    await page.locator(".map-popup li a").first().waitFor();
  });
});

test("an incident's small map asks for no data", async () => {
  await visit(browser, base, "/", async (page) => {
    const asked = [];
    await page.locator("#results a").first().click();
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await mapReady(page);
    assert.deepEqual(
      asked.filter((path) => path.endsWith(".json") && !path.startsWith("/assets/")),
      [],
    );
    assert.ok((await colours(page, page.locator(".map canvas"))).length > 10);
  });
});

test("links that set a filter keep the others", async () => {
  await visit(browser, base, "/?since=2024-04-01", async (page) => {
    const link = page.locator("a[data-set]");
    await page.waitForFunction(() => document.querySelector("a[data-set]").search.includes("since="));
    assert.equal(await link.getAttribute("href"), "/?since=2024-04-01&type=PROTEST");
    const [all, count] = [await matching(page), await page.locator("[data-facet=types]").textContent()];
    await link.click();
    await changed(page, all);
    assert.equal(new URL(page.url()).search, "?since=2024-04-01&type=PROTEST");
    assert.equal(await matching(page), `${count} of 420 incidents`);
    assert.equal(await page.locator("#filters [name=type]").inputValue(), "PROTEST");
  });
});

test("a field for a day that cannot hold a month does not lose it", async () => {
  const checks = async (page) => {
    const all = await matching(page);
    await page.getByRole("slider").first().waitFor();
    await page.locator("[name=conflicting]").check();
    await changed(page, all);
    assert.equal(new URL(page.url()).search, "?since=2024-04&conflicting=true");
  };
  // the page itself says it once
  await visit(browser, base, "/?since=2024-04", checks, { expected: [/does not conform to the required format/] });
});

test("the map rings the incident of the list that one points at", async () => {
  await visit(browser, base, "/?words=A+note", async (page) => {
    await mapReady(page);
    const ink = async () =>
      (await colours(page, page.locator(".map canvas"))).find(([colour]) => colour === "28,27,25")?.[1] ?? 0;
    const before = await ink();
    await page.locator("#results a").first().focus();
    await page.waitForTimeout(700);
    assert.ok((await ink()) > before + 50);
  });
});

test("an answer that comes late does not overtake a later one", async () => {
  await visit(browser, base, "/", async (page) => {
    await mapReady(page);
    await page.route(/overview\.json\?type=ASSAULT/, async (route) => {
      await new Promise((done) => setTimeout(done, 1500));
      await route.continue().catch(() => {});
    });
    await page.locator("[name=type]").selectOption("ASSAULT");
    await page.locator("[name=type]").selectOption("PROTEST");
    await page.waitForTimeout(2500);
    const count = await page.locator("[data-facet=types]").textContent();
    assert.equal(await matching(page), `${count} of 420 incidents`);
    assert.equal(parameter(page, "type"), "PROTEST");
  });
});

test("a failure is told and can be tried again", async () => {
  await visit(
    browser,
    base,
    "/",
    async (page) => {
      await page.locator("[name=words]").fill("fail");
      await page.locator("[name=words]").press("Enter");
      const alert = page.getByRole("alert");
      await alert.waitFor();
      assert.match(await alert.textContent(), /These words cannot be searched for\./);
      await page.locator("[name=words]").fill("");
      await page.locator("[name=words]").press("Enter");
      await alert.waitFor({ state: "detached" });
    },
    { expected: [/status of 400/] },
  );
});

test("without WebGL the drawn map stays, with a note, and the rest works", async () => {
  const without = await launch(false);
  try {
    await visit(without, base, "/", async (page) => {
      await page.locator("figure.map[data-state=static]").waitFor();
      assert.equal(await page.locator("figure.map > svg").count(), 1);
      assert.match(await page.locator(".map-status").textContent(), /no WebGL/);
      assert.equal(await page.getByRole("slider").count(), 2);
    });
  } finally {
    await without.close();
  }
});

test("on a phone nothing is wider than the screen", async () => {
  await visit(
    browser,
    base,
    "/?since=2024-04-01",
    async (page) => {
      await mapReady(page);
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 360);
      await accessible(page);
    },
    { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true },
  );
});

for (const colorScheme of ["light", "dark"]) {
  test(`axe finds nothing serious, ${colorScheme}`, async () => {
    const open = async (page) => {
      await mapReady(page);
      await page.locator(".timeline-table summary").click();
      await accessible(page);
    };
    await visit(browser, base, "/?since=2024-04-01", open, { colorScheme, reducedMotion: "reduce" });
    await visit(browser, base, "/review", accessible, { colorScheme });
  });
}
