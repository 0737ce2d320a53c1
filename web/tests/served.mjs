// The program itself, serving the example reports, for tests and pictures.

import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../../", import.meta.url));
const program = process.env.DATELINE_BIN ?? join(root, "target/release/dateline");

/** Reports that are on some machines only: they are added where they are. */
async function seeds() {
  const folder = process.env.DATELINE_SEEDS ?? join(root, "../shared/seeds");
  if (!existsSync(folder)) return [];
  const names = (await readdir(folder)).filter((name) => name.endsWith(".txt"));
  return names.sort().map((name) => join(folder, name));
}

/**
 * Puts the example reports and `more` into a new store and serves it. Gives the server's address without a stroke at
 * its end, a token that may do everything, what commands say of the store, and the way to end it.
 */
export async function served({ more = [], withSeeds = true } = {}) {
  const folder = await mkdtemp(join(tmpdir(), "dateline-"));
  const store = join(folder, "store.db");
  const dateline = async (command, ...options) => {
    const { stdout } = await run(program, [...command.split(" "), "--store", store, ...options], {
      cwd: root,
      maxBuffer: 1 << 28,
    });
    return stdout;
  };
  const inputs = ["examples/reports", ...more, ...(withSeeds ? await seeds() : [])];
  await dateline("add", "--published-from", "examples/published.tsv", ...inputs);
  const scopes = ["--by", "tester", "--scope", "read,add,review"];
  const token = (await dateline("token new", "--who", "Amina", ...scopes)).trim();
  const server = spawn(program, ["serve", "--store", store, "--listen", "127.0.0.1:0"], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = once(server, "exit");
  let told = "";
  server.stderr.on("data", (text) => {
    told += text;
  });
  const lines = createInterface({ input: server.stdout });
  const [address] = await Promise.race([once(lines, "line"), ended.then(() => [null])]);
  if (!address) throw new Error(`the server did not begin: ${told}`);
  return {
    base: address.replace(/\/$/, ""),
    token,
    dateline,
    /** What was told on standard error. */
    log: () => told,
    /** The JSON at a path. */
    async json(path) {
      const answer = await fetch(address.replace(/\/$/, "") + path);
      if (!answer.ok) throw new Error(`${answer.status} of ${path}`);
      return answer.json();
    },
    /** Asks the server to end; gives its exit code. */
    async stop() {
      server.kill("SIGTERM");
      const [code] = await ended;
      await rm(folder, { recursive: true, force: true });
      return code;
    },
  };
}
