// Pinning a note to a place: a click, or the arrow keys and Enter, fill in how far it is from the left and from the top.
for (const sheet of document.querySelectorAll("[data-pinning]")) {
  const form = document.querySelector("#note");
  const [left, top, where, text] = ["left", "top", "where", "text"].map((name) => form.elements[name]);
  const image = sheet.querySelector("img");
  const ns = "http://www.w3.org/2000/svg";
  const mark = document.createElementNS(ns, "svg");
  mark.setAttribute("class", "marks");
  mark.setAttribute("viewBox", `0 0 ${image.getAttribute("width")} ${image.getAttribute("height")}`);
  mark.setAttribute("aria-hidden", "true");
  const dot = document.createElementNS(ns, "svg");
  dot.setAttribute("class", "mine");
  dot.setAttribute("overflow", "visible");
  const circle = document.createElementNS(ns, "circle");
  circle.setAttribute("r", "2.2%");
  dot.append(circle);
  mark.append(dot);

  const put = (x, y) => {
    const [across, down] = [x, y].map((value) => Math.round(Math.min(100, Math.max(0, value)) * 10) / 10);
    [left.value, top.value, where.value] = [across, down, ""];
    dot.setAttribute("x", `${across}%`);
    dot.setAttribute("y", `${down}%`);
    if (!mark.isConnected) sheet.append(mark);
    left.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const place = () => [left, top].map((field) => Number.parseFloat(field.value));

  sheet.addEventListener("click", (event) => {
    const box = image.getBoundingClientRect();
    put((100 * (event.clientX - box.left)) / box.width, (100 * (event.clientY - box.top)) / box.height);
    text.focus({ preventScroll: true });
  });
  const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  sheet.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      if (Number.isNaN(place()[0])) put(50, 50);
      text.focus();
    }
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    const [x, y] = place().map((value) => (Number.isNaN(value) ? 50 : value));
    const far = event.shiftKey ? 10 : 1;
    put(x + far * step[0], y + far * step[1]);
  });
  const follow = () => {
    const [x, y] = place();
    if (Number.isNaN(x) || Number.isNaN(y)) return mark.remove();
    dot.setAttribute("x", `${x}%`);
    dot.setAttribute("y", `${y}%`);
    if (!mark.isConnected) sheet.append(mark);
  };
  for (const field of [left, top]) field.addEventListener("change", follow);
  where.addEventListener("change", () => {
    if (where.value) {
      left.value = top.value = "";
      mark.remove();
    }
  });
  follow();
}
