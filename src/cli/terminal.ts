import { formatProblems } from "../problems/printing.ts";
import type { Problem } from "../problems/problem.ts";
import { exitCodes } from "./exit-codes.ts";

/** A line on standard output. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** The last line of a command that did what it was asked. */
export function printed(text: string): number {
  print(text);
  return exitCodes.done;
}

/** A line on standard error: what is wrong, and what only a person at a terminal wants to know. */
export function warn(text: string): void {
  process.stderr.write(`${text}\n`);
}

export function warnOf(notices: readonly Problem[]): void {
  if (notices.length > 0) warn(formatProblems(notices));
}

/** A number with its noun: `1 study`, `4 waves`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

export interface ProgressLine {
  readonly show: (step: string, done: number, total: number) => void;
  readonly clear: () => void;
}

/** One line on a terminal that says how far the work is, from its first second on; nothing in a pipe. */
export function progressLine(): ProgressLine {
  const started = performance.now();
  let shown = false;
  const write = (text: string) => process.stderr.write(`\r\u001b[2K${text}`);
  return {
    show(step, done, total) {
      if (!process.stderr.isTTY || performance.now() - started < 1000) return;
      shown = true;
      write(`${step} ${done}/${total}`);
    },
    clear() {
      if (shown) write("");
      shown = false;
    },
  };
}
