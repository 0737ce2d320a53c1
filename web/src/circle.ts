import type { Position } from "geojson";

/** Kilometres from the centre of the earth to its surface, as a sphere. */
const EARTH_KM = 6371.0088;

/** Corners of a drawn circle. */
const CORNERS = 72;

const radians = (degrees: number) => (degrees * Math.PI) / 180;
const degrees = (angle: number) => (angle * 180) / Math.PI;

/**
 * All that lies `km` from a point, as a closed ring. Longitudes may go beyond 180, so that a
 * circle over the 180th meridian stays one piece.
 */
export function circle(lon: number, lat: number, km: number): Position[] {
  const [angle, phi] = [km / EARTH_KM, radians(lat)];
  const ring: Position[] = [];
  for (let corner = 0; corner < CORNERS; corner += 1) {
    const bearing = (-2 * Math.PI * corner) / CORNERS;
    const north = Math.asin(Math.sin(phi) * Math.cos(angle) + Math.cos(phi) * Math.sin(angle) * Math.cos(bearing));
    const east = Math.atan2(
      Math.sin(bearing) * Math.sin(angle) * Math.cos(phi),
      Math.cos(angle) - Math.sin(phi) * Math.sin(north),
    );
    ring.push([lon + degrees(east), degrees(north)]);
  }
  ring.push(ring[0] as Position);
  return ring;
}

/** South, north and half the width in degrees of the box around such a circle. */
export function reach(lat: number, km: number): { south: number; north: number; side: number } {
  const angle = degrees(km / EARTH_KM);
  const [south, north] = [Math.max(-90, lat - angle), Math.min(90, lat + angle)];
  const narrowest = Math.cos(radians(Math.max(Math.abs(south), Math.abs(north))));
  return { south, north, side: narrowest < 0.01 ? 180 : Math.min(180, angle / narrowest) };
}
