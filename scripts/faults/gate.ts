import { connect, createServer, type Socket } from "node:net";
import { pipeline, Transform } from "node:stream";

/** A way to a TCP server that can be cut, slowed down and led to another port. Loopback only. */
export type Gate = {
  port: number;
  lead: (to: number) => void;
  /** silent: nothing passes and nobody is told, as when a cable is pulled; refused: connections break at once. */
  cut: (how: "silent" | "refused") => void;
  /** Each piece of data takes this much longer, in each direction. */
  slow: (milliseconds: number) => void;
  mend: () => void;
  close: () => Promise<void>;
};

type State = { to: number; how: "open" | "silent" | "refused"; delayMs: number };

function passage(state: State): Transform {
  return new Transform({
    transform(piece, _encoding, done) {
      const pass = () => {
        // What was on its way when the cable was pulled arrives when it is back: TCP sends it again.
        if (state.how === "silent") setTimeout(pass, 50);
        else done(null, piece);
      };
      if (state.delayMs > 0) setTimeout(pass, state.delayMs);
      else pass();
    },
  });
}

export function openGate(to: number): Promise<Gate> {
  const state: State = { to, how: "open", delayMs: 0 };
  const open = new Set<Socket>();
  const keep = (socket: Socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
    socket.on("error", () => socket.destroy());
  };
  const server = createServer((client) => {
    keep(client);
    if (state.how === "refused") return void client.destroy();
    const there = connect(state.to, "127.0.0.1");
    keep(there);
    const end = () => {
      client.destroy();
      there.destroy();
    };
    pipeline(client, passage(state), there, end);
    pipeline(there, passage(state), client, end);
  });
  const gate = (port: number): Gate => ({
    port,
    lead: (next) => {
      state.to = next;
    },
    cut: (how) => {
      state.how = how;
      if (how === "refused") for (const socket of open) socket.destroy();
    },
    slow: (milliseconds) => {
      state.delayMs = milliseconds;
    },
    mend: () => Object.assign(state, { how: "open", delayMs: 0 }),
    close: () =>
      new Promise((done) => {
        for (const socket of open) socket.destroy();
        server.close(() => done());
      }),
  });
  return new Promise((done) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      done(gate(typeof address === "object" && address ? address.port : 0));
    });
  });
}
