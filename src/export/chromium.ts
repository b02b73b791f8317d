import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { chromiumFlags, findChromium, removeBehind } from "../report/chromium.ts";

/** How long an answer is waited for, in ms. */
const patience = 120_000;

type Send = (method: string, params?: object, session?: string) => Promise<Record<string, unknown>>;

/** Pixels of a picture for each of the page's. */
const scale = 2;

/**
 * Drawings as PNG, twice their size on the page, by the browser that is installed: it draws whatever language its fonts know, as
 * it would draw the page. It is spoken to through pipes (Chrome DevTools Protocol) and asks nobody for anything.
 * @throws ProblemError where there is no browser
 */
export async function toPng(drawings: ReadonlyMap<string, string>): Promise<ReadonlyMap<string, Uint8Array>> {
  const program = findChromium(process.env);
  const profile = mkdtempSync(join(tmpdir(), "satisfact-browser-"));
  const args = [...chromiumFlags, "--remote-debugging-pipe", `--user-data-dir=${profile}`];
  const browser = spawn(program, args, { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
  const ended = new Promise((done) => browser.once("exit", done).once("error", done));
  try {
    const send = speakTo(browser);
    const { targetId } = await send("Target.createTarget", { url: "about:blank" });
    const { sessionId } = (await send("Target.attachToTarget", { targetId, flatten: true })) as { sessionId: string };
    const { frameTree } = (await send("Page.getFrameTree", {}, sessionId)) as { frameTree: { frame: { id: string } } };
    const pictures = new Map<string, Uint8Array>();
    for (const [name, svg] of drawings) {
      const [, width, height] = / width="([\d.]+)" height="([\d.]+)"/.exec(svg)!.map(Number);
      const html = `<!doctype html><style>body{margin:0}svg{display:block}</style>${svg}`;
      await send("Page.setDocumentContent", { frameId: frameTree.frame.id, html }, sessionId);
      const clip = { x: 0, y: 0, width, height, scale };
      const shot = await send("Page.captureScreenshot", { clip, captureBeyondViewport: true }, sessionId);
      pictures.set(name, Buffer.from(shot.data as string, "base64"));
    }
    await send("Browser.close");
    return pictures;
  } finally {
    browser.kill();
    await ended;
    await removeBehind(profile);
  }
}

/** Sends a command and gives its answer; messages end in a NUL. */
function speakTo(browser: ChildProcess): Send {
  const [to, from] = [browser.stdio[3] as Writable, browser.stdio[4] as Readable];
  const waiting = new Map<number, { done: (result: Record<string, unknown>) => void; failed: (why: Error) => void }>();
  const fail = (why: string) => {
    for (const { failed } of waiting.values()) failed(new Error(`The browser ${why}.`));
    waiting.clear();
  };
  browser.once("exit", () => fail("ended")).once("error", ({ message }) => fail(`cannot be started: ${message}`));
  to.on("error", () => fail("does not listen"));
  let text = "";
  from.setEncoding("utf8").on("data", (part: string) => {
    const messages = (text + part).split("\0");
    text = messages.pop()!;
    for (const message of messages) {
      const { id, result, error } = JSON.parse(message);
      const asked = waiting.get(id);
      waiting.delete(id);
      if (error) asked?.failed(new Error(`The browser refused: ${error.message}`));
      else asked?.done(result);
    }
  });
  let last = 0;
  return (method, params = {}, session = undefined) =>
    new Promise((done, failed) => {
      const id = ++last;
      const timer = setTimeout(() => fail("does not answer"), patience);
      const settle =
        <T>(settled: (value: T) => void) =>
        (value: T) => {
          clearTimeout(timer);
          settled(value);
        };
      waiting.set(id, { done: settle(done), failed: settle(failed) });
      to.write(`${JSON.stringify({ id, method, params, ...(session && { sessionId: session }) })}\0`);
    });
}
