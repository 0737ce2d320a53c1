import { defineConfig } from "vitest/config";

// Names are stable: the server's pages link to them, and it sends an ETag with each.
export default defineConfig({
  base: "./",
  publicDir: false,
  build: {
    target: "es2022",
    modulePreload: false,
    rolldownOptions: {
      input: { explore: "src/explore.ts", review: "src/review.ts", theme: "src/theme.ts" },
      output: {
        entryFileNames: "[name].js",
        chunkFileNames: "[name].js",
        assetFileNames: "[name][extname]",
        codeSplitting: {
          groups: [
            { name: "maplibre-gl", test: /node_modules/ },
            // no entry is imported by another chunk, so that each runs once whatever its address has behind it
            { name: "shared", test: /src\/(box|dom)\.ts$/ },
          ],
        },
      },
    },
    chunkSizeWarningLimit: 1500,
  },
  test: { include: ["src/**/*.test.ts", "scripts/**/*.test.mjs"] },
});
