/** The timeline: bins over an axis, periods of uncertain dates under it, and a brush that chooses days. */
import { type DayNumber, edges, firstDay, fromNumber, lastDay, nearest, ticks, toNumber } from "./days";
import { button, counted, element, several, svg } from "./dom";
import { lanes } from "./lanes";
import type { Day, Timeline as Times } from "./types";

/** What the brush has chosen; null where that side is open. */
export interface Chosen {
  since: Day | null;
  until: Day | null;
}

const PLOT_HEIGHT = 130;
/** What stays free above the highest column, for its number. */
const HEAD_HEIGHT = 16;
const AXIS_HEIGHT = 22;
const LANE_HEIGHT = 14;
const LANES = 8;
const SIDE = 14;

/** Bins that Page Up and Page Down move a handle. */
const PAGE = 10;

/** Milliseconds after a key before the choice is taken, so that a held key asks once. */
const REST = 350;

const CLOSER = "Zoom to these dates";
const WIDER = "Show the dates around them";

const EDGES = ["since", "until"] as const;
type Edge = (typeof EDGES)[number];

export class Timeline {
  readonly #figure: HTMLElement;
  readonly #parts: HTMLElement[];
  readonly #onChosen: (chosen: Chosen) => void;
  readonly #plot = element("div", { class: "timeline-plot" });
  readonly #drawing = svg("svg", { class: "timeline-drawing", "aria-hidden": "true" });
  readonly #band = element("div", { class: "timeline-band", "aria-hidden": "true" });
  readonly #handles: Record<Edge, HTMLElement>;
  readonly #note = element("p", { class: "timeline-note" });
  readonly #all: HTMLButtonElement;
  readonly #zoom: HTMLButtonElement;
  readonly #table: HTMLDetailsElement;
  /** All dates, as far as the other filters let them through. */
  #whole: Times | null = null;
  /** Those within the chosen days, in finer bins. */
  #part: Times | null = null;
  #zoomed = false;
  /** Days at which bins start, and the day after the last. */
  #edges: DayNumber[] = [];
  /** Indexes of edges between which days are chosen. */
  #range: [number, number] = [0, 0];
  #wait = 0;
  /** The reader is moving a handle: what answers say of an earlier choice waits. */
  #held = false;

