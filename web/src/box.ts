/** A box on the map in degrees. West is greater than east where it holds the 180th meridian (as in RFC 7946). */
export interface Box {
  west: number;
  south: number;
  east: number;
  north: number;
}

const whole = (degrees: number) => ((((degrees + 180) % 360) + 360) % 360) - 180;
const latitude = (degrees: number) => Math.max(-90, Math.min(90, degrees));
const rounded = (degrees: number) => Math.round(degrees * 1000) / 1000;

/** A box of a map's view, whose longitudes may lie on any turn around the earth. */
export function boxOf(west: number, south: number, east: number, north: number): Box {
  const [low, high] = [rounded(latitude(south)), rounded(latitude(north))];
  if (east - west >= 360) return { west: -180, south: low, east: 180, north: high };
  const right = rounded(whole(east));
  return { west: rounded(whole(west)), south: low, east: right === -180 ? 180 : right, north: high };
}

/** A box made larger by a share of its width and height on each side. */
export function grown(west: number, south: number, east: number, north: number, share: number): Box {
  const [wide, high] = [(east - west) * share, (north - south) * share];
  return boxOf(west - wide, south - high, east + wide, north + high);
}

/** Degrees around a spot that still count to it: some 200 m. */
const SPOT = 0.002;

/** A box around what lies on one spot, large enough that rounding leaves nothing out. */
export function spotBox({ west, south, east, north }: Box): Box {
  return boxOf(west - SPOT, south - SPOT, eastBehindWest({ west, south, east, north }) + SPOT, north + SPOT);
}

/** Whether a box is so small that a map cannot tell apart what lies in it. */
export function isSpot(box: Box): boolean {
  return eastBehindWest(box) - box.west < SPOT && box.north - box.south < SPOT;
}

/** `WEST,SOUTH,EAST,NORTH`, as filters have it. */
export function boxText({ west, south, east, north }: Box): string {
  return [west, south, east, north].join(",");
}

/** What `within` says; null where it is no box. */
export function parseBox(text: string | null): Box | null {
  const numbers = (text ?? "").split(",").map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  const [west, south, east, north] = numbers;
  if (numbers.length !== 4 || west === undefined || south === undefined || east === undefined || north === undefined) {
    return null;
  }
  const right = Math.abs(west) <= 180 && Math.abs(east) <= 180 && south >= -90 && north <= 90 && south <= north;
  return right ? { west, south, east, north } : null;
}

/** East of a box, on the turn on which it lies behind west. */
export function eastBehindWest(box: Box): number {
  return box.east < box.west ? box.east + 360 : box.east;
}

/** Whether all of one box lies in another. */
export function holds(outer: Box, inner: Box): boolean {
  if (inner.south < outer.south || inner.north > outer.north) return false;
  if (outer.west === -180 && outer.east === 180) return true;
  const start = (((inner.west - outer.west) % 360) + 360) % 360;
  return start + (eastBehindWest(inner) - inner.west) <= eastBehindWest(outer) - outer.west;
}

/** The smallest box around points and boxes that does not hold the 180th meridian; null where there is none. */
export function around(boxes: readonly Box[]): Box | null {
  if (boxes.length === 0) return null;
  return boxes.reduce((all, box) => ({
    west: Math.min(all.west, box.west),
    south: Math.min(all.south, box.south),
    east: Math.max(all.east, box.east),
    north: Math.max(all.north, box.north),
  }));
}

/** All within some kilometres of a point. */
export interface Near {
  lat: number;
  lon: number;
  km: number;
}

/** What `near=LAT,LON,KM` says; null where it is none. */
export function parseNear(text: string | null): Near | null {
  const numbers = (text ?? "").split(",").map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  const [lat, lon, km] = numbers;
  if (numbers.length !== 3 || lat === undefined || lon === undefined || km === undefined) return null;
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 && km > 0 ? { lat, lon, km } : null;
}
