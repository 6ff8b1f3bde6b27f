// Lets a running timer count on the page. The server counts by itself; without this the page shows how long it ran when it was made.
// It counts on from what the server says: the clock of a phone may be wrong.
"use strict";
(() => {
  const shown = document.querySelectorAll("[data-timer]");
  const spelled = (minutes) => {
    const hours = Math.floor(minutes / 60), rest = minutes % 60, gap = "\u00a0";
    return [hours ? `${hours}${gap}h` : "", rest || !hours ? `${rest}${gap}min` : ""].filter(Boolean).join(gap);
  };
  const opened = Date.now();
  const tick = () => {
    for (const each of shown) {
      const minutes = Math.round((Number.parseInt(each.dataset.timer, 10) + (Date.now() - opened) / 1000) / 60);
      if (Number.isFinite(minutes)) each.textContent = spelled(minutes);
    }
  };
  if (shown.length) setInterval(tick, 15000);
})();
