// The review: once a criterion is marked as not met, asking for changes is the answer; until then it is accepting.
for (const form of document.querySelectorAll("form[data-review]")) {
  const [met, unmet] = ["met", "unmet"].map((name) => form.querySelector(`[data-answer=${name}]`));
  const verdicts = () => [...form.querySelectorAll("[data-verdicts] input[type=radio]:checked")].map((radio) => radio.value);
  const show = () => {
    const missing = verdicts().includes("unmet");
    met.hidden = missing;
    unmet.hidden = !missing;
    unmet.querySelector("button").classList.toggle("quiet", !missing);
  };
  form.addEventListener("change", show);
  show();
}
