import { defineConfig } from "vite";

// One classic script, so that a page embeds the chat with a single <script async>.
export default defineConfig({
  publicDir: false,
  build: {
    target: ["chrome100", "firefox101", "safari16.4"],
    outDir: "../static/dist",
    emptyOutDir: true,
    lib: {
      entry: "src/index.ts",
      formats: ["iife"],
      name: "Conseiller",
      fileName: () => "widget.js",
    },
  },
});
