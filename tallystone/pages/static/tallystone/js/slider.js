// Two pictures over each other: the slider says how much of the older one is shown. Its arrow keys work as on any slider.
for (const slider of document.querySelectorAll("[data-slider]")) {
  const range = slider.querySelector("input[type=range]");
  const show = () => slider.style.setProperty("--at", `${range.value}%`);
  range.addEventListener("input", show);
  show();
}
