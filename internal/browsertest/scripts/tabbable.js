// Remembers what the Tab key should reach, in order, and returns how many.
() => {
  const seen = new Set();
  window.tabbable = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]")].filter((e) => {
    if (e.disabled || e.tabIndex < 0 || !e.checkVisibility({ visibilityProperty: true })) return false;
    if (e.type !== "radio" || !e.name) return true;
    const group = `${e.form && e.form.id} ${e.name}`; // a group is one stop
    return !seen.has(group) && seen.add(group);
  });
  return window.tabbable.length;
}
