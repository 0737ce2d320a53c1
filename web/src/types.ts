/** What the server's JSON says, as far as the island reads it. */

/** A day, `2024-05-31`. */
export type Day = string;

export interface Bin {
  from: Day;
  until: Day;
  /** Incidents whose date lies within the bin for certain. */
  certain: number;
  /** Those of them that have an open conflict. */
  conflicting: number;
}

export interface Uncertain {
  from: Day;
  until: Day;
  count: number;
}

export type Unit = "day" | "week" | "month" | "year";

export interface Timeline {
  unit: Unit;
  from: Day | null;
  until: Day | null;
  bins: Bin[];
  uncertain: Uncertain[];
  /** Incidents whose periods are too many to be told. */
  others?: number;
  undated: number;
}

export interface IncidentFeature {
  kind: "incident";
  lat: number;
  lon: number;
  id: string;
  /** Asked for where the answer leaves it out. */
  summary?: string;
  radius_km: number | null;
  where_prec: number | null;
  conflicting: boolean;
}

export interface ClusterFeature {
  kind: "cluster";
  lat: number;
  lon: number;
  count: number;
  conflicting: number;
  west: number;
  south: number;
  east: number;
  north: number;
}

export interface AreaFeature {
  kind: "area";
  lat: number;
  lon: number;
  /** Null where it is not known how far it reaches. */
  radius_km: number | null;
  where_prec: number;
  count: number;
  conflicting: number;
  name?: string | null;
}

export type Feature = IncidentFeature | ClusterFeature | AreaFeature;

export interface MapAnswer {
  placed: number;
  unplaced: number;
  features: Feature[];
}

export interface Place {
  name: string;
  country: string | null;
  lat: number | null;
  lon: number | null;
  where_prec: number | null;
  radius_km: number | null;
}

export interface Incident {
  id: string;
  summary: string;
  time: { edtf: string } | null;
  place: Place | null;
  grade: string;
  sources: number;
  independent_sources: number;
  conflicts: { slot: string; open: boolean }[];
}

export interface Facet {
  value: string;
  count: number;
}

/** `/incidents.json` */
export interface Listed {
  matching: number;
  incidents: Incident[];
}

/** `/overview.json`; `/actors/{name}.json` and `/places/{name}.json` lack what is optional here. */
export interface Overview {
  total?: number;
  matching: number;
  timeline: Timeline;
  map: MapAnswer;
  facets?: Record<string, Facet[]>;
  incidents: Incident[];
  next: string | null;
}
