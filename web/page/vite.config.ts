import { defineConfig } from "vite";

// The map runs under a policy that allows no inline script: MapLibre's own build for that, with its worker as a file.
export default defineConfig({
  resolve: { alias: [{ find: /^maplibre-gl$/, replacement: "maplibre-gl/dist/maplibre-gl-csp.js" }] },
  build: { target: "es2022", chunkSizeWarningLimit: 1200, assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: { proxy: { "/v1": "http://localhost:8081", "/tiles": "http://localhost:8081", "/basemap.json": "http://localhost:8081" } },
});
