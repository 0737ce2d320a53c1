import { type DayNumber, toNumber } from "./days";
import type { Uncertain } from "./types";

/** A period that uncertain dates span, and the row in which its bar is drawn. */
export interface Bar {
  from: DayNumber;
  /** The day after the last. */
  end: DayNumber;
  count: number;
  lane: number;
}

/**
 * Puts periods into rows so that none lies over another; the commonest come first, and what
 * finds no room in `most` rows is only counted. `gap` is the days that stay free between two bars.
 */
export function lanes(periods: readonly Uncertain[], most: number, gap: number): { bars: Bar[]; left: number } {
  const rows: Bar[][] = [];
  const bars: Bar[] = [];
  let left = 0;
  for (const { from, until, count } of [...periods].sort((one, other) => other.count - one.count)) {
    const [first, last] = [toNumber(from), toNumber(until)];
    if (first === null || last === null) continue;
    const free = (row: Bar[]) => row.every((bar) => last + 1 + gap <= bar.from || bar.end + gap <= first);
    let lane = rows.findIndex(free);
    if (lane < 0 && rows.length < most) lane = rows.push([]) - 1;
    const row = rows[lane];
    if (!row) {
      left += count;
      continue;
    }
    const bar = { from: first, end: last + 1, count, lane };
    row.push(bar);
    bars.push(bar);
  }
  return { bars, left };
}
