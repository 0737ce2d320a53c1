// Serves the built island with invented data and the server's content security policy: node dev/server.mjs [PORT]

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname } from "node:path";
import { INCIDENTS, mapAnswer, matching, overview } from "./fixture.mjs";
import { pageAt } from "./pages.mjs";

/** As `dateline serve` sends it. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; " +
  "worker-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const KINDS = {
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".txt": "text/plain",
};

const ROOTS = {
  "/assets/": [
    new URL("../dist/", import.meta.url),
    new URL("../../crates/dateline/src/serve/assets/", import.meta.url),
  ],
  "/dev/": [new URL("./", import.meta.url)],
};

async function file(path) {
  for (const [prefix, roots] of Object.entries(ROOTS)) {
    const name = path.slice(prefix.length);
    if (!path.startsWith(prefix) || !/^[\w.-]+$/.test(name)) continue;
    for (const root of roots) {
      const body = await readFile(new URL(name, root)).catch(() => null);
      if (body) return [200, `${KINDS[extname(name)] ?? "application/octet-stream"}; charset=utf-8`, body];
    }
  }
  return null;
}

async function answer(url) {
  const { pathname: path, searchParams: query } = url;
  const json = (value) => [200, "application/json", JSON.stringify(value)];
  if (query.get("words") === "fail" && path.endsWith(".json")) {
    const problem = {
      type: "about:blank",
      title: "Bad Request",
      status: 400,
      detail: "These words cannot be searched for.",
    };
    return [400, "application/problem+json", JSON.stringify(problem)];
  }
  if (path === "/overview.json") return json(overview(query));
  if (path === "/map.json") return json(mapAnswer(matching(query), Number(query.get("zoom") ?? 1), query.get("box")));
  if (path === "/incidents.json") {
    const found = matching(query);
    return json({ matching: found.length, incidents: found.slice(0, Number(query.get("limit") ?? 50)), next: null });
  }
  const one = INCIDENTS.find(({ id }) => path === `/incidents/${id}.json`);
  if (one) return json({ incident: one });
  const page = pageAt(path, query);
  if (page) return [200, "text/html; charset=utf-8", page];
  return (await file(path)) ?? [404, "text/plain", "not found"];
}

/** A server on a port, 0 for any that is free; resolves when it listens. */
export function serve(port) {
  const server = createServer(async (request, response) => {
    const [status, kind, body] = await answer(new URL(request.url, "http://localhost"));
    response.writeHead(status, { "content-type": kind, "content-security-policy": POLICY });
    response.end(body);
  });
  return new Promise((done) => server.listen(port, "127.0.0.1", () => done(server)));
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const server = await serve(Number(process.argv[2] ?? 8099));
  process.stdout.write(`http://127.0.0.1:${server.address().port}/\n`);
}
