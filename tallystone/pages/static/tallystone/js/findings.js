// Findings while one writes: put below their fields whenever the server has read again, marked in the text, mended with one
// press and taken back with another. Without it the same buttons ask the server.

const form = document.querySelector("#editor");
const aside = document.querySelector("#aside");
const BLANK = /_{3,}/;

/** A place counted in characters, as a place in JavaScript's text. */
function place(text, characters) {
  if (!/[\ud800-\udfff]/.test(text)) return characters;
  let at = 0;
  for (let n = 0; n < characters && at < text.length; n += 1) at += text.codePointAt(at) > 0xffff ? 2 : 1;
  return at;
}

class Field {
  constructor(field) {
    this.field = field;
    this.input = field.querySelector("textarea, input, select"); // its own: those of what was found come after it
    this.box = field.querySelector("[data-found]");
    this.text = this.input.value;
    this.marks = [];
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("click", () => this.point());
    this.box.addEventListener("toggle", () => this.paint(), true);
    this.box.addEventListener("pointerdown", () => this.hold());
    if (this.marked) this.input.addEventListener("scroll", () => this.lay());
    this.read();
  }

  get marked() {
    return this.input.matches('textarea, input[type="text"]');
  }

  /** Nothing is replaced under a finger or a pointer that is just pressing it: the press would be lost. */
  hold() {
    this.held = true;
    const release = () => setTimeout(() => {
      const waiting = this.waiting;
      this.held = this.waiting = null;
      if (waiting) this.take(...waiting);
    });
    for (const end of ["pointerup", "pointercancel"]) addEventListener(end, release, { once: true });
  }

  take(told) {
    if (this.held) {
      this.waiting = [told];
      return;
    }
    const html = told ? told.innerHTML : "";
    if (html !== this.html) {
      const kept = [...this.box.querySelectorAll("details[open]")].map((one) => this.same(one));
      const whys = new Map([...this.box.querySelectorAll("details")].map((one) => [this.same(one), one.querySelector("[data-why]").value]));
      const typing = document.activeElement.matches("[data-why]");
      const focus = this.same(this.box.contains(document.activeElement) ? document.activeElement.closest("details") : null);
      this.html = html;
      this.box.innerHTML = html;
      for (const one of this.box.querySelectorAll("details")) {
        if (kept.includes(this.same(one))) one.open = true;
        one.querySelector("[data-why]").value = whys.get(this.same(one)) || "";
        if (focus && focus === this.same(one)) one.querySelector(typing ? "[data-why]" : "summary").focus({ preventScroll: true });
      }
    }
    this.read();
  }

  same(finding) {
    return finding && `${finding.dataset.key.split(":")[0]} ${finding.dataset.text || ""}`;
  }

  read() {
    this.text = this.input.value;
    this.marks = [...this.box.querySelectorAll("[data-start]")].flatMap((finding) => {
      const { start, end, text } = finding.dataset;
      const from = place(this.text, Number(start));
      const until = place(this.text, Number(end));
      return this.text.slice(from, until) === text ? [{ finding, from, until, text, shift: 0 }] : [];
    });
    this.marks.sort((one, other) => one.from - other.from);
    this.paint();
  }

  /** What was marked moves along with what is typed before it; what was changed itself is no longer marked. */
  typed() {
    this.waiting = null;
    const grown = this.input.value.length - this.text.length;
    this.text = this.input.value;
    this.marks = this.marks.flatMap((mark) => {
      for (const shift of [0, grown]) {
        if (this.text.slice(mark.from + shift, mark.until + shift) === mark.text) {
          return [{ ...mark, from: mark.from + shift, until: mark.until + shift, shift: mark.shift + shift }];
        }
      }
      return [];
    });
    this.paint();
    if (!this.mending) this.field.querySelector(".mended")?.remove();
  }

  paint() {
    if (!this.marked) return;
    if (!this.marks.length) {
      this.over?.remove();
      this.over = null;
      return;
    }
    if (!this.over) this.cover();
    const parts = [];
    let at = 0;
    for (const mark of this.marks) {
      if (mark.from < at) continue;
      const word = document.createElement("mark");
      word.className = mark.finding.classList[1];
      word.classList.toggle("told", mark.finding.open);
      word.textContent = this.text.slice(mark.from, mark.until);
      parts.push(this.text.slice(at, mark.from), word);
      at = mark.until;
    }
    this.over.replaceChildren(...parts, `${this.text.slice(at)}\n`);
    this.lay();
  }

  cover() {
    this.over = document.createElement("div");
    this.over.className = this.input.matches("textarea") ? "over" : "over line";
    this.over.setAttribute("aria-hidden", "true");
    this.input.after(this.over);
    this.watch ||= new ResizeObserver(() => this.lay());
    this.watch.observe(this.input);
    this.watch.observe(this.field);
  }

