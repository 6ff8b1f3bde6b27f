// Makes parts/uploads.html drag and drop, several files at once, with progress, pause and resume (js/sending.js). Without it the
// plain forms take a file at a time.

// One after the other: the list on the server then has the order in which they were chosen.
const AT_ONCE = 1;

class Uploads {
  constructor(section) {
    this.section = section;
    this.words = section.dataset;
    this.form = section.querySelector("form");
    this.input = this.form.querySelector("input[type=file]");
    this.drop = this.form.querySelector(".drop");
    this.list = section.querySelector(".uploads");
    this.said = section.querySelector("[data-said]");
    this.token = this.form.elements.csrfmiddlewaretoken.value;
    this.queue = [];
    this.running = 0;
    this.begin();
  }

  begin() {
    this.input.multiple = true;
    this.input.addEventListener("change", () => {
      this.add(this.input.files);
      this.input.value = "";
    });
    this.listenForDrops();
    this.list.addEventListener("submit", (event) => {
      event.preventDefault();
      this.remove(event.target.closest("li"), event.target.action);
    });
    for (const row of this.list.querySelectorAll("[data-fingerprint]")) {
      row.querySelector("[data-again]").addEventListener("click", () => this.input.click());
    }
    addEventListener("beforeunload", (event) => {
      if (this.busy) event.preventDefault();
    });
    for (const form of document.querySelectorAll("form[data-after-uploads]")) {
      form.addEventListener("submit", (event) => this.holdBack(event), { capture: true });
    }
  }

  listenForDrops() {
    const files = (event) => event.dataTransfer && [...event.dataTransfer.types].includes("Files");
    const over = (event) => {
      if (!files(event)) return;
      event.preventDefault();
      this.drop.classList.add("over");
    };
    const out = (event) => {
      if (!this.section.contains(event.relatedTarget)) this.drop.classList.remove("over");
    };
    this.section.addEventListener("dragenter", over);
    this.section.addEventListener("dragover", over);
    this.section.addEventListener("dragleave", out);
    this.section.addEventListener("drop", (event) => {
      if (!files(event)) return;
      event.preventDefault();
      this.drop.classList.remove("over");
      this.add(event.dataTransfer.files);
    });
    // A file dropped beside the zone must not replace the page and what was typed on it.
    for (const kind of ["dragover", "drop"]) {
      addEventListener(kind, (event) => files(event) && event.preventDefault());
    }
  }

  get busy() {
    return this.running + this.queue.length > 0;
  }

  holdBack(event) {
    if (!this.busy) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.say(this.words.busy);
    this.section.scrollIntoView({ block: "nearest" });
  }

  say(sentence) {
    this.said.textContent = sentence;
  }

  add(files) {
    for (const file of files) {
      const row = this.newRow(file.name);
      if (file.size === 0) this.fail(row, this.words.empty);
      else if (file.size > Number(this.words.limit)) this.fail(row, this.words.tooLarge);
      else this.queue.push({ file, row });
    }
    this.next();
  }

  newRow(name) {
    const row = this.section.querySelector("template").content.firstElementChild.cloneNode(true);
    row.querySelector(".name").textContent = name;
    row.querySelector("[data-remove] .hidden-text").textContent = name;
    row.querySelector(".state").textContent = this.words.waits;
    row.querySelector("progress").setAttribute("aria-label", name);
    row.querySelector("[data-remove]").addEventListener("click", () => this.remove(row, row.dataset.remove));
    this.list.append(row);
    this.list.hidden = false;
    return row;
  }

  next() {
    while (this.running < AT_ONCE && this.queue.length) this.send(this.queue.shift());
  }

  send({ file, row }) {
    const known = this.known(file, row);
    const pause = row.querySelector("[data-pause]");
    this.running += 1;
    row.sending = new globalThis.Sending(file, this.words.arriving, this.words.slice, this.token, {
      progress: (bytes) => this.progress(row, file, bytes),
      broken: () => this.state(row, this.words.again),
      done: (told) => this.over(row, () => this.arrived(row, told)),
      failed: (sentence, status) => this.over(row, () => this.fail(row, sentence || this.reason(status))),
    });
    pause.hidden = false;
    pause.addEventListener("click", () => this.pause(row, pause));
    row.sending.run(known);
  }

  // The same file was broken off before: its row makes place, and it goes on where it stopped.
  known(file, row) {
    const fingerprint = globalThis.Sending.fingerprint(file);
    const before = [...this.list.querySelectorAll("[data-fingerprint]")].find((one) => one.dataset.fingerprint === fingerprint);
    if (!before) return "";
    row.dataset.fingerprint = "";
    before.remove();
    return before.dataset.address;
  }

  pause(row, button) {
    const paused = !row.sending.paused;
    button.textContent = paused ? this.words.goOn : this.words.pause;
    if (paused) {
      row.sending.pause();
      this.state(row, this.words.paused);
    } else row.sending.resume();
  }

  state(row, words) {
    row.querySelector(".state").textContent = words;
  }

  over(row, tell) {
    this.running -= 1;
    row.querySelector("[data-pause]").remove();
    if (!row.gone) tell();
    this.next();
  }

  progress(row, file, bytes) {
    if (row.gone || row.sending.paused) return;
    const part = Math.floor((bytes / file.size) * 100);
    row.querySelector("progress").value = part;
    this.state(row, part < 100 ? `${part} %` : this.words.checking);
  }

  arrived(row, file) {
    for (const other of this.list.children) {
      if (other !== row && this.removal(other) === file.remove) other.remove();
    }
    row.className = "done";
    row.sending = null;
    row.dataset.remove = file.remove;
    row.querySelector(".name").textContent = file.name;
    row.querySelector(".name").href = file.address;
    this.state(row, file.size);
    row.querySelector("[data-remove] .hidden-text").textContent = file.name;
    row.querySelector("progress").remove();
    this.say(this.words.arrived.replace("{name}", () => file.name));
    this.changed();
  }

  removal(row) {
    const form = row.querySelector("form");
    return form ? form.getAttribute("action") : row.dataset.remove;
  }

  reason(status) {
    return [403, 404].includes(status) ? this.words.signedOut : this.words.broken;
  }

  fail(row, sentence) {
    row.className = "wrong";
    row.sending = null;
    row.querySelector("progress").remove();
    row.querySelector("[data-pause]")?.remove();
    row.querySelector(".state").textContent = this.words.notAdded;
    const error = document.createElement("p");
    error.className = "error";
    error.setAttribute("role", "alert");
    error.textContent = sentence;
    row.append(error);
  }

  async remove(row, address) {
    const name = row.querySelector(".name").textContent;
    if (address && !(await this.tell(address))) return this.say(this.words.broken);
    row.gone = true;
    this.queue = this.queue.filter((one) => one.row !== row);
    if (row.sending) {
      this.running -= 1;
      row.sending.stop();
      this.next();
    }
    const near = row.nextElementSibling || row.previousElementSibling;
    row.remove();
    this.list.hidden = !this.list.children.length;
    (near ? near.querySelector("[data-remove]") : this.input).focus();
    this.say(this.words.removed.replace("{name}", () => name));
    this.changed();
  }

  async tell(address) {
    const headers = { Accept: "application/json", "X-CSRFToken": this.token };
    try {
      const answer = await fetch(address, { method: "DELETE", headers });
      return answer.ok || answer.status === 404;
    } catch {
      return false;
    }
  }

  changed() {
    this.section.dispatchEvent(new CustomEvent("uploads", { bubbles: true }));
  }
}

for (const section of document.querySelectorAll("[data-uploads]")) new Uploads(section);
