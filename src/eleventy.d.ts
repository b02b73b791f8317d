/** The part of Eleventy that we use; it ships no types. */
declare module "@11ty/eleventy" {
  import type { Environment } from "nunjucks";

  export interface EleventyConfig {
    setLibrary(engine: string, library: Environment): void;
    addTemplate(path: string, content: string, data: Readonly<Record<string, unknown>>): void;
    addWatchTarget(path: string): void;
    on(
      event: "eleventy.after",
      handler: (about: { readonly directories: { readonly output: string } }) => void | Promise<void>,
    ): void;
  }

  export class Eleventy {
    constructor(
      input: string,
      output: string,
      options: {
        configPath?: string | false;
        quietMode?: boolean;
        source?: "script" | "cli";
        config?: (config: EleventyConfig) => void;
      },
    );
    disableLogger(): void;
    write(): Promise<unknown>;
  }
}
