// Loaded before what is measured: what it took of memory and processor goes to standard error when it ends.
process.on("exit", () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  process.stderr.write(`\npeak ${maxRSS} KiB, processor ${userCPUTime + systemCPUTime} us\n`);
});
