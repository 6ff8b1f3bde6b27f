// Light, dark, or as the device has it. Runs before the first paint so that no page flashes, and says to the styles that
// scripts run: what a script will show or hide is drawn so at once, and nothing jumps.
(() => {
  const root = document.documentElement;
  root.classList.add("scripted");
  const kept = () => { try { return localStorage.getItem("theme") || ""; } catch { return ""; } };
  const wear = (theme) => { if (theme) root.dataset.theme = theme; else delete root.dataset.theme; };
  const mark = () => document.querySelectorAll("[data-theme-choice]").forEach((button) => {
    button.closest(".theme").hidden = false;
    button.setAttribute("aria-pressed", String(button.dataset.themeChoice === kept()));
  });
  wear(kept());
  addEventListener("DOMContentLoaded", mark);
  addEventListener("click", (event) => {
    const button = event.target.closest("[data-theme-choice]");
    if (!button) return;
    try { localStorage.setItem("theme", button.dataset.themeChoice); } catch { /* private window: this page only */ }
    wear(button.dataset.themeChoice);
    mark();
  });
})();
