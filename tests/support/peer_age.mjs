// Seals or opens a file with the npm package age-encryption, another implementation of age v1.
// node peer_age.mjs MODULES encrypt|decrypt KEY IN OUT
// KEY: an age1… recipient, an AGE-SECRET-KEY-… identity, or passphrase:… for scrypt.
import { readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, verb, key, source, target] = process.argv.slice(2);
const entry = join(resolve(modules), "age-encryption", "dist", "index.js");
const { Encrypter, Decrypter } = await import(pathToFileURL(entry).href);
const passphrase = key.startsWith("passphrase:") ? key.slice("passphrase:".length) : null;
const data = await readFile(source);

if (verb === "encrypt") {
  const peer = new Encrypter();
  if (passphrase === null) {
    peer.addRecipient(key);
  } else {
    peer.setScryptWorkFactor(10);
    peer.setPassphrase(passphrase);
  }
  await writeFile(target, await peer.encrypt(data));
} else {
  const peer = new Decrypter();
  if (passphrase === null) {
    peer.addIdentity(key);
  } else {
    peer.addPassphrase(passphrase);
  }
  await writeFile(target, await peer.decrypt(data));
}
