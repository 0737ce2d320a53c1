// The pages that the program serves, on the example reports, in a real browser: node --test tests/site.test.mjs, after a
// release build (DATELINE_BIN names another program).
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, colours, launch, mapReady, visit } from "./browser.mjs";
import { served } from "./served.mjs";

const PHONE = { viewport: { width: 375, height: 740 }, hasTouch: true, isMobile: true };
const WIDE = { viewport: { width: 1400, height: 900 } };

/** Reports whose words try to become something else. */
const HOSTILE = "web/tests/reports/hostile.json";

let site;
let browser;
/** An incident whose reports disagree, as its address has it. */
let disputed;
/** The incident of the hostile report. */
let hostile;

before(async () => {
  site = await served({ more: [HOSTILE] });
  browser = await launch();
  const { queue } = await site.json("/review.json?kind=conflicts&limit=100");
  const several = queue.filter(({ incident }) => incident.members.length > 1 && incident.place);
  disputed = several[0].incident.id;
  hostile = Object.values((await site.json("/reports/hostile.json")).incidents)[0];
});

after(async () => {
  await browser?.close();
  assert.equal(await site?.stop(), 0, "the server ends well when it is asked to");
  assert.doesNotMatch(site.log(), /panicked| ERROR /);
});

const see = (path, use, options) => visit(browser, site.base, path, use, options);
const one = (count, word) => `${count.toLocaleString("en")} ${word}${count === 1 ? "" : "s"}`;
const query = (page) => new URL(page.url()).search;
const parameter = (page, name) => new URL(page.url()).searchParams.get(name);
const matching = (page) => page.locator("#matching").textContent();
const said = (count, total) => `${count.toLocaleString("en")} of ${one(total, "incident")}`;
const changed = (page, text) =>
  page.waitForFunction((before) => document.getElementById("matching").textContent !== before, text);
const ids = (page) =>
  page.locator("#results > li").evaluateAll((items) => items.map((item) => item.getAttribute("data-id")));
/** White space apart, as pages show words. */
const plain = (text) => text.replace(/\s+/g, " ").trim();

/** Signs in by the form, from wherever the page is, and comes back there. */
async function signIn(page) {
  await page.getByRole("link", { name: "Sign in" }).first().click();
  await page.locator("main [name=token]").fill(site.token);
  await page.locator("main [name=token]").press("Enter");
  await page.getByText("Amina").first().waitFor();
}

/** The form of a decision, opened. */
async function open(within, name) {
  const act = within.locator("details.act", { has: within.page().locator("summary", { hasText: name }) }).first();
  if ((await act.getAttribute("open")) === null) await act.locator("summary").click();
  return act;
}

/** Takes back what has just been done, which the page that the decision led to offers. */
async function takeBack(page, why) {
  const done = query(page);
  const undo = await open(page.locator(".done"), "Undo");
  await undo.locator("[name=why]").fill(why);
  await undo.getByRole("button").click();
  await page.waitForURL((url) => url.search !== done);
}

/** All that is read of the incidents; numbers of entries, which only grow, are left out. */
async function state() {
  const { total, incidents } = await site.json("/incidents.json?limit=500");
  return JSON.stringify({ total, incidents });
}

test("the overview says the same as its twin: list, counts, facets", async () => {
  const told = await site.json("/overview.json");
  await see("/", async (page) => {
    await mapReady(page);
    assert.equal(await matching(page), said(told.matching, told.total));
    assert.deepEqual(
      await ids(page),
      told.incidents.map(({ id }) => id),
    );
    for (const name of ["types", "grades", "statuses", "countries"]) {
      for (const { value, count } of told.facets[name]) {
        const shown = page.locator(`[data-facet=${name}][data-value="${value}"]`);
        assert.equal(await shown.textContent(), count.toLocaleString("en"), `${name} ${value}`);
      }
    }
  });
});

test("the map's canvas is not blank, and the timeline is drawn", async () => {
  await see("/", async (page) => {
    await mapReady(page);
    const found = await colours(page, page.locator(".map canvas").first());
    const all = found.reduce((sum, [, count]) => sum + count, 0);
    assert.ok(found.length > 50, `${found.length} colours`);
    assert.ok(found[0][1] / all < 0.97, "one colour is nearly everything");
    assert.equal(await page.getByRole("slider").count(), 2);
    assert.ok((await page.locator(".timeline .bin").count()) > 3);
  });
});

