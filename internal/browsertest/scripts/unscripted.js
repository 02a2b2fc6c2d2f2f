// Looks for what does nothing without a script, and yet is shown.
() => [...document.querySelectorAll("button, [role=button], a[href='#'], a:not([href])")]
  .filter((e) => e.checkVisibility({ visibilityProperty: true }))
  .filter((e) => !(e.matches("button") && e.form && e.type !== "button") && !e.hasAttribute("popovertarget"))
  .map((e) => `does nothing without a script: ${e.tagName.toLowerCase()} "${e.textContent.trim().slice(0, 40)}"`)
