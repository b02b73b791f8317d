/** Ends the process in order: its lock is released, and it is never stopped in the middle of the swap. */
export function endOnSignals(say: () => void): void {
  for (const [signal, code] of Object.entries({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 })) {
    process.once(signal, () => {
      say();
      process.exit(code);
    });
  }
}