test("brushing the dates filters list and map, stands in the URL, and back undoes it", async () => {
  await see("/", async (page) => {
    await mapReady(page);
    const [all, top] = [await matching(page), await ids(page)];
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    const plot = await page.locator(".timeline-plot").boundingBox();
    const y = plot.y + 40;
    await page.mouse.move(plot.x + plot.width * 0.5, y);
    await page.mouse.down();
    await page.mouse.move(plot.x + plot.width * 0.8, y, { steps: 4 });
    await page.mouse.move(plot.x + plot.width * 0.955, y, { steps: 4 });
    await page.mouse.up();
    await changed(page, all);
    await page.waitForLoadState("networkidle");
    const since = parameter(page, "since");
    assert.match(since, /^\d{4}-\d\d-\d\d$/);
    assert.ok(asked.some((url) => url.includes("/map.json") && url.includes(`since=${since}`)));
    assert.notDeepEqual(await ids(page), top);
    // the page, its twin and the command line count the same
    const told = await site.json(`/incidents.json${query(page)}`);
    assert.equal(await matching(page), said(told.matching, told.total));
    const edges = ["since", "until"].flatMap((name) => {
      const value = parameter(page, name);
      return value ? [`--${name}`, value] : [];
    });
    const lines = (await site.dateline("incidents", "--format", "jsonl", ...edges)).trim().split("\n");
    assert.equal(lines.length, told.matching);
    // the address leads there again, also without the script
    const link = page.url();
    await page.goBack();
    await page.waitForFunction((text) => document.getElementById("matching").textContent === text, all);
    assert.deepEqual(await ids(page), top);
    await page.goto(link);
    assert.equal(await matching(page), said(told.matching, told.total));
  });
});

test("numbers are the same on every channel", async () => {
  for (const [filters, options] of [
    ["", []],
    ["type=ASSAULT&min_sources=2", ["--type", "ASSAULT", "--min-sources", "2"]],
    ["conflicting=true&since=2024", ["--conflicting", "--since", "2024"]],
    ["place=MLI", ["--place", "MLI"]],
    ["near=15.08,-2.22,300", ["--near", "15.08,-2.22,300"]],
    ["within=-20,-5,50,20", ["--within", "-20,-5,50,20"]],
    ["grade=contested", ["--grade", "contested"]],
    ["actor=Islamic+State", ["--actor", "Islamic State"]],
  ]) {
    const { matching: count } = await site.json(`/incidents.json?${filters}`);
    const lines = (text) => text.split("\n").filter(Boolean).length;
    assert.equal(
      lines(await site.dateline("incidents", "--format", "jsonl", ...options)),
      count,
      `command: ${filters}`,
    );
    const exported = await (await fetch(`${site.base}/exports/jsonl?${filters}`)).text();
    assert.equal(lines(exported), count, `export: ${filters}`);
    const { timeline, map, matching: seen } = await site.json(`/overview.json?${filters}`);
    assert.equal(seen, count, `overview: ${filters}`);
    const sum = (list, name) => list.reduce((all, each) => all + each[name], 0);
    const dated = sum(timeline.bins, "certain") + sum(timeline.uncertain, "count") + timeline.others;
    assert.equal(dated + timeline.undated, count, `timeline: ${filters}`);
    const drawn = map.features.reduce((all, { count = 1 }) => all + count, 0);
    assert.deepEqual([drawn, map.placed + map.unplaced], [map.placed, count], `map: ${filters}`);
    let [paged, next] = [0, `/incidents.json?${filters}&limit=7`];
    while (next) {
      const part = await site.json(next);
      paged += part.incidents.length;
      next = part.next;
    }
    assert.equal(paged, count, `pages: ${filters}`);
  }
});

test("the first page without the map is small", async () => {
  const sizes = [];
  await see("/", async (page) => {
    const seen = [];
    page.on("requestfinished", (request) => seen.push(request));
    await page.reload();
    await page.waitForLoadState("networkidle");
    for (const request of seen) {
      const { pathname } = new URL(request.url());
      if (/\/assets\/(map|countries)|\/map\.json/.test(pathname)) continue;
      const { responseBodySize, responseHeadersSize } = await request.sizes();
      sizes.push([responseBodySize + responseHeadersSize, pathname]);
    }
  });
  const all = sizes.reduce((sum, [size]) => sum + size, 0);
  assert.ok(sizes.length > 3 && all < 500_000, `${all} bytes: ${JSON.stringify(sizes)}`);
});

