// Choosing a part of a picture: drawn with the pointer, or moved with the arrow keys; the four fields follow, and lead.
for (const sheet of document.querySelectorAll("[data-cropping]")) {
  const form = document.querySelector("#place");
  const [left, top, width, height] = ["left", "top", "width", "height"].map((name) => form.elements[name]);
  const ns = "http://www.w3.org/2000/svg";
  const mark = document.createElementNS(ns, "svg");
  mark.setAttribute("viewBox", "0 0 100 100");
  mark.setAttribute("preserveAspectRatio", "none");
  mark.setAttribute("aria-hidden", "true");
  const rect = document.createElementNS(ns, "rect");
  mark.append(rect);
  sheet.append(mark);

  const round = (value) => Math.round(Math.min(100, Math.max(0, value)) * 10) / 10;
  const draw = () => {
    const box = [left, top, width, height].map((field) => Number.parseFloat(field.value));
    const whole = box.every((value) => !Number.isNaN(value));
    mark.toggleAttribute("hidden", !whole);
    if (whole) ["x", "y", "width", "height"].forEach((name, at) => rect.setAttribute(name, box[at]));
  };
  const put = (x, y, wide, high) => {
    [left.value, top.value] = [round(x), round(y)];
    width.value = round(Math.min(wide, 100 - left.value));
    height.value = round(Math.min(high, 100 - top.value));
    draw();
  };
  const at = (event) => {
    const box = sheet.querySelector("img").getBoundingClientRect();
    return [round((100 * (event.clientX - box.left)) / box.width), round((100 * (event.clientY - box.top)) / box.height)];
  };

  let from = null;
  sheet.addEventListener("pointerdown", (event) => {
    from = at(event);
    sheet.setPointerCapture(event.pointerId);
  });
  sheet.addEventListener("pointermove", (event) => {
    if (!from) return;
    const to = at(event);
    put(Math.min(from[0], to[0]), Math.min(from[1], to[1]), Math.abs(to[0] - from[0]), Math.abs(to[1] - from[1]));
  });
  for (const end of ["pointerup", "pointercancel"]) sheet.addEventListener(end, () => (from = null));

  const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  sheet.addEventListener("keydown", (event) => {
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    if (!width.value) return put(40, 40, 20, 20);
    const [x, y, wide, high] = [left, top, width, height].map((field) => Number.parseFloat(field.value));
    if (event.shiftKey) put(x, y, wide + step[0], high + step[1]);
    else put(x + step[0], y + step[1], wide, high);
  });
  for (const field of [left, top, width, height]) field.addEventListener("input", draw);
  draw();
}
