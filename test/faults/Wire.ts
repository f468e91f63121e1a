import { connect, createServer, type Server, type Socket } from "node:net";

/** A wire to a server that can lose its connections without a word, as a failing switch does. */
export class Wire {
  private readonly sockets = new Set<Socket>();
  private readonly lost = new Set<Socket>();

  private constructor(private readonly server: Server) {}

  /** To a port of this machine. */
  static async to(port: number): Promise<Wire> {
    const server = createServer();
    const wire = new Wire(server);
    server.on("connection", (near) => {
      const far = connect(port, "127.0.0.1");
      near.pipe(far).pipe(near);
      for (const [socket, other] of [
        [near, far],
        [far, near],
      ] as const) {
        wire.sockets.add(socket);
        socket.on("error", () => undefined);
        // An end that hangs up is heard at the other, unless the wire has lost them.
        socket.on("close", () => wire.sockets.delete(socket) && other.destroy());
      }
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return wire;
  }

  get port(): number {
    const address = this.server.address();
    return typeof address === "object" && address ? address.port : 0;
  }

  /** Nothing passes the connections of now any more, and neither end is told. New ones are not touched. */
  lose() {
    for (const socket of this.sockets) {
      socket.unpipe().pause();
      this.lost.add(socket);
    }
    this.sockets.clear();
  }

  async close() {
    for (const socket of [...this.sockets, ...this.lost]) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
