// Looks for what moves although the reader wants no motion.
() => {
  const found = document.getAnimations().map((a) => `moves: ${a.effect && a.effect.target && a.effect.target.tagName}`);
  for (const e of document.querySelectorAll("*")) {
    const style = getComputedStyle(e);
    if (style.scrollBehavior === "smooth") found.push(`scrolls smoothly: ${e.tagName.toLowerCase()}`);
    if (style.transitionDuration.split(",").some((d) => parseFloat(d) > 0)) found.push(`has a transition: ${e.tagName.toLowerCase()}.${e.className}`);
    if (style.animationName !== "none") found.push(`has an animation: ${e.tagName.toLowerCase()}.${e.className}`);
  }
  return found;
}
