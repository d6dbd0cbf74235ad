import { defineConfig, type Plugin } from "vite";

/** A page in another encoding than UTF-8 must still read the French texts: they become escapes. */
function asciiOnly(): Plugin {
  const escaped = (character: string) =>
    `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return {
    name: "ascii-only",
    enforce: "post",
    generateBundle(_, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type === "chunk") file.code = file.code.replace(/[\u0080-\uffff]/g, escaped);
      }
    },
  };
}

// One classic script, so that a page embeds the chat with a single <script async>.
export default defineConfig({
  publicDir: false,
  plugins: [asciiOnly()],
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
