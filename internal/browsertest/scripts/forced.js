// Looks at the page in the reader's own few colours: what only a colour told
// must be told by a line, and no control may lose its edge.
() => {
  const found = [];
  const line = (style) => ["Top", "Right", "Bottom", "Left"].some((s) => style[`border${s}Style`] !== "none" && parseFloat(style[`border${s}Width`]) > 0);
  for (const e of document.querySelectorAll("button, input[type=search], input[type=text], select, textarea, .badge, .notice, .chips a")) {
    if (e.checkVisibility() && !line(getComputedStyle(e))) found.push(`has no edge in forced colours: ${e.tagName.toLowerCase()}.${e.className}`);
  }
  // What is current differs from its neighbours by more than a colour.
  const form = (e) => {
    const style = getComputedStyle(e);
    return [style.textDecorationLine, style.fontWeight, line(style)].join();
  };
  for (const e of document.querySelectorAll("a[aria-current]")) {
    const list = e.closest("ul, ol, nav");
    const other = list && [...list.querySelectorAll("a:not([aria-current])")].find((o) => o.checkVisibility());
    if (e.checkVisibility() && other && form(e) === form(other)) found.push(`is current by colour only: "${e.textContent.trim()}"`);
  }
  return found;
}
