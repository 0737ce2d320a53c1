// The countries of World Atlas (Natural Earth, public domain), cut at the 180th meridian.
import { readFile } from "node:fs/promises";
import { feature } from "topojson-client";
import { topology } from "topojson-server";
import { area, centre, cutGeometry } from "./cut.mjs";

/** Steps of a degree grid to which `countries.json` is rounded: a step is about 400 m at the equator. */
const STEPS = 100_000;

/** The countries of one resolution ("50m", "110m") as GeoJSON features with a name. */
export async function countries(resolution) {
  const file = new URL(`../node_modules/world-atlas/countries-${resolution}.json`, import.meta.url);
  const atlas = JSON.parse(await readFile(file, "utf8"));
  return feature(atlas, atlas.objects.countries)
    .features.filter((country) => country.geometry)
    .map((country) => ({
      type: "Feature",
      properties: { name: country.properties.name },
      geometry: cutGeometry(country.geometry),
    }));
}

/** The same as TopoJSON text, with a place for each country's label and how large it is in square degrees. */
export async function countriesJson() {
  const features = await countries("50m");
  for (const country of features) {
    const rings = country.geometry.coordinates.map(([outer]) => outer);
    const largest = rings.reduce((best, ring) => (Math.abs(area(ring)) > Math.abs(area(best)) ? ring : best));
    country.properties.label = centre(largest).map((degrees) => Math.round(degrees * 100) / 100);
    country.properties.size = Math.round(Math.abs(area(largest)) * 100) / 100;
  }
  return JSON.stringify(topology({ countries: { type: "FeatureCollection", features } }, STEPS));
}
