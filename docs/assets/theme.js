// The colors that were chosen on the page, before anything is drawn.
try {
  document.documentElement.dataset.theme = localStorage.getItem("geotag.theme") ?? "auto";
} catch {
  // a browser that keeps nothing: the system's
}
