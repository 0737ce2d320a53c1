// Pages of the form that the server's templates have, as far as the island sees it.
import { mapAnswer, matching, overview } from "./fixture.mjs";

const escapes = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const safe = (text) => String(text).replace(/[&<>"]/g, (character) => escapes[character]);

function page(title, scripts, body) {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${safe(title)}</title>
<link rel="icon" href="/assets/world.svg" type="image/svg+xml">
<link rel="stylesheet" href="/dev/style.css"><link rel="stylesheet" href="/assets/explore.css">
<script src="/assets/theme.js"></script>
${scripts.map((name) => `<script type="module" src="/assets/${name}"></script>`).join("\n")}
</head>
<body>
<header><a href="/">Dateline</a> <a href="/review">Review</a> <button id="theme" type="button" hidden></button></header>
<main>
<h1>${safe(title)}</h1>
${body}
</main>
</body>
</html>`;
}

function staticMap(features) {
  const marks = features.map((feature) => {
    const [x, y] = [(feature.lon + 180) * 10, (90 - feature.lat) * 10];
    return `<circle cx="${x.toFixed(0)}" cy="${y.toFixed(0)}" r="20" class="${feature.kind}"></circle>`;
  });
  return `<svg viewBox="0 0 3600 1800" role="img" aria-label="Map of ${features.length} spots"><use href="/assets/world.svg#world" class="land"></use>${marks.join("")}</svg>`;
}

function item(incident) {
  const open = incident.conflicts.filter((conflict) => conflict.open).map((conflict) => conflict.slot);
  const place = incident.place ? `${incident.place.name}, ${incident.place.country}` : "no place";
  return `<li class="incident" data-id="${incident.id}"><a data-field="link" href="/incidents/${incident.id}"><span class="summary" data-field="summary">${safe(incident.summary)}</span></a>
<p class="facts"><span class="date" data-field="date">${incident.time?.edtf ?? "no date"}</span> · <span class="place" data-field="place">${safe(place)}</span> · <span class="grade" data-field="grade">${incident.grade}</span> · <span class="sources" data-field="sources">${incident.sources} source${incident.sources === 1 ? "" : "s"}</span>${open.length ? ` <span class="conflict" data-field="conflict">in conflict: ${open.join(", ")}</span>` : ""}</p></li>`;
}

const choice = (name, values, query) =>
  `<label>${name} <select name="${name}"><option value="">any</option>${values.map((value) => `<option${query.get(name) === value ? " selected" : ""}>${value}</option>`).join("")}</select></label>`;
const input = (name, type, query) =>
  `<label>${name} <input name="${name}" type="${type}" value="${safe(query.get(name) ?? "")}"></label>`;

function explore(title, path, query, fixed) {
  const all = new URLSearchParams([...query, ...new URLSearchParams(fixed)]);
  const answer = overview(all);
  return page(
    title,
    ["explore.js"],
    `<form id="filters" method="get" action="${path}">
${input("words", "search", query)}${input("since", "date", query)}${input("until", "date", query)}
${choice("type", ["ASSAULT", "PROTEST"], query)}${choice("grade", ["confirmed", "fair", "weak", "contested"], query)}
<label><input type="checkbox" name="conflicting" value="true"${query.get("conflicting") ? " checked" : ""}> reports disagree</label>
<button>Filter</button></form>
<p><output id="matching" form="filters">${answer.matching} of ${answer.total} incidents</output> <a data-carry href="/feed.atom">Feed of these</a>
<a data-set="type=PROTEST" href="${path}?type=PROTEST">PROTEST</a> (<span data-facet="types" data-value="PROTEST"></span>)</p>
<section id="explore" aria-label="Map and timeline" data-map="/map.json" data-overview="/overview.json"${fixed ? ` data-fixed="${safe(fixed)}"` : ""}>
<figure class="map">${staticMap(answer.map.features)}<figcaption>Where</figcaption></figure>
<figure class="timeline"><svg viewBox="0 0 600 120" role="img" aria-label="Dates"></svg><figcaption>When</figcaption></figure>
</section>
<h2>Incidents</h2>
<ol id="results">${answer.incidents.map(item).join("\n")}</ol>
<a id="more" rel="next" href="${safe(answer.next ?? "#")}"${answer.next ? "" : " hidden"}>More</a>`,
  );
}

function incident(id) {
  const [found] = matching(new URLSearchParams()).filter((each) => each.id === id);
  if (!found) return null;
  const { features } = mapAnswer([found], 10, null);
  return page(
    found.summary,
    ["explore.js", "review.js"],
    `<figure class="map" data-features="${safe(JSON.stringify(features))}">${staticMap(features)}</figure>${forms(id)}`,
  );
}

const forms = (id) =>
  ["m:Merge", "s:Split", "c:Correct", "x:Settle"]
    .map((text) => text.split(":"))
    .map(
      ([key, name]) => `<details class="act" data-key="${key}"><summary>${name}</summary>
<form method="post" action="/decisions"><input type="hidden" name="incidents" value="${id}"><label>Why <input name="why" required></label><button>${name}</button></form></details>`,
    )
    .join("");

function review() {
  const queue = matching(new URLSearchParams("conflicting=true")).slice(0, 6);
  const items = queue.map(
    (each) => `<li><a href="/incidents/${each.id}">${safe(each.summary)}</a> ${forms(each.id)}</li>`,
  );
  return page(
    "Review",
    ["review.js"],
    `<button type="button" data-opens="keys" hidden>Keys</button><ol id="queue">${items.join("\n")}</ol>`,
  );
}

/** The page at a path, or null. */
export function pageAt(path, query) {
  if (path === "/") return explore("Overview", "/", query, "");
  if (path.startsWith("/places/")) {
    const name = decodeURIComponent(path.slice("/places/".length));
    return explore(name, path, query, String(new URLSearchParams({ place: name })));
  }
  if (path.startsWith("/incidents/")) return incident(path.slice("/incidents/".length));
  return path === "/review" ? review() : null;
}
