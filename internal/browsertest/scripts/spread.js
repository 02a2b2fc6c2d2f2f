// Spreads the text as a reader may (WCAG 2.2, 1.4.12), or lets it be again.
(on) => {
  if (!on) return void (document.adoptedStyleSheets = []);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
    p { margin-bottom: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
}
