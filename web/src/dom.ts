/** An element with attributes and children; text is only ever text. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Record<string, string> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** The same for SVG. */
export function svg<K extends keyof SVGElementTagNameMap>(
  name: K,
  attributes: Record<string, string | number> = {},
  ...children: (Node | string)[]
): SVGElementTagNameMap[K] {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.append(...children);
  return made;
}

/** A button that does something. */
export function button(label: string, act: () => void): HTMLButtonElement {
  const made = element("button", { type: "button" }, label);
  made.addEventListener("click", act);
  return made;
}

const numbers = new Intl.NumberFormat("en");

/** `1,200`. */
export function counted(number: number): string {
  return numbers.format(number);
}

/** `1 incident`, `1,200 incidents`. */
export function several(number: number, what: string): string {
  return `${counted(number)} ${what}${number === 1 ? "" : "s"}`;
}

/** Adds a stylesheet that lies beside the scripts, where the page has not done so; done when it applies or cannot be had. */
export function stylesheet(name: string): Promise<void> {
  if (document.querySelector(`link[rel="stylesheet"][href*="${name}"]`)) return Promise.resolve();
  const link = element("link", { rel: "stylesheet", href: beside(name) });
  return new Promise((done) => {
    link.addEventListener("load", () => done());
    link.addEventListener("error", () => done());
    document.head.append(link);
  });
}

/** The address of a file that lies beside the scripts. */
export function beside(name: string): string {
  const here = import.meta.url;
  return new URL(name, here).href;
}
