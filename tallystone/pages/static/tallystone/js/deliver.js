// The delivery's form: more rows for links, and the files that have just arrived as places of evidence.
for (const rows of document.querySelectorAll("[data-rows]")) {
  const add = rows.querySelector("[data-add]");
  const count = rows.querySelector("input[name=links]");
  const most = 20;
  const grow = () => {
    const last = [...rows.querySelectorAll("[data-row]")].at(-1);
    const next = last.cloneNode(true);
    const n = Number(count.value) + 1;
    count.value = n;
    for (const part of next.querySelectorAll("[id], [for], [name], [aria-describedby]")) {
      for (const name of ["id", "for", "name"]) {
        if (part.hasAttribute(name)) part.setAttribute(name, part.getAttribute(name).replace(/-\d+/, `-${n}`));
      }
      part.removeAttribute("aria-describedby");
      part.removeAttribute("aria-invalid");
      if (part.tagName === "INPUT") part.value = "";
    }
    next.querySelectorAll(".error").forEach((error) => error.remove());
    next.querySelectorAll(".wrong").forEach((field) => field.classList.remove("wrong"));
    last.after(next);
    add.hidden = n >= most;
    return next;
  };
  add.addEventListener("click", (event) => {
    event.preventDefault();
    grow().querySelector("input").focus();
  });
  rows.closest("form").addEventListener("restore", (event) => {
    while (`title-${Number(count.value) + 1}` in event.detail && Number(count.value) < most) grow();
  });
}

document.addEventListener("uploads", (event) => {
  const arrived = [...event.target.querySelectorAll(".uploads .done .name[href]")].map((link) => ({
    hash: link.getAttribute("href").split("/files/")[1].split("/")[0],
    name: link.textContent,
  }));
  for (const select of document.querySelectorAll("select[name^=file-]")) {
    const chosen = select.value;
    while (select.options.length > 1) select.remove(1);
    for (const file of arrived) select.add(new Option(file.name, file.hash));
    select.value = arrived.some((file) => file.hash === chosen) ? chosen : "";
  }
});