test("a type that is chosen filters the map's figures, too", async () => {
  await see("/", async (page) => {
    await mapReady(page);
    const all = await matching(page);
    await page.locator("#filters [name=type]").selectOption("ASSAULT");
    await changed(page, all);
    const told = await site.json("/map.json?type=ASSAULT");
    const listed = await site.json("/incidents.json?type=ASSAULT&limit=500");
    assert.equal(told.placed + told.unplaced, listed.matching);
    assert.equal(await matching(page), said(listed.matching, listed.total));
  });
});

test("every value of an incident leads to its sentence, which is marked", async () => {
  const texts = new Map();
  await see(`/incidents/${disputed}`, async (page) => {
    const rows = page.locator("table.reading tbody tr", { has: page.locator("td.value") });
    assert.ok((await rows.count()) > 3);
    for (const row of await rows.all()) {
      assert.ok((await row.locator("a[href*='mark=']").count()) > 0, await row.textContent());
    }
    for (const row of await page.locator(".said-table tbody tr:not(.slot)").all()) {
      assert.ok((await row.locator("a[href*='mark=']").count()) > 0, await row.textContent());
    }
    const links = await page
      .locator("main a[href*='mark=']")
      .evaluateAll((all) => [...new Set(all.map((link) => link.getAttribute("href")))]);
    assert.ok(links.length > 5);
    for (const link of links) {
      const [, name, from, until] = /^\/reports\/([^?]+)\?mark=(\d+)-(\d+)#mark$/.exec(link);
      if (!texts.has(name)) texts.set(name, [...(await site.json(`/reports/${name}.json`)).record.report.text]);
      const words = texts.get(name).slice(Number(from), Number(until)).join("");
      await page.goto(site.base + link);
      assert.equal(await page.locator("#mark").count(), 1, link);
      const seen = await page.locator("article .seen").allTextContents();
      assert.equal(plain(seen.join("")).replaceAll(" ", ""), plain(words).replaceAll(" ", ""), link);
    }
    // following one leads there, and the mark is in view
    await page.goto(`${site.base}/incidents/${disputed}`);
    await page.locator(".said-table a[href*='mark=']").first().press("Enter");
    await page.waitForURL(/#mark$/);
    const box = await page.locator("#mark").boundingBox();
    assert.ok(box.y >= 0 && box.y < 900, `the mark is at ${box.y}`);
  });
});

test("the sides of a conflict stand side by side, each with its words", async () => {
  const { incident } = await site.json(`/incidents/${disputed}.json`);
  await see(
    `/incidents/${disputed}`,
    async (page) => {
      const disputes = page.locator("section.dispute");
      assert.equal(await disputes.count(), incident.conflicts.length);
      const sides = disputes.first().locator(".side");
      assert.ok((await sides.count()) >= 2);
      const [a, b] = [await sides.nth(0).boundingBox(), await sides.nth(1).boundingBox()];
      assert.ok(Math.abs(a.y - b.y) < 2 && b.x >= a.x + a.width - 1, `${JSON.stringify([a, b])}`);
      for (const side of await sides.all()) assert.ok((await side.locator("a[href^='/reports/']").count()) > 0);
    },
    WIDE,
  );
});

test("a report in Arabic runs from right to left, with its marks", async () => {
  await see("/reports/yemen-marib", async (page) => {
    const text = page.locator("article.text");
    assert.equal(await text.getAttribute("lang"), "ar");
    assert.equal(await text.evaluate((element) => getComputedStyle(element).direction), "rtl");
    assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).direction), "ltr");
    assert.ok((await text.locator("mark").count()) > 5);
    const places = await text.locator("mark.place").allTextContents();
    assert.ok(places.some((place) => place.includes("مأرب")));
    // an event beside the text leads to its words in it
    await page.locator(".events section.event a[href^='#c']").first().click();
    await page.waitForURL(/#c\d+$/);
    const target = page.locator(new URL(page.url()).hash);
    assert.ok(await text.locator(new URL(page.url()).hash).count());
    assert.ok(await target.isVisible());
    await page.goto(`${site.base}/reports/galilee-drone`);
    assert.equal(await page.locator("article.text").evaluate((element) => getComputedStyle(element).direction), "rtl");
  });
});

