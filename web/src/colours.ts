/** The page's colours, which its stylesheet defines as custom properties, as MapLibre can read them. */

const NAMES = ["ink", "paper", "line", "accent", "conflict", "area", "point", "muted"] as const;

export type Colours = Record<(typeof NAMES)[number], string>;

/** Used where the stylesheet does not define one. */
const OTHERWISE: Colours = {
  ink: "#1c1b19",
  paper: "#fdfcf9",
  line: "#d8d3c8",
  accent: "#0b4f8a",
  conflict: "#b3261e",
  area: "#7a5ea8",
  point: "#0b4f8a",
  muted: "#57534b",
};

/** The colours that hold now for an element. */
export function coloursOf(element: HTMLElement): Colours {
  const probe = document.createElement("span");
  probe.hidden = true;
  element.append(probe);
  const read = (name: (typeof NAMES)[number]) => {
    probe.style.color = `var(--${name}, ${OTHERWISE[name]})`;
    return plain(getComputedStyle(probe).color);
  };
  const out = Object.fromEntries(NAMES.map((name) => [name, read(name)])) as Colours;
  probe.remove();
  return out;
}

/** Any colour of CSS as `rgb(…)`, whatever space it was written in. */
function plain(colour: string): string {
  const pen = new OffscreenCanvas(1, 1).getContext("2d");
  if (!pen) return colour;
  pen.fillStyle = colour;
  pen.fillRect(0, 0, 1, 1);
  const [red, green, blue] = pen.getImageData(0, 0, 1, 1).data;
  return `rgb(${red}, ${green}, ${blue})`;
}

/** One colour with a share of another in it. */
export function mixed(one: string, other: string, share: number): string {
  const numbers = (colour: string) => (colour.match(/\d+/g) ?? []).map(Number);
  const [from, to] = [numbers(one), numbers(other)];
  return `rgb(${from.map((part, at) => Math.round(part * (1 - share) + (to[at] ?? part) * share)).join(", ")})`;
}

/** Calls back when the colour scheme changes: the system's, or the one that the reader has chosen. */
export function onColours(act: () => void): void {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", act);
  new MutationObserver(act).observe(document.documentElement, { attributeFilter: ["data-theme", "class"] });
}
