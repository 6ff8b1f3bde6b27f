// The editor saves itself while one types, and has the server work out sums, dates and what is missing. Without it the
// buttons do the same.

const QUIET_BEFORE_SAVING = 1500;
const QUIET_BEFORE_SUMS = 350;
const LONGEST_RETRY = 30000;

class Editor {
  constructor(form) {
    this.form = form;
    this.words = form.dataset;
    this.state = form.querySelector("[data-state]");
    this.beside = document.querySelector("#aside");
    this.summary = document.querySelector("[data-summary]");
    this.everything = !this.summary.hidden;
    this.kept = this.text();
    this.retry = 0;
    this.listen();
  }

  listen() {
    this.form.addEventListener("input", () => this.changed());
    this.form.addEventListener("rows", () => this.changed());
    this.form.addEventListener("submit", (event) => this.submit(event));
    this.form.elements.currency.addEventListener("change", (event) => this.rename(event.target.value));
    addEventListener("online", () => this.dirty && this.save());
    addEventListener("beforeunload", (event) => {
      if (this.dirty && !this.leaving) event.preventDefault();
    });
    addEventListener("pageshow", () => { this.leaving = false; });
    addEventListener("keydown", (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
      event.preventDefault();
      this.save();
    });
  }

  body() {
    return new URLSearchParams(new FormData(this.form));
  }

  text() {
    const body = this.body();
    body.delete("revision");
    return body.toString();
  }

  get dirty() {
    return this.text() !== this.kept;
  }

  changed() {
    if (!this.dirty) return;
    if (!this.retry) this.say(this.words.unsaved);
    clearTimeout(this.saving);
    clearTimeout(this.summing);
    if (!this.stopped) this.saving = setTimeout(() => this.save(), QUIET_BEFORE_SAVING);
    this.summing = setTimeout(() => this.sums(), QUIET_BEFORE_SUMS);
  }

  submit(event) {
    if (event.submitter?.value !== "save") {
      this.leaving = true;
      clearTimeout(this.saving); // the form saves: a save that came after it would look like another window's
      this.sending?.abort();
      return;
    }
    event.preventDefault();
    this.stopped = false;
    this.save();
  }

  async save() {
    clearTimeout(this.saving);
    if (this.busy) {
      this.again = true;
      return;
    }
    this.busy = true;
    this.say(this.words.saving);
    const sent = this.text();
    this.sending = new AbortController();
    try {
      await this.answered(await this.post(this.form.action, this.sending.signal), sent);
    } catch {
      if (!this.leaving) this.later();
    }
    this.busy = false;
    if (this.again && !this.leaving) {
      this.again = false;
      this.save();
    }
  }

  post(address, signal) {
    return fetch(address, { method: "POST", body: this.body(), headers: { "X-Part": "aside" }, signal });
  }

  async answered(answer, sent) {
    if (answer.redirected || answer.status === 403 || answer.status === 404) return this.stop(this.words.signedOut);
    if (answer.status === 400 || answer.status === 413) return this.stop(this.words.tooMuch);
    if (!answer.ok && answer.status !== 409) return this.later();
    const told = this.show(await answer.text(), sent);
    this.form.elements.revision.value = told.revision;
    if (told.elsewhere) return this.stop(told.elsewhere);
    this.retry = 0;
    this.kept = sent;
    this.moveTo(told.address);
    this.say(this.dirty ? this.words.unsaved : told.saved);
  }

  moveTo(address) {
    const here = new URL(address, location.href).href;
    if (this.form.action === here) return;
    this.form.action = here;
    this.words.sums = `${address}/sums`;
    history.replaceState(null, "", address);
  }

  later() {
    this.retry = Math.min((this.retry || 1500) * 2, LONGEST_RETRY);
    this.say(this.words.offline, true);
    clearTimeout(this.saving);
    this.saving = setTimeout(() => this.save(), this.retry);
  }

  stop(sentence) {
    this.stopped = true;
    this.say(sentence, true);
  }

  async sums() {
    this.asking?.abort();
    this.asking = new AbortController();
    const sent = this.text();
    try {
      const answer = await this.post(this.words.sums, this.asking.signal);
      if (answer.ok && !answer.redirected) this.show(await answer.text(), sent);
    } catch { /* no connection, or a newer question: the next answer shows */ }
  }

  /** What was found in a text that has changed since is not put below its fields: the next answer is on its way. */
  show(html, sent) {
    const told = document.createElement("template");
    told.innerHTML = html;
    if (sent !== this.text()) told.content.querySelector("[data-findings]")?.remove();
    this.beside.replaceChildren(told.content);
    this.form.querySelector("[data-total]").textContent = this.beside.querySelector(".whole dd").textContent;
    const faults = this.beside.querySelector(this.everything ? "[data-missing]" : "[data-faults]").children;
    this.mark([...faults].map((one) => [one.dataset.field, one.textContent, one.dataset.where]));
    return this.beside.querySelector("[data-beside]").dataset;
  }

  mark(faults) {
    const wrong = new Map(faults.map(([name, sentence]) => [name, sentence]).reverse());
    for (const field of this.form.querySelectorAll(".field")) {
      const input = field.querySelector("input, textarea, select");
      const typing = input === document.activeElement && !field.classList.contains("wrong");
      if (!typing) this.markOne(field, input, wrong.get(input.name) || "");
    }
    if (this.everything) this.list(faults);
  }

  markOne(field, input, sentence) {
    let error = field.querySelector("p.error"); // a finding may be called an error too
    if ((error?.textContent.trim() || "") === sentence) return;
    field.classList.toggle("wrong", Boolean(sentence));
    const described = (input.getAttribute("aria-describedby") || "").split(" ").filter((id) => id && id !== `${input.name}-error`);
    if (!sentence) {
      error.remove();
      input.removeAttribute("aria-invalid");
    } else {
      if (!error) {
        error = this.form.querySelector("template[data-error]").content.firstElementChild.cloneNode(true);
        error.id = `${input.name}-error`;
        (input.closest(".affix") || input).before(error);
      }
      error.querySelector("span").textContent = sentence;
      input.setAttribute("aria-invalid", "true");
      described.push(error.id);
    }
    input.setAttribute("aria-describedby", described.join(" "));
  }

  list(faults) {
    const rows = faults.slice(0, 12).map(([name, sentence, where]) => {
      const row = document.createElement("li");
      const link = document.createElement("a");
      link.href = `#${name}`;
      link.textContent = where;
      row.append(link, `: ${sentence}`);
      return row;
    });
    this.summary.querySelector("ul").replaceChildren(...rows);
    this.summary.hidden = !rows.length;
  }

  rename(currency) {
    for (const price of document.querySelectorAll('[name$="-price"]')) price.nextElementSibling.textContent = currency;
    for (const blank of document.querySelectorAll("template")) {
      const price = blank.content.querySelector('[name$="-price"]');
      if (price) price.nextElementSibling.textContent = currency;
    }
  }

  say(sentence, loud = false) {
    this.state.textContent = sentence;
    this.state.classList.toggle("loud", loud);
    if (loud) this.form.querySelector("[data-said]").textContent = sentence;
  }
}

new Editor(document.querySelector("#editor"));
