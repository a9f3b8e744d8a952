// Loaded before a program: while the file in FULL_DISK_WHILE is there, nothing more can be written into the database, as on a full disk.
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

const flag = process.env.FULL_DISK_WHILE;
const write = fs.writeSync;

fs.writeSync = (fd, ...rest) => {
  if (flag !== undefined && fs.existsSync(flag) && fs.readlinkSync(`/proc/self/fd/${fd}`).includes("/db/"))
    throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC", errno: -28, syscall: "write" });
  return write(fd, ...rest);
};
syncBuiltinESMExports();
