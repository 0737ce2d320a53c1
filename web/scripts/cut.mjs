// Countries that cross the 180th meridian or hold a pole, cut so that each ring stays within -180..180.
// World Atlas joins such countries to one ring, which is right on a globe and draws bands across a flat map.

/** Longitudes of a closed ring made continuous: a step of more than half a turn is a step the other way. */
function unwrapped(ring) {
  const out = [[...ring[0]]];
  for (let at = 1; at < ring.length; at += 1) {
    const before = out[at - 1][0];
    let lon = ring[at][0];
    while (lon - before > 180) lon -= 360;
    while (lon - before < -180) lon += 360;
    out.push([lon, ring[at][1]]);
  }
  return out;
}

/** A closed ring that goes once around the earth, closed over the pole that it holds. */
function overPole(ring) {
  const first = ring[0];
  const last = ring[ring.length - 1];
  if (Math.abs(last[0] - first[0]) < 180) return ring;
  const pole = ring.reduce((sum, point) => sum + point[1], 0) < 0 ? -90 : 90;
  return [...ring, [last[0], pole], [first[0], pole], first];
}

/** What of a closed ring lies on one side of a meridian; `side` is 1 for east of it, -1 for west. */
function half(ring, meridian, side) {
  const inside = (point) => side * (point[0] - meridian) >= 0;
  const out = [];
  for (let at = 0; at < ring.length - 1; at += 1) {
    const [here, next] = [ring[at], ring[at + 1]];
    if (inside(here)) out.push(here);
    if (inside(here) !== inside(next)) {
      const share = (meridian - here[0]) / (next[0] - here[0]);
      out.push([meridian, here[1] + share * (next[1] - here[1])]);
    }
  }
  if (out.length < 3) return [];
  return [...out, out[0]];
}

/** The pieces of a closed ring, each within -180..180. */
export function cutRing(ring) {
  const whole = overPole(unwrapped(ring));
  const pieces = [];
  for (const turn of [-360, 0, 360]) {
    const moved = whole.map(([lon, lat]) => [lon + turn, lat]);
    const piece = half(half(moved, -180, 1), 180, -1);
    if (piece.length > 3 && Math.abs(area(piece)) > 1e-6) pieces.push(piece);
  }
  return pieces;
}

/** The area of a closed ring in square degrees, negative where it runs clockwise. */
export function area(ring) {
  let sum = 0;
  for (let at = 0; at < ring.length - 1; at += 1) {
    sum += ring[at][0] * ring[at + 1][1] - ring[at + 1][0] * ring[at][1];
  }
  return sum / 2;
}

/** The centre of mass of a closed ring. */
export function centre(ring) {
  let [x, y] = [0, 0];
  for (let at = 0; at < ring.length - 1; at += 1) {
    const cross = ring[at][0] * ring[at + 1][1] - ring[at + 1][0] * ring[at][1];
    x += (ring[at][0] + ring[at + 1][0]) * cross;
    y += (ring[at][1] + ring[at + 1][1]) * cross;
  }
  const six = 6 * area(ring);
  return [x / six, y / six];
}

/** Whether a closed ring holds a point. */
function holds(ring, [x, y]) {
  let inside = false;
  for (let at = 0; at < ring.length - 1; at += 1) {
    const [[x1, y1], [x2, y2]] = [ring[at], ring[at + 1]];
    if (y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) inside = !inside;
  }
  return inside;
}

/** A GeoJSON Polygon or MultiPolygon as a MultiPolygon whose rings stay within -180..180. */
export function cutGeometry(geometry) {
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  const out = [];
  for (const [outer, ...holes] of polygons) {
    const pieces = cutRing(outer).map((ring) => [ring]);
    for (const hole of holes.flatMap(cutRing)) {
      pieces.find(([ring]) => holds(ring, hole[0]))?.push(hole);
    }
    out.push(...pieces);
  }
  return { type: "MultiPolygon", coordinates: out };
}
