// Invented incidents and answers of the shapes that the server gives, for the island's own tests.

/** Numbers that look random and are the same each time. */
function sequence(seed) {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state / 4294967296;
  };
}

const PLACES = [
  ["Boni", "MLI", 15.08, -2.22],
  ["Ansongo", "MLI", 15.66, 0.5],
  ["Tillaberi", "NER", 14.21, 1.45],
  ["Sake", "COD", -1.57, 29.04],
  ["El Obeid", "SDN", 13.18, 30.22],
  ["Metula", "ISR", 33.28, 35.58],
  ["Sumy", "UKR", 50.91, 34.8],
  ["Derbent", "RUS", 42.07, 48.29],
  ["Suva", "FJI", -18.14, 178.44],
];
const AREAS = [
  ["Gao", "MLI", 16.5, 0.2, 210],
  ["North Kivu", "COD", -0.8, 29, 160],
  ["Fiji", "FJI", -17.8, 179.9, 190],
];
const ACTS = [
  "Armed men attack a convoy near",
  "A drone strikes a depot in",
  "Shells hit a market in",
  "Police disperse a march in",
];
const TYPES = ["ASSAULT", "ASSAULT", "ASSAULT", "PROTEST"];
const GRADES = ["fair", "weak", "contested", "confirmed"];

const DAY = 86_400_000;
const START = Date.UTC(2024, 2, 1);
const date = (offset) => new Date(START + offset * DAY).toISOString().slice(0, 10);

function invent() {
  const random = sequence(6);
  const pick = (list) => list[Math.floor(random() * list.length)];
  return Array.from({ length: 420 }, (_, at) => {
    const kind = Math.floor(random() * ACTS.length);
    const inArea = random() < 0.15;
    const [name, country, lat, lon, radius] = inArea ? pick(AREAS) : pick(PLACES);
    const day = Math.floor(random() * random() * 100);
    const exact = random();
    const earliest = exact < 0.85 ? date(day) : exact < 0.95 ? `${date(day).slice(0, 7)}-01` : null;
    const month = earliest && new Date(earliest);
    const latest =
      exact < 0.85
        ? earliest
        : month && new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + 1, 0)).toISOString().slice(0, 10);
    const edtf = exact < 0.85 ? earliest : earliest?.slice(0, 7);
    // a town's incidents all have the town's point; elsewhere they are spread, to be told apart
    const spread = inArea || name === "Metula" ? 0 : random() * 0.4;
    const sources = 1 + Math.floor(random() * 5);
    const contested = random() < 0.15;
    const place =
      random() < 0.05
        ? null
        : { name, country, lat: lat + spread, lon: lon + spread, where_prec: inArea ? 4 : 1, radius_km: radius ?? 3 };
    return {
      schema: "dateline-incident/1",
      id: `i-${earliest ?? "undated"}-${at.toString(16).padStart(4, "0")}`,
      type: TYPES[kind],
      status: "occurred",
      summary: at === 0 ? `A note says "<img src=x onerror=alert(1)>" in ${name}` : `${ACTS[kind]} ${name}`,
      time: earliest && { edtf, earliest, latest, date_prec: exact < 0.85 ? 1 : 4 },
      place,
      grade: contested ? "contested" : pick(GRADES),
      sources,
      independent_sources: Math.max(1, sources - (at % 2)),
      conflicts: contested ? [{ slot: "killed", kind: "contradicts", said: [], open: true }] : [],
    };
  });
}

export const INCIDENTS = invent();

const contested = (incident) => incident.conflicts.some((conflict) => conflict.open);

function inBox(place, text) {
  const [west, south, east, north] = text.split(",").map(Number);
  if (place.lat < south || place.lat > north) return false;
  return west <= east ? place.lon >= west && place.lon <= east : place.lon >= west || place.lon <= east;
}

/** The incidents that filters let through. */
export function matching(query) {
  const get = (name) => query.get(name);
  return INCIDENTS.filter(
    (incident) =>
      (!get("words") || incident.summary.toLowerCase().includes(get("words").toLowerCase())) &&
      (!get("since") || (incident.time && incident.time.latest >= get("since"))) &&
      (!get("until") || (incident.time && incident.time.earliest <= get("until"))) &&
      (!get("place") || incident.place?.name === get("place") || incident.place?.country === get("place")) &&
      (!get("type") || incident.type === get("type")) &&
      (!get("grade") || incident.grade === get("grade")) &&
      (!get("min_sources") || incident.independent_sources >= Number(get("min_sources"))) &&
      (get("conflicting") !== "true" || contested(incident)) &&
      (!get("within") || (incident.place && inBox(incident.place, get("within")))),
  );
}