  lay() {
    if (!this.over) return;
    const { style } = this.over;
    style.left = `${this.input.offsetLeft}px`;
    style.top = `${this.input.offsetTop}px`;
    style.width = `${this.input.clientWidth + 2}px`;
    style.height = `${this.input.offsetHeight}px`;
    if (this.over.classList.contains("line")) style.lineHeight = `${this.input.clientHeight - 18}px`;
    this.over.scrollTop = this.input.scrollTop;
    this.over.scrollLeft = this.input.scrollLeft;
  }

  /** Pointing at marked words opens what is told about them. */
  point() {
    const at = this.input.selectionStart;
    const mark = this.marked && this.marks.find((one) => one.from <= at && at <= one.until);
    if (!mark || this.input.selectionEnd !== at) return;
    for (const one of this.box.querySelectorAll("details")) one.open = one === mark.finding;
  }

  mend(button) {
    const finding = button.closest("details");
    const mark = this.marks.find((one) => one.finding === finding);
    const was = this.input.value;
    const whole = !finding.dataset.text;
    if (!whole && !mark) return;
    const shift = mark?.shift || 0;
    let from = place(was, Number(button.dataset.from)) + shift;
    let until = place(was, Number(button.dataset.until)) + shift;
    if (whole && this.input.matches("textarea")) [from, until] = [was.trimEnd().length, was.length];
    const to = whole && this.input.matches("textarea") ? `${from ? "\n" : ""}${button.dataset.to.trimStart()}` : button.dataset.to;
    this.drop(finding);
    this.put(from, until, to);
    this.offer(was);
  }

  /** This one is dealt with; should it be found again, it is shown again. */
  drop(finding) {
    finding.remove();
    this.html = null;
  }

  put(from, until, to) {
    this.mending = true;
    this.input.focus({ preventScroll: true });
    if (this.marked) {
      this.input.setSelectionRange(from, until);
      // The browser's own undo keeps working with this; where it is gone, the text is set.
      const done = to ? document.execCommand("insertText", false, to) : document.execCommand("delete");
      if (!done) this.set(() => this.input.setRangeText(to, from, until, "end"));
      const blank = BLANK.exec(to);
      if (blank) this.input.setSelectionRange(from + blank.index, from + blank.index + blank[0].length);
    } else {
      this.set(() => { this.input.value = to; });
    }
    this.mending = false;
  }

  set(change) {
    change();
    this.input.dispatchEvent(new Event("input", { bubbles: true }));
  }

  offer(was) {
    this.field.querySelector(".mended")?.remove();
    const bar = form.querySelector("template[data-mended]").content.firstElementChild.cloneNode(true);
    bar.querySelector("[data-unmend]").addEventListener("click", (event) => {
      event.preventDefault();
      bar.remove();
      this.put(0, this.input.value.length, was);
    });
    this.field.append(bar);
  }
}

class Findings {
  constructor() {
    this.fields = new Map();
    form.addEventListener("click", (event) => this.press(event), true);
    aside.addEventListener("click", (event) => this.press(event), true);
    new MutationObserver(() => this.placeAll()).observe(aside, { childList: true });
    for (const field of form.querySelectorAll(".field:has([data-found])")) this.of(field);
  }

  of(field) {
    if (!this.fields.has(field)) this.fields.set(field, new Field(field));
    return this.fields.get(field);
  }

  /** The server has read again: what it found goes below each field. */
  placeAll() {
    const told = aside.querySelector("[data-findings]");
    if (!told) return;
    const byName = new Map([...told.children].map((one) => [one.dataset.for, one]));
    for (const field of form.querySelectorAll(".field:has([data-found])")) {
      const one = this.of(field);
      one.take(byName.get(one.input.name));
    }
  }

  press(event) {
    const button = event.target.closest("[data-edit], [data-leave], [data-again]");
    if (!button) return;
    event.preventDefault();
    event.stopPropagation();
    if ("edit" in button.dataset) this.of(button.closest(".field")).mend(button);
    else this.leave(button.dataset.leave || button.dataset.again, "leave" in button.dataset, button);
  }

  /** Findings that are left alone are a line each in one hidden field, kept with the draft. */
  leave(line, left, button) {
    const lines = form.elements.left.value.split("\n").filter((one) => one && one !== line && !one.startsWith(`${line}\t`));
    const why = button.closest("details.finding")?.querySelector("[data-why]").value.trim().replace(/\s+/g, " ");
    if (left) lines.push(why ? `${line}\t${why}` : line);
    form.elements.left.value = lines.sort().join("\n");
    const field = button.closest(".field");
    if (field) {
      this.of(field).drop(button.closest("details.finding"));
      this.of(field).read();
      this.of(field).input.focus({ preventScroll: true });
    }
    form.dispatchEvent(new Event("input"));
  }
}

new Findings();