test("a conflict is settled with a reason, stands in the log, and is taken back", async () => {
  const before = await state();
  await see("/review", async (page) => {
    await signIn(page);
    assert.equal(new URL(page.url()).pathname, "/review");
    const item = page.locator("#queue > li").first();
    const link = await item.locator("a[href^='/incidents/']").first().getAttribute("href");
    const settle = await open(item, "Settle");
    const slot = await settle.locator("[name=slot]").inputValue();
    await settle.locator("[name=why]").fill("the ministry <b>corrected</b> itself");
    await settle.getByRole("button", { name: "Settle" }).click();
    await page.waitForURL(/\?done=\d+$/);
    assert.ok(page.url().includes(link));
    const entry = parameter(page, "done");
    const { incident } = await site.json(`${link}.json`);
    assert.equal(incident.conflicts.find((conflict) => conflict.slot === slot).open, false);
    await page.goto(`${site.base}/log`);
    const line = page.locator("main", { hasText: "the ministry <b>corrected</b> itself" });
    assert.equal(await line.count(), 1);
    assert.equal(await page.locator("main b", { hasText: "corrected" }).count(), 0);
    const logged = (await site.json(`/log/${entry}.json`)).entry;
    assert.deepEqual(
      [logged.kind, logged.who, logged.why],
      ["settle", "Amina", "the ministry <b>corrected</b> itself"],
    );
    await page.goto(`${site.base}${link}?done=${entry}`);
    await takeBack(page, "settled by mistake");
  });
  assert.equal(await state(), before);
});

test("an incident is split and joined again, another is merged and taken apart", async () => {
  const before = await state();
  await see(`/incidents/${disputed}`, async (page) => {
    await signIn(page);
    const split = await open(page.locator("main"), "Split");
    await split.locator("[name=members]").last().check();
    await split.locator("[name=why]").fill("the second report is of another day");
    await split.getByRole("button", { name: "Split" }).click();
    await page.waitForURL(/\?done=\d+$/);
    assert.notEqual(await state(), before);
    await takeBack(page, "it is of the same day");
    assert.equal(await state(), before);
    const { incidents } = await site.json("/incidents.json?limit=500");
    const other = incidents.find(({ id }) => id !== disputed).id;
    await page.goto(`${site.base}/incidents/${disputed}`);
    const merge = await open(page.locator("main"), "Merge");
    await merge.locator("input[name=incidents]:not([type=hidden])").fill(other);
    await merge.locator("[name=why]").fill("to see what happens");
    await merge.getByRole("button", { name: "Merge" }).click();
    await page.waitForURL(/\?done=\d+$/);
    const { total } = await site.json("/incidents.json?limit=1");
    assert.equal(total, incidents.length - 1);
    await takeBack(page, "they are two");
  });
  assert.equal(await state(), before);
});

test("a value is corrected with a reason, is something to learn from, and is taken back", async () => {
  const before = await state();
  const lessons = async () =>
    (await (await fetch(`${site.base}/corrections.jsonl`)).text()).split("\n").filter(Boolean);
  await see(`/incidents/${disputed}`, async (page) => {
    await signIn(page);
    const correct = await open(page.locator("main"), "Correct");
    await correct.locator("[name=slot]").selectOption("killed");
    await correct.locator("[name=value]").fill("3..5");
    await correct.locator("[name=why]").fill("the report gives two figures");
    await correct.getByRole("button", { name: "Correct" }).click();
    await page.waitForURL(/\?done=\d+$/);
    const { incident } = await site.json(`/incidents/${disputed}.json`);
    assert.equal(incident.corrections.length, 1);
    assert.deepEqual(
      [incident.corrections[0].slot, incident.corrections[0].why],
      ["killed", "the report gives two figures"],
    );
    await page.getByText("the report gives two figures").first().waitFor();
    const [lesson, ...more] = await lessons();
    assert.equal(more.length, 0);
    const { slot, value, text } = JSON.parse(lesson);
    assert.equal(slot, "killed");
    assert.deepEqual([value[0].low, value[0].high], [3, 5]);
    assert.ok(text.length > 100);
    await takeBack(page, "it was right before");
  });
  assert.equal((await lessons()).length, 0);
  assert.equal(await state(), before);
});

