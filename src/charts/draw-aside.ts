import {
  isMainThread,
  MessageChannel,
  type MessagePort,
  receiveMessageOnPort,
  Worker,
  workerData,
} from "node:worker_threads";
import type { Chart } from "./chart.ts";
import type { DrawingFrame } from "./render.ts";

/** A drawing that is being made; asked for its text, it is waited for. Of a finished one this is a string. */
export interface Drawing {
  /** @throws Error what `drawChart` threw */
  toString(): string;
}

/** How long a single drawing is waited for, in ms, before the thread is taken for dead. */
const patience = 60_000;

interface Start {
  readonly draws: true;
  readonly port: MessagePort;
  /** Counts the answers, so that the thread that waits is woken. */
  readonly answered: Int32Array;
}

type Answer = { readonly id: number } & ({ readonly svg: string } | { readonly error: unknown });

/**
 * Draws charts on a thread of its own, which loads what draws while this one computes. Drawings are made in the order in
 * which they are asked for, so their bytes are those of `drawChart`.
 */
export function drawAside(): (chart: Chart, frame: DrawingFrame) => Drawing {
  const { port1: port, port2 } = new MessageChannel();
  const answered = new Int32Array(new SharedArrayBuffer(4));
  const start: Start = { draws: true, port: port2, answered };
  const worker = new Worker(new URL(import.meta.url), {
    workerData: start,
    transferList: [port2],
    resourceLimits: { maxYoungGenerationSizeMb: 8 },
  });
  worker.unref();
  const answers = new Map<number, Answer>();
  const take = (id: number): Answer => {
    for (;;) {
      const before = Atomics.load(answered, 0);
      for (let next = receiveMessageOnPort(port); next; next = receiveMessageOnPort(port)) {
        const answer = next.message as Answer;
        answers.set(answer.id, answer);
      }
      const own = answers.get(id);
      if (own) {
        answers.delete(id);
        return own;
      }
      if (Atomics.wait(answered, 0, before, patience) === "timed-out") throw new Error("What draws does not answer.");
    }
  };
  let asked = 0;
  return (chart, frame) => {
    const id = asked++;
    port.postMessage({ id, chart, frame });
    let answer: Answer | undefined;
    return {
      toString() {
        answer ??= take(id);
        if ("error" in answer) throw answer.error;
        return answer.svg;
      },
    };
  };
}

async function answerAll({ port, answered }: Start): Promise<void> {
  const loaded = import("./render.ts");
  port.on("message", async ({ id, chart, frame }: { id: number; chart: Chart; frame: DrawingFrame }) => {
    let answer: Answer;
    try {
      answer = { id, svg: (await loaded).drawChart(chart, frame) };
    } catch (error) {
      answer = { id, error };
    }
    port.postMessage(answer);
    Atomics.add(answered, 0, 1);
    Atomics.notify(answered, 0);
  });
}

if (!isMainThread && (workerData as Start | null)?.draws === true) await answerAll(workerData as Start);
