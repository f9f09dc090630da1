import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The console: src/console and each module's console folder → dist/console. `npm run build -- --watch` while working on it. */
export default defineConfig({
  root: fileURLToPath(new URL("src/console", import.meta.url)),
  base: "/",
  plugins: [react()],
  build: {
    outDir: fileURLToPath(new URL("dist/console", import.meta.url)),
    emptyOutDir: true,
    target: "es2024",
    reportCompressedSize: false,
    // zod probes for eval when it first loads: strict.ts, which tells it not to, must run within the same chunk.
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: "zod", test: /node_modules\/zod\/|console\/strict/ }] } },
    },
    chunkSizeWarningLimit: 800,
  },
});
