import { defineConfig } from "vite";

// The work of plain forms, as a script of their own pages: see src/form.ts.
export default defineConfig({
  publicDir: false,
  build: {
    target: ["chrome100", "firefox101", "safari16.4"],
    outDir: "../static/dist",
    emptyOutDir: false, // widget.js is there
    lib: {
      entry: "src/form.ts",
      formats: ["iife"],
      name: "ConseillerForm",
      fileName: () => "work.js",
    },
  },
});
