// A mail server of one's own: Debian's dovecot, with users who may write into their mailboxes.
import { spawn } from "node:child_process";
import { chmod, chown, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { accepts, findBinary } from "./start-services.ts";
import { freePort, until } from "./wait.ts";
import { makeCertificate } from "../http/make-certificate.ts";

export interface Dovecot {
  /** With TLS from the beginning, and with STARTTLS. */
  port: number;
  plainPort: number;
  /** PEM, of the authority that signed its certificate, which is for `localhost`. */
  authority: string;
  /** Where the folders of a user's mail are. */
  mailOf(user: string): string;
  /** Ends all connections, and answers nobody until `meanwhile` is done. */
  restart(meanwhile: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

export const PASSWORD = "between-us";
/** Debian's user without rights. */
const NOBODY = 65_534;

/** `users`: the names, each with the room of its mailbox in kB, or null for as much as there is. All have the same password. */
export async function startDovecot(users: Record<string, number | null>): Promise<Dovecot> {
  const binary = await findBinary("dovecot", "dovecot-imapd");
  const folder = await mkdtemp(join(tmpdir(), "wirewatch-dovecot-"));
  const [uid, gid] = process.getuid?.() === 0 ? [NOBODY, NOBODY] : [process.getuid?.() ?? 0, process.getgid?.() ?? 0];
  const [port, plainPort] = [await freePort(), await freePort()];
  const issuer = makeCertificate({ name: "Test authority", authority: true });
  const { cert, key } = makeCertificate({ name: "localhost", issuer });
  const mail = join(folder, "mail");
  await mkdir(mail);
  await chmod(folder, 0o755);
  await chown(mail, uid, gid);
  const lines = Object.entries(users).map(
    ([name, roomKb]) =>
      `${name}:{PLAIN}${PASSWORD}:${uid}:${gid}::${join(mail, name)}::${roomKb === null ? "" : `userdb_quota_rule=*:storage=${roomKb}K`}`,
  );
  await writeFile(join(folder, "users"), `${lines.join("\n")}\n`);
  await writeFile(join(folder, "cert.pem"), cert);
  await writeFile(join(folder, "key.pem"), key);
  const internal =
    process.getuid?.() === 0
      ? ""
      : `default_internal_user = ${uid}\ndefault_login_user = ${uid}\ndefault_internal_group = ${gid}\n`;
  await writeFile(
    join(folder, "dovecot.conf"),
    `${internal}base_dir = ${join(folder, "run")}
state_dir = ${join(folder, "state")}
log_path = ${join(folder, "log")}
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <${join(folder, "cert.pem")}
ssl_key = <${join(folder, "key.pem")}
auth_mechanisms = plain login
auth_failure_delay = 0
mail_location = maildir:~/Maildir
mail_plugins = quota
mailbox_idle_check_interval = 1 secs
first_valid_uid = 1
first_valid_gid = 1
passdb {
  driver = passwd-file
  args = ${join(folder, "users")}
}
userdb {
  driver = passwd-file
  args = ${join(folder, "users")}
}
protocol imap {
  mail_plugins = quota imap_quota
  mail_max_userip_connections = 100
}
plugin {
  quota = maildir:User quota
}
service anvil {
  chroot =
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${plainPort}
  }
  inet_listener imaps {
    port = ${port}
    ssl = yes
  }
}
`,
  );
  const begin = async (): Promise<() => Promise<void>> => {
    const child = spawn(binary, ["-F", "-c", join(folder, "dovecot.conf")], { stdio: ["ignore", "ignore", "pipe"] });
    let said = "";
    child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
    const end = async (): Promise<void> => {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      if (child.exitCode === null && child.kill("SIGTERM")) await ended;
    };
    await until(() => child.exitCode !== null || accepts(port), "dovecot answers", 60_000).catch(async (error: unknown) => {
      await end();
      throw error;
    });
    if (child.exitCode !== null) throw new Error(`dovecot did not start: ${said}`);
    return end;
  };
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true, maxRetries: 5 });
  let end = await begin().catch(async (error: unknown) => {
    await remove();
    throw error;
  });
  const stop = async (): Promise<void> => {
    await end();
    await remove();
  };
  const restart = async (meanwhile: () => Promise<void>): Promise<void> => {
    await end();
    await meanwhile();
    end = await begin();
  };
  return { port, plainPort, authority: issuer.cert, mailOf: (user) => join(mail, user, "Maildir"), restart, stop };
}
