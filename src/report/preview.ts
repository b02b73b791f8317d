import { readdirSync, statSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { serve } from "./serve.ts";

export interface PreviewOptions {
  /** Folder that `build` writes. */
  readonly site: string;
  /** 0 takes any free one. */
  readonly port: number;
  /** Folders whose change makes a new build; they need not exist. */
  readonly watched: readonly string[];
  /** True when the site was written; what is wrong is said by the build itself. */
  readonly build: () => Promise<boolean>;
  readonly say: (line: string) => void;
  /** Milliseconds between two looks at the watched folders. */
  readonly every?: number;
}

export interface Preview {
  readonly url: string;
  /** Settles once `close` was called and the last build has ended. */
  readonly ended: Promise<void>;
  readonly close: () => Promise<void>;
}

const eventsPath = "/.preview/events";
const scriptPath = "/.preview/reload.js";
const script = `new EventSource(${JSON.stringify(eventsPath)}).onmessage = () => location.reload();\n`;

/** Serves the site, builds it again when something it is made from changes, and has open pages load anew. */
export async function preview(options: PreviewOptions): Promise<Preview> {
  const listeners = new Set<ServerResponse>();
  const server = await serve({
    folder: options.site,
    port: options.port,
    page: withReload,
    answer(path, response) {
      if (path === scriptPath) {
        response.writeHead(200, { "content-type": "text/javascript; charset=utf-8" }).end(script);
      } else if (path === eventsPath) {
        response.writeHead(200, { "content-type": "text/event-stream" }).write(":\n\n");
        listeners.add(response.once("close", () => listeners.delete(response)));
      } else return false;
      return true;
    },
  });
  options.say(`Preview at ${server.url} (end it with Ctrl-C)`);
  let open = true;
  const rebuild = async () => {
    const written = await options.build();
    if (written) for (const listener of listeners) listener.write("data: built\n\n");
    else if (open) options.say("The last good pages stay until this is mended.");
  };
  return {
    url: server.url,
    ended: buildOnChange(options, rebuild, () => open),
    async close() {
      open = false;
      await server.close();
    },
  };
}

/**
 * Looks at sizes and times now and then rather than asking the system to tell: that works the same on every system, on
 * network drives and in containers. A change is acted on once two looks in a row see the same.
 */
async function buildOnChange(
  options: PreviewOptions,
  rebuild: () => Promise<void>,
  isOpen: () => boolean,
): Promise<void> {
  const every = options.every ?? 300;
  let built = "";
  while (isOpen()) {
    const seen = stampOf(options.watched);
    if (seen !== built) {
      if (built !== "") await sleep(every);
      if (built === "" || stampOf(options.watched) === seen) {
        built = seen;
        await rebuild();
      }
    }
    if (isOpen()) await sleep(every);
  }
}

function stampOf(folders: readonly string[]): string {
  return folders.map((folder) => [folder, ...stampsBelow(folder)].join("\n")).join("\n");
}

function stampsBelow(path: string): string[] {
  const about = statSync(path, { throwIfNoEntry: false });
  if (!about) return [];
  if (!about.isDirectory()) return [`${path} ${about.size} ${about.mtimeMs}`];
  return namesIn(path).flatMap((name) => stampsBelow(join(path, name)));
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    // Removed between the two calls.
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

/** The page with the script that reloads it; only here may a page ask the server for anything. */
function withReload(html: string): string {
  return html
    .replace("default-src 'none'", "default-src 'none'; connect-src 'self'")
    .replace("</head>", () => `<script src="${scriptPath}" defer></script></head>`);
}
