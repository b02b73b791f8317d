import { type ParseArgsConfig, parseArgs } from "node:util";
import { quote } from "../problems/quoting.ts";
import { didYouMean } from "../problems/suggestion.ts";

export interface Command {
  readonly about: string;
  /** What has to be named before the folder, such as `STUDY/WAVE`. */
  readonly names?: string;
  /** Option -> the name of its value (none for a switch), and what it does. */
  readonly options: Readonly<Record<string, { readonly value?: string; readonly about: string }>>;
  readonly examples: readonly string[];
  /** Gives the exit code. */
  readonly run: (root: string, values: Values, named: string) => Promise<number>;
}

export type Commands = Readonly<Record<string, Command>>;

export type Values = Readonly<Record<string, string | boolean | undefined>>;

/** A command line that cannot be understood; the message says what and, where something is near, what was meant. */
export class UsageError extends Error {}

/** The command of this name. */
export function findCommand(commands: Commands, name: string): Command {
  if (Object.hasOwn(commands, name)) return commands[name]!;
  const what = name.startsWith("-")
    ? `There is no option ${quote(name)} before a command.`
    : `There is no command ${quote(name)}.`;
  throw new UsageError(withGuess(what, name, [...Object.keys(commands), "--help", "--version"]));
}

/** Values of the options, and the folder that was named, if one was. */
export function parseCommandLine(
  command: Command,
  args: readonly string[],
): { readonly values: Values; readonly named: string; readonly folder?: string } {
  const options: NonNullable<ParseArgsConfig["options"]> = { help: { type: "boolean", short: "h" } };
  for (const [name, { value }] of Object.entries(command.options))
    options[name] = { type: value ? "string" : "boolean" };
  const config = { args: [...args], options, allowPositionals: true } as const;
  try {
    const { values, positionals } = parseArgs({ ...config, strict: true });
    const named = command.names ? positionals.shift() : "";
    if (named === undefined && !values.help) throw new UsageError(`It has to be said which: ${command.names}.`);
    if (positionals.length > 1)
      throw new UsageError(
        `One folder at most can be named, not ${positionals.map((text) => quote(text)).join(" and ")}.`,
      );
    // No option is declared `multiple`, so no value is a list.
    return {
      values: values as Values,
      named: named ?? "",
      ...(positionals[0] !== undefined && { folder: positionals[0] }),
    };
  } catch (error) {
    if (!(error instanceof TypeError) || !("code" in error) || !String(error.code).startsWith("ERR_PARSE_ARGS"))
      throw error;
    const { tokens } = parseArgs({ ...config, strict: false, tokens: true });
    const unknown = tokens.find((token) => token.kind === "option" && !Object.hasOwn(options, token.name));
    if (unknown?.kind !== "option") throw new UsageError(error.message.replace(/\.?$/, "."));
    const known = Object.keys(options).map((name) => `--${name}`);
    throw new UsageError(withGuess(`There is no option ${quote(unknown.rawName)} here.`, unknown.rawName, known));
  }
}

/** The text of `satisfact --help`. */
export function describeAll(commands: Commands): string {
  return [
    "satisfact: customer-satisfaction surveys in, published reports out",
    "",
    "Usage: satisfact <command> [folder]",
    "",
    ...Object.entries(commands).map(([name, { about }]) => `  ${name.padEnd(11)}${about}`),
    "",
    "  --help     This text; after a command, that command's options.",
    "  --version  The version.",
    "",
    "The folder (default: this one) holds data/<study>/study.yaml and the answers.",
    "",
    "Examples:",
    ...Object.values(commands).map((command) => `  ${command.examples[0]}`),
    "",
    "Exit codes: 0 done, 1 something in your folder needs mending, 2 the command was not understood,",
    "70 a fault of satisfact.",
  ].join("\n");
}

/** The text of `satisfact <command> --help`. */
export function describeCommand(name: string, command: Command): string {
  const options = Object.entries(command.options).map(
    ([option, { value, about }]) => [`--${option}${value ? ` ${value}` : ""}`, about] as const,
  );
  const width = Math.max(...options.map(([option]) => option.length)) + 2;
  return [
    `Usage: satisfact ${[name, ...(command.names ? [command.names] : []), "[folder]", ...options.map(([option]) => `[${option}]`)].join(" ")}`,
    "",
    command.about,
    "",
    ...options.map(([option, about]) => `  ${option.padEnd(width)}${about}`),
    "",
    "Examples:",
    ...command.examples.map((example) => `  ${example}`),
  ].join("\n");
}

function withGuess(what: string, word: string, known: readonly string[]): string {
  const guess = didYouMean(word, known);
  return guess ? `${what} ${guess}` : what;
}
