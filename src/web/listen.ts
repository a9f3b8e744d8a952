// Makes a server listen, and says which setting to change if its address is taken.
import type { Server } from "node:http";

export interface Place {
  host: string;
  port: number;
  /** For people: of the server, and the key in wirewatch.yaml. */
  name: string;
  setting: string;
}

/** Throws with a message for the user. */
export function listen(server: Server, { host, port, name, setting }: Place): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const taken =
        error.code === "EADDRINUSE"
          ? `${host}:${port} is taken by another program; set ${setting} in wirewatch.yaml`
          : error.message;
      reject(new Error(`${name} cannot be opened: ${taken}`, { cause: error }));
    });
    server.listen(port, host, resolve);
  });
}
