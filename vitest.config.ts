import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

/** The machine's language and zone must decide nothing: every test runs under ones that would show. */
const env = { TZ: "Pacific/Kiritimati", LANG: "de_DE.UTF-8" };

function project(name: string, include: readonly string[], exclude: readonly string[] = []) {
  return {
    test: { name, env, include: [...include], exclude: [...exclude], testTimeout: 60_000, hookTimeout: 120_000 },
  };
}

// Slow ones stand apart: whole builds in processes of their own, and a browser over every page of the built site.
const whole = ["test/build.test.ts", "test/docs.test.ts", "test/pack.test.ts"];
const browser = ["test/browser/**/*.test.ts"];

export default defineConfig({
  test: {
    // by default one processor is left idle: of two that is half
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      project("tests", ["test/**/*.test.ts"], [...whole, ...browser]),
      project("whole", whole),
      project("browser", browser),
    ],
  },
});