test("the keyboard alone: the skip link, the overview's controls, a whole review with its undo", async () => {
  const before = await state();
  const active = (page) =>
    page.evaluate(() => {
      const at = document.activeElement;
      return at.id || at.getAttribute("name") || at.getAttribute("aria-label") || at.textContent.trim().slice(0, 40);
    });
  await see("/", async (page) => {
    await mapReady(page);
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute("href")), "#main");
    const box = await page.locator("a[href='#main']").boundingBox();
    assert.ok(box.y >= 0 && box.height > 10, "the skip link is seen when the focus is on it");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.id), "main");
    const wanted = new Map([
      ["search by words", "#filters [name=words]"],
      ["type", "#filters [name=type]"],
      ["map", ".map canvas"],
      ["first day", ".timeline [role=slider]"],
      ["first incident", "#results li a"],
      ["more", "#more"],
    ]);
    const seen = [];
    for (let times = 0; times < 150 && seen.length < wanted.size; times += 1) {
      await page.keyboard.press("Tab");
      for (const [name, selector] of wanted) {
        const there = await page.evaluate((at) => document.activeElement.matches(at), selector);
        if (there && !seen.includes(name)) seen.push(name);
      }
    }
    assert.deepEqual(seen, [...wanted.keys()], "in this order");
  });
  await see("/review", async (page) => {
    const tabTo = async (matches) => {
      for (let times = 0; times < 80; times += 1) {
        await page.keyboard.press("Tab");
        if (await page.evaluate(matches)) return;
      }
      assert.fail(`no tab leads there; the focus is on ${await active(page)}`);
    };
    await tabTo(() => /Sign in/.test(document.activeElement.textContent));
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/session/);
    await page.waitForLoadState();
    if (!(await page.evaluate(() => document.activeElement.name === "token"))) {
      await tabTo(() => document.activeElement.name === "token");
    }
    await page.keyboard.type(site.token);
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/review/);
    await page.waitForLoadState();
    for (const key of ["j", "j", "k"]) await page.keyboard.press(key);
    await page.keyboard.press("x");
    // the slot has a value already, so that the focus is on the reason
    assert.equal(await page.evaluate(() => document.activeElement.name), "why");
    await page.keyboard.type("by keys alone");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/incidents\/.*\?done=\d+$/);
    await page.waitForLoadState();
    const done = query(page);
    await page.keyboard.press("u");
    assert.equal(await page.evaluate(() => document.activeElement.name), "why");
    await page.keyboard.type("and back");
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.search !== done);
  });
  assert.equal(await state(), before);
});

test("the keys are listed on the review's page, and can be turned off", async () => {
  await see("/review", async (page) => {
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keys" }).waitFor();
    await accessible(page);
    await page.getByLabel("Use these keys").uncheck();
    await page.keyboard.press("Escape");
    await page.keyboard.press("j");
    assert.equal(await page.evaluate(() => document.activeElement.closest("#queue")), null);
  });
});

for (const colorScheme of ["light", "dark"]) {
  for (const [name, screen] of [
    ["375 px", PHONE],
    ["1400 px", WIDE],
  ]) {
    test(`axe finds nothing serious, and nothing is wider than the screen: ${colorScheme}, ${name}`, async () => {
      const options = { ...screen, colorScheme, reducedMotion: "reduce" };
      const look = async (page) => {
        await page.waitForLoadState("networkidle");
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= screen.viewport.width, `${page.url()} is ${wide} wide`);
        await accessible(page);
      };
      await see(
        "/session",
        async (page) => {
          await look(page);
          await page.locator("main [name=token]").fill(site.token);
          await page.locator("main [name=token]").press("Enter");
          await page.getByText("Amina").first().waitFor();
          for (const path of [
            "/",
            `/incidents/${disputed}`,
            "/reports/yemen-marib",
            "/review",
            "/review?kind=low",
            "/log",
            "/session",
          ]) {
            await page.goto(site.base + path);
            for (const act of await page
              .locator("details.act summary")
              .all()
              .then((all) => all.slice(0, 6))) {
              await act.click();
            }
            try {
              await look(page);
            } catch (error) {
              throw new Error(`${path}: ${error.message}`);
            }
          }
        },
        options,
      );
    });
  }
}

