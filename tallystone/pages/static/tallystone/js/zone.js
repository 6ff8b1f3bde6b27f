// Tells the form in which time zone this browser is, where nobody has chosen one yet.
(() => {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  document.querySelectorAll("[data-zone]").forEach((field) => {
    const known = field.tagName !== "SELECT" || [...field.options].some((option) => option.value === zone);
    if (zone && known) field.value = zone;
  });
})();
