import { element, stylesheet, svg } from "./dom";
import type { MapHooks, MapView } from "./map";
import type { Feature } from "./types";

/** Before the map is seen so many pixels, it is loaded. */
const AHEAD = "300px";

/**
 * Puts the interactive map into a figure in place of its static one, once the reader comes near
 * it. Where the browser cannot draw it the static map stays, with a note; then the result is null.
 * The figure's `data-state` says how far it is: loading, ready or static.
 */
export async function figureMap(
  figure: HTMLElement,
  hooks: MapHooks | null,
  features: Promise<readonly Feature[]>,
): Promise<MapView | null> {
  if (!document.createElement("canvas").getContext("webgl2")) return still(figure, "This browser has no WebGL");
  await near(figure);
  figure.dataset.state = "loading";
  const box = element("div", { class: "map-box" });
  try {
    const [{ drawMap }] = await Promise.all([import("./map"), stylesheet("maplibre-gl.css")]);
    const shown = figure.querySelector<SVGElement>(":scope > svg");
    figure.prepend(box);
    const map = await drawMap(box, hooks);
    shown?.remove();
    figure.insertBefore(legend(), figure.querySelector(":scope > figcaption"));
    const first = await features;
    map.show(first);
    map.fit(first, true);
    figure.dataset.state = "ready";
    return map;
  } catch (error) {
    box.remove();
    console.warn(error);
    return still(figure, "The interactive map could not be loaded");
  }
}

function still(figure: HTMLElement, why: string): null {
  figure.dataset.state = "static";
  figure.append(element("p", { class: "map-status" }, `${why}: the map does not move.`));
  return null;
}

function near(figure: HTMLElement): Promise<void> {
  return new Promise((done) => {
    const watch = new IntersectionObserver(
      (seen) => {
        if (!seen.some((entry) => entry.isIntersecting)) return;
        watch.disconnect();
        done();
      },
      { rootMargin: AHEAD },
    );
    watch.observe(figure);
  });
}

/** What the signs of the map mean. */
function legend(): HTMLElement {
  const sign = (name: string, ...shapes: SVGElement[]) =>
    svg(
      "svg",
      { class: `sign ${name}`, viewBox: "0 0 20 20", width: 20, height: 20, "aria-hidden": "true" },
      ...shapes,
    );
  const circle = (r: number) => svg("circle", { cx: 10, cy: 10, r });
  const count = svg("text", { x: 10, y: 14, "text-anchor": "middle" }, "9");
  const entries: [SVGElement, string][] = [
    [sign("point", circle(5)), "an incident"],
    [sign("conflicting", circle(5)), "reports disagree"],
    [sign("cluster", circle(9), count), "several"],
    [sign("area", circle(8.5)), "somewhere within"],
  ];
  const signs = entries.map(([drawn, text]) => element("li", {}, drawn, ` ${text}`));
  return element("ul", { class: "map-legend" }, ...signs, element("li", {}, "Borders: Natural Earth, as drawn there"));
}
