// Tells which of the remembered elements has the focus, -1 for none and -2 for
// one that was not expected, and what is wrong with how it shows.
() => {
  const e = document.activeElement;
  if (!e || e === document.body || e === document.documentElement) return { index: -1, name: "", wrong: [] };
  const name = `${e.tagName.toLowerCase()} "${(e.textContent || e.getAttribute("aria-label") || e.name || "").trim().slice(0, 40)}"`;
  const wrong = [];
  const boxes = [...e.getClientRects()].filter((r) => r.width > 0 && r.height > 0);
  const inside = boxes.filter((r) => r.bottom > 0 && r.right > 0 && r.top < innerHeight && r.left < innerWidth);
  if (inside.length === 0) {
    wrong.push(`${name} has the focus outside of what is seen`);
  } else {
    const clamp = (x, low, high) => Math.min(Math.max(x, low), high);
    const points = inside.flatMap((r) => [.1, .5, .9].map((part) => [
      clamp(r.left + r.width * part, 0, innerWidth - 1), clamp((r.top + r.bottom) / 2, 0, innerHeight - 1)]));
    const shown = ([x, y]) => {
      const top = document.elementFromPoint(x, y);
      return top && (e.contains(top) || top.contains(e));
    };
    if (!points.some(shown)) wrong.push(`${name} has the focus, and something else lies over it`);
  }
  const style = getComputedStyle(e);
  const colour = (text) => (text.match(/[\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((c) => c / 255).map((c) => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [.2126, .7152, .0722][i], 0);
  const behind = () => {
    for (let p = e.parentElement; p; p = p.parentElement) {
      const c = colour(getComputedStyle(p).backgroundColor);
      if (c.length === 3 || c[3] === 1) return c;
    }
    return [255, 255, 255];
  };
  if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) {
    wrong.push(`${name} has the focus and no outline of at least 2 pixels`);
  } else {
    const [a, b] = [light(colour(style.outlineColor)), light(behind())];
    const contrast = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (contrast < 3) wrong.push(`${name} has an outline with a contrast of only ${contrast.toFixed(1)}`);
  }
  const index = window.tabbable ? window.tabbable.indexOf(e) : 0;
  return { index: index < 0 ? -2 : index, name, wrong };
}