  constructor(figure: HTMLElement, onChosen: (chosen: Chosen) => void) {
    this.#onChosen = onChosen;
    this.#handles = { since: this.#handle("since"), until: this.#handle("until") };
    this.#all = button("All dates", () => this.#take({ since: null, until: null }));
    this.#zoom = button(CLOSER, () => {
      this.#zoomed = !this.#zoomed;
      this.#draw();
    });
    this.#table = element("details", { class: "timeline-table" }, element("summary", {}, "As a table"));
    this.#table.addEventListener("toggle", () => this.#fillTable());
    this.#plot.append(this.#drawing, this.#band, this.#handles.since, this.#handles.until);
    const buttons = element("div", { class: "timeline-buttons" }, this.#all, this.#zoom);
    this.#parts = [this.#plot, this.#note, buttons, this.#table];
    this.#figure = figure;
    this.#plot.addEventListener("pointerdown", (event) => this.#drag(event));
    new ResizeObserver(() => this.#draw()).observe(this.#plot);
  }

  /** Draws dates: all, those within the chosen days, and what is chosen. */
  show(whole: Times, part: Times, since: string | null, until: string | null): void {
    this.#whole = whole;
    this.#part = part;
    this.#chosen = { since, until };
    if (since === null && until === null) this.#zoomed = false;
    if (!this.#plot.isConnected) {
      // the server's drawing stays until there is something to put in its place
      this.#figure.querySelector(":scope > svg")?.remove();
      this.#figure.prepend(...this.#parts);
    }
    this.#draw();
  }

  #chosen: Chosen = { since: null, until: null };

  get #times(): Times | null {
    return this.#zoomed ? this.#part : this.#whole;
  }

  #handle(edge: Edge): HTMLElement {
    const handle = element("div", {
      class: "timeline-handle",
      role: "slider",
      tabindex: "0",
      "aria-label": edge === "since" ? "First day" : "Last day",
      "aria-orientation": "horizontal",
      "data-edge": edge,
    });
    handle.addEventListener("keydown", (event) => this.#key(event, edge));
    return handle;
  }

  #key(event: KeyboardEvent, edge: Edge): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const at = edge === "since" ? 0 : 1;
    const last = this.#edges.length - 1;
    const here = this.#range[at];
    const to: Record<string, number> = {
      ArrowLeft: here - 1,
      ArrowDown: here - 1,
      ArrowRight: here + 1,
      ArrowUp: here + 1,
      PageDown: here - PAGE,
      PageUp: here + PAGE,
      Home: 0,
      End: last,
    };
    if (event.key === "Escape") this.#take({ since: null, until: null });
    const next = to[event.key];
    if (next === undefined || last < 1) return;
    event.preventDefault();
    const [low, high] = at === 0 ? [0, this.#range[1] - 1] : [this.#range[0] + 1, last];
    this.#range[at] = Math.max(low, Math.min(high, next));
    this.#held = true;
    this.#place();
    clearTimeout(this.#wait);
    this.#wait = setTimeout(() => this.#take(this.#said()), REST);
  }

  /** A drag of a handle, of the chosen days as a whole, or over the plot for new ones. */
  #drag(down: PointerEvent): void {
    const last = this.#edges.length - 1;
    if (last < 1 || down.button !== 0) return;
    const target = down.target as HTMLElement;
    const start = this.#bin(down);
    const before: [number, number] = [...this.#range];
    const at = target === this.#handles.since ? 0 : target === this.#handles.until ? 1 : null;
    const partial = before[0] > 0 || before[1] < last;
    const whole = at === null && partial && target === this.#band;
    let moved = false;
    this.#held = true;
    const move = (event: PointerEvent) => {
      if (Math.abs(event.clientX - down.clientX) > 3) moved = true;
      if (!moved) return;
      const here = this.#bin(event);
      if (whole) {
        const step = Math.max(-before[0], Math.min(last - before[1], here - start));
        this.#range = [before[0] + step, before[1] + step];
      } else if (at === null) {
        this.#range = [Math.min(start, here), Math.max(start, here) + 1];
      } else {
        const edge = nearest(this.#edges, this.#dayAt(event));
        this.#range[at] = at === 0 ? Math.min(edge, this.#range[1] - 1) : Math.max(edge, this.#range[0] + 1);
      }
      this.#place();
    };
    const end = () => {
      this.#held = false;
      this.#plot.removeEventListener("pointermove", move);
      this.#plot.removeEventListener("pointerup", up);
      this.#plot.removeEventListener("pointercancel", cancel);
    };
    const up = () => {
      end();
      // a click chooses the bin under it
      if (!moved && at === null) this.#range = [start, start + 1];
      if (moved || at === null) this.#take(this.#said());
    };
    const cancel = () => {
      end();
      this.#range = before;
      this.#place();
    };
    if (at === null) down.preventDefault();
    this.#plot.setPointerCapture(down.pointerId);
    this.#plot.addEventListener("pointermove", move);
    this.#plot.addEventListener("pointerup", up);
    this.#plot.addEventListener("pointercancel", cancel);
  }

  /** What the handles stand at; an end of the axis is no bound, unless the axis is but a part of all dates. */
  #said(): Chosen {
    const [low, high] = this.#range;
    const since = low > 0 ? fromNumber(this.#edges[low] as DayNumber) : null;
    const until = high < this.#edges.length - 1 ? fromNumber((this.#edges[high] as DayNumber) - 1) : null;
    if (!this.#zoomed) return { since, until };
    return { since: since ?? this.#chosen.since, until: until ?? this.#chosen.until };
  }

  #take(chosen: Chosen): void {
    clearTimeout(this.#wait);
    this.#held = false;
    this.#onChosen(chosen);
  }

  get #width(): number {
    return Math.max(1, this.#plot.clientWidth - 2 * SIDE);
  }

  /** Where a day starts, in pixels from the left. */
  #x(day: DayNumber): number {
    const [first, end] = [this.#edges[0] ?? 0, this.#edges.at(-1) ?? 1];
    return SIDE + ((Math.max(first, Math.min(end, day)) - first) / (end - first)) * this.#width;
  }

  #dayAt(event: PointerEvent): number {
    const [first, end] = [this.#edges[0] ?? 0, this.#edges.at(-1) ?? 1];
    const x = event.clientX - this.#plot.getBoundingClientRect().left - SIDE;
    return first + (Math.max(0, Math.min(this.#width, x)) / this.#width) * (end - first);
  }

  /** The bin under the pointer. */
  #bin(event: PointerEvent): number {
    const day = this.#dayAt(event);
    const after = this.#edges.findIndex((edge) => edge > day);
    return Math.max(0, Math.min(this.#edges.length - 2, after < 0 ? this.#edges.length : after - 1));
  }

  #draw(): void {
    const times = this.#times;
    if (!times || this.#plot.clientWidth === 0) return;
    const dated = times.from !== null && times.until !== null;
    this.#edges = dated ? edges(times.unit, times.from as Day, times.until as Day, times.bins) : [];
    const empty = this.#edges.length < 2;
    this.#plot.hidden = empty;
    this.#table.hidden = empty;
    const chosen = this.#chosen.since !== null || this.#chosen.until !== null;
    this.#all.hidden = !chosen;
    this.#zoom.hidden = !(chosen && this.#part?.from) && !this.#zoomed;
    this.#zoom.textContent = this.#zoomed ? WIDER : CLOSER;
    const { bars, left } = lanes(
      times.uncertain,
      LANES,
      empty ? 0 : (4 * ((this.#edges.at(-1) ?? 0) - (this.#edges[0] ?? 0))) / this.#width,
    );
    const others = left + (times.others ?? 0);
    this.#note.textContent = [
      empty ? "Nothing here has a date." : "",
      times.undated > 0 ? `${several(times.undated, "incident")} without a date` : "",
      others > 0 ? `${counted(others)} more with uncertain dates that are not drawn` : "",
    ]
      .filter((part) => part !== "")
      .join(" · ");
    if (empty) return;
    const rows = bars.reduce((most, bar) => Math.max(most, bar.lane + 1), 0);
    const height = PLOT_HEIGHT + AXIS_HEIGHT + rows * LANE_HEIGHT + 4;
    const width = this.#plot.clientWidth;
    for (const [name, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}` })) {
      this.#drawing.setAttribute(name, String(value));
    }
    const most = times.bins.reduce((top, bin) => Math.max(top, bin.certain), 1);
    this.#drawing.replaceChildren(
      ...this.#axis(most),
      ...times.bins.flatMap((bin) => this.#column(bin, most)),
      ...bars.flatMap((bar) => this.#uncertain(bar)),
    );
    if (!this.#held) this.#readChosen();
    this.#place();
    this.#fillTable();
  }

  #axis(most: number): SVGElement[] {
    const [first, end] = [this.#edges[0] ?? 0, this.#edges.at(-1) ?? 1];
    const right = SIDE + this.#width;
    const out: SVGElement[] = [
      svg("line", { class: "axis", x1: SIDE, x2: right, y1: PLOT_HEIGHT + 0.5, y2: PLOT_HEIGHT + 0.5 }),
      svg("line", { class: "grid", x1: SIDE, x2: right, y1: HEAD_HEIGHT + 0.5, y2: HEAD_HEIGHT + 0.5 }),
      svg("text", { class: "most", x: SIDE + 2, y: HEAD_HEIGHT - 4 }, counted(most)),
    ];
    for (const { day, label } of ticks(first, end - 1, Math.max(2, Math.floor(this.#width / 90)))) {
      const x = Math.round(this.#x(day)) + 0.5;
      const anchor = x > right - 40 ? "end" : "start";
      out.push(
        svg("line", { class: "axis", x1: x, x2: x, y1: PLOT_HEIGHT, y2: PLOT_HEIGHT + 5 }),
        svg("text", { x: x + (anchor === "start" ? 3 : -3), y: PLOT_HEIGHT + 15, "text-anchor": anchor }, label),
      );
    }
    return out;
  }

  #column(bin: Times["bins"][number], most: number): SVGElement[] {
    const [from, until] = [toNumber(bin.from), toNumber(bin.until)];
    if (from === null || until === null) return [];
    const [x, right] = [this.#x(from), this.#x(until + 1)];
    const gap = right - x > 4 ? 1 : 0;
    // what is there is seen, however small beside the rest
    const high = (count: number) => (count === 0 ? 0 : Math.max(2, (count / most) * (PLOT_HEIGHT - HEAD_HEIGHT)));
    const rectangle = (name: string, count: number) =>
      svg("rect", {
        class: name,
        x,
        width: Math.max(1, right - x - gap),
        y: PLOT_HEIGHT - high(count),
        height: high(count),
      });
    const group = svg(
      "g",
      { class: "bin", "data-from": from, "data-end": until + 1 },
      rectangle("certain", bin.certain),
    );
    if (bin.conflicting > 0) group.append(rectangle("conflicting", Math.min(bin.conflicting, bin.certain)));
    const said = `${bin.from === bin.until ? bin.from : `${bin.from} to ${bin.until}`}: ${several(bin.certain, "incident")}`;
    const more = bin.conflicting > 0 ? `, in ${counted(bin.conflicting)} reports disagree` : "";
    group.append(svg("title", {}, said + more));
    return [group];
  }

  #uncertain(bar: { from: DayNumber; end: DayNumber; count: number; lane: number }): SVGElement[] {
    const [first, end] = [this.#edges[0] ?? 0, this.#edges.at(-1) ?? 1];
    if (bar.end <= first || bar.from >= end) return [];
    const [x, right] = [this.#x(bar.from), this.#x(bar.end)];
    const y = PLOT_HEIGHT + AXIS_HEIGHT + bar.lane * LANE_HEIGHT;
    const width = Math.max(3, right - x);
    const said = `sometime from ${fromNumber(bar.from)} to ${fromNumber(bar.end - 1)}: ${several(bar.count, "incident")}`;
    const group = svg("g", { class: "uncertain", "data-from": bar.from, "data-end": bar.end });
    group.append(svg("rect", { x, y, width, height: LANE_HEIGHT - 3, rx: 3 }), svg("title", {}, said));
    const label = counted(bar.count);
    if (width > 8 + 7 * label.length) group.append(svg("text", { x: x + 4, y: y + LANE_HEIGHT - 5 }, label));
    return [group];
  }

  /** The indexes of the chosen days. */
  #readChosen(): void {
    const { since, until } = this.#chosen;
    const [low, high] = [since === null ? null : firstDay(since), until === null ? null : lastDay(until)];
    const last = this.#edges.length - 1;
    const from = low === null ? 0 : Math.min(last - 1, nearest(this.#edges, low));
    const end = high === null ? last : nearest(this.#edges, high + 1);
    this.#range = [from, Math.max(from + 1, end)];
  }

  /** Puts handles and band where they belong, and pales what is not chosen. */
  #place(): void {
    const last = this.#edges.length - 1;
    if (last < 1) return;
    const [low, high] = this.#range;
    const [from, end] = [this.#edges[low] as DayNumber, this.#edges[high] as DayNumber];
    const partial = low > 0 || high < last;
    this.#band.hidden = !partial;
    this.#band.style.left = `${this.#x(from)}px`;
    this.#band.style.width = `${this.#x(end) - this.#x(from)}px`;
    this.#band.style.height = `${PLOT_HEIGHT}px`;
    for (const [at, edge] of EDGES.entries()) {
      const [handle, now] = [this.#handles[edge], this.#range[at] as number];
      const day = at === 0 ? from : end - 1;
      handle.style.left = `${this.#x(at === 0 ? from : end)}px`;
      handle.style.height = `${PLOT_HEIGHT}px`;
      handle.setAttribute("aria-valuemin", String(at === 0 ? 0 : low + 1));
      handle.setAttribute("aria-valuemax", String(at === 0 ? high - 1 : last));
      handle.setAttribute("aria-valuenow", String(now));
      handle.setAttribute("aria-valuetext", fromNumber(day));
      handle.dataset.day = fromNumber(day);
    }
    for (const group of this.#drawing.querySelectorAll<SVGGElement>("[data-from]")) {
      const outside = Number(group.dataset.end) <= from || Number(group.dataset.from) >= end;
      group.classList.toggle("outside", outside);
    }
  }

  #fillTable(): void {
    const times = this.#times;
    this.#table.querySelector("table")?.remove();
    if (!this.#table.open || !times) return;
    const row = (...cells: string[]) => element("tr", {}, ...cells.map((cell) => element("td", {}, cell)));
    const head = element(
      "tr",
      {},
      ...["From", "Until", "Incidents", "In conflict"].map((name) => element("th", { scope: "col" }, name)),
    );
    const rows = [
      ...times.bins.map((bin) => row(bin.from, bin.until, counted(bin.certain), counted(bin.conflicting))),
      ...times.uncertain.map((period) => row(period.from, period.until, `${counted(period.count)}, uncertain`, "")),
    ];
    this.#table.append(element("table", {}, element("thead", {}, head), element("tbody", {}, ...rows)));
  }
}
