// A posted form works once: a second press does nothing, and the pressed button says that it works.
(() => {
  const posts = (form) => form.method === "post" && !form.hasAttribute("data-free");
  const swapped = (form) => ["hx-post", "hx-put", "hx-patch", "hx-delete"].some((name) => form.hasAttribute(name));

  const start = (form, button) => {
    form.dataset.busy = "";
    if (!button) return;
    button.classList.add("working");
    button.setAttribute("aria-disabled", "true");
    if (button.dataset.working) {
      button.dataset.words = button.innerHTML;
      button.textContent = button.dataset.working;
    }
  };
  const end = (form) => {
    delete form.dataset.busy;
    form.querySelectorAll(".working").forEach((button) => {
      button.classList.remove("working");
      button.removeAttribute("aria-disabled");
      if (button.dataset.words) button.innerHTML = button.dataset.words;
      delete button.dataset.words;
    });
  };

  addEventListener("submit", (event) => {
    if (!("busy" in event.target.dataset)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);
  addEventListener("submit", (event) => {
    const form = event.target;
    if (!posts(form) || (event.defaultPrevented && !swapped(form))) return;
    start(form, event.submitter);
    setTimeout(() => end(form), 20000); // the line may have dropped; a repeated act has the same id and is harmless
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target.closest?.("form");
    if (form) end(form);
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) document.querySelectorAll("form[data-busy]").forEach(end);
  });
})();
