import type { Bin, Day, Unit } from "./types";

/** A day as the number of days since 1970-01-01. */
export type DayNumber = number;

const MILLISECONDS = 86_400_000;

/** `2024-05-31` as a number; null where it is no such day. */
export function toNumber(day: string): DayNumber | null {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day);
  if (!parts) return null;
  const time = Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]));
  return fromNumber(time / MILLISECONDS) === day ? time / MILLISECONDS : null;
}

/** A number as `2024-05-31`. */
export function fromNumber(number: DayNumber): Day {
  return new Date(number * MILLISECONDS).toISOString().slice(0, 10);
}

/** The first day of `2024-05-31`, `2024-05` or `2024`; null for anything else. */
export function firstDay(date: string): DayNumber | null {
  if (/^\d{4}$/.test(date)) return toNumber(`${date}-01-01`);
  if (/^\d{4}-\d\d$/.test(date)) return toNumber(`${date}-01`);
  return toNumber(date);
}

/** The last day of `2024-05-31`, `2024-05` or `2024`; null for anything else. */
export function lastDay(date: string): DayNumber | null {
  const first = firstDay(date);
  if (first === null) return null;
  if (/^\d{4}$/.test(date)) return nextStart(first, "year") - 1;
  if (/^\d{4}-\d\d$/.test(date)) return nextStart(first, "month") - 1;
  return first;
}

/** The first day of the unit after the one that starts on `day`. */
export function nextStart(day: DayNumber, unit: Unit): DayNumber {
  if (unit === "day") return day + 1;
  if (unit === "week") return day + 7;
  const date = new Date(day * MILLISECONDS);
  const [year, month] =
    unit === "year" ? [date.getUTCFullYear() + 1, 0] : [date.getUTCFullYear(), date.getUTCMonth() + 1];
  return Date.UTC(year, month, 1) / MILLISECONDS;
}

/** The start of the unit that `day` lies in; `monday` is any day on which a week starts. */
export function startOf(day: DayNumber, unit: Unit, monday: DayNumber): DayNumber {
  if (unit === "day") return day;
  if (unit === "week") return day - ((((day - monday) % 7) + 7) % 7);
  const date = new Date(day * MILLISECONDS);
  return Date.UTC(date.getUTCFullYear(), unit === "year" ? 0 : date.getUTCMonth(), 1) / MILLISECONDS;
}

/** 1970-01-05 was a Monday. */
const MONDAY = 4;

/**
 * Days at which bins start, over the whole range and whether or not anything lies in them, and
 * behind them the day after the last bin: what a brush snaps to.
 */
export function edges(unit: Unit, from: Day, until: Day, bins: readonly Bin[]): DayNumber[] {
  const first = toNumber(from);
  const last = toNumber(until);
  if (first === null || last === null || last < first) return [];
  // a bin at either end may be cut short, and so only a whole one tells on which day weeks start
  const starts = bins.map((bin) => [toNumber(bin.from), toNumber(bin.until)] as const);
  const monday = starts.find(([start, end]) => start !== null && end === start + 6)?.[0] ?? MONDAY;
  const out = [startOf(first, unit, monday)];
  for (let day = out[0] as DayNumber; day <= last; ) {
    day = nextStart(day, unit);
    out.push(day);
  }
  return out;
}

/** The index of the edge nearest to a day. */
export function nearest(all: readonly DayNumber[], day: number): number {
  let [low, high] = [0, all.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((all[middle] as DayNumber) <= day) low = middle;
    else high = middle;
  }
  return day - (all[low] ?? 0) <= (all[high] ?? 0) - day ? low : high;
}

export interface Tick {
  day: DayNumber;
  label: string;
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Days that get a label on an axis from `from` to `until`: at most `most`, at round dates. */
export function ticks(from: DayNumber, until: DayNumber, most: number): Tick[] {
  for (const days of [1, 2, 7, 14]) {
    if ((until - from) / days > most) continue;
    const out: Tick[] = [];
    for (let day = from; day <= until; day += days) out.push({ day, label: dayLabel(day, day === from) });
    return out;
  }
  for (const months of [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200]) {
    const out = monthTicks(from, until, months);
    if (out.length <= most) return out;
  }
  return [];
}

function dayLabel(day: DayNumber, first: boolean): string {
  const date = new Date(day * MILLISECONDS);
  const label = `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
  return first ? `${label} ${date.getUTCFullYear()}` : label;
}

function monthTicks(from: DayNumber, until: DayNumber, months: number): Tick[] {
  const start = new Date(from * MILLISECONDS);
  const counted = start.getUTCFullYear() * 12 + start.getUTCMonth();
  const out: Tick[] = [];
  for (let month = Math.ceil(counted / months) * months; ; month += months) {
    const [year, inYear] = [Math.floor(month / 12), month % 12];
    const day = Date.UTC(year, inYear, 1) / MILLISECONDS;
    if (day > until) return out;
    const plain = months % 12 === 0;
    const named = out.length === 0 || inYear === 0;
    const label = plain ? `${year}` : `${MONTHS[inYear]}${named ? ` ${year}` : ""}`;
    if (day >= from) out.push({ day, label });
  }
}
