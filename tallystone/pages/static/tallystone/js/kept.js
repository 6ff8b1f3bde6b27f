// A long form keeps what was typed in this browser until it was sent: a closed tab or a dropped line loses nothing.
for (const form of document.querySelectorAll("form[data-kept]")) {
  const key = `kept-${form.dataset.kept}`;
  const fields = () => [...form.elements].filter((field) => field.name && !["hidden", "submit", "button", "file"].includes(field.type));
  const value = (field) => (["checkbox", "radio"].includes(field.type) ? field.checked : field.value);
  const id = (field) => (field.type === "radio" ? `${field.name}=${field.value}` : field.name);
  const store = (act) => { try { return act(localStorage); } catch { return null; /* a private window keeps nothing */ } };

  const round = /-\d+$/; // what was typed for an earlier delivery of this milestone is of no more use
  const same = (other) => other !== key && other.replace(round, "") === key.replace(round, "");
  store((s) => Object.keys(s).filter(same).forEach((other) => s.removeItem(other)));

  const kept = JSON.parse(store((s) => s.getItem(key)) || "null");
  if (kept && !form.querySelector("[aria-invalid=true]")) {
    form.dispatchEvent(new CustomEvent("restore", { detail: kept }));
    for (const field of fields()) {
      if (!(id(field) in kept)) continue;
      if (["checkbox", "radio"].includes(field.type)) field.checked = kept[id(field)];
      else if (!field.value) field.value = kept[id(field)];
    }
  }
  const keep = () => store((s) => s.setItem(key, JSON.stringify(Object.fromEntries(fields().map((f) => [id(f), value(f)])))));
  form.addEventListener("input", keep);
  form.addEventListener("change", keep);
}
