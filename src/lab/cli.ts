/** `npm run lab`: the lab in a terminal, with its knobs typed as lines. `lab users`, `lab doctor` print and end. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import type { Lab, LabOptions } from './api.ts';
import { describeProfile } from './console/describe.ts';
import { examine } from './console/doctor.ts';
import { help, turnKnob } from './console/knobs.ts';
import { readMailboxPlans } from './exchange/read-plans.ts';
import { startLab } from './start-lab.ts';
import { readContactFile } from './topologies/contact-file.ts';
import type { ContactList } from './topologies/contact-plan.ts';
import { defaultTopology } from './topologies/default-topology.ts';

const USAGE = `Usage: npm run lab -- [run|users|doctor] [--ports fixed|free] [--latency MS] [--folder FOLDER]
                          [--contacts FILE] [--mailboxes FILE]

  run      starts the lab and reads knobs from the terminal (the default)
  users    lists the simulated people and their passwords
  doctor   says what this machine lacks for the fixed lab

  --folder writes the lab's root certificate and its profile there
  --contacts takes contact lists from a JSON file, --mailboxes takes mailboxes; docs/lab.md says how they are written`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: {
      ports: { type: 'string', default: 'fixed' },
      latency: { type: 'string', default: '0' },
      folder: { type: 'string' },
      contacts: { type: 'string' },
      mailboxes: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  const [command = 'run'] = positionals;
  const { ports, latency, folder } = values;
  if (command === 'users' && !values.help) return printUsers();
  if (command === 'doctor' && !values.help) return printFindings();
  if (values.help || command !== 'run' || (ports !== 'fixed' && ports !== 'free') || !/^\d{1,5}$/.test(latency)) {
    console.log(USAGE);
    return values.help ? 0 : 2;
  }
  const contactLists = values.contacts === undefined ? [] : readContacts(values.contacts);
  const mailboxes = values.mailboxes === undefined ? [] : readMailboxPlans(readFileSync(values.mailboxes, 'utf8'));
  return run({ ports, latencyMs: Number(latency), contactLists, mailboxes }, folder);
}

/** Throws a sentence for a file that cannot be read. */
function readContacts(path: string): readonly ContactList[] {
  const reading = readContactFile(readFileSync(path, 'utf8'));
  if (!reading.ok) throw new Error(`${path}: ${reading.problem}`);
  return reading.lists;
}

async function run(options: LabOptions, folder: string | undefined): Promise<number> {
  const lab = await startLab(options);
  try {
    console.log(describeProfile(lab.profile));
    if (folder !== undefined) console.log(`\n${writeProfile(lab, folder)}`);
    console.log(`\n${help()}`);
    await readKnobs(lab);
    return 0;
  } finally {
    await lab.stop();
  }
}

/** The root certificate for programs that want a file, and the whole profile as JSON. */
function writeProfile(lab: Lab, folder: string): string {
  mkdirSync(folder, { recursive: true });
  const root = join(folder, 'lab-root.pem');
  writeFileSync(root, lab.profile.rootCertificatePem);
  writeFileSync(join(folder, 'lab-profile.json'), `${JSON.stringify(lab.profile, null, 2)}\n`);
  return `Root certificate: ${root}`;
}

/** Until `quit`, Ctrl+C or a termination signal. The end of input ends nothing: a lab may run without a terminal. */
function readKnobs(lab: Lab): Promise<void> {
  return new Promise((resolve) => {
    const input = createInterface({ input: process.stdin, terminal: false });
    const end = () => {
      process.off('SIGINT', end);
      process.off('SIGTERM', end);
      input.close();
      process.stdin.pause();
      resolve();
    };
    process.on('SIGINT', end);
    process.on('SIGTERM', end);
    input.on('line', (line) => {
      const { text, quit } = turnKnob(lab, line);
      if (text) console.log(text);
      if (quit) end();
    });
  });
}

function printUsers(): number {
  for (const company of defaultTopology('127.0.77').companies) {
    console.log(`${company.displayName} (${company.domain}), simulated`);
    for (const { address, displayName, password, userName } of company.people) {
      console.log(`  ${address.padEnd(38)} ${displayName.padEnd(20)} ${password.padEnd(22)} ${userName}`);
    }
  }
  return 0;
}

async function printFindings(): Promise<number> {
  const findings = await examine();
  for (const { ok, optional, text } of findings) console.log(`${ok ? 'ok  ' : optional ? 'note' : 'LACK'} ${text}`);
  return findings.every(({ ok, optional }) => ok || optional) ? 0 : 1;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(`The lab could not start: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  },
);
