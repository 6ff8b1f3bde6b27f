// The number of a report as a slider too; both always say the same.
for (const part of document.querySelectorAll("[data-percent]")) {
  const number = part.querySelector("input[type=number]");
  const slider = part.querySelector("input[type=range]");
  slider.value = number.value || 0;
  slider.addEventListener("input", () => { number.value = slider.value; });
  number.addEventListener("input", () => { slider.value = number.value || 0; });
}
