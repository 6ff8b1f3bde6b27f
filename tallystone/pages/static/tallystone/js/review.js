// The review: once a criterion is marked as not met, asking for changes is the answer; until then it is accepting.
for (const form of document.querySelectorAll("form[data-review]")) {
  const [met, changes, hint, part] = ["[data-answer=met]", "[data-changes]", "[data-hint]", "[data-part]"].map((part) => form.querySelector(part));
  const verdicts = () => [...form.querySelectorAll("[data-verdicts] input[type=radio]:checked")].map((radio) => radio.value);
  const show = () => {
    const missing = verdicts().includes("unmet");
    met.hidden = missing;
    changes.hidden = !missing;
    hint.hidden = missing;
    if (part) part.hidden = !(missing && verdicts().includes("met"));
    changes.querySelector("button").classList.toggle("quiet", !missing);
  };
  form.addEventListener("change", show);
  show();
}
