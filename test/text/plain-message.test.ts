// Messages of the system and of OpenSSL are said in plain English, with their code.
import { expect, test } from "vitest";
import { messageOf, plainMessage } from "../../src/errors.ts";

test.each([
  ["connect ECONNREFUSED 127.0.0.1:25", "nothing answers at 127.0.0.1:25 (ECONNREFUSED): check the address, and whether it runs"],
  ["connect ECONNREFUSED ::1:5432", "nothing answers at ::1:5432 (ECONNREFUSED): check the address, and whether it runs"],
  ["getaddrinfo ENOTFOUND mail.example", "there is no host mail.example (ENOTFOUND): check its name"],
  ["queryA ENODATA mail.example", "there is no host mail.example (ENODATA): check its name"],
  ["getaddrinfo EAI_AGAIN mail.example", "the name server does not say where mail.example is (EAI_AGAIN): check the network"],
  [
    "connect EHOSTUNREACH 192.0.2.1:25 - Local (192.0.2.7:1)",
    "there is no way to 192.0.2.1:25 (EHOSTUNREACH): check the network",
  ],
  ["connect ETIMEDOUT 192.0.2.1:25", "192.0.2.1:25 does not answer (ETIMEDOUT): check the address, and firewalls in between"],
  ['password authentication failed for user "desk"', "the password of user desk is wrong, or there is no such user"],
  ["SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string", "it asks for a password, and the address has none"],
  ["The server does not support SSL connections", "it takes no encrypted connections: leave sslmode out of the address"],
  ["Connection terminated due to connection timeout", "it gives no answer in time: check the address, and whether it runs"],
  ["Connection terminated unexpectedly", "it cut the connection: check whether it runs, and is Postgres"],
  ["read ECONNRESET", "the other side cut the connection (ECONNRESET)"],
  [
    "80EC04632B7F0000:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:../deps/openssl/ssl/record.c:354:\n",
    "the port does not speak TLS (wrong version number)",
  ],
  [
    "001:error:0A000410:SSL routines:ssl3_read_bytes:sslv3 alert handshake failure:../deps/openssl/x.c:1600:SSL alert number 40\n",
    "no secure connection could be agreed on (sslv3 alert handshake failure)",
  ],
  ["ENOSPC: no space left on device, copyfile '/a' -> '/b'", "no room on the disk to write /b (ENOSPC): make room"],
  [
    'could not extend file "base/5/17923": wrote only 4096 of 8192 bytes at block 0',
    'no room on the disk for the database (could not extend file "base/5/17923": wrote only 4096 of 8192 bytes at block 0): make room',
  ],
  ["EACCES: permission denied, open '/data/lock'", "this user may not use /data/lock (EACCES): check its owner and mode"],
  [
    "EROFS: read-only file system, mkdir '/data'",
    "/data is on a disk that cannot be written (EROFS): mount it for writing, or name another place",
  ],
  ["ENOENT: no such file or directory, open '/a/gone.xml'", "there is no file or folder /a/gone.xml (ENOENT)"],
  ["EEXIST: file already exists, mkdir '/a/data'", "/a/data is there already, and is a file (EEXIST)"],
  ["EISDIR: illegal operation on a directory, open '/a'", "/a is a folder, not a file (EISDIR)"],
  ["ENAMETOOLONG: name too long, open '/a'", "the path is too long for the file system (ENAMETOOLONG)"],
  ["ENOTDIR: not a directory, lstat '/a/file/db'", "a part of the path /a/file/db is a file, not a folder (ENOTDIR)"],
])("%j becomes plain English", (message, words) => {
  expect(plainMessage(message)).toBe(words);
  expect(messageOf(new AggregateError([new Error(message), new Error(message)]))).toBe(words);
});

test.each(["self-signed certificate", "no end within 60 seconds", 'database "news" does not exist', ""])(
  "%j stays as it is",
  (message) => {
    expect(plainMessage(message)).toBe(message);
  },
);
