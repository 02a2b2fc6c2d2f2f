// Looks for targets that are too small to hit (WCAG 2.2, 2.5.8): less than 24
// by 24, not within a sentence, and so near to another target that circles of
// 24 around them meet.
() => {
  const least = 24;
  const controls = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0'], [role=button]")]
    .filter((e) => e.checkVisibility({ visibilityProperty: true }) && e.getBoundingClientRect().width > 1);
  // A label is part of its control's target.
  const area = (e) => {
    const r = e.getBoundingClientRect();
    const all = [r, ...[...(e.labels || [])].map((l) => l.getBoundingClientRect())].filter((x) => x.width > 1);
    const left = Math.min(...all.map((x) => x.left)), top = Math.min(...all.map((x) => x.top));
    const right = Math.max(...all.map((x) => x.right)), bottom = Math.max(...all.map((x) => x.bottom));
    return { left, top, right, bottom, width: right - left, height: bottom - top };
  };
  // In a sentence the line decides how high a target is.
  const inSentence = (e) => {
    if (getComputedStyle(e).display !== "inline") return false;
    let block = e.parentElement;
    while (getComputedStyle(block).display === "inline") block = block.parentElement;
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = walker.currentNode;
      if (!text.parentElement.closest("a, button, small, .unseen") && /\p{L}{2}/u.test(text.data)) return true;
    }
    return false;
  };
  const all = controls.map((e) => ({ e, r: area(e) })).filter(({ r }) => r.bottom > 0);
  const small = all.filter(({ e, r }) => (r.width < least - 0.5 || r.height < least - 0.5) && !inSentence(e) && !e.matches(".skip"));
  const middle = (r) => [(r.left + r.right) / 2, (r.top + r.bottom) / 2];
  const near = (a, b) => {
    const [x, y] = middle(a.r);
    if (small.includes(b)) {
      const [u, v] = middle(b.r);
      return Math.hypot(x - u, y - v) < least - 0.5;
    }
    // A link that goes on in the next line is where its words are.
    return [...b.e.getClientRects()].some((r) => {
      const dx = Math.max(r.left - x, 0, x - r.right), dy = Math.max(r.top - y, 0, y - r.bottom);
      return Math.hypot(dx, dy) < least / 2 - 0.5;
    });
  };
  return small.flatMap((a) => {
    const other = all.find((b) => b !== a && !a.e.contains(b.e) && !b.e.contains(a.e) && near(a, b));
    if (!other) return [];
    const text = (e) => `${e.tagName.toLowerCase()} "${(e.textContent || e.name || "").trim().slice(0, 30)}"`;
    return [`too small a target, ${Math.round(a.r.width)} by ${Math.round(a.r.height)}: ${text(a.e)} beside ${text(other.e)}`];
  });
}
