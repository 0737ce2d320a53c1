/** What each key of the review queue does; letters are also those of the forms' `data-key`. */
export const ACTIONS: Record<string, string> = {
  m: "merge with another incident",
  s: "split off members",
  c: "correct a value",
  x: "settle a conflict",
  u: "undo",
};

/** The keys as the help lists them. */
export const HELP: readonly (readonly [string, string])[] = [
  ["j or ↓", "next"],
  ["k or ↑", "the one before"],
  ["Enter", "open it"],
  ...Object.entries(ACTIONS),
  ["Escape", "leave a form"],
  ["?", "this list"],
];

export type Command =
  | { kind: "move"; by: 1 | -1 }
  | { kind: "open" }
  | { kind: "act"; key: string }
  | { kind: "help" }
  | { kind: "leave" };

/** What a key means; `typing` where the focus is in a field, `onItem` where it is on an item of the queue itself. */
export function command(key: string, typing: boolean, onItem: boolean): Command | null {
  if (key === "Escape") return { kind: "leave" };
  if (typing) return null;
  if (key === "j" || (key === "ArrowDown" && onItem)) return { kind: "move", by: 1 };
  if (key === "k" || (key === "ArrowUp" && onItem)) return { kind: "move", by: -1 };
  if (key === "Enter" && onItem) return { kind: "open" };
  if (key === "?") return { kind: "help" };
  return key in ACTIONS ? { kind: "act", key } : null;
}
