// Writes the outline of the world that the server draws static maps on.
import { mkdir, writeFile } from "node:fs/promises";
import { countries } from "./countries.mjs";

/** Units a degree: x = (lon + 180) * UNITS, y = (90 - lat) * UNITS. */
const UNITS = 10;

/** Where the server takes it from. */
const OUT = new URL("../../crates/dateline/src/serve/assets/world.svg", import.meta.url);

/** A closed ring as path commands, relative and rounded; nothing where it is smaller than a unit. */
function commands(ring) {
  const points = ring.map(([lon, lat]) => [Math.round((lon + 180) * UNITS), Math.round((90 - lat) * UNITS)]);
  const steps = [];
  for (let at = 1; at < points.length - 1; at += 1) {
    const [x, y] = [points[at][0] - points[at - 1][0], points[at][1] - points[at - 1][1]];
    if (x !== 0 || y !== 0) steps.push(`${x}${y < 0 ? "" : " "}${y}`);
  }
  if (steps.length < 2) return "";
  return `M${points[0].join(" ")}l${steps.join(" ").replaceAll(" -", "-")}z`;
}

const rings = (await countries("110m")).flatMap((country) => country.geometry.coordinates.flat());
const path = rings.map(commands).join("");
const svg =
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${360 * UNITS} ${180 * UNITS}">` +
  `<path id="world" class="world" fill-rule="evenodd" vector-effect="non-scaling-stroke" d="${path}"/></svg>\n`;
await mkdir(new URL(".", OUT), { recursive: true });
await writeFile(OUT, svg);
process.stdout.write(`world.svg: ${svg.length} bytes\n`);
