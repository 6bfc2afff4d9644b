// When must we stop? On a signal, and when npm has ended: it passes SIGTERM to its shell only, which dies silently.
const parent = process.ppid;

export function onStop(stop) {
  // With the terminal or the reader of our output gone, a message must not end us before the stop is done.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(name, () => stop(name));
  setInterval(() => {
    if (process.ppid !== parent) stop("npm ended");
  }, 300).unref();
}
