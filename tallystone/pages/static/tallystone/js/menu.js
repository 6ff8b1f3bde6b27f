// An open menu closes when one presses elsewhere, tabs away, or presses Escape.
(() => {
  const others = (target) => [...document.querySelectorAll("details.menu[open]")].filter((menu) => !menu.contains(target));
  const close = (event) => others(event.target).forEach((menu) => { menu.open = false; });
  addEventListener("click", close);
  addEventListener("focusin", close);
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    document.querySelectorAll("details.menu[open]").forEach((menu) => {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });
})();
