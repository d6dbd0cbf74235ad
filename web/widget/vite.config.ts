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

/** The script begins with the version of the product, which pyproject.toml alone says. */
function signed(): Plugin {
  return {
    name: "signed",
    enforce: "post",
    async generateBundle(_, bundle) {
      const project = await this.fs.readFile("../../pyproject.toml", { encoding: "utf8" });
      const version = /^version = "(.+)"$/m.exec(project)?.[1];
      if (!version) this.error("pyproject.toml says no version");
      for (const file of Object.values(bundle)) {
        if (file.type === "chunk") file.code = `/*! Conseiller ${version} */\n${file.code}`;
      }
    },
  };
}

// One classic script, so that a page embeds the chat with a single <script async>.
export default defineConfig({
  publicDir: false,
  plugins: [asciiOnly(), signed()],
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
