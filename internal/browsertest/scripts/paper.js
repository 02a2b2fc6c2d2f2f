// Looks at the page as it is printed: no navigation and no controls, dark on
// white, nothing wider than the paper.
() => {
  const found = [];
  const shown = (e) => e.checkVisibility();
  for (const e of document.querySelectorAll("nav, [role=search], button, input, select, textarea, .skip, header.top, aside")) {
    if (shown(e)) found.push(`is printed: ${e.tagName.toLowerCase()}.${e.className} "${e.textContent.trim().slice(0, 30)}"`);
  }
  if (!shown(document.querySelector("main"))) found.push("the main part is not printed");
  const light = (text) => (text.match(/[\d.]+/g) || []).slice(0, 3).map(Number).reduce((a, b) => a + b, 0) / 765;
  const body = getComputedStyle(document.body);
  if (light(body.backgroundColor) < .99) found.push(`the paper is ${body.backgroundColor}`);
  for (const e of document.querySelectorAll("main *")) {
    const own = [...e.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.data.trim());
    if (own && shown(e) && light(getComputedStyle(e).color) > .45) found.push(`is printed too light: ${e.tagName.toLowerCase()} "${e.textContent.trim().slice(0, 30)}"`);
  }
  const root = document.scrollingElement;
  if (root.scrollWidth > root.clientWidth) found.push(`is wider than the paper, ${root.scrollWidth} in ${root.clientWidth}`);
  return found;
}