test("every other page is well behaved, too", async () => {
  const { actors } = await site.json("/actors.json?limit=1");
  const { places } = await site.json("/places.json?limit=1");
  const encode = (name) => encodeURIComponent(name).replaceAll(".", "%2E");
  for (const path of [
    "/incidents?conflicting=true",
    "/map",
    "/conflicts",
    "/events",
    "/claims",
    "/search?words=soldiers",
    "/actors",
    `/actors/${encode(actors[0].name)}`,
    "/places",
    `/places/${encode(places[0].name)}`,
    "/reports",
    "/log/1",
    "/decisions",
    "/exports",
    "/docs",
  ]) {
    await see(path, async (page) => {
      await page.waitForLoadState("networkidle");
      assert.equal(await page.locator("h1").count(), 1, `${path} has one heading of the page`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= 1280, `${path} is ${wide} wide`);
      try {
        await accessible(page);
      } catch (error) {
        throw new Error(`${path}: ${error.message}`);
      }
    });
  }
  const missing = { expected: [/status of 404/] };
  await see(
    "/incidents/i-none",
    async (page) => {
      assert.equal(await page.locator("h1").count(), 1);
      await accessible(page);
    },
    missing,
  );
});

test("the links of the pages lead somewhere", async () => {
  const paths = ["/", `/incidents/${disputed}`, "/reports/mali-boni-patrol", "/review", "/log", "/docs", "/exports"];
  const links = new Set();
  for (const path of paths) {
    const html = await (await fetch(site.base + path, { headers: { accept: "text/html" } })).text();
    for (const [, link] of html.matchAll(/(?:href|src|action)="(\/[^"#]*)/g)) {
      // an incident of the log may be gone since
      if (path !== "/log" || !link.startsWith("/incidents/")) links.add(link.replaceAll("&amp;", "&"));
    }
  }
  for (const link of links) {
    const answer = await fetch(site.base + link, { headers: { accept: "text/html" }, method: "HEAD" });
    // what takes a form is asked without one, and a stream is only begun
    assert.ok([200, 401, 405].includes(answer.status), `${answer.status} of ${link}`);
  }
  assert.ok(links.size > 80);
});

test("without scripts: the overview, its filters, an incident and a decision", async () => {
  const before = await state();
  await see(
    "/",
    async (page) => {
      assert.equal(await page.locator("figure.map > svg").count(), 1);
      assert.ok((await page.locator("figure.map > svg").boundingBox()).height > 100);
      assert.equal(await page.locator("figure.timeline > svg").count(), 1);
      await page.locator("#filters [name=type]").selectOption("ASSAULT");
      await page.locator("#filters button").first().click();
      await page.waitForURL(/type=ASSAULT/);
      const told = await site.json("/incidents.json?type=ASSAULT");
      assert.equal(plain(await matching(page)), said(told.matching, told.total));
      await page.locator("#results a").first().click();
      await page.waitForURL(/\/incidents\/i-/);
      await page.goto(`${site.base}/incidents/${disputed}`);
      await signIn(page);
      const note = await open(page.locator("main"), "Note");
      await note.locator("[name=why]").fill("seen without scripts");
      await note.getByRole("button").click();
      await page.waitForURL(/\?done=\d+$/);
      await page.getByText("seen without scripts").first().waitFor();
      await takeBack(page, "only a try");
    },
    { javaScriptEnabled: false },
  );
  assert.equal(await state(), before);
});

test("on paper there is the incident, and no navigation", async () => {
  await see(`/incidents/${disputed}`, async (page) => {
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator("header nav").first().isVisible(), false);
    assert.equal(await page.locator("form[role=search]").isVisible(), false);
    assert.ok(await page.locator("h1").isVisible());
    assert.ok(await page.locator("table.reading").isVisible());
    await page.goto(site.base);
    assert.equal(await page.locator("#filters").isVisible(), false);
  });
});

