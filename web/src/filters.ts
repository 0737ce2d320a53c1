/**
 * Filters as they stand in a URL. They are kept as `URLSearchParams` in one order, so that two
 * that mean the same are the same text.
 */

/** Names of all filters, as the API and the command line have them, in the order in which URLs get them. */
export const NAMES = [
  "words",
  "since",
  "until",
  "near",
  "within",
  "place",
  "actor",
  "type",
  "status",
  "grade",
  "min_sources",
  "conflicting",
  // no filter, and kept like one
  "order",
] as const;

export type Name = (typeof NAMES)[number];

/** The filters among the parameters of a URL, without empty ones and without paging. */
export function filtersOf(parameters: URLSearchParams): URLSearchParams {
  const out = new URLSearchParams();
  for (const name of NAMES) {
    for (const value of parameters.getAll(name)) {
      if (value.trim() !== "") out.append(name, value.trim());
    }
  }
  return out;
}

/** The same filters with some set, or taken away where the value is null. */
export function changed(filters: URLSearchParams, changes: Partial<Record<Name, string | null>>): URLSearchParams {
  const out = new URLSearchParams(filters);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === "") out.delete(name);
    else out.set(name, value);
  }
  return filtersOf(out);
}

/** What a form says: names and values. */
export type Fields = readonly (readonly [string, string])[];

/**
 * The filters when a form has been changed. A field that says what it said before stays out of it:
 * a field for a day cannot hold `since=2024-05`, and that it is empty does not mean that nothing is asked.
 */
export function fromForm(before: Fields, now: Fields, held: URLSearchParams): URLSearchParams {
  const out = new URLSearchParams(held);
  for (const name of NAMES) {
    const of = (fields: Fields) => fields.filter(([field]) => field === name).map(([, value]) => value);
    const values = of(now);
    if (values.join("\n") === of(before).join("\n")) continue;
    out.delete(name);
    for (const value of values) out.append(name, value);
  }
  return filtersOf(out);
}

/** Filters with those that always hold on this page; what is fixed wins. */
export function withFixed(filters: URLSearchParams, fixed: URLSearchParams): URLSearchParams {
  const out = new URLSearchParams(filters);
  for (const name of new Set(fixed.keys())) {
    out.delete(name);
    for (const value of fixed.getAll(name)) out.append(name, value);
  }
  return filtersOf(out);
}

/** A path with filters and further parameters as its query. */
export function address(path: string, filters: URLSearchParams, more: Record<string, string> = {}): string {
  const query = new URLSearchParams(filters);
  for (const [name, value] of Object.entries(more)) query.set(name, value);
  // a comma may stand in a query as it is, and so `near` and `within` stay readable
  const text = query.toString().replaceAll("%2C", ",");
  return text === "" ? path : `${path}?${text}`;
}
