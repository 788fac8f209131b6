import { defineConfig } from "vite";
import { standalone } from "./standalone.ts";

// The page runs under a policy that allows no inline script: the map's worker is a file of its own.
export default defineConfig({
  plugins: [standalone()],
  build: { target: "es2022", chunkSizeWarningLimit: 1600, assetsInlineLimit: 0, modulePreload: { polyfill: false },
    // What others wrote stands apart from what is ours: it is kept by browsers when ours changes, and the two can be weighed.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: "vendor", test: /node_modules/ }] } } } },
  server: { proxy: Object.fromEntries(["/v1", "/tiles", "/basemap.json", "/grpc.json", "/style.json", "/fonts", "/docs"].map((path) => [path, "http://localhost:8081"])) },
});
