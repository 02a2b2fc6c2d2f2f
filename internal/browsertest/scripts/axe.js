// Runs axe-core with the rules of WCAG 2.2 AA and its own good practice, or only
// with those about colours, and returns a line for each rule that is broken,
// with the first elements that break it.
async (onlyColours) => {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const what = onlyColours ? ["color-contrast", "link-in-text-block"] : { type: "tag", values: tags };
  const report = await axe.run(document, { runOnly: what, resultTypes: ["violations"] });
  return report.violations.map((rule) => {
    const why = (node) => [...node.any, ...node.all, ...node.none].map((check) => check.message).join("; ");
    const nodes = rule.nodes.slice(0, 3).map((node) => `${node.target.join(" ")} (${why(node)})`);
    return `axe ${rule.id} on ${rule.nodes.length}: ${nodes.join(", ")}`;
  });
}
