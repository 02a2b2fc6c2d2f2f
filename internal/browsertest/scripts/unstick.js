// Puts what floats over the page where it belongs, or lets it float again: what
// happens to lie beneath it is neither beside it nor cut off by it.
(yes) => {
  for (const e of document.querySelectorAll("body *")) {
    if (yes && getComputedStyle(e).position === "sticky") e.style.position = "static";
    else if (!yes && e.style.position === "static") e.style.position = "";
  }
}
