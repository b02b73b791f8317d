// Loaded before what is measured: its highest resident memory goes to standard error when it ends.
process.on("exit", () => process.stderr.write(`\npeak ${process.resourceUsage().maxRSS} KiB\n`));