/** `/map.json` */
export function mapAnswer(incidents, zoom, box) {
  const placed = incidents.filter((incident) => incident.place);
  const seen = placed.filter((incident) => !box || inBox(incident.place, box));
  const [areas, cells] = [new Map(), new Map()];
  const size = 40 / 2 ** zoom;
  for (const incident of seen) {
    const { place } = incident;
    const isArea = place.where_prec >= 3;
    const key = isArea ? place.name : `${Math.floor(place.lat / size)}/${Math.floor(place.lon / size)}`;
    const groups = isArea ? areas : cells;
    groups.set(key, [...(groups.get(key) ?? []), incident]);
  }
  const features = [];
  for (const [name, group] of areas) {
    const { lat, lon, radius_km, where_prec } = group[0].place;
    features.push({
      kind: "area",
      lat,
      lon,
      radius_km,
      where_prec,
      count: group.length,
      conflicting: group.filter(contested).length,
      ...(name === "Gao" ? {} : { name }),
    });
  }
  for (const group of cells.values()) {
    if (group.length === 1) {
      for (const incident of group) {
        const { lat, lon, radius_km, where_prec } = incident.place;
        features.push({
          kind: "incident",
          lat,
          lon,
          id: incident.id,
          // some answers leave it out, and it is asked for
          ...(INCIDENTS.indexOf(incident) % 2 === 1 ? { summary: incident.summary } : {}),
          radius_km,
          where_prec,
          conflicting: contested(incident),
        });
      }
      continue;
    }
    const of = (name) => group.map((incident) => incident.place[name]);
    const mean = (numbers) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
    features.push({
      kind: "cluster",
      lat: mean(of("lat")),
      lon: mean(of("lon")),
      count: group.length,
      conflicting: group.filter(contested).length,
      west: Math.min(...of("lon")),
      south: Math.min(...of("lat")),
      east: Math.max(...of("lon")),
      north: Math.max(...of("lat")),
    });
  }
  return { placed: placed.length, unplaced: incidents.length - placed.length, features };
}

function timeline(incidents) {
  const dated = incidents.filter((incident) => incident.time);
  const [bins, uncertain] = [new Map(), new Map()];
  for (const incident of dated) {
    const { earliest, latest } = incident.time;
    if (earliest === latest) {
      const bin = bins.get(earliest) ?? { from: earliest, until: earliest, certain: 0, conflicting: 0 };
      bin.certain += 1;
      if (contested(incident)) bin.conflicting += 1;
      bins.set(earliest, bin);
    } else {
      const period = uncertain.get(earliest) ?? { from: earliest, until: latest, count: 0 };
      period.count += 1;
      uncertain.set(earliest, period);
    }
  }
  const ends = dated.flatMap((incident) => [incident.time.earliest, incident.time.latest]).sort();
  return {
    unit: "day",
    from: ends[0] ?? null,
    until: ends.at(-1) ?? null,
    bins: [...bins.values()].sort((one, other) => one.from.localeCompare(other.from)),
    uncertain: [...uncertain.values()],
    undated: incidents.length - dated.length,
  };
}

function facet(incidents, name) {
  const counts = new Map();
  for (const incident of incidents) counts.set(incident[name], (counts.get(incident[name]) ?? 0) + 1);
  return [...counts].map(([value, count]) => ({ value, count })).sort((one, other) => other.count - one.count);
}

/** `/overview.json` */
export function overview(query) {
  const incidents = matching(query);
  return {
    total: INCIDENTS.length,
    matching: incidents.length,
    filters: Object.fromEntries(query),
    timeline: timeline(incidents),
    map: mapAnswer(incidents, 1, null),
    facets: { types: facet(incidents, "type"), grades: facet(incidents, "grade") },
    incidents: incidents.slice(0, 25),
    next: incidents.length > 25 ? `/incidents?${new URLSearchParams([...query, ["after", "25"]])}` : null,
  };
}
