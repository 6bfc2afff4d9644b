// When must we stop? On a signal, and when npm has ended: it passes SIGTERM to its shell only, which dies silently.
const parent = process.ppid;

export function onStop(stop) {
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(name, () => stop(name));
  setInterval(() => {
    if (process.ppid !== parent) stop("npm ended");
  }, 300).unref();
}
