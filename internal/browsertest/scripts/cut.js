// Looks for text that is cut off.
() => {
  const hides = (value) => value === "hidden" || value === "clip";
  return [...document.body.querySelectorAll("*")].filter((e) => {
    const style = getComputedStyle(e);
    // What is hidden on purpose, and fields, whose text moves within them.
    if (!e.checkVisibility() || style.clipPath !== "none" || e.matches("input, select, textarea")) return false;
    return hides(style.overflowX) && e.scrollWidth > e.clientWidth + 1 || hides(style.overflowY) && e.scrollHeight > e.clientHeight + 1;
  }).map((e) => `is cut off: ${e.tagName.toLowerCase()} "${e.textContent.trim().slice(0, 40)}"`);
}
