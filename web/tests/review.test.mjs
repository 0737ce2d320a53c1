// The keys of the review queue in a real browser.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { serve } from "../dev/server.mjs";
import { accessible, launch, visit } from "./browser.mjs";

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

/** Which item of the queue the focus is on or in; -1 for none. */
const item = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll("#queue > li")].indexOf(document.activeElement.closest("#queue > li")),
  );

test("keys move through the queue, which is one tab stop", async () => {
  await visit(browser, base, "/review", async (page) => {
    const seen = [];
    for (const key of ["j", "j", "ArrowDown", "k", "ArrowUp", "k", "k"]) {
      await page.keyboard.press(key);
      seen.push(await item(page));
    }
    assert.deepEqual(seen, [0, 1, 2, 1, 0, 0, 0]);
    assert.equal(await page.locator("#queue > li[tabindex='0']").count(), 1);
  });
});

test("Enter opens an incident", async () => {
  await visit(browser, base, "/review", async (page) => {
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    const link = await page.locator("#queue > li a").nth(1).getAttribute("href");
    await page.keyboard.press("Enter");
    await page.waitForURL(`**${link}`);
  });
});

test("a key opens the item's form; in a field keys are letters; Escape goes back", async () => {
  await visit(browser, base, "/review", async (page) => {
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await page.keyboard.press("m");
    const form = page.locator("#queue > li").nth(1).locator("details[data-key=m]");
    assert.equal(await form.getAttribute("open"), "");
    await page.keyboard.type("just x");
    assert.equal(await form.locator("[name=why]").inputValue(), "just x");
    await page.keyboard.press("Escape");
    assert.equal(await form.getAttribute("open"), null);
    assert.equal(await item(page), 1);
    assert.equal(new URL(page.url()).pathname, "/review");
  });
});

test("nothing is sent without a reason", async () => {
  await visit(browser, base, "/review", async (page) => {
    const sent = [];
    page.on("request", (request) => request.method() === "POST" && sent.push(request.postData()));
    await page.route("**/decisions", (route) => route.fulfill({ status: 204 }));
    await page.keyboard.press("j");
    await page.keyboard.press("x");
    await page.keyboard.press("Enter");
    await page.keyboard.type("   ");
    await page.keyboard.press("Enter");
    assert.deepEqual(sent, []);
    await page.keyboard.type("the later report counts anew");
    const posted = page.waitForRequest("**/decisions");
    await page.keyboard.press("Enter");
    assert.match((await posted).postData(), /why=.*counts\+anew/);
  });
});

test("a question mark lists the keys", async () => {
  await visit(browser, base, "/review", async (page) => {
    await page.keyboard.press("?");
    const dialog = page.getByRole("dialog", { name: "Keys" });
    await dialog.waitFor();
    assert.match(await dialog.textContent(), /settle a conflict/);
    await accessible(page);
    await page.keyboard.press("j");
    assert.equal(await item(page), -1);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
    await page.getByRole("button", { name: "Keys" }).click();
    await dialog.waitFor();
    await page.getByLabel("Use these keys").uncheck();
    await page.getByRole("button", { name: "Close" }).click();
    await page.keyboard.press("j");
    assert.equal(await item(page), -1);
  });
});
