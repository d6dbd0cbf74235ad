import { defineConfig } from "vitest/config";

// What needs a real browser (layout, focus, styles) is tested by tests/e2e instead.
export default defineConfig({
  test: {
    environment: "happy-dom",
    include: ["tests/**/*.test.ts"],
    env: { TZ: "Pacific/Auckland" }, // the browser may be anywhere
    isolate: false, // making a browser's globals for each file takes longer than all the tests
    testTimeout: 30_000, // on a busy machine
    reporters: ["dot"],
    restoreMocks: true,
    unstubGlobals: true,
  },
});
