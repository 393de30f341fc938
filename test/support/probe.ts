/** Loaded into a process that is measured, with `--expose-gc --import`: says what it holds whenever it is sent SIGUSR2. */
process.on('SIGUSR2', () => {
  globalThis.gc?.();
  const handles = Object.groupBy(process.getActiveResourcesInfo(), (name) => name);
  const held = {
    heapMb: process.memoryUsage().heapUsed / 2 ** 20,
    rssMb: process.memoryUsage().rss / 2 ** 20,
    handles: Object.fromEntries(Object.entries(handles).map(([name, all]) => [name, all?.length ?? 0])),
  };
  console.log(`held ${JSON.stringify(held)}`);
});