test("nothing that stands in a report runs, on any page that shows it", async () => {
  const { record } = await site.json("/reports/hostile.json");
  const { queue } = await site.json("/review.json?kind=low&limit=500");
  assert.ok(record.events.length > 0 && queue.length > 0);
  for (const path of [
    "/reports/hostile",
    "/reports/hostile?mark=0-200#mark",
    `/incidents/${hostile}`,
    "/reports",
    "/?words=ambushed+Gao",
    "/search?words=ambushed+Gao",
    "/events?report=hostile",
    "/claims?report=hostile",
    "/review?kind=conflicts&limit=500",
    "/log",
    "/%3Cscript%3Ewindow.ran=1%3C/script%3E",
    "/incidents/%22%3E%3Cimg%20src=x%20onerror=%22window.ran=1%22%3E",
    "/search?words=%22%3E%3Cscript%3Ewindow.ran=1%3C/script%3E",
    "/?place=%22%3E%3Cscript%3Ewindow.ran=1%3C/script%3E&near=%3Cb%3E",
    "/session?back=javascript:window.ran=1",
  ]) {
    await see(
      path,
      async (page) => {
        page.on("dialog", () => assert.fail(`${path}: a dialog`));
        await page.waitForLoadState("networkidle");
        assert.equal(await page.evaluate(() => window.ran), undefined, path);
        for (const strange of ["script:not([src])", "iframe", "img[onerror]", "b[onmouseover]", "svg[onload]"]) {
          assert.equal(await page.locator(strange).count(), 0, `${path}: ${strange}`);
        }
        assert.equal(await page.locator("a[href^='javascript:' i]").count(), 0, path);
        const text = await page.locator("body").textContent();
        assert.doesNotMatch(text, /[\u202a-\u202e\u2066-\u2069]/, `${path}: a mark that turns the direction`);
        assert.doesNotMatch(await page.title(), /[\u202a-\u202e\u2066-\u2069]/);
      },
      { expected: [/status of 40[04]/] },
    );
  }
  await see("/reports/hostile", async (page) => {
    const text = plain(await page.locator("article.text").textContent());
    for (const words of ["<script>window.ran = 1</script>", "<iframe srcdoc=", "{{ 7 * 7 }}", "</mark></article>"]) {
      assert.ok(text.includes(words), words);
    }
    assert.ok((await page.locator("article.text mark").count()) > 3);
  });
});

test("a report is sent by its form; an overview that is being looked at says that something has come, and shows it", async () => {
  await see("/", async (page) => {
    await mapReady(page);
    const [all, top] = [await matching(page), await ids(page)];
    const other = await page.context().newPage();
    await other.goto(`${site.base}/reports`);
    assert.equal(await other.getByText("Add a report").count(), 0, "the form is for those who may");
    await signIn(other);
    const form = await open(other.locator("main"), "Add a report");
    await form
      .getByLabel("Its words")
      .fill("GAO, Mali - Gunmen attacked a bus near Gao on Monday, killing seven people, the army said.");
    await form.getByLabel("Published").fill("2031-03-04");
    await form.getByLabel("Title").fill("Bus attacked near Gao");
    await form.getByLabel("Name to cite it by").fill("sent-by-hand");
    await accessible(other);
    await form.getByRole("button", { name: "Read and store" }).click();
    const stored = other.locator("main li").filter({ hasText: "sent-by-hand" });
    assert.match(plain(await stored.textContent()), /^sent-by-hand: stored/);
    const id = (await stored.locator("code").first().textContent()).trim();

    const news = page.locator(".news");
    await news.getByText("1 incident is new or has changed.").waitFor();
    assert.deepEqual([await matching(page), await ids(page)], [all, top], "nothing moves before one asks");
    await news.getByRole("button", { name: "Show" }).click();
    await changed(page, all);
    assert.equal((await ids(page))[0], id, "the latest is the first");
    assert.equal(plain(await news.textContent()), "");
  });
});

test("a country is chosen by its name, which the list says too", async () => {
  await see("/", async (page) => {
    await mapReady(page);
    const all = await matching(page);
    await page.getByLabel("Place or country").fill("Mali");
    await page.getByLabel("Place or country").press("Enter");
    await changed(page, all);
    const { matching: many, total } = await site.json("/incidents.json?place=MLI");
    assert.equal(await matching(page), said(many, total));
    assert.match(await page.locator("#results [data-field=place]").first().textContent(), /Mali$/);
    const facet = page.locator("a[data-set='place=MLI']");
    assert.equal(await facet.textContent(), "Mali");
  });
});
