// Milestones and duties of the editor: added, removed (and brought back), moved, without losing what was typed. Without it
// the same buttons ask the server.

class Rows {
  constructor(form, box) {
    this.form = form;
    this.box = box;
    this.letter = box.dataset.rows;
    this.blank = form.querySelector(`template[data-blank="${this.letter}"]`);
    this.add = form.querySelector(`[data-add="${this.letter}"]`);
    this.add.addEventListener("click", (event) => this.append(event));
    box.addEventListener("click", (event) => this.press(event));
    box.addEventListener("input", (event) => this.read(event.target));
    box.addEventListener("keydown", (event) => {
      if (!event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
      event.preventDefault();
      this.move(event.target.closest("[data-row]"), event.key === "ArrowUp" ? "up" : "down", event.target);
    });
  }

  get rows() {
    return [...this.box.querySelectorAll(":scope > [data-row]")];
  }

  append(event) {
    event.preventDefault();
    if (this.letter === "m" && this.rows.length >= Number(this.form.dataset.most)) {
      this.say(this.form.dataset.full.replace("{n}", this.form.dataset.most));
      return;
    }
    const row = this.blank.content.firstElementChild.cloneNode(true);
    this.box.append(row);
    this.changed();
    row.querySelector("input, textarea").focus();
    row.scrollIntoView({ block: "nearest" });
  }

  press(event) {
    const button = event.target.closest("button");
    const row = event.target.closest("[data-row]");
    if (!button) return;
    event.preventDefault();
    if ("back" in button.dataset) this.bringBack(button.closest(".notice"));
    else if ("remove" in button.dataset) this.remove(row);
    else if (button.dataset.move) this.move(row, button.dataset.move, button);
  }

  remove(row) {
    const typed = [...row.querySelectorAll("input, textarea")];
    const title = typed[0].value.trim();
    const place = this.rows.indexOf(row);
    if (typed.some((input) => input.value.trim())) row.before(this.bar(row, title));
    row.remove();
    this.changed();
    const near = this.rows[place] || this.rows[place - 1];
    (near || this.add).focus();
    this.say(this.form.dataset.removed.replace("{what}", () => title || `${place + 1}`));
  }

  bar(row, title) {
    const bar = this.form.querySelector("template[data-gone]").content.firstElementChild.cloneNode(true);
    bar.querySelector("b").textContent = title;
    bar.row = row;
    return bar;
  }

  bringBack(bar) {
    bar.replaceWith(bar.row);
    this.changed();
    bar.row.focus();
  }

  move(row, way, focus) {
    const rows = this.rows;
    const at = rows.indexOf(row);
    const other = rows[way === "up" ? at - 1 : at + 1];
    if (!other) return;
    const before = new Map([row, other].map((one) => [one, one.getBoundingClientRect().top + scrollY]));
    if (way === "up") other.before(row);
    else other.after(row);
    this.changed();
    for (const [one, top] of before) this.slide(one, top - one.getBoundingClientRect().top - scrollY);
    this.keepFocus(row, focus);
    row.scrollIntoView({ block: "nearest" });
    const what = row.querySelector("input, textarea").value.trim() || row.getAttribute("aria-label") || "";
    this.say(this.form.dataset.moved.replace("{what}", () => what).replace("{n}", String(this.rows.indexOf(row) + 1)));
  }

  keepFocus(row, focus) {
    const shown = focus.checkVisibility() ? focus : [...row.querySelectorAll("[data-move]")].find((one) => one.checkVisibility());
    (shown || row).focus({ preventScroll: true });
  }

  slide(row, from) {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    row.animate([{ translate: `0 ${from}px` }, { translate: "0 0" }], { duration: 160, easing: "ease-out" });
  }

  read(input) {
    const list = input.closest(".listing")?.querySelector("[data-read]");
    if (!list) return;
    const lines = input.value.split("\n").map((line) => line.replace(/^\s*[-–—•*·]\s+/, "").trim()).filter(Boolean);
    list.replaceChildren(...lines.map((line) => Object.assign(document.createElement("li"), { textContent: line })));
  }

  changed() {
    this.rows.forEach((row, at) => this.number(row, at + 1));
    this.form.dispatchEvent(new CustomEvent("rows"));
  }

  number(row, n) {
    const old = new RegExp(`(^|\\s)${this.letter}-\\d+(?=-|\\s|$)`, "g");
    for (const part of [row, ...row.querySelectorAll("*")]) {
      for (const name of ["id", "name", "for", "aria-describedby"]) {
        const value = part.getAttribute(name);
        if (value) part.setAttribute(name, value.replace(old, `$1${this.letter}-${n}`));
      }
      if (part.name === "do") part.value = part.value.replace(/\d+$/, n);
    }
    const shown = row.querySelector("[data-number]");
    if (shown) shown.textContent = n;
    const label = row.getAttribute("aria-label");
    if (label) row.setAttribute("aria-label", label.replace(/\d+/, n));
  }

  say(sentence) {
    this.form.querySelector("[data-said]").textContent = sentence;
  }
}

const form = document.querySelector("#editor");
for (const box of form.querySelectorAll("[data-rows]")) new Rows(form, box);
