import { button, element, several } from "./dom";

/** An event of `/stream`. */
interface Change {
  entry: number;
  id: string | null;
}

/** What has come since a page was filled, told once or in parts. */
export class Since {
  readonly #ids = new Set<string>();
  #more = false;
  /** The last entry of the log that is known of. */
  entry: number;

  constructor(entry: number) {
    this.entry = entry;
  }

  /** Takes in one change; without an id so many have changed that none is named. */
  take(change: Change): void {
    this.entry = Math.max(this.entry, change.entry);
    if (change.id === null) this.#more = true;
    else this.#ids.add(change.id);
  }

  /** All of it has been seen. */
  clear(): void {
    this.#ids.clear();
    this.#more = false;
  }

  /** In words; null where nothing has come. */
  get words(): string | null {
    if (this.#more) return "Many incidents are new or have changed.";
    if (this.#ids.size === 0) return null;
    return `${several(this.#ids.size, "incident")} ${this.#ids.size === 1 ? "is new or has" : "are new or have"} changed.`;
  }
}

/**
 * Listens to what comes into the store while the page is seen, and offers to show it: nothing moves before the reader
 * asks for it. A page that nobody sees does not listen, since a browser has few connections for all its pages of a server.
 */
export class News {
  readonly #since: Since;
  readonly #bar: HTMLElement;
  readonly #text = element("span");
  readonly #show: HTMLButtonElement;
  #source: EventSource | null = null;

  constructor(entry: number, before: Element, show: () => void) {
    this.#since = new Since(entry);
    this.#show = button("Show", () => {
      this.#since.clear();
      this.#tell();
      show();
    });
    this.#bar = element("p", { class: "news", role: "status" });
    before.before(this.#bar);
    document.addEventListener("visibilitychange", () => this.#listen());
    window.addEventListener("pagehide", () => this.#stop());
    window.addEventListener("pageshow", () => this.#listen());
    this.#listen();
  }

  #listen(): void {
    if (document.visibilityState === "hidden") {
      this.#stop();
      return;
    }
    if (this.#source) return;
    const source = new EventSource(`/stream?last=${this.#since.entry}`);
    for (const kind of ["incident", "reload"]) {
      source.addEventListener(kind, (event: MessageEvent<string>) => {
        this.#since.take(JSON.parse(event.data) as Change);
        this.#tell();
      });
    }
    this.#source = source;
  }

  #stop(): void {
    this.#source?.close();
    this.#source = null;
  }

  #tell(): void {
    const words = this.#since.words;
    this.#text.textContent = words === null ? "" : `${words} `;
    this.#bar.replaceChildren(...(words === null ? [] : [this.#text, this.#show]));
  }
}
