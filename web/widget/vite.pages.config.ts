import { defineConfig } from "vite";

/** Scripts of our own pages, each by the mode that builds it: its source, and what it is called. */
const SCRIPTS: Record<string, { entry: string; file: string }> = {
  form: { entry: "src/form.ts", file: "work.js" },
  agenda: { entry: "src/agenda.ts", file: "agenda.js" },
};

export default defineConfig(({ mode }) => {
  const script = SCRIPTS[mode];
  if (!script) throw new Error(`no script of our pages is called ${mode}`);
  return {
    publicDir: false,
    build: {
      target: ["chrome100", "firefox101", "safari16.4"],
      outDir: "../static/dist",
      emptyOutDir: false, // widget.js is there
      lib: {
        entry: script.entry,
        formats: ["iife"],
        name: "ConseillerPage",
        fileName: () => script.file,
      },
    },
  };
});
