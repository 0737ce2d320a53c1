/**
 * Light or dark as the reader chooses; otherwise as the system has it. Linked in the head without
 * `defer`, so that the choice holds before anything is drawn. The page's stylesheet acts on
 * `data-theme` of the root element; `<button id="theme" hidden>` is shown and changes it.
 */
{
  const KEY = "dateline-theme";
  const CHOICES = ["system", "light", "dark"] as const;
  type Choice = (typeof CHOICES)[number];

  const kept = (): Choice => {
    try {
      return CHOICES.find((choice) => choice === localStorage.getItem(KEY)) ?? "system";
    } catch {
      // storage that the browser forbids is no reason to fail
      return "system";
    }
  };
  const keep = (choice: Choice) => {
    try {
      if (choice === "system") localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, choice);
    } catch {
      // then it holds for this page only
    }
  };
  const apply = (choice: Choice) => {
    if (choice === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = choice;
  };

  let now = kept();
  apply(now);
  document.addEventListener("DOMContentLoaded", () => {
    const button = document.getElementById("theme");
    if (!button) return;
    const say = () => {
      button.textContent = `Colours: ${now}`;
    };
    button.hidden = false;
    say();
    button.addEventListener("click", () => {
      now = CHOICES[(CHOICES.indexOf(now) + 1) % CHOICES.length] ?? "system";
      apply(now);
      keep(now);
      say();
    });
  });
}
