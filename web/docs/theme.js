// The theme that was chosen in the app, before the first paint.
try {
  const theme = localStorage.getItem("perftrack.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be forbidden: then the system's theme holds.
}
