// The theme the visitor chose, before the first paint. The app itself writes this key (web/src/theme.rs).
try {
  const theme = localStorage.getItem("perftrack.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be forbidden: then the system's theme holds.
}
