// What the build adds to dist/ beside the bundled scripts: stylesheets, MapLibre's worker, the countries, licences.
import { copyFile, readdir, readFile, writeFile } from "node:fs/promises";
import { countriesJson } from "./countries.mjs";

const web = new URL("../", import.meta.url);
const maplibre = "node_modules/maplibre-gl/dist/";

async function copy(from, to) {
  await copyFile(new URL(from, web), new URL(`dist/${to}`, web));
}

await copy("src/explore.css", "explore.css");
await copy(`${maplibre}maplibre-gl.css`, "maplibre-gl.css");
await copy(`${maplibre}maplibre-gl-worker.mjs`, "maplibre-gl-worker.js");
await writeFile(new URL("dist/countries.json", web), await countriesJson());

/** Packages whose code or data ends up in dist/: what package.json depends on, all that they depend on, and the atlas. */
async function shipped() {
  const lock = JSON.parse(await readFile(new URL("package-lock.json", web), "utf8"));
  const found = new Set();
  const visit = (name, from) => {
    // the nearest node_modules above the package that asks for it
    let folder = from;
    while (folder !== "" && !lock.packages[`${folder}/node_modules/${name}`]) {
      folder = folder.includes("/node_modules/") ? folder.slice(0, folder.lastIndexOf("/node_modules/")) : "";
    }
    const path = folder === "" ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    const entry = lock.packages[path];
    if (!entry || found.has(path)) return;
    found.add(path);
    for (const next of Object.keys(entry.dependencies ?? {})) visit(next, path);
  };
  for (const name of Object.keys(lock.packages[""].dependencies)) visit(name, "");
  found.add("node_modules/world-atlas");
  return [...found].sort();
}

async function licence(path) {
  const folder = new URL(`${path}/`, web);
  const { name, version, license } = JSON.parse(await readFile(new URL("package.json", folder), "utf8"));
  const files = (await readdir(folder)).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file)).sort();
  const texts = await Promise.all(files.map((file) => readFile(new URL(file, folder), "utf8")));
  const text = texts.length > 0 ? texts.map((text) => text.trim()).join("\n\n") : "(the package has no licence file)";
  return `${name} ${version}: ${license ?? "see below"}\n\n${text}\n`;
}

const texts = await Promise.all((await shipped()).map(licence));
const atlas = "The countries are Natural Earth's (naturalearthdata.com), in the public domain.\n";
await writeFile(new URL("dist/licences.txt", web), [atlas, ...texts].join(`\n${"-".repeat(80)}\n\n`));
