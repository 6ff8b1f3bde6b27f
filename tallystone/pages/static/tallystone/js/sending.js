// Sends one file by the tus protocol (tus.io, 1.0.0), slice by slice: it goes on by itself after a broken line, can be paused,
// and is taken up again where it stopped when the same file is chosen after a reload. js/uploads.js shows what it tells.

const PAUSES = [1, 2, 4, 8, 15, 30]; // seconds before it is tried again
const VERSION = { "Tus-Resumable": "1.0.0" };

class Sending {
  // told: { progress(bytes), broken(), done(file), failed(sentence or "", status) }
  constructor(file, place, slice, token, told) {
    Object.assign(this, { file, place, size: Number(slice), token, told, address: "", tries: 0, ended: false, paused: false });
  }

  // By name, size and date: what a browser tells of a file without reading it.
  static fingerprint(file) {
    return `${file.size}-${file.lastModified}-${file.name}`.slice(0, 190);
  }

  async run(known) {
    this.address = known || "";
    let offset = 0;
    while (!this.ended && !this.paused) {
      try {
        if (!this.address) this.address = await this.begin();
        else offset = await this.offset();
        this.tries = 0;
        while (offset < this.file.size && !this.ended && !this.paused) {
          offset = await this.slice(offset);
          this.tries = 0;
        }
        if (offset >= this.file.size && !this.ended) return await this.outcome();
      } catch (trouble) {
        if (this.ended || this.paused) return;
        if (trouble.final) return this.end(() => this.told.failed(trouble.sentence || "", trouble.status));
        this.told.broken();
        await this.rest();
      }
    }
  }

  async begin() {
    const told = [`filename ${base64(this.file.name)}`, `fingerprint ${base64(Sending.fingerprint(this.file))}`];
    const headers = { "Upload-Length": String(this.file.size), "Upload-Metadata": told.join(",") };
    return (await this.ask("POST", this.place, headers)).headers.get("Location");
  }

  async offset() {
    return Number((await this.ask("HEAD", this.address)).headers.get("Upload-Offset"));
  }

  async ask(method, address, headers) {
    const all = { ...VERSION, Accept: "application/json", "X-CSRFToken": this.token, ...headers };
    const answer = await fetch(address, { method, headers: all, cache: "no-store" });
    if (answer.ok && !answer.redirected) return answer;
    throw wrong(answer.status, method === "HEAD" ? "" : await answer.text());
  }

  // XMLHttpRequest, since fetch does not tell how far it has come.
  slice(offset) {
    return new Promise((done, fail) => {
      const request = (this.request = new XMLHttpRequest());
      request.upload.addEventListener("progress", (event) => this.told.progress(offset + event.loaded));
      request.addEventListener("load", () => {
        if (request.status === 204) done(Number(request.getResponseHeader("Upload-Offset")));
        else fail(wrong(request.status, request.responseText));
      });
      for (const kind of ["error", "abort", "timeout"]) request.addEventListener(kind, () => fail(wrong(0, "")));
      request.open("PATCH", this.address);
      const headers = { ...VERSION, "X-CSRFToken": this.token, "Upload-Offset": String(offset) };
      headers["Content-Type"] = "application/offset+octet-stream";
      for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
      request.send(this.file.slice(offset, offset + this.size));
    });
  }

  // All is there; a large file is made one by the worker.
  async outcome() {
    this.told.progress(this.file.size);
    for (let wait = 200; !this.ended; wait = Math.min(wait * 1.5, 3000)) {
      try {
        const told = await (await this.ask("GET", this.address)).json();
        if (told.file) return this.end(() => this.told.done(told.file));
        if (told.error) return this.end(() => this.told.failed(told.error, 409));
      } catch (trouble) {
        if (trouble.final) return this.end(() => this.told.failed("", trouble.status));
      }
      await new Promise((go) => setTimeout(go, wait));
    }
  }

  rest() {
    const seconds = PAUSES[Math.min(this.tries, PAUSES.length - 1)];
    this.tries += 1;
    return new Promise((go) => {
      const timer = setTimeout(go, seconds * 1000);
      addEventListener("online", () => (clearTimeout(timer), go()), { once: true });
    });
  }

  end(tell) {
    this.ended = true;
    tell();
  }

  pause() {
    this.paused = true;
    if (this.request) this.request.abort();
  }

  resume() {
    this.paused = false;
    return this.run(this.address);
  }

  // Taken away: here and on the server.
  async stop() {
    this.ended = true;
    if (this.request) this.request.abort();
    if (this.address) await this.ask("DELETE", this.address).catch(() => {});
  }
}

// What cannot be mended by trying again is final; 409 and 423 say that somebody else was there: ask where we are, and go on.
function wrong(status, text) {
  const trouble = new Error(String(status));
  trouble.status = status;
  trouble.final = status >= 400 && status < 500 && ![408, 423, 429].includes(status);
  try {
    const told = JSON.parse(text);
    trouble.sentence = told.error;
    if (told.name === "elsewhere") trouble.final = false;
  } catch {
    trouble.sentence = "";
  }
  return trouble;
}

function base64(text) {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

globalThis.Sending = Sending;
