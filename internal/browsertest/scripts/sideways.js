// Tells whether the page scrolls sideways, and what makes it: whatever reaches
// over the edge without standing in something that scrolls by itself.
() => {
  const root = document.scrollingElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  const contained = (e) => {
    for (let p = e.parentElement; p && p !== document.body; p = p.parentElement) {
      if (getComputedStyle(p).overflowX !== "visible") return true;
    }
    return false;
  };
  const name = (e) => e.tagName.toLowerCase() + (e.className && typeof e.className === "string" ? "." + e.className.trim().split(/\s+/).join(".") : "");
  const wide = [...document.body.querySelectorAll("*")]
    .filter((e) => e.getBoundingClientRect().right > root.clientWidth + 1 && !contained(e))
    .map((e) => `${name(e)} "${e.textContent.trim().slice(0, 40)}"`);
  return [`scrolls sideways, ${root.scrollWidth} in ${root.clientWidth}: ${wide.slice(-3).join(", ")}`];
}
