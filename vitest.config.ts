import { defineConfig } from "vitest/config";

/** The machine's language and zone must decide nothing: every test runs under ones that would show. */
const env = { TZ: "Pacific/Kiritimati", LANG: "de_DE.UTF-8" };

function project(name: string, include: readonly string[], exclude: readonly string[] = []) {
  return {
    test: { name, env, include: [...include], exclude: [...exclude], testTimeout: 60_000, hookTimeout: 120_000 },
  };
}

const browser = "test/browser/**/*.test.ts";

export default defineConfig({
  test: { projects: [project("tests", ["test/**/*.test.ts"], [browser]), project("browser", [browser])] },
});
